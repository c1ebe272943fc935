"""What authors write, read and checked: tutorials, the catalogue, data sets."""

"""What is done to the pages of either builder before they are published."""

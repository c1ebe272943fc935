"""What pages say and show that the builders did not write, or wrote otherwise."""

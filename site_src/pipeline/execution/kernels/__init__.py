"""One kernel: its environment, its start, and the process that it is forked from."""

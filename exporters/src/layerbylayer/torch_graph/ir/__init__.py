"""The compiler's own graph: its nodes, the table of operations, what has to hold."""

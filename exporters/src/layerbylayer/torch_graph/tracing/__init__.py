"""What a module is traced with: its arguments, its open axes, its precision."""

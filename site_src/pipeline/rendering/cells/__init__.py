"""What becomes of a cell: outputs, figures, formulas, citations."""

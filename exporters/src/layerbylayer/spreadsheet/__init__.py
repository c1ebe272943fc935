"""A small convolutional network as a spreadsheet: formulas only, no macros."""

from .learning import to_learning_xlsx
from .workbook import to_xlsx

__all__ = ["to_learning_xlsx", "to_xlsx"]

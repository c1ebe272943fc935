"""A trained Keras 3 model, as files that TensorFlow.js loads."""

from .card import Card
from .errors import (
    BadExample,
    BadModel,
    ExportError,
    ParityError,
    RecordingError,
    UnsupportedLayer,
    UnsupportedOp,
)
from .export import to_tfjs
from .recording import record, replay
from .text import to_text
from .xlsx import to_learning_xlsx, to_xlsx

__all__ = [
    "BadExample",
    "BadModel",
    "Card",
    "ExportError",
    "ParityError",
    "RecordingError",
    "UnsupportedLayer",
    "UnsupportedOp",
    "record",
    "replay",
    "to_learning_xlsx",
    "to_text",
    "to_xlsx",
    "to_tfjs",
]
__version__ = "0.1.0"

"""A trained Keras 3 or PyTorch model, as files that run or can be read."""

from .api import to_tfjs
from .artifact.card import Card
from .diagram import to_text
from .errors import (
    ExportError,
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    InvalidTargetError,
    ParityError,
    RecordingError,
    UnsupportedLayerError,
    UnsupportedOpError,
)
from .from_layers import from_tfjs
from .page import to_page
from .recording import compile_models, record, replay
from .spreadsheet import to_learning_xlsx, to_xlsx
from .wasm import to_wasm

__all__ = [
    "Card",
    "ExportError",
    "ExportWarning",
    "InvalidExampleError",
    "InvalidModelError",
    "InvalidTargetError",
    "ParityError",
    "RecordingError",
    "UnsupportedLayerError",
    "UnsupportedOpError",
    "compile_models",
    "from_tfjs",
    "record",
    "replay",
    "to_learning_xlsx",
    "to_page",
    "to_text",
    "to_tfjs",
    "to_wasm",
    "to_xlsx",
]
__version__ = "0.1.0"

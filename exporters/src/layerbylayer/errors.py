"""What can go wrong in an export. Nothing is written when one of these is raised."""


class ExportError(Exception):
    """An export that cannot be done; the message says what, where and what to do."""


class BadModel(ExportError):
    """The model itself is unfit: of another kind, not built, with weights of NaN."""


class UnsupportedLayer(ExportError):
    """A layer or a setting that TensorFlow.js lacks, or computes otherwise."""

    def __init__(self, class_name: str, name: str, problem: str, advice: str) -> None:
        """Say which layer, what the problem is and what to do instead."""
        super().__init__(f"layer {name!r} ({class_name}): {problem}. {advice}")


class BadExample(ExportError):
    """An example, or labels or targets, that do not fit the model."""


class ParityError(ExportError):
    """TensorFlow.js answers otherwise than Keras, or cannot load the files."""

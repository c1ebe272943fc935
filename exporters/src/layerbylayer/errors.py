"""What can go wrong in an export. Nothing is written when one of these is raised."""

from collections.abc import Sequence


class ExportError(Exception):
    """An export that cannot be done; the message says what, where and what to do."""

    def __init__(self, reason: str, *, graph: str = "") -> None:
        """Say the reason and, apart from it, the advice to export as a graph."""
        self.reason = reason
        super().__init__(f"{reason} {graph}".rstrip())


class ExportWarning(UserWarning):
    """An export that was written, and of which something should be known."""


class InvalidModelError(ExportError):
    """The model itself is unfit: of another kind, not built, with weights of NaN."""


class UnsupportedLayerError(ExportError):
    """A layer or a setting that TensorFlow.js lacks, or computes otherwise."""

    def __init__(
        self, class_name: str, name: str, problem: str, advice: str, *, graph: str = ""
    ) -> None:
        """Say which layer, what the problem is and what to do instead."""
        self.class_name, self.name = class_name, name
        super().__init__(
            f"layer {name!r} ({class_name}): {problem}. {advice}", graph=graph
        )


class InvalidExampleError(ExportError):
    """An example, or labels or targets, that do not fit the model."""


class InvalidTargetError(ExportError):
    """What is at the place of the export is no earlier one, and would be lost."""


class ParityError(ExportError):
    """TensorFlow.js answers otherwise than Keras, or cannot load the files."""


class RecordingError(ExportError):
    """A call that cannot be noted, or a recorded folder that cannot be read."""


class UnsupportedOpError(ExportError):
    """Operations of a traced module that the format of the export cannot express."""

    def __init__(
        self, problems: Sequence[tuple[str, str, str]], target: str = "TensorFlow.js"
    ) -> None:
        """All of them: (operation, where it comes from, what the problem is)."""
        self.problems = list(dict.fromkeys(problems))
        lines = [f"  {op} ({line}): {why}" for op, line, why in self.problems]
        super().__init__(
            f"{target} cannot express these operations of the model:\n"
            + "\n".join(lines)
        )

"""Hold what TensorFlow.js computed against what the framework did."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..artifact.card import Parity
from ..artifact.converted import Array, Tolerance
from ..artifact.example import count_rows
from ..errors import ParityError
from .runner import Answer


def compare(
    answer: Answer,
    expected: Sequence[Array],
    tolerance: Tolerance,
    framework: str,
    runtime: str = "TensorFlow.js",
    examples: int | None = None,
) -> Parity:
    """Hold TensorFlow.js's outputs, or those of another runtime, against a framework's.

    Args:
        answer: TensorFlow.js's.
        expected: the framework's outputs, (examples, ...) each.
        tolerance: how far the two may be from each other.
        framework: its name, for the errors.
        runtime: the name of what has run the model, for the errors.
        examples: how many they are, if not as many as the first output has rows.

    Raises:
        ParityError: one output differs by more than is allowed.
    """
    shapes = [values.shape for values in answer.outputs]
    wanted = [values.shape for values in expected]
    sizes = [values.size for values in answer.outputs]
    if shapes != wanted and sizes == [values.size for values in expected]:
        raise ParityError(
            f"{runtime} returns the shapes {shapes}, {framework} {wanted} for this "
            "example. A squeeze() without an axis takes away a batch of one, too: name "
            "the axis, or give more than one example."
        )
    if shapes != wanted:
        raise ParityError(
            f"{runtime} returns the shapes {shapes}, {framework} {wanted}. Please "
            "report this model."
        )
    count = count_rows(expected) if examples is None else examples
    worst = (0.0, 0.0)
    for ours, theirs in zip(answer.outputs, expected, strict=True):
        gap, allowed = difference(ours, theirs), tolerance.allowed(theirs)
        if not gap <= allowed:
            if _is_limited(ours, theirs, allowed):
                raise ParityError(
                    f"{framework} gives infinity, and {runtime} the largest float32 "
                    "instead, as not all of its backends hold infinity. Give a number "
                    "that is finite, such as torch.finfo(torch.float32).max. Nothing "
                    "was written."
                )
            raise ParityError(
                f"{runtime}'s outputs differ from {framework}'s by {gap:.2e}, "
                f"more than {allowed:.2e} on {count} examples. Nothing was "
                "written."
            )
        # The pair that leaves the least room; the first where no output is a float.
        if worst[1] == 0.0 or gap * worst[1] > worst[0] * allowed:
            worst = gap, allowed
    return Parity(
        "passed",
        max_abs_difference=worst[0],
        allowed=worst[1],
        examples=count,
        backend=answer.backend,
        tfjs=answer.tfjs,
        kernels=answer.kernels,
    )


def _is_limited(ours: Array, theirs: Array, allowed: float) -> bool:
    """Whether all that differs is infinity, in place of which is the largest float."""
    infinite = np.isinf(theirs)
    limited = ours == np.copysign(np.finfo(np.float32).max, theirs)
    if not infinite.any() or not limited[infinite].all():
        return False
    return difference(np.where(infinite, 0, ours), np.where(infinite, 0, theirs)) <= (
        allowed
    )


def difference(ours: Array, theirs: Array) -> float:
    """Give the largest absolute difference; 0 where both are infinite, or both NaN."""
    same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
    with np.errstate(invalid="ignore"):
        apart = np.abs(ours.astype(np.float64) - theirs.astype(np.float64))
    return float(np.where(same, 0.0, apart).max(initial=0.0))

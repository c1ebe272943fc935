"""Run exported models in TensorFlow.js, and compare them with their framework."""

from .comparison import compare, difference
from .runner import (
    Answer,
    Case,
    Request,
    Runner,
    RunnerUnavailableError,
    read_answer,
    runner,
)

__all__ = [
    "Answer",
    "Case",
    "Request",
    "Runner",
    "RunnerUnavailableError",
    "compare",
    "difference",
    "read_answer",
    "runner",
]

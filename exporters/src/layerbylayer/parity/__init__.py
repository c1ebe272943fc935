"""Run exported models in TensorFlow.js, and compare them with their framework."""

from .comparison import compare, difference
from .runner import (
    Answer,
    Case,
    Runner,
    RunnerUnavailableError,
    read_answer,
    runner,
)

__all__ = [
    "Answer",
    "Case",
    "Runner",
    "RunnerUnavailableError",
    "compare",
    "difference",
    "read_answer",
    "runner",
]

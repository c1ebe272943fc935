"""What all six get: the same weights and the same batches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEPS, BATCH = 100, 64


def write(path: Path, images: NDArray[Any], labels: NDArray[Any]) -> None:
    """Write weights and batches of digits, as the tutorial makes them."""
    rng = np.random.default_rng(1)
    scale = np.sqrt(2 / 784)
    count = STEPS * BATCH
    np.savez(
        path,
        w1=(scale * rng.normal(size=(784, 32))).astype("float32"),
        b1=np.zeros(32, "float32"),
        w2=(0.25 * rng.normal(size=(32, 10))).astype("float32"),
        b2=np.zeros(10, "float32"),
        x=(images[:count].reshape(STEPS, BATCH, 784) / 255).astype("float32"),
        y=labels[:count].reshape(STEPS, BATCH).astype("int64"),
    )


def read(path: Path) -> tuple[list[NDArray[Any]], list[tuple[Any, Any]]]:
    """Read the four parts of the network, and the batches."""
    task = np.load(path)
    parts = [task[name] for name in ("w1", "b1", "w2", "b2")]
    return parts, list(zip(task["x"], task["y"], strict=True))

"""Run exported files in TensorFlow.js, under Node.js, and compare."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .card import Parity
from .errors import ParityError

SCRIPT = Path(__file__).with_name("parity.mjs")
RELATIVE = 1e-5
TIMEOUT = 600
INSTALL = (
    "npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 "
    "@tensorflow/tfjs-backend-wasm@4.22.0"
)


@dataclass(frozen=True)
class Answer:
    """What TensorFlow.js made of a model's example."""

    outputs: NDArray[np.float32]
    backend: str
    tfjs: str
    kernels: list[str]


class Unavailable(Exception):
    """TensorFlow.js cannot be run here; the message says why and what to do."""


def check(folder: Path, inputs: NDArray[Any], expected: NDArray[np.float32]) -> Parity:
    """Compare TensorFlow.js's outputs for the stored example with the expected ones.

    Args:
        folder: the exported files, their example among them (card.json not yet).
        inputs: the example as it is stored, (examples, ...).
        expected: the framework's own outputs, (examples, ...).

    Raises:
        ParityError: they differ by more than 1e-5 x max(1, max|expected|), or TF.js
            cannot load the files.
    """
    try:
        answer = run(folder, inputs)
    except Unavailable as problem:
        return Parity("unchecked", reason=str(problem))
    if answer.outputs.shape != expected.shape:
        raise ParityError(
            f"TensorFlow.js returns the shape {answer.outputs.shape}, Keras "
            f"{expected.shape}. Please report this model."
        )
    difference = float(np.abs(answer.outputs - expected).max(initial=0.0))
    allowed = RELATIVE * max(1.0, float(np.abs(expected).max(initial=0.0)))
    if not difference <= allowed:
        raise ParityError(
            f"TensorFlow.js's outputs differ from Keras's by {difference:.2e}, more "
            f"than {allowed:.2e} on {len(expected)} examples. Nothing was written."
        )
    return Parity(
        "passed",
        max_abs_difference=difference,
        allowed=allowed,
        examples=len(expected),
        backend=answer.backend,
        tfjs=answer.tfjs,
        kernels=answer.kernels,
    )


def run(folder: Path, inputs: NDArray[Any]) -> Answer:
    """Run a model on the inputs beside it, in a Node.js process of its own.

    Raises:
        Unavailable: there is no Node.js, or no TensorFlow.js for it.
        ParityError: TensorFlow.js cannot load or run the files.
    """
    node = shutil.which("node")
    if node is None:
        raise Unavailable("Node.js was not found; install it to have the model checked")
    try:
        done = subprocess.run(
            [node, str(SCRIPT)],
            input=request(folder, inputs),
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired as error:
        raise ParityError(f"TensorFlow.js took more than {TIMEOUT} s.") from error
    if done.returncode != 0 or not done.stdout.strip():
        raise ParityError(f"Node.js failed:\n{done.stderr.strip()[-2000:]}")
    return read_answer(json.loads(done.stdout))


def request(folder: Path, inputs: NDArray[Any]) -> str:
    """One line of what parity.mjs reads."""
    fields = {
        "folder": str(folder.resolve()),
        "dtype": str(inputs.dtype),
        "shape": list(inputs.shape),
    }
    return json.dumps(fields) + "\n"


def read_answer(reply: dict[str, Any]) -> Answer:
    """Read one line of what parity.mjs writes.

    Raises:
        Unavailable: TensorFlow.js is not installed.
        ParityError: it cannot load or run the files.
    """
    if "missing" in reply:
        raise Unavailable(f"{reply['missing']} was not found; {INSTALL}")
    if "error" in reply:
        raise ParityError(f"TensorFlow.js cannot use the model: {reply['error']}")
    file = Path(reply["outputs"])
    outputs = np.fromfile(file, dtype="<f4").reshape(reply["shape"])
    file.unlink()
    return Answer(outputs, reply["backend"], reply["tfjs"], reply["kernels"])

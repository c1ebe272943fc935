"""Run exported files in TensorFlow.js, under Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, Protocol

import numpy as np

from ..artifact.card import Input, Output, Stored, WrittenKind
from ..artifact.converted import Array
from ..errors import ParityError

SCRIPT = Path(__file__).with_suffix(".mjs")
TIMEOUT = 600
"""Seconds for one case."""
INSTALL = (
    "npm install @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 "
    "@tensorflow/tfjs-converter@4.22.0 @tensorflow/tfjs-backend-wasm@4.22.0"
)


class Request(Protocol):
    """What a script can be asked to run."""

    def to_json(self) -> str:
        """One line of what the script reads."""
        ...


@dataclass(frozen=True)
class Case:
    """An exported folder, and the arrays in it to run the model on.

    `backend` is TensorFlow.js's; without one WASM is used, or CPU where that is not
    installed.
    """

    folder: Path
    kind: WrittenKind
    inputs: Sequence[Input]
    arrays: Sequence[Stored]
    outputs: Sequence[Output]
    backend: Literal["wasm", "cpu"] | None = None

    def to_json(self) -> str:
        """Give one line of what runner.mjs reads."""
        fields = {
            "folder": str(self.folder.resolve()),
            "kind": self.kind,
            "backend": self.backend,
            "inputs": [
                {
                    "name": described.name,
                    "dtype": described.dtype,
                    "file": stored.file,
                    "stored": stored.dtype,
                    "shape": list(stored.shape),
                }
                for described, stored in zip(self.inputs, self.arrays, strict=True)
            ],
            "outputs": [described.name for described in self.outputs],
        }
        return json.dumps(fields) + "\n"


@dataclass(frozen=True)
class Answer:
    """What TensorFlow.js, or what else has run it, made of a case."""

    outputs: Sequence[Array]
    backend: str
    tfjs: str | None
    kernels: Sequence[str]


class RunnerUnavailableError(Exception):
    """TensorFlow.js cannot be run here; the message says why and what to do."""


class Runner:
    """TensorFlow.js in one Node.js process, which starts with the first case."""

    def __init__(self, script: Path = SCRIPT, name: str = "TensorFlow.js") -> None:
        """Start nothing yet.

        Args:
            script: what to run, if it is not TensorFlow.js; it answers line by line.
            name: of what it runs, for errors.
        """
        self._script, self._name = script, name
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[bytes] | None = None

    def run(self, case: Request) -> Answer:
        """Run a model on the arrays beside it.

        Raises:
            RunnerUnavailableError: there is no Node.js, or no TensorFlow.js for it.
            ParityError: TensorFlow.js cannot load or run the files.
        """
        process = self._started()
        assert process.stdin is not None and process.stdout is not None
        watch = threading.Timer(TIMEOUT, process.kill)
        watch.start()
        try:
            process.stdin.write(case.to_json())
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            watch.cancel()
        if not line:
            raise ParityError(f"Node.js failed:\n{self._ended()}")
        reply = json.loads(line)
        if "memory" in str(reply.get("error")):
            self._ended()  # Whatever ran in the same memory would fail, too.
        return read_answer(reply, self._name)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._ended()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            node = shutil.which("node")
            if node is None:
                raise RunnerUnavailableError(
                    "Node.js was not found; install it to have the model checked"
                )
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115
            self._process = subprocess.Popen(
                [node, str(self._script)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                text=True,
            )
        return self._process

    def _ended(self) -> str:
        """End the process; the last that it said."""
        assert self._process is not None and self._errors is not None
        process, errors = self._process, self._errors
        self._process = self._errors = None
        assert process.stdin is not None and process.stdout is not None
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        errors.seek(0)
        message = errors.read().decode(errors="replace").strip()[-2000:]
        errors.close()
        return (
            message or f"it ended with {process.returncode}, or took over {TIMEOUT} s"
        )


_NONE: Mapping[Path, Runner] = {}
_shared: ContextVar[Mapping[Path, Runner]] = ContextVar("shared", default=_NONE)


@contextmanager
def runner(script: Path = SCRIPT, name: str = "TensorFlow.js") -> Iterator[Runner]:
    """TensorFlow.js, ready to run cases; or another script, as `Runner` takes it.

    Inside of another `with runner():`, the same: `with parity.runner():` around many
    exports checks all of them in one process.
    """
    around = _shared.get()
    if script in around:
        yield around[script]
        return
    new = Runner(script, name)
    token = _shared.set({**around, script: new})
    try:
        yield new
    finally:
        _shared.reset(token)
        new.close()


def read_answer(reply: dict[str, Any], name: str = "TensorFlow.js") -> Answer:
    """Read one line of what runner.mjs writes.

    Args:
        reply: what it has answered.
        name: what has run the model.

    Raises:
        RunnerUnavailableError: TensorFlow.js is not installed.
        ParityError: it cannot load or run the files.
    """
    if "missing" in reply:
        raise RunnerUnavailableError(f"{reply['missing']} was not found; {INSTALL}")
    if "error" in reply:
        raise ParityError(f"{name} cannot use the model: {reply['error']}")
    outputs = [_read(written) for written in reply["outputs"]]
    return Answer(outputs, reply["backend"], reply["tfjs"], reply["kernels"])


def _read(written: dict[str, Any]) -> Array:
    file = Path(written["file"])
    dtype = {"float32": "<f4", "int32": "<i4", "bool": "?"}[written["dtype"]]
    values = np.fromfile(file, dtype=dtype).reshape(written["shape"])
    file.unlink()
    return values

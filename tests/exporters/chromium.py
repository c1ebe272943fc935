"""Exported graph models in Chromium: what WebGL and WebAssembly make of them there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from layerbylayer import parity

SCRIPT = Path(__file__).with_suffix(".mjs")
TSX = Path(__file__).parents[2] / "node_modules" / ".bin" / "tsx"


@dataclass(frozen=True)
class Chromium:
    """A browser that is open."""

    process: subprocess.Popen[str]

    def run(
        self, case: parity.Case, backend: str, times: int = 0
    ) -> tuple[parity.Answer, float | None]:
        """Run a case on a backend, and then some times more.

        Returns:
            The outputs; and the median of the milliseconds that these times took.
        """
        assert self.process.stdin is not None and self.process.stdout is not None
        more = {"backend": backend, "times": times}
        request = json.dumps(json.loads(case.to_json()) | more)
        self.process.stdin.write(f"{request}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "the browser's process has ended"
        reply = json.loads(line)
        return parity.read_answer(reply), reply["milliseconds"]


@contextmanager
def opened() -> Iterator[Chromium]:
    """A browser for as long as it is needed."""
    process = subprocess.Popen(
        [TSX, SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Chromium(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)

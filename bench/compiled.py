"""Members of keras.applications, compiled to WebAssembly: seconds, bytes, agreement.

Every member with at most 400 MB of weights, at its usual size, in a process of its own.
Both modules are run in Node.js and compared with Keras; a prediction is timed there,
too, on one thread.

Usage: python bench/compiled.py [NAME ...], or --quick for two of them. Writes
bench/compiled.json after each result, and docs/exporters/measured.md; what was not
asked for stays as it was.
"""

from __future__ import annotations

import datetime
import gzip
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import graph  # noqa: E402  (it chooses Keras's backend)
from bench.support import page  # noqa: E402

RESULTS = Path(__file__).with_suffix(".json")
QUICK = ("MobileNetV2", "EfficientNetB0")
TIMES = 10
"""Predictions that are timed; the median counts."""
RUN = """
const [, address, size, times] = process.argv;
const { default: load } = await import(address);
const network = await load();
const image = new Float32Array(size).fill(100);
network.predict(image);
const taken = Array.from({ length: times }, () => {
  const started = performance.now();
  network.predict(image);
  return performance.now() - started;
});
console.log(taken.sort((a, b) => a - b)[times >> 1]);
"""


def compiled(name: str) -> dict[str, Any]:
    """Measure what one member costs, and whether it agrees; or say what went wrong."""
    import keras
    import numpy as np
    from layerbylayer import ExportError, to_wasm

    from tests.exporters.graph.conftest import shaken_keras

    try:
        model = getattr(keras.applications, name)(weights=None)
    except ValueError as error:  # those of NASNet, on this backend
        return {"failed": f"by Keras: {error}"}
    size = sum(4 * int(np.prod(w.shape)) for w in model.weights)
    if size > graph.LARGEST:
        return {"skipped": f"{size / 2**20:.0f} MB of weights"}
    shaken_keras(model)
    shape = (1, *(side or graph.USUAL for side in model.input_shape[1:]))
    pixels = np.random.default_rng(0).uniform(0, 255, shape).astype("float32")
    graph.undecided(model, pixels)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "model"
        started = time.perf_counter()
        try:
            card = to_wasm(model, folder, example=pixels, check=True)
        except ExportError as error:
            return {"failed": str(error)[:300]}
        seconds = time.perf_counter() - started
        arguments = [str(folder / "model.mjs"), str(pixels.size), str(TIMES)]
        command = ["node", "--input-type=module", "-e", RUN, *arguments]
        milliseconds = float(subprocess.check_output(command))
        code = ("model.mjs", "model.relaxed.wasm")
        return {
            "megabytes": round(size / 1e6, 1),
            "code": sum(len(gzip.compress((folder / f).read_bytes())) for f in code),
            "kernels": len(card.parity.kernels or ()),
            "seconds": round(seconds, 1),
            "difference": card.parity.max_abs_difference,
            "allowed": card.parity.allowed,
            "milliseconds": round(milliseconds, 1),
        }


def main(names: list[str]) -> None:
    """Measure members, and keep each result as soon as it is there."""
    if names == ["--quick"]:
        names = list(QUICK)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in names or graph.members():
        print(f"{name} …", flush=True)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            found = pool.apply(compiled, (name,))
        print(f"  {found}", flush=True)
        results["date"] = datetime.date.today().isoformat()
        results["hardware"] = f"{platform.machine()}, {os.cpu_count()} cores"
        members = results.get("applications", {}) | {name: found}
        results["applications"] = dict(sorted(members.items()))
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
        page.write()


if __name__ == "__main__":
    main(sys.argv[1:])

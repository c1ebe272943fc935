"""Exports of keras.applications: how long, how much memory, and whether they agree.

- each architecture that is made of layers that TensorFlow.js has, with random weights
  and small inputs, is exported, run in TensorFlow.js and compared;
- MobileNetV2 at its usual size: seconds of an export without a check;
- ResNet50: memory at its peak, over the loaded model, as a multiple of its weights
  (Linux only: it is read from /proc).

Usage: python bench/keras_export.py [NAME ...] for some architectures only, or "export"
for the two exports alone. Writes what it measured into bench/keras_export.json, and
docs/exporters/measured.md.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras  # noqa: E402
import numpy as np  # noqa: E402
from layerbylayer import ExportError, parity, to_tfjs  # noqa: E402

from bench.support import memory, page  # noqa: E402

RESULTS = Path(__file__).with_suffix(".json")
SIZES = {"InceptionV3": 75, "InceptionResNetV2": 75, "Xception": 71}
"""The smallest images that an architecture takes, where that is more than 32."""
SECONDS, TIMES_THE_WEIGHTS = 3.0, 2.5


def architectures() -> list[str]:
    """List the functions of keras.applications that make a network."""
    return sorted(
        name
        for name, value in vars(keras.applications).items()
        if callable(value) and name[0].isupper()
    )


def agreement(name: str, folder: Path) -> dict[str, Any]:
    """Export one with random weights, and compare."""
    size = SIZES.get(name, 32)
    keras.utils.set_random_seed(3)
    try:
        model = getattr(keras.applications, name)(
            weights=None, input_shape=(size, size, 3), classes=10
        )
    except ValueError as error:
        return {"refused": f"by Keras: {str(error).splitlines()[0]}"}
    random = np.random.default_rng(4)
    for variable in model.weights:
        if variable.name in ("moving_mean", "beta", "bias"):
            variable.assign(random.normal(0, 0.1, variable.shape))
        if variable.name == "moving_variance":
            variable.assign(random.uniform(0.7, 1.3, variable.shape))
        if variable.name == "gamma":
            # With larger ones EfficientNetV2L is chaotic: inputs that differ by a
            # millionth give other answers, in Keras alone.
            variable.assign(random.uniform(0.3, 0.9, variable.shape))
    images = random.normal(size=(2, size, size, 3)).astype("float32")
    started = time.perf_counter()
    try:
        card = to_tfjs(model, folder / name, example=images, check=True)
    except ExportError as error:
        return {"refused": str(error)}
    return {
        "layers": card.layers,
        "parameters": card.parameters,
        "seconds": round(time.perf_counter() - started, 2),
        "difference": card.parity.max_abs_difference,
        "allowed": card.parity.allowed,
    }


def export(name: str, folder: Path) -> dict[str, Any]:
    """Seconds and memory of an export without a check, in this process."""
    model = getattr(keras.applications, name)(weights=None)
    weights = sum(variable.numpy().nbytes for variable in model.weights)
    loaded = memory.now()
    started = time.perf_counter()
    to_tfjs(model, folder / name)
    return {
        "seconds": round(time.perf_counter() - started, 2),
        "weights": weights,
        "peak over the loaded model": memory.peak() - loaded,
    }


def measured(name: str) -> dict[str, Any]:
    """`export`, in a process of its own."""
    command = [sys.executable, __file__, "--export", name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(names: list[str]) -> None:
    """Measure, write the results, and say what is over its limit."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    if not names or "export" in names:
        results["export"] = {n: measured(n) for n in ("MobileNetV2", "ResNet50")}
        _keep(results)
    names = [name for name in names if name != "export"] or (
        [] if names else architectures()
    )
    with tempfile.TemporaryDirectory() as folder, parity.runner():
        for name in names:
            results.setdefault("applications", {})[name] = found = agreement(
                name, Path(folder)
            )
            print(name, found, flush=True)
            _keep(results)
    page.write()
    seconds = results["export"]["MobileNetV2"]["seconds"]
    resnet = results["export"]["ResNet50"]
    times = resnet["peak over the loaded model"] / resnet["weights"]
    print(f"MobileNetV2: {seconds:.1f} s, at most {SECONDS} s")
    print(f"ResNet50: {times:.2f} times its weights, at most {TIMES_THE_WEIGHTS}")
    if seconds > SECONDS or times > TIMES_THE_WEIGHTS:
        sys.exit(1)


def _keep(results: dict[str, Any]) -> None:
    results["hardware"] = f"{platform.machine()}, {os.cpu_count()} cores"
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--export"]:
        with tempfile.TemporaryDirectory() as temporary:
            print(json.dumps(export(sys.argv[2], Path(temporary))))
    else:
        main(sys.argv[1:])

"""The graph exporter on real models: nodes, seconds, memory, agreement.

- every member of keras.applications with at most 400 MB of weights;
- all of PyTorch's own samples of the operations that are supported;
- EfficientNet-Lite0 in 8 bits against itself in 32, on 1,000 images of CIFAR-10.

Usage: python bench/graph.py [applications] [samples] [quantized]. Writes
bench/graph.json after each part; what was not asked for stays as it was.
"""

from __future__ import annotations

import inspect
import json
import multiprocessing
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "exporters")]
RESULTS = ROOT / "bench" / "graph.json"
LARGEST = 400 * 2**20
IMAGES = 1000
STOCK = {"MobileNetV2": 123, "EfficientNetB0": 320, "ResNet50": 118}
"""Nodes that the stock converter wrote (TensorFlow backend, TF.js 4.22)."""


def applications() -> dict[str, Any]:
    """Each member in a process of its own, so that its memory can be measured."""
    import keras

    found = {}
    context = multiprocessing.get_context("spawn")
    for name, build in sorted(vars(keras.applications).items()):
        if not inspect.isfunction(build):
            continue
        print(f"{name} …", flush=True)
        with context.Pool(1) as pool:
            found[name] = pool.apply(application, (name,))
        print(f"  {found[name]}", flush=True)
    return found


def application(name: str) -> dict[str, Any]:
    """What one member costs, and whether it agrees."""
    import numpy as np
    from graph.conftest import shaken_keras
    from graph.test_keras import applications as members
    from layerbylayer import ExportError, to_tfjs
    from layerbylayer.graph import capture, convert

    model = getattr(members, name)(weights=None)
    size = sum(4 * int(np.prod(w.shape)) for w in model.weights)
    if size > LARGEST:
        return {"skipped": f"{size / 2**20:.0f} MB of weights"}
    shaken_keras(model)
    shape = (1, *model.input_shape[1:])
    pixels = np.random.default_rng(0).uniform(0, 255, shape).astype("float32")
    traced = 0.0

    def timed(*arguments: Any, **named: Any) -> Any:
        nonlocal traced
        start = time.perf_counter()
        result = capture.capture(*arguments, **named)
        traced = time.perf_counter() - start
        return result

    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        convert.capture = timed  # type: ignore[attr-defined]
        start = time.perf_counter()
        convert.convert(model, pixels)
        whole = time.perf_counter() - start
        memory = (_peak() - before) / size
        try:
            card = to_tfjs(model, f"{folder}/m", format="graph", example=pixels)
        except ExportError as error:
            return {"failed": str(error)[:300]}
    result = {
        "megabytes": round(size / 1e6, 1),
        "nodes": card.layers,
        "seconds in torch.export": round(traced, 1),
        "seconds of our part": round(whole - traced, 2),
        "memory over weights": round(memory, 2),
        "difference": card.parity.max_abs_difference,
        "allowed": card.parity.allowed,
    }
    return result | ({"stock nodes": STOCK[name]} if name in STOCK else {})


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def samples() -> dict[str, Any]:
    """Every sample of every operation: how many agree, are refused, differ."""
    from graph import running
    from graph.samples import DTYPES, NAMES
    from graph.samples import samples as of
    from layerbylayer import BadModel, UnsupportedOp, parity

    found: dict[str, dict[str, int]] = {}
    with parity.runner() as runner, tempfile.TemporaryDirectory() as folder:
        for name in NAMES:
            counts: Counter[str] = Counter()
            for sample in (s for dtype in DTYPES for s in of(name, dtype, None)):
                try:
                    compared = running.compare(
                        runner, Path(folder), sample.module, sample.tensors
                    )
                    counts["agree" if compared.agree else "differ"] += 1
                except (UnsupportedOp, BadModel):
                    counts["refused"] += 1
            found[name] = dict(counts)
            print(name, dict(counts), flush=True)
    return found


def quantized() -> dict[str, float]:
    """How often 8 bits answer as 32 do where these are sure, and within the top 5."""
    import numpy as np
    import torch
    from graph.efficientnet_lite0 import pretrained
    from layerbylayer import to_tfjs
    from torch.nn import functional

    from site_src.pipeline import data

    data.install(["cifar10"])
    [cifar10] = data.named(["cifar10"])
    cifar10.provide(cifar10.folder)
    import keras

    (_, _), (images, _) = keras.datasets.cifar10.load_data()
    pixels = torch.from_numpy(images[:IMAGES]).permute(0, 3, 1, 2).float()
    whole = functional.interpolate(pixels, 224, mode="bilinear")
    inputs = ((whole - 127) / 128).numpy()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "m"
        card = to_tfjs(pretrained(), target, example=inputs[:2], quantize="uint8")
        size = sum(f.bytes for n, f in card.files.items() if not n.startswith("exam"))
        from layerbylayer import parity
        from layerbylayer.card import Stored

        answers = []
        with parity.runner() as runner:
            for start in range(0, IMAGES, 50):
                batch = inputs[start : start + 50]
                (target / "batch.bin").write_bytes(batch.tobytes())
                stored = [Stored("batch.bin", "float32", list(batch.shape))]
                case = parity.Case(target, card.kind, card.inputs, stored, card.outputs)
                answers.append(runner.run(case).outputs[0])
    with torch.no_grad():
        network = pretrained()
        float_logits = torch.cat(
            [network(b) for b in torch.from_numpy(inputs).split(50)]
        )
    sure = float_logits.softmax(-1).topk(2).values
    margin = (sure[:, 0] - sure[:, 1]).numpy() > 0.1
    right = float_logits.argmax(-1).numpy()
    logits = np.concatenate(answers)
    top5 = np.argsort(-logits, 1)[:, :5]
    return {
        "bytes": size,
        "images": IMAGES,
        "sure": int(margin.sum()),
        "same answer where sure": float((logits.argmax(1) == right)[margin].mean()),
        "answer in top five": float((top5 == right[:, None]).any(1).mean()),
    }


PARTS = {"applications": applications, "samples": samples, "quantized": quantized}


def main(names: list[str]) -> None:
    """Run the parts and write them down."""
    for name in names or list(PARTS):
        results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        results["hardware"] = f"{platform.machine()}, {os.cpu_count()} cores"
        results["node"] = subprocess.run(
            ["node", "--version"], capture_output=True, text=True
        ).stdout.strip()
        results[name] = PARTS[name]()
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

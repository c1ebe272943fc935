"""The graph exporter on real models: nodes, seconds, memory, agreement, latency.

- every member of keras.applications with at most 400 MB of weights, at its usual size;
- all of PyTorch's own samples of the operations that are supported;
- EfficientNet-Lite0 in 8 bits against itself in 32, on 1,000 images of CIFAR-10.

Usage: python bench/graph.py [applications] [samples] [quantized], or names of members,
or --quick for three of these. Writes bench/graph.json after each result, and
docs/exporters/measured.md; what was not asked for stays as it was.
"""

from __future__ import annotations

import inspect
import json
import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.support import memory, page  # noqa: E402

RESULTS = ROOT / "bench" / "graph.json"
LARGEST = 400 * 2**20
IMAGES = 1000
Keep = Callable[[str, Any], None]
"""Takes note of one result under its name."""


QUICK = ("EfficientNetB0", "MobileNetV2", "ResNet50")
USUAL = 224
"""Pixels, of networks that leave it open."""

TOGETHER = 32
"""Samples of an operation that are traced as one module."""

TIMES = 10
"""How often a model is run in the browser; the median counts."""


def members() -> list[str]:
    """List the functions of keras.applications that make a network."""
    import keras

    return sorted(
        name
        for name, value in vars(keras.applications).items()
        if inspect.isfunction(value)
    )


def applications(names: Sequence[str], keep: Keep) -> None:
    """Each member in a process of its own, so that its memory can be measured."""
    context = multiprocessing.get_context("spawn")
    for name in names:
        print(f"{name} …", flush=True)
        with context.Pool(1) as pool:
            found = pool.apply(application, (name,))
        print(f"  {found}", flush=True)
        keep(name, found)


def application(name: str) -> dict[str, Any]:
    """Measure what one member costs, and whether it agrees; or say what went wrong."""
    from layerbylayer import ExportError

    try:
        return measured(name)
    except ExportError as error:
        return {"failed": str(error)[:300]}


def measured(name: str) -> dict[str, Any]:
    """Measure what one member costs, and whether it agrees."""
    import keras
    import numpy as np
    import torch
    from layerbylayer import parity, writing
    from layerbylayer.artifact import example as examples
    from layerbylayer.torch_graph import convert, prepare
    from layerbylayer.torch_graph.tracing import capture

    from tests.exporters import chromium
    from tests.exporters.graph.conftest import shaken_keras

    try:
        model = getattr(keras.applications, name)(weights=None)
    except ValueError as error:  # those of NASNet, on this backend
        return {"failed": f"by Keras: {error}"}
    size = sum(4 * int(np.prod(w.shape)) for w in model.weights)
    if size > LARGEST:
        return {"skipped": f"{size / 2**20:.0f} MB of weights"}
    shaken_keras(model)
    shape = (1, *(side or USUAL for side in model.input_shape[1:]))
    pixels = np.random.default_rng(0).uniform(0, 255, shape).astype("float32")
    undecided(model, pixels)
    traced = 0.0

    def timed(*arguments: Any, **named: Any) -> Iterator[Any]:
        nonlocal traced
        start = time.perf_counter()
        result = capture.capture(*arguments, **named)
        traced = time.perf_counter() - start
        yield result

    # Neither belongs to an export: what torch.export loads, once in a process, and what
    # it takes to run the model once.
    convert.convert(tiny(), np.zeros((1, 8, 8, 3), "float32"))
    with torch.no_grad():
        model(np.repeat(pixels, 2, axis=0))
    prepare.list_captures = timed  # type: ignore[attr-defined]
    loaded = memory.now()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        start = time.perf_counter()
        converted = convert.convert(model, pixels)
        writing.write_model(folder, converted, None)
        ours = time.perf_counter() - start - traced
        peak = memory.peak() - loaded
        expected = converted.predict([pixels])
        stored = examples.write(folder, [pixels], expected, None).inputs
        case = parity.Case(
            folder, converted.kind, converted.inputs, stored, converted.outputs
        )
        with parity.runner() as runner:
            answer = runner.run(case)
        with chromium.opened() as browser:
            there, milliseconds = browser.run(case, "wasm", TIMES)
    apart = [parity.difference(a.outputs[0], expected[0]) for a in (answer, there)]
    return {
        "megabytes": round(size / 1e6, 1),
        "nodes": converted.layers,
        "seconds in torch.export": round(traced, 1),
        "seconds of our part": round(ours, 2),
        "memory over weights": round(peak / size, 2),
        "difference": max(apart),
        "allowed": converted.tolerance.allowed(expected[0]),
        "milliseconds in Chromium": round(milliseconds or 0, 1),
    }


def undecided(model: Any, pixels: Any) -> None:
    """Shrink the last layer's weights until no class has more than half.

    A softmax that is certain of one class hides most of what happens before it.
    """
    last = [layer for layer in model.layers if layer.weights][-1]
    for _ in range(40):
        if model.predict_on_batch(pixels).max() <= 0.5:
            return
        for weight in last.weights:
            weight.assign(weight * 0.5)


def tiny() -> Any:
    """Make a network with the kinds of layers that most of keras.applications have."""
    import keras
    from keras import layers

    image = keras.Input((8, 8, 3))
    maps = layers.Conv2D(4, 3, padding="same", use_bias=False)(image)
    maps = layers.ReLU(6.0)(layers.BatchNormalization()(maps))
    deep = layers.DepthwiseConv2D(3, padding="same")(maps)
    maps = layers.ZeroPadding2D(1)(layers.Add()([maps, deep]))
    pooled = layers.GlobalAveragePooling2D()(layers.MaxPooling2D(2)(maps))
    return keras.Model(image, layers.Dense(3, activation="softmax")(pooled))


def samples(keep: Keep) -> None:
    """Every sample of every operation: how many agree, are refused, differ."""
    from tests.exporters.graph.samples import NAMES

    with multiprocessing.get_context("spawn").Pool() as pool:
        found = pool.imap_unordered(sampled, NAMES)
        for done, (name, counts) in enumerate(found, 1):
            print(f"{done}/{len(NAMES)} {name} {counts}", flush=True)
            keep(name, counts)


def sampled(name: str) -> tuple[str, dict[str, int]]:
    """Every sample of one operation."""
    import torch
    from layerbylayer import parity

    from tests.exporters.graph import running
    from tests.exporters.graph.samples import DTYPES, outcomes
    from tests.exporters.graph.samples import samples as of

    torch.set_num_threads(1)
    counts: Counter[str] = Counter()
    with parity.runner() as runner, tempfile.TemporaryDirectory() as folder:
        compare = partial(running.compare, runner)
        for dtype in DTYPES:
            every = of(name, dtype, None)
            for start in range(0, len(every), TOGETHER):
                chosen = every[start : start + TOGETHER]
                found = outcomes(compare, Path(folder), chosen)
                counts.update(outcome.kind for outcome in found)
    return name, dict(counts)


def quantized(keep: Keep) -> None:
    """How often 8 bits answer as 32 do where these are sure, and within the top 5."""
    import keras
    import torch
    from layerbylayer import parity
    from torch.nn import functional

    from site_src.pipeline.sources import data
    from tests.exporters.graph import efficientnet_lite0

    data.install(["cifar10"])
    data.provide(["cifar10"])
    (_, _), (images, _) = keras.datasets.cifar10.load_data()
    pixels = torch.from_numpy(images[:IMAGES]).permute(0, 3, 1, 2).float()
    inputs = (functional.interpolate(pixels, 224, mode="bilinear") - 127) / 128
    with parity.runner() as runner, tempfile.TemporaryDirectory() as folder:
        found = efficientnet_lite0.measured(inputs, Path(folder) / "model", runner)
    for name, value in asdict(found).items():
        keep(name, value)
    keep("images", IMAGES)


def main(arguments: list[str]) -> None:
    """Run what is asked for, and write it down."""
    asked = QUICK if arguments == ["--quick"] else arguments
    everything = not asked or "applications" in asked
    known = members()
    chosen = known if everything else [name for name in asked if name in known]
    applications(chosen, kept("applications"))
    for part in (samples, quantized):
        if not asked or part.__name__ in asked:
            part(kept(part.__name__))


def kept(part: str) -> Keep:
    """Make what writes down results of a part, one by one."""

    def keep(name: str, found: Any) -> None:
        results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        results["hardware"] = f"{platform.machine()}, {os.cpu_count()} cores"
        results.setdefault(part, {})[name] = found
        RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n")

    return keep


if __name__ == "__main__":
    main(sys.argv[1:])
    page.write()

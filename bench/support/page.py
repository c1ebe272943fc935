"""The page docs/exporters/measured.md, from what the benchmarks of exporters found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "exporters" / "measured.md"
STOCK = {"MobileNetV2": 123, "EfficientNetB0": 320, "ResNet50": 118}
"""Nodes that the stock converter wrote (TensorFlow backend, TF.js 4.22)."""

HEAD = """\
---
title: What exports cost, measured
description: Seconds, memory, nodes, latency and agreement of exported networks.
---

# What exports cost, measured

This page is written by `make bench`, from `bench/graph.json`, `bench/compiled.json`,
`bench/keras_export.json` and `bench/first_export.json`: what is not here was not run
yet. Weights are random, and batch normalization has statistics and shifts that are not
trivial.
"""

GRAPHS = """
## Graph models

Members of `keras.applications` at their usual size, with a batch of one. *Seconds* are
ours alone; those of `torch.export` and its decompositions stand in brackets. *Memory*
is the peak over the model, loaded and run once, in multiples of its weights, with
`torch.export`; of small networks that is nearly all of it, and large ones find room in
what the run before has freed.
*Difference* is the largest one from Keras, of Node.js and Chromium, over what is
allowed. *Latency* is the median of ten runs in Chromium on WebAssembly, one thread.
Nodes are counted without constants; what TensorFlow's own converter wrote stands in
brackets. Taken on {hardware}, partly while other programs ran there: times are upper
limits.

| model | MB | nodes | seconds | memory | difference | latency |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""

LEFT_OUT = """
Not in the table, too large or not in Keras on this backend:

"""

QUANTIZED = """
## EfficientNet-Lite0 in 8 bits

Pretrained on ImageNet, {bytes:,} bytes with `quantize="uint8"`. On {images:,} test
images of CIFAR-10, scaled up to 224 pixels, its first answer is that of the float
network on {same:.1%} of the {sure} images on which the float network's two best classes
are more than 0.1 apart. The float network's answer is among its first five on {top:.1%}
of all.
"""

SAMPLES = """
## Samples of operations

PyTorch's own samples of {entries} entries of its database of operations, float32 and
int64: {agree:,} agree on WebAssembly and on the CPU backend, {refused:,} are refused,
{differ} differ.
"""

COMPILED = """
## Compiled networks

The same members, compiled to WebAssembly and run in Node.js with both modules, on
{hardware}, {date}, while other programs ran there: times are upper limits. *Code* is
`model.mjs` and `model.relaxed.wasm`, gzip. *Seconds* are those of the whole export,
`torch.export` and the check included. *Difference* is the largest one from Keras, over
what is allowed. A prediction is the median of ten, on one thread.

| model | MB of weights | code | seconds | difference | prediction |
| --- | ---: | ---: | ---: | ---: | ---: |
"""

LAYERS = """
## Layers models

Exports without a check, of networks of the usual size{hardware}. *Memory* is the peak
over the loaded model, in multiples of its weights.

| model | MB | seconds | memory |
| --- | ---: | ---: | ---: |
"""

ARCHITECTURES = """
Architectures of `keras.applications` with small images, exported and run in
TensorFlow.js: the difference from Keras over what is allowed, or why it is refused.

| model | layers | parameters | difference |
| --- | ---: | ---: | --- |
"""

FIRST = """
## From an empty environment to a first export

Python {python} on {hardware}, {date}: seconds for pip to fetch and install everything
into an empty environment, for npm to fetch the TensorFlow.js that checks what was
written, and for the first example of [Your model in a web page](index.md) or of the
package's README, imports and check included. Nearly all of the size is PyTorch's.

| installed with | MB | seconds of pip | of npm | of the example |
| --- | ---: | ---: | ---: | ---: |
"""


def page() -> str:
    """Make the whole page."""
    parts = [
        *_graphs(_read("graph")),
        *_compiled(_read("compiled")),
        *_layers(_read("keras_export")),
        *_first(_read("first_export")),
    ]
    return HEAD + "".join(parts)


def write() -> None:
    """Write it."""
    PAGE.write_text(page())


def _read(name: str) -> dict[str, Any]:
    path = ROOT / "bench" / f"{name}.json"
    results: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return results


def _graphs(results: Mapping[str, Any]) -> Iterator[str]:
    if "applications" in results:
        yield GRAPHS.format(hardware=results["hardware"])
        left_out = []
        for name, found in results["applications"].items():
            if "nodes" in found:
                yield _graph_row(name, found)
            else:
                left_out += [f"- {name}: {why}" for why in found.values()]
        yield LEFT_OUT + "\n".join(left_out) + "\n"
    if "quantized" in results:
        found = results["quantized"]
        yield QUANTIZED.format(
            bytes=found["bytes"],
            images=found["images"],
            sure=found["sure"],
            same=found["same_where_sure"],
            top=found["in_top_five"],
        )
    if "samples" in results:
        found = results["samples"]
        counts = {
            key: sum(one.get(key, 0) for one in found.values())
            for key in ("agree", "refused", "differ")
        }
        yield SAMPLES.format(entries=len(found), **counts)


def _graph_row(name: str, found: Mapping[str, Any]) -> str:
    stock = f" ({STOCK[name]})" if name in STOCK else ""
    cells = [
        name,
        f"{found['megabytes']:.0f}",
        f"{found['nodes']}{stock}",
        f"{found['seconds of our part']:.1f} ({found['seconds in torch.export']:.0f})",
        f"{max(0, found['memory over weights']):.1f}",
        f"{found['difference']:.0e} / {found['allowed']:.0e}",
        f"{found['milliseconds in Chromium']:,.0f} ms",
    ]
    return f"| {' | '.join(cells)} |\n"


def _compiled(results: Mapping[str, Any]) -> Iterator[str]:
    if not results:
        return
    yield COMPILED.format(hardware=results["hardware"], date=results["date"])
    left_out = []
    for name, found in results["applications"].items():
        if "code" not in found:
            left_out += [f"- {name}: {why}\n" for why in found.values()]
            continue
        cells = [
            name,
            f"{found['megabytes']:.0f}",
            f"{found['code'] / 1000:.1f} KB",
            f"{found['seconds']:.0f}",
            f"{found['difference']:.0e} / {found['allowed']:.0e}",
            f"{found['milliseconds']:,.0f} ms",
        ]
        yield f"| {' | '.join(cells)} |\n"
    if left_out:
        yield LEFT_OUT + "".join(left_out)


def _layers(results: Mapping[str, Any]) -> Iterator[str]:
    hardware = results.get("hardware")
    yield LAYERS.format(hardware=f", on {hardware}" if hardware else "")
    for name, found in results["export"].items():
        weights = found["weights"]
        times = found["peak over the loaded model"] / weights
        yield f"| {name} | {weights / 1e6:.1f} | {found['seconds']} | {times:.2f} |\n"
    if "applications" in results:
        yield ARCHITECTURES
    for name, found in results.get("applications", {}).items():
        if "refused" in found:
            cells = ["", "", f"refused: {found['refused']}"]
        else:
            apart = f"{found['difference']:.0e} / {found['allowed']:.0e}"
            cells = [str(found["layers"]), f"{found['parameters']:,}", apart]
        yield f"| {name} | {' | '.join(cells)} |\n"


def _first(results: Mapping[str, Any]) -> Iterator[str]:
    if not results:
        return
    yield FIRST.format(**results)
    for found in results["beginnings"].values():
        cells = [f"`{found['install']}`", f"{found['megabytes']:,}"]
        cells += [
            f"{found[step]}" for step in ("installed", "tensorflow_js", "exported")
        ]
        yield f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    write()

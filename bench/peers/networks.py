"""Write three networks for every way into the browser, and time the exports.

Runs in an environment of its own (requirements.txt), with the exporters on its path;
`make peers` prepares both. Each network goes to a folder:

- `model.tflite`, by litert-torch, for LiteRT.js;
- `model.onnx`, by `torch.onnx.export`, for ONNX Runtime Web and jax-js;
- `tfjs`, by `to_tfjs`, for stock TensorFlow.js;
- `wasm`, by `to_wasm`, the compiled network.

Digits has the weights of the site; the weights of the others are random: they change no
time. Usage: python bench/peers/networks.py SITE OUT. Writes OUT/networks.json.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

os.environ.setdefault("KERAS_BACKEND", "torch")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import keras  # noqa: E402  (after its backend is chosen)
import torch  # noqa: E402
from torch import nn  # noqa: E402

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Network:
    """A network to compare.

    Attributes:
        name: of its folder.
        make: returns the network from the folder of the built site.
        shape: of its one input, with a batch of one.
        format: which of the two formats of TensorFlow.js a page would load.
    """

    name: str
    make: Callable[[Path], nn.Module]
    shape: tuple[int, ...]
    format: str


@dataclass
class Seconds:
    """How long one network's exports took; `tracing` is PyTorch's part of `wasm`."""

    litert: float = 0.0
    onnx: float = 0.0
    wasm: float = 0.0
    tracing: float = 0.0


def _digits(site: Path) -> nn.Module:
    from layerbylayer import from_tfjs

    model: nn.Module = from_tfjs(site / "models" / "digits")
    return model


def _mobilenet(site: Path) -> nn.Module:
    model: nn.Module = keras.applications.MobileNetV2(weights=None)
    return model


def _lite(site: Path) -> nn.Module:
    from tests.exporters.graph.efficientnet_lite0 import EfficientNetLite0

    network: nn.Module = EfficientNetLite0()
    return network


NETWORKS = [
    Network("digits", _digits, (1, 28, 28, 1), "layers"),
    Network("mobilenetv2", _mobilenet, (1, 224, 224, 3), "graph"),
    Network("efficientnet-lite0", _lite, (1, 3, 224, 224), "graph"),
]


def write(network: Network, site: Path, out: Path) -> Seconds:
    """Write one network for every way, below `out`, and say how long each took."""
    import litert_torch
    from layerbylayer import to_tfjs, to_wasm

    folder = out / network.name
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(0)
    module = network.make(site).eval()
    example = torch.rand(network.shape)
    found = Seconds()
    # What torch.export loads once in a process belongs to nobody.
    torch.export.export(nn.ReLU(), (example,))
    with _timed(found, "wasm"), _tracing(found):
        to_wasm(module, folder / "wasm", example=example, check=False)
    if network.format == "layers":
        to_tfjs(module, folder / "tfjs", format="layers", check=False)
    else:
        to_tfjs(module, folder / "tfjs", format="graph", example=example, check=False)
    with _timed(found, "litert"):
        litert_torch.convert(module, (example,)).export(str(folder / "model.tflite"))
    with _timed(found, "onnx"):
        torch.onnx.export(
            module,
            (example,),
            str(folder / "model.onnx"),
            dynamo=True,
            external_data=False,
            input_names=["input"],
        )
    return found


@contextmanager
def _timed(found: Seconds, field: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    setattr(found, field, round(time.perf_counter() - started, 2))


@contextmanager
def _tracing(found: Seconds) -> Iterator[None]:
    """Add up the time in PyTorch itself: tracing, and taking operations apart."""
    program = torch.export.ExportedProgram
    export, decompose = torch.export.export, program.run_decompositions

    def timing(function: Callable[P, R]) -> Callable[P, R]:
        def run(*arguments: P.args, **options: P.kwargs) -> R:
            started = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                found.tracing += time.perf_counter() - started

        return run

    torch.export.export = timing(export)
    program.run_decompositions = timing(decompose)  # type: ignore[method-assign]
    try:
        yield
    finally:
        torch.export.export = export
        program.run_decompositions = decompose  # type: ignore[method-assign]
        found.tracing = round(found.tracing, 2)


def main(site: str, out: str) -> None:
    """Write all networks, one after the other, and `networks.json`."""
    seconds = {}
    for network in NETWORKS:
        seconds[network.name] = asdict(write(network, Path(site), Path(out)))
        print(network.name, seconds[network.name], flush=True)
    (Path(out) / "networks.json").write_text(json.dumps(seconds, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])

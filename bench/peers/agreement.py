"""Do litert-torch and our two formats give the same numbers for the same networks?

Each network is exported with one example by litert-torch, by `to_tfjs` as a graph and
by `to_wasm`; all three trace it with `torch.export`. What LiteRT answers is held
against PyTorch with the tolerance of our graphs, by which ours pass or are not written.
The networks are those of exporters/examples/ and some of keras.applications.

Runs in the environment of networks.py, and needs npm's packages for our checks.
Usage: python bench/peers/agreement.py [NAME ...]. Writes bench/peers/agreement.json.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402  (after its backend is chosen)
import layerbylayer  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "exporters" / "examples"
RESULTS = Path(__file__).with_suffix(".json")
APPLICATIONS = ["MobileNetV2", "MobileNetV3Small", "EfficientNetB0"]
BATCH = 2
MOST = 120
"""Letters of another converter's message."""


@dataclass
class Found:
    """The largest difference from PyTorch of each way, or why there is none.

    `allowed` is the largest difference that passes; all are of the output that is
    closest to it.
    """

    allowed: float
    litert: float | str
    graph: float | str
    compiled: float | str


def networks() -> Iterator[tuple[str, torch.nn.Module, Any]]:
    """Give name, network and example, as the exporters take them."""
    for path in sorted(EXAMPLES.glob("*.py")):
        described = importlib.util.spec_from_file_location(path.stem, path)
        assert described is not None and described.loader is not None
        module = importlib.util.module_from_spec(described)
        described.loader.exec_module(module)
        if hasattr(module, "example"):  # else: several functions with a state
            yield path.stem, module.model, module.example
    rng = np.random.default_rng(0)
    for name in APPLICATIONS:
        keras.utils.set_random_seed(0)
        model = getattr(keras.applications, name)(
            weights=None, classifier_activation=None
        )
        for layer in model.layers:  # untrained, it would bring all to nearly nothing
            if isinstance(layer, keras.layers.BatchNormalization):
                shapes = [weight.shape for weight in layer.get_weights()]
                layer.set_weights([rng.uniform(0.5, 1.5, shape) for shape in shapes])
        yield name, model, rng.random((BATCH, 224, 224, 3), "float32")


def tensors(example: Any) -> tuple[torch.Tensor, ...]:
    """Give an example as forward's positional arguments."""
    if isinstance(example, dict):
        example = tuple(example.values())
    parts = example if isinstance(example, tuple) else (example,)
    return tuple(torch.as_tensor(np.asarray(part)) for part in parts)


def outputs(found: Any) -> list[np.ndarray]:
    """Give whatever a network returns as a list of arrays."""
    if isinstance(found, dict):
        found = list(found.values())
    parts = found if isinstance(found, (list, tuple)) else [found]
    return [np.asarray(torch.as_tensor(part).detach()) for part in parts]


def ours(
    export: Callable[..., layerbylayer.Card], *given: Any, **named: Any
) -> float | str:
    """Export, and give the difference that its own check has found."""
    try:
        parity = export(*given, **named).parity
    except layerbylayer.ExportError as error:
        return str(error).splitlines()[0]
    apart = parity.max_abs_difference
    return str(parity.reason) if apart is None else apart


def litert(module: torch.nn.Module, inputs: tuple[Any, ...]) -> list[Any]:
    """Convert, and give the answers of LiteRT's interpreter."""
    import litert_torch

    converted = litert_torch.convert(module, inputs)
    whole = torch.int64  # which it narrows, and then takes as int32 alone
    return outputs(converted(*(x.int() if x.dtype == whole else x for x in inputs)))


class _Spread(torch.nn.Module):
    """A Keras model, which takes several inputs as one list, with one argument each."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> Any:
        return self.model(list(inputs))


def compare(network: torch.nn.Module, example: Any, folder: Path) -> Found:
    """Export one network in all three ways, below a folder."""
    network.eval()
    inputs = tensors(example)
    given: tuple[Any, ...] = inputs
    several = isinstance(network, keras.Model) and len(inputs) > 1
    module = _Spread(network) if several else network
    with torch.no_grad():
        expected = outputs(module(*given))
    bounds = [1e-4 * max(1e-3, float(np.abs(one).max())) for one in expected]
    theirs: float | str
    try:
        answers = litert(module, given)
    except Exception as error:  # whatever another project's converter raises
        message = " ".join(str(error).split())[:MOST]
        theirs, allowed = f"{type(error).__name__}: {message}", bounds[0]
    else:
        apart = [
            float(np.abs(one.astype("float64") - other).max())
            for one, other in zip(answers, expected, strict=True)
        ]
        closest = max(range(len(apart)), key=lambda at: apart[at] / bounds[at])
        theirs, allowed = apart[closest], bounds[closest]
    return Found(
        allowed,
        theirs,
        ours(
            layerbylayer.to_tfjs,
            network,
            folder / "graph",
            example=example,
            format="graph",
            check=True,
        ),
        ours(
            layerbylayer.to_wasm, network, folder / "wasm", example=example, check=True
        ),
    )


def main(names: list[str]) -> None:
    """Compare all networks, one after the other, or those that are named."""
    kept = json.loads(RESULTS.read_text())["networks"] if names else {}
    found = {}
    for name, module, example in networks():
        if names and name not in names:
            found[name] = kept[name]
            continue
        with tempfile.TemporaryDirectory() as folder:
            found[name] = asdict(compare(module, example, Path(folder)))
        print(name, found[name], flush=True)
    versions = {name: version(name) for name in ("litert-torch", "torch", "keras")}
    results = {"versions": versions, "networks": found}
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

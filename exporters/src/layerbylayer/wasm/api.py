"""to_wasm: a trained model to a folder that runs alone."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from numpy.typing import ArrayLike

from .. import frameworks, parity
from ..api import check_labels, ranged
from ..artifact import example as examples
from ..artifact.card import (
    Card,
    Example,
    FeatureMap,
    File,
    Input,
    Output,
    Parity,
    Quantization,
)
from ..artifact.card import Function as CardFunction
from ..artifact.converted import Array
from ..artifact.options import check_options
from ..artifact.replace import FOLDER, atomic_replace, check_target
from ..errors import (
    ExportWarning,
    InvalidExampleError,
    InvalidModelError,
    ParityError,
)
from ..recording import recorded
from ..writing import NO_EXAMPLE, output_changes
from .check import NAME, TOLERANCE, Case, at_once, expected_outputs, runner
from .compile import Compiled, Function, Place, compiled
from .program.state import State, StateNames, states
from .program.store import Quantize
from .write import MODULES, write

if TYPE_CHECKING:
    from .convert import Part

PACKAGE = __package__.partition(".")[0]
_log = logging.getLogger("layerbylayer")


@recorded
def to_wasm(
    model: Any,
    path: str | os.PathLike[str],
    *,
    example: examples.Given | Literal["random"] | None = None,
    labels: Sequence[str] | None = None,
    targets: ArrayLike | None = None,
    title: str | None = None,
    metrics: Mapping[str, float] | None = None,
    input_range: tuple[float, float] | None = None,
    quantize: Quantize | None = None,
    check: bool = False,
    overwrite: bool = False,
    feature_map: bool = False,
    functions: Mapping[str, Sequence[Any]] | None = None,
    state: StateNames | None = None,
) -> Card:
    """Compile a model to WebAssembly, and check that it computes alike there.

    The folder then holds model.wasm (the kernels that the model uses, and the order in
    which it calls them), weights.bin, model.mjs, which loads both and needs no library,
    model.d.mts with its types, the example with the model's own outputs, and card.json.
    It appears as a whole or not at all. The network takes one example at a time, of the
    sizes that the example has.

    Args:
        model: a PyTorch module, which needs an example; or a Keras 3 model on the torch
            backend.
        path: the folder to write; its last component is the model's name.
        example: some real inputs, (examples, *input shape); for several inputs a tuple,
            or a dictionary by name. With them the written files are run under Node.js
            and compared with the framework. "random" draws some, for a Keras model.
        labels: names of the classes, in the order of the first output's last axis.
        targets: the true classes of the examples, (examples,).
        title: what the model is, in words; its name if none is given.
        metrics: what was measured, such as {"test_accuracy": 0.99}.
        input_range: the smallest and the largest value to feed to the first input.
        quantize: store weights as "uint8", with a scale for each channel, or "float16",
            to make the file smaller; they are widened when it is loaded. Parity is
            checked on the weights as they are; what the stored ones change is measured
            on the example.
        check: write nothing where Node.js cannot be asked.
        overwrite: replace whatever is at `path`, and not only an empty folder or an
            earlier export.
        feature_map: give the last feature map as well, as the output "feature_map",
            (1, height, width, channels), for a classifier that ends in global average
            pooling and a dense layer. The network then has one function more,
            `class_maps`, which makes of it the evidence for each class in each place,
            (height x width, classes).
        functions: in place of an example: methods of the model that become functions of
            the network and share its weights, by name, each with an example of its
            inputs. The function `step` with an input `token` has the input
            `step_token`, and the outputs `step_output_0` and so on.
        state: of functions: what is kept in the network from call to call, in place of
            being taken and given. Each piece has a name of its own and is a list of
            inputs and outputs, such as {"keys": ["prompt_output_1", "step_keys",
            "step_output_1"]}. It is zeros at first, and after `reset()`.

    Returns:
        The card, as in card.json.

    Raises:
        InvalidModelError: it cannot be exported as it is.
        UnsupportedOpError: there is no kernel for some of its operations.
        InvalidExampleError: example, labels or targets do not fit the model.
        ParityError: the compiled network's answers differ from the framework's; or it
            was not run, though `check` wants it.
        InvalidTargetError: something is at `path` that no export wrote.
        ExportError: the folder cannot be written.
    """
    frameworks.require_torch()
    from ..torch_graph.tracing.feature_map import NAME as FEATURE_MAP
    from .convert import CLASS_MAPS, class_maps, framework, parts

    target = Path(path)
    check_options(
        example=example,
        labels=labels,
        title=title,
        metrics=metrics,
        input_range=input_range,
        quantize=quantize,
        kinds=get_args(Quantize),
    )
    if not overwrite:
        check_target(target, FOLDER)  # before the work, not after it
    if frameworks.detect(model) is None:
        raise InvalidModelError(
            f"{type(model).__name__} is neither a Keras 3 model nor a PyTorch module."
        )
    _log.info("tracing %s", type(model).__name__)
    made = parts(model, example, functions, feature_map)
    graphs = {name: part.graph for name, part in made.items()}
    whole = compiled(graphs)
    maps = class_maps(next(iter(graphs.values())))
    helpers = {CLASS_MAPS: maps} if maps else {}
    network = compiled(graphs, state=state, helpers=helpers)
    inputs = [
        _input(place) for function in network.functions for place in function.inputs
    ]
    outputs = [
        _output(place) for function in network.functions for place in function.outputs
    ]
    check_labels(labels, outputs)
    traced_on = next(iter(made.values())).example
    arrays = _arrays(example if traced_on is None else traced_on, functions, whole)
    tensors = None if arrays is None else list(arrays.values())
    classes = examples.classes(targets, tensors)
    with atomic_replace(target, FOLDER, overwrite=overwrite) as folder:
        write(folder, network)
        kept_state = states(graphs, state or {})
        run = _run(folder, network, made, arrays, classes, kept_state)
        checked = run.parity
        if check and checked.status == "unchecked":
            raise ParityError(f"the model was not checked: {checked.reason}")
        quantization = None
        if quantize is not None:
            _log.info("quantizing the weights to %s", quantize)
            network = compiled(graphs, quantize, state, helpers)
            write(folder, network)
            quantization = _quantization(quantize, network, run, classes)
        card = Card(
            name=target.name,
            title=title or target.name,
            kind="wasm-model",
            labels=[str(label) for label in labels] if labels is not None else None,
            inputs=ranged(inputs, input_range),
            outputs=outputs,
            framework=framework(model),
            exporter={"name": "layerbylayer", "version": metadata.version(PACKAGE)},
            layers=sum(part.graph.size() for part in made.values()),
            parameters=network.parameters,
            metrics={name: float(value) for name, value in (metrics or {}).items()},
            files={file.name: File.of(file) for file in sorted(folder.iterdir())},
            example=run.example,
            parity=checked,
            quantization=quantization,
            feature_map=FeatureMap(FEATURE_MAP, CLASS_MAPS) if maps else None,
            functions=None if functions is None else _functions(network.functions),
        )
        (folder / "card.json").write_text(card.to_json(), encoding="utf-8")
    if checked.status == "unchecked":
        # The levels between here and the user's line: this function, and the recorder.
        message = f"{target} is unchecked: {checked.reason}"
        warnings.warn(message, ExportWarning, stacklevel=3)
    return card


def _input(place: Place) -> Input:
    if not place.shape:
        raise InvalidExampleError(
            f"the example for {place.name!r} is a single number, and a compiled "
            "network takes its examples one by one. Give a number for each of them, "
            "an array (examples,)."
        )
    return Input(place.name, list(place.shape[1:]), place.dtype)


def _output(place: Place) -> Output:
    return Output(place.name, list(place.shape[1:]), place.dtype)


def _functions(functions: Sequence[Function]) -> dict[str, CardFunction]:
    return {
        function.name: CardFunction(
            [place.name for place in function.inputs],
            [place.name for place in function.outputs],
        )
        for function in functions
    }


def _arrays(
    example: Any, functions: Mapping[str, Sequence[Any]] | None, whole: Compiled
) -> dict[str, Array] | None:
    """The example for each input, of all functions, by name; state included."""
    inputs = [
        _input(place) for function in whole.functions for place in function.inputs
    ]
    if functions is not None:
        example = tuple(
            array
            for tensors in functions.values()
            for array in examples.arrays(tuple(tensors))
        )
    elif isinstance(example, str):
        example = examples.drawn(inputs)
    if example is None:
        return None
    names = [place.name for place in inputs]
    return dict(zip(names, examples.checked(example, inputs), strict=True))


@dataclass(frozen=True)
class _Run:
    """What the framework computes on the example, and how far the network agrees."""

    parity: Parity
    example: Example | None = None
    expected: Sequence[Array] = ()
    case: Case | None = None


def _run(
    folder: Path,
    network: Compiled,
    made: Mapping[str, Part],
    arrays: Mapping[str, Array] | None,
    targets: list[int] | None,
    state: State,
) -> _Run:
    """Store the example, and compare what the written files make of it.

    With state it is one example, on which the functions run one after the other.
    """
    if arrays is None:
        return _Run(Parity("unchecked", reason=NO_EXAMPLE))
    tensors = {
        place.name: arrays[place.name][: at_once(function) if state.buffers else None]
        for function in network.functions
        for place in function.inputs
    }
    expected = expected_outputs(made, network, tensors, state)
    stored = examples.write(folder, list(tensors.values()), expected, targets)
    case = Case(folder, network, dict(zip(tensors, stored.inputs, strict=True)))
    _log.info("running it in Node.js")
    worst: Parity | None = None
    with runner() as node:
        # The module without relaxed SIMD, and what Node.js would take by itself.
        for module in (MODULES["kernels"], None):
            try:
                answer = node.run(replace(case, module=module))
            except parity.RunnerUnavailableError as problem:
                unchecked = Parity("unchecked", reason=str(problem))
                return _Run(unchecked, stored, expected)
            agreement = parity.compare(
                answer, expected, TOLERANCE, "the framework", NAME
            )
            worst = agreement if worst is None else max(worst, agreement, key=_used)
    assert worst is not None
    return _Run(replace(worst, kernels=list(network.kernels)), stored, expected, case)


def _used(agreement: Parity) -> float:
    """How much of what is allowed a difference takes."""
    return (agreement.max_abs_difference or 0) / (agreement.allowed or 1)


def _quantization(
    quantize: Quantize, network: Compiled, run: _Run, targets: list[int] | None
) -> Quantization:
    """What the stored weights change, if the network could be run."""
    changes: dict[str, float] = {}
    if run.case is not None:
        with runner() as node:
            quantized = node.run(replace(run.case, compiled=network)).outputs
        changes = output_changes(run.expected, quantized, targets)
    return Quantization(quantize, dict(sorted(network.stored.items())), **changes)

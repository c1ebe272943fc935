"""torch.export, asked with as much open as it allows."""

from __future__ import annotations

import io
import re
import sys
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from typing import Any, TextIO

import torch

from ...errors import InvalidExampleError, InvalidModelError
from ...frameworks import detect, eval_mode, first_line
from . import opening, wrappers
from .arguments import Arguments, as_arguments
from .dtypes import otherwise
from .opening import Opening
from .packed import padded
from .places import keep_layers, line_of, named_layers, specializations

GRAPH = re.compile(r"\s*(class .*:\s*)?def forward\(self")
"""How a graph begins, as PyTorch prints it."""
Trace = tuple[torch.export.ExportedProgram, list[str], Opening | None]
"""A program, notes on what is fixed in it, and what is open that nobody asked for."""


@contextmanager
def slow_path() -> Iterator[None]:
    """Keep PyTorch from its fast path for attention, which treats padding otherwise."""
    was = torch.backends.mha.get_fastpath_enabled()
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
    finally:
        torch.backends.mha.set_fastpath_enabled(was)


def traced(
    model: torch.nn.Module,
    example: Arguments | Sequence[torch.Tensor],
    dynamic_shapes: Any = None,
    open_batch: bool = True,
) -> torch.export.ExportedProgram:
    """Trace a module in evaluation mode, before decompositions.

    Raises:
        InvalidExampleError: the module cannot be run on the example.
        InvalidModelError: torch.export cannot trace the module.
    """
    arguments = as_arguments(example)
    return list_traces(model, arguments, dynamic_shapes, open_batch).__next__()[0]


def list_traces(
    model: torch.nn.Module, arguments: Arguments, dynamic_shapes: Any, open_batch: bool
) -> Iterator[Trace]:
    """Trace a module, each time with less of it open; with notes on what is fixed.

    Raises:
        InvalidExampleError: the module cannot be run on the example.
        InvalidModelError: torch.export cannot trace the module at all.
    """
    called = wrappers.called(model)
    with eval_mode(model), torch.no_grad(), warnings.catch_warnings(), slow_path():
        warnings.simplefilter("ignore")
        try:
            called(*arguments.values)
        except Exception as error:
            raise InvalidExampleError(
                f"{type(model).__name__} cannot be run on the example, of shape "
                f"{arguments.shapes()}: {first_line(error)}"
                f"{otherwise(model, called, arguments)}"
            ) from error
    if dynamic_shapes is not None:
        openings = [opening.asked(called, arguments, dynamic_shapes)]
    elif open_batch:
        openings = opening.wished(arguments, _sizes(model))
    else:
        openings = []
    if dynamic_shapes is None:
        openings.append(Opening([frozenset()] * len(arguments.tensors), ""))
    return _traces(model, called, arguments, openings)


def _sizes(model: Any) -> list[Any] | None:
    """The shapes of a Keras model's inputs, in which None is an open size."""
    inputs = getattr(model, "inputs", None) if detect(model) == "keras" else None
    return [tensor.shape for tensor in inputs] if inputs else None


def _traces(
    model: torch.nn.Module,
    called: torch.nn.Module,
    arguments: Arguments,
    openings: Sequence[Opening],
) -> Iterator[Trace]:
    """Try to export with what each opening leaves open."""
    notes: dict[str, str] = {}
    last: Exception | None = None
    for attempt in openings:
        with eval_mode(model), torch.no_grad(), warnings.catch_warnings(), slow_path():
            warnings.simplefilter("ignore")
            try:
                with specializations() as places, _unchecked_values():
                    program = _exported(model, called, arguments, attempt)
            except Exception as error:
                last = last or error
                if attempt.asked:
                    _tell_what_is_fixed(model, called, arguments, attempt)
                    break
                notes.setdefault(attempt.words, _reason(error))
                continue
        if attempt.asked:
            opening.require_open(program, attempt, places)
        else:
            problems = opening.fixed(program, attempt.axes, places)
            # The first axes of other inputs need not be the batch.
            serious = [p for p in problems if attempt.wanted or p.is_batch]
            if serious:
                notes.setdefault(attempt.words, str(serious[0]))
                continue
        told = [
            f"Not open: {words}, for {reason}."
            for words, reason in notes.items()
            if words != attempt.words
        ]
        yield program, told, attempt if attempt.any and not attempt.asked else None
        last = None
    if last is not None:
        raise InvalidModelError(
            f"torch.export cannot trace {type(model).__name__}: {_reason(last)}"
        ) from last


def _tell_what_is_fixed(
    model: torch.nn.Module,
    called: torch.nn.Module,
    arguments: Arguments,
    asked: Opening,
) -> None:
    """Find the line that fixes what the user wants open, where PyTorch names none.

    Raises:
        InvalidModelError: there is one; the error names it.
    """
    try:
        with specializations() as places, _unchecked_values():
            # As much open as can be, which it then tells.
            program = _exported(model, called, arguments, replace(asked, shapes=None))
    except Exception:  # The first error says what there is to say.
        return
    opening.require_open(program, asked, places)


def _exported(
    model: Any, called: torch.nn.Module, arguments: Arguments, attempt: Opening
) -> torch.export.ExportedProgram:
    shapes: Any = None
    if attempt.any:
        arguments = opening.grown(arguments, attempt.axes)
        shapes = attempt.shapes or opening.automatic(arguments, attempt.axes)
        shapes = opening.for_signature(called, shapes)
    layers = named_layers(model if detect(model) == "keras" else None)
    with layers, whole_errors(), redirect_stderr(_WithoutGraphs(sys.stderr)):
        program = torch.export.export(
            called, arguments.values, dynamic_shapes=shapes, strict=False
        )
    keep_layers(program)
    return program


class _WithoutGraphs(io.TextIOBase):
    """Pass on what is written, but for the graph that torch.export prints on failing.

    It does so at each attempt, of which there are several; the error says enough.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.ends_graph = False

    def write(self, text: str) -> int:
        is_graph = GRAPH.match(text) is not None
        if not is_graph and not (self.ends_graph and text == "\n"):
            self.stream.write(text)
        self.ends_graph = is_graph
        return len(text)

    def flush(self) -> None:
        self.stream.flush()


@contextmanager
def _plain_masks() -> Iterator[None]:
    """Let PyTorch's transformers take a mask as it is, and not look for a causal one.

    They would compare its values, which a trace does not have. The numbers are the
    same: that a mask is causal only allows a faster way.
    """
    module = torch.nn.modules.transformer
    original = getattr(module, "_detect_is_causal_mask", None)
    if original is None:
        yield
        return

    def flag_alone(mask: Any, is_causal: bool | None = None, size: Any = None) -> bool:
        return bool(is_causal)

    module._detect_is_causal_mask = flag_alone
    try:
        yield
    finally:
        module._detect_is_causal_mask = original


@contextmanager
def _unchecked_values() -> Iterator[None]:
    """Keep PyTorch's own code from looking at values, which a trace does not have."""
    distribution = torch.distributions.Distribution
    was = distribution._validate_args
    distribution.set_default_validate_args(False)
    try:
        with _plain_masks(), padded():
            yield
    finally:
        distribution.set_default_validate_args(was)


@contextmanager
def whole_errors() -> Iterator[None]:
    """Let Keras, where it is loaded, leave errors as they are raised."""
    config = getattr(sys.modules.get("keras"), "config", None)
    if config is None or not config.is_traceback_filtering_enabled():
        yield
        return
    config.disable_traceback_filtering()
    try:
        yield
    finally:
        config.enable_traceback_filtering()


RANDOM = re.compile(r"[/\\](random|seed_generator)\.py$")


def _reason(error: Exception) -> str:
    """Say why torch.export gave up, in terms of the user's code."""
    line = line_of(error)
    where = f" ({line})" if line else ""
    if isinstance(error, InvalidModelError):
        return f"{error}{where}"
    if _is_random(error):
        return (
            f"it draws random numbers{where}, which TensorFlow.js draws otherwise: "
            "pass them as an input"
        )
    if "torch.classes.quantized" in str(error):
        return (
            "it is quantized, and TensorFlow.js has no such arithmetic: give the "
            "module of floats; quantize='uint8' stores its weights in fewer bits"
        )
    if kind := re.search(r"Found <class '(.+)'> in output", str(error)):
        name = kind[1].rpartition(".")[2]
        return (
            f"its output is of the class {name}, and what is in it is not known: give "
            "a tensor, a tuple or a dictionary of them"
        )
    if "ScriptModule" in str(error):
        return "it is a script of TorchScript's: give the module that it was made of"
    if type(error).__name__.startswith("PendingUnbacked"):
        return (
            f"the shape of a tensor in it depends on values{where}, and a graph's "
            "shapes do not: use torch.where"
        )
    if "FakeTensor" in str(error):
        return (
            f"it needs the numbers in a tensor while it is traced{where}, where only "
            "its shape is known: make them numbers of Python's, or an input"
        )
    if type(error).__name__.startswith(("GuardOnDataDependent", "DataDependent")):
        return (
            f"it goes another way depending on the values in a tensor{where}: use "
            "torch.where, or make that value a fixed number"
        )
    return f"{first_line(error)}{where}"


def _is_random(error: BaseException) -> bool:
    causes = [error, error.__cause__, error.__context__]
    return any(
        RANDOM.search(frame.filename)
        for cause in causes
        if cause is not None
        for frame in traceback.extract_tb(cause.__traceback__)
    )

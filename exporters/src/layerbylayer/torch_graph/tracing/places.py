"""Where in the user's own code something comes from."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import torch
from torch.fx.experimental.symbolic_shapes import ShapeEnv

LIBRARIES = re.compile(
    r"[/\\](torch|keras|layerbylayer|sympy|importlib)[/\\]|[/\\]contextlib\.py$|^<"
)
FRAME = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')
LAYER = "keras_layer"
"""The key of a node's metadata that names the layer of Keras that it was called in."""


def user_line(node: torch.fx.Node) -> str:
    """Tell where in the user's own code an operation comes from, as `model.py:12`.

    The innermost frame outside of PyTorch and Keras; with the submodule's name, or with
    that of the layer of Keras.
    """
    frames = FRAME.findall(node.meta.get("stack_trace") or "")
    own = [f for f in frames if not LIBRARIES.search(f[0])]
    place = [f"{Path(own[-1][0]).name}:{own[-1][1]}"] if own else []
    stack = node.meta.get("nn_module_stack") or {}
    paths = [path for path, _ in stack.values() if isinstance(path, str) and path]
    if paths:
        place.append(f"in {re.sub(r'^model[.]?', '', paths[-1]) or 'the model'}")
    return ", ".join(place) or "the model"


def line_of(error: BaseException) -> str | None:
    """Tell where an error was raised, in the user's own code; None if nowhere there."""
    line: str | None = None
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        line = _innermost(current.__traceback__) or line
        current = current.__cause__ or current.__context__
    return line


def _innermost(trace: TracebackType | None) -> str | None:
    own = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(trace)
        if not LIBRARIES.search(frame.filename)
    ]
    # The first frames are those of whoever called the exporter.
    inside = _after_the_exporter(trace)
    return own[-1] if own and inside else None


def _after_the_exporter(trace: TracebackType | None) -> bool:
    """Whether the user's code was called by the exporter, and not only calls it."""
    ours = False
    for frame in traceback.extract_tb(trace):
        if "layerbylayer" in frame.filename:
            ours = True
        elif ours and not LIBRARIES.search(frame.filename):
            return True
    return False


@contextmanager
def specializations() -> Iterator[dict[Any, str]]:
    """Note where open sizes become fixed while a module is traced, by their symbols.

    torch.export does not tell; it is seen where its table of replacements is written.
    """
    places: dict[Any, str] = {}
    original = getattr(ShapeEnv, "_set_replacement", None)
    if original is None:
        yield places
        return

    def noting(self: Any, symbol: Any, target: Any, *rest: Any, **more: Any) -> Any:
        if getattr(target, "is_number", False):
            places.setdefault(symbol, _here())
        return original(self, symbol, target, *rest, **more)

    environment: Any = ShapeEnv
    environment._set_replacement = noting
    try:
        yield places
    finally:
        environment._set_replacement = original


def _here() -> str:
    """Tell which line of the user's, or else which module, is being run."""
    frame = sys._getframe(2)
    module: str | None = None
    called = False
    while frame is not None:
        file = frame.f_code.co_filename
        called = called or file.endswith("capture.py")
        if not called and not LIBRARIES.search(file):
            return f"{Path(file).name}:{frame.f_lineno}"
        owner = frame.f_locals.get("self")
        if module is None and isinstance(owner, torch.nn.Module):
            module = type(owner).__name__
        frame = frame.f_back  # type: ignore[assignment]
    return module or "the model"


@contextmanager
def named_layers(model: Any) -> Iterator[list[str]]:
    """Keep a list of the layers of a Keras model that are being called.

    What is traced meanwhile is marked with the innermost of them (see `LAYER`).
    """
    calls: list[str] = []
    flatten = getattr(model, "_flatten_layers", None)
    if flatten is None:
        yield calls
        return
    graph_type = torch.fx.Graph
    create = graph_type.create_node

    def marked(self: Any, *positional: Any, **more: Any) -> torch.fx.Node:
        node = create(self, *positional, **more)
        if calls:
            node.meta[LAYER] = calls[-1]
        return node

    wrapped = []
    for layer in flatten(include_self=False):
        if hasattr(layer, "layers"):
            continue
        wrapped.append(layer)
        object.__setattr__(layer, "call", _announced(layer, layer.call, calls))
    graph_type.create_node = marked  # type: ignore[method-assign]
    try:
        yield calls
    finally:
        graph_type.create_node = create  # type: ignore[method-assign]
        for layer in wrapped:
            object.__delattr__(layer, "call")


def keep_layers(program: torch.export.ExportedProgram) -> None:
    """Put the names of layers where decompositions keep them: beside modules' names."""
    for node in program.graph.nodes:
        if LAYER in node.meta:
            stack = node.meta.get("nn_module_stack") or {}
            place = (f"the layer {node.meta[LAYER]!r}", "keras")
            node.meta["nn_module_stack"] = {**stack, LAYER: place}


def _announced(layer: Any, call: Any, calls: list[str]) -> Any:
    def announced(*positional: Any, **more: Any) -> Any:
        calls.append(str(layer.name))
        try:
            return call(*positional, **more)
        finally:
            calls.pop()

    return announced

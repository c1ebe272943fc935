"""A model of which only the traces are known: it can be kept without its classes."""

from __future__ import annotations

import inspect
import json
import warnings
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import torch

from ..artifact import example as examples
from ..errors import InvalidModelError
from ..frameworks import detect
from .prepare import prepared
from .tracing.arguments import keras_names, of_example, tensor
from .tracing.export import traced
from .tracing.wrappers import Method

FORWARD = "forward"
FACTS = "traced.json"


class Traced(torch.nn.Module):
    """What torch.export made of a module, or of some of its methods.

    `programs` are the traces by name, "forward" for the module itself; `inputs` the
    names of their inputs, None where the traces name them; `label` is what to call the
    model; `framework` and `notes` are as in the card.
    """

    def __init__(
        self,
        programs: Mapping[str, torch.export.ExportedProgram],
        inputs: Mapping[str, Sequence[str] | None],
        label: str,
        framework: Mapping[str, str],
        notes: Sequence[str] = (),
    ) -> None:
        """Stand for a module."""
        super().__init__()
        self.programs, self.inputs = programs, inputs
        self.label, self.framework, self.notes = label, framework, notes

    def save(self, folder: Path) -> None:
        """Write each program to a .pt2 file in a folder, and the rest as JSON."""
        with warnings.catch_warnings():  # of what torch.export deprecates inside
            warnings.simplefilter("ignore")
            for name, program in self.programs.items():
                torch.export.save(program, folder / f"{name}.pt2")
        facts = {
            "inputs": self.inputs,
            "label": self.label,
            "framework": self.framework,
            "notes": list(self.notes),
        }
        (folder / FACTS).write_text(json.dumps(facts), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Traced:
        """Read what `save` wrote.

        PyTorch may unpickle parts of a .pt2 file, and a pickle can run code: read only
        files that you trust.
        """
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        programs = {
            name: torch.export.load(folder / f"{name}.pt2") for name in facts["inputs"]
        }
        return cls(programs, **facts)


def trace(
    model: Any,
    example: Any = None,
    dynamic_shapes: Any = None,
    functions: Mapping[str, Sequence[Any]] | None = None,
) -> Traced:
    """Trace a model as `convert` does; the arguments are those of `convert`.

    Raises:
        InvalidModelError: the model cannot be traced.
        InvalidExampleError: it cannot be run on the example.
    """
    programs: dict[str, torch.export.ExportedProgram] = {}
    names: dict[str, Sequence[str] | None] = {}
    notes: Sequence[str] = ()
    if isinstance(model, torch.export.ExportedProgram):
        programs, names = {FORWARD: model}, {FORWARD: None}
    elif functions is None:
        ready = prepared(model, of_example(model, example), dynamic_shapes)
        programs, notes = {FORWARD: ready.captured.program}, ready.captured.notes
        names = {FORWARD: keras_names(model)}
    else:
        for name, method_example in functions.items():
            names[name], tensors = method_inputs(model, name, method_example)
            shapes = (dynamic_shapes or {}).get(name)
            programs[name] = traced(Method(model, name), tensors, shapes)
    return Traced(programs, names, type(model).__name__, framework(model), notes)


def method_inputs(
    model: Any, name: str, example: Sequence[Any]
) -> tuple[list[str], tuple[torch.Tensor, ...]]:
    """Name the inputs of a method, and make tensors of an example of them.

    The input `token` of the method `step` is called `step_token`.

    Raises:
        InvalidModelError: there is no such method.
    """
    arrays: Any = examples.arrays(tuple(example))
    method = getattr(model, name, None)
    if method is None:
        raise InvalidModelError(f"{type(model).__name__} has no method {name!r}.")
    names = [f"{name}_{key}" for key in inspect.signature(method).parameters]
    return names[: len(arrays)], tuple(tensor(array) for array in arrays)


def framework(model: Any) -> dict[str, str]:
    """Give the framework's name and version, and those of Keras's backend."""
    torch_version = torch.__version__.split("+")[0]
    if detect(model) != "keras":
        return {"name": "torch", "version": torch_version}
    return {
        "name": "keras",
        "version": metadata.version("keras"),
        "backend": "torch",
        "backend_version": torch_version,
    }

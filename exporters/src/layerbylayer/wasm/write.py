"""The files of a compiled network: module, weights, and the code that loads both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import prod
from pathlib import Path
from typing import Any

from ..artifact.card import File
from .compile import Compiled, Function, Place

TEMPLATE = Path(__file__).parent / "javascript" / "model.mjs"
MARK = "const NETWORK = undefined;"
MODULES = {"kernels": "model.wasm", "relaxed": "model.relaxed.wasm"}
WEIGHTS = "weights.bin"
ARRAYS = {"float32": "Float32Array", "int32": "Int32Array", "bool": "Uint8Array"}


def write(folder: Path, compiled: Compiled) -> None:
    """Write a network to a folder, which has to be there."""
    for variant, name in MODULES.items():
        (folder / name).write_bytes(compiled.modules[variant])
    (folder / WEIGHTS).write_bytes(compiled.weights)
    functions = [*compiled.functions, *compiled.helpers]
    network = {
        "files": {
            name: vars(File.of(folder / name)) for name in (*MODULES.values(), WEIGHTS)
        },
        "weightsAt": compiled.weights_at,
        **({"state": compiled.state} if compiled.state[1] else {}),
        "functions": {
            function.name: {
                "inputs": [_described(place) for place in function.inputs],
                "outputs": [_described(place) for place in function.outputs],
            }
            for function in functions
        },
    }
    template = TEMPLATE.read_text(encoding="utf-8")
    code = template.replace(MARK, f"const NETWORK = {json.dumps(network)};")
    (folder / "model.mjs").write_text(code, encoding="utf-8")
    described = types(functions, has_state=compiled.state[1] > 0)
    (folder / "model.d.mts").write_text(described, encoding="utf-8")


def _described(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "shape": list(place.shape),
        "size": prod(place.shape),
        "dtype": place.dtype,
        "address": place.address,
    }


TYPES = """\
/** What load() does not have to fetch: weights.bin, and one of the modules. */
export interface Files {{
  readonly module?: BufferSource | WebAssembly.Module;
  readonly weights?: BufferSource;
}}

/** Arrays hold examples one after the other; results hold as many. */
export interface Network {{
{methods}}}

/** Loads the network from beside this module; throws where a file is another one. */
export default function load(files?: Files): Promise<Network>;
"""


RESET = """\
  /** Forget what earlier calls have left: zeros everywhere. */
  reset(): void;
"""


def types(functions: Sequence[Function], *, has_state: bool = False) -> str:
    """Describe the functions of a network to TypeScript."""
    methods = "".join(map(_method, functions)) + (RESET if has_state else "")
    return TYPES.format(methods=methods)


def _method(function: Function) -> str:
    takes = ", ".join(
        f"input{i if len(function.inputs) > 1 else ''}: ArrayLike<number>"
        for i in range(len(function.inputs))
    )
    gives = ", ".join(ARRAYS[place.dtype] for place in function.outputs)
    lines = [
        *(f"   * Input {_shape(place)}." for place in function.inputs),
        *(f"   * Output {_shape(place)}." for place in function.outputs),
    ]
    text = "\n".join(["  /**", *lines, "   */"])
    return f"{text}\n  {function.name}({takes}): [{gives}];\n"


def _shape(place: Place) -> str:
    sizes = " × ".join(map(str, place.shape)) or "a number"
    return f"{json.dumps(place.name)}: {sizes}, {place.dtype}"

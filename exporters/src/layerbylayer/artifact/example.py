"""The example: some real inputs, stored with the framework's own outputs for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ..errors import InvalidExampleError
from .card import Example, Input, Stored, StoredType
from .converted import Array

Given = ArrayLike | Sequence[ArrayLike] | Mapping[str, ArrayLike]
"""One array for a model with one input; else one for each, in order or by name."""

NUMPY = {"float32": np.float32, "int32": np.int32, "bool": np.bool_}


def arrays(example: Any) -> list[Array] | dict[str, Array]:
    """Make arrays: a tuple or a dictionary holds one for each input."""
    if isinstance(example, Mapping):
        return {str(name): array(value) for name, value in example.items()}
    several = isinstance(example, tuple) or (
        isinstance(example, list) and any(hasattr(item, "shape") for item in example)
    )
    return [array(item) for item in example] if several else [array(example)]


WIDER = {
    **{np.dtype(np.longdouble).name: "f8", "uint16": "i4"},
    **{"uint32": "i8", "uint64": "i8"},
}
"""What PyTorch computes hardly anything in, and what holds the same numbers."""


def array(value: Any) -> Array:
    """Make an array of numbers, in this machine's order of bytes.

    Raises:
        InvalidExampleError: they are none, or lie in rows of different lengths.
    """
    try:
        made = np.asarray(_of_tensor(value) if hasattr(value, "detach") else value)
    except (TypeError, ValueError) as error:
        raise InvalidExampleError(
            f"the example cannot become one array: {error} Give numbers in rows of the "
            "same length, or a tuple with an array for each input."
        ) from error
    if made.dtype.kind not in "fiub":
        raise InvalidExampleError(
            f"the example is an array of {made.dtype}, and a model takes numbers. Pass "
            "it with .astype('float32') or .astype('int32'); what is text or a "
            "category becomes numbers before the model."
        )
    wider = WIDER.get(made.dtype.name, made.dtype.newbyteorder("="))
    if made.dtype.name == "uint64" and made.max(initial=0) > np.iinfo("i8").max:
        raise InvalidExampleError(
            "the example has whole numbers above those of int64. Pass floats."
        )
    return made.astype(wider, copy=False)


def _of_tensor(value: Any) -> Any:
    """What NumPy can read of a tensor of PyTorch's."""
    # It may carry gradients, or lie on another device.
    held = value.detach().cpu()
    if held.is_sparse or held.is_quantized:
        raise InvalidExampleError(
            f"the example is a {'sparse' if held.is_sparse else 'quantized'} tensor. "
            f"Pass it with .{'to_dense' if held.is_sparse else 'dequantize'}()."
        )
    return held.float() if str(held.dtype) == "torch.bfloat16" else held


def drawn(inputs: Sequence[Input], count: int = 4, size: int = 64) -> dict[str, Array]:
    """Random arrays for each input, the same each time.

    Floats are of both signs; whole numbers are 0 or 1, which any vocabulary has.

    Args:
        inputs: what the model takes.
        count: how many examples to draw.
        size: what an axis of no fixed length gets.
    """
    for spec in inputs:
        if spec.dtype not in NUMPY:
            raise InvalidExampleError(
                f"the input {spec.name!r} takes {spec.dtype}, of which none is drawn. "
                "Let the model take numbers."
            )
    random = np.random.default_rng(0)
    shapes = [
        (*[count][: spec.batched], *(size if n is None else n for n in spec.shape))
        for spec in inputs
    ]
    return {
        spec.name: random.normal(size=shape).astype(np.float32)
        if spec.dtype == "float32"
        else random.integers(0, 2, shape).astype(NUMPY[spec.dtype])
        for spec, shape in zip(inputs, shapes, strict=True)
    }


def checked(example: Any, inputs: Sequence[Input]) -> list[Array]:
    """Put the arrays in the order of the inputs, and in their dtypes.

    Raises:
        InvalidExampleError: they do not fit the inputs.
    """
    values = arrays(example)
    names = [described.name for described in inputs]
    if isinstance(values, dict):
        if set(values) != set(names):
            raise InvalidExampleError(
                f"the example has arrays for {', '.join(sorted(values))}, but the "
                f"model's inputs are {', '.join(names)}."
            )
        values = [values[name] for name in names]
    if len(inputs) == 1 and len(values) > 1 and inputs[0].batched:
        values = [np.stack(values)]  # a list of examples, not of inputs
    if len(values) != len(inputs):
        raise InvalidExampleError(
            f"the example has {len(values)} arrays, but the model takes {len(inputs)}: "
            f"{', '.join(names)}. Give one for each, in this order or by name."
        )
    fitting = [_fitting(v, d) for v, d in zip(values, inputs, strict=True)]
    counts = {len(v) for v, d in zip(fitting, inputs, strict=True) if d.batched}
    if len(counts) > 1:
        raise InvalidExampleError(
            f"the arrays of the example differ in length: {counts}."
        )
    return fitting


def _fitting(values: Array, described: Input) -> Array:
    shape: list[int | None] = [*([None] if described.batched else []), *described.shape]
    fits = values.ndim == len(shape) and all(
        size in (None, expected)
        for size, expected in zip(shape, values.shape, strict=True)
    )
    if described.batched and fits and not len(values):
        raise InvalidExampleError(
            f"the example for {described.name!r} has the shape {values.shape}: there "
            "is none in it. Give two or three."
        )
    if not fits:
        axes = ["examples", *shape[1:]] if described.batched else shape
        raise InvalidExampleError(
            f"the example for {described.name!r} has the shape {values.shape}, but the "
            f"model takes ({', '.join(map(str, axes))}). Reshape it."
        )
    if values.dtype.kind == "f" and np.isnan(values).any():
        raise InvalidExampleError(
            f"the example for {described.name!r} has values that are NaN. Give real "
            "ones; what is missing is best filled before the model."
        )
    return converted(values, described.name, described.dtype)


def converted(values: Array, name: str, dtype: str) -> Array:
    """Put an example in the dtype that an input takes.

    Args:
        values: the example.
        name: of the input, for the error.
        dtype: float32, int32 or bool.

    Raises:
        InvalidExampleError: some values would become others. Floats are rounded.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        fitting: Array = values.astype(NUMPY[dtype])
        floats = dtype == "float32" and values.dtype.kind == "f"
        lost = np.zeros(1, bool) if floats else fitting != values
        if dtype == "float32" and not floats:
            lost = fitting.astype(values.dtype) != values
    if lost.any():
        advice = {
            "float32": "Pass floats, scaled so that float32 holds them.",
            "int32": "Pass whole numbers from -2147483648 to 2147483647.",
            "bool": "Pass truth values, such as x > 0.",
        }
        raise InvalidExampleError(
            f"the example for {name!r} is {values.dtype} and has {values[lost][0]} in "
            f"it, which is no {dtype}, what the model takes. {advice[dtype]}"
        )
    return fitting


def classes(targets: ArrayLike | None, inputs: list[Array] | None) -> list[int] | None:
    """Give the true classes, one for each example.

    Raises:
        InvalidExampleError: there are more or fewer.
    """
    if targets is None:
        return None
    try:
        numbers = [int(target) for target in np.asarray(targets).reshape(-1)]
    except ValueError as error:
        raise InvalidExampleError(
            f"targets: {error}. Give the numbers of the true classes, not their names."
        ) from error
    count = 0 if inputs is None else count_rows(inputs)
    if len(numbers) != count:
        raise InvalidExampleError(
            f"there are {len(numbers)} targets for {count} examples."
        )
    return numbers


def count_rows(arrays: Sequence[Array]) -> int:
    """Count the examples: the rows of the first array that has any, or 1."""
    return next((len(array) for array in arrays if array.ndim), 1)


def write(
    folder: Path,
    inputs: Sequence[Array],
    outputs: Sequence[Array],
    targets: Sequence[int] | None,
) -> Example:
    """Write each array to a file of its own."""
    return Example(
        count=count_rows(inputs),
        inputs=[
            _write(folder, f"input-{i}", v, "uint8" if _pixels(v) else _dtype(v))
            for i, v in enumerate(inputs)
        ],
        outputs=[
            _write(folder, f"output-{i}", v, _dtype(v)) for i, v in enumerate(outputs)
        ],
        targets=targets,
    )


def _write(folder: Path, name: str, values: Array, dtype: StoredType) -> Stored:
    file = f"example-{name}.bin"
    little_endian = np.dtype(dtype).newbyteorder("<")
    (folder / file).write_bytes(values.astype(little_endian).tobytes())
    return Stored(file, dtype, list(values.shape))


def _dtype(values: Array) -> StoredType:
    if values.dtype == bool:
        return "uint8"
    return "float32" if np.issubdtype(values.dtype, np.floating) else "int32"


def _pixels(values: Array) -> bool:
    """Whether all are whole numbers from 0 to 255."""
    low, high = values.min(initial=0), values.max(initial=0)
    return bool(low >= 0 and high <= 255 and (values % 1 == 0).all())

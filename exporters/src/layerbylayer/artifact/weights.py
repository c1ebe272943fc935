"""The weights as files: shards named by their content, quantized if asked for."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from ..errors import InvalidModelError
from .converted import Array, Weight

_log = logging.getLogger("layerbylayer")
SHARD = 4 * 2**20
"""Bytes: a browser's cache takes files of this size."""
SMALL = 1024
"""An array of fewer numbers is not worth the error of quantizing it to integers."""

Quantize = Literal["uint8", "uint16", "float16"]
PLAIN = {"float32": "<f4", "int32": "<i4", "bool": "u1"}


@dataclass(frozen=True)
class Encoded:
    """A weight's bytes, and its entry in the manifest."""

    data: Array
    entry: dict[str, Any]

    @property
    def stored(self) -> str:
        """The type that it is stored as."""
        dtype = self.entry.get("quantization", self.entry)["dtype"]
        return str(dtype)


def write(
    folder: Path,
    weights: Sequence[Weight],
    quantize: Quantize | None,
    shard_bytes: int = SHARD,
) -> tuple[list[dict[str, Any]], Counter[str]]:
    """Write all arrays one after the other, cut into shards.

    Args:
        folder: where the shards go.
        weights: the arrays, in the order in which they are stored.
        quantize: the type to store floats as, where an array allows it.
        shard_bytes: how large a shard may be.

    Returns:
        The `weightsManifest` of model.json, and how many arrays have which stored type.

    Raises:
        InvalidModelError: some values are NaN or infinite.
    """
    entries: list[dict[str, Any]] = []
    stored: Counter[str] = Counter()

    whole = sum(weight.values.size for weight in weights)

    def encoded() -> Iterator[Array]:
        done = told = 0
        for weight in weights:
            done += weight.values.size
            if done - told > whole / 10:
                _log.info("writing the weights: %.0f %%", 100 * done / whole)
                told = done
            encoded_weight = encode(weight, quantize)
            entries.append(encoded_weight.entry)
            stored[encoded_weight.stored] += 1
            yield encoded_weight.data

    paths = list(_shards(folder, encoded(), shard_bytes))
    return [{"paths": paths, "weights": entries}], stored


def encode(weight: Weight, quantize: Quantize | None) -> Encoded:
    """Store one array, as TensorFlow.js reads it.

    Arrays of few numbers, and those whose channels differ in scale, become float16
    where uint8 or uint16 is asked for; what float16 cannot hold stays float32.

    Raises:
        InvalidModelError: some values are NaN or infinite.
    """
    values = weight.values
    dtype = _dtype(values)
    entry = {"name": weight.name, "shape": list(values.shape), "dtype": dtype}
    if weight.may_be_nan and not np.isfinite(values).all():
        return Encoded(np.ascontiguousarray(values, PLAIN[dtype]), entry)
    if dtype == "float32":
        _require_finite(weight)
        if quantize is not None and values.size > 0:
            whole = weight.per_channel or values.size < SMALL
            half = quantize == "float16" or whole
            quantized = half_precision(values) if half else _affine(values, quantize)
            if quantized is not None:
                data, quantization = quantized
                return Encoded(data, {**entry, "quantization": quantization})
    return Encoded(np.ascontiguousarray(values, PLAIN[dtype]), entry)


def _dtype(values: Array) -> str:
    if values.dtype == bool:
        return "bool"
    return "float32" if np.issubdtype(values.dtype, np.floating) else "int32"


def _require_finite(weight: Weight) -> None:
    # The sum is finite for finite weights of any size: no array of flags is needed.
    if np.isfinite(np.sum(weight.values, dtype=np.float64)):
        return
    bad = int((~np.isfinite(weight.values)).sum())
    raise InvalidModelError(
        f"{bad} of {weight.values.size} values of the weight {weight.name!r} are NaN "
        "or infinite. The training has diverged: lower the learning rate and train "
        "again."
    )


def half_precision(values: Array) -> tuple[Array, dict[str, Any]] | None:
    """Give values as float16, with their entry; None where that loses too much."""
    with np.errstate(over="ignore"):
        half = values.astype("<f2")
        error = np.abs(half.astype(np.float32) - values).max()
    # Too large for float16, or all of it too small.
    if not error <= 1e-3 * np.abs(values).max():
        return None
    return half, {"dtype": "float16"}


def _affine(
    values: Array, dtype: Literal["uint8", "uint16", "float16"]
) -> tuple[Array, dict[str, Any]]:
    """Whole numbers q such that q x scale + min is close to the values.

    Zero is met exactly where the values lie on both sides of it, as in TensorFlow.js's
    own converter: much in a network is zero on purpose.
    """
    highest = np.iinfo(dtype).max
    low, high = float(values.min()), float(values.max())
    scale = (high - low) / highest or 1.0
    if low < 0 < high:
        low = -round(-low / scale) * scale
    steps = np.rint((values.astype(np.float64) - low) / scale)
    quantized = np.clip(steps, 0, highest).astype("u1" if dtype == "uint8" else "<u2")
    return quantized, {"dtype": dtype, "scale": scale, "min": low}


def _shards(folder: Path, arrays: Iterable[Array], size: int) -> Iterator[str]:
    """Write the bytes of the arrays in files of this size; yield the names."""
    held = bytearray()
    for array in arrays:
        data = array.reshape(-1).view(np.uint8).data
        while len(data) > 0:
            free = size - len(held)
            held += data[:free]
            data = data[free:]
            if len(held) == size:
                yield _shard(folder, held)
                held.clear()
    if held:
        yield _shard(folder, held)


def _shard(folder: Path, data: bytearray) -> str:
    name = f"weights-{hashlib.sha256(data).hexdigest()[:10]}.bin"
    (folder / name).write_bytes(data)
    return name

"""What a spreadsheet computes, as data: each operation also computes itself in float64.

Data are arrays of shape (height, width, channels), or (units,) after Flatten.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Window:
    """Where windows of a convolution or a pooling lie; `same` pads as Keras does."""

    size: tuple[int, int]
    strides: tuple[int, int]
    same: bool

    def output(self, size: tuple[int, int]) -> tuple[int, int]:
        """Height and width of the result for an input of height and width `size`."""
        if self.same:
            down, right = (
                math.ceil(n / s) for n, s in zip(size, self.strides, strict=True)
            )
        else:
            down, right = (
                (n - k) // s + 1
                for n, k, s in zip(size, self.size, self.strides, strict=True)
            )
        return down, right

    def at(self, place: int, axis: int, size: int) -> tuple[int, int, int]:
        """Find the window at a place: first and end in the data, first in the kernel.

        It is cut at the border, so nothing has to be padded.
        """
        kernel, stride = self.size[axis], self.strides[axis]
        before = 0
        if self.same:
            count = math.ceil(size / stride)
            before = max((count - 1) * stride + kernel - size, 0) // 2
        first = place * stride - before
        return max(first, 0), min(first + kernel, size), max(-first, 0)


@dataclass(frozen=True)
class Affine:
    """`x * scale + shift`, per channel."""

    name: str
    scale: Array
    shift: Array
    relu: bool = False

    def __call__(self, x: Array) -> Array:
        """Compute it."""
        return _rectified(x * self.scale + self.shift, self.relu)


@dataclass(frozen=True)
class Convolution:
    """`kernel` has the shape (height, width, channels in, channels out)."""

    name: str
    window: Window
    kernel: Array
    bias: Array
    relu: bool = False

    def __call__(self, x: Array) -> Array:
        """Compute it, window by window."""
        rows, columns = self.window.output((x.shape[0], x.shape[1]))
        y = np.empty((rows, columns, len(self.bias)))
        for r, c in np.ndindex(rows, columns):
            top, bottom, k_top = self.window.at(r, 0, x.shape[0])
            left, right, k_left = self.window.at(c, 1, x.shape[1])
            kernel = self.kernel[
                k_top : k_top + bottom - top, k_left : k_left + right - left
            ]
            patch = x[top:bottom, left:right]
            y[r, c] = np.tensordot(patch, kernel, 3) + self.bias
        return _rectified(y, self.relu)


@dataclass(frozen=True)
class Pooling:
    """The largest or the mean value of each window, cells outside left out."""

    name: str
    window: Window
    largest: bool

    def __call__(self, x: Array) -> Array:
        """Compute it, window by window."""
        rows, columns = self.window.output((x.shape[0], x.shape[1]))
        y = np.empty((rows, columns, x.shape[2]))
        for r, c in np.ndindex(rows, columns):
            top, bottom, _ = self.window.at(r, 0, x.shape[0])
            left, right, _ = self.window.at(c, 1, x.shape[1])
            patch = x[top:bottom, left:right]
            y[r, c] = patch.max((0, 1)) if self.largest else patch.mean((0, 1))
        return y


@dataclass(frozen=True)
class Flatten:
    """All numbers in one column: row by row, and in each cell channel by channel."""

    name: str

    def __call__(self, x: Array) -> Array:
        """Compute it."""
        return x.reshape(-1)


@dataclass(frozen=True)
class Dense:
    """`weights` has the shape (units in, units out)."""

    name: str
    weights: Array
    bias: Array
    relu: bool = False

    def __call__(self, x: Array) -> Array:
        """Compute it."""
        return _rectified(x @ self.weights + self.bias, self.relu)


Operation = Affine | Convolution | Pooling | Flatten | Dense


@dataclass(frozen=True)
class Network:
    """Operations one after another; `softmax` tells whether one ends them."""

    input_shape: tuple[int, int, int]
    operations: tuple[Operation, ...]
    softmax: bool

    def values(self, image: Array) -> list[Array]:
        """Give the data after each operation, and at the end the output."""
        data = [image]
        for operation in self.operations:
            data.append(operation(data[-1]))
        scores = data[-1]
        powers = np.exp(scores - scores.max())
        return [*data[1:], powers / powers.sum() if self.softmax else scores]


def _rectified(x: Array, relu: bool) -> Array:
    return np.maximum(x, 0) if relu else x


def rectified(operation: Any) -> Any:
    """Give the operation with ReLU at its end."""
    return replace(operation, relu=True)

"""What a diagram has to know of a network, whatever made the network."""

from __future__ import annotations

from dataclasses import dataclass

Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Layer:
    """One call of one layer. Shapes are without the batch dimension."""

    kind: str
    """The name of its class, such as Conv2D."""
    name: str
    """Unique within the network."""
    shape: Shape
    """Of the data after it; of the first output, if it has several."""
    parameters: int
    """Counted once: 0 if an earlier call of the same layer has them already."""
    inputs: tuple[str, ...]
    """Names of the layers whose data it takes."""
    activation: str | None = None
    """The activation that is a part of the layer; None if it is linear."""


@dataclass(frozen=True)
class Description:
    """The layers of a network, each after those it takes data from."""

    layers: tuple[Layer, ...]

    @property
    def parameters(self) -> int:
        """All parameters, trained and not."""
        return sum(layer.parameters for layer in self.layers)

    def share(self, layer: Layer) -> float:
        """Give the layer's share of all parameters, between 0 and 1."""
        return layer.parameters / self.parameters if self.parameters else 0.0

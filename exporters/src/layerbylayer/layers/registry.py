"""The registry of translations, and the settings that they read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import UnsupportedLayer

Config = dict[str, Any]


@dataclass
class Settings:
    """A Keras layer's configuration, taken apart key by key.

    What no translation has taken at the end is something that TensorFlow.js would not
    see: it is refused, so that nothing is silently lost.
    """

    class_name: str
    name: str
    left: Config

    def take(self, key: str) -> Any:
        """The value of a key that TensorFlow.js knows under the same name."""
        return self.left.pop(key)

    def only(self, key: str, *values: Any) -> Any:
        """The value of a key that may have no other values than these.

        Raises:
            UnsupportedLayer: it has another value.
        """
        value = self.left.pop(key, values[0])
        if value not in values:
            allowed = " or ".join(repr(allowed) for allowed in values)
            raise self.refuse(
                f"{key}={value!r} has no equal in TensorFlow.js", f"Use {allowed}."
            )
        return value

    def refuse(self, problem: str, advice: str) -> UnsupportedLayer:
        """The error about this layer."""
        return UnsupportedLayer(self.class_name, self.name, problem, advice)


@dataclass(frozen=True)
class Translation:
    """How one class of layers is translated.

    `weights` maps Keras's names of variables to TensorFlow.js's, where they differ.
    """

    config: Callable[[Settings], Config]
    weights: Mapping[str, str] = field(default_factory=dict)


REGISTRY: dict[str, Translation] = {}
"""Translations by the name of the Keras class."""


def translates(
    *class_names: str, weights: Mapping[str, str] | None = None
) -> Callable[[Callable[[Settings], Config]], Callable[[Settings], Config]]:
    """Register a function as the translation of these classes of layers."""

    def register(
        function: Callable[[Settings], Config],
    ) -> Callable[[Settings], Config]:
        for class_name in class_names:
            REGISTRY[class_name] = Translation(function, weights or {})
        return function

    return register


def translate(class_name: str, config: Mapping[str, Any]) -> Config:
    """The TensorFlow.js configuration of a layer.

    Args:
        class_name: of the Keras layer.
        config: what its `get_config()` returns, serialized as in a .keras file.

    Raises:
        UnsupportedLayer: the class is not in the registry, or one of its settings
            has no equal in TensorFlow.js.
    """
    settings = Settings(class_name, str(config.get("name")), dict(config))
    if class_name not in REGISTRY:
        raise settings.refuse(
            "this class cannot be exported yet",
            f"Known are: {', '.join(sorted(REGISTRY))}.",
        )
    common: Config = {"name": settings.take("name"), "dtype": _float32(settings)}
    common["trainable"] = settings.left.pop("trainable", True)
    translated = common | REGISTRY[class_name].config(settings)
    for key, value in settings.left.items():
        if value not in (None, False):
            raise settings.refuse(
                f"TensorFlow.js does not know its setting {key}={value!r}",
                "Leave it at its default.",
            )
    return translated


def _float32(settings: Settings) -> str:
    """The layer's dtype, which has to be float32, as itself or as a policy's name."""
    dtype = settings.left.pop("dtype", "float32")
    name = dtype["config"]["name"] if isinstance(dtype, dict) else dtype
    if name != "float32":
        raise settings.refuse(
            f"its dtype is {name}", "Load the model with the policy float32."
        )
    return "float32"

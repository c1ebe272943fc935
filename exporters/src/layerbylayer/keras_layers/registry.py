"""The registry of translations, and the settings that they read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray

from ..errors import UnsupportedLayerError
from .composite import ACTIVATED, CHAINED, LAYERS, MODEL, linear_name
from .composite import Config as Config

Parts = Callable[[Any], Iterable[tuple[str, Any]]]
Values = Callable[[Any], Iterable[tuple[str, NDArray[Any]]]]
GRAPH = "Or export with format='graph'."
# What Keras computes with before these types reach any layer that has weights.
INTEGERS = {"int8", "uint8", "int16", "uint16", "int32", "uint32", "int64"}


@dataclass
class Settings:
    """A Keras layer's configuration, taken apart key by key.

    What no translation has taken at the end is something that TensorFlow.js would not
    see: it is refused, so that nothing is silently lost. `shape` is that of the input,
    with its batch, where it is known. A translation may set `becomes`: TensorFlow.js's
    class, where that is another one; and `before`, more layers that come before it, as
    (class, settings).
    """

    class_name: str
    name: str
    remaining: Config
    shape: list[int | None] | None = None
    becomes: str = ""
    before: list[tuple[str, Config]] = field(default_factory=list)

    def take(self, key: str) -> Any:
        """Give the value of a key that TensorFlow.js knows under the same name."""
        return self.remaining.pop(key)

    def only(self, key: str, *values: Any) -> Any:
        """Give the value of a key that may have no other values than these.

        Raises:
            UnsupportedLayerError: it has another value.
        """
        value = self.remaining.pop(key, values[0])
        if value not in values:
            allowed = " or ".join(repr(allowed) for allowed in values)
            raise self.refuse(
                f"{key}={value!r} has no equal in TensorFlow.js", f"Use {allowed}."
            )
        return value

    def drop(self, *keys: str) -> None:
        """Forget settings that change nothing."""
        for key in keys:
            self.remaining.pop(key, None)

    def layer(self, key: str) -> Config:
        """Give a layer inside this one, translated.

        Raises:
            UnsupportedLayerError: it has no equal in TensorFlow.js.
        """
        return alone(translate(self.take(key)))

    def sizes(self) -> list[int]:
        """Give the shape of the input without its batch.

        Raises:
            UnsupportedLayerError: it is not fixed.
        """
        if self.shape is None or any(size is None for size in self.shape[1:]):
            raise self.refuse(
                "to be translated, the size of its input has to be fixed",
                "Give keras.layers.Input(shape=...) without None.",
            )
        return [size for size in self.shape[1:] if size is not None]

    def refuse(self, problem: str, advice: str) -> UnsupportedLayerError:
        """Give the error about this layer."""
        return UnsupportedLayerError(
            self.class_name, self.name, problem, advice, graph=GRAPH
        )


@dataclass(frozen=True)
class Translation:
    """How one class of layers is translated.

    `weights` maps Keras's names of variables to TensorFlow.js's, where they differ;
    `values` gives names and arrays instead, where TensorFlow.js has others; a name that
    begins with "_" is put behind the layer's own, as that of another layer.
    `parts` lists the layers inside a layer that hold its weights, each with the scope
    that TensorFlow.js puts before their names.
    """

    config: Callable[[Settings], Config]
    weights: Mapping[str, str] = field(default_factory=dict)
    parts: Parts | None = None
    values: Values | None = None


REGISTRY: dict[str, Translation] = {}
"""Translations by the name of the Keras class."""

WRONG = {
    "Conv3DTranspose": "TensorFlow.js's WASM backend computes it wrongly",
}
"""Layers that TensorFlow.js has, and that cannot be relied on there."""


def translates(
    *class_names: str,
    weights: Mapping[str, str] | None = None,
    parts: Parts | None = None,
    values: Values | None = None,
) -> Callable[[Callable[[Settings], Config]], Callable[[Settings], Config]]:
    """Register a function as the translation of these classes of layers.

    Raises:
        ValueError: a class has a translation already.
    """

    def register(
        function: Callable[[Settings], Config],
    ) -> Callable[[Settings], Config]:
        for class_name in class_names:
            if class_name in REGISTRY:
                raise ValueError(f"{class_name} has a translation already")
            REGISTRY[class_name] = Translation(function, weights or {}, parts, values)
        return function

    return register


def alone(chain: list[Config]) -> Config:
    """Give the only layer of a chain.

    Raises:
        UnsupportedLayerError: there are several, where only one can be.
    """
    layer = chain[-1]
    if len(chain) > 1 or layer["class_name"] == MODEL:
        raise UnsupportedLayerError(
            layer["class_name"],
            layer["config"]["name"],
            "inside another layer TensorFlow.js cannot do what it does",
            "Use it outside.",
            graph=GRAPH,
        )
    return chain[0]


def translate(layer: Mapping[str, Any]) -> list[Config]:
    """Give the class and the configuration of a layer, as TensorFlow.js reads them.

    Most layers become one; a few a chain of several, each taking what the one before it
    gives, the last with the layer's name.

    Args:
        layer: as Keras serializes it, in a .keras file.

    Raises:
        UnsupportedLayerError: the class is not in the registry, or one of its settings
            has no equal in TensorFlow.js.
    """
    class_name, config = layer["class_name"], dict(layer["config"])
    built = layer.get("build_config") or {}
    shape = layer.get("input_shape") or built.get("input_shape")
    settings = Settings(class_name, str(config.get("name")), config, shape)
    # Keras's own layers are in keras.layers; one of another module only has the name.
    if class_name in WRONG:
        raise UnsupportedLayerError(
            class_name,
            settings.name,
            WRONG[class_name],
            "In a graph it is another operation, which is right.",
            graph=GRAPH,
        )
    if class_name not in REGISTRY or layer.get("module") != "keras.layers":
        raise settings.refuse(
            "TensorFlow.js has no such layer",
            "Use one that it has (the documentation lists them).",
        )
    after = _activation_behind(settings)
    settings.drop("name")
    common: Config = {"name": settings.name, "dtype": _dtype(settings)}
    common["trainable"] = settings.remaining.pop("trainable", True)
    translated = common | REGISTRY[class_name].config(settings)
    for key, value in settings.remaining.items():
        if value not in (None, False):
            raise settings.refuse(
                f"TensorFlow.js does not know its setting {key}={value!r}",
                "Leave it at its default.",
            )
    chain = [
        {
            "class_name": before,
            "config": {**common, **config, "name": f"{settings.name}_before_{index}"},
        }
        for index, (before, config) in enumerate(settings.before)
    ]
    return [
        *chain,
        {"class_name": settings.becomes or class_name, "config": translated},
        *({**layer, "config": {**common, **layer["config"]}} for layer in after),
    ]


def _activation_behind(settings: Settings) -> list[Config]:
    """Give the layers for an activation that TensorFlow.js has as layers alone.

    The layer itself is then linear, and has another name: the last one bears its own.
    """
    activation = settings.remaining.get("activation")
    if settings.class_name not in ACTIVATED:
        return []
    name = settings.name
    if isinstance(activation, dict) and activation.get("class_name") in LAYERS:
        settings.remaining["activation"] = "linear"
        settings.name = linear_name(name)
        return translate(
            {**activation, "config": {**activation["config"], "name": name}}
        )
    if not isinstance(activation, str) or activation not in CHAINED:
        return []
    if settings.shape is None:
        return []
    settings.remaining["activation"] = "linear"
    settings.name = linear_name(name)
    chain = CHAINED[activation](name, len(settings.shape))
    names = [f"{name}_activation_{index}" for index in range(len(chain) - 1)]
    return [
        {"class_name": class_name, "config": {**config, "name": own}}
        for own, (class_name, config) in zip([*names, name], chain, strict=True)
    ]


def tfjs_dtype(dtype: str) -> str | None:
    """Give the type in TensorFlow.js that holds an input's numbers, if there is one."""
    if dtype in ("float32", "bool"):
        return dtype
    return "int32" if dtype in INTEGERS else None


def _dtype(settings: Settings) -> str:
    """Give the dtype, which has to be float32, as itself or as a policy's name."""
    dtype = settings.remaining.pop("dtype", "float32")
    held = dtype.get("config", {}) if isinstance(dtype, dict) else {"name": dtype}
    name = str(held.get("name") or f"{held.get('mode', 'quantized')}, quantized")
    # In mixed precision variables are float32: TensorFlow.js computes in that, too.
    if name in ("mixed_float16", "mixed_bfloat16"):
        return "float32"
    # Only inputs are of other types: all that is computed is float32.
    known = tfjs_dtype(name) if settings.class_name == "InputLayer" else None
    if known is None and name != "float32":
        raise settings.refuse(
            f"its dtype is {name}",
            "Build the model with the policy float32, and set its weights; a quantized "
            "one can be exported before quantize(), with quantize='uint8'.",
        )
    return known or name

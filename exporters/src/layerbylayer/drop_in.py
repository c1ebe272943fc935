"""The arguments of `tensorflowjs_converter`, as far as they have a meaning here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .artifact.weights import SHARD
from .errors import ExportError

OUTPUT_FORMATS = {"tfjs_layers_model": "layers", "tfjs_graph_model": "graph"}
SAVED_MODEL = (
    "a SavedModel needs TensorFlow to be read. Load it where it was made "
    "(tf.keras.models.load_model) and save it as .keras, then convert that."
)
REFUSED_INPUTS = {
    "keras_saved_model": SAVED_MODEL,
    "tf_saved_model": SAVED_MODEL,
    "tf_hub": "a TF Hub module is a SavedModel; " + SAVED_MODEL,
    "tf_frozen_model": "a frozen graph needs TensorFlow to be read. Export the model "
    "that it was made of.",
    "tfjs_layers_model": "it is for TensorFlow.js already. What can be made of it is a "
    ".keras file: --output_format keras.",
    "tfjs_graph_model": "it is for TensorFlow.js already.",
}
KERAS = "keras"
QUANTIZED = ("uint8", "uint16", "float16")
IGNORED = ("skip_op_check", "strip_debug_ops", "control_flow_v2")
"""Flags without a meaning here: there are no TensorFlow operations to check."""


def add_arguments(
    command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], None]
) -> None:
    """Let a command take what `tensorflowjs_converter` takes."""
    command.add_argument("model", metavar="INPUT_PATH", help="a .keras or .h5 file")
    command.add_argument("out", metavar="OUTPUT_PATH", help="the folder to write")
    command.add_argument(
        "--input_format", default="keras", choices=["keras", *REFUSED_INPUTS]
    )
    command.add_argument(
        "--output_format",
        choices=[*OUTPUT_FORMATS, KERAS],
        help="layers if possible; keras, a .keras file, of a tfjs_layers_model",
    )
    for kind in QUANTIZED:
        command.add_argument(
            f"--quantize_{kind}",
            nargs="?",
            const="*",
            metavar="*",
            help=f"store all weights as {kind}, where that does not ruin them",
        )
    command.add_argument("--weight_shard_size_bytes", type=int, default=SHARD)
    for flag in IGNORED:
        command.add_argument(f"--{flag}", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(run=run)


def is_way_back(arguments: argparse.Namespace) -> bool:
    """Tell whether a Keras model is to be made of one of TensorFlow.js.

    Raises:
        ExportError: it is to be made of something else.
    """
    if arguments.output_format != KERAS:
        return False
    if arguments.input_format != "tfjs_layers_model":
        raise ExportError(
            f"--output_format keras is for --input_format tfjs_layers_model, not "
            f"{arguments.input_format}."
        )
    return True


def options_of(arguments: argparse.Namespace) -> dict[str, Any]:
    """Translate to the options of `to_tfjs`.

    Raises:
        ExportError: something is asked for that cannot be done here; the message says
            what comes nearest.
    """
    if arguments.input_format in REFUSED_INPUTS:
        raise ExportError(
            f"--input_format {arguments.input_format}: "
            f"{REFUSED_INPUTS[arguments.input_format]}"
        )
    if Path(arguments.model).is_dir():
        raise ExportError(f"{arguments.model} is a folder: {SAVED_MODEL}")
    asked = [k for k in QUANTIZED if getattr(arguments, f"quantize_{k}") is not None]
    for kind in asked:
        if getattr(arguments, f"quantize_{kind}") != "*":
            raise ExportError(
                f"--quantize_{kind} takes all weights (*) or none: those that it would "
                "ruin are left out by themselves."
            )
    if len(asked) > 1:
        raise ExportError(
            f"--quantize_{asked[0]} and --quantize_{asked[1]}: choose one."
        )
    return {
        "format": OUTPUT_FORMATS.get(arguments.output_format),
        "quantize": asked[0] if asked else None,
        "shard_bytes": arguments.weight_shard_size_bytes,
    }

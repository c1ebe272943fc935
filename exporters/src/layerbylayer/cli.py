"""The command `layerbylayer`."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from . import __version__, drop_in, frameworks
from .api import CONVERTERS, to_tfjs
from .errors import ExportError, ExportWarning, InvalidExampleError, InvalidModelError
from .from_layers import write_keras
from .page import command as page_command
from .progress import is_installed, progress
from .reading import choose_backend, made_by, read_model

RANDOM_IMAGES = 4
MODEL = (
    "a .keras or .h5 file; a .pt2 file, with --trust; or module:name, what makes the "
    "model in a Python file of your own, with --weights"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all went well, 1 after an error that it has told."""
    options = _parser().parse_args(arguments)
    try:
        with progress():
            options.run(options)
    except ExportError as error:
        print(f"layerbylayer: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        advice = frameworks.missing(error.name)
        if advice is None:
            raise
        print(f"layerbylayer: {advice}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("layerbylayer: stopped; nothing was written", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="layerbylayer",
        description="A trained Keras 3 or PyTorch model, to run or to read.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    tfjs = commands.add_parser(
        "tfjs",
        help="write a model for TensorFlow.js",
        description="Write a model as a folder that TensorFlow.js loads. With an "
        "example, or --check, it is run there under Node.js and compared.",
    )
    tfjs.add_argument("model", metavar="MODEL", help=MODEL)
    tfjs.add_argument("out", metavar="OUT", help="the folder to write")
    tfjs.add_argument(
        "--format",
        choices=list(CONVERTERS),
        help="layers (what .keras becomes unless told otherwise) or graph (.pt2)",
    )
    tfjs.add_argument(
        "--quantize",
        choices=["uint8", "uint16", "float16"],
        help="store the weights in fewer bits, where that does not ruin them",
    )
    _add_checks(tfjs, "TensorFlow.js")
    tfjs.set_defaults(run=_tfjs)

    wasm = commands.add_parser(
        "wasm",
        help="compile a model to WebAssembly that needs no library",
        description="Write a model as a folder that runs alone, in browsers and in "
        "Node.js. With an example, or --check, it is run there and compared.",
    )
    wasm.add_argument("model", metavar="MODEL", help=MODEL)
    wasm.add_argument("out", metavar="OUT", help="the folder to write")
    wasm.add_argument(
        "--quantize",
        choices=["uint8", "float16"],
        help="store the weights in fewer bits",
    )
    _add_checks(wasm, "the compiled network")
    wasm.set_defaults(run=_wasm)

    page = commands.add_parser(
        "page",
        help="write a web page that asks a model, as a zip",
        description="Write a zip with a page that works by itself: a drawing pad, "
        "photographs, a table, a text or sound, and the network in WebAssembly.",
    )
    page.add_argument("model", metavar="MODEL", help=MODEL)
    page.add_argument("out", metavar="OUT.zip", help="the zip to write")
    page_command.add_arguments(page)
    _add_checks(page, "the compiled network")
    page.set_defaults(run=_page)

    text = commands.add_parser(
        "text",
        help="draw a model as a diagram of text",
        description="Print one line for each layer: what it does, shapes, parameters.",
    )
    text.add_argument("model", metavar="MODEL", help="a .keras file")
    text.add_argument("--ascii", action="store_true", help="without Unicode")
    _add_trust(text)
    text.set_defaults(run=_text)

    xlsx = commands.add_parser(
        "xlsx",
        help="write a small convolutional network as a spreadsheet of formulas",
        description="Write a workbook in which formulas alone compute the network.",
    )
    xlsx.add_argument("model", metavar="MODEL", help="a .keras file")
    xlsx.add_argument("out", metavar="OUT", help="the .xlsx file to write")
    _add_example(xlsx)
    _add_labels(xlsx)
    _add_force(xlsx)
    _add_trust(xlsx)
    xlsx.set_defaults(run=_xlsx)

    back = commands.add_parser(
        "keras",
        help="read a TensorFlow.js Layers model, as one trained on in a browser",
        description="Write a TensorFlow.js Layers model as a .keras file. It is run "
        "in both, and compared.",
    )
    back.add_argument(
        "model",
        metavar="FOLDER",
        help="the folder with model.json, or a model's JSON file with its weights "
        "beside it",
    )
    back.add_argument("out", metavar="OUT", help="the .keras file to write")
    back.add_argument(
        "--check",
        action="store_true",
        help="write nothing where TensorFlow.js cannot be asked",
    )
    _add_example(back)
    _add_force(back)
    back.set_defaults(run=_keras)

    convert = commands.add_parser(
        "convert",
        help="write a model for TensorFlow.js, with tensorflowjs_converter's arguments",
        description="What tensorflowjs_converter did, with its arguments. The model is "
        "run in TensorFlow.js on random inputs and compared.",
    )
    drop_in.add_arguments(convert, _convert)
    _add_force(convert)
    _add_trust(convert)
    return parser


def _add_checks(command: argparse.ArgumentParser, runtime: str) -> None:
    """Add what both ways into a page are asked."""
    command.add_argument(
        "--check",
        action="store_true",
        help=f"write nothing unless {runtime} computes alike; on random inputs where "
        "there is no --example",
    )
    _add_example(command)
    _add_labels(command)
    _add_force(command)
    _add_trust(command)
    command.add_argument("--title", help="what the model is, in words")


def _add_example(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--example",
        metavar="FILE",
        help="real inputs: a .npy file, or a .npz file with one array for each input",
    )


def _add_labels(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--labels", metavar="A,B,...", help="the names of the classes, in order"
    )


def _add_force(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--force",
        action="store_true",
        help="replace OUT even if it is something else than an earlier export",
    )


def _add_trust(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--trust",
        action="store_true",
        help="run code that the file holds: a Lambda, or what is pickled in a .pt2",
    )
    command.add_argument(
        "--weights",
        metavar="FILE",
        help="for module:name: .safetensors, a state dict, or Keras's .weights.h5",
    )
    command.add_argument(
        "--custom_objects",
        metavar="MODULE:NAME,...",
        help="your own classes and functions that the file names; the modules are "
        "imported",
    )


def _read(options: argparse.Namespace) -> Any:
    # Modules of the user's own lie where the command is run; last, to hide no other.
    sys.path.append(os.getcwd())
    weights = Path(options.weights) if options.weights else None
    if ":" in options.model and not Path(options.model).exists():
        choose_backend()
        return made_by(options.model, weights=weights, trust=options.trust)
    if weights is not None:
        raise InvalidModelError(
            f"{options.model} holds its weights: --weights goes with module:name."
        )
    named = options.custom_objects.split(",") if options.custom_objects else []
    return read_model(Path(options.model), trust=options.trust, custom_objects=named)


def _keras(options: argparse.Namespace) -> None:
    choose_backend()
    example = _read_example(options)
    with _told_warnings():
        path = write_keras(
            options.model,
            options.out,
            example="random" if example is None else example,
            check=options.check,
            overwrite=options.force,
        )
    print(f"{path}: {path.stat().st_size:,} bytes")


def _convert(options: argparse.Namespace) -> None:
    if drop_in.is_way_back(options):
        options.example, options.check = None, False
        _keras(options)
        return
    chosen = drop_in.options_of(options)
    with _told_warnings():
        card = to_tfjs(
            _read(options),
            options.out,
            example="random",
            overwrite=options.force,
            **chosen,
        )
    print(f"{options.out}: {card.summary()}")


def _tfjs(options: argparse.Namespace) -> None:
    example: Any = _read_example(options)
    if example is None and options.check:
        example = "random"
    with _told_warnings():
        card = to_tfjs(
            _read(options),
            options.out,
            format=options.format,
            example=example,
            labels=_labels(options),
            title=options.title,
            quantize=options.quantize,
            check=options.check,
            overwrite=options.force,
        )
    print(f"{options.out}: {card.summary()}")


def _wasm(options: argparse.Namespace) -> None:
    from .wasm import to_wasm

    example: Any = _read_example(options)
    if example is None and options.check:
        example = "random"
    with _told_warnings():
        card = to_wasm(
            _read(options),
            options.out,
            example=example,
            labels=_labels(options),
            title=options.title,
            quantize=options.quantize,
            check=options.check,
            overwrite=options.force,
        )
    print(f"{options.out}: {card.summary()}")


def _page(options: argparse.Namespace) -> None:
    from .page import to_page

    example: Any = _read_example(options)
    chosen = page_command.options_of(options)
    model = _read(options)
    if example is None and frameworks.detect(model) == "keras":
        example = "random"
    with _told_warnings():
        card = to_page(
            model,
            options.out,
            example=example,
            labels=_labels(options),
            title=options.title,
            check=options.check,
            overwrite=options.force,
            **chosen,
        )
    print(f"{options.out}: {card.summary()}")


@contextmanager
def _told_warnings() -> Iterator[None]:
    """Tell the exporters' warnings as the command does, without lines of code."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ExportWarning)
        yield
    for warning in caught:
        if issubclass(warning.category, ExportWarning):
            print(f"layerbylayer: {warning.message}", file=sys.stderr)
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )


def _text(options: argparse.Namespace) -> None:
    from .diagram import to_text

    diagram = to_text(_read(options))
    if sys.stdout.isatty() and is_installed("rich") and not options.ascii:
        import rich

        rich.print(diagram)
    else:
        print(diagram.ascii if options.ascii else diagram)


def _xlsx(options: argparse.Namespace) -> None:
    from .spreadsheet import to_xlsx

    model = _read(options)
    images = _read_example(options)
    if images is None:
        if not hasattr(model, "input_shape"):
            raise InvalidModelError(
                f"{options.model} is no Keras model, of which spreadsheets are made."
            )
        shape = [RANDOM_IMAGES, *model.input_shape[1:]]
        images = np.random.default_rng(0).random(shape, dtype=np.float32)
    path = to_xlsx(
        model,
        options.out,
        examples=images,
        labels=_labels(options),
        overwrite=options.force,
    )
    print(f"{path}: {path.stat().st_size:,} bytes")


def _labels(options: argparse.Namespace) -> list[str] | None:
    return options.labels.split(",") if options.labels is not None else None


def _read_example(options: argparse.Namespace) -> Any:
    if options.example is None:
        return None
    try:
        read = np.load(options.example)
    except FileNotFoundError as error:
        raise InvalidExampleError(
            f"cannot read {options.example}: there is no such file."
        ) from error
    except (OSError, ValueError, EOFError) as error:
        raise InvalidExampleError(
            f"cannot read {options.example}: it is no .npy or .npz file of numbers. "
            "Write one with numpy.save(FILE, images.astype('float32'))."
        ) from error
    if isinstance(read, np.ndarray):
        return read
    with read:
        arrays = dict(read)
    return next(iter(arrays.values())) if len(arrays) == 1 else arrays

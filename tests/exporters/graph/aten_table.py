"""The page docs/exporters/aten-ops.md: which ATen operations can be exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch
from layerbylayer.torch_graph.lowerings import REFUSED, REGISTRY

PAGE = Path(__file__).parents[3] / "docs/exporters/aten-ops.md"
UNKNOWN = "not expressed yet"
HEADER = """\
---
title: ATen operations
description: For each core operation of PyTorch, whether it is exported, or why not.
---

# ATen operations

Every operation of PyTorch's core ATen set, and a few more that the
[graph exporter](graph.md) leaves whole. *Both* run in TensorFlow.js and, as
[a compiled network](wasm.md), in WebAssembly: the tests run PyTorch's own samples of
them in both. None runs in one of the two alone. *Refused* operations, and settings of
others that TensorFlow.js cannot express, stop the export with an error that names all
of them and the lines where they come from. What a model writes with other operations,
PyTorch first turns into these.

This table is written by the tests, from the lowerings that are registered.

| operation | runs in | how, or why not |
| --- | --- | --- |
"""


def page() -> str:
    """The page, in Markdown."""
    return HEADER + "".join(
        f"| `{name}` | {status} | {note} |\n" for name, status, note in rows()
    )


def rows() -> Iterator[tuple[str, str, str]]:
    """(operation, "both" or "refused", why or how)."""
    for name in sorted({*core(), *REGISTRY}):
        packet = name.rpartition(".")[0]
        shown = name.removeprefix("aten.")
        if name in REGISTRY:
            how = (REGISTRY[name].__doc__ or "").strip().splitlines()
            yield shown, "both", _escaped(how[0]) if how else ""
        else:
            yield shown, "refused", _escaped(REFUSED.get(packet, UNKNOWN))


def core() -> set[str]:
    """The operations that PyTorch calls core and that change no input."""
    found = set()
    # `torch.ops.aten` itself lists what has been used so far.
    registered = torch._C._dispatch_get_all_op_names()
    names = (name.partition("::") for name in registered)
    packets = {name.partition(".")[0] for space, _, name in names if space == "aten"}
    for packet_name in sorted(packets):
        packet = getattr(torch.ops.aten, packet_name)
        for overload in packet.overloads():
            operation = getattr(packet, overload)
            if packet_name.startswith("sym_") or operation._schema.is_mutable:
                continue  # numbers, not tensors; and what writes over its inputs
            if torch.Tag.core in operation.tags:
                found.add(str(operation))
    return found


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").removesuffix(".")

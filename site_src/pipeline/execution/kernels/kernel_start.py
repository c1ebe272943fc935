"""What a kernel does before a tutorial's first cell, and after its last.

The tutorial does not know: it is the same file that a reader runs at home.
"""

from __future__ import annotations

import json
import os
import platform
from typing import TYPE_CHECKING, Any

from ... import processes
from ...sources import data

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionResult, InteractiveShell

TRAINED = "trained"
"""Where the exporters' calls are noted, in the run's folder."""
FACTS_MIME = "application/x-layer-by-layer-facts+json"


def before(data_sets: list[str]) -> None:
    """Provide the data sets; let figures reach the notebook as SVG and as PNG at 2x.

    Exporters note their calls, so that they can be made again from the trained models.
    A first parallel computation shows that this kernel can do one: in a fork of a
    process that had already computed, it would wait for ever.
    """
    import layerbylayer
    import matplotlib
    import matplotlib.pyplot as plt
    import matplotlib_inline.backend_inline as inline
    import torch
    from IPython.core.getipython import get_ipython

    processes.keep_orphans()
    torch.ones(512, 512) @ torch.ones(512, 512)
    layerbylayer.record(TRAINED)
    data.provide(data_sets)
    # A forked kernel has Matplotlib already, with the backend of its server.
    shell = get_ipython()
    assert shell is not None, "this runs in a kernel"
    shell.enable_matplotlib("inline")
    inline.set_matplotlib_formats("svg", "retina", metadata={"Date": None})
    # A script that asks for a backend without a window still has figures on its page.
    for module, name in ((matplotlib, "use"), (plt, "switch_backend")):
        setattr(module, name, lambda *args, **kwargs: None)
    show = shell.showtraceback

    def show_with_line(*args: Any, **kwargs: Any) -> None:
        """Show where, also of sys.exit(), of which IPython shows the last line only."""
        show(*args, **kwargs | {"exception_only": False})

    shell.showtraceback = show_with_line  # type: ignore[method-assign]
    os.register_at_fork(after_in_child=lambda: _end_with_cell(shell))


def _end_with_cell(shell: InteractiveShell) -> None:
    """In a process that a cell forked: end when the cell does, however it does.

    It would go on as a second kernel on the sockets of the first, and both would hang.
    """

    def end(result: ExecutionResult) -> None:
        error = result.error_in_exec
        code = error.code if isinstance(error, SystemExit) else error is not None
        os._exit(code if isinstance(code, int) else code is not None)

    shell.events.register("post_run_cell", end)


LARGEST = 4000
"""Bits of an integer that prose may name."""
SHELL = ("In", "Out")
"""What IPython puts beside a tutorial's variables."""


def after(namespace: dict[str, Any]) -> None:
    """Display what the pipeline wants to know of a run, as JSON.

    That is the values of its plain variables (numbers, strings, short lists of them),
    which prose may name, and the hardware.
    """
    from IPython.display import display

    values = {
        name: plain(value)
        for name, value in namespace.items()
        if not name.startswith("_") and name not in SHELL and plain(value) is not None
    }
    facts = {"variables": values, "hardware": hardware()}
    display({FACTS_MIME: json.dumps(facts)}, raw=True)


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it, or None if it is not a plain one."""
    if isinstance(value, int) and value.bit_length() > LARGEST:
        return None  # Python writes no such number out.
    if isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        return plain(value.item())
    if isinstance(value, list | tuple) and len(value) <= 100:
        items = [plain(item) for item in value]
        return None if None in items else items
    return None


def hardware() -> str:
    """Return the processor (or GPU) that a run used, in words."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.get_device_name(0)
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as cpuinfo:
            models = [line.split(":")[1] for line in cpuinfo if "model name" in line]
            model = models[0].strip() if models else platform.machine()
    except OSError:
        model = platform.processor() or platform.machine()
    threads = torch.get_num_threads()
    return f"{model}, {threads} thread{'' if threads == 1 else 's'}"

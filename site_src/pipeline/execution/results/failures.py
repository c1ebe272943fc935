"""What went wrong in a kernel, as a message that the author can act on."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from ... import config
from ...errors import TutorialError
from ...sources.tutorials.cells import Cell
from ...sources.tutorials.tutorial import Tutorial
from ..kernels.kernel import ANSI, Kernel

KernelFailure = (CellExecutionError, CellTimeoutError, DeadKernelError)
"""What nbclient raises because of a tutorial's own code."""


def fault(path: Path, error: Exception) -> TutorialError:
    """Make an error of one that nobody foresaw, which is a fault of the pipeline.

    Args:
        path: what the pipeline worked on.
        error: what was raised.
    """
    last = traceback.extract_tb(error.__traceback__)[-1]
    return TutorialError(
        config.shown(path),
        1,
        f"the pipeline itself failed here: {type(error).__name__}: {error}",
        f"It is a fault of ours, at {config.shown(Path(last.filename))}:{last.lineno}: "
        "please report it, with this file.",
    )


def explain(
    tutorial: Tutorial,
    notebook: nbformat.NotebookNode,
    kernel: Kernel,
    error: Exception,
) -> TutorialError:
    """Make the author's error of nbclient's: which cell, what happened, what to do."""
    cell = tutorial.cells[kernel.begun]
    if isinstance(error, CellExecutionError):
        failed = next(c for c in notebook.cells if c.id == f"cell-{kernel.begun}")
        return _explain_raised(tutorial, cell, failed, error)
    if isinstance(error, CellTimeoutError):
        limit = tutorial.header.timeout
        return tutorial.error(
            cell.line,
            f"the cell that begins here took more than {limit} s",
            "Does it hang? If it needs longer, set `timeout:` in the header.",
        )
    code = kernel.exit_code or 0
    how = f", by signal {-code}" if code < 0 else ""
    return tutorial.error(
        cell.line,
        f"the kernel died in the cell that begins here{how}",
        "Out of memory? Run the script by itself to see: "
        f"`python -m site_src.pipeline run {config.shown(tutorial.path)}`.",
    )


def _explain_raised(
    tutorial: Tutorial,
    cell: Cell,
    failed: nbformat.NotebookNode,
    error: CellExecutionError,
) -> TutorialError:
    """Name the line of the script, and the traceback's useful part."""
    options = cell.source.count("\n") - cell.code.count("\n")
    inside = LINE.findall(ANSI.sub("", "\n".join(_tracebacks(failed))))
    line = cell.line + options + (int(inside[0]) - 1 if inside else 0)
    code = tutorial.text.split("\n")[line - 1].strip()
    return tutorial.error(
        line,
        f"{error.ename}: {error.evalue}",
        f"Raised by: {code}\n  Correct the cell; `python -m site_src.pipeline run "
        f"{config.shown(tutorial.path)}` runs the script by itself.",
    )


LINE = re.compile(r'(?:Cell In\[\d+\], |/ipykernel_\d+/\d+\.py", )line (\d+)')


def _tracebacks(failed: nbformat.NotebookNode) -> Iterator[str]:
    """Yield what tells where; IPython prints that of a group, as Python does."""
    for output in failed.outputs:
        if output.output_type == "error":
            yield from output.traceback
    for output in failed.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            yield output.text

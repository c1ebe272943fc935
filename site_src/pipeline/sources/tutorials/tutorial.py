"""A tutorial as its author wrote it: header, cells, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...config import TUTORIALS, shown
from ...errors import PipelineError, Problems, TutorialError
from .. import data
from .cells import Cell, assignments, check_python, read_cells, with_values
from .header import INVISIBLE, Header, Profile, Scalar, field_line, read_header


@dataclass(frozen=True)
class Tutorial:
    """One percent-format script, read and checked."""

    path: Path
    header: Header
    cells: tuple[Cell, ...]
    text: str

    @property
    def name(self) -> str:
        """The stem of the file: the page is tutorials/<name>/."""
        return self.path.stem

    @cached_property
    def parameters_cell(self) -> Cell | None:
        """The cell tagged `parameters`, if there is one."""
        tagged = [cell for cell in self.cells if "parameters" in cell.tags]
        return tagged[0] if tagged else None

    def values(self, profile: Profile) -> dict[str, Scalar]:
        """Return what the header sets under a profile (`cpu`: nothing)."""
        return {} if profile == "cpu" else self.header.parameters.get(profile, {})

    def threads(self, profile: Profile) -> int:
        """Threads of a run; one in `smoke`, whose results mean nothing."""
        return 1 if profile == "smoke" else self.header.threads

    def code_under(self, profile: Profile) -> list[str]:
        """Return the code cells in order, with a profile's values for parameters."""
        values = self.values(profile)
        return [
            with_values(cell.code, values)
            if cell is self.parameters_cell
            else cell.code
            for cell in self.cells
            if cell.kind == "code"
        ]

    def script_under(self, profile: Profile) -> str:
        """Write the script with a profile's parameters; lines stay where they are."""
        cell = self.parameters_cell
        if cell is None or not self.values(profile):
            return self.text
        changed = with_values(cell.source, self.values(profile))
        return self.text.replace(cell.source, changed, 1)

    @cached_property
    def prose(self) -> str:
        """Texts, captions and alternative texts, one after the other on one line."""
        texts = [
            cell.source
            if cell.kind == "markdown"
            else " ".join(str(text) for text in (cell.options or {}).values())
            for cell in self.cells
        ]
        return " ".join(" ".join(texts).split())

    def line_of(self, field: str) -> int:
        """Find the line on which a field of the header begins (1 if it is missing)."""
        return field_line(self.text, field)

    def error(self, line: int, message: str, advice: str) -> TutorialError:
        """Make an error at a line of this tutorial."""
        return TutorialError(shown(self.path), line, message, advice)


def find(folder: Path = TUTORIALS) -> list[Tutorial]:
    """Return all tutorials below a folder, in reading order.

    Raises:
        TutorialError: a header is missing or wrong, or a name is used twice.
    """
    problems, tutorials = Problems(), []
    for path in sorted(folder.glob("*/*.py")):
        with problems.gathered():
            tutorials.append(read(path))
    problems.check()
    names: dict[str, Tutorial] = {}
    models: dict[str, Tutorial] = {}
    for tutorial in tutorials:
        if tutorial.name in names:
            raise tutorial.error(
                1,
                f"there is another tutorial called {tutorial.name}: "
                f"{shown(names[tutorial.name].path)}",
                "Rename one of the two files: the name is the address of the page.",
            )
        names[tutorial.name] = tutorial
        for model in tutorial.header.exports:
            if model in models:
                raise tutorial.error(
                    tutorial.line_of("exports"),
                    f"{shown(models[model].path)} exports a model called {model}, too",
                    "Rename one of the two: the site has one folder for each name.",
                )
            models[model] = tutorial
    for tutorial in tutorials:
        _check_needs(tutorial, names)
    return sorted(tutorials, key=lambda t: (t.path.parent.name, t.header.order))


def _check_needs(tutorial: Tutorial, names: dict[str, Tutorial]) -> None:
    for need in tutorial.header.needs:
        if need not in names:
            raise tutorial.error(
                tutorial.line_of("needs"),
                f"needs names {need}, and there is no such tutorial",
                f"Use one of: {', '.join(sorted(names))}.",
            )
    before, waiting = set(), list(tutorial.header.needs)
    while waiting:
        need = waiting.pop()
        if need == tutorial.name:
            raise tutorial.error(
                tutorial.line_of("needs"),
                "this tutorial is to be read before itself",
                "Take it out of `needs` here, or in one of those that it needs.",
            )
        if need in names and need not in before:
            before.add(need)
            waiting += names[need].header.needs


def find_one(name_or_path: str, folder: Path = TUTORIALS) -> Tutorial:
    """Return the tutorial with this name, or the one in this file."""
    if name_or_path.endswith(".py"):
        return read(Path(name_or_path))
    paths = {path.stem: path for path in folder.glob("*/*.py")}
    if name_or_path not in paths:
        raise PipelineError(
            f"There is no tutorial called {name_or_path}.\n"
            f"  Use one of: {', '.join(sorted(paths))}."
        )
    return read(paths[name_or_path])


def read(path: Path) -> Tutorial:
    """Read and check one tutorial.

    Raises:
        TutorialError: the file cannot be read, or its header, a cell's options or its
            parameters are wrong.
    """
    try:
        # Some editors begin a file with a mark of its encoding, which is no text.
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TutorialError(
            shown(path), 1, f"cannot be read: {error}", "Check the path and encoding."
        ) from error
    _check_characters(path, text)
    header = read_header(path, text)
    tutorial = Tutorial(path, header, tuple(read_cells(path, text)), text)
    check_python(path, text, tutorial.cells)
    _check_data(tutorial)
    _check_parameters(tutorial)
    return tutorial


def _check_characters(path: Path, text: str) -> None:
    """Check that all is visible, and that lines end where everybody thinks they do."""
    wrong = INVISIBLE.search(text)
    if wrong:
        raise TutorialError(
            shown(path),
            text[: wrong.start()].count("\n") + 1,
            f"an invisible character, {ascii(wrong[0])}, is in this line",
            "Remove it; in a string, write it with a backslash.",
        )


def _check_data(tutorial: Tutorial) -> None:
    for name in tutorial.header.data:
        if name not in data.DATASETS:
            raise tutorial.error(
                tutorial.line_of("data"),
                f"there is no data set called {name}",
                f"Use one of: {', '.join(sorted(data.DATASETS))}.",
            )


def _check_parameters(tutorial: Tutorial) -> None:
    cell = tutorial.parameters_cell
    names = set(assignments(cell.code)) if cell else set()
    for profile, values in tutorial.header.parameters.items():
        for name in values:
            if name not in names:
                raise tutorial.error(
                    field_line(tutorial.text, "parameters"),
                    f"profile {profile} sets {name}, which the parameters cell "
                    "does not",
                    'Assign it in the cell tagged "parameters", or take it out here.',
                )

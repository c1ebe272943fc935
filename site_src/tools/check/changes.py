"""What has changed in the working tree: files, and names of what changed in them."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
WORD = re.compile(r"\w{3,}")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Change:
    """A file that was changed, made or removed."""

    path: PurePosixPath
    """From the repository's root."""
    names: frozenset[str]
    """By which tests may call what changed: the file's, those of functions and classes
    in it, and those that their decorators register."""


def changes(root: Path, since: str = "HEAD") -> list[Change]:
    """Ask git what is different from a commit, files that it does not know included."""
    listed = _git(root, "diff", "--name-only", since).splitlines()
    new = _git(root, "ls-files", "--others", "--exclude-standard").splitlines()
    return [_change(root, since, name, name in new) for name in sorted({*listed, *new})]


def _change(root: Path, since: str, name: str, new: bool) -> Change:
    path = PurePosixPath(name)
    names = {path.stem, path.parent.name if path.stem == "index" else path.stem}
    if path.suffix == ".py" and (root / name).exists():
        source = (root / name).read_text(encoding="utf-8")
        everything = set(range(1, source.count("\n") + 2))
        difference = "" if new else _git(root, "diff", "-U0", since, "--", name)
        lines = everything if new else set(changed_lines(difference))
        names |= changed_names(source, lines)
    return Change(path, frozenset(names))


def changed_lines(difference: str) -> Iterator[int]:
    """Read the numbers of changed lines, as they are now, from git's `diff -U0`."""
    for start, count in HUNK.findall(difference):
        # Where lines were removed, the one before it counts.
        yield from range(int(start), int(start) + max(1, int(count or 1)))


def changed_names(source: str, lines: Collection[int]) -> set[str]:
    """Return the names of what these lines define, or of what uses that in the file.

    A file that cannot be read as Python has none.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    definitions = [node for node in tree.body if isinstance(node, Definition)]
    changed = {node.name for node in definitions if _lines(node) & set(lines)}
    while more := {
        node.name
        for node in definitions
        if node.name not in changed and _used(node) & changed
    }:
        changed |= more
    return {
        word
        for node in definitions
        if node.name in changed
        for word in (node.name.strip("_"), *_registered(node))
    }


def _lines(node: Definition) -> set[int]:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return set(range(first, (node.end_lineno or first) + 1))


def _used(node: Definition) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _registered(node: Definition) -> Iterator[str]:
    """Find what a decorator registers: `@lowers("sum.default")` is `sum`."""
    for decorator in node.decorator_list:
        for part in ast.walk(decorator):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield from WORD.findall(part.value.split(".")[0])


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout

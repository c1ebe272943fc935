"""Which files of tests a change touches, and how near it is to each.

A file of tests is near what it imports, what that imports, and so on: grimp knows it.
It is also near the files that it names in a text, such as "guide/luck.md".
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import accumulate
from pathlib import Path, PurePosixPath

import grimp

from .changes import Change

PACKAGES = {"layerbylayer": "exporters/src", "site_src": ""}
"""And the folders that they lie in."""
ITSELF, NAMED = 0, 1
FOLDERS = {"DOCS": "docs", "TUTORIALS": "tutorials", "WEB": "site_src/web"}
"""Constants of config.py: who uses one reads files below it."""
COMMON = {"index", "__init__", "conftest"}
"""Names of files that many folders have."""
WORD, SHORT = re.compile(r"\w+"), 80
FOLDER = 9
"""How near a file is to tests that read all of its folder."""


@dataclass(frozen=True)
class TestFile:
    """What is known of a file of tests without running it."""

    path: PurePosixPath
    imports: frozenset[str]
    texts: frozenset[str]
    folders: frozenset[str]

    def mentions(self, names: Set[str]) -> bool:
        """Whether one of its shorter texts is a name or holds it as a word."""
        short = " ".join(text for text in self.texts if len(text) < SHORT)
        return not names.isdisjoint(WORD.findall(short))


def read_tests(root: Path) -> list[TestFile]:
    """Read all files of tests below a folder."""
    files = sorted((root / "tests").rglob("test_*.py"))
    return [_read(root, file) for file in files]


def _read(root: Path, file: Path) -> TestFile:
    path = PurePosixPath(file.relative_to(root).as_posix())
    imports, texts, folders = set[str](), set[str](), set[str]()
    for tree in _with_helpers(file, root / "tests"):
        imports |= set(_imports(ast.walk(tree)))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.Attribute) and node.attr in FOLDERS:
                folders.add(FOLDERS[node.attr])
            elif isinstance(node, ast.Attribute) and node.attr == "find":
                folders.add(FOLDERS["TUTORIALS"])  # tutorial.find() reads all of them
    return TestFile(path, frozenset(imports), frozenset(texts), frozenset(folders))


def _with_helpers(file: Path, top: Path) -> Iterator[ast.Module]:
    """Yield a file of tests, its conftests, and the modules beside it that it uses."""
    folders = [folder for folder in file.parents if folder.is_relative_to(top)]
    beside = [script for folder in folders for script in sorted(folder.glob("*.py"))]
    files = [file, *(script for script in beside if script.name == "conftest.py")]
    for script in files:
        tree = ast.parse(script.read_text(encoding="utf-8"))
        used = {name.rpartition(".")[2] for name in _imports(ast.walk(tree))}
        files += [other for other in beside if other.stem in used - {"conftest"}]
        files[:] = dict.fromkeys(files)
        yield tree


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            packages = accumulate(module.split("."), "{}.{}".format)
            # What is imported may be a module, too.
            yield from (*packages, *(f"{module}.{alias.name}" for alias in node.names))


def distances(
    root: Path, changed: Sequence[Change], tests: Sequence[TestFile]
) -> dict[PurePosixPath, int]:
    """Return how near the changes are to the files of tests that they touch."""
    sys.path[:0] = [str(root / folder) for folder in PACKAGES.values()]
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    distance: dict[PurePosixPath, int] = {}
    for change in changed:
        modules = _importers(graph, module_of(change.path))
        for test in tests:
            near = [modules[name] for name in test.imports if name in modules]
            near += _by_files(change.path, test)
            if near:
                distance[test.path] = min([distance.get(test.path, FOLDER), *near])
    return distance


def module_of(path: PurePosixPath) -> str:
    """Return the module that a file is; nothing for others."""
    for package, folder in PACKAGES.items():
        if path.suffix == ".py" and path.is_relative_to(PurePosixPath(folder, package)):
            parts = path.relative_to(folder).with_suffix("").parts
            return ".".join(parts).removesuffix(".__init__")
    return ""


def _importers(graph: grimp.ImportGraph, module: str) -> Mapping[str, int]:
    """Return the modules that import a module, and by how many steps.

    Who imports a part of a package imports the package before it.
    """
    steps: dict[str, int] = {}
    newest, step = {module} & set(graph.modules), NAMED
    while newest:
        steps |= dict.fromkeys(newest, step)
        parts = {p for name in newest for p in (name, *graph.find_descendants(name))}
        importers = map(graph.find_modules_that_directly_import, parts)
        newest, step = set().union(*importers) - set(steps), step + 1
    return steps


def _by_files(path: PurePosixPath, test: TestFile) -> Iterator[int]:
    if path == test.path:
        yield ITSELF
    # A conftest, and the helpers of tests, lie beside those that use them.
    elif path.parts[0] == "tests" and test.path.is_relative_to(path.parent):
        yield NAMED
    if any(_names(text, path) for text in test.texts) or _lists(test.texts, path):
        yield NAMED
    if any(path.is_relative_to(folder) for folder in test.folders):
        yield FOLDER


def _names(text: str, path: PurePosixPath) -> bool:
    """Whether a text is the path's end, a tutorial's name, or a pattern that fits."""
    if path.parts[0] == "tutorials" and text == path.stem:
        return True
    if "*" in text and text.split("/")[0] == path.parts[0]:
        return fnmatch(str(path), text.replace("**/", "*"))
    ends = {str(path), "/".join(path.parts[1:])} - {""}
    return text in ends or (text == path.name and path.stem not in COMMON)


def _lists(texts: frozenset[str], path: PurePosixPath) -> bool:
    """Whether its folder's files are listed, as by (DOCS / "teach").glob("*.md")."""
    return f"*{path.suffix}" in texts and path.parent.name in texts

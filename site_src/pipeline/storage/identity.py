"""What identifies a run: all that can change its result, and nothing else."""

from __future__ import annotations

import ast
import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata

from .. import config
from ..files.digest import files_below, sha256, tree_digest
from ..sources import data
from ..sources.tutorials.header import Profile
from ..sources.tutorials.tutorial import Tutorial

FORMAT = 3
"""Of what is kept with a run; another one cannot be read."""


def key(tutorial: Tutorial, profile: Profile) -> str:
    """Compute the identity of a run, as 16 hexadecimal digits.

    It is made of the code, the parameters, the data, the versions of what is imported,
    the threads, the Python and the style of figures, and what draws figures that a page
    can draw, too. The prose is not among them, and neither are the exporters: what they
    write is made again from the trained model.
    """
    code = tutorial.code_under(profile)
    identity = {
        "format": FORMAT,
        "code": code,
        "data": {d.name: d.digest for d in data.named(tutorial.header.data)},
        "exports": tutorial.header.exports + tutorial.header.downloads,
        "packages": versions(tuple(code)),
        "threads": tutorial.threads(profile),
        "python": platform.python_version(),
        "style": sha256(config.FIGURE_STYLE),
    }
    if "layerbylayer.sketch" in _modules(tuple(code)):
        identity["sketch"] = sha256(config.SKETCH)
    text = json.dumps(identity, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@cache
def versions(code: tuple[str, ...]) -> dict[str, str]:
    """Installed versions of the distributions that this code imports."""
    modules = {name.split(".")[0] for name in _modules(code)}
    if "keras" in modules:
        modules.add("torch")  # the backend, which Keras imports on its behalf
    packages = _distributions()
    distributions = {d for module in modules for d in packages.get(module, ())}
    return {name: metadata.version(name) for name in sorted(distributions)}


@cache
def _distributions() -> Mapping[str, list[str]]:
    """Of each module that can be imported; slow to look up, so once."""
    return metadata.packages_distributions()


@cache
def _modules(code: tuple[str, ...]) -> frozenset[str]:
    """Full names of the modules that this code imports."""
    tree = ast.parse("\n".join(code))
    return frozenset(name for node in ast.walk(tree) for name in _imported(node))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module


def exporters() -> str:
    """Digest the exporters' own source, to 16 hexadecimal digits."""
    source = config.EXPORTERS / "src"
    files = [path for path in files_below(source) if path.suffix]
    return tree_digest(source, files)[:16]

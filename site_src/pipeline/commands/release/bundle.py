"""A zip for a classroom without internet: the site, the scripts, the data."""

from __future__ import annotations

import ast
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ... import config
from ...files.atomic import atomic_replace
from ...rendering.tutorials.take_home import requirements
from ...sources import data
from ...sources.tutorials import tutorial
from ...sources.tutorials.tutorial import Tutorial
from ..building.early_sites import check_whole
from ..targets import check_zip

OFFLINE = config.ROOT / "site_src" / "tools" / "offline"
STORED = {".gz", ".npz", ".png", ".webp", ".whl", ".woff2"}
"""Compressed already."""


def bundle(site: Path, target: Path) -> None:
    """Write the zip for a built site.

    Raises:
        PipelineError: the site is not built to its end, a data set cannot be installed,
            or something else is at `target`.
    """
    check_zip(target)
    check_whole(site)
    tutorials = tutorial.find()
    wanted = sorted({name for t in tutorials for name in t.header.data})
    data.install(wanted)
    with (
        atomic_replace(target) as new,
        zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, content in _written(tutorials, site):
            archive.writestr(f"{target.stem}/{name}", content)
        for name, path in _copied(site, data.named(wanted)):
            how = zipfile.ZIP_STORED if path.suffix in STORED else zipfile.ZIP_DEFLATED
            archive.write(path, f"{target.stem}/{name}", how)


def _written(tutorials: list[Tutorial], site: Path) -> Iterator[tuple[str, str]]:
    wheel = next((site / "wheels").glob("*.whl")).name
    packages = {
        re.split(r"[ @]", requirement)[0]
        for each in tutorials
        for requirement in requirements(each, wheel)
    } - {"layerbylayer"}
    readme = (OFFLINE / "README.txt").read_text(encoding="utf-8")
    quoted = " ".join(f'"{package}"' for package in sorted(packages))
    yield "README.txt", readme.format(packages=quoted)
    sets = {each.name: each.header.data for each in tutorials}
    yield "tutorials.json", json.dumps(sets, indent=1)
    for each in tutorials:
        yield f"tutorials/{each.name}.py", each.text
        yield f"quick/{each.name}.py", each.script_under("smoke")


def _copied(site: Path, sets: list[data.DataSet]) -> Iterator[tuple[str, Path]]:
    for script in ("run.py", "serve.py"):
        yield script, OFFLINE / script
    for path in _files(site):
        yield f"site/{path.relative_to(site).as_posix()}", path
    for path in _files(site / "wheels"):
        yield f"wheels/{path.name}", path
    # With these run.py provides the data.
    sources = modules_of(Path(data.__file__))
    sources += [config.DATA_PACKAGES / "package-lock.json"]
    for dataset in sets:
        published = isinstance(dataset, data.SiteFile)
        sources += (
            [dataset.folder / dataset.package] if published else _files(dataset.folder)
        )
    for path in dict.fromkeys(sources):
        yield path.relative_to(config.ROOT).as_posix(), path


def modules_of(start: Path) -> list[Path]:
    """List the files of a module of ours, of all that it imports, and their packages.

    Args:
        start: the module's file, below site_src/.
    """
    reached: dict[Path, None] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached[path] = None
        packages = path.relative_to(config.ROOT).parents
        waiting += [config.ROOT / p / "__init__.py" for p in packages if p.parts]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                base = path.parents[node.level - 1] if node.level else config.ROOT
                folder = base.joinpath(*(node.module or "").split("."))
                modules = [folder.with_suffix(".py")]
                modules += [folder / f"{alias.name}.py" for alias in node.names]
                waiting += [module for module in modules if module.is_file()]
    return sorted(reached)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())

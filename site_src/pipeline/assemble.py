"""One complete folder of Markdown and files, which a builder only turns to HTML."""

from __future__ import annotations

import filecmp
import html
import json
import re
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from build import ProjectBuilder

from . import config, training_digits
from .errors import PipelineError
from .mathml import with_mathml
from .render import Page
from .tutorial import Tutorial

MODEL_OF_DEMO = re.compile(r'<[a-z]+-[a-z-]+[^>]*\bmodel="([^"]+)"')


def wheel() -> Path:
    """The wheel of the exporters, built if their source changed since the last time.

    Raises:
        PipelineError: it cannot be built.
    """
    folder = config.BUILD / "wheels"
    newest = max(
        path.stat().st_mtime
        for path in config.EXPORTERS.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    built = sorted(folder.glob("*.whl"))
    if built and built[0].stat().st_mtime > newest:
        return built[0]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        return Path(ProjectBuilder(config.EXPORTERS).build("wheel", folder))
    except Exception as error:  # build backends raise what they like
        raise PipelineError(f"The exporters' wheel cannot be built: {error}") from error


def assemble(
    pages: list[Page], assets: Path, target: Path, left_out: Collection[str] = ()
) -> None:
    """Bring the folder `target` to hold exactly the site's pages and files.

    Files that are as they should be are not touched: a watcher sees changes only.
    The bundled demos are in `assets`. The folders `left_out` of docs/ do not get there.

    Raises:
        PipelineError: a page has a wrong formula, or a demo names a model that no
            tutorial exports.
    """
    with tempfile.TemporaryDirectory(dir=config.BUILD) as scratch:
        folder = Path(scratch)
        _write_docs(folder, left_out)
        for page in pages:
            _write_tutorial(folder, page)
        _write(folder / "tutorials" / "index.md", _index(pages).encode())
        shutil.copytree(assets, folder / "assets", dirs_exist_ok=True)
        (folder / "wheels").mkdir()
        shutil.copy2(wheel(), folder / "wheels")
        training_digits.publish(folder)
        _check_demos(folder)
        _synchronise(folder, target)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_docs(folder: Path, left_out: Collection[str]) -> None:
    for source in sorted(path for path in config.DOCS.rglob("*") if path.is_file()):
        if source.relative_to(config.DOCS).parts[0] in left_out:
            continue
        content = source.read_bytes()
        if source.suffix == ".md":
            try:
                content = with_mathml(content.decode()).encode()
            except ValueError as error:
                raise PipelineError(f"{config.shown(source)}: {error}") from error
        _write(folder / source.relative_to(config.DOCS), content)


def _write_tutorial(folder: Path, page: Page) -> None:
    for name, content in page.files.items():
        _write(folder / "tutorials" / page.tutorial.name / name, content)
    for model in page.tutorial.header.exports:
        shutil.copytree(page.run.model(model), folder / "models" / model)


def _index(pages: list[Page]) -> str:
    """The list of tutorials, chapter by chapter, from their headers."""
    lines = ["---", "title: Tutorials", "---", "", "# Tutorials", ""]
    chapter = None
    for page in pages:
        header = page.tutorial.header
        if header.chapter != chapter:
            chapter = header.chapter
            lines += [f"## {chapter}", ""]
        lines += [_card(page.tutorial, page), ""]
    return "\n".join(lines)


def _card(tutorial: Tutorial, page: Page) -> str:
    header, picture = tutorial.header, ""
    if page.pictures:
        first = page.pictures[0]
        size = f'alt="" width="{first.width}" height="{first.height}" loading="lazy"'
        picture = (
            f'<img src="{tutorial.name}/{first.light}#only-light" {size}>'
            f'<img src="{tutorial.name}/{first.dark}#only-dark" {size}>'
        )
    needs = ", ".join(header.needs)
    after = f", after {html.escape(needs)}" if needs else ""
    level = ("a first step", "some practice", "a challenge")[header.level - 1]
    return (
        f'<a class="lbl-card" href="{tutorial.name}/">'
        f"<strong>{html.escape(header.title)}</strong>"
        f"<span>{html.escape(header.description)}</span>"
        f"<small>{level}, {header.minutes} minutes to read{after}</small>{picture}</a>"
    )


def _check_demos(folder: Path) -> None:
    for page in sorted(folder.rglob("*.md")):
        for model in MODEL_OF_DEMO.findall(page.read_text(encoding="utf-8")):
            if not (folder / "models" / model / "card.json").exists():
                raise PipelineError(
                    f"{page.relative_to(folder)}: a demo names the model {model}, and "
                    "no tutorial exports it.\n"
                    "  Add it to a tutorial's `exports`, or correct the name."
                )


def _synchronise(source: Path, target: Path) -> None:
    wanted = {path.relative_to(source) for path in source.rglob("*") if path.is_file()}
    for old in sorted(target.rglob("*")):
        if old.is_file() and old.relative_to(target) not in wanted:
            old.unlink()
    for relative in sorted(wanted):
        new, old = source / relative, target / relative
        if not old.exists() or not filecmp.cmp(new, old, shallow=False):
            old.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(new, old)


def check_navigation(tutorials: list[Tutorial]) -> None:
    """Every tutorial stands in mkdocs.yml's navigation.

    Raises:
        PipelineError: one does not; the message holds the line to add.
    """
    navigation = config.MKDOCS_CONFIG.read_text(encoding="utf-8")
    for tutorial in tutorials:
        page = f"tutorials/{tutorial.name}/index.md"
        if page not in navigation:
            title = json.dumps(tutorial.header.title)
            raise PipelineError(
                f"{config.shown(tutorial.path)} is not in the navigation.\n"
                f"  Add to `nav` in mkdocs.yml: - {title}: {page}"
            )

"""One complete folder of Markdown and files, which a builder only turns to HTML."""

from __future__ import annotations

import filecmp
import json
import re
import shutil
from collections.abc import Collection
from pathlib import Path

from .. import config
from ..errors import PipelineError
from ..files.locks import scratch_folder
from ..sources.catalogue import Catalogue
from ..sources.front_matter import check_front_matter
from .blocks import directives
from .blocks.cards import tutorial_index
from .cells.citations import cite
from .cells.mathml import MathError, with_mathml
from .published import feed, social_cards, training_digits
from .published.wheel import build_wheel
from .template import fill
from .tutorials import pending
from .tutorials.tutorial_page import Page

MODEL_OF_DEMO = re.compile(r'<[a-z]+-[a-z-]+[^>]*\bmodel="([^"]+)"')

FENCED = re.compile(r"^(`{3,}).*?^\1\s*$", re.DOTALL | re.MULTILINE)


def assemble(
    pages: list[Page],
    assets: Path,
    target: Path,
    catalogue: Catalogue,
    left_out: Collection[str] = (),
) -> None:
    """Bring the folder `target` to hold exactly the site's pages and files.

    Files that are as they should be are not touched: a watcher sees changes only.
    The bundled demos are in `assets`. The folders `left_out` of docs/ do not get there.

    Raises:
        PipelineError: a page has wrong front matter, a wrong formula or part, or cites
            what is not in the catalogue; or a demo names a model that no tutorial
            exports.
    """
    with scratch_folder(config.BUILD) as folder:
        _write_docs(folder, directives.Site(pages, catalogue), left_out)
        for page in pages:
            _write_tutorial(folder, page)
        _write(folder / "tutorials" / "index.md", tutorial_index(pages).encode())
        shutil.copytree(assets, folder / "assets", dirs_exist_ok=True)
        (folder / "wheels").mkdir()
        shutil.copy2(build_wheel(), folder / "wheels")
        training_digits.publish(folder)
        if config.site_url():
            tutorials = [page.tutorial for page in pages]
            _write(folder / feed.FILE, feed.feed(tutorials, config.site_url()))
        social_cards.write(folder)
        _note_pending(folder, pages)
        _check_demos(folder)
        _synchronise(folder, target)


def assemble_page(
    page: Page | Path, site: directives.Site, assets: Path, target: Path
) -> None:
    """Bring the folder `target` to hold one page, and what it needs of the others.

    Demos of models whose tutorials have no run here get notices in their place.

    Args:
        page: a tutorial's page, or the file of a hand-written one, in docs/.
        site: what its parts are made from; models come from the runs of these pages.
        assets: the bundled demos.
        target: the folder.

    Raises:
        PipelineError: as `assemble` raises it, of this page.
    """
    with scratch_folder(config.BUILD) as folder:
        for source in _docs():
            if source == page or source.suffix not in (".md", ".ipynb"):
                _write_doc(folder, source, site)
        if isinstance(page, Page):
            _write_tutorial(folder, page)
        shutil.copytree(assets, folder / "assets", dirs_exist_ok=True)
        (folder / "wheels").mkdir()
        shutil.copy2(build_wheel(), folder / "wheels")
        training_digits.publish(folder)
        for path in folder.rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            missing = set()
            for model in models_of_demos(text):
                if not _copy_model(folder, model, site.pages):
                    missing.add(model)
            path.write_text(pending.without_models(text, missing), encoding="utf-8")
        _synchronise(folder, target)


def models_of_demos(text: str) -> set[str]:
    """Find the models that the demos of a page name, in its Markdown."""
    return set(MODEL_OF_DEMO.findall(FENCED.sub("", text)))


def _copy_model(folder: Path, model: str, pages: list[Page]) -> bool:
    """Put a model there if a page has a run with it; say whether it is there."""
    for page in pages:
        if page.run is not None and model in page.tutorial.header.exports:
            for source in page.run.forms(model):
                copy = folder / "models" / source.name
                shutil.copytree(source, copy, dirs_exist_ok=True)
            return True
    return False


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_docs(folder: Path, site: directives.Site, left_out: Collection[str]) -> None:
    for source in _docs():
        if source.relative_to(config.DOCS).parts[0] not in left_out:
            _write_doc(folder, source, site)


def _docs() -> list[Path]:
    return sorted(path for path in config.DOCS.rglob("*") if path.is_file())


def _write_doc(folder: Path, source: Path, site: directives.Site) -> None:
    content = source.read_bytes()
    if source.suffix == ".md":
        content = _markdown(_decoded(content, source), source, site).encode()
    _write(folder / source.relative_to(config.DOCS), content)


def _decoded(content: bytes, source: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise PipelineError(
            f"{config.shown(source)}:{line}: this is not UTF-8: {error.reason}\n"
            "  Save the file in that encoding."
        ) from error


def _markdown(text: str, source: Path, site: directives.Site) -> str:
    """A hand-written page with its citations, formulas and parts made ready."""

    def error(line: int, message: str, advice: str) -> PipelineError:
        where = f"{config.shown(source)}:{line + 1}"
        return PipelineError(f"{where}: {message}\n  {advice}")

    check_front_matter(text, error)
    text = cite(text, site.catalogue, error)
    try:
        text = with_mathml(text)
    except MathError as problem:
        raise error(problem.line, str(problem), "Correct the TeX.") from problem
    return directives.fill_directives(text, source, site)


def _write_tutorial(folder: Path, page: Page) -> None:
    for name, content in page.files.items():
        _write(folder / "tutorials" / page.tutorial.name / name, content)
    if page.run is None:
        return
    for name in page.tutorial.header.downloads:
        if name in page.files:
            raise page.tutorial.error(
                page.tutorial.line_of("downloads"),
                f"downloads names {name}, which is a file of the page itself",
                "Give it another name.",
            )
        shutil.copy2(page.run.exports / name, folder / "tutorials" / page.tutorial.name)
    for model in page.tutorial.header.exports:
        for source in page.run.forms(model):
            shutil.copytree(source, folder / "models" / source.name)


def _note_pending(folder: Path, pages: list[Page]) -> None:
    """Say where something is still to come, and list the pages for who publishes."""
    waiting = [page.tutorial for page in pages if page.run is None]
    if not waiting:
        return
    missing = {model for tutorial in waiting for model in tutorial.header.exports}
    bar = fill("computing.html", done=len(pages) - len(waiting), total=len(pages))
    for path in sorted(folder.rglob("*.md")):
        text = pending.without_models(path.read_text(encoding="utf-8"), missing)
        path.write_text(f"{text}\n{bar}", encoding="utf-8")
    names = json.dumps([tutorial.name for tutorial in waiting])
    _write(folder / pending.FILE, names.encode())


def _check_demos(folder: Path) -> None:
    for page in sorted(folder.rglob("*.md")):
        for model in sorted(models_of_demos(page.read_text(encoding="utf-8"))):
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

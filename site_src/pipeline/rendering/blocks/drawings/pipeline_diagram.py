"""How the pipeline works, as one drawing, for the page that explains it."""

from __future__ import annotations

from .box_diagram import Arrow, Box, draw_boxes

BOXES = [
    Box("docs", "docs/", 0, 0, "the guide, the catalogue"),
    Box("tutorials", "tutorials/", 0, 1, "one script each"),
    Box("web", "site_src/web/", 0, 2, "the demos"),
    Box("execute", "Execute", 1, 1, "a kernel for each tutorial"),
    Box("run", "Finished run", 2, 1, "outputs and models, kept in the cache"),
    Box("render", "Render", 3, 1, "prose, figures, formulas"),
    Box("bundle", "Bundle", 3, 2, "what the models need, no more"),
    Box("pages", "build/pages/", 4, 1, "complete Markdown"),
    Box("builder", "MkDocs", 5, 0, "or Zensical"),
    Box("finish", "Finish", 5, 1, "hashed names, policy for scripts"),
    Box("site", "site/", 5, 2, "files, no server"),
]
ARROWS = [
    Arrow("tutorials", "execute"),
    Arrow("execute", "run"),
    Arrow("run", "render"),
    Arrow("tutorials", "render", "beside"),
    Arrow("run", "bundle"),
    Arrow("web", "bundle"),
    Arrow("docs", "pages", "late"),
    Arrow("render", "pages"),
    Arrow("bundle", "pages"),
    Arrow("pages", "builder"),
    Arrow("builder", "finish", "across"),
    Arrow("finish", "site", "across"),
]
LABEL = (
    "The code of a tutorial is executed and gives a finished run with outputs and "
    "models. Its prose and the run are rendered. Models and the source of the demos "
    "are bundled. These two and the pages of docs make a folder of complete Markdown, "
    "from which MkDocs or Zensical builds pages, which are finished and are the site."
)


def pipeline() -> str:
    """Draw it as HTML."""
    return draw_boxes(BOXES, ARROWS, LABEL)

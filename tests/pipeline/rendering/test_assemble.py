"""What keeps pages and files from being put together is said, with its line."""

import pytest

from site_src.pipeline import config
from site_src.pipeline.errors import PipelineError, TutorialError
from site_src.pipeline.rendering import assemble
from site_src.pipeline.rendering.tutorials.tutorial_page import NO_LINKS, Page
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage.runs import Provenance, Run


@pytest.fixture
def put_together(tmp_path, monkeypatch):
    """Assemble pages beside the hand-written ones of a folder, which is returned."""
    docs = tmp_path / "docs"
    docs.mkdir()
    monkeypatch.setattr(config, "DOCS", docs)
    monkeypatch.setattr(config, "BUILD", tmp_path / "build")

    def put_together(*pages):
        assemble.assemble(list(pages), tmp_path / "assets", tmp_path / "out", NO_LINKS)

    return docs, put_together


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# A page\n\nIt costs 5 \x80.\n", "page.md:3: this is not UTF-8"),
        (b"# A page\n\n$x$ and\n$\\nosuch$\n", r"page.md:4: .*the unknown \\nosuch"),
        (b"---\ntitle: one\ncard: a: b\n---\n", "page.md:3: .*mapping values"),
        (b"---\n- one\n---\n# A page\n", "page.md:2: .*has no fields"),
        (b"---\ntitle: [\n---\n# A page\n", "page.md:3: .*not YAML"),
        (b"---\ndate: 2026-13-45\n---\n# A page\n", "page.md:2: .*not YAML"),
    ],
    ids=["encoding", "formula", "colon", "list", "open", "date"],
)
def test_a_page_that_cannot_be_read_names_its_line(put_together, content, message):
    docs, assembled = put_together
    (docs / "page.md").write_bytes(content)
    with pytest.raises(PipelineError, match=message):
        assembled()


def test_a_page_has_its_card_whatever_its_title(put_together, tmp_path):
    docs, assembled = put_together
    (docs / "tree.md").write_text("---\ntitle: Trees \U0001f332\n---\n# Trees\n")
    (docs / "none.md").write_text("---\n---\n# None\n")
    (tmp_path / "assets").mkdir()
    assembled()
    cards = {path.name for path in (tmp_path / "out/assets/cards").iterdir()}
    assert {"tree.png", "none.png"} <= cards


def test_a_download_does_not_replace_the_page(put_together, write, tmp_path):
    _, assembled = put_together
    read = tutorial.read(write("# %%\nx = 1\n", "downloads: [index.md]"))
    made = Provenance("2026-01-31T00:00:00", "a machine", 1.0, "3.12", {}, "cpu")
    (tmp_path / "index.md").write_text("another page")
    run = Run(tmp_path, tmp_path, {}, made)
    with pytest.raises(TutorialError, match="a file of the page itself") as error:
        assembled(Page(read, run, {"index.md": b"the page"}))
    assert error.value.line == 8
    assert not (tmp_path / "out").exists()

"""What is replaced as a whole is ours, or nothing."""

import json
import zipfile

import pytest

from site_src.pipeline import config
from site_src.pipeline.commands import targets
from site_src.pipeline.commands.release import bundle
from site_src.pipeline.errors import PipelineError


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A repository with sources, and with what builds left."""
    for folder in ("docs/empty", "site_src", "build/pages/site", "elsewhere/site"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "site_src" / "sw.js").write_text("// somebody's own worker")
    (tmp_path / "README.md").write_text("# Read me\n")
    monkeypatch.setattr(config, "ROOT", tmp_path)
    monkeypatch.setattr(config, "BUILD", tmp_path / "build")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (".", "not a folder of its own"),
        ("..", "not a folder of its own"),
        ("build", "not a folder of its own"),
        ("docs/empty", "not a folder of its own"),
        ("docs/new", "not a folder of its own"),
        ("site/new", "not a folder of its own"),
        ("build/pages/site", "not a folder of its own"),
        ("elsewhere/site", "not a folder of its own"),
        ("build/web", "the build itself works in"),
        ("build/pages", "the build itself works in"),
        ("docs", "no site of ours"),
        ("site_src", "no site of ours"),
        ("README.md", "no site of ours"),
    ],
)
def test_a_site_takes_no_place_but_its_own(root, name, message):
    with pytest.raises(PipelineError, match=message):
        targets.check_site((root / name).resolve())


@pytest.mark.parametrize(
    "left",
    [
        None,
        {},
        {"assets/files.json": json.dumps({"version": "1", "files": {}})},
        {"assets/files.json": "", "404.html": '<meta name="layerbylayer-version">'},
        {"index.html": '\0<meta name="layerbylayer-version">'},
    ],
    ids=["new", "empty", "ours", "ours, its list damaged", "ours, little left"],
)
@pytest.mark.parametrize("name", ["site", "site-zensical", "build/my-site"])
def test_a_site_of_ours_is_replaced_damaged_or_not(root, name, left):
    for file, content in (left or {}).items():
        (root / name / file).parent.mkdir(parents=True, exist_ok=True)
        (root / name / file).write_text(content)
    if left == {}:
        (root / name).mkdir()
    targets.check_site(root / name)


def test_a_bundle_replaces_a_zip_only(root):
    for name in ("docs", "README.md"):
        with pytest.raises(PipelineError, match="is no zip"):
            bundle.bundle(root / "site", root / name)
    assert (root / "docs" / "index.md").read_text() == "# Home\n"
    with zipfile.ZipFile(root / "old.zip", "w") as archive:
        archive.writestr("a", "b")
    targets.check_zip(root / "old.zip")
    targets.check_zip(root / "new.zip")

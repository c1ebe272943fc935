"""A finished site: names with hashes, a version in each page, a policy in each page."""

import hashlib
import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from site_src.pipeline import config
from site_src.pipeline.postprocess import pages
from site_src.pipeline.postprocess.site import finish

PAGE = (
    '<html><head><link rel="stylesheet" href="{root}assets/site.css">'
    '<script src="{root}assets/demos.js" type="module"></script></head><body>'
    '<img src="{root}about/a%20picture.png#only-light"><img src="gone.png">'
    '<a href="{root}about/a%20picture.png">download</a></body></html>'
)


DEMO = "<train-here compact>You could train.</train-here>"


@pytest.fixture
def site(tmp_path):
    files = {
        "index.html": PAGE.format(root=""),
        "about/index.html": PAGE.format(root="../"),
        "404.html": PAGE.format(root="/"),
        "assets/site.css": "a {}",
        "assets/demos.js": 'import("./chunk-ABCDEFGH.js")',
        "assets/chunk-ABCDEFGH.js": "1",
        "assets/sw.js": "2",
        "about/a picture.png": "3",
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    return tmp_path


def hashed(name, content):
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}-{hashlib.sha256(content.encode()).hexdigest()[:10]}.{suffix}"


def test_each_page_is_parsed_once_and_written_once(site, monkeypatch):
    parsed: list[str] = []
    written: Counter[str] = Counter()
    write_text = Path.write_text

    def parse(html):
        parsed.append(html)
        return LexborHTMLParser(html)

    def count(path, *args, **more):
        written[path.relative_to(site).as_posix()] += 1
        return write_text(path, *args, **more)

    sources = {path: path.read_text() for path in site.rglob("*.html")}
    monkeypatch.setattr(pages, "LexborHTMLParser", parse)
    monkeypatch.setattr(Path, "write_text", count)
    monkeypatch.setattr(config, "site_url", lambda: "https://example.org/")
    monkeypatch.setattr(config, "repo_url", lambda: "https://example.org/repository")
    finish(site)
    assert len(parsed) == len(sources) == 3
    names = {path.relative_to(site).as_posix() for path in sources}
    assert {name: written[name] for name in names} == dict.fromkeys(names, 1)


@pytest.mark.parametrize(
    ("page", "root"),
    [("index.html", ""), ("about/index.html", "../"), ("404.html", "/")],
)
def test_pages_embed_files_by_names_with_hashes(site, page, root):
    finish(site)
    text = (site / page).read_text()
    style, script = hashed("site.css", "a {}"), 'import("./chunk-ABCDEFGH.js")'
    assert f'href="{root}assets/{style}"' in text and (site / "assets" / style).exists()
    assert f'src="{root}assets/{hashed("demos.js", script)}"' in text
    picture = hashed("a picture.png", "3").replace(" ", "%20")
    assert f'src="{root}about/{picture}#only-light"' in text
    # What is offered for download keeps its name; what is not there is left alone.
    assert (
        f'<a href="{root}about/a%20picture.png">' in text and 'src="gone.png"' in text
    )


def test_styles_name_fonts_as_pages_do(site):
    (site / "assets" / "fonts").mkdir()
    (site / "assets" / "fonts" / "text.woff2").write_text("4")
    (site / "assets" / "site.css").write_text('a {src: url("./fonts/text.woff2")}')
    finish(site)
    font = hashed("text.woff2", "4")
    (style,) = (site / "assets").glob("site-*.css")
    assert style.read_text() == f"a {{src: url(./fonts/{font})}}"
    assert style.name == hashed("site.css", style.read_text())


def test_a_prefix_of_the_configured_address_is_understood(site, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://example.org/some/where/")
    (site / "404.html").write_text(PAGE.format(root="/some/where/"))
    finish(site)
    name = hashed("site.css", "a {}")
    assert f'href="/some/where/assets/{name}"' in (site / "404.html").read_text()


def test_every_page_has_the_version_and_the_policy(site):
    finish(site)
    listed = json.loads((site / "assets/files.json").read_text())
    meta = f'<meta name="layerbylayer-version" content="{listed["version"]}">'
    for page in site.rglob("*.html"):
        assert meta in page.read_text()
        assert "Content-Security-Policy" in page.read_text()


def test_the_service_worker_stands_at_the_root_and_knows_all_hashed_files(site):
    finish(site)
    assert (site / "sw.js").read_text() == "2"
    assert not (site / "assets/sw.js").exists()
    files = json.loads((site / "assets/files.json").read_text())["files"]
    assert "assets/chunk-ABCDEFGH.js" in files
    for name, digest in files.items():
        assert hashlib.sha256((site / name).read_bytes()).hexdigest()[:32] == digest
    assert not {"assets/demos.js", "assets/site.css"} & set(files)


WORKER = "javascripts/workers/search.a1.js"


def test_material_begins_to_search_when_somebody_searches(site):
    (site / "assets" / "search.js").write_text("5")
    settings = json.dumps({"base": "..", "search": f"../{WORKER}"})
    script = f'<script id="__config" type="application/json">{settings}</script>'
    dialog = '<div class="md-search" role="dialog"></div>'
    page = site / "about" / "index.html"
    page.write_text(page.read_text().replace("</body>", f"{script}{dialog}</body>"))
    finish(site)
    soup = BeautifulSoup(page.read_text(), "html.parser")
    config = soup.find(id="__config")
    assert config
    found = json.loads(config.get_text())
    ours = hashed("search.js", "5")
    assert found["search"] == f"../{ours}?of={WORKER}"
    assert found["base"] == ".."
    search = soup.find(role="dialog")
    assert search and search["aria-label"] == "Search"


def test_another_content_is_another_version(site, tmp_path_factory):
    versions = set()
    for content in ("3", "3", "4"):
        folder = tmp_path_factory.mktemp("site") / "site"
        shutil.copytree(site, folder)
        (folder / "about/a picture.png").write_text(content)
        finish(folder)
        listed = json.loads((folder / "assets/files.json").read_text())
        versions.add(listed["version"])
    assert len(versions) == 2


def test_demos_hold_a_still_picture_for_readers_without_javascript(site):
    (site / "stills").mkdir()
    Image.new("RGB", (4, 3)).save(site / "stills" / "train-here.webp")
    Image.new("RGB", (8, 6)).save(site / "stills" / "train-here-compact.webp")
    page = site / "about" / "index.html"
    page.write_text(page.read_text().replace("</body>", f"{DEMO}</body>"))
    finish(site)
    found = re.search(
        r'<train-here compact=""><noscript><img (.*?)></noscript>You could train.',
        page.read_text(),
    )
    assert found and 'width="8" height="6"' in found[1]
    source = re.search(r'src="(.*?)"', found[1])
    assert source and (page.parent / source[1]).resolve().exists()
    assert re.search(r"train-here-compact-[0-9a-f]{10}\.webp", source[1])
    assert "<noscript>" not in (site / "index.html").read_text()

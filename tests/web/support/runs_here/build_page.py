"""A site of one tutorial that runs in its page, without a builder of sites.

Run as: python tests/web/support/runs_here/build_page.py FOLDER. The bundle lies in
FOLDER/assets already.
"""

import sys
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config
from rich.console import Console

from site_src.pipeline import config
from site_src.pipeline.execution.executor import Executor
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.execution.run_store import RunStore
from site_src.pipeline.postprocess.site import finish
from site_src.pipeline.progress import Progress
from site_src.pipeline.rendering.tutorials import tutorial_page
from site_src.pipeline.sources.tutorials import tutorial

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Counting</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}assets/site.css">
<style>
html {{ font-size: 125%; }}
body {{ margin: 0; background: var(--lbl-paper); color: var(--lbl-ink); }}
main {{ max-inline-size: 760px; margin: 0 auto; padding: 12px; }}
main > * {{ max-inline-size: 100%; }}
.highlight pre {{ overflow: auto; }}
img {{ max-inline-size: 100%; height: auto; }}
</style>
</head>
<body data-md-color-scheme="default"><main class="md-typeset">{body}</main>
<script type="module" src="{root}assets/demos.js"></script>
</body>
</html>
"""
STORED = "<h1>Stored data</h1><stored-data>None.</stored-data>"


def main(site: Path) -> None:
    """Write the pages, as the pipeline and MkDocs's Markdown do."""
    read = tutorial.read(Path(__file__).with_name("counting.py"))
    with Progress([], Console(quiet=True)) as progress:
        run = RunStore(Executor(progress, None)).get_or_create(Job(read, "cpu"))
    page = tutorial_page.render(read, run, "none.whl")
    folder = site / "tutorials" / read.name
    folder.mkdir(parents=True)
    for name, content in page.files.items():
        (folder / name).write_bytes(content)
    settings = load_config(str(config.MKDOCS_CONFIG), docs_dir=str(site))
    markdown = Markdown(
        extensions=settings.markdown_extensions,
        extension_configs=settings.mdx_configs,
    )
    text = (folder / "index.md").read_text().split("---\n", 2)[2]
    body = markdown.convert(text)
    (folder / "index.html").write_text(PAGE.format(root="../../", body=body))
    about = site / "about" / "stored-data"
    about.mkdir(parents=True)
    (about / "index.html").write_text(PAGE.format(root="../../", body=STORED))
    finish(site)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

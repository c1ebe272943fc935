"""Where a page's numbers come from, and how to run its script at home."""

from __future__ import annotations

import json
import re

from ... import config
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run
from .take_home import LOCAL_SITE, requirements

DATA = re.compile(rf'"{re.escape(LOCAL_SITE)}data/([^"/]+)"')
"""A file that a tutorial fetches from the site, and finds beside the script first."""


def provenance(tutorial: Tutorial, run: Run, wheel: str) -> str:
    """Write the paragraph at the end of a tutorial's page, as Markdown.

    Args:
        tutorial: whose page it is.
        run: that the page was made from.
        wheel: the file name of the exporters' wheel.
    """
    p = run.provenance
    versions = ", ".join(f"{name} {version}" for name, version in p.versions.items())
    sentences = [
        f"Every number and figure on this page comes from one run of "
        f"[its script]({tutorial.name}.py): {p.finished[:10]}, {p.hardware}, "
        f"{p.seconds:.0f} s in all; Python {p.python}, {versions}."
    ]
    if tutorial.header.data:
        names = " and ".join(tutorial.header.data)
        sentences.append(f"Its data, {names}, are pinned by digest.")
    if run.origin.startswith("http"):
        sentences.append(
            f"That run was made elsewhere and published at <{run.origin}>, in a list "
            "that its maker has signed."
        )
    elif run.origin:
        sentences.append("That run was taken from the project's shared cache.")
    for name in tutorial.header.exports:
        card = json.loads((run.model(name) / "card.json").read_text())
        parity = card["parity"]
        sentences.append(
            f"The model `{name}` was run in TensorFlow.js {parity['tfjs']} on "
            f"{parity['examples']} examples before it was published: its answers "
            f"differ from Python's by at most {parity['max_abs_difference']:.0e}."
        )
    sentences.append(_how_to_run(tutorial, wheel))
    body = " ".join(sentences)
    return f'<div class="lbl-provenance" markdown>\n{body}\n</div>\n'


def _how_to_run(tutorial: Tutorial, wheel: str) -> str:
    if config.site_url():
        return f"To run it at home: `uv run {tutorial.name}.py`."
    others = [d for d in requirements(tutorial, wheel) if d != "layerbylayer"]
    packages = " ".join(f'"{package}"' for package in [*others, f"./{wheel}"])
    beside = [f"[{wheel}](../../wheels/{wheel})"]
    beside += [f"[{file}](../../data/{file})" for file in DATA.findall(tutorial.text)]
    *first, last = beside
    listed = f"{', '.join(first)} and {last}" if first else last
    return (
        f"To run it at home, put {listed} beside the script, then:\n\n"
        f"```sh\npip install {packages}\npython {tutorial.name}.py\n```"
    )

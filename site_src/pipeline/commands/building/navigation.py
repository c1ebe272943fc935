"""The navigation in mkdocs.yml, in which every tutorial stands."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ... import config
from ...errors import PipelineError
from ...sources.tutorials.tutorial import Tutorial


def check_navigation(tutorials: Sequence[Tutorial]) -> None:
    """Check that every tutorial stands in mkdocs.yml's navigation.

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


def add_to_navigation(title: str, name: str, after: str) -> None:
    """Add a tutorial's page to mkdocs.yml, below that of the tutorial `after`."""
    lines = config.MKDOCS_CONFIG.read_text(encoding="utf-8").splitlines(keepends=True)
    for number, line in enumerate(lines):
        if f"tutorials/{after}/index.md" in line:
            indent = line[: len(line) - len(line.lstrip())]
            lines.insert(number + 1, f"{indent}- {title}: tutorials/{name}/index.md\n")
            break
    config.MKDOCS_CONFIG.write_text("".join(lines), encoding="utf-8")

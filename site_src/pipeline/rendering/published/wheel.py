"""The wheel of the exporters, which the site offers to readers' scripts."""

from __future__ import annotations

from pathlib import Path

from build import ProjectBuilder

from ... import config
from ...errors import PipelineError
from ...storage.atomic import atomic_replace
from ...storage.digest import files_below


def build_wheel() -> Path:
    """Get the exporters' wheel, built if their source changed since the last time.

    Raises:
        PipelineError: it cannot be built.
    """
    folder = config.BUILD / "wheels"
    newest = max(path.stat().st_mtime for path in files_below(config.EXPORTERS))
    built = sorted(folder.glob("*.whl"))
    if built and built[0].stat().st_mtime > newest:
        return built[0]
    try:
        with atomic_replace(folder) as new:
            name = ProjectBuilder(config.EXPORTERS).build("wheel", new)
    except Exception as error:  # build backends raise what they like
        raise PipelineError(f"The exporters' wheel cannot be built: {error}") from error
    return folder / Path(name).name

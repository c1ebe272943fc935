"""The wheel of the exporters, which the site offers to readers' scripts."""

from __future__ import annotations

from pathlib import Path

from build import ProjectBuilder

from ... import config
from ...errors import PipelineError
from ...files.atomic import atomic_replace
from ...files.digest import files_below, tree_digest
from ...files.stamp import Stamp


def build_wheel() -> Path:
    """Get the exporters' wheel, built if their source changed since the last time.

    Raises:
        PipelineError: it cannot be built.
    """
    folder = config.BUILD / "wheels"
    stamp = Stamp(config.BUILD / "wheels.digest", folder)
    digest = tree_digest(config.EXPORTERS, files_below(config.EXPORTERS))
    if not stamp.fits(digest):
        try:
            with atomic_replace(folder) as new:
                ProjectBuilder(config.EXPORTERS).build("wheel", new)
        except Exception as error:  # build backends raise what they like
            raise PipelineError(
                f"The exporters' wheel cannot be built: {error}"
            ) from error
        stamp.write(digest)
    (wheel,) = folder.glob("*.whl")
    return wheel

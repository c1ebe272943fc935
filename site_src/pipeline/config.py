"""Where things are: folders of the repository, the cache, the configured addresses."""

from __future__ import annotations

import os
from pathlib import Path

from .errors import PipelineError

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
TUTORIALS = ROOT / "tutorials"
EXPORTERS = ROOT / "exporters"
SKETCH = EXPORTERS / "src" / "layerbylayer" / "sketch.py"
DATA_PACKAGES = ROOT / "site_src" / "data"
WEB = ROOT / "site_src" / "web"
PAGE_PYTHON = ROOT / "site_src" / "page_python"
THEME = ROOT / "site_src" / "theme"
MKDOCS_CONFIG = ROOT / "mkdocs.yml"
FIGURE_STYLE = (
    ROOT / "site_src" / "pipeline" / "execution" / "kernels" / "figures.mplstyle"
)

RUNS_KEY = ROOT / "runs.pub"
"""The public key by which published runs are signed; a fork has its own, or none."""

BUILD = ROOT / "build"
SITE = ROOT / "site"

COMPILED = "-wasm"
"""What follows a model's name in the name of the folder where it is compiled."""

CACHE_FORMAT = "v3"
"""Raise it when what an entry holds changes: older versions then have their own."""


def cache_folder() -> Path:
    """Return the folder of finished runs, of all clones; LAYERS_CACHE overrides it."""
    import platformdirs  # The offline bundle has this module, and not that package.

    override = os.environ.get("LAYERS_CACHE")
    user = platformdirs.user_cache_path("layer-by-layer")
    return (Path(override) if override else user) / CACHE_FORMAT


def cache_limit() -> int:
    """Bytes that finished runs may take; LAYERS_CACHE_GB overrides the 10 GB.

    Raises:
        PipelineError: it is not a number.
    """
    override = os.environ.get("LAYERS_CACHE_GB", "10")
    try:
        return int(float(override) * 1e9)
    except ValueError as error:
        raise PipelineError(
            f"LAYERS_CACHE_GB={override} is not a number of gigabytes."
        ) from error


def site_url() -> str:
    """Return the address of the site, with a final slash; empty if none is set."""
    address = os.environ.get("SITE_URL", "").strip()
    return address.rstrip("/") + "/" if address else ""


def repo_url() -> str:
    """Return the repository's address without a final slash; empty if none is set."""
    return os.environ.get("REPO_URL", "").strip().rstrip("/")


def runs_key() -> str:
    """Return the key that published runs are signed by; LAYERS_RUNS_KEY overrides."""
    override = os.environ.get("LAYERS_RUNS_KEY")
    if override is not None:
        return override.strip()
    return RUNS_KEY.read_text(encoding="utf-8").strip() if RUNS_KEY.exists() else ""


def shown(path: Path) -> Path:
    """Return a path as an author reads it: from the repository's root, if below."""
    resolved = path.resolve()
    return resolved.relative_to(ROOT) if resolved.is_relative_to(ROOT) else path

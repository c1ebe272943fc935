"""Bundle the demos: esbuild, with the parts of TensorFlow.js that the models need."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from ... import config
from ...errors import PipelineError
from ...sources.tutorial import Tutorial
from ...storage.digest import files_below, tree_digest
from ...storage.runs import Run

DESCRIPTIONS = ("card.json", "model.json")
"""Files of an exported model that say which kernels and layers it needs."""


def bundle(runs: Iterable[tuple[Tutorial, Run]], name: str) -> Path:
    """Bundle the site's scripts and styles again if anything changed; say where.

    Args:
        runs: tutorials with the runs whose exported models the site will have.
        name: of the site; each has a bundle of its own.

    Raises:
        PipelineError: Node.js is missing, or something does not compile.
    """
    folder = config.BUILD / "web" / name
    models, assets, stamp = folder / "models", folder / "assets", folder / "digest"
    shutil.rmtree(models, ignore_errors=True)
    for tutorial, run in runs:
        for model in tutorial.header.exports:
            (models / model).mkdir(parents=True)
            for file in DESCRIPTIONS:
                source = run.model(model) / file
                if source.exists():
                    shutil.copy(source, models / model)
    digest = _digest(models)
    if assets.is_dir() and stamp.exists() and stamp.read_text() == digest:
        return assets
    folder.mkdir(parents=True, exist_ok=True)
    command = ["node", str(config.WEB / "build.mjs")]
    command += ["--models", str(models), "--target", str(assets)]
    try:
        done = subprocess.run(command, cwd=config.ROOT, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise PipelineError(
            "Node.js was not found: install version 20 or newer."
        ) from error
    if done.returncode != 0:
        raise PipelineError(f"The demos cannot be bundled:\n{done.stderr.strip()}")
    stamp.write_text(digest)
    return assets


def _digest(models: Path) -> str:
    """Digest what decides the bundle: the sources, the locked packages, the models."""
    lock = config.ROOT / "package-lock.json"
    sources = files_below(config.WEB, config.PAGE_PYTHON, models)
    return tree_digest(config.ROOT, [lock, *sources])

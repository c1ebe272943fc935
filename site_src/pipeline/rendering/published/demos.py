"""Bundle the demos: esbuild, with the parts of TensorFlow.js that the models need."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable
from pathlib import Path

from ... import config, processes
from ...errors import PipelineError
from ...files.digest import files_below, tree_digest
from ...files.stamp import Stamp
from ...sources.tutorials.tutorial import Tutorial
from ...storage.runs import Run

DESCRIPTIONS = ("card.json", "model.json")
"""Files of an exported model that say which kernels and layers it needs."""


def bundle(runs: Iterable[tuple[Tutorial, Run | None]], name: str) -> Path:
    """Bundle the site's scripts and styles again if anything changed; say where.

    Args:
        runs: tutorials with the runs whose exported models the site will have, and
            those whose run is still to come.
        name: of the site; each has a bundle of its own.

    Raises:
        PipelineError: Node.js is missing, or something does not compile.
    """
    folder = config.BUILD / "web" / name
    models, assets = folder / "models", folder / "assets"
    stamp = Stamp(folder / "digest", assets)
    shutil.rmtree(models, ignore_errors=True)
    for tutorial, run in runs:
        if run is None:
            continue
        forms = (run.forms(model) for model in tutorial.header.exports)
        for source in itertools.chain.from_iterable(forms):
            (models / source.name).mkdir(parents=True)
            for file in DESCRIPTIONS:
                if (source / file).exists():
                    shutil.copy(source / file, models / source.name)
    digest = _digest(models)
    if stamp.fits(digest):
        return assets
    folder.mkdir(parents=True, exist_ok=True)
    command = ["node", str(config.WEB / "build.mjs")]
    command += ["--models", str(models), "--target", str(assets)]
    try:
        done = processes.run(command, config.ROOT)
    except FileNotFoundError as error:
        raise PipelineError(
            "Node.js was not found: install version 20 or newer."
        ) from error
    if done.returncode != 0:
        raise PipelineError(f"The demos cannot be bundled:\n{done.stderr.strip()}")
    stamp.write(digest)
    return assets


def _digest(models: Path) -> str:
    """Digest what decides the bundle: the sources, the locked packages, the models."""
    lock = config.ROOT / "package-lock.json"
    sources = files_below(config.WEB, config.PAGE_PYTHON, models)
    return tree_digest(config.ROOT, [lock, *sources])

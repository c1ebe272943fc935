"""The file that the site's teach-me downloads comes home as a Keras model."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from layerbylayer import InvalidModelError, from_tfjs
from layerbylayer.cli import main

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests/web/support/head-file.ts"


@pytest.fixture(scope="module")
def downloaded(tmp_path_factory: Any) -> tuple[Path, dict[str, Any]]:
    """A file that the page's own code wrote, and what that computes."""
    file = tmp_path_factory.mktemp("download") / "my-model.json"
    done = subprocess.run(
        ["npx", "tsx", SCRIPT, file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return file, json.loads(done.stdout)


def test_the_head_answers_as_in_the_page(downloaded: Any) -> None:
    file, said = downloaded
    model = from_tfjs(file, check=True)
    answers = model.predict(np.array(said["examples"], "float32"), verbose=0)
    np.testing.assert_allclose(answers, said["answers"], atol=1e-6)


def test_the_command_takes_it(downloaded: Any, tmp_path: Path) -> None:
    assert main(["keras", str(downloaded[0]), str(tmp_path / "head.keras")]) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": 2}, "version 2"),
        ({"classes": []}, "what its classes are"),
        ({"classes": ["a", "b"]}, "do not fit 2 classes"),
        ({"kernel": "!"}, "'kernel' in the file cannot be read"),
        ({"check": None}, "no check"),
        ({"bias": "AAAgQQAAAAAAAAAA"}, "other probabilities than the page did"),
    ],
)
def test_a_damaged_file_is_told(
    change: dict[str, Any], message: str, downloaded: Any, tmp_path: Path
) -> None:
    written = json.loads(downloaded[0].read_text(encoding="utf-8")) | change
    file = tmp_path / "my-model.json"
    file.write_text(json.dumps(written), encoding="utf-8")
    with pytest.raises(InvalidModelError, match=message):
        from_tfjs(file)

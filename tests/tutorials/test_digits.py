"""The first tutorial: its whole program is its cells, and it runs anywhere, alone."""

import ast
import os
import subprocess
import textwrap
import tomllib
import venv
from pathlib import Path
from typing import Any

import pytest

from site_src.pipeline import config
from site_src.pipeline.rendering.published.wheel import build_wheel
from site_src.pipeline.rendering.tutorials import take_home
from site_src.pipeline.sources import data
from site_src.pipeline.sources.tutorials import tutorial
from tests.tutorials.scripts import run_smoke

DIGITS = tutorial.find_one("digits")


def test_the_whole_program_is_made_of_the_cells():
    """It stands on the page as text, so nothing else would keep it true."""
    prose = "\n".join(cell.source for cell in DIGITS.cells if cell.kind == "markdown")
    program = prose.split("``` { .python .whole-program }\n")[1].split("\n```")[0]
    cells = "\n".join(cell.code for cell in DIGITS.cells if cell.kind == "code")

    def statements(code):
        return [ast.unparse(node) for node in ast.parse(code).body]

    in_cells = statements(cells)
    positions = [in_cells.index(statement) for statement in statements(program)]
    imports, rest = positions[:3], positions[3:]
    assert sorted(imports) == imports and sorted(rest) == rest
    assert program.count("\n") < 45, "it should fit one screen"


def test_cells_are_short_and_code_fits_the_page():
    for cell in DIGITS.cells:
        if cell.kind == "code":
            lines = cell.code.splitlines()
            assert len(lines) <= 15 or lines[-1] == ")", cell.code
            assert max(map(len, lines)) <= 88


def test_it_runs_as_a_script_with_the_pinned_data(tmp_path):
    """`python -m site_src.pipeline run`, as the README documents it."""
    run_smoke(DIGITS, tmp_path)
    assert (tmp_path / "exported" / "digits" / "model.json").exists()


@pytest.fixture
def empty_environment(tmp_path):
    folder = tmp_path / "venv"
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def test_the_downloaded_file_runs_alone(empty_environment, tmp_path):
    """An empty environment, the requirements of the file itself, and the wheel.

    Keras's download of MNIST is the one thing that is replaced, since tests do not use
    the network for data: the arrays are the same.
    """
    wheel = build_wheel()
    lone = take_home.lone_script(DIGITS, wheel.name)
    found = take_home.PEP_723.search(lone)
    assert found
    block = found["toml"]
    metadata = tomllib.loads(textwrap.dedent(block.replace("# ", "").replace("#", "")))
    assert metadata["dependencies"] == take_home.requirements(DIGITS, wheel.name)
    others: list[Any] = [r for r in metadata["dependencies"] if r != "layerbylayer"]
    pip: list[Any] = [empty_environment, "-m", "pip", "install", "--quiet"]
    # The locked versions, in place of the newest that the file allows.
    lock: list[Any] = ["--constraint", config.ROOT / "requirements.lock"]
    subprocess.run([*pip, *lock, *others, wheel], check=True)

    data.install(["mnist"])
    (tmp_path / "home").mkdir()
    script = tmp_path / "home" / "digits.py"
    script.write_text(smoke(lone))
    (tmp_path / "patch").mkdir()
    (tmp_path / "patch" / "sitecustomize.py").write_text(OFFLINE_MNIST)
    done = subprocess.run(
        [empty_environment, script],
        cwd=script.parent,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(tmp_path / "patch"),
            "MNIST": str(data.DATASETS["mnist"].folder / "data"),
            "MPLBACKEND": "Agg",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    card = script.parent / "exported" / "digits" / "card.json"
    assert '"unchecked"' in card.read_text(), "there is no TensorFlow.js out there"


def smoke(source: str) -> str:
    """The script with its smoke parameters."""
    lone = tutorial.Tutorial(Path("digits.py"), DIGITS.header, DIGITS.cells, source)
    return lone.script_under("smoke")


OFFLINE_MNIST = """
import os
os.environ["KERAS_BACKEND"] = "torch"
from pathlib import Path
import keras
import numpy as np

def load_data():
    folder = Path(os.environ["MNIST"])
    def read(prefix):
        images = np.fromfile(folder / f"{prefix}-images-idx3-ubyte", np.uint8)[16:]
        labels = np.fromfile(folder / f"{prefix}-labels-idx1-ubyte", np.uint8)[8:]
        return images.reshape(-1, 28, 28), labels
    return read("train"), read("t10k")

keras.datasets.mnist.load_data = load_data
"""

"""What readers take home works at home, as the page says."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from site_src.pipeline import config
from site_src.pipeline.rendering.tutorials import take_home
from site_src.pipeline.sources.tutorials import tutorial

PAGE = (config.ROOT / "docs" / "run-it-yourself.md").read_text()
PROJECT = tomllib.loads((config.ROOT / "exporters/pyproject.toml").read_text())
VERSION = PROJECT["project"]["version"]


def test_the_commands_to_install_are_those_of_the_first_tutorial() -> None:
    commands = re.findall(r"pip install (.+)", PAGE)
    wheel = f"layerbylayer-{VERSION}-py3-none-any.whl"
    needed = take_home.requirements(tutorial.find_one("digits"), wheel)
    quoted = " ".join(f'"{name}"' for name in needed if name != "layerbylayer")
    assert commands[:4] == [quoted, f"./{wheel}", quoted, f".\\{wheel}"]


NO_PACKAGE = """
import sys
sys.modules["layerbylayer"] = None  # as where it is not installed
"""


def test_without_our_package_the_first_tutorial_runs_to_its_last_section(
    tmp_path: Path,
) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_PACKAGE)
    script = tutorial.find_one("digits").script_under("smoke")
    with_data = "from site_src.pipeline.sources import data\ndata.provide(['mnist'])\n"
    (tmp_path / "digits.py").write_text(with_data + script)
    path = os.pathsep.join([str(tmp_path), str(config.ROOT)])
    done = subprocess.run(
        [sys.executable, "digits.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path, "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
    )
    assert "wrong of 10000" in done.stdout and "of those on their side" in done.stdout
    assert done.stderr.rstrip().splitlines()[-1].startswith("ModuleNotFoundError")
    assert "from layerbylayer import to_tfjs" in done.stderr


def test_data_beside_the_script_need_no_site(tmp_path: Path) -> None:
    """Keras's own `get_file`, in a folder with the file, and no server anywhere."""
    for name, file in [
        ("letters", "letters.npz"),
        ("how_much_data", "diamonds.csv.gz"),
        ("names", "first-names.csv.gz"),
        ("spam", "messages.jsonl.xz"),
        ("words", "word-vectors.npz"),
        ("moby_dick", "moby-dick.txt.xz"),
    ]:
        script = take_home.lone_script(tutorial.find_one(name), "any.whl")
        start = script.index("path = keras.utils.get_file(")
        fetch = script[start : script.index("\n)\n", start) + 3]
        (tmp_path / file).write_bytes((config.DOCS / "data" / file).read_bytes())
        done = subprocess.run(
            [sys.executable, "-c", f"import keras\n{fetch}\nprint(path)"],
            cwd=tmp_path,
            env=os.environ
            | {"KERAS_BACKEND": "torch", "KERAS_HOME": str(tmp_path / "k")},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / done.stdout.strip()).resolve() == (tmp_path / file).resolve()

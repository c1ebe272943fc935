"""The distribution: it builds, is fit to be published, and works by itself."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = Path(__file__).parents[2] / "exporters"
TORCH = """
import importlib.util
assert importlib.util.find_spec("keras") is None
import torch
from layerbylayer import to_tfjs
card = to_tfjs(torch.nn.Linear(3, 2), "out", example=torch.ones(2, 3))
assert card.kind == "graph-model" and card.framework["name"] == "torch"
"""
KERAS = """
import importlib.util
assert importlib.util.find_spec("torch") is None
import keras, numpy
from layerbylayer import to_tfjs
model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(2)])
card = to_tfjs(model, "out", example=numpy.ones((2, 3), "float32"))
assert card.kind == "layers-model" and card.framework["name"] == "keras"
"""
NO_XLSX = """
from layerbylayer import ExportError, to_learning_xlsx
try:
    to_learning_xlsx("out.xlsx")
except ExportError as error:
    assert "pip install 'layerbylayer[xlsx]'" in str(error), error
else:
    raise AssertionError("it was written without XlsxWriter")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel; the source distribution lies beside it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "-o"]
    subprocess.run([*command, folder, PROJECT], check=True, capture_output=True)
    [found] = folder.glob("*.whl")
    return found


def needed(name: str, known: set[str]) -> Iterator[importlib.metadata.Distribution]:
    """A distribution that is installed here, and all that it requires."""
    if name.lower() in known:
        return
    known.add(name.lower())
    try:
        found = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return  # required on another platform, or by nothing that is used here
    yield found
    for line in found.requires or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield from needed(requirement.name, known)


def environment(folder: Path, packages: Sequence[str], wheel: Path) -> Path:
    """Make an environment that holds some packages of this one, and the wheel.

    To install PyTorch anew would take minutes and the network. So the files of each
    package, and of all that it requires, are linked; the environment knows no other
    folder, and what is not linked cannot be imported.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    [site] = folder.glob("lib/python*/site-packages")
    known: set[str] = set()
    for distribution in (d for name in packages for d in needed(name, known)):
        names = {file.parts[0] for file in distribution.files or []} - {".."}
        for name in names - {"__pycache__"}:
            target = site / name
            if not target.exists():
                target.symlink_to(Path(str(distribution.locate_file(name))))
    python = folder / "bin" / "python"
    install = ["install", "-q", "--no-deps", "--no-index", str(wheel)]
    command = [sys.executable, "-m", "pip", "--python", str(python), *install]
    subprocess.run(command, check=True)
    return python


@pytest.mark.parametrize(
    ("packages", "backend", "code"),
    [(["torch", "numpy"], None, TORCH), (["keras", "jax"], "jax", KERAS)],
    ids=["torch", "keras"],
)
def test_it_works_beside_one_framework_alone(
    packages: list[str], backend: str | None, code: str, wheel: Path, tmp_path: Path
) -> None:
    """Keras computes nothing itself: there, JAX does."""
    python = environment(tmp_path / "env", packages, wheel)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    if backend is not None:
        kept["KERAS_BACKEND"] = backend
    done = subprocess.run(
        [python, "-c", code + NO_XLSX],
        cwd=tmp_path,
        env=kept,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "" and (tmp_path / "out" / "card.json").exists()


def test_editors_learn_the_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert "layerbylayer/py.typed" in archive.namelist()


def test_what_compiled_networks_are_made_of_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    needed = ("kernels/kernels.o", "kernels/relaxed.o", "javascript/model.mjs")
    assert {f"layerbylayer/wasm/{name}" for name in needed} <= names


def test_the_files_of_a_page_are_in_both_distributions(wheel: Path) -> None:
    source = PROJECT / "src"
    folder = source / "layerbylayer" / "page" / "site"
    files = {
        path.relative_to(source).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert any(name.endswith("index.html") for name in files)
    with zipfile.ZipFile(wheel) as archive:
        assert files <= set(archive.namelist())
    [sdist] = wheel.parent.glob("*.tar.gz")
    with tarfile.open(sdist) as packed:
        names = {name.partition("/src/")[2] for name in packed.getnames()}
    assert files <= names


def test_both_distributions_are_fit_to_be_published(wheel: Path) -> None:
    """`twine check --strict`: the README renders, and the metadata are complete."""
    files = list(wheel.parent.iterdir())
    assert {path.suffix for path in files} == {".whl", ".gz"}
    command = [sys.executable, "-m", "twine", "check", "--strict"]
    done = subprocess.run([*command, *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_importing_the_package_imports_no_framework() -> None:
    code = (
        "import sys, layerbylayer\n"
        "assert not {'keras', 'torch', 'xlsxwriter'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

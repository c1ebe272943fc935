"""What stands at the place of an export, and is not one, is not deleted."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from layerbylayer import (
    ExportError,
    InvalidTargetError,
    to_learning_xlsx,
    to_tfjs,
    to_xlsx,
)
from layerbylayer.cli import main

layers = keras.layers


@pytest.fixture(scope="module")
def model() -> Any:
    stack = [layers.Input((3,)), layers.Dense(2)]
    return keras.Sequential(stack)


def small_image_model() -> Any:
    stack = [layers.Input((2, 2, 1)), layers.Flatten(), layers.Dense(2)]
    return keras.Sequential([*stack, layers.Softmax()])


def learning(path: Path, **options: Any) -> None:
    to_learning_xlsx(path, steps=2, **options)


def network(path: Path, **options: Any) -> None:
    to_xlsx(small_image_model(), path, examples=np.ones((1, 2, 2)), **options)


def contents(path: Path) -> dict[str, bytes]:
    """All files below a path, or the file itself."""
    files = [path] if path.is_file() else path.rglob("*")
    return {str(file): file.read_bytes() for file in files if file.is_file()}


def a_folder_of_others(path: Path) -> None:
    path.mkdir()
    (path / "thesis.tex").write_text("years of work")


def another_card(path: Path) -> None:
    path.mkdir()
    (path / "card.json").write_text('{"name": "a birthday card"}')


def a_damaged_card(path: Path) -> None:
    path.mkdir()
    (path / "card.json").write_text("{")


def a_file(path: Path) -> None:
    path.write_text("years of work")


def a_link_to_others(path: Path) -> None:
    others = path.with_name("others")
    a_folder_of_others(others)
    path.symlink_to(others)


def a_broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def another_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<years of='work'/>")


MODELS_OTHERS = [
    a_folder_of_others,
    another_card,
    a_damaged_card,
    a_file,
    a_link_to_others,
    a_broken_link,
]
WORKBOOKS_OTHERS = [a_folder_of_others, a_file, another_archive, a_broken_link]


@pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")
@pytest.mark.parametrize("others", MODELS_OTHERS)
def test_a_model_replaces_nothing_else(
    others: Callable[[Path], None], tmp_path: Path, model: Any
) -> None:
    target = tmp_path / "target"
    others(target)
    before = contents(tmp_path)
    with pytest.raises(InvalidTargetError, match=r"target .*overwrite=True \(--force"):
        to_tfjs(model, target)
    assert contents(tmp_path) == before and os.path.lexists(target)
    to_tfjs(model, target, overwrite=True)
    assert (target / "model.json").exists() and not target.is_symlink()
    assert not list(tmp_path.glob(".*")), "no temporary files are left"


@pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")
def test_a_model_replaces_an_empty_folder_and_an_earlier_export(
    tmp_path: Path, model: Any
) -> None:
    target = tmp_path / "target"
    target.mkdir()
    to_tfjs(model, target, example=np.ones((1, 3), "float32"))
    to_tfjs(model, target, title="again")
    assert '"again"' in (target / "card.json").read_text()


@pytest.mark.filterwarnings("ignore::layerbylayer.ExportWarning")
def test_what_was_put_beside_an_export_is_not_deleted_with_it(
    tmp_path: Path, model: Any
) -> None:
    target = tmp_path / "target"
    to_tfjs(model, target)
    (target / "index.html").write_text("years of work")
    with pytest.raises(InvalidTargetError, match=r"'index\.html'"):
        to_tfjs(model, target)
    assert (target / "index.html").read_text() == "years of work"


@pytest.mark.parametrize("write", [learning, network])
@pytest.mark.parametrize("others", WORKBOOKS_OTHERS)
def test_a_workbook_replaces_nothing_else(
    others: Callable[[Path], None], write: Callable[..., None], tmp_path: Path
) -> None:
    target = tmp_path / "target.xlsx"
    others(target)
    before = contents(tmp_path)
    with pytest.raises(InvalidTargetError, match=r"target\.xlsx .*overwrite=True"):
        write(target)
    assert contents(tmp_path) == before and os.path.lexists(target)
    write(target, overwrite=True)
    assert zipfile.is_zipfile(target)


def test_a_workbook_replaces_an_empty_file_and_a_workbook(tmp_path: Path) -> None:
    target = tmp_path / "target.xlsx"
    target.touch()
    learning(target)
    network(target)
    with zipfile.ZipFile(target) as archive:
        assert b"Examples" in archive.read("xl/workbook.xml")


@pytest.mark.parametrize(
    ("command", "name", "make"),
    [
        (
            "tfjs",
            "out",
            lambda: keras.Sequential([layers.Input((3,)), layers.Dense(2)]),
        ),
        ("xlsx", "out.xlsx", small_image_model),
    ],
)
def test_the_command_needs_force(
    command: str,
    name: str,
    make: Callable[[], Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source, target = tmp_path / "model.keras", tmp_path / name
    make().save(source)
    a_file(target)
    assert main([command, str(source), str(target)]) == 1
    error = capsys.readouterr().err
    assert str(target) in error and "--force" in error
    assert target.read_text() == "years of work"
    assert main([command, str(source), str(target), "--force"]) == 0
    assert b"years of work" not in contents(target).values()


def test_a_failed_export_leaves_what_was_there(tmp_path: Path, model: Any) -> None:
    target = tmp_path / "target"
    a_folder_of_others(target)
    with pytest.raises(ExportError):
        to_tfjs(model, target, labels=["of", "three", "classes"], overwrite=True)
    assert (target / "thesis.tex").read_text() == "years of work"

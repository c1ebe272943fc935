"""Replacing at once: the old one or the new one, and nothing is left beside it."""

import pytest

from site_src.pipeline.files.atomic import atomic_replace


def write(path, text, folder):
    if folder:
        path.mkdir(parents=True)
        path /= "file"
    path.write_text(text)


def read(path):
    return (path / "file" if path.is_dir() else path).read_text()


@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_the_new_one_takes_the_place(tmp_path, folder):
    target = tmp_path / "deep" / "target"
    for text in ("first", "second"):
        with atomic_replace(target) as new:
            write(new, text, folder)
            assert not target.exists() or read(target) == "first"
        assert read(target) == text
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_a_failure_leaves_the_old_one(tmp_path, folder):
    target, scratch = tmp_path / "target", tmp_path / "scratch"
    scratch.mkdir()
    write(target, "old", folder)
    with pytest.raises(ZeroDivisionError), atomic_replace(target, scratch) as new:
        write(new, "half", folder)
        raise ZeroDivisionError
    with pytest.raises(FileNotFoundError), atomic_replace(target):
        pass  # nothing was written
    assert read(target) == "old"
    assert not list(scratch.iterdir())
    assert sorted(tmp_path.iterdir()) == [scratch, target]

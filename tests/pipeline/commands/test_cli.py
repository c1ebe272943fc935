"""What the command line says when the disk refuses."""

import errno
import os

import pytest

from site_src.pipeline import config
from site_src.pipeline.commands import cli
from site_src.pipeline.commands.building import build


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EBUSY, errno.EXDEV]
)
def test_a_disk_that_refuses_is_told_with_the_place(monkeypatch, capsys, number):
    def refuse(*args, **more):
        file = config.BUILD / "pages.lock"
        raise OSError(number, os.strerror(number), str(file), None, str(config.SITE))

    monkeypatch.setattr(build, "build", refuse)
    assert cli.main(["build"]) == 1
    said = capsys.readouterr().err
    assert "build/pages.lock, site cannot be written or moved: " in said
    assert os.strerror(number) in said
    assert "Traceback" not in said


def test_another_error_of_the_system_is_a_fault_of_ours(monkeypatch):
    def fail(*args, **more):
        raise FileNotFoundError(errno.ENOENT, "gone", "somewhere")

    monkeypatch.setattr(build, "build", fail)
    with pytest.raises(FileNotFoundError):
        cli.main(["build"])

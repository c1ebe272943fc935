"""What git says has changed, and what that is called."""

import subprocess

import pytest

from site_src.tools.check.changes import changed_names, changes

MODULE = '''\
"""Reductions."""

from registry import lowers


def _reduce(x):
    return x


@lowers("sum.dim_IntList", "sum.default")
def sum_(x):
    return _reduce(x)


@lowers("cumsum.default")
def running(x):
    return x
'''


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("    return _reduce(x)", {"sum"}),
        ("def _reduce(x):", {"sum", "reduce"}),
        ("def running(x):", {"running", "cumsum"}),
        ('"""Reductions."""', set()),
    ],
)
def test_a_change_is_called_by_what_it_registers(line, names):
    number = MODULE.splitlines().index(line) + 1
    assert changed_names(MODULE, {number}) == names


def test_what_is_no_python_has_no_names():
    assert changed_names("def (", {1}) == set()


@pytest.fixture
def repository(tmp_path):
    def git(*arguments):
        who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True)

    git("init", "--quiet")
    (tmp_path / "module.py").write_text(MODULE)
    (tmp_path / "page.md").write_text("# Page\n")
    (tmp_path / "old.md").write_text("# Old\n")
    git("add", ".")
    git("commit", "--quiet", "--message", "begin")
    return tmp_path


def test_edited_new_and_removed_files_are_changes(repository):
    assert changes(repository) == []
    (repository / "module.py").write_text(MODULE.replace("def running(x)", "def r(x)"))
    (repository / "new.py").write_text("def fresh():\n    pass\n")
    (repository / "old.md").unlink()
    found = {str(change.path): change.names for change in changes(repository)}
    assert found == {
        "module.py": {"module", "cumsum", "r"},
        "new.py": {"new", "fresh"},
        "old.md": {"old"},
    }

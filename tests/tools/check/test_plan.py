"""Which tests a change of this very project touches, and in what order they come."""

import os
import subprocess
import sys
from pathlib import PurePosixPath

import pytest

from site_src.pipeline.config import ROOT
from site_src.tools.check.changes import Change
from site_src.tools.check.nearness import distances, module_of, read_tests
from site_src.tools.check.plan import plan, web_tests


def touched(*paths):
    """Files of tests that a change of these files touches, the nearest first."""
    changed = [Change(PurePosixPath(path), frozenset()) for path in paths]
    near = distances(ROOT, changed, read_tests(ROOT))
    return [str(path) for path in sorted(near, key=lambda path: (near[path], path))]


@pytest.mark.parametrize(
    ("path", "test"),
    [
        (
            "site_src/pipeline/storage/exchange/minisign.py",
            "tests/pipeline/storage/test_minisign.py",
        ),
        ("site_src/page_python/sketch.py", "tests/page_python/test_sketch.py"),
        ("docs/guide/luck.md", "tests/docs/test_luck.py"),
        ("docs/teach/convolution.md", "tests/docs/test_convolution_sheet.py"),
        ("tutorials/1-first/spreadsheet.py", "tests/tutorials/test_spreadsheet.py"),
        ("tests/tools/test_outdated.py", "tests/tools/test_outdated.py"),
        (".pre-commit-config.yaml", "tests/repository/test_pre_commit.py"),
    ],
)
def test_the_nearest_tests_come_first(path, test):
    assert test in touched(path)[:5]


def test_what_is_reached_over_others_is_touched_but_comes_later():
    found = touched("site_src/pipeline/storage/exchange/minisign.py")
    far = "tests/pipeline/execution/test_schedule.py"
    assert found.index(far) > found.index("tests/pipeline/storage/test_published.py")
    assert "tests/exporters/test_layers.py" not in found


def test_the_exporters_tests_are_touched_by_a_lowering():
    path = "exporters/src/layerbylayer/torch_graph/lowerings/reduction.py"
    assert module_of(PurePosixPath(path)).endswith("torch_graph.lowerings.reduction")
    found = touched(path)
    assert "tests/exporters/graph/test_ops.py" in found
    assert not [name for name in found if name.startswith("tests/tools/letters")]


def test_who_imports_a_part_of_a_package_imports_the_package():
    found = touched("exporters/src/layerbylayer/keras_layers/families/pooling.py")
    assert "tests/exporters/test_models.py" in found


def test_what_mentions_the_change_is_among_the_nearest():
    path = "exporters/src/layerbylayer/torch_graph/lowerings/reduction.py"
    names = frozenset({"reduction", "cumsum"})
    commands, _ = plan([Change(PurePosixPath(path), names)])
    nearest, farther = (c for c in commands if "pytest" in c.arguments)
    assert "tests/exporters/graph/test_ops.py" in nearest.arguments
    assert farther.later and not nearest.later


def test_the_tests_of_a_demo_are_those_made_of_it():
    found = web_tests(["site_src/web/demos/how-coarse/coarse.ts"])
    assert found == ["tests/web/coarse.test.ts"]


def test_a_plan_says_why_and_what_is_left():
    demo = "site_src/web/demos/how-coarse/how-coarse.ts"
    page = "docs/guide/luck.md"
    changed = [Change(PurePosixPath(p), frozenset({"x"})) for p in (demo, page)]
    commands, left = plan(changed)
    reasons = [command.why for command in commands]
    assert "Types of site_src/web" in reasons and "Spelling" in reasons
    assert any(line.startswith("tests of how-coarse in a browser") for line in left)


TESTS = """
def test_far(): pass
def test_cumsum(): pass
"""


@pytest.mark.parametrize(
    ("seconds", "order", "said"),
    [("90", ["test_cumsum", "test_far"], "2 passed"), ("0", [], "2 tests farther")],
)
def test_the_tests_that_name_the_change_come_first(tmp_path, seconds, order, said):
    (tmp_path / "test_some.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-p", "site_src.tools.check.nearest_first", tmp_path],
        cwd=tmp_path,
        env=os.environ
        | {
            "CHECK_NAMES": "cumsum",
            "CHECK_SECONDS": seconds,
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stdout.splitlines() if "PASSED" in line]
    assert [line.split("::")[1].split()[0] for line in lines] == order
    assert said in done.stdout and done.returncode in (0, 5)

"""Real kernels: what they compute, and what is said when something is wrong."""

import json
from textwrap import dedent

import pytest

from site_src.pipeline.errors import TutorialError
from site_src.pipeline.execution.jobs import Job
from site_src.pipeline.execution.results import expectations
from site_src.pipeline.sources import data
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage import identity

ADDING = """
    # %% [markdown]
    # Two and three make {{ total }}.

    # %% tags=["parameters"]
    first = 2

    # %%
    total = first + 3
    print("total", total)
    """


@pytest.fixture
def run(get_run):
    def run(path, profile="cpu"):
        return get_run(tutorial.read(path), profile)

    return run


def test_a_run_holds_outputs_and_variables_and_is_kept(write, run, cache):
    path = write(ADDING, "parameters: {smoke: {first: 10}}")
    done = run(path)
    assert done.variables["total"] == 5
    assert done.notebook().cells[-1].outputs[0].text == "total 5\n"
    assert run(path, "smoke").variables["total"] == 13
    kept = run(path)
    assert kept.provenance == done.provenance
    assert not list((cache / "unfinished").iterdir())


def test_prose_does_not_run_a_tutorial_again_and_code_does(write, run):
    path = write(ADDING)
    done = run(path)
    path.write_text(path.read_text().replace("Two and three", "Both"))
    assert run(path).provenance == done.provenance
    path.write_text(path.read_text().replace("first + 3", "first + 4"))
    assert run(path).variables["total"] == 6


def test_a_run_of_an_older_format_is_made_anew(write, run, cache, monkeypatch):
    """Nothing is read of what an older version of the pipeline kept."""
    path = write(ADDING)
    with monkeypatch.context() as patched:
        patched.setattr(identity, "FORMAT", identity.FORMAT - 1)
        old = run(path)
        (old.folder / "trained" / "0").mkdir(parents=True)
        (old.folder / "trained" / "0" / "call.json").write_text("nonsense")
    new = run(path)
    assert new.folder != old.folder and new.variables == {"first": 2, "total": 5}
    assert len(list((cache / "runs").iterdir())) == 2


def test_a_damaged_run_is_noticed_and_made_again(write, run, capsys):
    path = write(ADDING)
    done = run(path)
    notebook = done.folder / "notebook.ipynb"
    notebook.write_bytes(notebook.read_bytes().replace(b"total 5", b"total 6"))
    again = run(path)
    assert "damaged" in capsys.readouterr().err
    assert again.notebook().cells[-1].outputs[0].text == "total 5\n"


def test_a_cell_that_raises_names_its_line_and_keeps_nothing(write, run, cache):
    path = write(
        """
        # %%
        #| fig-alt: nothing yet
        def half(x):
            return x / 0

        # %%
        y = 1
        half(y)
        """
    )
    with pytest.raises(TutorialError, match="ZeroDivisionError") as error:
        run(path)
    assert path.read_text().splitlines()[error.value.line - 1] == "half(y)"
    assert not (cache / "runs").exists()
    assert not list((cache / "unfinished").iterdir())


def test_a_kernel_that_dies_is_an_error_that_names_the_cell(write, run):
    path = write("# %%\nx = 1\n\n# %%\nimport os\n\nos._exit(1)\n")
    with pytest.raises(TutorialError, match="kernel died") as error:
        run(path)
    assert path.read_text().splitlines()[error.value.line - 1] == "import os"


def test_a_kernel_that_ends_while_it_starts_is_an_error_with_its_reason(
    write, run, monkeypatch, tmp_path
):
    start = "site_src.pipeline.execution.kernels.kernel.START"
    with monkeypatch.context() as patched:
        patched.setattr(start, "no_such_module")
        message = "no kernel could be started: ModuleNotFoundError: .*no_such_module"
        with pytest.raises(TutorialError, match=message):
            run(write(ADDING))
    spoil = tmp_path / "spoilt" / "sitecustomize.py"
    spoil.parent.mkdir()
    spoil.write_text(
        "import os, sys\nif any('ipykernel' in a for a in sys.orig_argv): os._exit(5)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(spoil.parent))
    with pytest.raises(TutorialError, match="no kernel could be started: .*died"):
        run(write(ADDING))


def test_a_kernel_whose_port_was_taken_is_followed_by_another(
    write, run, monkeypatch, tmp_path
):
    spoil = tmp_path / "once" / "sitecustomize.py"
    spoil.parent.mkdir()
    spoil.write_text(
        "import os, pathlib, sys\n"
        "seen = pathlib.Path(__file__).with_name('seen')\n"
        "if any('ipykernel' in a for a in sys.orig_argv) and not seen.exists():\n"
        "    seen.touch()\n"
        "    os._exit(1)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(spoil.parent))
    assert run(write(ADDING)).variables["total"] == 5
    assert spoil.with_name("seen").exists()


@pytest.mark.parametrize(
    ("promise", "message"),
    [("total: '>= 6'", "total is 5, not >= 6"), ("sum: '>= 6'", "no such number")],
)
def test_a_broken_promise_fails_but_in_smoke(write, run, promise, message):
    path = write(ADDING, f"expects: {{{promise}}}")
    with pytest.raises(TutorialError, match=message) as error:
        run(path)
    assert path.read_text().splitlines()[error.value.line - 1].startswith("# expects")
    assert run(path, "smoke").variables["total"] == 5


def test_a_promise_is_changed_without_another_run(write, run, cache):
    path = write(ADDING, 'expects: {total: ">= 6"}')
    with pytest.raises(TutorialError, match="broken promise"):
        run(path)
    made = list((cache / "runs").iterdir())
    path.write_text(path.read_text().replace(">= 6", ">= 5"))
    assert run(path).variables["total"] == 5
    assert list((cache / "runs").iterdir()) == made


def test_a_run_of_smoke_with_equal_parameters_is_no_preview(write, run):
    path = write(ADDING, 'threads: 1\nexpects: {total: ">= 5"}')
    quick = run(path, "smoke")
    assert quick.provenance.profile == "smoke"
    done = run(path)
    assert done.folder == quick.folder
    assert done.provenance.profile == "cpu"
    path.write_text(path.read_text().replace(">= 5", ">= 6"))
    with pytest.raises(TutorialError, match="broken promise"):
        run(path)


def job(path, profile="cpu"):
    return Job(tutorial.read(path), profile)


def test_a_time_that_is_too_long_is_said_and_fails_nothing(write, run):
    path = write(ADDING, "within: {total: 4, first: 2}")
    made = run(path)
    [line] = expectations.overtime_warnings(job(path), made)
    assert "total is 5.0, not within 4" in line
    assert expectations.overtime_warnings(job(path, "smoke"), made) == []
    path.write_text(path.read_text().replace("first: 2", "minutes: 2"))
    with pytest.raises(TutorialError, match="within names minutes"):
        run(path)


EXPORT = """
    # %%
    import json
    from pathlib import Path

    folder = Path("exported/adder")
    folder.mkdir(parents=True)
    card = {"parity": {"status": "unchecked", "reason": "Node.js was not found"}}
    (folder / "card.json").write_text(json.dumps(card))
    """


def test_a_model_that_is_missing_or_unchecked_fails(write, run):
    with pytest.raises(TutorialError, match="wrote no exported/adder/"):
        run(write(ADDING, "exports: [adder]"), "smoke")
    with pytest.raises(TutorialError, match="was not checked: Node.js was not found"):
        run(write(EXPORT, "exports: [adder]"), "smoke")


def test_mnist_comes_from_the_pinned_package(write, run):
    data.install(["mnist"])
    path = write(
        """
        # %%
        import keras

        (x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
        shapes = [list(a.shape) for a in (x, y, x_test, y_test)]
        sums = [int(x.sum()), int(x_test.sum())]
        first_labels = y_test[:5].tolist()
        """,
        "data: [mnist]",
    )
    values = run(path).variables
    assert values["shapes"] == [[60000, 28, 28], [60000], [10000, 28, 28], [10000]]
    assert values["first_labels"] == [7, 2, 1, 0, 4]
    # The mean pixels that everybody quotes for MNIST: 0.1307 and 0.1325 of 255.
    means = [values["sums"][0] / 47_040_000, values["sums"][1] / 7_840_000]
    assert [round(mean / 255, 4) for mean in means] == [0.1307, 0.1325]


def test_provenance_is_stored_with_the_run(write, run):
    done = run(write(ADDING))
    stored = json.loads((done.folder / "entry.json").read_text())
    stored = stored["facts"]["provenance"]
    assert stored["profile"] == "cpu"
    assert stored["python"] and stored["hardware"] and stored["finished"]


@pytest.mark.parametrize(
    ("saying", "message"),
    [
        ("'the sum is large': total > first", None),
        ("'the sum is large': total > 5", "says “the sum is large”, and .* total is 5"),
        ("'the sum is large': grade == 'large'", "grade is fair, and not == large"),
        ("'the sum is huge': total > first", "is not on the page"),
        ("'the sum is large': sum > first", "no such number or text"),
        ("'the sum is large': total", "is not a comparison"),
        ("'the sum is large': grade > first", "grade, which is 'fair', with 2"),
        ("'the sum is large': total == 'large'", "total, which is 5, with 'large'"),
    ],
)
def test_a_sentence_that_the_run_makes_false_fails_the_build(
    write, run, saying, message
):
    cells = dedent(ADDING) + "\n# %% [markdown]\n# Here the sum\n# is large.\n"
    cells += '\n# %%\ngrade = "fair"\n'
    path = write(cells, f"says: {{{saying}}}")
    if message is None:
        assert run(path).variables["total"] == 5
        return
    with pytest.raises(TutorialError, match=message) as error:
        run(path)
    assert path.read_text().splitlines()[error.value.line - 1].startswith("# says")

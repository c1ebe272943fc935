"""The key of a run: any ingredient changes it, prose does not."""

from importlib import metadata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.pipeline import config
from site_src.pipeline.sources import data
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.storage import identity

NUMPY = "# %%\nimport numpy\n"
SKETCH = "# %%\nfrom layerbylayer.sketch import plot\n"
WORDS = st.text("abc xyz.", min_size=1, max_size=30).map(str.strip).filter(bool)
VALUES = st.integers(0, 99)


def made(write, prose="Words.", first=2, second=3, more="", name="adding"):
    cells = (
        f"# %% [markdown]\n# {prose}\n\n"
        f'# %% tags=["parameters"]\nfirst = {first}\n\n'
        f"# %%\ntotal = first + {second}\n"
    )
    return tutorial.read(write(cells, more, name))


quick = settings(max_examples=10)


@quick
@given(prose=WORDS, minutes=st.integers(1, 99), level=st.integers(1, 3))
def test_prose_and_what_describes_it_change_nothing(write, prose, minutes, level):
    first = identity.key(made(write), "cpu")
    path = made(write, prose, more=f"needs: []\ntimeout: {minutes}").path
    text = path.read_text().replace("minutes: 1", f"minutes: {minutes}")
    path.write_text(text.replace("level: 1", f"level: {level}"))
    assert identity.key(tutorial.read(path), "cpu") == first


@quick
@given(one=st.tuples(VALUES, VALUES), other=st.tuples(VALUES, VALUES))
def test_the_key_is_the_same_exactly_if_the_code_is(write, one, other):
    keys = {
        identity.key(made(write, first=a, second=b), "cpu") for a, b in (one, other)
    }
    assert len(keys) == len({one, other})


@quick
@given(value=VALUES)
def test_a_profile_counts_by_its_values(write, value):
    more = f"parameters: {{gpu: {{first: {value}}}}}"
    one = made(write, more=more)
    same = identity.key(one, "gpu") == identity.key(one, "cpu")
    assert same == (value == 2)


@quick
@given(threads=st.tuples(st.integers(1, 64), st.integers(1, 64)))
def test_threads_count_but_in_smoke(write, threads):
    ones = [made(write, more=f"threads: {t}") for t in threads]
    same = len(set(threads)) == 1
    assert (len({identity.key(o, "cpu") for o in ones}) == 1) == same
    assert len({identity.key(o, "smoke") for o in ones}) == 1


@pytest.fixture
def fresh():
    identity.versions.cache_clear()
    yield
    identity.versions.cache_clear()


@quick
@given(version=st.from_regex(r"\A\d+\.\d+\Z"))
def test_versions_of_what_is_imported_count(write, monkeypatch, fresh, version):
    importing = tutorial.read(write(NUMPY))
    identity.versions.cache_clear()
    first, plain = identity.key(importing, "cpu"), identity.key(made(write), "cpu")
    identity.versions.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(metadata, "version", lambda _: version)
        importing = tutorial.read(write(NUMPY))
        assert identity.key(importing, "cpu") != first
        assert identity.key(made(write), "cpu") == plain


def test_data_exports_and_the_python_count(write, monkeypatch):
    first = identity.key(made(write), "cpu")
    with_data = made(write, more="data: [mnist]")
    others = [
        identity.key(with_data, "cpu"),
        identity.key(made(write, more="exports: [adder]"), "cpu"),
    ]
    with monkeypatch.context() as patched:
        patched.setattr("platform.python_version", lambda: "3.99.0")
        others.append(identity.key(made(write), "cpu"))
    with monkeypatch.context() as patched:
        patched.setattr(data.DataSet, "digest", "sha512-another")
        others.append(identity.key(with_data, "cpu"))
    assert len({first, *others}) == 1 + len(others)
    assert "keras" not in identity.versions(("import numpy",))
    assert {"keras", "torch"} <= set(identity.versions(("import keras",)))


def test_what_draws_counts_where_it_draws(write, monkeypatch, tmp_path):
    drawing, plain = tutorial.read(write(SKETCH)), made(write)
    first, second = identity.key(drawing, "cpu"), identity.key(plain, "cpu")
    changed = tmp_path / "sketch.py"
    changed.write_text(config.SKETCH.read_text() + "# with thicker lines\n")
    monkeypatch.setattr(config, "SKETCH", changed)
    assert identity.key(drawing, "cpu") != first
    assert identity.key(plain, "cpu") == second

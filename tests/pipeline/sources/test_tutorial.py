import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline.errors import PipelineError, TutorialError
from site_src.pipeline.sources.tutorials import cells, tutorial

PARAMETERS = """
    # %% tags=["parameters"]
    epochs = 3  # rounds
    name = "small"

    # %%
    print(epochs)
    """


def test_cells_know_their_lines(write):
    path = write(
        """
        # %% [markdown]
        # Some *prose*.

        # %%
        #| fig-alt: a picture
        #| fig-cap: >
        #|   of two lines
        first = 1

        # %%

        second = 2
        """
    )
    cells = tutorial.read(path).cells
    lines = path.read_text().splitlines()
    assert [cell.kind for cell in cells] == ["markdown", "code", "code"]
    assert lines[cells[0].line - 1] == "# Some *prose*."
    assert lines[cells[1].line - 1] == "#| fig-alt: a picture"
    assert lines[cells[2].line - 1] == "second = 2"
    assert cells[1].options == {"fig-alt": "a picture", "fig-cap": "of two lines"}
    assert cells[1].code == "first = 1"


def test_a_profile_changes_its_parameters_and_nothing_else(write):
    path = write(PARAMETERS, "parameters:\n  smoke: {epochs: 1}")
    read = tutorial.read(path)
    assert read.code_under("cpu")[0] == 'epochs = 3  # rounds\nname = "small"'
    assert read.code_under("smoke")[0] == 'epochs = 1  # rounds\nname = "small"'
    before, after = path.read_text(), read.script_under("smoke")
    assert after == before.replace("epochs = 3", "epochs = 1")


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(str.isidentifier),
        st.one_of(
            st.integers(),
            st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
            st.text(),
        ),
        min_size=1,
    ),
    st.data(),
)
def test_replaced_values_are_what_the_code_then_assigns(values, data):
    import keyword

    values = {k: v for k, v in values.items() if not keyword.iskeyword(k)}
    code = "\n".join(f"{name} = {[1, (2, 3)]!r}  # one" for name in values)
    chosen = {k: v for k, v in values.items() if data.draw(st.booleans())}
    namespace: dict[str, Any] = {}
    exec(cells.with_values(code, chosen), namespace)
    assert {name: namespace[name] for name in values} == {
        name: chosen.get(name, [1, (2, 3)]) for name in values
    }


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("colour: red", "unknown field, colour"),
        ("level: 7", "level"),
        ("expects: {accuracy: high}", "comparison"),
        (
            "parameters: {smoke: {epoch: 1}}",
            "epoch, which the parameters cell does not",
        ),
        ("data: [", "not YAML"),
        ('recall: [{ask: "a\\0b", answer: c}]', "invisible character"),
        ("recall: [{ask: ' ', answer: c}]", "it is empty"),
        ("exports: [digits, digits-wasm]", "where the model digits is compiled"),
    ],
)
def test_a_wrong_header_is_an_error_with_its_line(write, more, message):
    path = write(PARAMETERS, more)
    if more.startswith("level"):  # instead of the right one
        text = path.read_text().replace("# level: 1\n", "")
        path.write_text(text)
    with pytest.raises(TutorialError) as error:
        tutorial.read(path)
    assert message in str(error.value)
    lines = path.read_text().splitlines()
    if "not YAML" not in message:
        assert lines[error.value.line - 1] == f"# {more}"
    assert re.match(rf".*{path.name}:\d+: ", str(error.value))


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (r'"half of one: \ud83c"', "unicode"),
        (r'"a bell: \a"', r"'\\x07' is an invisible character"),
        (r'"two\nlines"', "more than one line"),
        ("' '", "it is empty"),
    ],
)
def test_a_title_is_one_line_that_can_be_seen(write, title, message):
    path = write("# %%\nx = 1\n")
    path.write_text(path.read_text().replace("title: A tutorial", f"title: {title}"))
    with pytest.raises(TutorialError, match=message) as error:
        tutorial.read(path)
    assert error.value.line == 2


def test_a_missing_field_and_a_missing_header_are_errors(write):
    path = write(PARAMETERS)
    text = path.read_text()
    path.write_text(text.replace("# minutes: 1\n", ""))
    with pytest.raises(TutorialError, match="minutes: Field required"):
        tutorial.read(path)
    path.write_text("x = 1\n")
    with pytest.raises(TutorialError, match=r":1: has no header"):
        tutorial.read(path)


def test_tutorials_are_found_in_reading_order_and_know_what_they_need(write, tmp_path):
    write(PARAMETERS, name="second").write_text(
        write(PARAMETERS, "needs: [first]", name="second")
        .read_text()
        .replace("order: 1", "order: 2")
    )
    folder = tmp_path / "tutorials"
    with pytest.raises(TutorialError, match="no such tutorial"):
        tutorial.find(folder)
    write(PARAMETERS, name="first")
    assert [t.name for t in tutorial.find(folder)] == ["first", "second"]


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("needs: [one]", "", "to be read before itself"),
        ("needs: [two]", "needs: [one]", "to be read before itself"),
        ("needs: [three]", "", "no such tutorial"),
        ("exports: [model]", "exports: [model]", "exports a model called model, too"),
        (
            "order: nothing",
            "level: 9",
            "header field order.*\n.*\n\n.*header field level",
        ),
    ],
    ids=["itself", "in a circle", "unknown", "exported twice", "two that are wrong"],
)
def test_tutorials_fit_each_other(write, first, second, message):
    for name, more in [("one", first), ("two", second)]:
        path = write(
            "# %%\nx = 1\n", "" if ": n" in more or "9" in more else more, name
        )
        for field in ("order", "level"):
            if more.startswith(field):
                text = path.read_text().replace(f"# {field}: 1", f"# {more}")
                path.write_text(text)
    with pytest.raises(PipelineError, match=message):
        tutorial.find(path.parents[1])

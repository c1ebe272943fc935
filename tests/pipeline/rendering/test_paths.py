"""Reading paths: their order, their graph, and the parts of pages in general."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.pipeline import config
from site_src.pipeline.errors import PipelineError
from site_src.pipeline.rendering.blocks import directives, paths
from site_src.pipeline.rendering.blocks.drawings import pipeline_diagram
from site_src.pipeline.rendering.blocks.field_table import field_table
from site_src.pipeline.sources import catalogue
from site_src.pipeline.sources.tutorials import tutorial
from site_src.pipeline.sources.tutorials.header import Header

PAGE = config.DOCS / "paths" / "week" / "index.md"
EMPTY = directives.Site([], catalogue.Catalogue({}, catalogue.SOURCE))


def step(name, *needs):
    return paths.Step(name, f"{name}.md", name.title(), "About it.", 5, needs, True)


@pytest.fixture
def tutorials(write):
    cell = "# %%\nx = 1\n"
    written = [
        write(cell, name="first"),
        write(cell, more="needs: [first]", name="second"),
    ]
    return [tutorial.read(path) for path in written]


def written(name):
    return ("Play", "With it.", 3) if name == "guide/play" else None


def test_steps_are_tutorials_folders_pages_and_the_rest(tutorials):
    named = paths.steps(["guide/play", "1-tests"], tutorials, written)
    assert [s.name for s in named] == ["guide/play", "first", "second"]
    rest = paths.steps(["first", "guide/play", "*"], tutorials, written)
    assert [s.name for s in rest] == ["first", "guide/play", "second"]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["nowhere"], "no tutorial, folder or page called nowhere"),
        (["second", "first"], "second needs first, which comes after it"),
    ],
)
def test_a_path_that_cannot_be_walked_is_told(tutorials, names, message):
    with pytest.raises(ValueError, match=message):
        paths.steps(names, tutorials, written)


@given(st.data())
def test_every_tutorial_stands_below_what_it_needs(data):
    names = [f"t{number}" for number in range(data.draw(st.integers(1, 12)))]
    needs = {
        name: data.draw(st.lists(st.sampled_from(names[:n] or [""]), unique=True))
        for n, name in enumerate(names)
    }
    needs = {name: [n for n in before if n] for name, before in needs.items()}
    layout = paths.rows(needs)
    row = {name: y for y, names in enumerate(layout) for name in names}
    assert sorted(row) == sorted(names)
    for name, before in needs.items():
        assert all(row[need] < row[name] for need in before)
        # As high as it can be.
        assert row[name] == max((row[need] + 1 for need in before), default=0)


def test_the_graph_is_an_svg_with_links_and_arrows():
    drawn = paths.graph([step("a"), step("b", "a"), step("c", "a", "b")], PAGE)
    wide_and_narrow = ElementTree.fromstring(drawn).findall("svg")
    assert len(wide_and_narrow) == 2
    for svg in wide_and_narrow:
        links = [link.get("href") for link in svg.iter("a")]
        assert links == ["../../a/", "../../b/", "../../c/"]
        arrows = [p for p in svg.iter("path") if p.get("class") == "lbl-arrow"]
        # That c needs a follows from b.
        assert len(arrows) == 2
        assert "C after A and B" in svg.get("aria-label", "")
        assert [t.text for t in svg.iter("text")] == ["A", "1", "B", "2", "C", "3"]
    ids = [marker.get("id") for svg in wide_and_narrow for marker in svg.iter("marker")]
    assert len(set(ids)) == 2


def test_the_graph_has_the_numbers_of_the_list():
    page = paths.Step("guide/play", "guide/play.md", "Play", "With it.", 3)
    drawn = paths.graph([page, step("a"), step("b", "a")], PAGE)
    svg = ElementTree.fromstring(drawn).find("svg")
    assert svg is not None
    assert [t.text for t in svg.iter("text")] == ["A", "2", "B", "3"]


@given(st.data())
def test_arrows_left_out_follow_from_those_that_are_drawn(data):
    names = [f"t{number}" for number in range(data.draw(st.integers(1, 8)))]
    before = {
        name: data.draw(st.lists(st.sampled_from(names[:n]), unique=True)) if n else []
        for n, name in enumerate(names)
    }
    drawn = {name: paths.direct(needs, before) for name, needs in before.items()}

    def reached(name, arrows):
        return set(arrows[name]).union(*(reached(n, arrows) for n in arrows[name]))

    for name in names:
        assert reached(name, drawn) == reached(name, before)
        for need in drawn[name]:
            others = [n for n in drawn[name] if n != need]
            assert all(need not in reached(other, before) for other in others)


def test_the_drawing_of_the_pipeline_is_whole():
    names = {box.name for box in pipeline_diagram.BOXES}
    assert {a.start for a in pipeline_diagram.ARROWS} | {
        a.end for a in pipeline_diagram.ARROWS
    } == names
    svg = ElementTree.fromstring(pipeline_diagram.pipeline()).find("svg")
    assert svg is not None
    for box in pipeline_diagram.BOXES:
        assert box.title in [text.text for text in svg.iter("text")]
    assert svg.get("role") == "img" and svg.get("aria-label") == pipeline_diagram.LABEL


def test_the_reference_of_the_header_has_every_field_and_its_meaning():
    rows = field_table(Header).splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == list(Header.model_fields)
    assert all(row.split(" | ")[-1].strip(" |") for row in rows)
    level = next(row for row in rows if "`level`" in row)
    assert "a whole number from 1 to 3 | needed" in level
    recall = next(row for row in rows if "`recall`" in row)
    assert "a list of: `ask`, `answer` | may be left out" in recall


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n<!-- part: pathos -->", r"index.md:2: there is no part called pathos"),
        ("<!-- part: path nowhere -->", r"index.md:1: there is no tutorial, folder"),
        ("<!-- part: cards nobody -->", r"index.md:1: there is no tutorial called"),
    ],
)
def test_a_wrong_part_is_told_with_its_line(text, message):
    with pytest.raises(PipelineError, match=message):
        directives.fill_directives(text, PAGE, EMPTY)


def test_parts_stand_within_a_line_too():
    text = directives.fill_directives(
        "We have <!-- part: resource-count --> of them.", PAGE, EMPTY
    )
    assert text == "We have 0 of them."

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from site_src.pipeline.rendering.blocks.drawings import sketch_parts, sketches


@pytest.mark.parametrize("name", sketches.SKETCHES)
def test_a_sketch_stays_inside_its_frame(name):
    drawn = ElementTree.fromstring(sketches.sketch(name))
    for circle in drawn.iter("circle"):
        x, y = float(circle.get("cx", "nan")), float(circle.get("cy", "nan"))
        assert 0 < x < sketch_parts.WIDTH and 0 < y < sketch_parts.HEIGHT
    for box in drawn.iter("rect"):
        right = float(box.get("x", "nan")) + float(box.get("width", "nan"))
        bottom = float(box.get("y", "nan")) + float(box.get("height", "nan"))
        assert right <= sketch_parts.WIDTH and bottom <= sketch_parts.HEIGHT
    for path in drawn.iter("path"):
        points = path.get("d", "").removeprefix("M").split("L")
        for x, y in (map(float, point.split()) for point in points):
            assert 0 <= x <= sketch_parts.WIDTH and 0 <= y <= sketch_parts.HEIGHT


def test_a_word_without_a_sketch_is_told():
    with pytest.raises(ValueError, match="there is no sketch of magic"):
        sketches.sketch("magic")


def test_every_word_of_the_glossary_has_its_picture():
    glossary = Path(__file__).parents[3] / "docs/guide/glossary.md"
    entries = glossary.read_text(encoding="utf-8").split("\n## ")[1:]
    for entry in entries:
        word = entry.splitlines()[0].lower().replace(" ", "-")
        assert re.findall(r"part: sketch ([\w-]+)", entry) == [word]
    assert len(entries) == len(sketches.SKETCHES)

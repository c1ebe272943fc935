"""Pages that benchmarks write say what the benchmarks found."""

import json

from bench import pipeline, shards
from bench.chaos import in_browser
from bench.support import page, ways


def test_the_page_of_exports_says_what_was_measured() -> None:
    """If not: python -m bench.support.page."""
    assert page.PAGE.read_text(encoding="utf-8") == page.page()


def test_the_page_on_hosting_says_what_was_simulated() -> None:
    """If not: python bench/shards.py."""
    text = shards.PAGE.read_text(encoding="utf-8")
    assert shards.with_table(text) == text


def test_no_simulated_build_beats_the_bound() -> None:
    """Also where one tutorial takes longer than a machine's share of all others."""
    for measured in ([60.0], [1.0, 2.0, 3.0], [1.0] * 99 + [10_000.0]):
        outcome = shards.simulate(measured, known=True, spread=0.1)
        assert 1 <= outcome.ratio <= outcome.worst


def test_the_page_of_ways_says_what_was_measured() -> None:
    """If not: python -m bench.support.ways."""
    assert ways.PAGE.read_text(encoding="utf-8") == ways.page()


TAP = """\
# Subtest: a page without its script says so, and Retry brings it
    ok 1 - assets/demos-1.js: missing
      ---
      duration_ms: 1
      ...
    # Subtest: assets/demos-1.js: cut off
    not ok 2 - assets/demos-1.js: cut off
        ok 1 - models/a/model.json: missing
        # it does without
    ok 1 - one-neuron says so, and Retry brings it
ok 2 - 20 trainings that are begun and stopped
# memory: {"what":"20 trainings","before":2000000,"more":1500,"tensors":[3,3]}
"""


def test_what_was_tried_in_a_browser_is_counted_and_written(tmp_path) -> None:
    found = in_browser.results(TAP.splitlines(keepends=True))
    by_name = {one["fault"]: one for one in found["faults"]}
    assert by_name["missing"] == {
        "fault": "missing",
        "tried": 2,
        "files": 2,
        "without": 1,
        "problems": [],
    }
    assert by_name["cut off"]["problems"] == ["assets/demos-1.js"]
    assert by_name["slow"]["tried"] == 0
    file = tmp_path / "chaos_in_browser.json"
    file.write_text(json.dumps(found))
    lines = pipeline.demos_under_faults(file)
    assert "| is missing | 2 | 2 | 1 | 2 |" in lines
    assert (
        "| ends in the middle, where the connection breaks | 1 | 1 | 0 | 0 |" in lines
    )
    assert lines[-1] == "| 20 trainings | 2.0 | 2 | 3 → 3 |"

"""Pages that benchmarks write say what the benchmarks found."""

from bench import shards
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

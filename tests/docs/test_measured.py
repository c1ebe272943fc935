"""Pages that benchmarks write say what the benchmarks found."""

from bench.support import page


def test_the_page_of_exports_says_what_was_measured() -> None:
    """If not: python -m bench.support.page."""
    assert page.PAGE.read_text(encoding="utf-8") == page.page()

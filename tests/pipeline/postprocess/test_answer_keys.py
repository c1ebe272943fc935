"""The key to a page's exercises: what is in it, and where it stands."""

from __future__ import annotations

from site_src.pipeline.postprocess.content.answer_keys import add_key
from site_src.pipeline.postprocess.pages import parse

PAGE = '<html><body><article class="md-content__inner">{}</article></body></html>'
NUMBER = (
    '<check-yourself name="a" kind="number" question="How many are < 3?" answer="2"'
    ' unit="numbers" why="1 &amp; 2."></check-yourself>'
)
CHOICE = (
    '<p><check-yourself name="b" question="Which?" answer="the last"></check-yourself>'
)


def test_the_key_has_question_answer_and_reason_in_the_order_of_the_page() -> None:
    page = parse(PAGE.format(NUMBER + CHOICE))
    add_key(page)
    key = page.tree.css_first("article > section.lbl-key:last-child")
    assert key is not None
    assert [item.text() for item in key.css("li")] == [
        "How many are < 3? 2 numbers. 1 & 2.",
        "Which? the last.",
    ]
    assert [answer.text() for answer in key.css("strong")] == [
        "2 numbers.",
        "the last.",
    ]


def test_a_page_without_exercises_has_no_key() -> None:
    for inside in ("", "<p>No exercise.</p>", "<check-yourself></check-yourself>"):
        page = parse(PAGE.format(inside))
        before = page.html
        add_key(page)
        assert page.html == before


def test_a_page_that_is_no_article_is_left_alone() -> None:
    page = parse(f"<html><body>{NUMBER}</body></html>")
    before = page.html
    add_key(page)
    assert page.html == before

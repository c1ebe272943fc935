"""For paper: the key to a page's exercises, on a sheet of its own."""

from __future__ import annotations

from ..pages import BuiltPage

EXERCISES = "check-yourself[question][answer]"


def add_key(page: BuiltPage) -> None:
    """Append the answers to a page's exercises. The styles show them in print alone."""
    exercises = page.tree.css(EXERCISES)
    article = page.tree.css_first(".md-content__inner")
    if not exercises or article is None:
        return
    items = page.element("ol")
    for exercise in exercises:
        given = {name: value or "" for name, value in exercise.attributes.items()}
        answer = f"{given['answer']} {given.get('unit', '')}".strip()
        item = page.element("li", f"{given['question']} ")
        item.insert_child(page.element("strong", f"{answer}."))
        if given.get("why"):
            item.insert_child(f" {given['why']}")
        items.insert_child(item)
    key = page.element("section", class_="lbl-key")
    key.insert_child(page.element("h2", "Key"))
    key.insert_child(items)
    article.insert_child(key)

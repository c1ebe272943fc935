"""A built page as a tree: parsed once, changed, written once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file of a site, and its tree, which transformers change in place."""

    file: Path
    name: str
    """From the site's root, with slashes."""
    tree: LexborHTMLParser

    @property
    def folder(self) -> str:
        """The page's folder from the site's root; empty for the root itself."""
        return self.name.rpartition("/")[0]

    @property
    def html(self) -> str:
        """The page as it is written."""
        return f"{self.tree.html or ''}\n"

    def element(self, tag: str, text: str = "", **attributes: str) -> LexborNode:
        """Make an element for this page; nothing in it has to be escaped.

        Args:
            tag: its name.
            text: what it holds.
            attributes: by name; `_` stands for a hyphen, and is dropped at the end.
        """
        node = self.tree.create_node(tag)
        for name, value in attributes.items():
            node.attrs[name.rstrip("_").replace("_", "-")] = value
        if text:
            node.insert_child(text)
        return node

    def prepend_to_head(self, element: LexborNode) -> None:
        """Put an element at the beginning of the head."""
        head = self.tree.head
        assert head is not None, "a parsed page has a head"
        prepend(head, element)

    def append_to_head(self, element: LexborNode) -> None:
        """Put an element at the end of the head."""
        head = self.tree.head
        assert head is not None, "a parsed page has a head"
        head.insert_child(element)


def prepend(parent: LexborNode, element: LexborNode) -> None:
    """Put an element before all that another holds."""
    if parent.child is None:
        parent.insert_child(element)
    else:
        parent.child.insert_before(element)


def parse(html: str, name: str = "index.html", file: Path = Path()) -> BuiltPage:
    """Parse a page; `name` is its path from the site's root."""
    return BuiltPage(file, name, LexborHTMLParser(html))


def read(file: Path, site: Path) -> BuiltPage:
    """Parse a page of a built site.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
    """
    name = file.relative_to(site).as_posix()
    return parse(file.read_text(encoding="utf-8"), name, file)

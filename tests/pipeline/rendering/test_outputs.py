"""What a cell gave, as HTML of a page."""

import nbformat
import pytest

from site_src.pipeline.rendering.cells.outputs import html_of


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<b>bold</b></article></div>", "<b>bold</b>"),
        ("<textarea>written", "<textarea>written</textarea>"),
        ("<p>one<!-- two", "<p>one<!-- two--></p>"),
        ("<plaintext>three", "three"),
        ("<i>a</i> &amp; &lt;b&gt;", "<i>a</i> &amp; &lt;b&gt;"),
    ],
)
def test_an_output_ends_what_it_begins_and_nothing_else(html, shown):
    output = nbformat.v4.new_output("display_data", {"text/html": html})
    assert html_of(output) == f'<div class="lbl-output lbl-html">\n{shown}\n</div>\n'


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("one\n\n```python\nx = 1", "\n```"),
        ("~~~~\n```\n~~~", "\n~~~~"),
        ("```\n~~~\n```", ""),
        ("one <!-- two", "-->"),
        ("`<!--` and\n\n```\n<!--\n```", ""),
        ("one <!-- two --> three", ""),
    ],
)
def test_markdown_ends_the_code_and_the_comment_that_it_begins(text, end):
    output = nbformat.v4.new_output("display_data", {"text/markdown": text})
    inside = html_of(output).split('markdown="block">\n\n')[1].removesuffix("</div>\n")
    assert inside.strip() == text + end

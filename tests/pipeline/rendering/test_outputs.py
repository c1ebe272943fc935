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

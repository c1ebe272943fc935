"""Print the text of each page of a PDF as JSON: python pdf_pages.py FILE."""

from __future__ import annotations

import json
import sys

import pypdfium2

with pypdfium2.PdfDocument(sys.argv[1]) as document:
    texts = [page.get_textpage().get_text_bounded() for page in document]
print(json.dumps(texts))

"""Content-Security-Policy: each built page allows its own scripts and no others.

A page names the digests of the theme's inline scripts that it holds, in a <meta>
element (https://www.w3.org/TR/CSP3/), because a static host sets no headers for us.
"""

from __future__ import annotations

import base64
import hashlib
import re

HEAD = re.compile(r"<head>|<head\s[^>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style\b[^>]*>.*?</style>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"type=[\"']?(application/(?:ld\+)?json)", re.IGNORECASE)
# What mkdocs-jupyter puts into a page: libraries of other hosts, and a copy button.
ARTICLE = re.compile(
    r'(<div class="jupyter-wrapper">|<article\b).*?</article>', re.DOTALL
)


def without_foreign_code(page: str) -> str:
    """A notebook's page without the scripts and the styles in its article.

    They are JupyterLab's: half a megabyte, of which a page shows almost nothing.
    styles/notebook.css has what it does show.
    """

    def stripped(article: re.Match[str]) -> str:
        return STYLE.sub("", SCRIPT.sub("", article[0]))

    return ARTICLE.sub(stripped, page)


def in_head(page: str, element: str) -> str:
    """The page with an element more, at the beginning of its head."""
    return HEAD.sub(lambda head: head[0] + element, page, count=1)


def with_policy(page: str) -> str:
    """The page with a policy that fits its inline scripts."""
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
        for attributes, code in SCRIPT.findall(page)
        if "src=" not in attributes and not DATA.search(attributes)
    ]
    policy = "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *sorted(set(digests))]),
            # Material and Lit set styles on elements.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return in_head(page, meta)

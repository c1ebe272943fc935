"""Content-Security-Policy: the theme's own inline scripts, and no others.

A page names the digests of the scripts that it may run in a <meta> element
(https://www.w3.org/TR/CSP3/), because a static host sets no headers for us. They are
taken from a fixed list: what prose, titles, outputs of cells or values of variables
bring into a page is shown, and never run.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from .pages import BuiltPage

DATA = {"application/json", "application/ld+json"}
"""Types of scripts that are not run."""
THEME = frozenset(
    {
        # Where the site begins: of Material for MkDocs, and of Zensical.
        "7eb3684fdacd2881f67b9428983273a29d8774d8bc82622af9b65a8ec1032a90",
        "213d571a86bd568ccb65bf92ca3cf95284d8c140997189b0272a503b72fa3988",
        # The palette, and the tab that an address names: the same in both.
        "0eb10c249dbdb0beef225a10ce5cbe55418cc4a7014cc208f8e7d6ed8f00906e",
        "ffcc0f7735fdab434d257c80e65cec2e88d716991e69757185b7e450e41a5b2f",
        # Ours (site_src/theme): what says that demos.js could not be loaded.
        "ba600a804bc9c29ccb6eba2a1a7dbe9ab732685daf9717904069d303b211f2ff",
    }
)
"""SHA-256 of the theme's inline scripts, without the address in SCOPE. A new version of
the theme may have others: the build says so, and a person looks at them."""
SCOPE = re.compile(r'^(__md_scope=new URL\(")[\w./:-]*(",location\))')
"""It holds the way from a page to the site's root, a plain path."""


def _inline_scripts(page: BuiltPage) -> Iterator[str]:
    for script in page.tree.css("script:not([src])"):
        if (script.attributes.get("type") or "").lower() not in DATA:
            yield script.text()


def _is_of_theme(code: str) -> bool:
    known = SCOPE.sub(r"\1\2", code)
    return hashlib.sha256(known.encode()).hexdigest() in THEME


def refused_scripts(page: BuiltPage) -> list[str]:
    """List the page's inline scripts that its policy does not let run."""
    return [code for code in _inline_scripts(page) if not _is_of_theme(code)]


def policy_of(page: BuiltPage) -> str:
    """Write the page's policy, with the digests of the theme's scripts in it."""
    digests = {_source(code) for code in _inline_scripts(page) if _is_of_theme(code)}
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *sorted(digests)]),
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


def _source(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def add_policy(page: BuiltPage) -> None:
    """Put the policy into the page, before all that it is about."""
    meta = page.element(
        "meta", http_equiv="Content-Security-Policy", content=policy_of(page)
    )
    page.prepend_to_head(meta)

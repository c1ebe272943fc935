"""Content-Security-Policy: each built page allows its own scripts and no others.

A page names the digests of the theme's inline scripts that it holds, in a <meta>
element (https://www.w3.org/TR/CSP3/), because a static host sets no headers for us.
"""

from __future__ import annotations

import base64
import hashlib

from .pages import BuiltPage

DATA = {"application/json", "application/ld+json"}
"""Types of scripts that are not run."""


def policy_of(page: BuiltPage) -> str:
    """Write the policy that fits the page's inline scripts."""
    digests = {
        _source(script.text())
        for script in page.tree.css("script:not([src])")
        if (script.attributes.get("type") or "").lower() not in DATA
    }
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

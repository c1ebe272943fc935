"""From a raw message to its readable body: no headers, no markup, no attachments."""

from __future__ import annotations

import email
import html
import re
from email.message import Message

# What is no text, and elements after which a line ends.
UNREAD = re.compile(r"(?is)<(script|style|title|head)\b.*?</\1\s*>|<!--.*?-->")
LINE_END = re.compile(r"(?i)<(br|/?p|/?div|/?tr|/?li|/?h\d|/?table)\b[^>]*>")
TAG = re.compile(r"(?s)</?[a-z!?][^>]*>", re.IGNORECASE)


def raw_body(raw: bytes) -> bytes:
    """Everything below the headers, without white space around it."""
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2].strip()


def readable(raw: bytes) -> str:
    """Return what a mail program would show: plain text, or else HTML without tags."""
    message = email.message_from_bytes(raw)
    parts = [part for part in message.walk() if not part.is_multipart()]
    for kind in ("text/plain", "text/html"):
        texts = [_text(part) for part in parts if part.get_content_type() == kind]
        joined = "\n".join(texts).strip()
        if kind == "text/html" or re.search(r"(?i)<(html|body|table|font)\b", joined):
            joined = without_tags(joined)
        if re.search(r"\w", joined):
            return joined
    return ""


def without_tags(page: str) -> str:
    """Return the text of a page of HTML."""
    page = TAG.sub("", LINE_END.sub("\n", UNREAD.sub(" ", page)))
    return html.unescape(page)


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return content.decode("latin-1")

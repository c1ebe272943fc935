"""Replaces what would tell who wrote: addresses, links, telephone numbers and names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

ADDRESS = re.compile(r"[\w.+%=-]+\s?@\s?[\w-]+(\.[\w-]+)*")
LINK = re.compile(r"(?i)\b(?:https?|ftp|mailto):\s?[^\s<>\"]*|\bwww\.[^\s<>\"]+")
HOST = re.compile(r"(?i)\b[\w-]+(\.[\w-]+)*\.(com|net|org|ie|edu|gov|biz|info|uk)\b\S*")
# Not a date, such as 2002-08-22.
PHONE = re.compile(r"(?<![\d-])(?!\d{4}-\d\d-\d\d)\+?\(?\d[\d().\s-]{6,}\d")
# "On Thu, 22 Aug 2002, Jane Doe wrote:", on one line or on two.
ATTRIBUTION = re.compile(
    r"(?m)^[> ]*(?:[^\n]*\n)?[^\n]{0,120}\b(wrote|writes|said)\s?:\s*$"
)
# A signature goes to the end of the message.
SIGNATURE = re.compile(r"(?ms)^-- ?$.*")
# Messages with such words are learned from, and not shown.
UNFIT = re.compile(
    r"(?i)porn|sex|xxx|nude|naked|penis|breast|erect|orgasm|horny|slut|hardcore|teens?\b"
    r"|fuck|shit|cunt|nigg|pussy|cock|viagra|\bcum\b|playboy|lolita|rape|incest|adult"
    r"|escort|bitch|whore|virgin|lust|erotic|gay|lesbian|mas\w{4}bat|webcam|web cam"
    r"|hitler|nazi|ch[i]x|lover|playmate|suck|bastard|damn|asshole|dick|kill"
)
WORD = re.compile(r"(?<![A-Za-zÀ-ÿ])[A-Za-zÀ-ÿ][a-zÀ-ÿ]+")
# Names that are something else more often.
NOT_NAMES = """
    April May June July August Summer Sunday America Austria Australia Brazil Canada
    China Chile Cuba England Europe France Germany Greece India Iran Ireland Israel
    Italy Japan Jordan Kenya Korea Mexico Nigeria Norway Russia Scotland Spain Africa
    Asia Paris London Dublin Berlin Christmas Christian Faith Hope Joy Grace Rose Sky
    Linux Java Perl Python Ruby Red Hat Will Mark Bill Art Lane Price Star Guy Rich
    Penny Dollar Cash Man Love Young King Long Best Hi Dear An Can See Sun Hot
"""


def names_in(
    candidates: Iterable[str], texts: Iterable[str], share: float = 0.8
) -> set[str]:
    """Choose the candidates that are written with a capital nearly always.

    So `Justin` is a name in these texts, and `Pat` may be a verb.
    """
    seen = Counter(word for text in texts for word in WORD.findall(text))
    chosen, others = set(), set(NOT_NAMES.split())
    for name in {candidate.capitalize() for candidate in candidates} - others:
        large, small = seen[name], seen[name.lower()]
        if len(name) > 2 and large and large >= share * (large + small):
            chosen.add(name)
    return chosen


def without_addresses(text: str) -> str:
    """Replace addresses, links and numbers to call; cut the signature off."""
    text = SIGNATURE.sub("", text)
    text = ATTRIBUTION.sub("Someone wrote:", text)
    text = LINK.sub("LINK", text)
    text = ADDRESS.sub("EMAIL", text)
    text = HOST.sub("LINK", text)
    return PHONE.sub("PHONE", text)


def without_names(text: str, names: set[str]) -> str:
    """Replace names, with the capitalised word after each: its second half."""
    text = WORD.sub(lambda found: "NAME" if found[0] in names else found[0], text)
    return re.sub(r"\bNAME(?:\s+[A-Z]\.?)?\s+(?:NAME|[A-Z][a-z]+)\b", "NAME", text)


def tidy(text: str) -> str:
    """Return one line of Latin letters, with no sign more than three times in a row."""
    text = re.sub(r"[^\x20-\x7e\n¡-ÿ‘-”€£–—]", " ", text)
    text = re.sub(r"([^\w\s])\1{3,}", r"\1\1\1", text)
    return re.sub(r"\s+", " ", text).strip()

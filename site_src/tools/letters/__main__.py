"""`python -m site_src.tools.letters`: make the data set and its page."""

from __future__ import annotations

import sys
from pathlib import Path

from . import birds, dataset, families, filter, page

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = Path(__file__).parent / "node_modules" / "@fontsource"
DATA = ROOT / "docs" / "data"
ABOUT = ROOT / "docs" / "about"


def main() -> int:
    """Write the data, their digest, the list of fonts, and the page on the making."""
    if not PACKAGES.is_dir():
        print("The fonts are not installed: run `make letters`.", file=sys.stderr)
        return 1
    print("Drawing the letters (next: the page)", flush=True)
    stay, go = filter.filter_families(families.read_all(PACKAGES))
    data = dataset.arrays(stay)
    file = DATA / "letters.npz"
    digest = dataset.write(data, file)
    (DATA / "letters.npz.sha256").write_text(f"{digest}  letters.npz\n")
    birds.write(file, DATA / "birds")
    (DATA / "letters-fonts.csv").write_text(page.ledger(stay, go), encoding="utf-8")
    # Eight greys are enough, and half the bytes.
    page.wall(stay).quantize(8).save(ABOUT / "letters.png", optimize=True, bits=4)
    text = page.text(stay, go, data, digest, file.stat().st_size)
    (ABOUT / "letters.md").write_text(text, encoding="utf-8")
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size:,} bytes, {digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Draw the worksheets "A convolution by hand" and their solution, as SVG for A4 paper.

    python docs/teach/draw_convolution.py

writes three files next to this one. The answers are computed here, not typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Grid = list[list[int]]

# A seven of eight by eight pixels: 1 is ink, 0 is paper.
IMAGE: Grid = [
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, 1, 1, 1, 1, 1, 0],
    [0, 0, 0, 0, 0, 0, 1, 0],
    [0, 0, 0, 0, 0, 1, 0, 0],
    [0, 0, 0, 0, 0, 1, 0, 0],
    [0, 0, 0, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, 1, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 0],
]
PATTERNS: dict[str, Grid] = {
    "A": [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]],
    "B": [[-1, 2, -1], [-1, 2, -1], [-1, 2, -1]],
}
CELL = 9.0  # mm


def convolved(image: Grid, pattern: Grid) -> Grid:
    """The pattern at every place of the image, without padding, as Conv2D does."""
    size, steps = len(pattern), range(len(image) - len(pattern) + 1)
    window = range(size)
    return [
        [
            sum(
                pattern[i][j] * image[row + i][column + j]
                for i in window
                for j in window
            )
            for column in steps
        ]
        for row in steps
    ]


def rectified(grid: Grid) -> Grid:
    """What is negative becomes zero."""
    return [[max(0, value) for value in row] for row in grid]


def pooled(grid: Grid) -> Grid:
    """The largest of each two by two cells."""
    steps = range(0, len(grid), 2)
    return [
        [
            max(grid[r][c], grid[r][c + 1], grid[r + 1][c], grid[r + 1][c + 1])
            for c in steps
        ]
        for r in steps
    ]


@dataclass(frozen=True)
class Text:
    """One line of text; x and y in mm, y being the base line."""

    x: float
    y: float
    words: str
    size: float = 4.2
    weight: str = "normal"
    anchor: str = "start"

    def svg(self) -> str:
        """The element."""
        words = (
            self.words.replace("-", "\N{MINUS SIGN}")
            if self.anchor == "middle"
            else self.words
        )
        return (
            f'<text x="{self.x:g}" y="{self.y:g}" font-size="{self.size:g}" '
            f'font-weight="{self.weight}" text-anchor="{self.anchor}">{words}</text>'
        )


def squares(
    x: float, y: float, grid: Grid, *, filled: bool, ink: bool = False
) -> list[str]:
    """A grid of square cells at (x, y), empty or with its numbers; ink: 1 is shaded."""
    parts = []
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            left, top = x + column * CELL, y + row * CELL
            shade = "#d9d9d9" if ink and value else "#ffffff"
            parts.append(
                f'<rect x="{left:g}" y="{top:g}" width="{CELL:g}" height="{CELL:g}" '
                f'fill="{shade}" stroke="#444444" stroke-width="0.3"/>'
            )
            if filled:
                middle = Text(left + CELL / 2, top + 6, str(value), anchor="middle")
                parts.append(middle.svg())
    return parts


def page(parts: Iterable[str]) -> str:
    """An A4 page of white paper."""
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" '
            'viewBox="0 0 210 297" font-family="Helvetica, Arial, sans-serif" '
            'fill="#111111">',
            '<rect width="210" height="297" fill="#ffffff"/>',
            *parts,
            "</svg>",
            "",
        ]
    )


def worksheet(name: str, *, solved: bool) -> str:
    """The sheet for one pattern."""
    pattern = PATTERNS[name]
    sums = convolved(IMAGE, pattern)
    kept = rectified(sums)
    small = pooled(kept)
    title = f"A convolution by hand: pattern {name}"
    lines = [
        Text(15, 22, title + (", solved" if solved else ""), 7.5, "bold"),
        Text(
            15,
            31,
            "Layer by Layer" if solved else "Name: ______________________________",
        ),
        Text(15, 44, "The image (1 is ink)", weight="bold"),
        Text(105, 44, f"Pattern {name}", weight="bold"),
        Text(105, 84, "1. Lay the pattern on the upper left corner of"),
        Text(105, 90, "the image. Multiply the nine pairs, add up,"),
        Text(105, 96, "write the sum into the first cell below."),
        Text(105, 104, "2. Move one step to the right. Again. At the"),
        Text(105, 110, "end of the row, start one row lower."),
        Text(15, 134, "The sums", weight="bold"),
        Text(105, 134, "3. ReLU: negative becomes 0", weight="bold"),
        Text(15, 209, "4. Max pooling: the largest", weight="bold"),
        Text(15, 215, "of each 2 by 2 cells", weight="bold"),
        Text(75, 226, "5. What does the pattern look for?"),
        Text(75, 236, "_______________________________________________"),
        Text(75, 247, "6. Of how many numbers is the pattern made? _____"),
        Text(75, 254, "How many weights would one dense neuron need,"),
        Text(75, 260, "which looks at the whole image? _____"),
        Text(15, 283, "Two people, patterns A and B: compare your last grids.", 3.6),
    ]
    thick = [
        f'<rect x="{105 + 2 * c * CELL:g}" y="{138 + 2 * r * CELL:g}" '
        f'width="{2 * CELL:g}" height="{2 * CELL:g}" '
        'fill="none" stroke="#111111" stroke-width="0.9"/>'
        for r in range(3)
        for c in range(3)
    ]
    return page(
        [
            *(line.svg() for line in lines),
            *squares(15, 48, IMAGE, filled=True, ink=True),
            *squares(105, 48, pattern, filled=True),
            *squares(15, 138, sums, filled=solved),
            *squares(105, 138, kept, filled=solved),
            *thick,
            *squares(15, 220, small, filled=solved),
        ]
    )


def draw(folder: Path) -> None:
    """Write the two worksheets and the two solutions."""
    for name in PATTERNS:
        for solved in (False, True):
            kind = "solution" if solved else "sheet"
            path = folder / f"convolution-{kind}-{name.lower()}.svg"
            path.write_text(worksheet(name, solved=solved), encoding="utf-8")


if __name__ == "__main__":
    draw(Path(__file__).parent)

"""A small picture, five characters wide, of what a layer does to the data."""

from __future__ import annotations

# The first entry whose key is a part of the kind, in lower case, counts.
PICTOGRAMS: dict[str, tuple[str, str]] = {
    "globalmax": ("Y max", "Y max"),
    "globalaverage": ("Y avg", "Y avg"),
    "maxpool": ("Y max", "Y max"),
    "averagepool": ("Y avg", "Y avg"),
    "avgpool": ("Y avg", "Y avg"),
    "transpose": (" /|\\ ", " ╱│╲ "),
    "conv": (" \\|/ ", " ╲│╱ "),
    "upsampling": (" /|\\ ", " ╱│╲ "),
    "padding": ("\\|||/", "╲│││╱"),
    "flatten": ("|||||", "│││││"),
    "reshape": ("|||||", "│││││"),
    "dropout": ("| || ", "│ ││ "),
    "dense": ("XXXXX", "╳╳╳╳╳"),
    "bilinear": ("XXXXX", "╳╳╳╳╳"),
    "linear": ("XXXXX", "╳╳╳╳╳"),
    "embedding": ("emb |", "emb │"),
    "norm": (" m|s ", " μ│σ "),
    "attention": (" <*> ", " ⟨·⟩ "),
    "lstm": ("LLLLL", "↻↻↻↻↻"),
    "gru": ("LLLLL", "↻↻↻↻↻"),
    "rnn": ("LLLLL", "↻↻↻↻↻"),
    "rescaling": (" *k  ", " ×k  "),
    "concat": (" &&& ", " ⊕⊕⊕ "),
    "cat": (" &&& ", " ⊕⊕⊕ "),
    "add": ("  +  ", "  +  "),
    "multiply": ("  *  ", "  ×  "),
    "relu": (" _/  ", " _╱  "),
}


def pictogram(kind: str, unicode: bool) -> str:
    """Give the picture of a kind of layer; a plain line for one that we do not know."""
    lower = kind.lower().replace("_", "")
    for part, pictures in PICTOGRAMS.items():
        if part in lower:
            return pictures[unicode]
    return "  │  " if unicode else "  |  "

"""A word of the glossary opens its entry where a page first uses it."""

import re
from pathlib import Path

import pytest

from site_src.pipeline.sources.tutorials import tutorial

PAGES = {t.name: t for t in tutorial.find()}
GLOSSARY = Path(__file__).parents[2] / "docs/guide/glossary.md"
WORDS = re.findall(r"^## (.+)$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)

# How a word is written, where that is more than an s at its end.
FORMS = {
    "Batch": r"batch(?:es)?(?! norm)",
    "Bias": "bias(?:es)?",
    "Dense layer": "dense layers?",
    "Fine-tuning": "fine-tun(?:e|ed|ing)",
    "Gradient": "gradients?(?! (?:boosting|descent))",
    "Label": "labels?",
    "Optimizer": "optimi[sz]ers?",
    "Test set": "test sets?",
    "Weight": "weights?(?! decay)",
}
# Words of everyday language that pages use in another sense as well.
OTHER_SENSES = {
    "Attention",
    "Baseline",
    "Features",
    "Generator",
    "Imbalance",
    "Patch",
    "Recall",
    "Return",
    "Threshold",
}

# Where the first use of a word is not looked for: in code, headings, elements with what
# they hold, formulas, tables, quotations, numbers from the run, titles of other works.
HIDDEN = [
    r"^ *``` ?\S.*?^ *```$",
    r"^#[^\n]*$",
    r"^<([a-z]+-[a-z-]+)\b(?:[^>\"]|\"[^\"]*\")*>.*?</\1>",
    r"\$\$.+?\$\$",
    r"^\|[^\n]*$",
    r"^> [^\n]*$",
    r"\{\{.*?\}\}",
    r"`[^`\n]+`",
    r"\$[^$\n]+\$",
    r"\[[^\]]+\]\[@[\w-]+\]",
    r"<try-it\b[^>]*>.*?</try-it>",
    r"<[^>]*>",
]
LINK = re.compile(r"\[([^\[\]]*)\]\(([^)]*)\)")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def visible(prose, entry):
    """The prose with all else as spaces, other links too: places stay what they are."""

    def without_other_links(link):
        shown = link[1] if link[2] == entry else " " * len(link[1])
        return f"[{shown}]({' ' * len(link[2])})"

    for pattern in HIDDEN:
        prose = re.sub(pattern, blank, prose, flags=re.MULTILINE | re.DOTALL)
    return LINK.sub(without_other_links, prose)


def entry_of(word):
    return f"../../guide/glossary.md#{word.lower().replace(' ', '-')}"


def first_use(word, prose):
    form = FORMS.get(word, word.lower() + "s?").replace(" ", r"\s+")
    whole = rf"(?<![\w-]){form}(?![\w-])"
    return re.search(whole, visible(prose, entry_of(word)), re.IGNORECASE)


def prose_of(name):
    return "\n\n".join(c.source for c in PAGES[name].cells if c.kind == "markdown")


@pytest.mark.parametrize("name", PAGES)
def test_the_first_use_of_a_word_leads_to_its_entry(name):
    prose = prose_of(name)
    unlinked = []
    for word in WORDS:
        use = None if word in OTHER_SENSES else first_use(word, prose)
        target = re.escape(f"]({entry_of(word)})")
        if use and not re.match(rf"\W*{target}", prose[use.end() :]):
            unlinked.append(f"{word}: …{prose[use.start() - 20 : use.end() + 30]}…")
    assert not unlinked, "\n".join(unlinked)

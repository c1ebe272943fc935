"""Begin a tutorial: a file that is complete and says nothing yet."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from ... import config
from ...errors import PipelineError
from ...sources.tutorials import tutorial
from ..building.navigation import add_to_navigation

TEMPLATE = """\
# ---
# title: {title}
# description: One sentence on what the reader will be able to do.
# chapter: {heading}
# order: {order}
# level: 1
# minutes: 5
# needs: []
# expects:
#   share: "> 0.4"
# parameters:
#   smoke: {{throws: 100}}
# published: {today}
# recall:
#   - ask: A question to which a reader should still know the answer after a week?
#     answer: The answer, in a sentence.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib>=3.10", "numpy>=2"]
# ///

# %% [markdown]
# Open with a question that the hand or the eye answers. Then the smallest thing that
# works.

# %% tags=["parameters"]
throws = 1000

# %% [markdown]
# Say what the next cell does. At most fifteen lines, one thing.

# %%
import matplotlib.pyplot as plt
import numpy as np

heads = np.random.default_rng(1).random(throws) < 0.5
share = heads.mean()

# %% [markdown]
# Numbers come from the run: of {{{{ throws:,}}}} throws, {{{{ share:.1%}}}} were heads.
# What do you expect the curve of that share to look like?

# %%
#| fig-alt: The share of heads, wild at first, then close to one half.
#| fig-cap: The share settles, and it takes longer than one thinks.
plt.plot(np.cumsum(heads) / np.arange(1, throws + 1))
plt.xlabel("throws")
plt.ylabel("share of heads")
plt.show()

# %% [markdown]
# ## Where next
#
# What the reader can now do, the question that the next page answers, and two or three
# of the best resources, cited by key: [how to look at a result][@karpathy-recipe].
"""


def new(name: str, folder: str) -> Path:
    """Write tutorials/<folder>/<name>.py and add its page to the navigation.

    Raises:
        PipelineError: the name or the folder is not fit for one, or the name is taken.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
        raise PipelineError(
            f"{name!r} cannot be an address.\n"
            "  Use small letters, digits and hyphens, beginning with a letter."
        )
    if not re.fullmatch(r"\d-[a-z0-9-]+", folder):
        raise PipelineError(
            f"{folder!r} is not a chapter's folder.\n"
            f"  Use one of: {', '.join(chapters())}; or a new one, such as 9-sound."
        )
    others = tutorial.find(config.TUTORIALS)
    if name in [other.name for other in others]:
        raise PipelineError(f"There is a tutorial called {name} already.")
    beside = [other for other in others if other.path.parent.name == folder]
    heading = (
        beside[-1].header.chapter
        if beside
        else folder.partition("-")[2].replace("-", " ").capitalize()
    )
    title = re.sub(r"[-_]", " ", name).capitalize()
    path = config.TUTORIALS / folder / f"{name}.py"
    text = TEMPLATE.format(
        title=title,
        heading=heading,
        order=max((other.header.order for other in beside), default=0) + 1,
        today=datetime.date.today().isoformat(),
    )
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    add_to_navigation(title, name, beside[-1].name if beside else others[-1].name)
    return path


def chapters() -> list[str]:
    """Return the folders of tutorials that there are."""
    return sorted(path.name for path in config.TUTORIALS.glob("[0-9]-*"))

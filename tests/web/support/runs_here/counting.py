# ---
# title: Counting
# description: A page of the tests, whose cells run in the page.
# chapter: Tests
# order: 1
# level: 1
# minutes: 1
# runs_here: true
# ---

# %% [markdown]
# Numbers, and what becomes of them.

# %%
#| echo: false
secret = [0.1, 0.2, 0.3]

# %%
import math
import random

random.seed(4)
values = [random.gauss(0, 1) for _ in range(5)] + secret
for value in values:
    print(value, math.exp(value), math.log(abs(value)), math.tanh(value) ** 3)
count = len(values)
print(f"mean {sum(values) / len(values):.3f} <of {len(values)}>")

# %%
[round(value) for value in values], {"largest": max(values)}

# %%
#| fig-alt: A line that falls, and three points
from layerbylayer.sketch import plot, show

plot([0, 1, 2], [1, 0.5, 0.25], label="loss", x="step", y="loss")
plot([0, 1, 2], secret, "points", label="secret")
plot([0, 2], [0.5, 0.5], "guide", label="half")
plot([1], [0.7], "words", label="a place\nof words")
show()

# %%
#| fig-alt: Four pixels
show([[0, 50], [100, 200]], labels=["four pixels"])

# %% tags=["raises-exception"]
numbers = [1, 2, 3]
print(numbers[3])

# %% [markdown]
# Now you: what is the largest of a list?


# %% tags=["exercise"]
def largest(numbers: list[float]) -> float:
    return numbers[0]


# %% tags=["solution"]
def largest(numbers: list[float]) -> float:
    return max(numbers)


# %% tags=["check"]
for row in [[1, 2], [3, 1]]:
    best = largest(row)
    assert best == max(row), f"The largest of {row} is {max(row)}, and not {best}."

# %% [markdown]
# <check-yourself name="count" kind="number" answer="{{ count }}" unit="numbers"
#   question="How many numbers are in the list?" hint="Some of them are secret."
#   wrong="5: You forgot the secret ones. | 3: These are only the secret ones."
#   why="Five drawn at random, and three that the page did not show.">
# How many numbers are in the list? Five at random, and three secret ones.
# </check-yourself>
#
# <check-yourself name="size" kind="choice" options="twice | four times"
#   answer="four times" question="Twice as wide and high: how many more pixels?"
#   wrong="twice: That would be one side alone." why="Both sides double.">
# Twice as wide and high, a picture has four times the pixels.
# </check-yourself>
#
# And one that the page leaves to others.

# %%
#| runs-here: false
import platform

print(platform.system())

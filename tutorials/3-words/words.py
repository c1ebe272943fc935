# ---
# title: King minus man plus woman
# description: "20,000 words as lists of 100 numbers: their neighbours, their famous sums and the rule that these sums need, the bias they carry, a map, and vectors of your own from scratch."
# chapter: Words
# order: 2
# level: 2
# minutes: 35
# needs: [layers]
# data: [word_vectors, speeches]
# downloads: [word-vectors.bin, speech-vectors.bin]
# expects:
#   file_mb: "<= 3"
#   smallest_cosine: ">= 0.999"
#   with_left_out: ">= 0.5"
#   drawers_ours: ">= 0.3"
# says:
#   "The nearest word to the sum is *king*": nearest_sum == 'king'
#   "the largest number of them, though, name one of the words that were put in": put_in_share > right_share
#   "don't need the sum at all": neighbour_share > 0.1
#   "Hot and cold are neighbours": opposites_with < 0.1
#   "mostly the third": third_share > 0.3
#   "That's hardly luck": career_chance < 0.01
#   "so two words that lie together on the map": plane_share < 0.25
#   "In the sums they're poor": ours_left < 0.5
#   "less than a thousandth": no_negatives_loss < 0.001
# parameters:
#   smoke: {rounds: 1, seeds: 2, sentences: 12_000}
#   gpu: {rounds: 15, seeds: 5}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: Which word is nearest to king - man + woman?
#     answer: King. The word queen comes first only if the three words that were put in are left out by rule.
#   - ask: What is similar about words whose vectors point the same way?
#     answer: The company they keep. Hot and cold stand in the same sentences, so they are neighbours, though they mean the opposite.
#   - ask: Why does skip-gram need negative samples?
#     answer: If it saw only pairs that do occur, all vectors could point the same way and every pair would be right. Words drawn by lot say what does not occur.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15"]
# ///

# %% [markdown]
# A computer has read billions of words and made each of them a list of 100 numbers. Such a list is
# called an [embedding](../../guide/glossary.md#embedding), and numbers can be added. So take the numbers of *king*, subtract those of *man*, add those of *woman*: which word has the
# numbers that come closest? You may have heard the answer. Bet on it.
#
# <make-a-guess name="king" kind="choice" answer="{{ nearest_sum }}" by="the run"
#   options="queen | woman | king | princess"
#   question="Which of the 20,000 words is nearest to king − man + woman?">
# Which word is nearest to king − man + woman: queen, woman, king or princess?
# </make-a-guess>
#
# Then let your own browser do the sum. Nothing is hidden in this list:
#
# <word-sums file="word-vectors.bin" sum="king - man + woman">
# Here you could add and subtract words, and see which words come closest. That takes JavaScript, which
# is switched off or didn't load. The rest of the page reads without it.
# </word-sums>
#
# <your-guess name="king"></your-guess>
#
# Type other words. Some sums will delight you, and some are silly. On this page we'll find out how many are
# which, and why the famous one is the **misconception** of this page: *king − man + woman is queen.*

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import json
import lzma
from collections import Counter
from pathlib import Path

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch.nn.functional import logsigmoid

# %% tags=["parameters"]
rounds = 5
seeds = 3
sentences = 100_000

# %% [markdown]
# ## A word is a row
#
# The vectors are known as [GloVe][@glove]. Jeffrey Pennington, Richard Socher and Christopher Manning
# made them by counting, in billions of words, which ones stand near which. We have the 20,000 most common
# ones of a table of theirs ([where from, and the licence](../../about/data.md#word-vectors)). Which texts it
# was made from isn't said there. Since *percent*, *officials* and *tuesday* are among the most common
# words, it must have read a lot of newspapers.

# %%
path = keras.utils.get_file(
    "word-vectors.npz",
    origin="http://127.0.0.1:8000/data/word-vectors.npz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="a8922ac31e360713a9d05dbc5ef9b9e35e64f25a0e479950631a4ea5225df3f7",
)
file = np.load(path)
words, raw = file["words"].tolist(), file["vectors"].astype("float32")
print(raw.shape, *words[:12])
print("king:", *(f"{n:.2f}" for n in raw[words.index("king")][:8]), "...")

# %% [markdown]
# The rows don't say what any of the 100 numbers stands for, because nothing does: nobody has chosen them. What
# counts is the direction. Two words are similar if their rows point the same way, whatever the length.
# The [**cosine**](../../guide/glossary.md#cosine-similarity) of the angle between them says it in one number: 1 for the same direction, 0 for a right
# angle, −1 for opposite directions. With rows of length 1, it's a sum of products:
#
# $$\cos(a, b) = \sum_{i=1}^{100} a_i b_i$$


# %%
def to_unit(rows):
    """The same directions, with length 1."""
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


unit, place = to_unit(raw), {word: row for row, word in enumerate(words)}


def cosine(one, other):
    return float(unit[place[one]] @ unit[place[other]])


for pair in ("coffee tea", "coffee cup", "coffee king", "monday tuesday"):
    print(f"{pair}: {cosine(*pair.split()):.2f}")

# %% [markdown]
# First a warning: **look at the shape of a file before you use it.** In the
# package that we took the vectors from, a row has 102 numbers. The last two aren't part of the vector. They're
# its length, and the place of the word in the list. Here is what happens if they're left in, for a thousand
# pairs of words drawn by lot:

# %%
lengths, places = np.linalg.norm(raw, axis=1), np.arange(len(raw))
whole = to_unit(np.column_stack([raw, lengths, places]))
one, other = np.random.default_rng(1).integers(0, len(raw), (2, 1000))
for name, rows in {"100 numbers": unit, "102 numbers": whole}.items():
    cosines = (rows[one] * rows[other]).sum(axis=1)
    print(f"{name}: half of all cosines are above {np.median(cosines):.6f}")

# %%
#| echo: false
median_right = float(np.median((unit[one] * unit[other]).sum(axis=1)))
median_wrong = float(np.median((whole[one] * whole[other]).sum(axis=1)))
word_count = len(words)
coffee_tea = cosine("coffee", "tea")
coffee_king = cosine("coffee", "king")
numbers = raw.shape[1]

# %% [markdown]
# With the two numbers left in, half of all pairs have a cosine above {{ median_wrong:.6f}}: the place in the
# list drowns everything else, and all words are alike. No error, no warning. (That's how it goes with
# vectors: the only thing that they raise is suspicion.)
#
# ## Neighbours
#
# Multiply the whole table by a row, and you have its cosine with all {{ word_count:,}} words at once.


# %%
def nearest(vector, count=8, without=()):
    """The words that point most nearly the same way, with their cosines."""
    alike = unit @ to_unit(vector)
    order = [row for row in (-alike).argsort() if words[row] not in without]
    return [(words[row], float(alike[row])) for row in order[:count]]


looked_up = "king coffee frog berlin tuesday apple python good hot"
for word in looked_up.split():
    found = nearest(unit[place[word]], without=[word])
    print(f"{word:8}", *(name for name, _ in found))

# %%
#| echo: false
hot_cold, hot_warm = cosine("hot", "cold"), cosine("hot", "warm")
tuesday_monday = cosine("tuesday", "monday")
apple_near = nearest(unit[place["apple"]], 1, ["apple"])[0][0]
python_near = nearest(unit[place["python"]], 1, ["python"])[0][0]

# %% [markdown]
# Read the rows once more. *Apple* is next to *{{ apple_near }}*, and *python* next to
# *{{ python_near }}*: a word has one row, whatever it means, and the newspapers chose the meaning. And
# *hot* and *cold* have a cosine of {{ hot_cold:.2f}}. They mean the opposite, and you can put either
# into nearly any sentence about soup. What these rows know is **the company that a word keeps**. That is a lot, but
# it isn't what the word means.
#
# ## The sum
#
# Now the sum, once with all words allowed, and once as it is usually shown.

# %%
total = unit[place["king"]] - unit[place["man"]] + unit[place["woman"]]
for without in ([], ["king", "man", "woman"]):
    found = nearest(total, 4, without)
    print("without", *without or ["none"], end=": ")
    print(*(f"{word} {alike:.2f}" for word, alike in found))

# %%
#| echo: false
nearest_sum, nearest_cosine = nearest(total, 1)[0]
left_sum, left_cosine = nearest(total, 1, ["king", "man", "woman"])[0]
king_queen = cosine("king", "queen")
man_woman = cosine("man", "woman")

# %% [markdown]
# The nearest word to the sum is *king*, with a cosine of {{ nearest_cosine:.2f}}. After it comes
# *{{ left_sum }}*, with {{ left_cosine:.2f}}. When you read that the answer is *queen*, the three words
# that were put in have been left out, by a rule that is seldom told. Gensim, a popular library for such
# vectors, leaves them out on its own, so you can show the sum to a whole lecture hall and never notice.
#
# It's easy to see why it is needed. *Man* and *woman* have a cosine of {{ man_woman:.2f}}: the difference
# between them is a short arrow. Add it to *king*, and you've hardly left *king*. And *queen* was a neighbour of
# *king* to begin with ({{ king_queen:.2f}}).
#
# Is it all a trick, then? That can be measured.
#
# ## How many of them work?
#
# Eight kinds of pairs, eight pairs of each. From every two pairs of a kind we make a question: *france is
# to paris as italy is to …?* We wrote this list before we had seen any result. After the first
# look we shortened *made of* to eight pairs, and dropped a ninth kind, animals and their young, since too many
# of its words aren't among the 20,000.

# %%
kinds = {
    "capital": "france paris, italy rome, germany berlin, spain madrid, "
    "japan tokyo, china beijing, egypt cairo, russia moscow",
    "people": "france french, italy italian, germany german, spain spanish, "
    "japan japanese, china chinese, egypt egyptian, russia russian",
    "woman": "king queen, man woman, brother sister, son daughter, "
    "uncle aunt, actor actress, prince princess, husband wife",
    "more": "big bigger, small smaller, good better, bad worse, "
    "fast faster, strong stronger, old older, cheap cheaper",
}
# %%
kinds |= {
    "past": "walk walked, go went, see saw, take took, "
    "swim swam, write wrote, eat ate, ask asked",
    "several": "car cars, dog dogs, river rivers, city cities, "
    "child children, tree trees, mouse mice, eye eyes",
    "opposite": "hot cold, rich poor, good bad, early late, "
    "heavy light, young old, open closed, true false",
    "made of": "wine grapes, bread flour, beer barley, cheese milk, "
    "paper wood, shirt cotton, glass sand, sweater wool",
}
questions = []
for kind, text in kinds.items():
    pairs = [pair.split() for pair in text.split(", ")]
    questions += [(kind, *p, *q) for p in pairs for q in pairs if p != q]
print(len(questions), "questions, such as", questions[0])

# %% [markdown]
# For each of them, three answers. The first takes the nearest word to the sum, whichever it is. The second
# leaves out the three words that were put in. The third is the one that nobody prints: it leaves out the three
# as well, and then it **doesn't compute any sum**. It takes the nearest neighbour of the third word. ([Tal Linzen][@linzen-analogies] has asked for it.)
#
# <make-a-guess name="work" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ with_percent }}" by="the run"
#   question="With all words allowed: how many of 100 sums give the word that they should?">
# With all words allowed, how many of 100 sums give the word that they should? Write down a number.
# </make-a-guess>


# %%
#| answers: work
def answers(question, unit=unit, words=words, place=place):
    """The words by three rules: all allowed, the three left out, and no sum at all."""
    _, a, b, c, _ = question
    rows = [place[word] for word in (a, b, c)]
    alike = unit @ (unit[rows[1]] - unit[rows[0]] + unit[rows[2]])
    neighbours = unit @ unit[rows[2]]
    first = words[alike.argmax()]
    alike[rows] = neighbours[rows] = -9
    return first, words[alike.argmax()], words[neighbours.argmax()]


given = [answers(question) for question in questions]
right = np.array([[word == q[4] for word in g] for q, g in zip(questions, given)])
print("all words, three left out, no sum:", *(f"{s:.0%}" for s in right.mean(axis=0)))

# %%
#| answers: work
#| fig-alt: For eight kinds of pairs, three bars each. Leaving out the three words makes the bars long for capitals, peoples, comparatives, past tenses and plurals, and short for opposites and materials. With all words allowed they are shorter, for plurals and opposites much shorter.
#| fig-cap: "The share of sums that give the right word, by kind. The lowest of each three bars needs no sum: it's the nearest neighbour of the third word."
by_kind = {
    kind: right[[q[0] == kind for q in questions]].mean(axis=0) for kind in kinds
}
fig, ax = plt.subplots(figsize=(6.4, 5))
rules = ("the three left out", "all words allowed", "no sum at all")
for number, (rule, column) in enumerate(zip(rules, (1, 0, 2))):
    shares = [100 * by_kind[kind][column] for kind in kinds]
    ax.barh(np.arange(8) + 0.27 * (number - 1), shares, height=0.25, label=rule)
ax.set_yticks(range(8), kinds)
ax.set(xlabel="right answers (%)", xlim=(0, 100))
ax.invert_yaxis()
ax.grid(axis="y", visible=False)
ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3)
plt.show()

# %%
#| echo: false
right_share, with_left_out, neighbour_share = (float(s) for s in right.mean(axis=0))
with_percent = round(100 * right_share)
put_in_share = float(np.mean([g[0] in q[1:4] for q, g in zip(questions, given)]))
third_share = float(np.mean([g[0] == q[3] for q, g in zip(questions, given)]))
question_count = len(questions)
opposites_left, opposites_with = (float(by_kind["opposite"][n]) for n in (1, 0))
people_left, people_with = (float(by_kind["people"][n]) for n in (1, 0))
several_left, several_with, several_none = (
    float(by_kind["several"][n]) for n in (1, 0, 2)
)
made_left = float(by_kind["made of"][1])
best_kind = max(kinds, key=lambda kind: by_kind[kind][0])
worst_kind = min(kinds, key=lambda kind: by_kind[kind][1])

# %% [markdown]
# <your-guess name="work"></your-guess>
#
# Of {{ question_count }} sums, {{ right_share:.0%}} give the right word, if any word may be the answer. With the three left
# out it is {{ with_left_out:.0%}}. If you bet on nine of ten, you've seen the sums that people choose to
# show. Here the largest number of them, though, name one of the words that were put in: {{ put_in_share:.0%}},
# mostly the third ({{ third_share:.0%}}).
#
# And {{ neighbour_share:.0%}} of the questions don't need the sum at all: the nearest neighbour of the third word is the
# answer. What's next to *river*? *Rivers*. Among the plurals the sum with the rule is right in
# {{ several_left:.0%}} of the cases, without the rule in {{ several_with:.0%}}, and the neighbour alone in
# {{ several_none:.0%}}.
#
# Still, the sums aren't nothing. Peoples come out in {{ people_with:.0%}} of the cases with every word allowed:
# from *france* to *french* is a long arrow, the same for all eight. Opposites don't come out at all
# ({{ opposites_with:.0%}}, and {{ opposites_left:.0%}} with the rule). There is no arrow that says *not*. Hot and cold are
# neighbours, and from either it's about as far to the other as back.
#
# Hence the opinion of this page: **leave the inputs in.** An analogy that works only once we forbid the answer
# that the vectors give is a quiz in which somebody has crossed out the wrong answers. Show the list with the
# inputs in it, and let people see on which place the good one comes.
#
# Two to try above: <try-it set="sum: france - paris + rome">france − paris + rome</try-it>, and
# <try-it set="sum: cold - hot + rich">cold − hot + rich</try-it>, which should be *poor*.
#
# ## What else they have learned
#
# The vectors were made out of what people wrote. If *nurse* stands near *she* more often than near
# *he*, the rows carry that, too, and anything that is built on them
# begins with it: the sorting of letters, of search results, of applications.
#
# Here is a measure as simple as possible. Eight words for each side. A word's **lean** is its mean cosine with the
# first eight minus its mean cosine with the second.

# %%
she = "she her woman female girl mother daughter lady"
he = "he his man male boy father son gentleman"
sides = [unit[[place[w] for w in side.split()]].mean(axis=0) for side in (she, he)]
lean = unit @ (sides[0] - sides[1])
low, middle, high = np.percentile(lean, [5, 50, 95])
print(f"half of all words lean by less than {middle:.3f},")
print(f"nine of ten by {low:.3f} to {high:.3f}")

# %% [markdown]
# The zero has no meaning of its own: with eight other words it would lie elsewhere. So we compare with all
# {{ word_count:,}} words, whose median is {{ middle_lean:.3f}}. Now twenty occupations:

# %%
#| fig-alt: Twenty occupations on a line, from those that lean to the words for he on the left to those that lean to the words for she on the right. Nurse, dancer and singer are furthest right; mechanic, programmer and engineer furthest left. A dotted line marks the median of all words.
#| fig-cap: "How twenty occupations lean in these vectors. Dotted: the median of all 20,000 words; shaded: nine of ten words."
jobs = (
    "nurse librarian teacher engineer carpenter doctor lawyer secretary pilot farmer "
    "dancer architect cook singer soldier scientist mechanic banker judge programmer"
)
order = sorted(jobs.split(), key=lambda job: lean[place[job]])
fig, ax = plt.subplots(figsize=(6.4, 4.8))
ax.axvspan(low, high, color="0.5", alpha=0.15, lw=0)
ax.axvline(middle, color="0.5", ls=":")
ax.scatter([lean[place[job]] for job in order], range(20))
for row, job in enumerate(order):
    ax.annotate(job, (lean[place[job]] + 0.006, row), va="center", fontsize=9)
ax.set(xlabel="← he      lean      she →", yticks=[], xlim=(-0.14, 0.19))
plt.show()

# %%
#| echo: false
middle_lean, low_lean, high_lean = float(middle), float(low), float(high)
most_she, most_he = order[-1], order[0]
outside = sum(not low <= lean[place[job]] <= high for job in order)
job_count = len(order)
above = sum(lean[place[job]] > middle for job in order)

# %% [markdown]
# Furthest to one side is *{{ most_she }}*, furthest to the other *{{ most_he }}*. {{ outside }} of the
# {{ job_count }} lie outside the band that holds nine of ten words; {{ above }} are on the right of the dotted
# line. Read it with care. **This measures texts, and how these vectors sum them up.** It doesn't measure
# people: it says nothing about who is good at what, nor even how many women are pilots. And a single word can
# lean for reasons of its own. (A *cook* is a person, a captain and a verb.)
#
# So let's ask for whole lists, as [Aylin Caliskan and others][@weat] have done. Eight words of working life, eight of
# family life. Is the mean lean of the second list larger, and could that be luck? Shuffle the sixteen words
# into two heaps, ten thousand times, and count how often the heaps differ as much.

# %%
career = "career office business salary company manager profession corporation"
family = "home family children wedding marriage parents relatives kitchen"
both = lean[[place[word] for word in f"{career} {family}".split()]]
gap = both[8:].mean() - both[:8].mean()
rng = np.random.default_rng(1)
shuffled = np.array([rng.permutation(both) for _ in range(10_000)])
by_luck = np.abs(shuffled[:, 8:].mean(axis=1) - shuffled[:, :8].mean(axis=1))
print(f"the lists differ by {gap:.3f}, nine of ten words lie within {high - low:.3f}")
print(f"heaps that differ as much: {np.sum(by_luck >= gap - 1e-9)} of 10,000")

# %%
#| echo: false
career_gap, band = float(gap), float(high - low)
career_count = int(np.sum(by_luck >= gap - 1e-9))
career_chance = career_count / 10_000

# %% [markdown]
# {{ career_count }} of 10,000. That's hardly luck. The words for family lean to *she* by
# {{ career_gap:.3f}} more than those for work, on a scale on which nine of ten words lie within
# {{ band:.3f}}. We chose the words, of course, and you should choose others.
#
# One more thing, which you may have read: to such vectors, *man is to doctor as woman is to nurse*. Look at
# it with the inputs left in.

# %%
for job in ("doctor", "nurse", "programmer"):
    for a, b in (("man", "woman"), ("woman", "man")):
        total = unit[place[job]] - unit[place[a]] + unit[place[b]]
        every = nearest(total, 1)[0][0]
        left = nearest(total, 1, [job, a, b])[0][0]
        print(f"{job} - {a} + {b}: {every}, and by the rule {left}")

# %%
#| echo: false
doctor = unit[place["doctor"]] - unit[place["man"]] + unit[place["woman"]]
doctor_every = nearest(doctor, 1)[0][0]
doctor_left = nearest(doctor, 1, ["doctor", "man", "woman"])[0][0]
doctor_neighbour = nearest(unit[place["doctor"]], 1, ["doctor"])[0][0]

# %% [markdown]
# With every word allowed it is *{{ doctor_every }}*, by the rule *{{ doctor_left }}*. But the rule **forbids**
# the answer *doctor*. A woman who is a doctor can't come out of this sum, whatever was in the texts; and the
# nearest neighbour of *doctor*, without any sum, is *{{ doctor_neighbour }}*. So that famous example
# is partly made by the rule of the game, as [Malvina Nissim and others][@fair-sensational] have pointed out. The
# [bias](../../guide/glossary.md#bias) is real. We've measured it above without any rule. A bad proof of a true thing is still a bad proof.
#
# ## A map
#
# A hundred numbers can't be drawn. The usual way out is to keep the two directions along which all words
# differ most, the **principal components**:

# %%
centred = unit - unit.mean(axis=0)
_, strengths, directions = np.linalg.svd(centred, full_matrices=False)
shares = strengths**2 / np.sum(strengths**2)
print("of all differences:", *(f"{share:.1%}" for share in shares[:4]), "...")

# %%
#| fig-alt: Forty words on a plane. Months, countries, numbers and words for relatives lie in groups, with some overlap.
#| fig-cap: Five kinds of words along the two directions in which all 20,000 differ most.
groups = {
    "months": "january march april june july october november december",
    "countries": "france italy spain japan china egypt mexico norway",
    "numbers": "two three four five six seven eight nine",
    "relatives": "mother father sister brother aunt uncle cousin son",
    "food": "bread cheese butter soup rice meat sugar salt",
}
fig, ax = plt.subplots(figsize=(6.4, 4.6))
for number, listed in enumerate(groups.values()):
    spots = centred[[place[word] for word in listed.split()]] @ directions[:2].T
    ax.scatter(*spots.T, s=0)
    for word, spot in zip(listed.split(), spots):
        ax.annotate(word, spot, color=f"C{number}", fontsize=8, ha="center")
ax.set(xlabel="first direction", ylabel="second direction")
plt.show()

# %%
#| echo: false
plane_share = float(shares[:2].sum())
first_share = float(shares[0])

# %% [markdown]
# It looks fine, and it keeps {{ plane_share:.0%}} of the differences: so two words that lie together on the map may be
# far apart in the other 98 directions. Nor has anybody asked for these two directions. A more honest map has axes
# that **you** have chosen, each an arrow from one word to another: how far does a word lie along it?
#
# ## Into the browser
#
# {{ word_count:,}} rows of {{ numbers }} numbers, in the usual four bytes each, are 8 MB, too much for a
# page. Do we need four bytes? Scale each row so that its largest number becomes 127, and round: one byte a
# number. The fewer bits, the coarser. How many words keep their nearest neighbour?
#
# <make-a-guess name="bits" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ eight_percent }}" by="the run"
#   question="One byte for each number instead of four. How many of 100 words keep their nearest neighbour?">
# One byte for each number instead of four. How many of 100 words keep their nearest neighbour?
# </make-a-guess>


# %%
#| answers: bits
def rounded(rows, bits):
    """Whole numbers of so many bits, and the scale of each row."""
    scales = np.abs(rows).max(axis=1, keepdims=True) / (2 ** (bits - 1) - 1)
    return np.rint(rows / scales).astype("int8"), scales.astype("float32")


# %%
#| answers: bits
def neighbour(rows, count=2000):
    """The nearest other word of each of the first so many."""
    alike = rows[:count] @ rows.T
    alike[np.arange(count), np.arange(count)] = -9
    return alike.argmax(axis=1)


stay = {}
for bits in (8, 6, 4, 2):
    coarse, scales = rounded(unit, bits)
    stay[bits] = float(np.mean(neighbour(to_unit(coarse * scales)) == neighbour(unit)))
    print(f"{bits} bits: {stay[bits]:.1%} of 2,000 words keep their neighbour")

# %%
#| echo: false
eight, eight_scales = rounded(unit, 8)
smallest_cosine = float((to_unit(eight * eight_scales) * unit).sum(axis=1).min())
eight_stay, four_stay, two_stay = stay[8], stay[4], stay[2]
eight_percent = round(100 * eight_stay)

# %% [markdown]
# <your-guess name="bits"></your-guess>
#
# {{ eight_stay:.1%}} of the 2,000 most common words, and those that don't had two neighbours that were about
# equally near. No row has turned by more than a cosine of {{ smallest_cosine:.4f}}. Even with four bits
# {{ four_stay:.0%}} stay, with two {{ two_stay:.0%}}. Large language models are squeezed in the same way.
#
# The file: its header (words, and the two directions of the map) as JSON, then the scales, then the bytes.


# %%
def write_vectors(name, words, rows):
    """A file for the page; returns its size in MB."""
    coarse, scales = rounded(rows, 8)
    directions = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2][:2]
    header = {"words": " ".join(words), "directions": directions.round(4).tolist()}
    text = json.dumps(header).encode()
    parts = [np.uint32(len(text)).tobytes(), text, scales.tobytes(), coarse.tobytes()]
    Path("exported").mkdir(exist_ok=True)
    return Path("exported", name).write_bytes(b"".join(parts)) / 1e6


file_mb = write_vectors("word-vectors.bin", words, unit)
print(f"{file_mb:.2f} MB")

# %% [markdown]
# Here they are. Each word's place is how far it lies along your two arrows. Move the map, zoom in, search for
# words, and change the ends of the arrows.
#
# <word-map file="word-vectors.bin" across="man - woman" up="poor - rich">
# Here you could look at a map of thousands of words, along two arrows of your own. That takes JavaScript.
# </word-map>
#
# Try <try-it demo="word-map" set="across: cold - hot; up: small - large; find: ice">from cold to hot, from small to large</try-it>, and
# see on which side *ice* and *fire* are, which may surprise you. Then <try-it demo="word-map" set="across: bad - good; up: past - future; find: war">from bad to good, from the past to the
# future</try-it>. And <try-it demo="word-map" set="view: components">the two directions that nobody chose</try-it>. Can
# you say what they are?
#
# Then make it fail: <try-it demo="word-map" set="view: axes; across: cat - dog; up: cheese - tuesday">from cat to dog, from cheese to tuesday</try-it>. You'll get
# a map as pretty as any other. Every pair of words makes an axis. That something can be measured along it
# doesn't mean that there's something to measure.
#
# ## From scratch
#
# Where do such rows come from? [Word2vec][@word2vec] is a way that fits on a page. Its name is [**skip-gram with
# negative sampling**][@word2vec-phrases]. Take a word of a text, and a word near it: that pair occurs. Take a word drawn by lot, a [negative
# sample](../../guide/glossary.md#negative-sample): that pair, most likely, doesn't. A row for each word, and the sum of products should be large for the first pair and small for the
# second. That's all.
#
# Our text is small: the State of the Union addresses of the American presidents from 1790 to 2021 ([where
# from](../../about/data.md#speeches)). A fresh start, with nothing of GloVe in it.

# %%
path = keras.utils.get_file(
    "speeches.txt.xz",
    origin="http://127.0.0.1:8000/data/speeches.txt.xz",
    cache_dir=".",
    cache_subdir="",
    file_hash="e17907b70ece2aedcc82048458cff9914a7e30c3ee8e5668a94b003c248b1969",
)
with lzma.open(path, "rt") as file:
    lines = [line.split() for line in file][:sentences]
counts = Counter(word for line in lines for word in line)
own_words = [word for word, count in counts.most_common() if count >= 10]
own_place = {word: row for row, word in enumerate(own_words)}
print(f"{counts.total():,} words; {len(own_words):,} occur ten times or more")
print(*lines[2][:14], "...")

# %% [markdown]
# **Pairs.** Each word, and those up to five places before or after it in its sentence. Two small cares: very
# common words are thrown away at random, most of the time (*the* tells little about its neighbours), and how far
# we look is drawn anew for each word, so near words count more.

# %%
text = np.array([own_place.get(word, -1) for line in lines for word in line])
line_of = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
line_of, text = line_of[text >= 0], text[text >= 0]
frequency = np.bincount(text) / len(text)


# %%
def draw_pairs(rng, reach=5, common=1e-4):
    """Two columns: a word, and one near it; the pairs in random order."""
    kept = rng.random(len(text)) < np.sqrt(common / frequency[text])
    word, line, far = text[kept], line_of[kept], rng.integers(1, reach + 1, kept.sum())
    pairs = []
    for step in range(1, reach + 1):
        same = line[step:] == line[:-step]
        here, there = np.flatnonzero(same), np.flatnonzero(same) + step
        for one, other in ((here, there), (there, here)):
            near = far[one] >= step
            pairs.append(np.stack([word[one[near]], word[other[near]]]))
    return torch.tensor(rng.permutation(np.concatenate(pairs, axis=1).T))


# %% [markdown]
# **The [loss](../../guide/glossary.md#loss).** Write $v$ for the row of a word, and $u$ for the rows in a second table, which is only there to be
# compared with: a word as a neighbour isn't the same as a word in the middle. With $\sigma$, the
# [sigmoid](../one_neuron/index.md), and $k$ negative samples $n$:
#
# $$-\log \sigma(v \cdot u_{\text{near}}) - \sum_{n=1}^{k} \log \sigma(-v \cdot u_n)$$
#
# Why the negatives? Without them there's a perfect answer: let all rows be the same, and long. Then every
# pair that occurs is foretold, and nothing has been learned.


# %%
lot = torch.tensor(frequency**0.75)


def loss_of(tables, pairs, negatives):
    """The loss of some pairs; 64 words drawn by lot serve all of them."""
    middle, near = tables
    word, other = pairs.T
    drawn = near[lot.multinomial(64, replacement=True)]
    match = (middle[word] * near[other]).sum(dim=1)
    miss = logsigmoid(-middle[word] @ drawn.T).mean()
    return -logsigmoid(match).mean() - negatives * miss


# %% [markdown]
# The training is the usual loop, and afterwards only the first table is kept.


# %%
def skip_gram(seed, turns, negatives=5, width=64):
    """A row for each word, and the loss of each batch."""
    rng, losses = np.random.default_rng(seed), []
    torch.manual_seed(seed)
    middle = (torch.rand(len(own_words), width) - 0.5) / width
    tables = [middle, torch.zeros(len(own_words), width)]
    adam = torch.optim.Adam([table.requires_grad_() for table in tables])
    for turn in range(turns):
        adam.param_groups[0]["lr"] = 0.01 * (1 - turn / turns)
        for pairs in draw_pairs(rng).split(4096):
            loss = loss_of(tables, pairs, negatives)
            adam.zero_grad()
            loss.backward()
            adam.step()
            losses.append(loss.item())
    return to_unit(middle.detach().numpy()), losses


# %%
trained = [skip_gram(seed, rounds) for seed in range(seeds)]
for seed, (_, losses) in enumerate(trained):
    by_round = (np.mean(part) for part in np.array_split(losses, rounds))
    print(f"seed {seed}:", *(f"{loss:.2f}" for loss in by_round))

# %%
own = trained[0][0]
looked_up = "gold war mexico women tax ships slavery school"
for word in looked_up.split():
    if word in own_place:
        alike = own @ own[own_place[word]]
        print(f"{word:8}", *(own_words[row] for row in (-alike).argsort()[1:8]))

# %%
#| echo: false
own_mb = write_vectors("speech-vectors.bin", own_words, own)
own_count, own_total = len(own_words), counts.total()

# %% [markdown]
# Out of {{ own_total:,}} words, with {{ seeds }} [seeds](../../guide/glossary.md#seed) and in {{ rounds }} rounds each, and without anybody
# saying what a coin is. Look at the company: these are the neighbours of a word *in Congress*. The same
# list would read otherwise in a cookbook.
#
# ## Against the large ones
#
# By the same measures, then, and with the same words to choose from: those that both tables have. Only questions
# whose four words are among them are asked. And since few are left, a second test, which is easier. Five
# **drawers** of words: does each word have its nearest neighbour, among all words in the drawers, in its own?

# %%
shared = [word for word in own_words if word in place]
here = {word: row for row, word in enumerate(shared)}
asked = [q for q in questions if all(word in here for word in q[1:])]
drawers = [
    "january march april june july october november december",
    "france spain mexico russia japan china cuba brazil",
    "ships navy vessels fleet sea sailors port harbor",
    "gold silver coin currency dollars notes banks treasury",
    "school teachers students college education children learning university",
]
drawer_of = {
    w: n for n, drawer in enumerate(drawers) for w in drawer.split() if w in here
}
print(f"{len(shared):,} words, {len(asked)} questions, {len(drawer_of)} in drawers")


# %%
def measured(rows):
    """Shares that are right: sums by the three rules, then the drawers."""
    given = [answers(q, rows, shared, here) for q in asked]
    sums = [[word == q[4] for word in g] for q, g in zip(asked, given)]
    label = np.array(list(drawer_of.values()))
    alike = rows[[here[word] for word in drawer_of]]
    alike = alike @ alike.T - 9 * np.eye(len(alike))
    return [*np.mean(sums, axis=0), np.mean(label[alike.argmax(axis=1)] == label)]


# %%
ours = np.array([measured(rows[[own_place[w] for w in shared]]) for rows, _ in trained])
big = np.array(measured(unit[[place[word] for word in shared]]))
tests = ("sums, all words", "sums, three left out", "no sum", "drawers")
for column, test in enumerate(tests):
    row = " ".join(f"{share:6.1%}" for share in ours[:, column])
    print(f"{test:21} ours {row}, GloVe {big[column]:6.1%}")


# %% [markdown]
# Is that more than luck? By [the rule of this site](../../guide/luck.md), over {{ seeds }} seeds:


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


for column, test in enumerate(tests):
    print(f"{test}: {verdict(ours[:, column] - big[column])}")

# %%
#| echo: false
ours_all, ours_left, ours_none, drawers_ours = (float(s) for s in ours.mean(axis=0))
big_all, big_left, big_none, drawers_big = (float(s) for s in big)
asked_count, shared_count, drawer_words = len(asked), len(shared), len(drawer_of)
by_chance = float(
    np.mean([sum(d == e for e in drawer_of.values()) - 1 for d in drawer_of.values()])
    / (drawer_words - 1)
)
left_verdict = verdict(ours[:, 1] - big[1])
drawer_verdict = verdict(ours[:, 3] - big[3])
sum_gain = verdict(ours[:, 1] - ours[:, 2])
sum_words = {
    "a gain": "so our sums are better than no sum, by the rule",
    "a loss": "so with our rows one does better without any sum",
    "nothing": "so with our rows a sum is no better than no sum, as far as these seeds can tell",
}[sum_gain]
own_lean = []
for rows, _ in trained:
    ends = [
        rows[[own_place[w] for w in side.split() if w in own_place]].mean(axis=0)
        for side in (she, he)
    ]
    both = rows @ (ends[0] - ends[1])
    listed = [
        np.mean([both[own_place[w]] for w in names.split() if w in own_place])
        for names in (career, family)
    ]
    own_lean.append(listed[1] - listed[0])
lean_verdict = verdict(own_lean)
lean_words = {
    "a gain": "so it leans to “she” here, too",
    "a loss": "so it leans to “he” here, the other way round",
    "nothing": "so it has no lean here that the seeds agree on",
}[lean_verdict]
own_side = "she" if np.mean(own_lean) > 0 else "he"
own_gap = abs(float(np.mean(own_lean)))
she_count = sum(counts[word] for word in she.split())
he_count = sum(counts[word] for word in he.split())

# %% [markdown]
# | {{ asked_count }} sums, {{ drawer_words }} words in drawers | ours | GloVe |
# | --- | ---: | ---: |
# | sums, all words allowed | {{ ours_all:.0%}} | {{ big_all:.0%}} |
# | sums, the three left out | {{ ours_left:.0%}} | {{ big_left:.0%}} |
# | no sum at all | {{ ours_none:.0%}} | {{ big_none:.0%}} |
# | drawers (by chance {{ by_chance:.0%}}) | {{ drawers_ours:.0%}} | {{ drawers_big:.0%}} |
#
# (Ours: means over {{ seeds }} seeds.) In the drawers, where chance would be right in {{ by_chance:.0%}} of the cases, our rows
# are right in {{ drawers_ours:.0%}}. In the sums they're poor: {{ ours_left:.0%}} against
# {{ big_left:.0%}}, even with the rule, where no sum at all has {{ ours_none:.0%}}: {{ sum_words }}. By the rule of luck, against GloVe:
# *{{ left_verdict }}* in the sums, *{{ drawer_verdict }}* in the drawers. The method may not be to blame: ours has read {{ own_total:,}} words, and GloVe billions.
# Which words keep company is soon learned. Arrows that are the same for eight countries take a lot of reading.
#
# And the bias? On average, the list for family lies {{ own_gap:.2f}} further to *{{ own_side }}* than the
# list for work. By the rule that is *{{ lean_verdict }}*, {{ lean_words }}. (Cosines of these rows aren't on the same
# scale as those of GloVe.) In these speeches the eight words for *he* occur
# {{ he_count:,}} times, those for *she* {{ she_count:,}} times. Whoever reads only presidents has met few women.
#
# <word-sums id="speeches" file="speech-vectors.bin" sum="gold">
# Here you could look for neighbours in the vectors that were trained on this page. That takes JavaScript.
# </word-sums>
#
# ## Exercises
#
# **1. A minute.** Two words have the rows (3, 4) and (4, 3).
#
# <check-yourself name="by-hand" kind="number" answer="0.96" tolerance="0.005"
#   question="What is their cosine?"
#   hint="Both have length 5. Make them length 1 first, or divide by both lengths afterwards."
#   wrong="24: That's the sum of products. The lengths are still in it. | 4.8: You have divided by one length. There are two."
#   why="3 · 4 + 4 · 3 = 24, and 24 / (5 · 5) = 0.96.">
# 24 divided by 25 is 0.96.
# </check-yourself>
#
# **2. In the page.** Put <try-it demo="word-sums" set="sum: good - bad + true">good − bad + true</try-it> into the first element, and
# read the list from the top.
#
# <check-yourself name="in-the-page" kind="choice" answer="true, which was put in"
#   options="false | true, which was put in | good, which was put in"
#   question="Which word is nearest?"
#   hint="Good and bad are neighbours. How long is the arrow between them?"
#   wrong="false: That's what a dictionary would say. Look at the list. | good, which was put in: It's in the sum, but bad is taken away again."
#   why="The arrow from bad to good is short, so the sum stays near true.">
# True, which was put in.
# </check-yourself>
#
# **3. A trap.** Somebody gives you vectors in which *every* two words have a cosine above 0.99.
#
# <check-yourself name="trap" kind="choice" answer="look for a column that is much larger than the others"
#   options="look for a column that is much larger than the others | train for longer | use more words"
#   question="What do you do first?"
#   hint="It has happened on this page."
#   wrong="train for longer: Perhaps, in the end. But look at the numbers before. | use more words: They'll be as alike as the others."
#   why="One large number that all rows share, such as a place in a list, turns all of them the same way. Print the mean of each column.">
# Look for a column that is much larger than the others, such as an index.
# </check-yourself>
#
# **4. In the code.** Leave the negative samples out: `skip_gram(0, 2, negatives=0)`.
#
# <check-yourself name="no-negatives" kind="choice" answer="it falls towards 0"
#   options="it falls towards 0 | it stays where it begins | it rises"
#   question="What does the loss do?"
#   hint="All that it is asked for is that pairs that occur get a large sum of products."
#   wrong="it stays where it begins: It would if nothing could be gained. But longer rows are enough. | it rises: There's nothing left that could make it rise."
#   why="After two rounds it is less than a thousandth, and half of all pairs of words have a cosine above {{ no_negatives_cosine:.2f}}. A perfect loss, and all words say yes to each other.">
# It falls towards 0: after two rounds it is less than a thousandth.
# </check-yourself>
#
# **5. A text of your own.** Replace `lines` by a text of yours, a line for each sentence: all books by one
# author, the archive of your newspaper. A million words will do. Write down three neighbours that you expect, before you look.
#
# <check-yourself name="own" kind="choice" answer="drawers of your own words, filled before you look"
#   options="drawers of your own words, filled before you look | the loss of the last round | the neighbours that please you most"
#   question="How do you find out whether a second training was better than the first?"
#   hint="What would also say so if it weren't true?"
#   wrong="the loss of the last round: It tells how well pairs are foretold, and it can be made small by rare words, few negatives or learning by heart. | the neighbours that please you most: There'll always be some."
#   why="A test that you wrote before you saw any result, and three seeds. Your eye is very good at finding the neighbours that make sense.">
# Drawers of your own words, filled before you look.
# </check-yourself>

# %%
#| echo: false
alone, alone_losses = skip_gram(0, 2, negatives=0)
no_negatives_loss = float(np.mean(alone_losses[-100:]))
one, other = np.random.default_rng(1).integers(0, len(alone), (2, 1000))
no_negatives_cosine = float(np.median((alone[one] * alone[other]).sum(axis=1)))

# %% [markdown]
# ## Where next
#
# You've added words, counted how often that works and how much of it the rule does, measured a bias without
# making one up, and trained vectors from nothing but who stands next to whom. One thing is still wrong with
# them: *apple* has one row, in the orchard and on the desk. **How would a row look that depends on the
# sentence?** It would have to look at the other words first. That is what [attention](../attention/index.md) does.
#
# - [The Illustrated Word2vec][@illustrated-word2vec] (Jay Alammar): skip-gram and its negatives, step by step, in pictures.
# - [Embedding Projector][@embedding-projector] (Google): ten thousand words in three dimensions, to turn with the mouse.
# - [Man is to Computer Programmer as Woman is to Homemaker?][@word-bias] (Tolga Bolukbasi and others): bias as a
#   direction, and a way to take it out. Read it with [the answer][@fair-sensational] beside it.

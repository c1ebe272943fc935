# ---
# title: Names that nobody has
# description: "The smallest language models: a table of pairs, a network with a window, and a network with a memory, all of which invent first names. Which of those has it memorised?"
# chapter: Words
# order: 1
# level: 2
# minutes: 30
# needs: [layers]
# data: [first_names]
# exports: [inventor]
# downloads: [name-lists.json]
# expects:
#   gru_perplexity: "<= 9.4"
#   step_difference: "< 1e-4"
#   vowels_least: ">= 2"
# says:
#   "In an empty row there's nothing to look up": last_new > best_new
#   "the better it knows its own names": last_known < best_new
#   "Temperature moves that": cold_different < warm_different
#   "the amount isn't all": hardest_rank <= 10
#   "the test has become worse": leak_perplexity < last_new
# parameters:
#   smoke: {rounds: 1, seeds: 2, invented: 60, width: 24}
#   gpu: {rounds: 15, seeds: 5, width: 192}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What does it mean that a language model has a perplexity of 6?
#     answer: On new texts it hesitates, on average, as if between six equally likely letters.
#   - ask: Why doesn't a table with a longer memory write better and better?
#     answer: It has a row for each text that may come before, and nearly all of these rows have never been filled. It knows its own names by heart, and has nothing to say about new ones.
#   - ask: How do you find out whether a network that invents things only repeats what it has read?
#     answer: Put some real things aside that it never sees. See how many of its inventions are among them, and how near the others are to what it has read.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Ten names. For each of them a coin was tossed: either somebody has it, or a small network made it
# up. Can you tell?
#
# <real-or-invented model="inventor" list="name-lists.json">
# Here you could tell real first names from invented ones, ten of them, and see your score. That takes
# JavaScript, which is switched off or didn't load. The rest of the page reads without it.
# </real-or-invented>
#
# The network that you've played against writes one letter at a time. It has seen
# {{ train_count:,}} names, and nobody has told it what a syllable is. We'll get there from something
# much smaller: a table that you could have filled with a pencil. And at the end we'll ask what you
# may have asked already: **did it invent that name, or remember it?**

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import csv
import gzip
import json
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
rounds = 6
seeds = 3
invented = 1000
width = 96

# %% [markdown]
# ## The names
#
# They come from the Python package Faker, which makes up addresses for people who test programs,
# and needs names for them ([where they're from, and the licence](../../about/data.md#first-names)).
# Its lists are by language and country. All names are in small letters from a to z, without
# accents: *Zoë* and *Zoe* are one name here. Behind each stand the lists that have it: `is_IS` is
# Icelandic in Iceland, `en_KE` English in Kenya.

# %%
path = keras.utils.get_file(
    "first-names.csv.gz",
    origin="http://127.0.0.1:8000/data/first-names.csv.gz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="56358472205d55ff3dfaed9390bee228f437341ee650e5ed5c6b4e34daf85585",
)
with gzip.open(path, "rt") as file:
    lists_of = {row["name"]: row["lists"].split() for row in csv.DictReader(file)}
names = list(lists_of)
for name in random.Random(1).sample(names, 10):
    print(f"{name:12}", *lists_of[name])

# %%
#| echo: false
name_count = len(names)
largest, largest_count = Counter(of for n in names for of in lists_of[n]).most_common(
    1
)[0]
largest_name = {"is_IS": "Icelandic", "tr_TR": "Turkish"}.get(largest, largest)
largest_share = largest_count / name_count
list_count = len({of for n in names for of in lists_of[n]})
adrian_lists = len(lists_of["adrian"])
one_list = sum(len(of) == 1 for of in lists_of.values()) / name_count

# %% [markdown]
# {{ name_count:,}} names from {{ list_count }} lists, and {{ one_list:.0%}} of them are on one list
# only. It isn't a fair picture of the world: the longest list is the {{ largest_name }} one, with
# {{ largest_share:.0%}} of all names, and whoever isn't written in Latin letters isn't here at all.
# What a network hears, it will say. Keep that in mind when an invention sounds like a saga.
#
# ## Put some aside
#
# A tenth of the names is put aside to be tested on (the [test
# set](../../guide/glossary.md#test-set)), another tenth to make choices with (the [validation
# set](../../guide/glossary.md#validation-set)). We learn from the rest, the [training
# set](../../guide/glossary.md#training-set).
#
# Careful, though. *Adrian* is on {{ adrian_lists }} of the lists, on some of them with an accent. Had
# we thrown all lists together and put aside a tenth of the *lines*, he'd be on both sides. How many of the lines put aside would have had their twin in the training set?

# %%
lines = [name for name, lists in lists_of.items() for _ in lists]
random.Random(2).shuffle(lines)
tenth = len(lines) // 10
kept = set(lines[tenth:])
leaked = sum(line in kept for line in lines[:tenth])
print(f"{leaked:,} of {tenth:,} lines put aside: {leaked / tenth:.0%}")

# %%
#| echo: false
leak_share = leaked / tenth

# %% [markdown]
# {{ leak_share:.0%}} of our test would have been a test of memory. So each name counts once, spelled
# without accents, *before* we split.

# %%
random.Random(1).shuffle(names)
tenth = len(names) // 10
test, validation, train = names[:tenth], names[tenth : 2 * tenth], names[2 * tenth :]
print(len(train), "to learn from,", len(test), "put aside, in both:", end=" ")
print(len(set(train) & set(test + validation)))

# %%
#| echo: false
train_count, test_count, validation_count = len(train), len(test), len(validation)

# %% [markdown]
# What's left is relatives: *Adriana* may be put aside, and *Adrianna* not. These are two names, and
# no leak. But we'll come back to them.
#
# ## A table of pairs
#
# The smallest language model: for each letter, how often does each letter follow it? A full stop
# stands for the beginning, and for the end. We count.


# %%
LETTERS = ".abcdefghijklmnopqrstuvwxyz"


def moments(names, memory):
    """Each letter of each name, and the letters just before it, as (before, letter)."""
    for name in names:
        text = "." * memory + name + "."
        for place in range(memory, len(text)):
            yield text[place - memory : place], text[place]


def count(names, memory):
    table = defaultdict(Counter)
    for before, letter in moments(names, memory):
        table[before][letter] += 1
    return table


# %%
pairs = count(train, memory=1)
for before in ".aq":
    print(f"after {before}:", *(f"{c} {n}" for c, n in pairs[before].most_common(6)))

# %%
#| fig-alt: A square table of shades with 27 rows and 27 columns. Most rows are strong in the columns of the vowels a, e, i, o and u; the rows of the vowels are strong in n, r, s, l and the full stop.
#| fig-cap: "All of the model: row a says what comes after an a. The columns of the vowels stand out, in the rows of consonants."
shares = np.array([[pairs[row][column] for column in LETTERS] for row in LETTERS])
shares = shares / shares.sum(axis=1, keepdims=True)
fig, ax = plt.subplots(figsize=(6.4, 5.4))
ax.imshow(shares, vmin=0, vmax=0.5)
ax.set_xticks(range(27), LETTERS)
ax.set_yticks(range(27), LETTERS)
ax.set(xlabel="is followed by", ylabel="this letter")
ax.xaxis.set_ticks_position("top")
ax.xaxis.set_label_position("top")
ax.grid(False)
plt.show()

# %%
#| echo: false
after_q = float(shares[LETTERS.index("q"), LETTERS.index("u")])
ends_a = float(shares[LETTERS.index("a"), 0])
starts_a = float(shares[0, LETTERS.index("a")])

# %% [markdown]
# {{ starts_a:.0%}} of the names begin with an *a*, and after an *a* the name is over in
# {{ ends_a:.0%}} of the cases. After a *q*, only {{ after_q:.0%}} of the letters are a *u*: these
# are not English names.
#
# To **write**, begin at the full stop, draw a letter by lot with the shares of its row, go to *its*
# row, and so on, until a full stop is drawn. Here are the first ten of
# [seed](../../guide/glossary.md#seed) 1. (All samples on this
# page are the first ones of a seed. If we'd chosen, you'd be looking at our taste.)


# %%
def share_of_pairs(text, letter):
    row = pairs[text[-1]]
    return row[letter] / row.total()


# %%
def write(share, rng, longest=20):
    """A name, drawn letter by letter."""
    text = "." * 10
    while len(text) < 10 + longest:
        letter = rng.choices(LETTERS, [share(text, letter) for letter in LETTERS])[0]
        if letter == ".":
            break
        text += letter
    return text[10:]


rng = random.Random(1)
print(*(write(share_of_pairs, rng) for _ in range(10)))

# %%
#| echo: false
pair_cells = 27 * 27

# %% [markdown]
# Each pair of neighbours is fine, and the whole is a sneeze. It knows nothing but the last letter:
# not how long the name is already, nor whether there's been a vowel.
#
# ## Between how many letters?
#
# How good is such a model? Show it a name that it hasn't seen, and ask at each letter: which share
# did you give to the one that came? If it gave a fifth, it hesitated as if between five letters; if
# it gave a half, as if between two. Here is one of the names put aside, letter by letter:

# %%
text, hesitations = ".", []
for letter in validation[0] + ".":
    share = share_of_pairs(text, letter)
    hesitations.append(1 / share)
    print(f"{text[-1]}{letter}: a share of {share:.3f}, one of {1 / share:.1f}")
    text += letter

# %% [markdown]
# Averaged over all letters of all names, that is the
# [**perplexity**](../../guide/glossary.md#perplexity): *between how many equally likely
# letters does it hesitate?* The average is one of ratios, so it's taken in logarithms:
#
# $$\text{perplexity} = \exp\Big(\text{mean of} -\log p\Big)$$
#
# where $p$ is the share that it gave to the letter that came. The mean inside is the
# [loss](../../guide/glossary.md#loss) that you know from every classifier, with letters for classes.


# %%
def perplexity(share, names, memory=10):
    losses = [-math.log(share(*moment)) for moment in moments(names, memory)]
    return math.exp(sum(losses) / len(losses))


# %% [markdown]
# Whoever knows nothing hesitates between 27. Whoever knows how frequent each letter is, and no more,
# between {{ alone:.1f}}.
#
# <make-a-guess name="pairs" kind="number" min="1" max="27" unit="letters"
#   answer="{{ pairs_guess }}" by="the run"
#   question="And with the table of pairs? Between how many letters does it hesitate, on names that it hasn't seen?">
# And with the table of pairs? Between how many letters does it hesitate, on names that it hasn't
# seen? Write down a number.
# </make-a-guess>
#
# (One thing first. Some pairs never occurred, and a share of 0 has no logarithm. So we add a
# hundredth of a count to every cell of the table: *nothing is impossible*.)


# %%
def with_memory(memory, names=train, extra=0.01):
    """The share of a letter by a table that remembers so many letters."""
    table, empty = count(names, memory), Counter()

    def share(text, letter):
        row = table.get(text[len(text) - memory :], empty)
        return (row[letter] + extra) / (row.total() + 27 * extra)

    return share


# %%
#| echo: false
alone = perplexity(with_memory(0), validation)

# %%
#| answers: pairs
pair_perplexity = perplexity(with_memory(1), validation)
print(f"one letter: {pair_perplexity:.2f}")

# %%
#| echo: false
pairs_guess = round(pair_perplexity, 1)

# %% [markdown]
# <your-guess name="pairs"></your-guess>
#
# {{ pair_perplexity:.1f}}. If you guessed two or three, you thought of your own language, where you
# know the words. Here the next name may be from any of {{ list_count }} lists.
#
# ## A longer memory
#
# The cure seems plain: remember more letters. A table with a row for each pair, or for each three
# letters, and so on. Each letter more makes 27 times as many rows, but memory is cheap.
#
# <make-a-guess name="memory" kind="choice" answer="{{ best_memory }}" by="the run"
#   options="1 | 2 | 3 | 4 | 5 | 6"
#   question="How many letters should the table remember, to hesitate the least on new names?">
# How many letters should the table remember, to hesitate the least on new names: 1, 2, 3, 4, 5 or 6?
# </make-a-guess>

# %%
#| answers: memory
known, new, filled = [], [], []
for memory in range(7):
    share = with_memory(memory)
    known.append(perplexity(share, train))
    new.append(perplexity(share, validation))
    filled.append(sum(map(len, count(train, memory).values())) / 27 ** (memory + 1))
    print(f"{memory} letters, {27 ** (memory + 1):14,} cells,", end=" ")
    print(f"{filled[-1]:8.4%} filled: {known[-1]:5.2f} / {new[-1]:5.2f}")

# %%
#| answers: memory
#| fig-alt: Two curves of perplexity against the number of letters remembered, from 0 to 6. On the training names it falls and falls. On new names it falls to a lowest point early on and then rises.
#| fig-cap: The more it remembers, the better it knows its own names. New ones are another matter.
fig, ax = plt.subplots(figsize=(6.4, 2.8))
ax.plot(range(7), known, "o-", label="names it learned from")
ax.plot(range(7), new, "s-", label="new names")
ax.set(xlabel="letters remembered", ylabel="perplexity", ylim=(0, None))
ax.legend()
plt.show()

# %%
#| echo: false
best_memory = int(np.argmin(new))
best_new, last_new, last_known = min(new), new[-1], known[-1]
best_filled, last_filled = filled[best_memory], filled[-1]
cells_last = 27**7
six, six_rng = with_memory(6), random.Random(1)
sample_list = [write(six, six_rng) for _ in range(10)]
sample = " ".join(sample_list)
copied = sum(name in set(train) for name in sample_list)

# %% [markdown]
# <your-guess name="memory"></your-guess>
#
# With {{ best_memory }}. There it hesitates between {{ best_new:.1f}} letters; with six letters its
# own names are down to {{ last_known:.1f}}, and new ones up to {{ last_new:.1f}}.
# If you said six, you've met the **misconception** of this page: *the more it remembers, the better
# it writes.* Six letters make {{ cells_last:,}} cells, of which {{ train_count:,}} names fill
# {{ last_filled:.5%}}. In an empty row there's nothing to look up. That is
# [overfitting](../../guide/glossary.md#overfitting), in a form that you can hold in your hand.
#
# What the table with six letters writes shows it as well. The first ten of seed 1:
#
# > {{ sample }}
#
# {{ copied }} of these ten stand in its list. Where a draw has led it off the paths that it knows, it's in
# an empty row: all 27 letters are alike there, and it seldom finds its way back.
#
# ## Ask a shorter memory
#
# Tables can be mended. Where the long one has seen little, ask the shorter one. Its answer goes in
# as if it had been counted a few times: `strength` times, to be exact. And where *that* one has seen
# little, it asks the next shorter one.

# %%
tables = [count(train, memory) for memory in range(7)]
NOTHING = Counter()


def share_with_help(text, letter, memory, strength):
    if memory < 0:
        return 1 / 27
    shorter = share_with_help(text, letter, memory - 1, strength)
    row = tables[memory].get(text[len(text) - memory :], NOTHING)
    return (row[letter] + strength * shorter) / (row.total() + strength)


# %% [markdown]
# How strong, and how long a memory? That's what the validation names are for, which we've used all
# along: choose with them, and look at the test names when all is chosen. That is now.


# %%
def with_help(memory, strength):
    return lambda text, letter: share_with_help(text, letter, memory, strength)


choices = {
    (memory, strength): perplexity(with_help(memory, strength), validation)
    for memory in range(2, 7)
    for strength in (3, 10, 30, 100)
}
memory, strength = min(choices, key=choices.get)
table_perplexity = perplexity(with_help(memory, strength), test)
print(f"{memory} letters, strength {strength}: {table_perplexity:.2f}")

# %%
#| echo: false
table_memory, table_strength = memory, strength
helped = table_perplexity < best_new

# %% [markdown]
# {{ table_perplexity:.2f}}, with a memory of {{ table_memory }}. Without a network, without a single
# [gradient](../../guide/glossary.md#gradient). **Whatever we build next has to beat this.**
#
# ## A network with a window
#
# A table treats *mar* and *mer* as strangers: what it has learned about one is of no use to the
# other. A network needn't. It gives each letter a short list of numbers, its
# [embedding](../../guide/glossary.md#embedding), and letters that behave alike may get similar ones.
# The last six of these lists, side by side, go into two [dense
# layers](../../guide/glossary.md#dense-layer). That's a multilayer perceptron, **MLP** for short.
#
# Names become tensors: a letter is its place in `LETTERS`, and after each the one to foretell. What
# comes after the end isn't asked for: -100 tells PyTorch to leave it out.

# %%
LONGEST = 12  # letters in the longest name


def tensors(names):
    """Letters, (names, 13), from the full stop on, and after each the next one."""
    inputs = torch.zeros(len(names), LONGEST + 1, dtype=torch.long)
    labels = torch.full_like(inputs, -100)
    for row, name in enumerate(names):
        places = torch.tensor([LETTERS.index(letter) for letter in name])
        inputs[row, 1 : len(name) + 1] = places
        labels[row, : len(name)] = places
        labels[row, len(name)] = 0
    return inputs, labels


# %%
class Window(nn.Module):
    def __init__(self, memory=6, numbers=16):
        super().__init__()
        self.memory = memory
        self.letters = nn.Embedding(27, numbers)
        self.layers = nn.Sequential(
            nn.Linear(memory * numbers, 128), nn.Tanh(), nn.Linear(128, 27)
        )

    def forward(self, inputs):
        """Scores of the next letter, (names, letters, 27)."""
        padded = functional.pad(inputs, (self.memory - 1, 0))
        windows = padded.unfold(1, self.memory, 1)  # (names, letters, memory)
        return self.layers(self.letters(windows).flatten(2))


# %%
train_inputs, train_labels = tensors(train)
print(tuple(train_inputs.shape))


# %%
def trained(network, seed):
    torch.manual_seed(seed)
    model = network()
    adam = torch.optim.Adam(model.parameters())
    batches = math.ceil(len(train) / 128) * rounds
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.01, total_steps=batches)
    for _ in range(rounds):
        for batch in torch.randperm(len(train)).split(128):
            scores, labels = model(train_inputs[batch]), train_labels[batch]
            loss = functional.cross_entropy(scores.transpose(1, 2), labels)
            adam.zero_grad()
            loss.backward()
            adam.step()
            plan.step()
    return model.eval()


# %% [markdown]
# PyTorch's cross-entropy is the mean of $-\log p$, so its exponential is the perplexity.


# %%
@torch.no_grad()
def network_perplexity(model, names):
    inputs, labels = tensors(names)
    return functional.cross_entropy(model(inputs).transpose(1, 2), labels).exp().item()


windows = [trained(Window, seed) for seed in range(seeds)]
window_perplexities = [network_perplexity(model, test) for model in windows]
print("window:", *(f"{each:.2f}" for each in window_perplexities))
print(f"table:  {table_perplexity:.2f}")

# %% [markdown]
# Is that a gain or a loss against the table? By [the rule of this site](../../guide/luck.md), over
# {{ seeds }} seeds:


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


print(verdict(table_perplexity - np.array(window_perplexities)))

# %%
#| echo: false
window_perplexity = float(np.mean(window_perplexities))
window_verdict = verdict(table_perplexity - np.array(window_perplexities))
window_words = {
    "a gain": "so the network has the better ear already",
    "a loss": "so a table and a good idea beat a network without one",
    "nothing": "so these seeds can't tell the two apart",
}[window_verdict]
window_weights = sum(weights.numel() for weights in windows[0].parameters())

# %% [markdown]
# {{ window_perplexity:.2f}} against {{ table_perplexity:.2f}}: *{{ window_verdict }}*,
# {{ window_words }}. Look at what the network has for it, though. It has {{ window_weights:,}}
# numbers, and here are some of them: the embeddings of seed 0, {{ window_numbers }} numbers for each
# letter, flattened to the two directions in which they differ most. Before you look: which letters
# belong together, if nobody knows how they sound?
#
# <make-a-guess name="vowels" kind="choice" answer="{{ vowel_word }}" by="the run"
#   options="all five | three or four | at most two"
#   question="For how many of the five vowels a, e, i, o, u is the letter with the most similar embedding a vowel, too (y counts as one)?">
# For how many of the five vowels a, e, i, o, u is the letter with the most similar embedding a vowel,
# too? (y counts as one.)
# </make-a-guess>

# %%
#| answers: vowels
#| fig-alt: The letters a to z and the full stop as points in a plane. Vowels are set in another colour than consonants.
#| fig-cap: Two directions of the embeddings, out of sixteen. Vowels are orange. Nobody told the network which letters are vowels.
embeddings = windows[0].letters.weight.detach().numpy()
centred = embeddings - embeddings.mean(axis=0)
places = centred @ np.linalg.svd(centred)[2][:2].T
fig, ax = plt.subplots(figsize=(6.4, 4))
ax.scatter(*places.T, s=0)
for letter, place in zip(LETTERS, places):
    colour = "C1" if letter in "aeiouy" else "C0"
    ax.annotate(letter, place, color=colour, fontsize=15, ha="center", va="center")
ax.set(xlabel="first direction", ylabel="second direction")
plt.show()


# %%
#| answers: vowels
def nearest_letter(model, letter):
    """The letter whose embedding points most nearly the same way (by cosine)."""
    rows = functional.normalize(model.letters.weight.detach(), dim=1)
    alike = rows @ rows[LETTERS.index(letter)]
    alike[[0, LETTERS.index(letter)]] = -1  # neither the full stop, nor itself
    return LETTERS[alike.argmax()]


for seed, model in enumerate(windows):
    nearest = [nearest_letter(model, vowel) for vowel in "aeiou"]
    print(f"seed {seed}:", *(f"{v}-{n}" for v, n in zip("aeiou", nearest)))

# %%
#| echo: false
vowels_near = [
    sum(nearest_letter(model, vowel) in "aeiouy" for vowel in "aeiou")
    for model in windows
]
vowel_count = vowels_near[0]
vowel_word = (
    "all five"
    if vowel_count == 5
    else "three or four"
    if vowel_count >= 3
    else "at most two"
)
vowels_least, vowels_most = min(vowels_near), max(vowels_near)
vowels_said = (
    f"{vowels_least}"
    if vowels_least == vowels_most
    else f"{vowels_least} to {vowels_most}"
)
window_numbers = embeddings.shape[1]

# %% [markdown]
# <your-guess name="vowels"></your-guess>
#
# {{ vowel_count }} of 5 with this seed, and {{ vowels_said }} over all {{ seeds }} seeds. By chance it
# would be one. It learned this because it pays: what it finds out about one vowel is of use to the others, and a table
# can't do that.
#
# ## A network with a memory
#
# The window has an edge. Six letters back, and a letter is gone. What we'd like is a network that
# reads letter after letter and keeps **notes**: a list of numbers, its **state**, which it rewrites a
# little with each letter that comes. That is a [recurrent
# network](../../guide/glossary.md#recurrent-network), and ours is a **GRU**, a *gated recurrent unit*
# ([Cho and others, 2014][@gru]). With each letter it does three things:
#
# 1. It decides which of its notes to consult: a share between 0 and 1 for each, the *reset gate* $r$.
# 2. From these and from the letter it **proposes** new notes $n$.
# 3. It decides how far each note moves towards the proposal: the *update gate* $z$. Where it's 0,
#    the old note stays, for as many letters as it likes.
#
# $$h \leftarrow h + z \cdot (n - h)$$
#
# That takes three tables of [weights](../../guide/glossary.md#weight), the same three for each letter,
# and a fourth for the scores. (Two of the three are one `Linear` below, since both gates read the same.)


# %%
class GRU(nn.Module):
    def __init__(self, numbers=16):
        super().__init__()
        self.letters = nn.Embedding(27, numbers)
        self.gates = nn.Linear(numbers + width, 2 * width)
        self.proposal = nn.Linear(numbers + width, width)
        self.next = nn.Linear(width, 27)

    def step(self, letter, state):
        """Read a letter, (names,); give the new state, (names, width)."""
        read = self.letters(letter)
        gates = self.gates(torch.cat([read, state], dim=1)).sigmoid()
        reset, update = gates.chunk(2, dim=1)
        proposal = self.proposal(torch.cat([read, reset * state], dim=1)).tanh()
        return state + update * (proposal - state)

    def forward(self, inputs):
        """Scores of the next letter, (names, letters, 27)."""
        states = [torch.zeros(len(inputs), width)]
        for letter in inputs.T:
            states.append(self.step(letter, states[-1]))
        return self.next(torch.stack(states[1:], dim=1))


# %% [markdown]
# It's trained as the window was, with the same names in the same number of rounds.
#
# <make-a-guess name="memory-helps" kind="number" min="5" max="15" unit="letters"
#   answer="{{ gru_guess }}" by="the run"
#   question="The table hesitates between {{ table_perplexity:.2f}} letters, the window between {{ window_perplexity:.2f}}. And the network with a memory?">
# The table hesitates between {{ table_perplexity:.2f}} letters, the window between
# {{ window_perplexity:.2f}}. And the network with a memory? Write down a number.
# </make-a-guess>

# %%
#| answers: memory-helps
grus = [trained(GRU, seed) for seed in range(seeds)]
gru_perplexities = np.array([network_perplexity(model, test) for model in grus])
print("GRU:", *(f"{each:.2f}" for each in gru_perplexities))
print("against the window:", verdict(np.array(window_perplexities) - gru_perplexities))
print("against the table: ", verdict(table_perplexity - gru_perplexities))

# %%
#| echo: false
gru_perplexity = float(gru_perplexities.mean())
gru_known = float(np.mean([network_perplexity(model, train) for model in grus]))
gru_guess = round(gru_perplexity, 1)
gru_verdict = verdict(np.array(window_perplexities) - gru_perplexities)
gru_table_verdict = verdict(table_perplexity - gru_perplexities)
gru_weights = sum(weights.numel() for weights in grus[0].parameters())
gru_notes = width
table_counts = sum(len(row) for table in tables[: memory + 1] for row in table.values())
mean_length = float(np.mean([len(name) for name in names]))
gru_table_words = {
    "a gain": "so at last the network is ahead of it",
    "a loss": "so the table is still ahead",
    "nothing": "so these seeds can't tell the two apart",
}[gru_table_verdict]

# %% [markdown]
# <your-guess name="memory-helps"></your-guess>
#
# | model | what it keeps | perplexity on new names |
# | --- | --- | ---: |
# | table, {{ table_memory }} letters, with help | {{ table_counts:,}} counts | {{ table_perplexity:.2f}} |
# | window, six letters | {{ window_weights:,}} weights | {{ window_perplexity:.2f}} |
# | GRU | {{ gru_weights:,}} weights | {{ gru_perplexity:.2f}} |
#
# (Networks: means over {{ seeds }} seeds, on the test names.) Against the window the rule says
# *{{ gru_verdict }}*, against the table *{{ gru_table_verdict }}*, {{ gru_table_words }}. If you hoped
# for 3, remember the parents: a name is *meant* to be hard to guess. On the names that it learned from
# the GRU hesitates between {{ gru_known:.1f}}, so it has begun to learn them by heart, too. More about
# that below.
#
# Don't be ashamed of the table. A name has {{ mean_length:.1f}} letters on average, so
# {{ table_memory }} of them are most of it, and a longer memory has little to add. And each letter more costs the table a new
# set of rows, while the GRU's notes stay {{ gru_notes }} numbers, however long the text gets.
#
# ## Let it write
#
# Draw a letter with the shares that it gives, feed it back in, and go on from the notes. Before the
# draw, we can make the shares bolder or shyer. Divide the scores by a
# [**temperature**](../../guide/glossary.md#temperature): below 1, and
# the likely letters get even likelier; above 1, and all become more alike. The name is borrowed from
# physics, where the same formula says how restless molecules are.


# %%
@torch.no_grad()
def invent(gru, count, seed, temperature=1.0):
    """So many names, written letter by letter; what has no end by then is cut off."""
    rng = torch.Generator().manual_seed(seed)
    state, letter, wrote = torch.zeros(count, width), torch.zeros(count).long(), []
    for _ in range(20):
        state = gru.step(letter, state)
        shares = (gru.next(state) / temperature).softmax(dim=1)
        letter = shares.multinomial(1, generator=rng)[:, 0]
        wrote.append(letter)
    texts = ["".join(LETTERS[n] for n in row) for row in torch.stack(wrote, 1)]
    return [text.split(".")[0] for text in texts]


# %%
gru = grus[0]
temperatures = (0.3, 0.6, 1.0, 1.5)
for temperature in temperatures:
    print(f"{temperature}:", *invent(gru, 8, seed=1, temperature=temperature))

# %% [markdown]
# The first eight of seed 1, at each temperature. The coldest row plays safe; the hottest has had too
# much coffee. At 1 the network says what it believes, and that's the temperature of the game at the
# top.
#
# ## Memorised or invented?
#
# Now the question of this page. We let it write {{ invented:,}} names at temperature 1, count each
# name once, and look them up: in the training set / among the names put aside (test and validation) /
# nowhere. And we do it with each of the {{ seeds }} trained networks.
#
# <make-a-guess name="found" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ train_percent }}" by="the run"
#   question="Of 100 different names that it writes at temperature 1, how many stand in its training set?">
# Of 100 different names that it writes at temperature 1, how many stand in its training set? Write
# down a number.
# </make-a-guess>

# %%
#| answers: found
learned, aside = set(train), set(test + validation)
found = {}
for temperature in temperatures:
    for seed in range(seeds):
        wrote = {*invent(grus[seed], invented, seed, temperature)} - {""}
        parts = len(wrote & learned), len(wrote & aside), len(wrote - learned - aside)
        found[temperature, seed] = np.array(parts)
    total = sum(found[temperature, seed] for seed in range(seeds))
    shares = " / ".join(f"{share:4.1%}" for share in total / total.sum())
    print(f"{temperature}: {shares} of {total.sum():,} names")

# %%
#| echo: false
totals = {t: sum(found[t, s] for s in range(seeds)) for t in temperatures}
in_train, in_aside, in_nowhere = (
    float(n) for n in totals[1.0] / max(1, totals[1.0].sum())
)
train_percent = round(100 * in_train)
cold_train = float(totals[0.3][0] / max(1, totals[0.3].sum()))
cold_different, warm_different = int(totals[0.3].sum()), int(totals[1.0].sum())
hot_nowhere = float(totals[1.5][2] / max(1, totals[1.5].sum()))
written = invented * seeds
real_ones = int(totals[1.0][0] + totals[1.0][1])
aside_of_real = float(totals[1.0][1] / max(1, real_ones))
aside_of_all = (test_count + validation_count) / name_count
# By seed: the share of what was put aside among the real names that it wrote.
aside_by_seed = np.array(
    [
        found[1.0, s][1] / max(1, found[1.0, s][0] + found[1.0, s][1])
        for s in range(seeds)
    ]
)
memory_verdict = verdict(aside_of_all - aside_by_seed)
memory_words = {
    "a gain": "so it does prefer what it has read, by more than luck",
    "a loss": "so it writes what it hasn't read even more often, by more than luck",
    "nothing": "so these seeds see no sign that it prefers what it has read",
}[memory_verdict]

# %% [markdown]
# <your-guess name="found"></your-guess>
#
# {{ in_train:.0%}} stand in its training set, and {{ in_nowhere:.0%}} nowhere. Temperature moves that:
# at 0.3, {{ cold_train:.0%}} are old acquaintances, and of {{ written:,}} draws only
# {{ cold_different:,}} are different; at 1.5, {{ hot_nowhere:.0%}} are nowhere to be found.
#
# So {{ train_percent }}% were memorised? Not so fast. Look at the middle column: {{ in_aside:.1%}} are
# real names that were **put aside**. Those it can't have memorised. It has *re-invented* them. And this
# gives us a measure. Of all our names, {{ aside_of_all:.0%}} were put aside. A network that had
# learned how names go, and remembered no single one, wouldn't know which of them it has read: of the
# real names that it writes, {{ aside_of_all:.0%}} would be among those put aside. One that only
# repeats would be at 0.
#
# Ours has {{ aside_of_real:.1%}} ({{ real_ones:,}} real names over {{ seeds }} seeds). The rule says
# *{{ memory_verdict }}* for the names that it has read, {{ memory_words }}. And the table with
# help?

# %%
share, by_table = with_help(memory, strength), []
for seed in range(seeds):
    rng = random.Random(seed)
    wrote = {write(share, rng) for _ in range(invented)} - {""}
    by_table.append([len(wrote & learned), len(wrote & aside), len(wrote)])
old, put_aside, different = sum(np.array(by_table))
print(f"table: {old / different:.0%} learned, {put_aside / different:.0%} put aside")
print(f"of its real names, {put_aside / (old + put_aside):.1%} were put aside")

# %%
#| echo: false
table_train = float(old / different)
table_aside_of_real = float(put_aside / max(1, old + put_aside))
times_copied = table_train / max(in_train, 0.001)
copies_of_table = np.array([row[0] / row[2] for row in by_table])
copies_of_gru = np.array([found[1.0, s][0] / found[1.0, s].sum() for s in range(seeds)])
copy_verdict = verdict(copies_of_table - copies_of_gru)
copy_words = {
    "a gain": "the table copies more",
    "a loss": "the table copies less",
    "nothing": "these seeds see no difference",
}[copy_verdict]

copy_note = {
    "a gain": "Here the better model is also the one that copies less.",
    "a loss": "Here the better model is the one that copies more.",
    "nothing": "By their perplexities nobody could have told the two apart.",
}[gru_table_verdict]

# %% [markdown]
# {{ table_train:.0%}} of what the table writes stands in its training set, against {{ in_train:.0%}}
# for the GRU: by the rule, {{ copy_words }}. And of the table's real names {{ table_aside_of_real:.1%}}
# were put aside, where the GRU has {{ aside_of_real:.1%}}. {{ copy_note }} A table
# hands out pieces of names as it has found them; a network has to boil them down to
# {{ gru_weights:,}} weights.
#
# ## The nearest name
#
# *Nowhere* may still be a copy with one letter changed. So for each invention we look for the nearest
# name of the training set: how many letters have to be changed, put in or left out, the **edit
# distance**.


# %%
codes = train_inputs[:, 1:].numpy()
lengths = np.array([len(name) for name in train])


def distances(name):
    """Letters to change, put in or leave out, from this name to each training name."""
    row = np.tile(np.arange(LONGEST + 1), (len(train), 1))  # from the empty name
    for letter in name:
        above, row = row, row + 1
        place = LETTERS.index(letter)
        for end in range(1, LONGEST + 1):
            changed = above[:, end - 1] + (codes[:, end - 1] != place)
            put_in = row[:, end - 1] + 1
            row[:, end] = np.minimum(np.minimum(above[:, end] + 1, put_in), changed)
    return row[np.arange(len(train)), lengths]


# %% [markdown]
# But near compared with what? Real names are near each other, too: *Adriana* and *Adrianna* again. So
# we ask the same of real names that were put aside, as many as there are inventions.

# %%
wrote = invent(gru, invented, seed=1)
inventions = [n for n in dict.fromkeys(wrote) if n and n not in learned | aside]
inventions = inventions[: len(test) // 5]
real = test[: len(inventions)]
print(f"{len(inventions)} inventions, {len(real)} real names put aside")
for name in inventions[:8]:
    away = distances(name)
    print(f"{name:12} is {away.min()} from {train[away.argmin()]}")

# %%
near_invented = np.array([distances(name).min() for name in inventions])
near_real = np.array([distances(name).min() for name in real])

# %%
#| fig-alt: Bars for edit distances 1 to 5 and more. For inventions and for real names put aside, the share whose nearest training name is so far away.
#| fig-cap: How far it is to the nearest name of the training set, for inventions and for real names that were put aside.
fig, ax = plt.subplots(figsize=(6.4, 2.8))
far = np.arange(1, 6)
for shift, near, label in (
    (-0.2, near_invented, "inventions"),
    (0.2, near_real, "real"),
):
    part = [np.mean(near == d) if d < 5 else np.mean(near >= d) for d in far]
    ax.bar(far + shift, 100 * np.array(part), width=0.4, label=label)
ax.set_xticks(far, ["1", "2", "3", "4", "5+"])
ax.set(xlabel="letters to change", ylabel="names (%)")
ax.legend()
plt.show()

# %%
#| echo: false
one_invented, one_real = (
    float(np.mean(near_invented == 1)),
    float(np.mean(near_real == 1)),
)
mean_invented, mean_real = float(near_invented.mean()), float(near_real.mean())
inventions_count = len(inventions)
distance_words = (
    "so the inventions keep at least as far from what it has read as real names do"
    if mean_invented >= mean_real
    else "so the inventions lean on what it has read, more than real names do"
)

# %% [markdown]
# {{ one_real:.0%}} of the real names are one letter away from a name of the training set, and
# {{ one_invented:.0%}} of the inventions. The mean distances are
# {{ mean_real:.2f}} and {{ mean_invented:.2f}}, {{ distance_words }}. (Those that are copies outright,
# we've counted above.) Don't take it for praise alone: what is far from all names may be far from being
# a name.
#
# Hence the opinion of this page: **a sample is an anecdote.** When somebody shows you what their
# network has written, ask for two numbers: how surprised it is by what it never saw, and how near its
# inventions are to what it did see, *compared with how near real things are to each other*. The second
# one is hardly ever shown, and it's the one that decides whether you're looking at a poet or at a
# photocopier.
#
# ## Where it's at a loss
#
# Now the failures. Which names surprise it? For each list, we take the test names that are on this
# list and no other, and ask for the perplexity. Lists with fewer than {{ fewest }} such names are left
# out.

# %%
fewest = 20
own = defaultdict(list)
for name in test:
    if len(lists_of[name]) == 1:
        own[lists_of[name][0]].append(name)
own = {of: those for of, those in own.items() if len(those) >= fewest}
by_list = {of: network_perplexity(gru, those) for of, those in own.items()}
order = sorted(by_list, key=by_list.get)

# %%
#| fig-alt: Horizontal bars, one for each list, from the lowest perplexity to the highest, with the number of names learned from in brackets.
#| fig-cap: How surprised it is by new names of each list; in brackets, how many names of that list it has learned from.
learned_of = Counter(of for name in train for of in lists_of[name])
fig, ax = plt.subplots(figsize=(6.4, 0.27 * len(order) + 0.8))
ax.barh([f"{of} ({learned_of[of]})" for of in order], [by_list[of] for of in order])
ax.axvline(network_perplexity(gru, test), color="0.5", lw=1, ls=":")
ax.set(xlabel="perplexity (dotted: all test names)", xlim=(0, None))
ax.invert_yaxis()
ax.grid(axis="y", visible=False)
plt.show()

# %%
each = sorted(test, key=lambda name: network_perplexity(gru, [name]))
print("least surprising:", *each[:8])
print("most surprising: ", *each[-8:])

# %%
#| echo: false
easiest, hardest = order[0], order[-1]
easiest_perplexity, hardest_perplexity = by_list[easiest], by_list[hardest]
easiest_learned, hardest_learned = learned_of[easiest], learned_of[hardest]
by_amount = [of for of, _ in learned_of.most_common()]
hardest_rank, lists_ranked = by_amount.index(hardest) + 1, len(by_amount)
hardest_place = {1: "first", 2: "second", 3: "third"}.get(
    hardest_rank, f"in place {hardest_rank} of {lists_ranked}"
)

# %% [markdown]
# It does best on `{{ easiest }}` ({{ easiest_perplexity:.1f}}), of which it has learned from
# {{ easiest_learned:,}} names, and worst on `{{ hardest }}` ({{ hardest_perplexity:.1f}}), with
# {{ hardest_learned:,}}. It's a language model with a mother tongue, and so are the large ones. But the
# amount isn't all: `{{ hardest }}` comes {{ hardest_place }} by the number of names, and still it's the
# hardest to foretell.
#
# ## Into the browser
#
# The page needs one **step**: a letter and the state go in, the shares of the next letter and the new
# state come out. Whoever calls it keeps the state. The draw, and the temperature, are the page's: if
# $p$ are the shares at temperature 1, those at $T$ are in proportion to $p^{1/T}$.


# %%
class OneStep(nn.Module):
    def __init__(self, gru):
        super().__init__()
        self.gru = gru

    def forward(self, letter, state):
        # (names, 1) and (names, width)
        state = self.gru.step(letter[:, 0], state)
        return self.gru.next(state).softmax(dim=1), state


# %% [markdown]
# Is it the same? We read the test names step by step, and compare with reading them at once.

# %%
step, state, stepwise, states = OneStep(gru), torch.zeros(len(test), width), [], []
inputs, labels = tensors(test)
with torch.no_grad():
    at_once = gru(inputs).softmax(dim=2)
    for letter in inputs.split(1, dim=1):
        states.append((letter, state))
        shares, state = step(letter, state)
        stepwise.append(shares)
step_difference = (torch.stack(stepwise, 1) - at_once).abs().max().item()
print("differences below a ten-thousandth:", step_difference < 1e-4)

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

examples = (torch.cat([part[:4] for part in parts]) for parts in zip(*states[:6]))
card = to_tfjs(
    step,
    "exported/inventor",
    title="One step of a GRU that invents first names",
    labels=[*LETTERS],
    example=tuple(examples),
    metrics={"test_perplexity": float(gru_perplexities[0])},
)
lists = {"learned": " ".join(sorted(train)), "aside": " ".join(sorted(aside))}
Path("exported/name-lists.json").write_text(json.dumps(lists))

# %% [markdown]
# Here it is. Type a beginning, choose a temperature, and let it write, letter by letter or a whole
# name. The bars are the shares of the next letter, at your temperature. And of each name it's said
# whether it stands in the training set.
#
# <invent-names model="inventor" list="name-lists.json">
# Here you could type the beginning of a name and watch a network finish it, letter by letter. That
# takes JavaScript.
# </invent-names>
#
# Now make it fail. First turn it <try-it set="temperature: 0.2">cold</try-it> and
# take ten names: how many of them are new? Then turn it <try-it set="temperature:
# 2">hot</try-it>. And give it <try-it set="begin: xzq; temperature: 1">a beginning
# that no name has</try-it>: look at the bars. It can't say *"that's not how names begin"*. It can only
# say what comes next.
#
# ## Exercises
#
# **1. A minute.** A model gives these shares to the three letters of a name: one half, one quarter,
# one eighth.
#
# <check-yourself name="by-hand" kind="number" unit="letters" answer="4"
#   question="What is its perplexity on this name (leave the end out)?"
#   hint="It hesitates between 2, then 4, then 8 letters. Multiply them, and take the third root."
#   wrong="4.67: That's the plain mean of 2, 4 and 8. The mean is taken of logarithms. | 14: That's their sum."
#   why="2 times 4 times 8 is 64, and its third root is 4. In logarithms: the mean of 1, 2 and 3 bits is 2 bits, and two bits choose between four.">
# The third root of 2 · 4 · 8 is 4.
# </check-yourself>
#
# **2. On paper.** At temperature 1 the next letter is *a* with a share of 0.8, or *e* with 0.2.
#
# <check-yourself name="cold" kind="number" unit="%" answer="94" tolerance="1"
#   question="What share has the a at temperature 0.5?"
#   hint="Raise both shares to the power of 1/0.5 = 2. Then divide by their sum."
#   wrong="64: That's 0.8 squared. The two have to add up to 100% again. | 80: That's at temperature 1."
#   why="0.64 and 0.04, divided by 0.68: 94% and 6%. What was four to one is now sixteen to one.">
# 0.64 / (0.64 + 0.04) is 94%.
# </check-yourself>
#
# **3. In the page.** Give the network above the beginning `bj` and look at the bars. Then go back to
# the figure of the lists.
#
# <check-yourself name="mother-tongue" kind="choice" answer="the Icelandic one"
#   options="the Icelandic one | the Indonesian one | all of them alike"
#   question="From which of the lists does it know how to go on?"
#   hint="Which list is the longest? And where do names begin with Bj?"
#   wrong="the Indonesian one: {{ bj_indonesian }} of the training names that begin with bj are on it. | all of them alike: It learns from what it reads, and reads what's there."
#   why="Of the {{ bj_count }} training names that begin with bj, {{ bj_icelandic }} are on the Icelandic list.">
# The Icelandic one: {{ bj_icelandic }} of the {{ bj_count }} training names that begin so.
# </check-yourself>
#
# **4. A leak.** Split the *lines* of the lists in place of the names (`lines`, above), and train the
# table with six letters on them.
#
# <check-yourself name="leak" kind="choice" answer="it falls"
#   options="it falls | it rises | it stays"
#   question="What does its perplexity on the lines put aside do, compared with that on our validation names?"
#   hint="What is the table with six letters good at?"
#   wrong="it rises: It would, if these lines were new to it. | it stays: For a model that remembers nothing it might."
#   why="From {{ last_new:.0f}} to {{ leak_perplexity:.1f}}: {{ leak_share:.0%}} of the lines put aside have a twin among those that it knows by heart. The table hasn't become any better; the test has become worse.">
# It falls, to {{ leak_perplexity:.1f}}: {{ leak_share:.0%}} of those lines have a twin in the training set.
# </check-yourself>
#
# **5. Names of your own.** Replace `names` by a list of yours: towns, plants, the streets of your
# city. In small letters from a to z; a few hundred will do. Then look what comes out of `invent`.
#
# <check-yourself name="own" kind="choice" answer="a table or a small width, with few rounds"
#   options="a table or a small width, with few rounds | the same network, with more rounds | a wider network"
#   question="You have 300 names, not {{ train_count:,}}. What would you begin with?"
#   hint="What will {{ gru_weights:,}} weights do with 300 names?"
#   wrong="the same network, with more rounds: It'll know your 300 by heart, and write them back to you. Look at its validation perplexity. | a wider network: More weights are more memory, and there's less to learn."
#   why="Compare them by the perplexity on names put aside, as here. The table has one more charm: it's trained before you've lifted your finger.">
# A table, or a small width with few rounds. Judge by the names put aside.
# </check-yourself>

# %%
#| echo: false
begin_bj = [name for name in train if name.startswith("bj")]
bj_count = len(begin_bj)
bj_icelandic = sum("is_IS" in lists_of[name] for name in begin_bj)
bj_indonesian = sum("id_ID" in lists_of[name] for name in begin_bj)
line_tenth = len(lines) // 10
leaky = with_memory(6, names=lines[line_tenth:])
leak_perplexity = perplexity(leaky, lines[:line_tenth])

# %% [markdown]
# ## Where next
#
# You've built three language models, measured all of them in the same currency, and asked the last
# one where it has its names from. There are two hard things in computing, they say: naming, and
# invalidating caches. One of them we've now delegated (`model_final_v2_really.pt` says how well
# it went without). What the GRU has in its notes after six letters, nobody can read off; a network that
# *looks back* at its letters, and shows where, is the one in [Attention, and a GPT that
# sorts](../attention/index.md). **Does it need a memory at all?**
#
# - [A Neural Probabilistic Language Model][@neural-language-model] (Yoshua Bengio and others): the
#   network with a window, for words, and the idea that words get embeddings.
# - [Understanding LSTM Networks][@colah-lstm] (Christopher Olah): the gates of the GRU's older cousin,
#   in the best pictures there are.
# - [Deep Recurrent Nets character generation demo][@recurrentjs] (Andrej Karpathy): sentences that form
#   out of noise, while a network trains in your browser.

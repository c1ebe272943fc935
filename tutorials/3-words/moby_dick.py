# ---
# title: Call me something
# description: A network reads Moby-Dick letter by letter and goes on writing. Tables that count are ready in seconds, so what is the network for? One of its numbers knows whether somebody is speaking.
# chapter: Words
# order: 3
# level: 3
# minutes: 35
# needs: [names]
# data: [moby_dick]
# exports: [moby, moby-midway, moby-early]
# expects:
#   gru_bits: "<= 2.4"
#   table_bits: "<= 2.3"
#   sums_off: "< 1e-9"
#   step_difference: "< 1e-4"
#   unit_right: ">= 0.7"
#   mixed_gain: ">= 0.02"
# says:
#   "Smoothing turns the curve around": naive_last > naive_best
#   "more than luck could find": unit_strength > luck_strength
#   "Together they're better than either": mixed_bits < gru_bits
#   "and better than the best table": mixed_bits < table_bits
# parameters:
#   smoke: {rounds: 1, width: 16, chapters: 24}
#   gpu: {rounds: 30, width: 512, seeds: 3}
# threads: 1
# within:
#   training_minutes: 5
# published: 2026-12-01
# recall:
#   - ask: What does Kneser-Ney smoothing do with a text that it has never seen before?
#     answer: It asks a table with a shorter memory, to which every row has handed a part of its counts. The shorter tables count in how many different places a letter occurred, not how often.
#   - ask: How do you find the unit of a network that follows quotation marks, and how do you know that it isn't luck?
#     answer: Correlate every unit with the label on one text, take the strongest, and measure it on another text. The same search with shifted labels shows what luck finds.
#   - ask: A table of counts comes as far as your network. How do you find out whether the network knows anything that the table doesn't?
#     answer: Average their shares. If the mixture is better than either, each knows something that the other one doesn't.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Here is a network that has read *Moby-Dick*, one letter at a time, and nothing else. Let it go on. The
# colour behind each letter is **one of the {{ width }} numbers** in which the network keeps what it has read so
# far. Watch when the colour turns. What is this number keeping track of?
#
# <goes-on model="moby" units="{{ units_to_show }}" moments="{{ moments_to_show }}">
# Here you could type a beginning, and a network that has read Moby-Dick would go on, letter by letter. That
# takes JavaScript, which is switched off or didn't load. The rest of the page reads without it.
# </goes-on>
#
# Nobody told the network to keep track of it, and we'll find that number by a method, not by staring. Before
# that, a fair fight. Against the network stands a table that counts letters, an idea of 1995 that learns the book in
# seconds. **Which of them knows the book better? And if it's close, what is the network for?**

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import copy
import lzma
import math
import random
import time
from collections import Counter, defaultdict

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
rounds = 3
width = 128
seeds = 1
chapters = 138

# %% [markdown]
# ## The book
#
# Herman Melville's novel of 1851, in {{ part_count }} parts ([where from, and the
# licence](../../about/data.md#moby-dick)). Look at the first one:

# %%
path = keras.utils.get_file(
    "moby-dick.txt.xz",
    origin="http://127.0.0.1:8000/data/moby-dick.txt.xz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="63959b4eaeee656ff84af46bf5fd984e58a710c39d40cbace02132382b27a940",
)
with lzma.open(path, "rt", encoding="utf-8") as file:
    parts = file.read().split("\f")
print(len(parts), "parts. The first one:", parts[0][:110].split("\n"))

# %%
titles = [part.split("\n")[0] for part in parts[1:]]
print(sum(title in parts[0] for title in titles), "titles stand in the first part")

# %%
#| echo: false
part_count = len(parts)
titles_there = sum(title in parts[0] for title in titles)

# %% [markdown]
# The first part is a **table of contents**, and {{ titles_there }} of the other parts begin with a line that stands
# in it, word for word. Whoever learns from it has read the headings of chapters that we're about to put
# aside. So it goes. We shuffle the rest, and put aside a tenth of the chapters to make choices with (the [validation
# set](../../guide/glossary.md#validation-set)) and a tenth to be tested on (the [test
# set](../../guide/glossary.md#test-set)). Whole chapters, mind: two halves of a sentence on two sides would be another leak.

# %%
parts = parts[1:]
random.Random(1).shuffle(parts)
parts = parts[:chapters]
tenth = max(2, len(parts) // 10)
test, validation, train = parts[:tenth], parts[tenth : 2 * tenth], parts[2 * tenth :]

# %% [markdown]
# To both models everything is a **letter**, also spaces, commas and the new line after a paragraph. What
# occurs less than ten times in what we learn from, such as a few letters of Hebrew, becomes a `#`.

# %%
often = Counter("".join(train))
LETTERS = "#" + "".join(sorted(letter for letter in often if often[letter] >= 10))
place = {letter: number for number, letter in enumerate(LETTERS)}


def plain(text):
    return "".join(letter if letter in place else "#" for letter in text)


test, validation = [plain(part) for part in test], [plain(part) for part in validation]
book, choosing = plain("\n\n".join(train)), "\n\n".join(validation)
print(f"{len(book):,} letters to learn from, {len(LETTERS)} different ones")
print(test[0][:300])

# %%
#| echo: false
book_letters, different = len(book), len(LETTERS)
test_letters = sum(map(len, test))
rare = sum(often[letter] < 10 for letter in often)

# %% [markdown]
# That's {{ book_letters:,}} letters, of {{ different }} different kinds. {{ rare }} rare ones share the `#`.
#
# ## Bits for each letter
#
# Both models do the same: from what came before, they give each of the {{ different }} letters a share. How good are
# they? We show them a chapter that they haven't seen, and ask at each letter: which share did you give to
# the one that came? A half costs 1 bit, a quarter 2, an eighth 3:
#
# $$\text{bits per character} = \text{mean of} -\log_2 p$$
#
# [**Bits per character**](../../guide/glossary.md#bits-per-character) is the [perplexity](../../guide/glossary.md#perplexity) of *names*
# as a logarithm: {{ four }} bits are a choice between {{ two_to_four }}. It's also the size of a file, for whoever
# gives likely letters short codes can store the text in so many bits. Whoever knows
# nothing pays {{ nothing_bits:.2f}} bits, the logarithm of {{ different }}.


# %%
SKIPPED = 10  # letters at the beginning of a chapter that are read and not counted


def bits_of(share, text):
    """What each letter of a text costs a model, in bits."""
    counted = range(SKIPPED, len(text))
    return np.array([-math.log2(share(text[at - 9 : at], text[at])) for at in counted])


# %%
#| echo: false
nothing_bits = math.log2(len(LETTERS))
four, two_to_four = 4, 2**4

# %% [markdown]
# ## Tables that count
#
# The table of *names* again. In a model of **order** 3, which counts [n-grams](../../guide/glossary.md#n-gram) of three letters, each pair of letters has a row, and the row says how often each letter
# followed it in the book. Order 1 has one row, how frequent each letter is. Let's count up to order 8.


# %%
def rows_of(grams):
    """For all but the last letter of each text: the last ones, with their counts."""
    rows = defaultdict(dict)
    for gram, times in grams.items():
        rows[gram[:-1]][gram[-1]] = times
    return {before: (row, sum(row.values())) for before, row in rows.items()}


def grams_of(text, order):
    return Counter(text[at : at + order] for at in range(len(text) - order + 1))


rows = rows_of(grams_of(book, 6))
for before in ("whale", "Queeq", "wheal"):
    print(f"{before}: ", rows.get(before, "no such row"))

# %% [markdown]
# The row of *whale* is a treasure. *Queeq* knows one letter only, and is rightly sure of itself. And where there is no
# row, there's no answer. Let each count have a little extra, as in *names*, so that
# nothing is impossible.
#
# <make-a-guess name="order" kind="choice" answer="{{ naive_order }}" by="the run"
#   options="1 | 2 | 3 | 4 | 5 | 6 | 7 | 8"
#   question="Which order needs the fewest bits on chapters that it hasn't seen, with such a little extra?">
# Which order needs the fewest bits on chapters that it hasn't seen, with such a little extra: 1 to 8?
# </make-a-guess>


# %%
def with_extra(order, extra=0.01):
    """The share of a letter by one table."""
    rows = rows_of(grams_of(book, order))

    def share(before, letter):
        row, total = rows.get(before[len(before) - order + 1 :], ({}, 0))
        return (row.get(letter, 0) + extra) / (total + extra * len(LETTERS))

    return share


# %%
#| answers: order
ORDERS = range(1, 9)
naive = [float(bits_of(with_extra(order), choosing).mean()) for order in ORDERS]
for order, bits in zip(ORDERS, naive):
    print(f"order {order}: {bits:.2f} bits")

# %%
#| echo: false
naive_order = 1 + int(np.argmin(naive))
naive_best, naive_last = min(naive), naive[-1]

# %% [markdown]
# <your-guess name="order"></your-guess>
#
# Order {{ naive_order }}, with {{ naive_best:.2f}} bits. If you said 8, you know the book and not the chapters that are
# missing from it: with a longer memory there are more empty rows, and in an empty row the model knows nothing at all.
#
# ## Smoothing, properly
#
# An empty row should ask a shorter memory. That was the cure in *names*, too, and here is the best-known
# recipe for it, [by Reinhard Kneser and Hermann Ney](../../guide/glossary.md#kneser-ney-smoothing) ([compared with a dozen others][@chen-goodman] by Stanley Chen and
# Joshua Goodman). It has two ideas.
#
# **Take a little from everybody.** A letter that was counted once may have been an accident. So take the same
# **discount** $D$, less than 1, from each count of a row. A count of 50 won't notice. What was taken is handed to the
# model with a memory shorter by one, which shares it out as it thinks best:
#
# $$p(x \mid \text{before}) = \frac{\max(c_x - D,\; 0) + D \cdot k \cdot p_{\text{shorter}}(x)}{\sum_y c_y}$$
#
# where $c_x$ is the count of $x$ in the row, and $k$ the number of different letters in it.
#
# **Count places, not times.** The shorter model is asked only where the longer one can't tell. It shouldn't count how often
# a letter came, but after how many *different* texts. San Francisco is the classic:
# *Francisco* may be frequent in a text, but it comes after *San* and hardly anything else. In any other place it's a bad bet.


# %%
def kneser_ney(text, order):
    """Tables with a memory of 0, 1, 2, ... letters: (discount, rows)."""
    grams, tables = grams_of(text, order), []
    for _ in range(order):
        have = Counter(grams.values())  # how many were counted once, twice, ...
        discount = have[1] / (have[1] + 2 * have[2]) if have[1] else 0.5
        tables.append((discount, rows_of(grams)))
        grams = Counter(gram[1:] for gram in grams)  # in how many places
    return tables[::-1]


# %%
def smooth(tables, before, letter):
    share = 1 / len(LETTERS)
    for memory, (discount, rows) in enumerate(tables):
        row, total = rows.get(before[len(before) - memory :], ({}, 0))
        if total:
            left = max(row.get(letter, 0) - discount, 0)
            share = (left + discount * len(row) * share) / total
    return share


# %% [markdown]
# `Counter(gram[1:] for gram in grams)` is the second idea: each different text counts once, without its first letter. And the
# discount comes from the counts themselves: the more texts have been seen once only, the more is taken. Do the shares
# of all letters add up to 1, also after a text that occurs nowhere?

# %%
tables = kneser_ney(book, 6)
sums_off = 0.0
for before in ("whale", "Queeq", "wheal", "qqqqq"):
    total = sum(smooth(tables, before, letter) for letter in LETTERS)
    sums_off = max(sums_off, abs(total - 1))
    print(f"{before}: {total:.9f}, e {smooth(tables, before, 'e'):.4f}")


# %%
def counted(order):
    """Train a table; this takes seconds."""
    tables = kneser_ney(book, order)
    return lambda before, letter: smooth(tables, before, letter)


begun = time.perf_counter()
by_order = [float(bits_of(counted(order), choosing).mean()) for order in ORDERS]
table_seconds = (time.perf_counter() - begun) / len(ORDERS)
for order, bits in zip(ORDERS, by_order):
    print(f"order {order}: {bits:.3f} bits")

# %%
#| fig-alt: Two curves of bits per character against the order, from 1 to 8. Both fall at first. The one with a little extra turns and rises; the one by Kneser and Ney goes on falling, more and more slowly.
#| fig-cap: Smoothing turns the curve around. On chapters that neither has seen.
fig, ax = plt.subplots(figsize=(6.4, 3))
ax.plot(ORDERS, naive, "s--", label="a little extra")
ax.plot(ORDERS, by_order, "o-", label="Kneser-Ney")
ax.set(xlabel="order", ylabel="bits per character", ylim=(0, None))
ax.legend()
plt.show()

# %%
#| echo: false
best_order = 1 + int(np.argmin(by_order))
table_choice = min(by_order)
order_words = (
    "a longer memory does no harm any more"
    if best_order == len(by_order)
    else "after it, a longer memory costs a little"
)

# %% [markdown]
# From here on `table` is the best of them, with order {{ best_order }} ({{ order_words }}). And it writes. The first 300 letters of
# [seed](../../guide/glossary.md#seed) 1, after *Call me Ishmael.*; all samples on this page are the first ones
# of a seed:

# %%
table = counted(best_order)


def write(share, begin, count, seed):
    rng, text = random.Random(seed), begin
    for _ in range(count):
        shares = [share(text[-9:], letter) for letter in LETTERS]
        text += rng.choices(LETTERS, shares)[0]
    return text


print(write(table, "Call me Ishmael. ", 300, seed=1))

# %% [markdown]
# Words, half sentences, commas where commas go. And not one [gradient](../../guide/glossary.md#gradient). **Whatever we train next has to beat
# this.**
#
# ## A network that keeps notes
#
# The **GRU** is the [recurrent network](../../guide/glossary.md#recurrent-network) of [*names*](../names/index.md#a-network-with-a-memory), wider, and from PyTorch's shelf: its state of {{ width }}
# numbers is rewritten a little with each letter. The table looks at {{ memory_letters }} letters; the state has, in principle,
# no such edge.


# %%
class GRU(nn.Module):
    def __init__(self):
        super().__init__()
        self.letters = nn.Embedding(len(LETTERS), 32)
        self.gru = nn.GRU(32, width, batch_first=True)
        self.next = nn.Linear(width, len(LETTERS))

    def forward(self, inputs, state):
        """Scores of the next letter, and all states: (texts, letters, ...)."""
        states, last = self.gru(self.letters(inputs), state)
        return self.next(states), states, last


# %% [markdown]
# The book is cut into 32 strips that are read side by side, 64 letters at a time. The state goes on from one piece to the
# next; the gradient doesn't (`detach`), or we'd be going back to the first line with every step.


# %%
STRIPS, PIECE = 32, 64


def strips(text, count):
    """The text in rows, and the same moved by one letter."""
    numbers = torch.tensor([place[letter] for letter in text])
    long = (len(numbers) - 1) // count
    each = (numbers[start : start + count * long] for start in (0, 1))
    return tuple(part.view(count, long) for part in each)


# %%
def training(model):
    adam = torch.optim.Adam(model.parameters())
    inputs, labels = (rows.split(PIECE, dim=1) for rows in strips(book, STRIPS))
    steps = rounds * len(inputs)
    for step in range(steps):
        at = step % len(inputs)
        if at == 0:
            state = torch.zeros(1, STRIPS, width)
        adam.param_groups[0]["lr"] = 0.006 * (1 - step / steps)
        scores, _, state = model(inputs[at], state.detach())
        loss = functional.cross_entropy(scores.transpose(1, 2), labels[at])
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adam.step()
        yield step + 1


# %% [markdown]
# To measure it, it reads a text from its first letter to the last:


# %%
@torch.no_grad()
def read(model, text):
    """What each letter costs in bits, and the state after each."""
    numbers = torch.tensor([[place[letter] for letter in text]])
    scores, states, _ = model(numbers, torch.zeros(1, 1, width))
    losses = functional.cross_entropy(scores[0, :-1], numbers[0, 1:], reduction="none")
    return losses.numpy()[SKIPPED - 1 :] / math.log(2), states[0].numpy()


# %% [markdown]
# We keep copies of the network on the way: before the training, after a hundredth of it, after a tenth, and at
# the end. What will it have learned first?
#
# <make-a-guess name="first" kind="choice" answer="{{ first_learned }}" by="the run"
#   options="how long words are | how words are spelled | how sentences end"
#   question="After a hundredth of the training, one of these is nearly right already. Which one?">
# After a hundredth of the training, one of these is nearly right already. Which one: how long words are, how words are
# spelled, or how sentences end?
# </make-a-guess>

# %%
torch.manual_seed(0)
model, curve = GRU(), []
total = rounds * math.ceil((len(book) - 1) // STRIPS / PIECE)
early, midway = max(1, total // 100), max(2, total // 10)
moments = {0: "before", early: "a hundredth", midway: "a tenth", total: "all"}
watched = set(np.geomspace(1, total, 10).astype(int)) | set(moments)
kept, begun = {0: copy.deepcopy(model)}, time.perf_counter()
for step in training(model):
    if step in moments:
        kept[step] = copy.deepcopy(model)
    if step in watched:
        curve.append(
            (step * STRIPS * PIECE, float(read(model, choosing[:8000])[0].mean()))
        )
training_minutes = (time.perf_counter() - begun) / 60

# %% [markdown]
# Each of them writes 200 letters, with seed 1. After each letter it draws the next one by lot, with the shares that
# it gives.


# %%
@torch.no_grad()
def go_on(model, begin, count, seed):
    rng = torch.Generator().manual_seed(seed)
    text, state, new = begin, torch.zeros(1, 1, width), begin
    for _ in range(count):
        numbers = torch.tensor([[place[letter] for letter in new]])
        scores, _, state = model(numbers, state)
        drawn = scores[0, -1].softmax(dim=0).multinomial(1, generator=rng)
        new = LETTERS[drawn.item()]
        text += new
    return text


# %%
#| answers: first
for step, name in moments.items():
    sample = go_on(kept[step], "Call me Ishmael. ", 200, seed=1)
    print(f"--- {name} ({step * STRIPS * PIECE:,} letters read)\n{sample}\n")

# %%
#| echo: false
samples = {step: go_on(kept[step], ". ", 1500, seed=2) for step in moments}
book_words = set(book.split())


def word_length(text):
    return len(text) / max(1, len(text.split()))


def spelled(text):
    return float(np.mean([word in book_words for word in text.split()] or [0]))


length_real, length_early = word_length(choosing), word_length(samples[early])
length_before = word_length(samples[0])
spelled_by_moment = {step: spelled(samples[step]) for step in moments}
spelled_early, spelled_last = spelled_by_moment[early], spelled_by_moment[total]
spelled_real = spelled(choosing)
first_learned = (
    "how long words are"
    if abs(length_early / length_real - 1) < 1 - spelled_early / spelled_real
    else "how words are spelled"
)
letters_early = early * STRIPS * PIECE
curve_steps = len(curve)

# %% [markdown]
# <your-guess name="first"></your-guess>
#
# After {{ letters_early:,}} letters a word has {{ length_early:.1f}} letters on average, its space included. In
# chapters put aside it's {{ length_real:.1f}}, and before the training it was {{ length_before:.1f}}. But only {{ spelled_early:.0%}} of these words stand in the
# book; at the end it's {{ spelled_last:.0%}}, and in the chapters put aside {{ spelled_real:.0%}}. What pays most is
# learned first: a space is every {{ length_real:.0f}}th letter, and a full stop is rare.

# %%
#| fig-alt: The bits per character of the network against the number of letters read, on a logarithmic axis. The curve falls steeply, then more slowly. A horizontal line shows the table.
#| fig-cap: What the network needs on chapters put aside while it learns. The line is the table, which took seconds.
fig, ax = plt.subplots(figsize=(6.4, 3))
ax.semilogx(*zip(*curve), "o-", label="GRU")
ax.axhline(table_choice, color="C1", ls="--", label=f"table of order {best_order}")
ax.set(xlabel="letters read", ylabel="bits per character", ylim=(0, None))
ax.legend()
plt.show()

# %% [markdown]
# ## The fight
#
# Now the test chapters, which nobody has looked at. The best table and the trained network read
# all {{ tests }} of them.
#
# <make-a-guess name="fight" kind="number" min="1" max="4" step="0.01" unit="bits"
#   answer="{{ fight_guess }}" by="the run"
#   question="The table needed {{ table_choice:.2f}} bits for each letter of the validation chapters. How many will the network need on the test chapters?">
# The table needed {{ table_choice:.2f}} bits for each letter of the validation chapters. How many will the network need on
# the test chapters?
# </make-a-guess>


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
models = [kept[total]]
for seed in range(1, seeds):
    torch.manual_seed(seed)
    models.append(GRU())
    for _ in training(models[-1]):
        pass

# %%
#| answers: fight
table_costs = [bits_of(table, chapter) for chapter in test]
gru_costs = [[read(model, chapter)[0] for chapter in test] for model in models]
table_bits = float(np.concatenate(table_costs).mean())
by_seed = [float(np.concatenate(costs).mean()) for costs in gru_costs]
print(f"table: {table_bits:.3f} bits")
print("GRU:  ", *(f"{bits:.3f} bits" for bits in by_seed))

# %%
#| echo: false
gru_bits, tests = float(np.mean(by_seed)), len(test)
fight_guess = round(gru_bits, 2)
# With several seeds the rule asks the seeds; with one, it can only ask the chapters.
chapter_gains = [
    float(one.mean() - other.mean()) for one, other in zip(table_costs, gru_costs[0])
]
judges = f"{seeds} seeds" if seeds > 1 else f"{tests} chapters"
fight = verdict([table_bits - bits for bits in by_seed] if seeds > 1 else chapter_gains)
fight_words = {
    "a gain": "so the network wins",
    "a loss": "so the table wins",
    "nothing": "so they can't be told apart",
}[fight]
chapters_won = sum(gain > 0 for gain in chapter_gains)
gru_weights = sum(weights.numel() for weights in models[0].parameters())
table_counts = sum(
    len(row) for _, rows in kneser_ney(book, best_order) for row, _ in rows.values()
)
memory_letters = best_order - 1
seeds_words = (
    f"The network was trained {seeds} times, with other random numbers each time."
    if seeds > 1
    else "It was trained once, for a second seed would have cost as much again: what another seed "
    "would have changed, this run can't say."
)
fight_lesson = {
    "a gain": "It took minutes to get there, and the table took seconds.",
    "a loss": "After minutes of arithmetic, the counting is still ahead.",
    "nothing": "Minutes of arithmetic have come exactly as far as seconds of counting.",
}[fight]

# %% [markdown]
# <your-guess name="fight"></your-guess>
#
# | model | what it keeps | bits per character on the test chapters |
# | --- | --- | ---: |
# | knows nothing | | {{ nothing_bits:.2f}} |
# | Kneser-Ney, order {{ best_order }} | {{ table_counts:,}} counts | {{ table_bits:.3f}} |
# | GRU, {{ width }} units | {{ gru_weights:,}} weights | {{ gru_bits:.3f}} |
#
# By [the rule of this site](../../guide/luck.md), asked over {{ judges }}, the network against the table is *{{ fight }}*,
# {{ fight_words }}; it's ahead in {{ chapters_won }} of {{ tests }} chapters. {{ fight_lesson }} {{ seeds_words }}
#
# That's the opinion of this page: **count before you train.** A table of counts is the price to beat, it's ready before the first
# [epoch](../../guide/glossary.md#epoch) is, and whoever shows you a network's bits without those of a table has forgotten to ask, or hopes that you will.
#
# ## So what is the network for?
#
# Three answers, and each can be measured. The first: **it's small.** The table keeps {{ table_counts:,}} counts, one for each text that it
# has met. The network has {{ gru_weights:,}} [weights](../../guide/glossary.md#weight), {{ times_smaller:.0f}} times fewer.
#
# The second: **it knows something else.** Suppose that both had learned the same from the book. Then it wouldn't help to ask both.
# So take the mean of their two shares, letter by letter:

# %%
mixed_costs = [
    -np.log2((2.0**-one + 2.0**-other) / 2)
    for one, other in zip(table_costs, gru_costs[0])
]
mixed_bits = float(np.concatenate(mixed_costs).mean())
print(f"both together: {mixed_bits:.3f} bits")

# %%
#| echo: false
times_smaller = table_counts / gru_weights
mixed_gain = min(table_bits, by_seed[0]) - mixed_bits

# %% [markdown]
# {{ mixed_bits:.3f}} bits. Together they're better than either: by {{ mixed_gain:.2f}} bits than the better one, and better than the best table
# of any order. So each knows something that the other one doesn't. What? We sort the letters of the test chapters by what
# they are.


# %%
def kind(text, at):
    letter, last = text[at], text[at - 1]
    if letter in '"\n':
        return "quotation mark" if letter == '"' else "new line"
    if letter.isalpha():
        return "inside a word" if last.isalpha() else "begins a word"
    return "space" if letter == " " else "other sign"


kinds = [[kind(t, at) for at in range(SKIPPED, len(t))] for t in test]
gains = defaultdict(list)
for names, one, other in zip(kinds, table_costs, gru_costs[0]):
    for name in set(names):
        here = np.array(names) == name
        gains[name].append(float((one - other)[here].mean()))

# %%
#| fig-alt: Horizontal bars, one for each kind of letter, of the bits that the network saves against the table. Bars to the right are in favour of the network, bars to the left in favour of the table.
#| fig-cap: Bits for each letter that the network saves against the table, as the mean over the test chapters. Left of the line the table is better.
order = sorted(gains, key=lambda name: np.mean(gains[name]))
fig, ax = plt.subplots(figsize=(6.4, 2.8))
ax.barh(order, [np.mean(gains[name]) for name in order])
ax.axvline(0, color="0.5", lw=1)
ax.set(xlabel="bits saved by the network")
ax.grid(axis="y", visible=False)
plt.show()

# %%
#| echo: false
by_kind = {name: verdict(gains[name]) for name in gains}


def listed(verdict_wanted):
    found = [f"*{name}*" for name in order[::-1] if by_kind[name] == verdict_wanted]
    if len(found) > 1:
        return ", ".join(found[:-1]) + " and " + found[-1]
    return found[0] if found else "nothing at all"


better_at, worse_at, same_at = listed("a gain"), listed("a loss"), listed("nothing")
best_kind = order[-1]
best_kind_gain = float(np.mean(gains[best_kind]))

# %% [markdown]
# By the rule, over the chapters, the network is better at {{ better_at }}, worse at {{ worse_at }}, and can't be told apart from the
# table at {{ same_at }}. The largest gain is at *{{ best_kind }}*, with {{ best_kind_gain:.2f}} bits each. Inside a word, the few letters before it
# say nearly everything, and the table knows them by heart. But whether a speech has to be closed was decided fifty or five hundred letters ago, and the
# table sees {{ memory_letters }}. That's the third answer: **the network can remember what lies outside a window.** Can we see it remember?
#
# ## One number in many
#
# In this book, a speech begins and ends with the same sign, `"`. Whoever wants to foretell it has to know whether one is open.
# Let's look for a **unit**, one of the {{ width }} numbers, that knows. Such a search is a [probe](../../guide/glossary.md#probe).
#
# Don't go through {{ width }} plots until one looks right: with so many, one always does. Here is how to do it without luck:
#
# 1. Write down the [label](../../guide/glossary.md#label): for each letter, is a quotation mark open? And for comparison two other things that one could keep
#    track of: how far the paragraph has come, and how far the word has come.
# 2. **Choose** the unit whose values go along best with the label on the *validation* chapters.
# 3. **Measure** it on the *test* chapters.
# 4. Do the same search with labels that can't be right: the same ones, moved along the text by a quarter of it or more. That's what luck finds.


# %%
def labels_of(text):
    """After each letter: is a speech open, and how far are paragraph and word?"""
    is_open, paragraph, word, rows = False, 0, 0, []
    for letter in text:
        is_open = (letter == '"') != is_open and letter != "\n"
        paragraph = 0 if letter == "\n" else paragraph + 1
        word = word + 1 if letter.isalpha() else 0
        rows.append((is_open, math.log1p(paragraph), word))
    return np.array(rows, dtype="float32").T


def correlations(states, label):
    """How well each unit goes along with a label, from -1 to 1."""
    states, label = states - states.mean(axis=0), label - label.mean()
    lengths = np.linalg.norm(states, axis=0) * np.linalg.norm(label)
    return label @ states / np.maximum(lengths, 1e-9)


# %%
model, tested = models[0], "\n\n".join(test)
seen, new = read(model, choosing)[1], read(model, tested)[1]
for_choice, for_test = labels_of(choosing), labels_of(tested)
found = {}
for name, one, other in zip(("speech", "paragraph", "word"), for_choice, for_test):
    unit = int(np.abs(correlations(seen, one)).argmax())
    strength = correlations(new, other)[unit]
    rng = np.random.default_rng(1)
    by = rng.integers(len(one) // 4, 3 * len(one) // 4, 10)
    moved = [np.roll(one, shift) for shift in by]
    luck = max(np.abs(correlations(seen, label)).max() for label in moved)
    found[name] = unit, float(strength), float(luck)
    print(f"{name:9}: unit {unit:3}, {strength:+.2f}; luck finds {luck:.2f}")

# %%
#| echo: false
speech_unit, speech_strength, luck_strength = found["speech"]
unit_strength = abs(speech_strength)
inside_share = float(for_test[0].mean())
high = speech_strength > 0
speech_colour = "orange" if high else "teal"
words_for = {
    "speech": "speech",
    "paragraph": "length of the paragraph",
    "word": "length of the word",
}
units_to_show = "; ".join(
    f"{unit}: {words_for[name]}" for name, (unit, _, _) in found.items()
)
moments_to_show = "; ".join(
    f"{name}: {step * STRIPS * PIECE:,} letters"
    for name, step in zip(("moby-early", "moby-midway", "moby"), sorted(moments)[1:])
)

# %% [markdown]
# Unit {{ speech_unit }} goes along with open speeches at {{ unit_strength:.2f}} on chapters in which nobody searched, which is more than luck could
# find: {{ luck_strength:.2f}} at best, in ten searches. Here it is at work, in the first passage of the test chapters with a speech in it.

# %%
start = max(0, int(for_test[0].argmax()) - 150)
passage = slice(start, start + 700)
print(tested[passage])

# %%
#| fig-alt: The value of one unit over 700 letters of text, between -1 and 1. Shaded stretches are those in which a quotation mark is open. The curve changes its level at the edges of the shaded stretches.
#| fig-cap: The unit that the search found, over this passage. Shaded, a speech is open.
fig, ax = plt.subplots(figsize=(6.4, 2.6))
ax.fill_between(
    range(700), -1, 1, where=for_test[0][passage] > 0, color="0.5", alpha=0.25, lw=0
)
ax.plot(new[passage, speech_unit], lw=1.2)
ax.set(xlabel="letters", ylabel=f"unit {speech_unit}", ylim=(-1, 1))
plt.show()

# %% [markdown]
# It's what coloured the letters at the top: {{ speech_colour }} means that somebody is speaking.
#
# <make-a-guess name="alone" kind="number" min="50" max="100" unit="of 100"
#   answer="{{ all_percent }}" by="the run"
#   question="From that one number you can tell an open speech from a closed one in {{ unit_percent }} of 100 cases. And from all {{ width }} numbers together?">
# From that one number you can tell an open speech from a closed one in {{ unit_percent }} of 100 cases. And from all
# {{ width }} numbers together? Write down a number.
# </make-a-guess>
#
# It's tempting to say: *that* is the quotation-mark neuron. But here is the **misconception** of this page: *what can be read off a
# network is what it uses.* The storks of a village may go along with its births, and nobody needs them for that. So we test it in two
# ways. First we read: how often can we tell from the unit whether a speech is open, and how often from all {{ width }} at once, by a
# weighted sum? Inside and outside count alike, so whoever tosses a coin is right in half of the cases.


# %%
def weighted(states, label):
    """Weights for each unit, and a constant, that come nearest to the label."""
    ones = np.ones((len(states), 1))
    return np.linalg.lstsq(np.hstack([states, ones]), label, rcond=None)[0]


def right(states_seen, states_new):
    """How often a weighted sum tells open from closed, on the test chapters."""
    one, other = for_choice[0] > 0, for_test[0] > 0
    weights = weighted(states_seen, for_choice[0])
    seen, new = (s @ weights[:-1] for s in (states_seen, states_new))
    middle = (seen[one].mean() + seen[~one].mean()) / 2
    return float((np.mean(new[other] > middle) + np.mean(new[~other] <= middle)) / 2)


# %%
#| answers: alone
unit_right = right(seen[:, [speech_unit]], new[:, [speech_unit]])
all_right = right(seen, new)
print(f"the unit: {unit_right:.0%}, all: {all_right:.0%}")

# %%
#| echo: false
unit_percent, all_percent = round(100 * unit_right), round(100 * all_right)
all_words = (
    "so the others add hardly anything to it"
    if all_percent - unit_percent <= 2
    else "so there is more of it in the others"
)

# %% [markdown]
# <your-guess name="alone"></your-guess>
#
# The unit alone is right in {{ unit_right:.0%}} of the cases, and all of them together in {{ all_right:.0%}}, {{ all_words }}. So
# much for reading: it's there. Whether the network needs it, no reading can say.
#
# Now the second way: **hold it still.** We let the network read the test chapters again. After each letter, we set the unit to
# its mean, so that it can't tell anybody anything. What do quotation marks cost now? For comparison we hold each of ten other units in the same way.


# %%
@torch.no_grad()
def held(unit):
    """Bits for each quotation mark when a unit stands still (None: none does)."""
    inputs, labels = strips(tested, 64)
    state, costs = torch.zeros(1, 64, width), []
    for letter, label in zip(inputs.split(1, dim=1), labels.T):
        _, _, state = model(letter, state)
        if unit is not None:
            state[:, :, unit] = float(seen[:, unit].mean())
        scores = model.next(state[0])
        costs.append(functional.cross_entropy(scores, label, reduction="none"))
    marks = labels.T.eq(place['"'])
    return float(torch.stack(costs)[marks].mean() / math.log(2))


# %%
free, stuck = held(None), held(speech_unit)
others = random.Random(1).sample([u for u in range(width) if u != speech_unit], 10)
stuck_others = sorted(held(unit) for unit in others)
print(f"free: {free:.2f} bits for each quotation mark")
print(f"unit {speech_unit} held: {stuck:.2f}")
print("others held:", *(f"{bits:.2f}" for bits in stuck_others))

# %%
#| echo: false
stuck_more = stuck - free
others_more = float(np.median(stuck_others)) - free
above = sum(stuck > bits for bits in stuck_others)
held_words = (
    "So the network does use it"
    if above >= 9
    else "So the search found a unit that goes along with speeches, and not one that the network leans on"
)
table_marks = [
    cost[np.array(names) == "quotation mark"] for cost, names in zip(table_costs, kinds)
]
table_quotes_bits = float(np.concatenate(table_marks).mean())
still_words = (
    "and yet it hasn't lost all that it knew"
    if stuck < table_quotes_bits
    else "and without it, it needs more bits than the table"
)

# %% [markdown]
# Held still, unit {{ speech_unit }} changes what a quotation mark costs by {{ stuck_more:+.2f}} bits. Among the ten others, the
# change in the middle is {{ others_more:+.2f}}. It stands above {{ above }} of the ten. {{ held_words }}, {{ still_words }} (the table pays {{ table_quotes_bits:.2f}}). What you saw at the top was found by
# reading, and only this second experiment says whether the network needs it. When somebody shows you a neuron for this or
# that, ask what happens without it.
#
# ## Into the browser
#
# The page gets one **step**, as in *names*: a letter and the state go in, the shares of the next letter and the new state come out. It gets it
# for three moments of the training, with weights rounded to one byte each.


# %%
class OneStep(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, letter, state):
        # (texts, 1) and (texts, width)
        scores, states, _ = self.model(letter, state[None])
        return scores[:, 0].softmax(dim=1), states[:, 0]


# %%
step, state, states, pairs = OneStep(model), torch.zeros(4, width), [], []
letters = strips(tested[:4001], 4)[0][:, :200]
with torch.no_grad():
    at_once = model(letters, torch.zeros(1, 4, width))[1]
    for letter in letters.split(1, dim=1):
        pairs.append((letter, state))
        _, state = step(letter, state)
        states.append(state)
step_difference = (torch.stack(states, 1) - at_once).abs().max().item()
print("differences below a ten-thousandth:", step_difference < 1e-4)

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

examples = tuple(torch.cat(part) for part in zip(*pairs[:8]))
for name, at in zip(("moby-early", "moby-midway", "moby"), sorted(moments)[1:]):
    to_tfjs(
        OneStep(kept[at]),
        f"exported/{name}",
        title=f"A GRU that has read {at * STRIPS * PIECE:,} letters of Moby-Dick",
        labels=[*LETTERS],
        example=examples,
        quantize="uint8",
    )

# %% [markdown]
# Go back to the top, and make it fail. Let it <try-it set="begin: &quot;Avast; unit: {{ speech_unit }}">begin a speech</try-it>: how long does the colour hold? Then
# give it <try-it set="begin: &quot;&quot;&quot;&quot;&quot;&quot;; unit: {{ speech_unit }}">quotation marks</try-it> in a row, which the book never
# has. And ask the network <try-it set="moment: moby-early; begin: Call me Ishmael. ">after a hundredth of its training</try-it>.
#
# ## Exercises
#
# **1. A minute.** A model gives the four letters of a word the shares one half, one half, one quarter and one sixteenth.
#
# <check-yourself name="by-hand" kind="number" unit="bits" answer="2"
#   question="How many bits per character does it need for this word?"
#   hint="A half costs 1 bit, a quarter 2. And a sixteenth?"
#   wrong="8: That's the sum. Divide it by the number of letters. | 1.6: That's the logarithm of a mean share. Take the logarithms first, then the mean."
#   why="1 + 1 + 2 + 4 is 8 bits, for four letters.">
# 1 + 1 + 2 + 4 is 8 bits, for four letters: 2 bits each.
# </check-yourself>
#
# **2. On paper.** After *wha*, a row has 6 times *l* and 2 times *t*. The discount is 0.5.
#
# <check-yourself name="handed-on" kind="number" unit="%" answer="12.5" tolerance="0.1"
#   question="Which share of its vote does this row hand to the model with the shorter memory?"
#   hint="It takes 0.5 from each different letter. How many are there, and how many counts in all?"
#   wrong="6.25: That's for one of the two letters. | 50: 0.5 is taken from each count of 6 or 2, not from a share."
#   why="Two different letters, each of which gives 0.5: 1 of 8 counts.">
# 2 · 0.5 of 8 counts: one eighth.
# </check-yourself>
#
# **3. In the page.** At the top, choose the unit for the *length of the word*, and let it write.
#
# <check-yourself name="word-unit" kind="choice" answer="at a space"
#   options="at a space | at a full stop only | at the end of a line of your screen"
#   question="Where does its colour begin afresh?"
#   hint="What did the third label of the search count, and when did it become 0?"
#   wrong="at a full stop only: A word is over earlier than that. | at the end of a line of your screen: The network has no idea how wide your screen is. It reads a row of letters."
#   why="The label goes back to 0 at everything that isn't a letter of the alphabet, and mostly that's a space.">
# At a space, or another sign that ends a word.
# </check-yourself>
#
# **4. Luck, again.** Search with {{ width }} units of a network that hasn't learned anything, and take the best.
#
# <check-yourself name="forking" kind="choice" answer="choose on one text, measure on another"
#   options="choose on one text, measure on another | look at more units | use a longer name for the unit"
#   question="What keeps the best of {{ width }} units from looking better than it is?"
#   hint="Where did we choose, and where did we measure?"
#   wrong="look at more units: The more you look at, the better the best one looks, by luck alone. | use a longer name for the unit: It would impress people."
#   why="The best of many is partly lucky, and its luck doesn't come along to another text.">
# Choose it on one text, and measure it on another one.
# </check-yourself>
#
# **5. A book of your own.** Put your text in place of `parts`: one from [Project Gutenberg][@gutenberg], or ten years of your diary. Cut it into chapters first.
#
# <check-yourself name="own" kind="choice" answer="the table"
#   options="the table | the network | whichever writes the nicer sample"
#   question="Your text is a tenth as long. What would you run first?"
#   hint="What is ready in seconds, and tells you what a network has to beat?"
#   wrong="the network: You wouldn't know whether its bits are good. | whichever writes the nicer sample: A sample is an anecdote. Count bits on chapters put aside."
#   why="Count before you train. It's seconds, and then you know the price to beat.">
# The table: it's seconds, and then you know the price to beat.
# </check-yourself>
#
# ## Where next
#
# You can measure any model of any text in bits, smooth a table so that it doesn't fall silent, and look for a
# unit without fooling yourself. (There's a joke that a recurrent network is a for loop that went to university. Ours has also
# read a novel there, and it left with its quotation marks.) But the state is a bottleneck: everything that was read has to fit into {{ width }} numbers. **What if the network could look back
# at the letters themselves?** That's [attention](../attention/index.md).
#
# - [The Unreasonable Effectiveness of Recurrent Neural Networks][@rnn-effectiveness] (Andrej Karpathy): the article that made everybody train one of these, with more books.
# - [Visualizing and Understanding Recurrent Networks][@visualizing-rnns] (Andrej Karpathy, Justin Johnson, Li Fei-Fei): units that follow quotation marks and line lengths, and which mistakes remain.
# - [An Empirical Study of Smoothing Techniques][@chen-goodman] (Stanley Chen, Joshua Goodman): a dozen ways to mend a table, compared with care.

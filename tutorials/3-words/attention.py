# ---
# title: Attention, and a GPT that sorts
# description: A language model in about a hundred lines of PyTorch, small enough to watch where each of its heads looks, and to find out what it can't count.
# chapter: Words
# order: 5
# level: 3
# minutes: 35
# needs: [layers]
# exports: [sorter]
# expects:
#   usual_right: ">= 0.95"
#   all_same_right: "<= 0.8"
#   mended_right: ">= 0.9"
#   best_look: ">= 0.5"
#   mildest_removal: "<= 0.8"
#   cache_difference: "< 1e-4"
#   step_difference: "< 1e-4"
# says:
#   "both heads of the second block look harder": least_second > most_first
#   "which hardly looks at the next digit": most_first < 0.4
#   "All four are needed": mildest_removal < 0.8
#   "It sorts, and it can't count": order_share > 0.8
#   "is hard for it": all_same_right < usual_right
#   "What grows is the column without": whole_3 > whole_1
# parameters:
#   smoke: {steps: 30, tested: 100, seeds: 2, turns: 2, long_text: 32}
#   gpu: {steps: 4000, tested: 10_000, seeds: 5}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What does a head of attention give to each token?
#     answer: A mean of the values of the tokens that it may see, weighed by how well their keys fit its query.
#   - ask: Why can a mean not count?
#     answer: The mean of five equal values is that value, so five sevens look like one. What tells them apart is their positions.
#   - ask: What does a key-value cache save, and why is it allowed to?
#     answer: The keys and values of all earlier tokens. Nobody looks ahead, so a later token can't change them.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Read this text, and say how it goes on:
#
# > `3 1 4 1 5 = 1 1 3 …`
#
# You wrote a 4. How did you do that? Your eyes went back to the left half, looked for what was
# larger than 3 and not yet used, and took the smallest. You **attended** to one digit and left the
# others alone. Then you wrote it down.
#
# A language model does nothing else: it reads a text, writes the next piece, reads again. We'll
# build one from nothing, the kind called **GPT**, in about a hundred lines of PyTorch. Ours is a
# very small one, and sorting is all that it will ever do. For that, we can look into every corner
# of it.

# %%
import copy
import math
import time

import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
steps = 1000
tested = 1000
seeds = 3
turns = 8
long_text = 256

# %% [markdown]
# ## A list as a text
#
# A language model knows a fixed set of pieces, its [**tokens**](../../guide/glossary.md#token).
# Ours are the ten digits, an equals sign, and a full stop for the end. A token is a number, its
# place in this list:

# %%
TOKENS = [*"0123456789", "=", "."]
EQUALS, END = 10, 11
LONGEST = 8  # digits in the lists that we train on
WINDOW = 22  # tokens in a text: room for lists of up to ten digits


def as_words(tokens):
    return " ".join(TOKENS[token] for token in tokens)


# %% [markdown]
# Examples cost nothing here: draw digits, and let PyTorch sort them. Each list has 2 to
# {{ longest_list }} digits. To have all texts of one length, we fill them up with full stops.


# %%
def draw_lists(count, rng):
    """Random digits, (count, 8), and how many of each row count, (count, 1)."""
    lengths = torch.randint(2, LONGEST + 1, (count, 1), generator=rng)
    return torch.randint(0, 10, (count, LONGEST), generator=rng), lengths


def as_texts(digits, lengths):
    """Tokens, (count, 22): the list, =, the same in order, and full stops."""
    places = torch.arange(digits.shape[1])
    inside = places < lengths
    in_order = digits.masked_fill(~inside, 99).sort(dim=1).values
    texts = torch.full((len(digits), WINDOW), END)
    texts[:, : digits.shape[1]] = digits
    texts.scatter_(1, lengths, EQUALS)
    return texts.scatter_(1, lengths + 1 + places, in_order.where(inside, END))


# %%
rng = torch.Generator().manual_seed(10_000)
test_digits, test_lengths = draw_lists(tested, rng)
test_texts = as_texts(test_digits, test_lengths)
for text in test_texts[:4]:
    print(as_words(text))

# %% [markdown]
# The [label](../../guide/glossary.md#label) of each token is the token after it. Nobody had to
# write it there: the text *is* the labels. What comes after the digits of an unsorted list can't be
# known, so we don't ask about these; PyTorch's [loss](../../guide/glossary.md#loss) leaves out what
# is labelled -100.


# %%
def questions(texts, lengths):
    """All tokens but the last, and after each the one to foretell, (count, 21)."""
    inputs, labels = texts[:, :-1], texts[:, 1:].clone()
    places = torch.arange(WINDOW - 1)
    labels[(places < lengths) | (places > 2 * lengths)] = -100
    return inputs, labels


inputs, labels = questions(test_texts, test_lengths)
print(as_words(inputs[0]))
print(" ".join("·" if label < 0 else TOKENS[label] for label in labels[0]))

# %% [markdown]
# The lower line is what the network has to say below each token. Below the equals sign is the
# smallest digit.
#
# ## Brick 1: what, and where
#
# A network computes with lists of numbers, so each token gets one: row 3 of a table for a 3. Such a
# list is an [embedding](../../guide/glossary.md#embedding). The table begins at random and is
# learned like all [weights](../../guide/glossary.md#weight).

# %%
torch.manual_seed(0)
what = nn.Embedding(len(TOKENS), 4)
text = torch.tensor([3, 1, 3])
print(what(text).detach().numpy().round(1))

# %% [markdown]
# Three tokens, four numbers each; the first and the last row are equal. But one 3 stands first and
# the other third, and the next brick compares what tokens are, not where they stand. So there's a
# second table, with a row for each **position**, and we add the two:

# %%
where = nn.Embedding(WINDOW - 1, 4)
x = what(text) + where(torch.arange(3))
print(x.detach().numpy().round(1))

# %% [markdown]
# Now the two threes differ, by where they stand.
#
# ## Brick 2: one head
#
# So far each token knows only itself. [**Attention**](../../guide/glossary.md#attention) is how it
# hears of the others. Each token makes three short lists of numbers from its own, by three tables
# of weights:
#
# - its **query**: what am I looking for?
# - its **key**: what am I to be found by?
# - its **value**: what do I hand over to whoever finds me?
#
# Query times key, number by number, added up, says how well two tokens fit.
# [Softmax](../../guide/glossary.md#softmax) makes shares of these scores. What comes out is the
# mean of the values, by these shares:
#
# $$\text{shares} = \text{softmax}\!\left(\frac{Q K^T}{\sqrt{d}}\right) \qquad
#   \text{out} = \text{shares} \cdot V$$
#
# where $d$ is how many numbers a query has. In the [attention lab](../../play/attention-lab.md) you
# can turn queries with your finger, and if you've never done it, now is the moment. Here are all of
# them at once, one row for each token:

# %%
query, key, value = (nn.Linear(4, 2, bias=False)(x) for _ in range(3))
scores = query @ key.T / math.sqrt(2)
shares = scores.softmax(dim=-1)
out = shares @ value
print(shares.detach().numpy().round(2))

# %% [markdown]
# Each row adds up to 1. But there's something wrong with the first row: the first token looks at
# tokens that come later. In training that would be cheating, since the next token *is* the label.
# So we forbid it: scores of what comes later become hugely negative, and softmax makes 0 of them.
# This is the **causal mask**.

# %%
seen = torch.arange(3) <= torch.arange(3)[:, None]
shares = scores.masked_fill(~seen, -1e9).softmax(dim=-1)
print(shares.detach().numpy().round(2))

# %% [markdown]
# That is a head, in six lines. A sentence that you'll need twice on this page: **what comes out is
# a mean**.
#
# ## Brick 3: several heads
#
# One head has one way to look. A token may want to look for two things at once, so we let several
# heads work side by side, each with queries, keys and values of its own, and mix what they bring.
# The code is that of the last section with one more axis, `heads`. Two details are for later: it
# gives its shares away, so that we can look at them, and it takes and gives **past** keys and
# values.


# %%
class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width, bias=False)
        self.mix = nn.Linear(width, width, bias=False)

    def forward(self, x, seen, past=None):
        # (texts, tokens, width) -> 3 times (texts, heads, tokens, width / heads)
        parts = self.project(x).unflatten(-1, (3, self.heads, -1))
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if past is not None:
            key = torch.cat([past[0], key], dim=2)
            value = torch.cat([past[1], value], dim=2)
        scores = query @ key.transpose(2, 3) / math.sqrt(query.shape[-1])
        shares = scores.masked_fill(~seen, -1e9).softmax(dim=-1)
        out = (shares @ value).transpose(1, 2).flatten(2)
        return self.mix(out), shares, (key, value)


# %% [markdown]
# ## Brick 4: a block
#
# Attention fetches. Then each token has to think about what it got, by itself: two [dense
# layers](../../guide/glossary.md#dense-layer) with a [ReLU](../../guide/glossary.md#relu) between.
# Both are *added* to what was there, so a block can only correct. `LayerNorm` brings the numbers of
# each token to mean 0 and spread 1 beforehand, which keeps training calm.


# %%
class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.think = nn.Sequential(
            nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width)
        )

    def forward(self, x, seen, past=None):
        fetched, shares, kept = self.attention(self.norm1(x), seen, past)
        x = x + fetched
        return x + self.think(self.norm2(x)), shares, kept


# %% [markdown]
# ## The stack
#
# Embedding, position, some blocks, and at the end a score for each token that might come next. That
# is a **GPT**. Those that you talk to have more of everything, and a few bricks have been polished
# since; you'd recognise each one.


# %%
class GPT(nn.Module):
    def __init__(self, width=32, heads=2, blocks=2, positions=WINDOW - 1):
        super().__init__()
        self.what = nn.Embedding(len(TOKENS), width)
        self.where = nn.Embedding(positions, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(blocks))
        self.norm = nn.LayerNorm(width)
        self.next = nn.Linear(width, len(TOKENS), bias=False)

    def forward(self, tokens, past=None):
        """Scores, (texts, tokens, 12), shares of all heads, keys and values."""
        start = 0 if past is None else past[0][0].shape[2]
        places = torch.arange(start, start + tokens.shape[1])
        x = self.what(tokens) + self.where(places)
        seen = torch.arange(start + tokens.shape[1]) <= places[:, None]
        shares, kept = [], []
        for block, before in zip(self.blocks, past or [None] * len(self.blocks)):
            x, share, new = block(x, seen, before)
            shares.append(share)
            kept.append(new)
        return self.next(self.norm(x)), torch.stack(shares, dim=1), kept


# %%
weight_count = sum(weights.numel() for weights in GPT().parameters())
print(f"{weight_count:,} weights")

# %% [markdown]
# ## Training
#
# {{ weight_count:,}} weights, all of them random so far. Now draw lists, foretell, compare, step,
# with new lists in each step. Of two digits there are only a hundred lists, which it'll soon have
# seen. Of eight there are a hundred million, so nobody learns them by heart.


# %%
def train(seed, draw=draw_lists, **sizes):
    torch.manual_seed(seed)
    rng = torch.Generator().manual_seed(seed)
    gpt, losses = GPT(**sizes), []
    adam = torch.optim.AdamW(gpt.parameters())
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.005, total_steps=steps)
    for _ in range(steps):
        digits, lengths = draw(64, rng)
        inputs, labels = questions(as_texts(digits, lengths), lengths)
        loss = functional.cross_entropy(gpt(inputs)[0].transpose(1, 2), labels)
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
        losses.append(loss.item())
    return gpt.eval(), losses


# %% [markdown]
# One mistake spoils a list. So we count lists in which **every** token is right, the full stop
# included.


# %%
@torch.no_grad()
def sorted_right(gpt, digits, lengths):
    """For each list whether it is sorted without a mistake."""
    inputs, labels = questions(as_texts(digits, lengths), lengths)
    answers = gpt(inputs)[0].argmax(dim=-1)
    return ((answers == labels) | (labels < 0)).all(dim=1)


# %% [markdown]
# It gets {{ steps:,}} steps of 64 lists. Then it meets {{ tested:,}} new ones.
#
# <make-a-guess name="sorted" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ usual_percent }}" by="the run"
#   question="Of 100 new lists, how many does it sort without a mistake?">
# Of 100 new lists, how many does it sort without a mistake? Write down a number.
# </make-a-guess>
#
# And a second one: what if it has only one block in place of two?
#
# <make-a-guess name="shallow" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ shallow_percent }}" by="the run"
#   question="With one block: how many of 100?">
# With one block, how many of 100?
# </make-a-guess>

# %%
#| answers: sorted shallow
trained, right = {}, {}
for blocks in (2, 1):
    for seed in range(seeds):
        trained[blocks, seed] = train(seed, blocks=blocks)
        done = sorted_right(trained[blocks, seed][0], test_digits, test_lengths)
        right[blocks, seed] = done.float().mean().item()
        print(f"blocks {blocks}, seed {seed}: {right[blocks, seed]:.1%} right")

# %% [markdown]
# Is the second block worth something, or is that luck? By [the rule of this
# site](../../guide/luck.md), which looks at the differences, [seed](../../guide/glossary.md#seed)
# by seed:


# %%
#| answers: sorted shallow
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


with_two = np.array([right[2, seed] for seed in range(seeds)])
with_one = np.array([right[1, seed] for seed in range(seeds)])
print("the second block:", verdict(with_two - with_one))

# %%
#| echo: false
longest_list, past_places = LONGEST, WINDOW - 2
gpt, losses = trained[2, 0]
usual_right = float(with_two.mean())
shallow_right = float(with_one.mean())
usual_percent, shallow_percent = round(100 * usual_right), round(100 * shallow_right)
second_block = verdict(with_two - with_one)
second_block_words = {
    "a gain": "so the second block earns its keep",
    "a loss": "so the second block does harm",
    "nothing": "so these seeds can't tell whether the second block is worth anything",
}[second_block]

# %% [markdown]
# {{ usual_right:.1%}} with two blocks, {{ shallow_right:.1%}} with one, and the rule says
# *{{ second_block }}*, {{ second_block_words }}. If you guessed low: remember that nobody has told
# it what smaller means. A 3 was a row of random numbers, like all the others. What their order is,
# it has found in sorted texts, which are full of it.

# %%
#| fig-alt: The loss of one training against the number of steps, on a logarithmic scale. It falls from above 1 to far below 0.1.
#| fig-cap: One training. Each mark on the left is ten times the one below it.
fig, ax = plt.subplots(figsize=(6.4, 2.4))
ax.semilogy(losses)
ax.set(xlabel="step", ylabel="loss")
plt.show()

# %% [markdown]
# ## One token a step
#
# In training all tokens are asked at once. To *write*, it has to go one by one: read the text, take
# the token with the highest score, put it at the end, read again. That the network can write a
# whole answer is because it hears its own words.


# %%
@torch.no_grad()
def write(gpt, text, count, cached=False):
    """Go on with a text, (1, tokens), by this many tokens."""
    past, fresh = None, text
    for _ in range(count):
        scores, _, kept = gpt(fresh, past)
        token = scores[:, -1:].argmax(dim=-1)
        text = torch.cat([text, token], dim=1)
        past, fresh = (kept, token) if cached else (None, text)
    return text


# %%
start = torch.tensor([[3, 1, 4, 1, 5, EQUALS]])
for count in range(1, 7):
    print(as_words(write(gpt, start, count)[0]))

# %% [markdown]
# ## Where do they look?
#
# It has two blocks with two heads each. Each head, at each token, shares out its look over
# everything before it: these shares can be drawn. Think of the moment before the 4 is written. Does
# any of the four look at the 4 in the list? If a head had no preference at all, {{ even_look:.0%}}
# of its look would lie on copies of the next digit, on average over our lists.
#
# <make-a-guess name="look" kind="number" min="0" max="100" unit="%"
#   answer="{{ best_percent }}" by="the run"
#   question="Take the head that looks hardest at the digit that is about to be written. How much of its look goes there, on average?">
# Take the head that looks hardest at the digit that is about to be written. How many percent of its look
# go there, on average?
# </make-a-guess>


# %%
@torch.no_grad()
def on_the_next(gpt):
    """For each block and head its share of copies of what is next."""
    inputs, labels = questions(test_texts, test_lengths)
    shares = gpt(inputs)[1]  # (lists, blocks, heads, tokens, tokens)
    in_list = torch.arange(WINDOW - 1) < test_lengths
    copies = (inputs[:, None] == labels[:, :, None]) & in_list[:, None]
    asked = (labels >= 0) & (labels < EQUALS)
    there = (shares * copies[:, None, None]).sum(dim=-1)
    return ((there * asked[:, None, None]).sum(dim=(0, 3)) / asked.sum()).numpy()


# %%
#| answers: look
looks = np.array([on_the_next(trained[2, seed][0]) for seed in range(seeds)])
for seed, look in enumerate(looks):
    print(f"seed {seed}:", " ".join(f"{share:4.0%}" for share in look.flat))

# %%
#| echo: false
#| answers: look
asked_inputs, asked_labels = questions(test_texts, test_lengths)
asked_list = torch.arange(WINDOW - 1) < test_lengths
asked_copies = (asked_inputs[:, None] == asked_labels[:, :, None]) & asked_list[:, None]
asked_digit = (asked_labels >= 0) & (asked_labels < EQUALS)
seen_so_far = torch.arange(1, WINDOW)
even_look = float(((asked_copies.sum(-1) / seen_so_far)[asked_digit]).mean())
best_of_seed = looks.reshape(seeds, -1).max(axis=1)
best_look = float(best_of_seed.mean())
best_percent = round(100 * best_look)
look_verdict = verdict(best_of_seed - even_look)

# %% [markdown]
# {{ best_look:.0%}}, where no preference would give {{ even_look:.0%}}; by the rule of this site,
# *{{ look_verdict }}*. The four columns are the heads: 1.1 and 1.2 of the first block, 2.1 and 2.2
# of the second. With each seed both heads of the second block look harder at the next digit than
# either of the first, and nobody has told them to. If you guessed near {{ even_look:.0%}}: the
# network knows which digit it is about to write only because something has looked for it.
#
# Here is one list, seed 0, as a picture.

# %%
#| answers: look
#| fig-alt: Four maps, one for each head. Six rows, from the equals sign to the last digit that was written; a column for each token before it. The stronger a cell, the more that head looks there.
#| fig-cap: "Where four heads look while 3, 1, 4, 1, 5 is being sorted. A row is a moment: the token that is read, and what is written. Follow a row of head 2.1 or 2.2 to its strongest cell."
text = write(gpt, start, 6)
with torch.no_grad():
    shares = gpt(text[:, :-1])[1][0]  # (blocks, heads, tokens, tokens)
read = as_words(text[0]).split()
rows = [f"{read[place]} → {read[place + 1]}" for place in range(5, 11)]
fig, axes = plt.subplots(2, 2, figsize=(6.4, 4.4), sharex=True, sharey=True)
for number, ax in enumerate(axes.flat):
    ax.imshow(shares[number // 2, number % 2, 5:], vmin=0, vmax=1)
    ax.set_title(f"head {number // 2 + 1}.{number % 2 + 1}")
    ax.set_xticks(range(11), read[:11])
    ax.set_yticks(range(6), rows)
    ax.grid(False)
plt.show()

# %%
#| echo: false
tops = shares[1, :, 5:10].argmax(-1).tolist()  # heads of the second block, five digits
found = [[read[place] for place in top] for top in tops]
top_1, top_2, wrote_five = (", ".join(line) for line in (*found, read[6:11]))
agreeing = sum(len({*moment}) == 1 for moment in zip(*found, read[6:11]))

# %% [markdown]
# While it writes {{ wrote_five }}, head 2.1 is most on {{ top_1 }}, and head 2.2 on {{ top_2 }}. In
# {{ agreeing }} of the five moments both are most on the digit that's written next. A head may look
# ahead of the pen, or back, and its look is seldom at one place alone.
#
# ## Deaf to one head
#
# So the second block does the work, and the first is decoration? That is what such a picture
# invites you to think. But there's a better test than looking: take a head away. We set its columns
# of the mixing table to 0, so that nobody hears it, and sort again.
#
# <make-a-guess name="deaf" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ deaf_percent }}" by="the run"
#   question="A head of the first block, which hardly looks at the next digit, is taken away. Of 100 lists, how many are still sorted right? (Take the one that is missed the most.)">
# A head of the first block is taken away, the one that is missed the most. Of 100 lists, how many are
# still sorted right?
# </make-a-guess>


# %%
def without(gpt, block, head):
    """The same network, deaf to one head."""
    deaf = copy.deepcopy(gpt)
    size = 16  # numbers that a head brings
    mix = deaf.blocks[block].attention.mix.weight
    mix.data[:, head * size : (head + 1) * size] = 0
    return deaf


# %%
#| answers: deaf
left = np.zeros((seeds, 2, 2))
for seed, block, head in np.ndindex(left.shape):
    deaf = without(trained[2, seed][0], block, head)
    done = sorted_right(deaf, test_digits, test_lengths)
    left[seed, block, head] = done.float().mean()
for seed in range(seeds):
    print(f"seed {seed}:", " ".join(f"{share:4.0%}" for share in left[seed].flat))

# %%
#| echo: false
worst_first = left[:, 0].min(axis=1)
worst_second = left[:, 1].min(axis=1)
deaf_first, deaf_second = float(worst_first.mean()), float(worst_second.mean())
deaf_percent = round(100 * deaf_first)
mildest_removal = float(left.max())
deaf_verdict = verdict(worst_second - worst_first)
deaf_words = {
    "a gain": "so to lose a head of the first block is even worse",
    "a loss": "so to lose a head of the second block is worse, but not by much",
    "nothing": "so which block is missed more, these seeds can't tell",
}[deaf_verdict]
least_second, most_first = float(looks[:, 1].min()), float(looks[:, 0].max())
look_1, look_2, look_3, look_4 = (float(n) for n in looks.mean(axis=0).flat)
left_1, left_2, left_3, left_4 = (float(n) for n in left.mean(axis=0).flat)

# %% [markdown]
# | head | looks at the next digit | sorted right without it |
# | --- | ---: | ---: |
# | 1.1 | {{ look_1:.0%}} | {{ left_1:.0%}} |
# | 1.2 | {{ look_2:.0%}} | {{ left_2:.0%}} |
# | 2.1 | {{ look_3:.0%}} | {{ left_3:.0%}} |
# | 2.2 | {{ look_4:.0%}} | {{ left_4:.0%}} |
#
# (Means over {{ seeds }} seeds.) {{ deaf_percent }} of 100. Without the one of the second block
# that is missed the most it is {{ deaf_second:.0%}}, and the rule says *{{ deaf_verdict }}*,
# {{ deaf_words }}. If you guessed above 90, you took dim for idle. All four are needed: whichever
# head goes, with whichever seed, at most {{ mildest_removal:.0%}} is left.
#
# That breaks the **misconception** of this page: *the head that lights up on the answer is the one
# that found it.* The heads of the first block prepare something that those of the second block
# can't do without. What it is, neither the maps say nor this test. Hence the opinion: **a map of
# attention is a question, and taking away is the answer.** When somebody shows you one and says
# *"this is why it said so"*, ask what happens without it.
#
# ## What a mean can't do
#
# Now the failures. Here are the first lists that seed 0 got wrong, each with what it wrote:

# %%
wrong = ~sorted_right(gpt, test_digits, test_lengths)
for digits, length in list(zip(test_digits[wrong], test_lengths[wrong]))[:4]:
    start = torch.cat([digits[:length], torch.tensor([EQUALS])])
    print(as_words(write(gpt, start[None], length + 1)[0]))

# %%
#| echo: false
more, more_lengths = draw_lists(10 * tested, torch.Generator().manual_seed(40_000))
more_count = len(more)
wrong_lists, in_order, with_twice, all_twice = 0, 0, 0, 0
for digits, length in zip(more.tolist(), more_lengths[:, 0].tolist()):
    all_twice += len({*digits[:length]}) < length
for seed in range(seeds):
    some = trained[2, seed][0]
    bad = ~sorted_right(some, more, more_lengths)
    for n in range(2, LONGEST + 1):
        given = more[bad & (more_lengths[:, 0] == n)][:, :n]
        ends = torch.full((len(given), 1), EQUALS)
        wrote = write(some, torch.cat([given, ends], 1), n + 1)[:, n + 1 :]
        for asked, answer in zip(given.tolist(), wrote.tolist()):
            answer = [*answer, END][: [*answer, END].index(END)]
            wrong_lists += 1
            in_order += answer == sorted(answer) and {*answer} <= {*asked}
            with_twice += len({*asked}) < n
order_share, twice_share = in_order / max(wrong_lists, 1), all_twice / more_count

# %% [markdown]
# These are few, so we give it {{ more_count:,}} lists more. Of all seeds together,
# {{ wrong_lists }} are wrong. {{ in_order }} of these answers are in perfect order, and made of
# digits from the list; what's wrong is **how many** there are of each. And {{ with_twice }} of
# these lists hold some digit twice or more, as {{ twice_share:.0%}} of all lists do. It sorts, and
# it can't count.
#
# Remember what comes out of a head: **a mean**. The mean of five equal values is that value, and
# the mean of two of them is the same. Five sevens look like two. All that tells them apart is where
# they stand, their positions. So let's be mean, and give it nothing but equal digits: each of the
# ten, 2 to {{ longest_list }} times.
#
# <make-a-guess name="equal" kind="number" min="0" max="100" unit="%"
#   answer="{{ equal_percent }}" by="the run"
#   question="How many percent of the lists of equal digits does it get right, over all seeds?">
# How many percent of the lists of equal digits does it get right?
# </make-a-guess>


# %%
def right_if_equal(gpt):
    """For 2 to 8 equal digits the share that is right, over all ten digits."""
    digits = torch.arange(10).repeat_interleave(7)[:, None].repeat(1, LONGEST)
    lengths = torch.arange(2, LONGEST + 1).repeat(10)[:, None]
    done = sorted_right(gpt, digits, lengths)
    return done.float().reshape(10, 7).mean(dim=0).numpy()


# %%
#| answers: equal
equal = np.array([right_if_equal(trained[2, seed][0]) for seed in range(seeds)])
print("equal:  ", " ".join(f"{n:4}" for n in range(2, LONGEST + 1)))
for seed in range(seeds):
    print(f"seed {seed}: ", " ".join(f"{share:4.0%}" for share in equal[seed]))

# %%
#| echo: false
all_same_right = float(equal.mean())
equal_percent = round(100 * all_same_right)
many_rng = torch.Generator().manual_seed(20_000)
many, many_lengths = draw_lists(100 * tested, many_rng)
many_count = len(many)
many_inside = torch.arange(LONGEST) < many_lengths
most_often = torch.stack([((many == d) & many_inside).sum(1) for d in range(10)], 1)
five_equal = int((most_often.max(1).values >= 5).sum())

# %% [markdown]
# {{ all_same_right:.0%}}, and it had {{ usual_right:.1%}} of the usual lists. What is the easiest
# list of all for you is hard for it. If you guessed 100: equal digits need no sorting, but they do
# need counting.
#
# It isn't that it *can't* be learned. It's that it hardly ever mattered. Of {{ many_count:,}} lists
# such as those that it trained on, {{ five_equal }} have some digit five times or more. So we
# change the data, and nothing else: each list is drawn from a few kinds of digits only, sometimes
# from a single one.


# %%
def draw_repetitive(count, rng):
    """Lists of at most 1, 2, ... or 8 kinds of digits."""
    digits, lengths = draw_lists(count, rng)
    kinds = torch.randint(1, LONGEST + 1, (count, 1), generator=rng)
    picks = torch.rand(count, LONGEST, generator=rng) * kinds
    return digits.gather(1, picks.long()), lengths


# %%
mended_equal, mended_usual = [], []
for seed in range(seeds):
    mended, _ = train(seed, draw_repetitive)
    done = sorted_right(mended, test_digits, test_lengths)
    mended_usual.append(done.float().mean().item())
    mended_equal.append(right_if_equal(mended))
    print(f"seed {seed}: {mended_usual[seed]:.1%} of the usual lists,", end=" ")
    print(f"{mended_equal[seed].mean():.0%} of equal digits")

# %%
#| echo: false
mended_right = float(np.mean(mended_equal))
mended_verdict = verdict(np.mean(mended_equal, axis=1) - equal.mean(axis=1))
price_verdict = verdict(np.array(mended_usual) - with_two)
mended_usual_right = float(np.mean(mended_usual))
price_words = {
    "a gain": "it even helps there",
    "a loss": "that is what it costs",
    "nothing": "these seeds see no price",
}[price_verdict]

# %%
#| fig-alt: The share of lists sorted right against the number of equal digits, 2 to 8, for two kinds of training, with a thin line for each seed. The lines of usual training scatter widely and fall below the others.
#| fig-cap: Nothing changed but the data. Thin lines are single seeds, thick ones their means.
fig, ax = plt.subplots(figsize=(6.4, 2.8))
kinds = {"usual": (equal, "C0", "o"), "repetitive": (mended_equal, "C1", "s")}
for name, (runs, colour, marker) in kinds.items():
    ax.plot(range(2, 9), 100 * np.transpose(runs), color=colour, lw=0.7)
    mean = 100 * np.mean(runs, axis=0)
    ax.plot(range(2, 9), mean, marker, ls="-", color=colour, label=f"{name} lists")
ax.set(xlabel="equal digits in the list", ylabel="right (%)", ylim=(-5, 105))
ax.legend(title="trained on", loc="lower left")
plt.show()

# %% [markdown]
# {{ mended_right:.0%}} of the equal digits now: *{{ mended_verdict }}*, by the rule. On the usual
# lists it has {{ mended_usual_right:.1%}}; the rule says *{{ price_verdict }}*, {{ price_words }}.
# The same network, the same bricks, the same minutes. Before you change a network because it can't
# do something, ask whether anybody has shown it.
#
# ## The cache
#
# Look at `write` again. For each new token it reads the *whole* text anew. But nobody looks ahead:
# what a token has as keys and values depends on the tokens before it, and never on those after it.
# So they can be kept. That is the **key-value cache**, and our bricks have it already: `past` goes
# in, `kept` comes out, and with `cached=True` only the newest token is read.
#
# Is it the same? We read the test lists token by token, with the cache, and compare all scores with
# those of reading them at once:

# %%
inputs, labels = questions(test_texts, test_lengths)
with torch.no_grad():
    at_once, past, one_by_one = gpt(inputs)[0], None, []
    for token in inputs.split(1, dim=1):
        scores, _, past = gpt(token, past)
        one_by_one.append(scores)
cache_difference = (at_once - torch.cat(one_by_one, 1)).abs().max().item()
print("differences below a ten-thousandth:", cache_difference < 1e-4)

# %% [markdown]
# Now the time. Our lists are too short for that, so we take a wider network that has learned
# nothing (how long it takes doesn't depend on what it says), and texts of up to {{ long_text }}
# tokens. Without the cache it reads 1, then 2, then 3 tokens, and so on: {{ read_without:,}} in all
# for the longest text. With it, {{ read_with }}. That is {{ work_ratio:.0f}} times less reading.
#
# <make-a-guess name="cache" kind="number" min="1" max="300" scale="log" unit="times"
#   answer="{{ ratio_guess }}" by="the clock" question="How many times faster is the longest text written?">
# How many times faster is the longest text written? Write down a number.
# </make-a-guess>

# %%
#| echo: false
read_with = long_text - 1
read_without = read_with * long_text // 2
work_ratio = read_without / read_with


# %%
wider = GPT(width=64, positions=long_text).eval()
sizes = [long_text // 16, long_text // 4, long_text]


def clock(size, cached):
    """Milliseconds for each token of a text of this size."""
    started = time.perf_counter()
    write(wider, torch.tensor([[3]]), size - 1, cached)
    return 1000 * (time.perf_counter() - started) / (size - 1)


# %%
#| answers: cache
ways = [(size, cached) for size in sizes for cached in (False, True)]
clocked = [[clock(*way) for way in ways] for _ in range(turns + 1)]
times = np.array(clocked[1:]).reshape(turns, 3, 2)  # the first turn warms up
ratios = times[:, :, 0] / times[:, :, 1]
for size, ratio in zip(sizes, ratios.T):
    least, middle, most = np.percentile(ratio, [25, 50, 75])
    print(f"{size} tokens: {middle:.1f} times as fast,", end=" ")
    print(f"{least:.1f} to {most:.1f}, verdict:", verdict(ratio - 1))

# %%
#| echo: false
ratio_1, ratio_2, ratio_3 = (float(n) for n in np.median(ratios, axis=0))
low_1, low_2, low_3 = (float(n) for n in np.percentile(ratios, 25, axis=0))
high_1, high_2, high_3 = (float(n) for n in np.percentile(ratios, 75, axis=0))
rule_1, rule_2, rule_3 = (verdict(ratio - 1) for ratio in ratios.T)
size_1, size_2, size_3 = sizes
price = np.median(times, axis=0)  # (sizes, without and with)
whole_1, whole_2, whole_3 = (float(n) for n in price[:, 0])
kept_1, kept_2, kept_3 = (float(n) for n in price[:, 1])
ratio_guess = round(min(max(ratio_3, 1), 300), 1)
cache_numbers = 2 * 2 * 64

# %% [markdown]
# | tokens | without (ms) | with (ms) | times | spread | rule |
# | ---: | ---: | ---: | ---: | --- | --- |
# | {{ size_1 }} | {{ whole_1:.2f}} | {{ kept_1:.2f}} | {{ ratio_1:.1f}} | {{ low_1:.1f}} to {{ high_1:.1f}} | {{ rule_1 }} |
# | {{ size_2 }} | {{ whole_2:.2f}} | {{ kept_2:.2f}} | {{ ratio_2:.1f}} | {{ low_2:.1f}} to {{ high_2:.1f}} | {{ rule_2 }} |
# | {{ size_3 }} | {{ whole_3:.2f}} | {{ kept_3:.2f}} | {{ ratio_3:.1f}} | {{ low_3:.1f}} to {{ high_3:.1f}} | {{ rule_3 }} |
#
# (Milliseconds for one token; how many times as fast that is, turn by turn, over {{ turns }} turns;
# and the spread of their middle half, [as always](../hardware/index.md#taking-turns).)
# {{ ratio_3:.1f}} times. If you guessed {{ work_ratio:.0f}}, you counted tokens. But a step has a
# price of its own, however little there is to read: with the cache a token costs {{ kept_1:.2f}} ms
# in the shortest text and {{ kept_3:.2f}} ms in the longest. What grows is the column without. The
# longer the text, the more that column counts, and a conversation with a chatbot is a long text.
#
# It isn't free. Our wider network keeps 2 · 2 · 64 = {{ cache_numbers }} numbers for each token, a
# key and a value in each of its two blocks, for as long as the text goes on. Time is bought with
# memory, as so often.
#
# ## Into the browser
#
# A page asks for one token after another, so we export one **step**: a token, its position, and the
# past go in; probabilities, the shares of all heads and the new past come out. A network that is
# compiled for the page has sizes that stay, and a past that grows has none. So its past is a row of
# {{ past_places }} places: the newest comes in at the end, the oldest falls out at the front, and a
# mask hides those that nobody has filled. That is why a list in the page has at most ten digits.


# %%
class OneStep(nn.Module):
    """The network for one token, with a past of 20 places."""

    def __init__(self, gpt):
        super().__init__()
        self.gpt = gpt

    def forward(self, token, position, keys, values):
        # (texts, 1), (texts, 1), and twice (texts, blocks, heads, 20, 16)
        x = self.gpt.what(token) + self.gpt.where(position)
        age = torch.arange(WINDOW - 2, -1, -1)  # the newest comes last
        seen = (age <= position)[:, None, None]
        shares, kept = [], []
        for number, block in enumerate(self.gpt.blocks):
            past = keys[:, number], values[:, number]
            x, share, new = block(x, seen, past)
            shares.append(share[:, :, 0])
            kept.append(new)
        keys, values = (torch.stack(kind, 1)[:, :, :, 1:] for kind in zip(*kept))
        scores = self.gpt.next(self.gpt.norm(x))[:, 0]
        return scores.softmax(dim=-1), torch.stack(shares, 1), keys, values


# %% [markdown]
# Again the test lists, step by step. The states on the way are the examples on which the exported
# network is compared with this one.

# %%
step, states, stepwise = OneStep(gpt), [], []
keys = values = torch.zeros(tested, 2, 2, WINDOW - 2, 16)
with torch.no_grad():
    for place, token in enumerate(inputs.split(1, dim=1)):
        state = (token, torch.full_like(token, place), keys, values)
        probabilities, _, keys, values = step(*state)
        states.append(state)
        stepwise.append(probabilities)
difference = torch.stack(stepwise, 1) - at_once.softmax(dim=-1)
step_difference = difference.abs().max().item()
print("differences below a ten-thousandth:", step_difference < 1e-4)

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

examples = (torch.cat([part[:1] for part in parts]) for parts in zip(*states))
card = to_tfjs(
    step,
    "exported/sorter",
    title="One step of a GPT that sorts digits",
    labels=TOKENS,
    example=tuple(examples),
    metrics={"sorted_right": right[2, 0]},
)

# %%
#| echo: false
# For the exercises: lists of ten digits, and what was trained on.
ten_rng = torch.Generator().manual_seed(30_000)
ten = torch.randint(0, 10, (tested, 10), generator=ten_rng)
full = torch.full((tested, 1), 10)
ten_right = [
    sorted_right(trained[2, seed][0], ten, full).float().mean().item()
    for seed in range(seeds)
]
ten_mean = float(np.mean(ten_right))
amounts = ("hardly any", "some", "nearly all")
ten_answer = amounts[(ten_mean >= 0.1) + (ten_mean >= 0.9)]
ten_wrong, ten_other = (amount for amount in amounts if amount != ten_answer)
ten_why = {
    "nearly all": "You took it for a rule about any list. It has learned rows of a table, one for each position.",
    "some": "A few digits may still be right, but we count whole lists.",
    "hardly any": "So some of its rows for later positions are good enough after all.",
}
ten_why_wrong, ten_why_other = ten_why[ten_wrong], ten_why[ten_other]
lists_seen = 64 * steps
gpt2_cache = round(2 * 12 * 768 * 1000 / 1e6, 1)

# %% [markdown]
# Here it is, with all of its heads. Type digits, and press *Next token* again and again: the bars
# are the shares of each head, over your tokens.
#
# <attention-lab explorable heads>
# Here you could type digits, and watch where each head looks while the network sorts them. That takes
# JavaScript.
# </attention-lab>
#
# Now make it fail. You know what it can't do: count. Before you press, say how many sevens it'll
# write for <try-it demo="attention-lab" set="show: heads; list: 777777; wrote: 11">six
# sevens</try-it>. Then drag *Tokens to write* back, and compare the looks at the first seven that
# it wrote with those at the last: how should it know when to stop? (The same network is also in the
# [attention lab](../../play/attention-lab.md), beside the one that you turn by hand.)
#
# ## Exercises
#
# **1. A minute.** A head's query fits both 3s of `3 1 3 =` equally well, and it gives them 90% of
# its look together.
#
# <check-yourself name="twins" kind="number" unit="%" answer="45"
#   question="How much does each of the two get?"
#   hint="Softmax makes equal shares of equal scores."
#   wrong="90: That's what they have together. Shares of one row add up to 100%. | 50: Then nothing would be left for the 1 and the equals sign."
#   why="Equal scores, equal shares: 45% each. The two values are the same but for their positions, so the mean is much like that of one 3 with 90%. That's how it loses count.">
# 45% each: equal scores make equal shares.
# </check-yourself>
#
# **2. On paper.** Five tokens have the same value, (2, 1). A head looks at them with any shares you
# like.
#
# <check-yourself name="mean" kind="choice" answer="(2, 1)" options="(2, 1) | (10, 5) | it depends on the shares"
#   question="What comes out?"
#   hint="The shares add up to 1."
#   wrong="(10, 5): That's their sum, which would count. A head takes a mean. | it depends on the shares: They add up to 1, and each of them multiplies the same value."
#   why="A mean of equal values is that value, whatever the shares are.">
# (2, 1): a mean of equal values is that value.
# </check-yourself>
#
# **3. Memory.** [GPT-2][@gpt-2] in its smallest size has 12 blocks and a width of 768.
#
# <check-yourself name="memory" kind="number" unit="million" answer="{{ gpt2_cache }}" tolerance="0.5"
#   question="How many million numbers does its cache hold after 1,000 tokens?"
#   hint="Each token, in each block, leaves a key and a value, each as wide as the network."
#   wrong="9.2: Keys and values: both are kept. | 1.5: That's one block."
#   why="2 · 12 · 768 numbers for each token, times 1,000. And each conversation has a cache of its own.">
# 2 · 12 · 768 · 1,000 are {{ gpt2_cache }} million.
# </check-yourself>
#
# **4. Longer.** It was trained on lists of up to {{ longest_list }} digits, and its window has room
# for ten. Draw lists of ten, and have them sorted:
#
# ```python
# ten = torch.randint(0, 10, (tested, 10))
# full = torch.full((tested, 1), 10)
# print(sorted_right(gpt, ten, full).float().mean())
# ```
#
# <check-yourself name="longer" kind="choice" answer="{{ ten_answer }}" options="nearly all | some | hardly any"
#   question="How many of these lists are sorted right?"
#   hint="Which rows of the table of positions has training ever touched?"
#   wrong="{{ ten_wrong }}: {{ ten_why_wrong }} | {{ ten_other }}: {{ ten_why_other }}"
#   why="{{ ten_mean:.1%}}, the mean of {{ seeds }} seeds. The equals sign comes at position 11 now, where it never was, and the last rows of the table of positions have never been trained.">
# {{ ten_answer }}: {{ ten_mean:.1%}}.
# </check-yourself>
#
# **5. A task of your own.** Replace sorting by adding: `3 7 + 8 5 = …`. You need a token for the
# plus sign, and a function in place of `as_texts`.
#
# <check-yourself name="carry" kind="choice" answer="the last one" options="the last one | the first one | it makes no difference"
#   question="Which digit of the sum should it write first, to make it easy?"
#   hint="Write 37 + 85 on paper, as in school. Where do you begin, and why?"
#   wrong="the first one: It depends on every carry to its right, and none of them has been written down yet. | it makes no difference: Each token is written after one pass through two blocks. Only what stands in the text can be looked up."
#   why="The last digit needs two digits of the question, and each further one two more and a carry, which it can see from what it has written. So write the sum backwards. What a network has written is its scrap paper.">
# The last one: each digit then needs only two digits of the question and a carry.
# </check-yourself>
#
# ## Where next
#
# You've built the network that language models are made of, watched its heads, and taken them away
# one by one. It took {{ lists_seen:,}} lists and some patience to learn what `sorted()` does in a
# line; please don't mention it to anybody from the database group. **What has it to do with a
# machine that talks?** Less is missing than you'd think: [From this page to language
# models](../../guide/language-models.md).
#
# - [Let's build GPT][@lets-build-gpt] (Andrej Karpathy): the same bricks on Shakespeare, typed from
#   nothing in two hours.
# - [LLM Visualization][@bycroft-llm] (Brendan Bycroft): another GPT that sorts, to fly through,
#   number by number.
# - [A Mathematical Framework for Transformer Circuits][@transformer-circuits-framework] (Nelson
#   Elhage and others): how heads of one block feed those of the next, understood to the end.

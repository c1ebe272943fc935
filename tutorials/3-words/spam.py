# ---
# title: "Spam: which letter would you lose?"
# description: "Naive Bayes, logistic regression, a small convolution and a tiny Transformer read 6,000 real messages, all four run in your browser, and a slider shows what precision and recall cost."
# chapter: Words
# order: 4
# level: 2
# minutes: 30
# needs: [one_neuron]
# data: [messages]
# exports: [spam-cnn, spam-transformer]
# downloads: [spam-filter.json]
# expects:
#   repeats: "== 195"
#   worst_accuracy: ">= 0.9"
#   best_auc: ">= 0.97"
#   page_error: "<= 0.01"
# says:
#   "For most of what is stopped in it, the filter is right": crowded_precision > 0.5
#   "fewer of the stopped messages are spam": rare_precision < crowded_precision
#   "gets ahead of a table of 3,000 weights": best_filter == 'logistic regression'
#   "on this corpus the leak moves the numbers by little": largest_flattery < 1
#   "somebody is out of the office": notices > 1
#   "More of the hard ones are stopped than of the easy ones": hard_stopped > easy_stopped
#   "and train naive Bayes with seed 0 again": bayes_counted > bayes_first
#   "Each of the four lets more spam through": smallest_fall > 0
#   "more messages than those with the very same body": near_repeats > repeats
# parameters:
#   smoke: {rounds: 1, seeds: 2, every: 5}
#   gpu: {rounds: 8, seeds: 5, width: 64}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: A filter stops 100 messages, and 90 of them are spam. What is 90% called?
#     answer: Precision. Recall is the other one, the share of all spam that is stopped.
#   - ask: Why may two copies of a message not stand on both sides of a split?
#     answer: A filter that has learned one by heart knows the other. The test may measure memory then.
#   - ask: You use a good filter where spam is rare. What happens to its precision?
#     answer: It falls, since there's less spam to stop and as many good messages to stop by mistake.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Here is an advert that we've invented, and four filters that have learned from thousands of real messages. All four
# run in your browser. **What you write or paste stays in it**: nothing is sent anywhere. Press a button, then
# change the text until it gets past them.
#
# <spam-filter model="spam-cnn" other="spam-transformer" file="spam-filter.json">
# Here you could write a message, and see what four filters say of it. That takes JavaScript, which is switched off
# or didn't load. The rest of the page reads without it.
# </spam-filter>
#
# Four ways to read, from the oldest to the newest. On this page we train them, find out which of them are worth their
# trouble, and then ask the question that matters more: **which letter would you lose?**

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import json
import lzma
import re
from collections import Counter
from pathlib import Path

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import rankdata, ttest_1samp
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

# %% tags=["parameters"]
rounds = 4
seeds = 3
every = 1  # of the messages: each one, or each fifth
width = 32

# %% [markdown]
# ## Look at the messages
#
# The [SpamAssassin public corpus][@spamassassin-corpus] was collected by the people who wrote a filter of that name, mostly in 2002: spam, and good
# messages (they called them *ham*). Some of the good ones are marked as hard, since they look like spam to a
# machine: newsletters, offers that somebody had asked for. We have the beginning of each message, up to 700
# characters, without its headers. Addresses, links, telephone numbers and names are replaced ([where from, and
# what was changed](../../about/data.md#messages)).

# %%
path = keras.utils.get_file(
    "messages.jsonl.xz",
    origin="http://127.0.0.1:8000/data/messages.jsonl.xz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="ae315f7f2082b46a91c7912a5c48774624a6ea2319ef2d0914b7f3a55138452c",
)
with lzma.open(path, "rt", encoding="utf-8") as file:
    messages = [json.loads(line) for line in file]
for folder, count in Counter(message["from"] for message in messages).items():
    print(f"{folder:12} {count:5,}")

# %%
is_spam = np.array(["spam" in message["from"] for message in messages])
is_hard = np.array(["hard" in message["from"] for message in messages])
rng = np.random.default_rng(1)
for number in rng.permutation(len(messages))[:9]:
    message = messages[number]
    text = message["text"][:120] if message["fit"] else "(nothing that we'd show)"
    print("SPAM" if is_spam[number] else "good", text)

# %%
#| echo: false
message_count, spam_count = len(messages), int(is_spam.sum())
spam_share = spam_count / message_count
hard_count = int(is_hard.sum())
unfit_count = sum(not message["fit"] for message in messages)

# %% [markdown]
# {{ message_count:,}} messages, {{ spam_share:.0%}} of them spam. They smell of their time: the good ones come mostly from
# mailing lists of programmers, the spam sells toner and mortgages. Whatever a filter learns here, it learns about
# *these* people. (There's also what you'd expect of spam. Messages with such words are learned from, and not shown:
# {{ unfit_count }} of them.)
#
# ## The same message twice
#
# Spam is sent many times. So a corpus of it holds copies, and if one lies among the training messages and another in the test,
# the test asks what was learned by heart. How often does that happen here? In our file, messages with
# the very same body have the same number.
#
# <make-a-guess name="copies" kind="number" min="0" max="1500" unit="messages" answer="{{ near_repeats }}"
#   by="the run"
#   question="195 messages repeat the body of an earlier one, letter for letter. Leave figures, signs and capitals out: how many repeat an earlier one then?">
# 195 messages repeat the body of an earlier one. How many do if figures, signs and capitals are left out?
# </make-a-guess>

# %%
#| answers: copies
bodies = [message["body"] for message in messages]
letters = [re.sub("[^a-z]", "", message["text"].lower()) for message in messages]
for name, keys in {"the same body": bodies, "the same letters": letters}.items():
    counts = Counter(keys)
    shared = sum(count for count in counts.values() if count > 1)
    print(
        f"{name}: {shared} messages have a twin, {len(keys) - len(counts)} repeat one"
    )

# %%
#| echo: false
repeats = len(bodies) - len(set(bodies))
near_repeats = len(letters) - len(set(letters))
twins = sum(count for count in Counter(bodies).values() if count > 1)
near_twins = sum(count for count in Counter(letters).values() if count > 1)

# %% [markdown]
# <your-guess name="copies"></your-guess>
#
# {{ repeats }} messages repeat an earlier body letter for letter: {{ twins }} have a twin. But compare only the letters
# that we keep, and it's {{ near_repeats }}, more messages than those with the very same body. The same advert with another price, another code at
# its end, the same newsletter on another day. If you had searched for copies with `==`, you'd have found
# less than a third of them, and felt safe.
#
# So there are three ways to put a fifth of the messages aside: by lot; by lot among *bodies*, so that copies stay
# together; and by lot among texts of the same *letters*.


# %%
def split(keys, seed, share=0.2):
    """Which messages are the test: all those with a key that the lot has chosen."""
    kinds = sorted(set(keys))
    drawn = np.random.default_rng(seed).permutation(len(kinds))
    chosen = {kinds[number] for number in drawn[: int(share * len(kinds))]}
    return np.array([key in chosen for key in keys])


if every > 1:  # a quick run reads fewer
    messages, bodies, letters = (x[::every] for x in (messages, bodies, letters))
    is_spam, is_hard = is_spam[::every], is_hard[::every]
ways = {"by lot": range(len(messages)), "by body": bodies, "by letters": letters}

# %% [markdown]
# How much is there to gain by memory alone? Here is a filter that learns nothing. It has a list of the training
# messages, and looks each test message up. What share of them does it find, letters only?

# %%
known = {}
for way, keys in ways.items():
    shares = []
    for seed in range(seeds):
        test = split(keys, seed)
        seen = {key for key, aside in zip(letters, test) if not aside}
        shares.append(np.mean([key in seen for key, t in zip(letters, test) if t]))
    known[way] = float(np.mean(shares))
    print(f"{way:11} {known[way]:6.1%} of the test messages are known")

# %%
#| echo: false
known_lot, known_body, known_letters = known.values()

# %% [markdown]
# By lot, {{ known_lot:.1%}} of the test messages have a twin in training. By body it's still {{ known_body:.1%}}. By
# letters none is left, by construction. That's the split that we'll use; and in the end we'll look what the other one would have
# told us.
#
# ## From text to words
#
# A word is a run of letters. Every number becomes the same sign, `#`, since no price is worth learning. Links and
# addresses become a word each, and `!`, `$` and `%` stay: in spam they're words. (LINK, EMAIL, NAME and PHONE, which
# stand for what was replaced, are words like any other.)

# %%
TOKEN = re.compile(
    r"(https?://\S+|www\.\S+)|(\S+@\S+)|([0-9]+)|[a-z]+(?:['’][a-z]+)?|[!$%]"
)


def words_of(text):
    """The words of a message, in small letters."""
    found = TOKEN.finditer(text.lower())
    names = ("", "link", "email", "#")
    return [names[part.lastindex or 0] or part[0].replace("’", "'") for part in found]


texts = [words_of(message["text"]) for message in messages]
print(*words_of("FREE money!! Write to me@example.com before 31.12., don't wait"))


# %% [markdown]
# The **vocabulary** is the 3,000 words that stand in the most training messages. Only the training messages may
# choose it. Two places are kept: 0 for *nothing more to read*, and 1 for a word that isn't in it.


# %%
VOCABULARY, LENGTH = 3000, 128


def choose_words(test):
    """The most common words of the messages that aren't the test."""
    seen = Counter(w for t, aside in zip(texts, test) if not aside for w in set(t))
    order = sorted(seen, key=lambda word: (-seen[word], word))
    return order[: VOCABULARY - 2]


# %%
def to_rows(texts, words):
    """Numbers of the first words of each text, (texts, LENGTH), with 0 at the end."""
    place = {word: number for number, word in enumerate(words, start=2)}
    rows = np.zeros((len(texts), LENGTH), "int64")
    for row, text in zip(rows, texts):
        row[: len(text)] = [place.get(word, 1) for word in text[:LENGTH]]
    return rows


# %% [markdown]
# The two oldest filters don't care for order. To them a message is a **bag of words**: a row of 3,000 zeros, with a 1
# for each word that it has.


# %%
def to_bags(rows):
    """(texts, LENGTH) -> (texts, VOCABULARY): 1 where a text has the word."""
    bags = np.zeros((len(rows), VOCABULARY), "float32")
    bags[np.arange(len(rows))[:, None], rows] = 1
    bags[:, :2] = 0  # what is no word
    return bags


test = split(letters, 0)
words = choose_words(test)
rows = to_rows(texts, words)
bags = to_bags(rows)
print(bags.shape, f"{bags.sum(axis=1).mean():.0f} different words a message")

# %% [markdown]
# ## Naive Bayes: count
#
# How much more often does *free* stand in spam than in good messages? Count it, divide, take the logarithm: that's
# the [**weight**](../../guide/glossary.md#weight) of the word. The score of a message is the sum of the weights of its words, and a start for how common
# spam is at all:
#
# $$s = \log \frac{P(\text{spam})}{P(\text{good})} + \sum_{w} \log \frac{P(w \mid \text{spam})}{P(w \mid \text{good})}$$
#
# That is [**naive Bayes**](../../guide/glossary.md#naive-bayes). It would be exact if words came independently of each other. They don't: whoever
# writes *click* goes on with *here*. It takes the one for two pieces of evidence. Hence naive. (The 1 that is added
# everywhere stands for a message not yet seen: without it, a word that never stood in spam could acquit any message alone.)


# %%
def naive_bayes(bags, spam):
    """Weights (VOCABULARY,) and the start, in logarithms of odds."""
    counts = [bags[spam == kind].sum(axis=0) + 1 for kind in (True, False)]
    weights = np.log(counts[0] / counts[0].sum()) - np.log(counts[1] / counts[1].sum())
    weights[:2] = 0
    return weights, np.log(spam.sum() / (~spam).sum())


weights, start = naive_bayes(bags[~test], is_spam[~test])
order = weights.argsort()
print("towards spam:", *(words[n - 2] for n in order[:-16:-1]))
print("towards good:", *(words[n - 2] for n in order[:15]))

# %%
#| echo: false
bayes_spam = ", ".join(words[n - 2] for n in order[:-5:-1])
bayes_good = ", ".join(words[n - 2] for n in order[:4])
odd = "deathtospam" * 3
odd_spam, odd_good = (
    sum(odd in text for text, s in zip(texts, is_spam) if s == kind)
    for kind in (True, False)
)

# %% [markdown]
# Nobody has told it anything about those words ({{ bayes_spam }} and so on). And look at the ones that clear a message: {{ bayes_good }}.
# They don't say that somebody writes to *you*. They say that these are lists of programmers. Remember it, we'll need it.
#
# One word in the first list was never chosen by anybody who sells anything: *deathtospam*, three times in a row. It
# stands in {{ odd_spam }} spam messages and in {{ odd_good }} good ones. We don't know who put it there, but it's a trace of how
# these messages were collected, and a filter takes whatever helps. **A corpus knows things that the world doesn't.** Read your weights.
#
# The sum $s$ is a logarithm of odds, the [log-odds](../../guide/glossary.md#log-odds): 0 means as likely as not, 3 means twenty to one for spam. All
# four filters answer in it, so that we can compare them.
#
# ## Logistic regression: the same sum, trained
#
# The same sum of weights, but the weights are learned together. Now *click* and *here* can share what they
# know. It's [one neuron](../one_neuron/index.md) with 3,000 inputs, and is called
# [**logistic regression**](../../guide/glossary.md#logistic-regression).


# %%
def train(network, inputs, spam, rounds, seed, rate=3e-3, decay=0.0):
    """Train a network that gives log-odds, (texts, 1)."""
    torch.manual_seed(seed)
    inputs, wanted = torch.tensor(inputs), torch.tensor(spam).float()[:, None]
    network = network()
    adam = torch.optim.AdamW(network.parameters(), rate, weight_decay=decay)
    for _ in range(rounds):
        for batch in torch.randperm(len(inputs)).split(64):
            loss = binary_cross_entropy_with_logits(
                network(inputs[batch]), wanted[batch]
            )
            adam.zero_grad()
            loss.backward()
            adam.step()
    return network.eval()


# %%
@torch.no_grad()
def scores_of(network, inputs):
    """Log-odds of each text, (texts,)."""
    parts = torch.tensor(inputs).split(256)
    return torch.cat([network(part) for part in parts])[:, 0].numpy()


def logistic():
    """3,000 weights that begin at 0, and a start."""
    layer = nn.Linear(VOCABULARY, 1)
    nn.init.zeros_(layer.weight)
    return layer


# %% [markdown]
# ## A convolution: a few words at a time
#
# *Click here* isn't *here is the log*. To see pairs and triples of words, slide a window over the text: an
# [embedding](../../guide/glossary.md#embedding) turns each word into {{ width }} numbers, and 64 little detectors look at five words at a time, which is a [convolution](../../guide/glossary.md#convolution). Of
# each detector we keep the largest answer, wherever in the message it was ([pooling](../../guide/glossary.md#pooling)). It's the network of
# [Yoon Kim][@cnn-sentences], made small.


# %%
class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, width, padding_idx=0)
        self.windows = nn.Conv1d(width, 64, kernel_size=5, padding=2)
        self.drop = nn.Dropout(0.5)
        self.last = nn.Linear(64, 1)

    def forward(self, rows):
        """Log-odds, (texts, 1), of (texts, LENGTH)."""
        x = self.words(rows).transpose(1, 2)  # (texts, width, LENGTH)
        return self.last(self.drop(self.windows(x).relu().amax(dim=2)))


# %% [markdown]
# ## A Transformer: every word looks at every other one
#
# Last, one block of [attention](../attention/index.md), with two heads: each word fetches what it needs from all the others,
# near or far. Then the mean over all words. It's as small as a [Transformer](../attention/index.md) can be.


# %%
def attend(parts, is_word, heads=2):
    """What each word fetches, (texts, LENGTH, width), of queries, keys and values."""
    query, key, value = parts.unflatten(-1, (3, heads, -1)).permute(2, 0, 3, 1, 4)
    match = query @ key.transpose(2, 3) / key.shape[-1] ** 0.5
    shares = (match - 1e9 * (1 - is_word[:, None, None])).softmax(dim=3)
    return (shares @ value).transpose(1, 2).flatten(2)


# %%
class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, width, padding_idx=0)
        self.places = nn.Parameter(0.02 * torch.randn(LENGTH, width))
        self.project, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        wide = nn.Linear(width, 2 * width)
        self.think = nn.Sequential(wide, nn.ReLU(), nn.Linear(2 * width, width))
        self.drop, self.last = nn.Dropout(0.3), nn.Linear(width, 1)

    def forward(self, rows):
        """Log-odds, (texts, 1), of (texts, LENGTH)."""
        is_word = (rows > 0).float()  # (texts, LENGTH)
        x = self.drop(self.words(rows) + self.places)
        x = x + self.mix(attend(self.project(self.norms[0](x)), is_word))
        x = self.norms[2](x + self.think(self.norms[1](x))) * is_word[:, :, None]
        count = is_word.sum(dim=1, keepdim=True) + 1e-6
        return self.last(self.drop(x.sum(dim=1) / count))


# %% [markdown]
# ## Four filters, three seeds
#
# All four learn from the same messages, each time with another [seed](../../guide/glossary.md#seed): another lot, another beginning. Before you look:
# which one will be right most often?
#
# <make-a-guess name="best" kind="choice" answer="{{ best_filter }}" by="the run"
#   options="naive Bayes | logistic regression | convolution | Transformer"
#   question="Which of the four filters will be right most often, on average over the seeds?">
# Which of the four filters will be right most often?
# </make-a-guess>


# %%
#| answers: best
FILTERS = ("naive Bayes", "logistic regression", "convolution", "Transformer")


def all_filters(test, seed, kinds=(CNN, Transformer)):
    """The words, functions from rows to log-odds, and what is inside of them."""
    words = choose_words(test)
    rows, spam = to_rows(texts, words)[~test], is_spam[~test]
    weights, start = naive_bayes(to_bags(rows), spam)
    line = train(logistic, to_bags(rows), spam, 3 * rounds, seed, 1e-2, 0.1)
    nets = [train(kind, rows, spam, rounds, seed) for kind in kinds]
    judges = [
        lambda rows: to_bags(rows) @ weights + start,
        lambda rows: scores_of(line, to_bags(rows)),
        *(lambda rows, net=net: scores_of(net, rows) for net in nets),
    ]
    return words, judges, (weights, start, line, *nets)


# %%
#| answers: best
tests = [split(letters, seed) for seed in range(seeds)]
trained = [all_filters(test, seed) for seed, test in enumerate(tests)]
results = []  # for each seed the log-odds of the test messages: (4, messages)
for test, (words, filters, _) in zip(tests, trained):
    asked = to_rows([t for t, aside in zip(texts, test) if aside], words)
    results.append(np.array([judge(asked) for judge in filters]))
accuracy = np.array(
    [((r > 0) == is_spam[test]).mean(axis=1) for r, test in zip(results, tests)]
)
for name, shares in zip(FILTERS, accuracy.T):
    print(f"{name:20}", *(f"{share:.1%}" for share in shares))


# %%
#| answers: best
#| echo: false
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


mean_accuracy = accuracy.mean(axis=0)
bayes_right, line_right, cnn_right, transformer_right = (
    float(a) for a in mean_accuracy
)
worst_accuracy, best_accuracy = float(mean_accuracy.min()), float(mean_accuracy.max())
best_filter = FILTERS[int(mean_accuracy.argmax())]
baseline = float(np.mean([1 - is_spam[test].mean() for test in tests]))
than_line = {
    name: verdict(accuracy[:, column] - accuracy[:, 1])
    for column, name in enumerate(FILTERS)
}
bayes_verdict, cnn_verdict, transformer_verdict = (
    than_line[FILTERS[n]] for n in (0, 2, 3)
)
test_count = int(tests[0].sum())


def auc(scores, spam):
    """The share of pairs, a spam and a good message, in which the spam has more."""
    ranks = rankdata(scores)[spam]
    pairs = spam.sum() * (~spam).sum()
    return float((ranks.sum() - spam.sum() * (spam.sum() + 1) / 2) / pairs)


# %% [markdown]
# <your-guess name="best"></your-guess>
#
# | filter | right, mean of {{ seeds }} seeds | against logistic regression |
# | --- | ---: | --- |
# | everything is good | {{ baseline:.1%}} | |
# | naive Bayes | {{ bayes_right:.1%}} | {{ bayes_verdict }} |
# | logistic regression | {{ line_right:.1%}} | |
# | convolution | {{ cnn_right:.1%}} | {{ cnn_verdict }} |
# | Transformer | {{ transformer_right:.1%}} | {{ transformer_verdict }} |
#
# The last column is [the rule of this site](../../guide/luck.md) for more than luck. Most often right, on average, is
# *{{ best_filter }}*; all four lie between {{ worst_accuracy:.1%}} and {{ best_accuracy:.1%}}. With so few messages, neither network
# gets ahead of a table of 3,000 weights. (Attention is all you need, provided that all you need is less than what you have.)
#
# ## What the leak would have told us
#
# The same training once more, with the test drawn by lot, so that twins lie on both sides. The Transformer,
# which takes longest, is left out.

# %%
by_lot, errors = [], []
for seed in range(seeds):
    test = split(ways["by lot"], seed)
    words, filters, _ = all_filters(test, seed, kinds=[CNN])
    asked = to_rows([t for t, aside in zip(texts, test) if aside], words)
    wrong = [(judge(asked) > 0) != is_spam[test] for judge in filters]
    seen = {key for key, aside in zip(letters, test) if not aside}
    twin = np.array([key in seen for key, aside in zip(letters, test) if aside])
    by_lot.append([1 - w.mean() for w in wrong])
    errors.append([[w[twin].mean(), w[~twin].mean()] for w in wrong])
flattery = np.array(by_lot) - accuracy[:, :3]
for name, gains in zip(FILTERS, flattery.T):
    print(f"{name:20} {gains.mean():+.2%}, by the rule: {verdict(gains)}")
with_twin, alone = np.mean(errors, axis=(0, 1))
print(f"wrong: {with_twin:.1%} of those with a twin, {alone:.1%} of the others")

# %%
#| echo: false
flattered = [
    name for name, gains in zip(FILTERS, flattery.T) if verdict(gains) == "a gain"
]
flattery_words = (
    "For " + " and ".join(flattered) + " that is more than luck, by the rule"
    if flattered
    else "For none of the three is that more than luck, by the rule"
)
with_twin, alone = float(with_twin), float(alone)
mean_flattery = abs(float(100 * flattery.mean()))
flattery_side = "higher" if flattery.mean() > 0 else "lower"
twin_words = (
    f"Among the messages with a twin in training, {with_twin:.1%} are judged wrongly, "
    f"among the others {alone:.1%}"
)
twin_verdict = verdict(np.diff(np.mean(errors, axis=1))[:, 0])
twin_gain = {
    "a gain": "so the twins do flatter",
    "a loss": "so here the twins are even harder",
    "nothing": "a difference that these seeds can't tell from luck",
}[twin_verdict]

# %% [markdown]
# By lot, the [accuracy](../../guide/glossary.md#accuracy) of the three is {{ mean_flattery:.1f}} points {{ flattery_side }} on average. {{ flattery_words }}.
# {{ twin_words }}, {{ twin_gain }}. Not much of a leak, though {{ known_lot:.0%}} of the test messages
# have a twin in training. But these three learn words, and not messages. Here is one that can do nothing but learn by heart: it
# looks for the training message that has most words in common, and says what that one was.


# %%
def by_heart(test):
    """For each test message: is the most similar one in training of its kind?"""
    bags = to_bags(to_rows(texts, choose_words(test)))
    bags /= np.maximum(1, np.linalg.norm(bags, axis=1, keepdims=True))
    alike = bags[test] @ bags[~test].T
    return is_spam[~test][alike.argmax(axis=1)] == is_spam[test]


# %%
heart = []
for seed in range(seeds):
    lot = split(ways["by lot"], seed)
    seen = {key for key, aside in zip(letters, lot) if not aside}
    twin = np.array([key in seen for key, aside in zip(letters, lot) if aside])
    right = by_heart(lot)
    honest = by_heart(tests[seed]).mean()
    heart.append(
        [right.mean(), honest, 1 - right[twin].mean(), 1 - right[~twin].mean()]
    )
names = ("right by lot", "right by letters", "wrong with a twin", "wrong without")
for name, shares in zip(names, np.transpose(heart)):
    print(f"{name:18}", *(f"{share:.1%}" for share in shares))

# %%
#| echo: false
heart_lot, heart_letters, heart_twin, heart_alone = np.mean(heart, axis=0).tolist()
heart_verdict = verdict(np.subtract(*np.transpose(heart)[:2]))
largest_flattery = float(
    100 * max(abs(flattery.mean(axis=0)).max(), heart_lot - heart_letters)
)
heart_twin_words = {
    "a gain": "which is more than luck",
    "a loss": "so twins are harder for it, of all things",
    "nothing": "a difference that three seeds can't tell from luck, either",
}[verdict(np.array(heart)[:, 3] - np.array(heart)[:, 2])]
heart_words = {
    "a gain": "more than luck, by the rule",
    "a loss": "a loss, of all things",
    "nothing": "which these seeds can't tell from luck",
}[heart_verdict]

# %% [markdown]
# By lot it's right for {{ heart_lot:.1%}}, by letters for {{ heart_letters:.1%}}, {{ heart_words }}. With a twin in training it's wrong in
# {{ heart_twin:.1%}} of the cases, without one in {{ heart_alone:.1%}}, {{ heart_twin_words }}.
#
# So on this corpus the leak moves the numbers by little, and we wouldn't have bet on that. What follows? Not that copies do no harm. A leak
# may be worth nothing or ten points, and from the accuracy alone nobody can tell, neither you nor who reads your
# report. The split costs one line. Write it always.
#
# ## What the false alarms look like
#
# From here on we look at one training, that with seed 0, whose filters are also on this page. A **false alarm** is a
# good message that is stopped. These are the ones of which the logistic regression was most sure:

# %%
first, spam, hard = results[0], is_spam[tests[0]], is_hard[tests[0]]
asked = [m for m, aside in zip(messages, tests[0]) if aside]
for name, score in zip(FILTERS, first):
    alarms, missed = np.sum((score > 0) & ~spam), np.sum((score <= 0) & spam)
    print(f"{name}: {alarms} false alarms, {missed} spam messages missed")
worst = [n for n in (-first[1]).argsort() if not spam[n] and asked[n]["fit"]]
for n in worst[:6]:
    print(
        f"{first[1][n]:+5.1f}",
        "(hard)" if hard[n] else "(easy)",
        asked[n]["text"][:110],
    )

# %%
#| echo: false
stopped = first > 0
easy = ~spam & ~hard
hard_stopped = float(stopped[:, hard].mean()) if hard.any() else 0.0
easy_stopped = float(stopped[:, easy].mean())
alarms = int((stopped[1] & ~spam).sum())
alarms_hard = int((stopped[1] & hard).sum())
notices = sum("out of the office" in asked[n]["text"] for n in worst[:6])
missed = int((~stopped[1] & spam).sum())
stopped_count, test_spam = int(stopped[1].sum()), int(spam.sum())

# %% [markdown]
# Look who they are. Newsletters and announcements that somebody had asked for: they're written like spam, and a machine that
# knows words alone can't know a wish. And mail of a kind that hardly occurs on lists of programmers, such as a notice that
# somebody is out of the office. (It's there {{ notices }} times: copies stay together, so all of them are on this side.) More of the hard ones are stopped than of the easy ones: over all four filters,
# {{ hard_stopped:.0%}} against {{ easy_stopped:.1%}}. So an accuracy of {{ line_right:.0%}} isn't spread evenly. If
# you have shopped somewhere, your mail looks like the hard kind.
#
# ## Precision, recall, and a slider
#
# Of {{ stopped_count }} messages that the logistic regression stops, some aren't spam. The share that is, is its
# [**precision**](../../guide/glossary.md#precision). Of the {{ test_spam }} spam messages in the test it misses {{ missed }}. The share that it stops is its
# [**recall**](../../guide/glossary.md#recall). A [threshold](../../guide/glossary.md#threshold) trades the one for the other: stop only what you're sure of, and fewer letters are lost, and more
# spam comes through.
#
# Is there a number that doesn't depend on the threshold? Take any spam and any good message of the test. How often does the spam have
# the higher score? That share is the [**AUC**](../../guide/glossary.md#auc), the *area under the curve* that belongs to it. 50% is a coin, 100% means that some
# threshold makes no mistake.

# %%
auc_of = {name: auc(score, spam) for name, score in zip(FILTERS, first)}
for name, score in zip(FILTERS, first):
    stopped = score > 0
    caught = (stopped & spam).sum()
    precision, recall = caught / max(1, stopped.sum()), caught / spam.sum()
    print(f"{name:20} AUC {auc_of[name]:.2%}", end=", at 0: ")
    print(f"precision {precision:.1%}, recall {recall:.1%}")

# %%
#| fig-alt: Four curves that rise steeply on the left and then bend towards the top. They lie close together.
#| fig-cap: "For each threshold, the share of good messages that are lost and the share of spam that is stopped. Only the left tenth is drawn, since nobody would lose more."
fig, ax = plt.subplots(figsize=(6.4, 4))
for name, score in zip(FILTERS, first):
    order = (-score).argsort()
    lost = np.cumsum(~spam[order]) / (~spam).sum()
    caught = np.cumsum(spam[order]) / spam.sum()
    ax.plot(100 * lost, 100 * caught, label=f"{name}, AUC {auc_of[name]:.1%}")
ax.set(xlim=(0, 10), ylim=(60, 101))
ax.set(xlabel="good messages lost (%)", ylabel="spam stopped (%)")
ax.legend(loc="lower right")
plt.show()

# %%
#| echo: false
best_auc, worst_auc = max(auc_of.values()), min(auc_of.values())
best_auc_filter = max(auc_of, key=lambda name: auc_of[name])

# %% [markdown]
# Now move it yourself. The columns count the real messages of the test, spam above the line, good ones below; what is right of
# the threshold is stopped. Where would you put it? Write a message of your own above the drawing, and see where
# among them it comes to lie.
#
# <spam-filter id="threshold" threshold model="spam-cnn" other="spam-transformer" file="spam-filter.json">
# Here you could move a threshold over the real messages of the test, and see precision and recall. That takes
# JavaScript.
# </spam-filter>
#
# Three to try: <try-it demo="threshold" set="filter: logistic; threshold: 4">lose hardly any letter</try-it>,
# <try-it demo="threshold" set="filter: logistic; threshold: -3">let hardly any spam through</try-it>, and
# <try-it demo="threshold" set="filter: bayes; threshold: 0">how sure naive Bayes is</try-it>: its scores go
# far out to both sides, since it takes each word for fresh evidence.
#
# The **opinion** of this page: *judge a filter by the letter that it loses.* A spam that comes through costs you two seconds. A letter
# that is lost may cost you a job, and you'll never hear of it. So put the threshold high, and let nothing be thrown away
# that nobody has seen. (And choose the threshold with messages that are in no test. Ours is a toy.)
#
# ## The misconception: "It's right for 95 of 100, so I can trust it"
#
# In our test, {{ test_share:.0%}} of the messages are spam. Suppose that in your mailbox it's 1 of 100. Same filter, same threshold, same
# recall, the same share of good messages lost.
#
# <make-a-guess name="rare" kind="number" min="0" max="100" unit="of 100" answer="{{ rare_percent }}" by="the run"
#   question="Spam is 1 of 100 messages. The logistic regression stops 100 of your messages. How many of them are spam?">
# Spam is 1 of 100 messages. The filter stops 100 messages. How many of them are spam?
# </make-a-guess>

# %%
#| answers: rare
stopped = first[1] > 0
recall, lost = stopped[spam].mean(), stopped[~spam].mean()
print(f"stopped: {recall:.1%} of the spam, {lost:.2%} of the good messages")
for share in (0.5, spam.mean(), 0.1, 0.01):
    caught, alarms_of = share * recall, (1 - share) * lost
    precision = caught / (caught + alarms_of)
    right = share * recall + (1 - share) * (1 - lost)
    print(f"spam {share:4.0%}: precision {precision:5.1%}, right {right:.1%}")

# %%
#| echo: false
recall, lost = float(recall), float(lost)
test_share = float(spam.mean())
crowded_precision = (
    test_share * recall / (test_share * recall + (1 - test_share) * lost)
)
rare_precision = 0.01 * recall / (0.01 * recall + 0.99 * lost)
rare_percent = round(100 * rare_precision)
crowded_percent = round(100 * crowded_precision)
rare_right = 0.01 * recall + 0.99 * (1 - lost)

# %% [markdown]
# <your-guess name="rare"></your-guess>
#
# In the test it's {{ crowded_percent }} of 100. For most of what is stopped in it, the filter is right. Where spam is rare, it's
# {{ rare_percent }} of 100: fewer of the stopped messages are spam, though not one weight has changed. And the accuracy there?
# {{ rare_right:.1%}}. (A filter that does nothing at all has 99%.) The same sum is behind a medical test for something rare, and behind
# every camera that looks for one face in a crowd. **A precision belongs to a filter and to a crowd.**
#
# ## Write one that passes
#
# Remember the words that clear a message. Whoever sends spam can read them, too. So take the twenty words that are worth most for *good*
# in the logistic regression, put them in front of every spam of the test, and ask all four again. We've read the words out of
# one filter: do they fool the three others?

# %%
words, filters, inside = trained[0]
line_weights = inside[2].weight.detach().numpy()[0]
kind_words = [words[n - 2] for n in line_weights.argsort()[:20]]
spam_texts = [t for t, aside, s in zip(texts, tests[0], is_spam) if aside and s]
padded = to_rows([kind_words + text for text in spam_texts], words)
print(*kind_words)
falls = {}
for name, judge, score in zip(FILTERS, filters, first):
    before, after = (score[spam] > 0).mean(), (judge(padded) > 0).mean()
    falls[name] = float(before - after)
    print(f"{name:20} stops {before:.0%} of the spam, with the words {after:.0%}")

# %%
#| echo: false
smallest_fall = min(falls.values())
after_words = {
    name: float((judge(padded) > 0).mean()) for name, judge in zip(FILTERS, filters)
}
line_after = after_words["logistic regression"]
cnn_after = after_words["convolution"]
transformer_after = after_words["Transformer"]
bayes_after = after_words["naive Bayes"]

# %% [markdown]
# Each of the four lets more spam through. Of the filter whose weights we read, {{ line_after:.0%}} of the spam is left that it stops, and the
# others have never shown us theirs: naive Bayes {{ bayes_after:.0%}}, the convolution {{ cnn_after:.0%}}, the Transformer
# {{ transformer_after:.0%}}. They've learned from the same messages, so they have the same soft spots. It's the cheapest of the
# [attacks that we know](../adversarial/index.md), and it needs no
# [gradient](../../guide/glossary.md#gradient).
#
# <try-it set="message: padded">Here's the advert with a few of those words before it</try-it>. Can you do better? **The task:** get past all four, with *free*,
# *money* and *click* still in the text, and with as few other words as you can.
#
# And the other way round: <try-it set="message: order">a message that you'd want</try-it>. Which of the filters would have lost it?
#
# ## Into the browser
#
# Naive Bayes and the logistic regression are a list of words and two columns of weights. The two networks are
# exported. Beside them go the log-odds of all the test messages, for the slider, with the first words of those that are fit to be
# shown.

# %%
from layerbylayer import to_tfjs

example = torch.tensor(to_rows(texts, words)[tests[0]][:16])
for name, title, network in (
    ("spam-cnn", "A convolution that smells spam", inside[3]),
    ("spam-transformer", "A Transformer that smells spam", inside[4]),
):
    card = to_tfjs(network, f"exported/{name}", title=title, example=example)

# %%
line = inside[2]
listed = {
    "words": " ".join(words),
    "length": LENGTH,
    "bayes": [round(float(w), 3) for w in [inside[1], *inside[0][2:]]],
    "logistic": [round(float(w), 3) for w in [line.bias.item(), *line_weights[2:]]],
    "spam": [int(s) for s in spam],
    "scores": np.round(first, 2).tolist(),
    "texts": [m["text"][:120] if m["fit"] else "" for m in asked],
}
rng = np.random.default_rng(2)
fit = [int(n) for n in rng.permutation(len(asked)) if asked[n]["fit"]][:20]
listed["samples"] = [[asked[n]["text"], int(spam[n]), n] for n in fit]
file = Path("exported/spam-filter.json")
print(f"{file.write_text(json.dumps(listed)) / 1e3:.0f} kB")

# %%
#| echo: false
# What the page computes of the rounded weights, and what was computed here.
shown = json.loads(file.read_text())
start_bayes, *bayes_weights = shown["bayes"]
of_page = to_bags(example.numpy())[:, 2:] @ np.array(bayes_weights) + start_bayes
page_error = float(np.abs(of_page - first[0][:16]).max() / np.abs(first[0][:16]).max())
file_kb = file.stat().st_size / 1e3

# %% [markdown]
# ## Exercises
#
# **1. A minute.** A filter stops 50 messages; 45 of them are spam. Another 15 spam messages came through.
#
# <check-yourself name="by-hand" kind="number" answer="75" tolerance="0.5" unit="%"
#   question="What is its recall, in percent?"
#   hint="How much spam was there in all?"
#   wrong="90: That's the precision, 45 of the 50 that were stopped. | 30: You've divided 15 by 50. Which messages are spam?"
#   why="There were 45 + 15 = 60 spam messages, and 45 of them were stopped: 75%. Its precision is 45 of 50, 90%.">
# 45 of 60 spam messages were stopped: 75%.
# </check-yourself>
#
# **2. In the page.** <try-it demo="threshold" set="filter: logistic; threshold: 4">Move the threshold</try-it> to the right,
# and watch both numbers.
#
# <check-yourself name="in-the-page" kind="choice" answer="recall"
#   options="recall | precision | the AUC"
#   question="Which number can't rise while you move it to the right?"
#   hint="What is right of the threshold is stopped. Can a step to the right stop a further spam?"
#   wrong="precision: It mostly rises, since what is left is what the filter is sure of. It may fall a little when the step lets a spam go. | the AUC: It doesn't change at all: it belongs to the scores, not to a threshold."
#   why="Each step to the right lets go of messages and stops none. So the number of spam that is stopped can't grow.">
# Recall: each step lets go of messages and stops none.
# </check-yourself>
#
# **3. A trap.** A colleague has doubled every spam message of the corpus, "so that both kinds are equally common", and then
# drawn the test by lot.
#
# <check-yourself name="trap" kind="choice" answer="most spam of the test has a twin in training"
#   options="most spam of the test has a twin in training | the filter now stops everything | nothing, the kinds are balanced"
#   question="What's wrong with the accuracy that comes out?"
#   hint="Where is the twin of a message that was put aside?"
#   wrong="the filter now stops everything: It will stop a little more, since spam is more common now. But that can be seen. | nothing, the kinds are balanced: Balanced, yes. But count the twins."
#   why="With a fifth put aside, four of five doubled messages in the test have their twin in training. Split first, double afterwards, and only in training.">
# Most spam of the test has a twin in training. Split first, double afterwards.
# </check-yourself>
#
# **4. In the code.** Naive Bayes looks whether a word is there. Count it instead: let `to_bags` add 1 for each time
# that it stands in the text (`np.add.at`),
# and train naive Bayes with seed 0 again.
#
# <check-yourself name="counted" kind="choice" answer="it's right more often"
#   options="it's right more often | it's right less often | it's right as often"
#   question="What does its accuracy do, with seed 0?"
#   hint="Whoever shouts FREE FREE FREE says it three times. Is it three pieces of evidence?"
#   wrong="it's right less often: One would think so, if shouting is no evidence. Here it is some. | it's right as often: Many words stand in a message once, but enough stand there twice."
#   why="With words that are there it's right for {{ bayes_first:.1%}} of the test, with words counted for {{ bayes_counted:.1%}}. One seed, so don't build anything on it.">
# {{ bayes_first:.1%}} with words that are there, {{ bayes_counted:.1%}} with words counted.
# </check-yourself>
#
# **5. Your own mailbox.** Export a few hundred messages of yours, good ones and spam, as lines of the same kind, with a number for each body, and
# let the filters of this page judge them before you train new ones. Write down how many good ones you expect to lose.
#
# <check-yourself name="own" kind="choice" answer="your good messages are no lists of programmers"
#   options="your good messages are no lists of programmers | the networks are too small | the threshold is wrong"
#   question="Why will more of your good messages be lost than in the test?"
#   hint="Look again at the words that clear a message."
#   wrong="the networks are too small: They are large enough for the messages of 2002. | the threshold is wrong: You can move it, but you'll pay for it with recall."
#   why="The filter knows good as what programmers wrote to their lists in 2002. It has never seen a message from your school, your bank or your mother.">
# Your good messages are no lists of programmers from 2002.
# </check-yourself>

# %%
#| echo: false
counted_bags = np.zeros((len(texts), VOCABULARY), "float32")
all_rows = to_rows(texts, words)
np.add.at(counted_bags, (np.arange(len(texts))[:, None], all_rows), 1)
counted_bags[:, :2] = 0
counted_weights, counted_start = naive_bayes(
    counted_bags[~tests[0]], is_spam[~tests[0]]
)
counted_scores = counted_bags[tests[0]] @ counted_weights + counted_start
bayes_counted = float(((counted_scores > 0) == spam).mean())
bayes_first = float(accuracy[0, 0])

# %% [markdown]
# ## Where next
#
# You've counted, trained, and exported four filters, kept copies out of a test, read false alarms, and fooled all four with
# twenty words. They know words, and not what is meant. **What if the words had a meaning to begin with?** That's
# the page on [word vectors](../words/index.md); and what the Transformer does inside stands on the page about [attention](../attention/index.md).
#
# - [A Plan for Spam][@plan-for-spam] (Paul Graham): the essay of 2002 that made counting words popular. Read it with our false alarms in mind.
# - [Spam Filtering with Naive Bayes: Which Naive Bayes?][@which-bayes] (Vangelis Metsis and others): five of them, compared, with thresholds.
# - [The Precision-Recall Plot Is More Informative than the ROC Plot][@precision-recall-plot] (Takaya Saito and Marc Rehmsmeier): why the AUC flatters when spam is rare.

# ---
# title: Ninety percent, on two cores
# description: A network learns to tell ten kinds of things in photographs, and every trick that makes it good and fast is measured against pure luck.
# chapter: Seeing
# order: 2
# level: 2
# minutes: 25
# needs: [digits, letters]
# data: [cifar10]
# exports: [cifar10]
# expects:
#   test_accuracy: ">= 0.90"
# says:
#   "That on the training pictures falls far down": heart_seen < 10
#   "that on the test pictures hardly falls after the beginning": heart_late_gain < 5
#   "the second soon stop": heart_late_gain < 5
# within:
#   training_minutes: 6
# parameters:
#   smoke: {examples: 1_000, epochs: 1, width: 8, seeds: 2, turns: 2, short_examples: 256, short_epochs: 1, learned_by_heart: 200, rounds: 2, tested: 400}
#   gpu: {epochs: 30, width: 96, seeds: 5, short_examples: 50_000, short_epochs: 4}
# threads: 2
# timeout: 3600
# published: 2026-11-25
# recall:
#   - ask: A network has no mistakes left on the pictures that it learns from. What do you know about its mistakes on others?
#     answer: Nothing yet. It can have learned these pictures by heart, and that helps with no other one.
#   - ask: A trick gains half a point in one training. Why is that not yet a gain?
#     answer: Another seed may move the result by more than that. Train with several seeds, and ask whether a gain like this could be luck.
#   - ask: Why can a layer that only says what to change be trained so deep?
#     answer: At the start it changes little, so what lies below it learns as if it weren't there. That is the plus sign in `maps + block(maps)`.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# What do you see here?

# %%
#| echo: false
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np

(train_pictures, train_labels), (test_pictures, test_labels) = (
    keras.datasets.cifar10.load_data()
)


def lowered(pictures, side):
    """Pictures of 32 by 32, averaged to side by side pixels."""
    square = 32 // side
    parts = pictures.reshape(-1, side, square, side, square, 3)
    return parts.mean(axis=(2, 4)) / 255


six = [3, 0, 7, 13, 92, 14]

# %%
#| echo: false
#| fig-alt: Six photographs of 8 by 8 pixels each, which look like coloured squares.
#| fig-cap: Six photographs, 8 by 8 pixels each. Step back from the screen, or squint.
fig, axes = plt.subplots(1, 6, figsize=(6.4, 1.2))
for ax, picture in zip(axes, lowered(test_pictures[six], 8)):
    ax.imshow(picture)
    ax.axis("off")
plt.show()

# %% [markdown]
# The guide of 2017 that this site follows has a rule for the size of pictures: **if your eye
# can see it, no higher resolution is needed.** So where is the end of your eye? Each of these
# shows a thing of one of ten kinds: airplane, automobile, bird, cat, deer, dog, frog, horse,
# ship, truck. Name all six, then look.
#
# <make-a-guess name="eight" kind="number" min="0" max="6" unit="of six" answer="6"
#   by="their labels"
#   question="How many of the six have you named with confidence? The labels know all.">
# How many of the six have you named with confidence?
# </make-a-guess>

# %%
#| answers: eight
#| echo: false
#| fig-alt: The same six photographs with 16 by 16 pixels, where most can be guessed, and with 32 by 32, where all can be named.
#| fig-cap: The same with 16 by 16, and with 32 by 32 pixels. Cover the lower row first.
fig, axes = plt.subplots(2, 6, figsize=(6.4, 2.4))
for row, side in zip(axes, [16, 32]):
    for ax, picture in zip(row, lowered(test_pictures[six], side)):
        ax.imshow(picture)
        ax.axis("off")
plt.show()
kinds = ["airplane", "automobile", "bird", "cat", "deer"]
kinds += ["dog", "frog", "horse", "ship", "truck"]
six_kinds = ", ".join(kinds[label] for label in test_labels[six, 0])

# %% [markdown]
# They are, by their [labels](../../guide/glossary.md#label): {{ six_kinds }}. At 32 by 32 most people are sure. Find your own
# limit, with eight others:
#
# <how-coarse model="cifar10">
# Here a slider would make photographs finer and finer, until you can name them. That takes
# JavaScript.
# </how-coarse>
#
# 32 by 32 pixels is all that the network on this page ever sees, and that's a good thing: twice
# the width means four times the pixels, and four times the work.
#
# About these pictures the guide warned: "more complicated networks may take quite some time
# (~12h on CPU my 7 year old Macbook Pro)". The training on this page took
# {{ training_minutes:.1f}} minutes, on {{ threads_used }} cores of the processor that the foot of the
# page names. Newer hardware is one reason. The other is a handful of tricks, which you'll meet one
# at a time, each with the question that papers answer too rarely: **how much did it gain, and
# could that have been luck?**
#
# What comes out looks like this. Give it a photograph, or play against it:
#
# <classify-photo model="cifar10">
# Here a network that runs in this page would say what is in a photograph of yours. That takes
# JavaScript, which is switched off or didn't load. The rest of the page reads without it.
# </classify-photo>
#
# This page is written in [PyTorch][@pytorch]. In Keras, `fit` trains for you; here
# we write the loop ourselves, since tricks are easier to play where nothing is hidden. (The
# imports of the first cells are above: unfold *The code of this step*.)

# %%
import time

import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional

# %% [markdown]
# These are the numbers that you may want to turn. Those that begin with *short* are for the many
# short trainings in which we measure the tricks.

# %% tags=["parameters"]
examples = 50_000
epochs = 8
width = 48
seeds = 3
short_examples = 4_000
short_epochs = 5
learned_by_heart = 2_000
rounds = 10
tested = 10_000
turns = 12

# %% [markdown]
# ## Look at the data
#
# **CIFAR-10** holds 50,000 photographs to learn from and 10,000 to be tested on, collected
# for research in 2009 ([where it comes from](../../about/data.md)). Keras has fetched them for
# the top of this page, by `keras.datasets.cifar10.load_data()`. Each is 32 by 32 pixels, and
# each pixel is three numbers from 0 to 255: how red, how green, how blue. These three are the
# picture's **channels**.

# %%
train_pictures, train_labels = train_pictures[:examples], train_labels[:examples, 0]
test_pictures, test_labels = test_pictures[:tested], test_labels[:tested, 0]
print("train:", train_pictures.shape, train_pictures.dtype)
print("test: ", test_pictures.shape)

# %%
#| fig-alt: Ten columns of small photographs in five rows, a column for each of the ten kinds.
#| fig-cap: Five of each kind. Things are seen from all sides, near and far, and often cut off.
fig, axes = plt.subplots(5, 10, figsize=(6.4, 3.5))
for kind, column in enumerate(axes.T):
    column[0].set_title(kinds[kind][:5], fontsize=8)
    for ax, place in zip(column, np.flatnonzero(train_labels == kind)):
        ax.imshow(train_pictures[place])
        ax.axis("off")
plt.show()

# %% [markdown]
# A digit was ink on clean paper. Here a frog is green on green or brown on leaves, and the
# bird is a dot in the sky. No pixel means anything by itself.
#
# PyTorch wants **tensors**, which are arrays that remember how they were computed. We keep the
# pictures as bytes, and give each a border of two mirrored pixels. You'll see why.


# %%
def bordered(pictures):
    return torch.from_numpy(
        np.pad(pictures, [(0, 0), (2, 2), (2, 2), (0, 0)], "reflect")
    )


device = "cuda" if torch.cuda.is_available() else "cpu"
train_bytes, test_bytes = bordered(train_pictures), bordered(test_pictures)
train_targets = torch.from_numpy(train_labels).long()
test_targets = torch.from_numpy(test_labels).long()

# %% [markdown]
# ## A plain network, and why it stops
#
# The plain network is like the one that read the digits: [convolutions](../../guide/glossary.md#convolution), [ReLU](../../guide/glossary.md#relu), [pooling](../../guide/glossary.md#pooling). After a
# first, small convolution come three pairs of them. The first of each pair is followed by
# pooling, after which a map has a quarter of the pixels, and there are more maps. (The pooling
# comes before the ReLU: the largest of four numbers stays the largest, and a quarter of the
# work is left.) At the end each map is averaged to one number, and a [dense layer](../../guide/glossary.md#dense-layer) turns these
# into ten scores. Where the list of `tricks` is empty, all lines with `in tricks` do nothing.
# We'll fill it.
#
# ### Layers of our own
#
# A [layer](../../guide/glossary.md#layer) that PyTorch doesn't have is a class of its own, built on `nn.Module`: `__init__` says
# what the layer holds, and `forward` what it does with the numbers that arrive. PyTorch does the
# rest: it finds the [parameters](../../guide/glossary.md#parameter) inside, and works out their [gradients](../../guide/glossary.md#gradient). The first of ours brings
# bytes to about the size of one. A `buffer` is a number that a layer keeps and doesn't learn.


# %%
class Normalise(nn.Module):
    """Bytes to numbers of about the size of one."""

    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, -1, 1, 1))

    def forward(self, pictures):  # (n, 3, 32, 32)
        return (pictures / 255 - self.mean) / self.deviation


# %% [markdown]
# Two more. One adds what a block computes to what came in; you'll read why among the tricks.
# The other averages each map to a single number.


# %%
class Residual(nn.Module):
    def __init__(self, block):
        super().__init__()
        self.block = block

    def forward(self, maps):
        return maps + self.block(maps)


class MeanOfMaps(nn.Module):
    def forward(self, maps):  # (n, maps, rows, columns) -> (n, maps)
        return maps.mean(dim=(2, 3))


# %% [markdown]
# ### The network
#
# One convolution with what belongs to it, and then the whole stack: the two lines in the loop
# build a pair. (The random filters that a network begins with must not be too small, or nothing
# is left of a picture after seven layers: `kaiming_normal_` sees to that.)


# %%
def convolution(inputs, outputs, tricks, *pooling):
    norm = [nn.BatchNorm2d(outputs)] if "batch norm" in tricks else []
    conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=not norm)
    if not norm:
        nn.init.kaiming_normal_(conv.weight)
    return nn.Sequential(conv, *pooling, *norm, nn.ReLU())


# %%
def network(width, tricks):
    normal = "normalise" in tricks
    wrap = Residual if "residual" in tricks else nn.Sequential
    layers = [Normalise(*pixels) if normal else Normalise([0.0] * 3, [1.0] * 3)]
    layers += [whitening() if "whitening" in tricks else nn.Conv2d(3, 24, 2)]
    layers += [nn.ReLU()]
    inputs = 24
    for outputs in [width, 2 * width, 8 * width // 3]:
        layers += [convolution(inputs, outputs, tricks, nn.MaxPool2d(2))]
        layers += [wrap(convolution(outputs, outputs, tricks))]
        inputs = outputs
    layers += [MeanOfMaps(), nn.Linear(inputs, 10)]
    return nn.Sequential(*layers).to(device, memory_format=torch.channels_last)


# %% [markdown]
# ### The training loop
#
# This is what `fit` does inside: take a handful of pictures (a [**batch**](../../guide/glossary.md#batch)), compute the [loss](../../guide/glossary.md#loss), let
# PyTorch work out for each parameter how the loss changes with it (`backward`: this is the
# [**gradient**](../../guide/glossary.md#gradient)), and take a small step against it (`step`).
# First the loss of a batch. (`side` and `autocast` are for two of the tricks.)


# %%
def loss_of(model, tricks, images, targets, picked, side):
    pictures = batch(images, picked, "moving" in tricks)
    if side < 32:
        pictures = functional.interpolate(pictures, size=(side, side), mode="area")
    with torch.autocast(device, torch.bfloat16, enabled="bfloat16" in tricks):
        scores = model(pictures).float()
    smoothing = 0.1 if "smoothing" in tricks else 0.0
    answers = targets[picked].to(device)
    return functional.cross_entropy(scores, answers, label_smoothing=smoothing)


# %% [markdown]
# Then the loop itself. `randperm` shuffles the pictures anew in each [epoch](../../guide/glossary.md#epoch); `zero_grad` forgets
# the gradient of the last batch.


# %%
def train(model, tricks, images, targets, epochs, batch_size=128):
    steps, losses = len(targets) // batch_size, []
    optimizer, schedule = steered(model, tricks, epochs * steps)
    model.train()
    for epoch in range(epochs):
        side = 24 if "small first" in tricks and epoch < 0.6 * epochs else 32
        for picked in torch.randperm(len(targets)).split(batch_size)[:steps]:
            loss = loss_of(model, tricks, images, targets, picked, side)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
    return losses


# %% [markdown]
# ### Two pieces are missing
#
# `batch` cuts the pictures out of their border. Without the trick called *moving* it always cuts
# in the middle.


# %%
def batch(images, picked, moving=False):
    """Cut-outs (n, 3, 32, 32), from random places and mirrored if `moving`."""
    count, place = len(picked), torch.arange(32)
    rows = columns = (place + 2).expand(count, 32)
    if moving:
        mirrored = torch.where(torch.rand(count, 1) < 0.5, place, 31 - place)
        rows = place + torch.randint(5, (count, 1))
        columns = mirrored + torch.randint(5, (count, 1))
    cut = images[picked[:, None, None], rows[:, :, None], columns[:, None, :]]
    return cut.permute(0, 3, 1, 2).to(device).float()


# %% [markdown]
# And `steered` chooses the [learning rate](../../guide/glossary.md#learning-rate). A plain network falls over if its steps are too
# large: it gets 0.03. [Batch norm](../../guide/glossary.md#batch-norm), below, lets us take 0.1, and the trick *one-cycle* begins
# small, rises to 0.2, and goes down to nothing in a straight line.


# %%
def steered(model, tricks, steps):
    rate = 0.1 if "batch norm" in tricks else 0.03
    learned = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.SGD(
        learned, rate, momentum=0.9, nesterov=True, weight_decay=5e-4
    )
    if "one-cycle" not in tricks:
        return optimizer, torch.optim.lr_scheduler.ConstantLR(optimizer, 1)
    triangle = np.interp(np.arange(steps + 1), [0, steps / 4, steps], [0.2, 2, 0])
    rise = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: triangle[s])
    return optimizer, rise


# %% [markdown]
# `momentum` keeps nine tenths of the last step's direction, as a ball that rolls. **Weight
# decay** shrinks all parameters by a little in every step, so that only those stay large that
# are used.
#
# We let the plain network learn from {{ learned_by_heart:,}} photographs again and again. What
# will happen to its mistakes on these, and to those on test pictures?
#
# <make-a-guess name="plain" kind="choice"
#   answer="the first go on falling, the second soon stop" by="the run"
#   options="both fall together | the first go on falling, the second soon stop | both soon stop"
#   question="After many rounds on few pictures: the mistakes on these, and the mistakes on test pictures?">
# Do both kinds of mistakes fall together, or only one, or none? Commit yourself.
# </make-a-guess>


# %%
@torch.inference_mode()
def scores_of(model, images):
    model.eval()
    parts = torch.arange(len(images)).split(500)
    return torch.cat([model(batch(images, part)).cpu() for part in parts])


def wrong_percent(scores, targets):
    return 100 * float((scores.argmax(dim=1) != targets).float().mean())


# %%
torch.manual_seed(1)
pupil = network(24, [])
few, few_targets = train_bytes[:learned_by_heart], train_targets[:learned_by_heart]
some, some_targets = test_bytes[:2000], test_targets[:2000]
by_heart = []
for _ in range(rounds):
    train(pupil, [], few, few_targets, epochs=5, batch_size=50)
    seen = wrong_percent(scores_of(pupil, few), few_targets)
    unseen = wrong_percent(scores_of(pupil, some), some_targets)
    by_heart.append((seen, unseen))

# %%
#| answers: plain
#| fig-alt: Two curves of mistakes against rounds. That on the training pictures falls far down, that on the test pictures hardly falls after the beginning.
#| fig-cap: It learns the photographs by heart. What it learns about other photographs soon comes to an end.
fig, ax = plt.subplots(figsize=(6.4, 3))
for curve, name in zip(np.transpose(by_heart), ["learned from", "never seen"]):
    ax.plot(5 * np.arange(1, rounds + 1), curve, "o-", label=name)
ax.set(xlabel="epoch", ylabel="mistakes (%)", ylim=(0, 85))
ax.legend()
plt.show()

# %%
#| echo: false
heart_seen, heart_unseen = by_heart[-1]
heart_late_gain = by_heart[len(by_heart) // 2][1] - heart_unseen

# %% [markdown]
# <your-guess name="plain"></your-guess>
#
# {{ heart_seen:.0f}}% against {{ heart_unseen:.0f}}%. If you guessed that both fall together:
# that is what happens while there is something to learn that all horses share. Then the
# network goes on to learn *these* horses, and the price is nothing to it. This is called
# [**overfitting**](../../guide/glossary.md#overfitting). More photographs help, and so do some of the tricks.
#
# ## Nine tricks
#
# **Normalise.** Subtract the mean of each channel and divide by its deviation, so that numbers
# spread around 0.

# %%
scaled = train_pictures.reshape(-1, 3)[::100] / 255
pixels = (scaled.mean(axis=0).tolist(), scaled.std(axis=0).tolist())
print("mean", np.round(pixels[0], 3), "deviation", np.round(pixels[1], 3))

# %% [markdown]
# [**Batch norm**](../../guide/glossary.md#batch-norm) does the same to what comes out of every convolution, map by map, with the
# mean and the deviation of the batch at hand (Ioffe and Szegedy,
# [2015][@batchnorm]). No layer can be thrown off by
# the layer before it, and so we may take larger steps. When training is over, means over the
# whole training take the place of those of the batch.
#
# **Whitening.** In a photograph, each pixel is nearly the same as its neighbour. The first
# layer of a network spends its first minutes on finding that out. We can tell it. Cut many
# photographs into little squares of 2 by 2 pixels, which are twelve numbers each. Which one
# pattern, added in larger or smaller amounts, explains most of how these squares differ? All four
# pixels brighter or darker together. And of what is left? Left against right. Going on like this
# gives twelve patterns. Make these and their opposites the first layer, each divided by how much
# of it there is in photographs, and don't train it at all. (The maps of the first layer are the
# largest. Whether not training it saves time, too, we'll measure.)
#
# ??? info "In the words of statistics"
#     The twelve patterns are the **eigenvectors** of the squares' covariance matrix, which
#     `eigh` computes, and how much there is of each is its eigenvalue. An eigenvector of a matrix
#     is a direction that the matrix only stretches; of a covariance matrix, it's a direction in
#     which the data spread without regard to the others.


# %%
def whitening():
    few = Normalise(*pixels)(batch(train_bytes, torch.arange(500)).cpu())
    squares = few.unfold(2, 2, 2).unfold(3, 2, 2)  # (n, 3, 16, 16, 2, 2)
    squares = squares.permute(0, 2, 3, 1, 4, 5).reshape(-1, 12)
    sizes, patterns = torch.linalg.eigh(squares.T @ squares / len(squares))
    scaled = (patterns / torch.sqrt(sizes + 1e-3)).T.flip(0)
    layer = nn.Conv2d(3, 24, 2, bias=False).requires_grad_(False)
    layer.weight.copy_(torch.cat([scaled, -scaled]).reshape(-1, 3, 2, 2))
    return layer


# %%
#| fig-alt: Twelve squares of 2 by 2 coloured pixels. The first are plain shades and gradients, the later ones chequered and colourful.
#| fig-cap: How little squares of photographs differ, from the most to the least common way. First brightness, then edges, then colour.
fig, axes = plt.subplots(1, 12, figsize=(6.4, 0.7))
for ax, pattern in zip(axes.flat, whitening().weight[:12].permute(0, 2, 3, 1)):
    ax.imshow(0.5 + pattern / pattern.abs().max() / 2)
    ax.axis("off")
plt.show()

# %% [markdown]
# **Residual.** `maps + block(maps)`: a layer only has to say what to *change*. At the start it
# changes little, and what lies below it learns as if it weren't there
# (He and others, [2015][@resnet]).
#
# **One-cycle.** The learning rate rises, then falls to nothing, once (Smith and Topin,
# [2017][@super-convergence]). Large steps in the middle go
# far; small ones at the end settle.
#
# **Smoothing.** The label says: horse, 100%. We say: horse 91%, everything else 1%. A network
# that is never asked to be perfectly sure stops pulling at its [weights](../../guide/glossary.md#weight) to be surer
# (Szegedy and others, [2015][@inception-v3]).
#
# **Moving.** A horse two pixels to the left is a horse, and so is its mirror image. Each epoch
# shows every photograph a little differently, which makes learning by heart harder. (For
# digits, a mirror would be a bad idea. You see why.)
#
# **Small first.** In the first six tenths of the epochs, show the pictures reduced to 24 by 24
# pixels, which are {{ small_pixels:.0%}} as many. It's the rule from the top of the page, bent:
# a beginner needs to see less.
#
# **Six looks.** At the test, show the network each picture in the middle and moved by a pixel
# to either side, and the mirror images of these three. Add up the scores. This needs no
# training at all.


# %%
def six_looks(model, images):
    views = [images, images.roll((1, 1), (1, 2)), images.roll((-1, -1), (1, 2))]
    scores = [scores_of(model, view) + scores_of(model, view.flip(2)) for view in views]
    return 2 * scores[0] + scores[1] + scores[2]


# %% [markdown]
# ## How much is each worth?
#
# We add them one after the other, in the order above. Each time we train a new network of
# half the width, on {{ short_examples:,}} photographs for {{ short_epochs }} epochs, {{ seeds }}
# times with other random numbers, and count mistakes on test pictures. Which one will turn out to
# gain most? (If two gain the same, either is right.)
#
# <make-a-guess name="trick" kind="choice" answer="{{ best_trick }}" by="the run"
#   options="normalise | batch norm | whitening | residual | one-cycle | smoothing | moving | small first | six looks"
#   question="Which of the nine gains most, in these short trainings?">
# Which of the nine gains most, in these short trainings? Commit yourself.
# </make-a-guess>

# %%
ladder = ["normalise", "batch norm", "whitening", "residual"]
ladder += ["one-cycle", "smoothing", "moving", "small first"]
few, few_targets = train_bytes[:short_examples], train_targets[:short_examples]
some, some_targets = test_bytes[:4000], test_targets[:4000]
mistakes = np.zeros((len(ladder) + 2, seeds))  # steps of the ladder, seeds
for seed in range(seeds):
    for count in range(len(ladder) + 1):
        torch.manual_seed(seed)
        model = network(width // 2, ladder[:count])
        train(model, ladder[:count], few, few_targets, short_epochs, batch_size=64)
        mistakes[count, seed] = wrong_percent(scores_of(model, some), some_targets)
    mistakes[-1, seed] = wrong_percent(six_looks(model, some), some_targets)

# %%
#| answers: trick
#| fig-alt: Ten rows of dots, one row for the plain network and one for each trick added. A dot is the share of mistakes of one seed. Some steps move far to the left, others stay within the spread.
#| fig-cap: A dot is one training, and the line goes through the means. How far must the dots move before you believe it?
names = ["plain", *ladder, "six looks"]
rows = np.arange(len(names))
fig, ax = plt.subplots(figsize=(6.4, 3.6))
ax.plot(mistakes.mean(axis=1), rows, lw=1)
for row, dots in zip(rows, mistakes):
    ax.plot(dots, np.full(seeds, row), "o", c="C1", alpha=0.7)
ax.set(yticks=rows, xlabel="mistakes (%)")
ax.set_yticklabels(["plain", *("+ " + name for name in names[1:])])
ax.invert_yaxis()
plt.show()

# %% [markdown]
# The eye is a generous judge, so we ask statistics: if the trick did nothing, and only luck moved
# the dots, how often would luck move {{ seeds }} of them this far, all in one direction? If that is
# less than one time in twenty, we call it a gain, or a loss. The rule is called a **t-test**, and
# every page of this site uses it ([how it works](../../guide/luck.md)).


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
#| answers: trick
gains = mistakes[:-1] - mistakes[1:]  # (tricks, seeds), in percent of the pictures
verdicts = [verdict(gain) for gain in gains]
for name, gain, judged in zip(names[1:], gains, verdicts):
    least, most = gain.min(), gain.max()
    print(f"{name:11} {gain.mean():6.1f}  from {least:5.1f} to {most:5.1f}  {judged}")

# %%
#| echo: false
mean_gains = np.round(gains.mean(axis=1), 1)  # as the table shows them
best_tricks = [n for n, g in zip(names[1:], mean_gains) if g == mean_gains.max()]
best_trick = " | ".join(best_tricks)
whole_gain = float(mistakes[0].mean() - mistakes[-1].mean())


def listed(judged):
    return ", ".join(n for n, v in zip(names[1:], verdicts) if v == judged) or "none"


gains_of, nothings, losses_of = map(listed, ["a gain", "nothing", "a loss"])
nothing_count = verdicts.count("nothing")
one_sign = (gains > 0).all(axis=1)
unproved = [n for n, v, s in zip(names[1:], verdicts, one_sign) if s and v == "nothing"]
nothing_with_one_sign = len(unproved)
unproved_gain = gains[names.index(unproved[0]) - 1] if unproved else gains[0]
unproved_name = unproved[0] if unproved else "none"
unproved_least, unproved_most = float(unproved_gain.min()), float(unproved_gain.max())
small_pixels = (24 / 32) ** 2
small_rounds = sum(epoch < 0.6 * short_epochs for epoch in range(short_epochs))
pixels_saved = (1 - small_pixels) * small_rounds / short_epochs

# %% [markdown]
# <your-guess name="trick"></your-guess>
#
# Together they turn {{ whole_gain:.0f}} of 100 pictures from wrong to right, and the table says
# which of them did it, *here*: in trainings this short, on so few pictures. More than luck:
# {{ gains_of }}. Losses: {{ losses_of }}. Nothing that we could tell from luck: {{ nothings }}.
# *Small first* isn't there for the mistakes. It's there for the time: {{ small_rounds }} of the
# {{ short_epochs }} rounds have {{ small_pixels:.0%}} of the pixels, so it can save
# {{ pixels_saved:.0%}} of the work at most.
#
# A trick can gain something in all its trainings, and still be no gain (in this run:
# {{ unproved_name }}). Is that fair? Toss a coin {{ seeds }} times: all heads or all tails is nothing special. Whoever
# wants to know has to train with more [seeds](../../guide/glossary.md#seed), not to look harder at these.
#
# A common belief: *what is in a good recipe helps.* {{ nothing_count }} of our nine tricks
# can't be told from luck here, although each comes from a paper in which it gained something.
# Both can be true. A gain belongs to its surroundings: to the length of the training, to the
# size of the network, to the tricks that were there before. *Moving* works against learning by
# heart, and in {{ short_epochs }} short rounds nobody learns by heart. We keep it for the long run,
# where somebody might; exercise 2 asks whether we were right.
#
# Hence an opinion: **a gain without its spread is an anecdote.** Our {{ seeds }} seeds are few, but
# one would be fewer. (The most reliable trick isn't in the list: compare your new method on a new
# computer with somebody's old one on an old computer.)
#
# ## Tricks that save time only
#
# Two more tricks change no result, or hardly, but may change the time. **Channels last** stores
# the three channels of a pixel side by side instead of as three separate pictures, and
# **bfloat16** computes with numbers of 16 bits instead of 32. We also ask what it costs to train
# the first layer, and what pictures of 24 by 24 save.
#
# A clock is easily fooled: something else runs on the computer for a second, and a trick is
# "slow". So we take turns, one step of each, {{ turns }} times: whatever disturbs, disturbs all of
# them. Then a time is worth no more than a gain in [accuracy](../../guide/glossary.md#accuracy), and has to pass the same test.


# %%
def milliseconds_a_picture(model, pictures, half=False):
    targets = train_targets[: len(pictures)].to(device)
    started = time.perf_counter()
    with torch.autocast(device, torch.bfloat16, enabled=half):
        loss = functional.cross_entropy(model(pictures).float(), targets)
    loss.backward()
    return 1000 * (time.perf_counter() - started) / len(pictures)


# %%
last = batch(train_bytes, torch.arange(64))
model, trained_first = network(width, ladder), network(width, ladder)
trained_first.requires_grad_(True)
planar = network(width, ladder).to(memory_format=torch.contiguous_format)
small = functional.interpolate(last, size=(24, 24), mode="area")
ways = {
    "channels last": (model, last),
    "channels first": (planar, last.contiguous()),
    "bfloat16": (model, last, True),
    "first layer trained": (trained_first, last),
    "24 by 24": (model, small),
}

# %%
clocked = {way: [] for way in ways}
for turn in range(turns + 1):
    for way, step in ways.items():
        taken = milliseconds_a_picture(*step)
        if turn > 0:  # the first turn warms up
            clocked[way].append(taken)
usual = np.array(clocked.pop("channels last"))
print(f"channels last       {np.median(usual):5.2f} ms a picture")
for way, times in clocked.items():
    saved = 100 * (1 - np.array(times) / usual)  # turn by turn
    words = f"{np.median(times):5.2f} ms a picture, saves {np.median(saved):6.1f}%"
    least, most = np.percentile(saved, [25, 75])
    print(f"{way:19} {words} ({least:.0f} to {most:.0f})  {verdict(saved)}")

# %%
#| echo: false
half_saves = 1 - np.array(clocked["bfloat16"]) / usual
half_verdict, half_median = verdict(half_saves), float(np.median(half_saves))
half_words = "with bfloat16" if half_verdict == "a gain" else "without bfloat16"

# %% [markdown]
# Each row is compared with *channels last*, turn by turn; in brackets is the middle half of the
# turns. Here bfloat16 saves {{ half_median:.0%}} of a step (below zero: it costs that much more), and the
# verdict is *{{ half_verdict }}*. That depends on the processor: one that has no instructions for
# such numbers has to convert them to and fro, and takes longer. So measure on *your* machine, and
# let the script decide.

# %%
faster = verdict(1 - np.array(clocked["bfloat16"]) / usual) == "a gain"
recipe = ladder + ["bfloat16"] if faster else ladder

# %% [markdown]
# ## The long run
#
# Now all {{ learned_from:,}} photographs, the full width, all nine tricks, {{ epochs }} epochs
# ({{ half_words }}).

# %%
torch.manual_seed(0)
model = network(width, ladder)
started = time.process_time()
losses = train(model, recipe, train_bytes, train_targets, epochs)
training_seconds = time.process_time() - started

# %%
#| echo: false
threads_used = torch.get_num_threads()
training_minutes = training_seconds / 60 / threads_used
learned_from = len(train_targets)
parameters = sum(p.numel() for p in model.parameters())

# %%
#| fig-alt: The loss against the number of steps. It falls steeply, then slowly while the learning rate is high, and once more clearly at the end.
#| fig-cap: The loss of each batch, and the mean of a hundred. The last fall comes when the steps become small.
fig, ax = plt.subplots(figsize=(6.4, 3))
ax.plot(losses, ",", alpha=0.6)
window = min(100, len(losses) // 2)
smooth = np.convolve(losses, np.ones(window) / window, "valid")
ax.plot(np.arange(len(smooth)) + window / 2, smooth, lw=2, c="C1")
ax.set(xlabel="step", ylabel="loss", ylim=(0.4, 2.3))
plt.show()

# %% [markdown]
# It has {{ parameters:,}} parameters. The training kept {{ threads_used }} cores busy for
# {{ training_minutes:.1f}} minutes. (That is the training alone, in time that the
# processor spent on it. The foot of the page has the time of everything here, with all the short
# trainings, by the clock on the wall, and names the processor.)
#
# The test, once:

# %%
one_look = wrong_percent(scores_of(model, test_bytes), test_targets)
final_scores = six_looks(model, test_bytes)
test_accuracy = 1 - wrong_percent(final_scores, test_targets) / 100
print(f"one look:  {100 - one_look:.2f}% right")
print(f"six looks: {100 * test_accuracy:.2f}% right")

# %% [markdown]
# **{{ test_accuracy:.1%}}.** For comparison: whoever always answers *horse* is right 10% of the time. With a
# graphics card, twice the width and almost four times the epochs, set in the header
# of this page's script, aim at 94%; that run isn't on this page.
#
# ## What does it get wrong?

# %%
answers = final_scores.argmax(dim=1).numpy()
confusion = np.zeros((10, 10), int)
np.add.at(confusion, (test_labels, answers), 1)
pairs = confusion + confusion.T
np.fill_diagonal(pairs, 0)
one, other = np.unravel_index(pairs.argmax(), pairs.shape)
worst_pair = f"{kinds[one]} and {kinds[other]}"
worst_count = int(pairs.max())
worst_of = int(np.isin(test_labels, [one, other]).sum())

# %%
#| fig-alt: A square table of ten by ten kinds. Its diagonal is full; beside it, the largest numbers are where cats are taken for dogs and dogs for cats.
#| fig-cap: Each row is what a thing is, each column what the network said. Off the diagonal, animals are taken for animals and vehicles for vehicles.
fig, ax = plt.subplots(figsize=(5.4, 4.8))
wrong_only = np.where(np.eye(10, dtype=bool), 0, confusion)
ax.imshow(wrong_only, cmap="cividis")
for (row, column), count in np.ndenumerate(confusion):
    light = wrong_only[row, column] > wrong_only.max() / 2
    ax.text(column, row, count, ha="center", va="center", c="k" if light else "w")
ax.set_xticks(range(10), [kind[:5] for kind in kinds], rotation=60)
ax.set_yticks(range(10), kinds)
ax.set(xlabel="the network said", ylabel="it is")
plt.show()

# %% [markdown]
# Most often it confuses {{ worst_pair }}: {{ worst_count }} times of {{ worst_of:,}}. A ship is hardly ever
# a deer. Nobody told it that there are animals and vehicles, and its mistakes know. Here are the
# ones that it was most confident of.

# %%
confidence = final_scores.div(8).softmax(dim=1).amax(dim=1).numpy()
wrong = np.flatnonzero(answers != test_labels)
wall = wrong[np.argsort(-confidence[wrong])][:24]

# %%
#| fig-alt: Twenty-four misread photographs. The network's answer is above each picture, the label below it.
#| fig-cap: The most confident mistakes, its answer above, the label below. With which would you go?
fig, axes = plt.subplots(3, 8, figsize=(6.4, 3.9))
for ax, place in zip(axes.flat, wall):
    ax.imshow(test_pictures[place])
    ax.set_title(kinds[answers[place]][:7], fontsize=8, c="C1")
    ax.text(16, 40, kinds[test_labels[place]][:7], ha="center", va="center", fontsize=8)
    ax.axis("off")
plt.show()

# %% [markdown]
# ## Into the browser
#
# The exporter follows one batch through the network and writes down every operation: a
# **graph**, which TensorFlow.js can run. Browsers hold pictures as (row, column, channel) and
# want probabilities, so we add a first and a last piece. `feature_map` also writes the last
# maps, from which the page can show *where* in the picture the evidence was.


# %%
class FromBrowser(nn.Module):
    def forward(self, pictures):  # (n, 32, 32, 3), from 0 to 255
        return pictures.permute(0, 3, 1, 2)


# %%
from layerbylayer import to_tfjs

classifier = nn.Sequential(FromBrowser(), model.cpu(), nn.Softmax(dim=1)).eval()
card = to_tfjs(
    classifier,
    "exported/cifar10",
    title="Ten kinds of things",
    labels=kinds,
    example=test_pictures[:32].astype("float32"),
    targets=test_labels[:32],
    input_range=(0, 255),
    metrics={"test_accuracy": test_accuracy},
    feature_map=True,
)

# %% [markdown]
# Scroll up and try it. Then a failure that you can foresee: **show it your own face.** None of
# its ten kinds is a person, and it has no way to say so; something will win, perhaps with much
# confidence. And a photograph in which the thing is small and far away: it's squeezed to 32 by
# 32 pixels before the network sees it, and the rule at the top of the page holds.
#
# ## Exercises
#
# **1. A minute, in the page.** Play *Beat the network*, one second a picture. Then look at what each
# of you missed: you, what is cut off or tiny; the network, what is in an unusual place or of an
# unusual colour?
#
# <check-yourself name="squeezed" kind="number" answer="1024" unit="pixels"
#   question="Your photograph, 1,024 pixels wide and high, is squeezed to 32 by 32. How many of its pixels become one?"
#   hint="How many stand side by side, and how many on top of each other?"
#   wrong="32: That's one side of the square. | 3072: That counts each colour by itself. All three channels are squeezed alike."
#   why="32 times 32. A thing that is 30 pixels wide in your photograph is gone.">
# 32 times 32 pixels, 1,024, become one.
# </check-yourself>
#
# **2. Were we right?** Take `moving` out of the ladder for the long run:
# `tricks = [t for t in ladder if t != "moving"]`. Decide first what difference you'd call luck, and
# run it with two seeds before you believe anything.
#
# <check-yourself name="two-seeds" kind="choice"
#   question="Two seeds gain 0.4 and 0.8 points. What does our rule say?" options="a gain | nothing | a loss"
#   answer="nothing" hint="Call verdict(np.array([0.4, 0.8])), or ask how often two coins fall alike."
#   wrong="a gain: Both are above zero, as two coins fall heads in one of four throws. | a loss: Both are gains. The question is whether they're more than luck."
#   why="From two numbers nearly nothing follows: luck moves two seeds this far in one direction about once in five times. Whoever wants to know needs more seeds.">
# Nothing: from two seeds nearly nothing follows.
# </check-yourself>
#
# **3. Another order.** Put `whitening` first and `batch norm` last in the ladder. The single gains
# move with their places: whoever comes early finds more to gain.
#
# <check-yourself name="order" kind="choice"
#   question="And the sum of all the gains of the ladder, for one seed: what does another order do to it?"
#   options="nothing, apart from luck | it grows if the best come first | it shrinks if the best come last"
#   answer="nothing, apart from luck" hint="Each gain is a row minus the next one. Write down the sum."
#   wrong="it grows if the best come first: Then the last ones find less to gain. The ends of the ladder stay where they are. | it shrinks if the best come last: What comes before them then gains more. The ends of the ladder stay where they are."
#   why="In the sum, every row between is added once and taken away once. What is left is the plain network minus the one with all tricks, and these are the same in every order. There's no such thing as the gain of a trick.">
# Nothing, apart from luck: the sum is the first row minus the last.
# </check-yourself>
#
# **4. Half the pictures.** Set `examples = 25_000`, and more epochs, so that the number of steps stays
# the same. What do more photographs buy that more rounds don't?
#
# <check-yourself name="steps" kind="number" unit="epochs" answer="16"
#   question="Eight epochs with all the pictures: how many with half of them are as many steps?"
#   hint="An epoch with half the pictures has half the steps."
#   wrong="8: That's as many rounds, and half the steps. | 4: You went the wrong way: that's a quarter of the steps."
#   why="Twice as many rounds. And a step on a photograph that's known teaches less: look again at the curve in the section on the plain network, and see what happens to mistakes on photographs that aren't.">
# Twice as many: 16.
# </check-yourself>
#
# **5. Your own data.** Photograph twenty things of the ten kinds (toys count), crop them to squares,
# reduce them: `Image.open(...).resize((32, 32))`, then `np.asarray`; add the border with `bordered`
# and ask `scores_of`. What do its mistakes have in common?
#
# <check-yourself name="own" kind="choice"
#   question="It gets two of twenty. What do you look at first?"
#   options="whether the pictures are upright, from 0 to 255, and red, green, blue | whether it was trained for long enough | whether toys look like things"
#   answer="whether the pictures are upright, from 0 to 255, and red, green, blue"
#   hint="Two of twenty is what dice would get."
#   wrong="whether it was trained for long enough: On its own test pictures it's right nine times of ten. It's the pictures that are new. | whether toys look like things: That costs some of them, and not all but those that dice would get."
#   why="A network that is as good as dice has been handed something else than what it learned from. Fewer right than in the test is to be expected, though: other cameras, other angles, toys.">
# Whether the pictures are upright, from 0 to 255, and in the order red, green, blue.
# </check-yourself>
#
# ## Where next
#
# You can now write a training loop, put a trick to the test, and tell a gain from luck. But what
# does the network look *at* when it says *horse*? [What does it see?](../look_inside/index.md)
# opens it. Two good places to go on from here:
#
# - [How to train your ResNet][@how-to-train-your-resnet]
#   (David Page): eight posts in which each trick is measured before it is believed; the whitened
#   first layer comes from there.
# - [94% on CIFAR-10 in 3.29 seconds on a single GPU][@airbench] (Keller
#   Jordan): how far the same tricks go on a large graphics card.

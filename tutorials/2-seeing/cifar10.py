# ---
# title: Ninety percent in six minutes, on a laptop
# description: A network learns to tell ten kinds of things in photographs, and each trick that makes it fast is measured against pure chance.
# chapter: Seeing
# order: 2
# level: 2
# minutes: 25
# needs: [digits, letters]
# data: [cifar10]
# exports: [cifar10]
# expects:
#   test_accuracy: ">= 0.90"
#   training_minutes: "<= 6"
# parameters:
#   smoke: {examples: 2_000, epochs: 1, width: 8, seeds: 1, short_examples: 512, short_epochs: 1, overfit_epochs: 2}
#   gpu: {epochs: 30, width: 128, seeds: 5, short_examples: 50_000, short_epochs: 4}
# threads: 2
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "layerbylayer"]
# ///

# %% [markdown]
# What is in these six photographs?
#
# <!--RESOLUTION-->
#
# The guide of 2017 that this site follows has a rule for the size of pictures: **if your eye
# can see it, no higher resolution is needed.** These have 8 by 8 pixels. Squint, or step back
# from the screen: most people get some of them. Further down you see them with 32 by 32, which
# is all that the network of this page will ever see, and enough to tell a cat from a dog, mostly.
#
# <make-a-guess name="pixels" kind="number" min="4" max="64" unit="pixels" answer="32" by="the data set" question="How many pixels wide must a photograph be for you to tell ten kinds of things in it without trouble?">
# How many pixels wide must a photograph be for you to tell ten kinds of things in it without
# trouble? Write your number down.
# </make-a-guess>
#
# The same guide warned that a good network for such pictures "may take quite some time
# (~12h on CPU my 7 year old Macbook Pro)". This page needs {{ training_minutes:.1f}} minutes,
# on two processor cores. Part of that is newer hardware. Most of it is a handful of tricks
# that were found since, and on this page you meet them one at a time, with the question that
# papers rarely answer: **how much did this one gain, and might it have been luck?**
#
# In the browser, the result looks like this. Give it a photograph of your own:
#
# <classify-photo model="cifar10">
# Here a network that runs in this page would say what is in a photograph of yours. That takes
# JavaScript, which is switched off or did not load. The rest of the page reads without it.
# </classify-photo>

# %%
import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn import functional

# %% [markdown]
# This page is written in [PyTorch](https://pytorch.org), since tricks are easier to play where
# nothing is hidden: in Keras, `fit` trains for you; here, you write the loop yourself. From
# Keras we only take the data. The numbers to turn:

# %% tags=["parameters"]
examples = 50_000
epochs = 6
width = 48
seeds = 3
short_examples = 6_000
short_epochs = 4
overfit_epochs = 12

# %% [markdown]
# ## Look at the data
#
# **CIFAR-10** has 60,000 photographs of ten kinds of things: 50,000 to learn from, 10,000 to
# be tested on ([where it comes from](../../about/data.md)). A colour picture is three numbers
# a pixel: how much red, green and blue. These three are its **channels**.

# %%
(train_pictures, train_labels), (test_pictures, test_labels) = (
    keras.datasets.cifar10.load_data()
)
train_pictures, train_labels = train_pictures[:examples], train_labels[:examples, 0]
test_labels = test_labels[:, 0]
kinds = "airplane automobile bird cat deer dog frog horse ship truck".split()
print("train:", train_pictures.shape, train_pictures.dtype)
print("test: ", test_pictures.shape)

# %%
#| fig-alt: Ten columns of small photographs, one column for each kind: airplane, automobile, bird, cat, deer, dog, frog, horse, ship and truck, in five rows.
#| fig-cap: Five of each kind. Things are seen from all sides, near and far, and often cut off.
fig, axes = plt.subplots(5, 10, figsize=(6.4, 3.5))
for kind, column in enumerate(axes.T):
    column[0].set_title(kinds[kind], fontsize=7)
    for ax, place in zip(column, np.flatnonzero(train_labels == kind)):
        ax.imshow(train_pictures[place])
        ax.axis("off")
plt.show()

# %% [markdown]
# A digit had its ink in the middle and nothing around it. Here a frog is green on green, brown
# on leaves, or half behind a hand. Here are the six from the top of the page, at three
# resolutions. We lower it by taking the mean of each square of pixels.


# %%
def lowered(pictures, side):
    """Pictures of 32 by 32, averaged to side by side pixels."""
    square = 32 // side
    parts = pictures.reshape(-1, side, square, side, square, 3)
    return parts.mean(axis=(2, 4)) / 255


six = test_pictures[[3, 0, 7, 12, 90, 14]]
six_kinds = [kinds[k] for k in test_labels[[3, 0, 7, 12, 90, 14]]]

# %%
#| fig-alt: Six photographs in three rows of growing resolution. With 8 by 8 pixels they are coloured squares, with 16 by 16 most can be named, with 32 by 32 all.
#| fig-cap: The same six at 8, 16 and 32 pixels. Where does each become a thing?
fig, axes = plt.subplots(3, 6, figsize=(6.4, 3.4))
for row, side in zip(axes, [8, 16, 32]):
    for ax, picture in zip(row, lowered(six, side)):
        ax.imshow(picture)
        ax.axis("off")
    row[0].set_title(f"{side} x {side}", loc="left")
plt.show()
shown_kinds = ", ".join(six_kinds)

# %% [markdown]
# From left to right: {{ shown_kinds }}. If your guess at the top was 64 or more: your eyes need
# much less than they are usually given, and so does a network. Twice the resolution costs it
# four times the work. This is why we can do in minutes what would take days with the pictures
# of your telephone.
#
# ## A plain network, and why it stops
#
# We begin with what we know: three times a convolution, a ReLU and a pooling, then one dense
# layer that turns the last maps into ten scores. In PyTorch a network is a `Module`, pictures
# are stored as (picture, channel, row, column), and the softmax is a part of the loss.
#
# First an eye-opener. We let such a network learn from only {{ short_examples:,}} photographs,
# for {{ overfit_epochs }} epochs. What will its mistakes do on the pictures that it learns
# from, and what on the test pictures?
#
# <make-a-guess name="overfit" kind="choice" answer="training falls far below test" by="the run" options="both fall together | training falls far below test | both stop early" question="After many epochs on few pictures: what do the mistakes on training and on test pictures do?">
# Do the mistakes on training and on test pictures fall together, or not? Commit yourself.
# </make-a-guess>


# %%
def plain(width):
    return nn.Sequential(
        nn.Conv2d(3, width, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(width, 2 * width, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(2 * width, 4 * width, 3, padding=1),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(4 * width, 10),
    )

# ---
# title: The bricks, one by one
# description: Convolution, pooling, bends, softmax, cross-entropy, dropout and batch normalisation. Each as a picture, a formula and five lines of NumPy, equal to the library's own.
# chapter: Bricks
# order: 5
# level: 2
# minutes: 30
# needs: [pixels]
# expects:
#   convolution_difference: "< 1e-6"
#   pooling_difference: "< 1e-6"
#   bends_difference: "< 1e-6"
#   softmax_difference: "< 1e-6"
#   entropy_difference: "< 1e-6"
#   norm_difference: "< 1e-5"
#   running_difference: "< 1e-6"
#   wall_edge: "== 0"
#   seen_plain: "== 11"
#   seen_pooled: ">= 60"
#   shift_changes: "< 1e-6"
#   kl_is_the_rest: "< 1e-6"
#   kept_mean: ">= 0.98"
#   alone_largest: "< 1e-6"
#   evaluated_largest: ">= 0.1"
#   running_ratio: ">= 5"
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: Five convolutions of 3 by 3, one after another. How many pixels across has one of the last numbers seen?
#     answer: Eleven. Each layer adds one on either side.
#   - ask: Which layers behave differently in training than afterwards?
#     answer: Dropout, which hides numbers only in training, and batch normalisation, which uses the batch in training and stored means afterwards.
#   - ask: What does softmax do if you add 100 to all scores?
#     answer: Nothing. Only differences count, which is also how one computes it without overflow.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scikit-image>=0.26"]
# ///

# %% [markdown]
# Every network for pictures is put together from a few kinds of bricks. Here they are at work, in
# the network of [Your first network](../digits/index.md). Draw something, and click on any of the
# small maps: it opens the arithmetic of one brick, number by number.
#
# <look-inside model="digits">
# Here you could look into a network, layer by layer, and see the arithmetic behind each number. That takes
# JavaScript, which is switched off or did not load. The rest of the page reads without it.
# </look-inside>
#
# Before we write them ourselves, one question about the first of them. A **kernel** of 3 by 3
# numbers slides over a picture. At each place it is multiplied by the pixels beneath it, and
# everything is added up. This kernel has -1 in its left column, 0 in the middle one and 1 in the
# right one.
#
# <make-a-guess name="wall" kind="choice" answer="0" by="the sum" options="a large number | a negative number | 0 | it depends on the light"
#   question="What does it give in the middle of a plain, bright wall?">
# What does it give in the middle of a plain, bright wall? Decide before you read on.
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import skimage
import torch
from torch.nn import functional

# %% [markdown]
# ## Convolution
#
# Here is a picture to work on: a cat, in shades of grey from 0 to 1, every second pixel.

# %%
photo = skimage.color.rgb2gray(skimage.data.cat())[::2, ::2]
print(photo.shape, photo.dtype, photo.min().round(2), photo.max().round(2))

# %% [markdown]
# A [**convolution**](../../guide/glossary.md#convolution) of a picture $x$ with a kernel $k$ is
#
# $$z_{ij} = \sum_{a} \sum_{b} k_{ab} \; x_{i+a,\, j+b}$$
#
# NumPy can show us all windows at once, without copying a single pixel:


# %%
def convolve(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


edge = np.array([[-1.0, 0, 1]] * 3)
kernels = {
    "blur": np.full((7, 7), 1 / 49),
    "edge": edge,
    "sharpen": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
}
wall_edge = float(convolve(np.full((5, 5), 0.9), edge)[1, 1])

# %%
#| answers: wall
#| fig-alt: A cat in four versions. As it was; blurred; with edges from left to right in white and black on grey; and sharpened, with every hair of its whiskers.
#| fig-cap: Three kernels, one cat. In the third picture grey is 0, where nothing changes from left to right.
fig, axes = plt.subplots(2, 2, figsize=(6.4, 4.6))
axes[0, 0].imshow(photo, vmin=0, vmax=1, cmap="gray")
axes[0, 0].set_title("as it was")
for ax, (name, kernel) in zip(axes.flat[1:], kernels.items()):
    low, high = (-0.5, 0.5) if name == "edge" else (0, 1)
    ax.imshow(convolve(photo, kernel), vmin=low, vmax=high, cmap="gray")
    ax.set_title(name)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# On the wall the kernel gives {{ wall_edge:.0f}}: what it takes away on the left it adds on the
# right. If you said "it depends on the light", you have met a camera, and this is the point of the
# kernel: it does *not* depend on it. Blur asks "how bright is it around here?", the edge kernel
# "does it get brighter to the right?". In a network nobody chooses the questions. They are learned,
# from the slopes of [Who is to blame?](../backprop/index.md)
#
# For once, choose them. Nine numbers: which find upright edges, and overlook
# <try-it demo="kernel-lab" set="level: upright">level ones</try-it>?
#
# <kernel-lab explorable>
# Here you could set the nine weights of a kernel, on a picture of your own, too. That takes
# JavaScript.
# </kernel-lab>
#
# *What a network learned* shows the other way to come by a kernel, on a drawing of yours if you
# like. Some of these have a name, and others don't look like anything; the network doesn't mind.
#
# Is ours the same as the library's? PyTorch wants (pictures, channels, height, width):

# %%
tensor = torch.from_numpy(photo)[None, None]
differences = [
    np.abs(
        functional.conv2d(tensor, torch.from_numpy(kernel)[None, None])[0, 0].numpy()
        - convolve(photo, kernel)
    ).max()
    for kernel in kernels.values()
]
convolution_difference = float(max(differences))
print(f"{tuple(photo.shape)} -> {convolve(photo, edge).shape}")
print(f"largest difference {convolution_difference:.0e}")

# %% [markdown]
# The picture has shrunk by two pixels each way, because the window doesn't fit at the border. With
# **padding**, a frame of zeros, it keeps its size. (Mathematicians turn the kernel around before
# they slide it, and call what we do a correlation. In our field everybody calls it convolution, and
# nobody turns anything.)
#
# ## Pooling
#
# **Max [pooling](../../guide/glossary.md#pooling)** keeps the largest of each 2 by 2 pixels,
# $z_{ij} = \max_{a, b \in \{0, 1\}} x_{2i+a,\, 2j+b}$. Half the height, half the width, a quarter
# of the numbers.


# %%
def max_pool(image):
    height, width = image.shape[0] // 2, image.shape[1] // 2
    blocks = image[: 2 * height, : 2 * width].reshape(height, 2, width, 2)
    return blocks.max(axis=(1, 3))


theirs = functional.max_pool2d(tensor, 2)[0, 0].numpy()
pooling_difference = float(np.abs(max_pool(photo) - theirs).max())
print(f"{photo.shape} -> {max_pool(photo).shape}, difference {pooling_difference:.0e}")

# %% [markdown]
# ## How far does it see?
#
# One convolution of 3 by 3 sees 3 pixels across. A second one, on its results, sees a bit more.
# Stack five.
#
# <make-a-guess name="field" kind="number" min="1" max="300" scale="log" unit="pixels" answer="{{ seen_plain }}" by="the slopes"
#   question="How many pixels across does one number after five convolutions depend on?">
# How many pixels across does one number after five convolutions depend on? Write it down.
# </make-a-guess>
#
# That is the **receptive field**. We measure it: send the slope of one number in the middle back
# to the picture, and count where it is not 0.


# %%
#| answers: field
def seen(layers, size=199):
    """How many pixels across a number in the middle depends on."""
    picture = torch.zeros(1, 1, size, size, requires_grad=True)
    out = picture
    for kind in layers:
        if kind == "conv":
            out = functional.conv2d(out, torch.ones(1, 1, 3, 3), padding=1)
        else:  # the mean, whose slope reaches all four
            out = functional.avg_pool2d(out, 2)
    out[0, 0, out.shape[2] // 2, out.shape[3] // 2].backward()
    return int((picture.grad[0, 0] != 0).any(dim=0).sum())


seen_plain = seen(["conv"] * 5)
seen_pooled = seen(["conv", "pool"] * 4 + ["conv"])
print(f"five convolutions: {seen_plain}, with pooling in between: {seen_pooled}")

# %% [markdown]
# {{ seen_plain}} pixels: each [layer](../../guide/glossary.md#layer) adds one on either side. If you said 15, you added threes; if
# you said {{ power}}, you multiplied them. But put pooling between the layers, and it is
# {{ seen_pooled}}, because each step of a later layer is as wide as two of the one before. This is
# why networks for pictures shrink them along the way: not to save work, but to see far.
#
# ## The bends
#
# After each sum comes a **bend** (libraries say *activation*), or else [nothing deep is
# left](../mnist_lies/index.md).

# %%
#| echo: false
power = 3**5
pooled_corner = float(np.arange(16.0).reshape(4, 4)[:2, :2].mean())

# %%
bends = {
    "relu": lambda z: np.maximum(0, z),
    "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "silu": lambda z: z / (1 + np.exp(-z)),
}
z = np.linspace(-4, 4, 161)
bends_difference = max(
    float(
        np.abs(bend(z) - getattr(functional, name)(torch.from_numpy(z)).numpy()).max()
    )
    for name, bend in bends.items()
)
print(f"largest difference {bends_difference:.0e}")

# %%
#| fig-alt: Five curves over z from -4 to 4. ReLU is flat and then a straight line, leaky ReLU nearly so, sigmoid and tanh level off on both sides, SiLU dips a little below zero before it rises.
#| fig-cap: Sigmoid and tanh go flat on both sides, and flat means no slope. The younger ones stay open on one.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
for (name, bend), style in zip(bends.items(), ("-", ":", "--", "-.", "-")):
    ax.plot(z, bend(z), style, label=name)
ax.set(xlabel="z", ylim=(-1.3, 3))
ax.legend()
plt.show()

# %% [markdown]
# ## Softmax, and how to be wrong
#
# [**Softmax**](../../guide/glossary.md#softmax) turns scores into shares of a whole: $p_k = e^{z_k} / \sum_j e^{z_j}$. Write it like
# that, give it the scores 1000 and 1001, and look:


# %%
def softmax_by_the_book(scores):
    return np.exp(scores) / np.exp(scores).sum()


def softmax(scores):
    grown = np.exp(scores - scores.max())
    return grown / grown.sum()


with np.errstate(all="ignore"):
    print("by the book:", softmax_by_the_book(np.array([1000.0, 1001.0])))
print("safe:       ", softmax(np.array([1000.0, 1001.0])).round(3))

# %% [markdown]
# $e^{1000}$ is too large for any float; infinity divided by infinity is `nan`, "not a number", and
# one `nan` in a [loss](../../guide/glossary.md#loss) makes every [weight](../../guide/glossary.md#weight) `nan` in a single step. The remedy costs nothing: subtract
# the largest score first. Softmax looks only at differences, so the answer is the same.
#
# **Cross-entropy** is the surprise of somebody who believes $q$ and lives in $p$. If the two are
# the same, what remains is the **entropy**, the surprise that nobody can avoid. The rest is the
# **Kullback-Leibler divergence**, the price of the wrong belief:
#
# $$H(p, q) = -\sum_k p_k \log q_k = H(p) + D_{\mathrm{KL}}(p \,\|\, q)$$


# %%
def cross_entropy(truth, belief):
    return float(-(truth * np.log(belief)).sum())


def divergence(truth, belief):
    return float((truth * np.log(truth / belief)).sum())


scores = np.array([2.0, 0.5, -1.0])
belief, truth = softmax(scores), np.array([0.6, 0.3, 0.1])
print(
    "belief", belief.round(3), " cross-entropy", round(cross_entropy(truth, belief), 4)
)
print("entropy", round(cross_entropy(truth, truth), 4), end="  ")
print("divergence", round(divergence(truth, belief), 4), end="  ")
print("the other way round", round(divergence(belief, truth), 4))

# %%
tensors = torch.from_numpy(scores), torch.from_numpy(truth)
softmax_difference = float(np.abs(belief - tensors[0].softmax(0).numpy()).max())
entropy_difference = abs(
    cross_entropy(truth, belief) - functional.cross_entropy(*tensors).item()
)
shift_changes = float(np.abs(softmax(scores + 100) - belief).max())
kl_is_the_rest = abs(
    cross_entropy(truth, belief)
    - cross_entropy(truth, truth)
    - divergence(truth, belief)
)
print(f"differences {softmax_difference:.0e}, {entropy_difference:.0e}")

# %% [markdown]
# With hard [labels](../../guide/glossary.md#label) $p$ is 1 for the right answer and 0 for the others, the entropy is 0, and
# cross-entropy, divergence and $-\log q_{\text{label}}$ are all the same. The divergence is not a
# distance: from here to there is not as far as from there to here. (In this it resembles merging a
# branch.)
#
# ## Dropout
#
# [**Dropout**](../../guide/glossary.md#dropout) hides each number with probability $p$, in training only, and divides the others by
# $1 - p$, so that their mean stays.


# %%
def dropout(x, p, rng):
    kept = rng.random(x.shape) >= p
    return x * kept / (1 - p)


ones = np.ones((200, 500))
dropped = dropout(ones, 0.25, np.random.default_rng(1))
torch.manual_seed(1)
theirs = functional.dropout(torch.from_numpy(ones), 0.25, training=True).numpy()
kept_mean = float(dropped.mean())
print("values:", np.unique(dropped).round(3), " library's:", np.unique(theirs).round(3))
print(f"means: {kept_mean:.3f} and {theirs.mean():.3f}")

# %% [markdown]
# ## Batch normalisation
#
# [**Batch norm**](../../guide/glossary.md#batch-norm) brings each channel to mean 0 and spread 1, over the examples of a [batch](../../guide/glossary.md#batch), and
# then lets the network choose another scale $\gamma$ and shift $\beta$:
#
# $$y = \gamma \, \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta$$
#
# After training there may be no batch; somebody asks about a single picture. So in training the
# layer also keeps **running** means and variances, and uses those later.

# %%
rng = np.random.default_rng(1)
batch = rng.normal(3, 2, size=(8, 4)).astype("float32")  # 8 examples, 4 channels


def batch_norm(x, epsilon):
    return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon)


in_torch, in_keras = torch.nn.BatchNorm1d(4), keras.layers.BatchNormalization()
from_torch = in_torch(torch.from_numpy(batch)).detach().numpy()
from_keras = keras.ops.convert_to_numpy(in_keras(batch, training=True))
norm_difference = max(
    float(np.abs(from_torch - batch_norm(batch, 1e-5)).max()),
    float(np.abs(from_keras - batch_norm(batch, 1e-3)).max()),
)
print(f"largest difference {norm_difference:.0e}")

# %% [markdown]
# There are two values of $\varepsilon$: PyTorch uses 1e-5, Keras 1e-3. That is the smaller
# difference. Both began with a running mean of 0, both have seen the same batch, and both have a
# setting called **momentum**.
#
# <make-a-guess name="running" kind="choice" answer="{{ running_answer }}" by="the run"
#   options="the same | Keras, by far | PyTorch, by far" question="Whose running mean has moved farther after one batch?">
# Whose running mean has moved farther after one batch: both the same, Keras, or PyTorch?
# </make-a-guess>

# %%
#| answers: running
mean_torch = in_torch.running_mean.numpy()
mean_keras = keras.ops.convert_to_numpy(in_keras.moving_mean)
print("batch mean", batch.mean(axis=0).round(3))
print("PyTorch   ", mean_torch.round(3))
print("Keras     ", mean_keras.round(3))

# %%
#| answers: running
variance_torch = in_torch.running_var.numpy()
variance_keras = keras.ops.convert_to_numpy(in_keras.moving_variance)
ours = [
    (mean_torch, 0.1 * batch.mean(axis=0)),
    (mean_keras, 0.01 * batch.mean(axis=0)),
    (variance_torch, 0.9 + 0.1 * batch.var(axis=0, ddof=1)),
    (variance_keras, 0.99 + 0.01 * batch.var(axis=0)),
]
running_difference = float(max(np.abs(theirs - own).max() for theirs, own in ours))
print(f"all four rules found, largest difference {running_difference:.0e}")

# %%
#| echo: false
running_ratio = float((mean_torch / mean_keras).mean())
running_answer = "PyTorch, by far"

# %% [markdown]
# PyTorch's, by a factor of {{ running_ratio:.0f}}. Its momentum of 0.1 is the share of the *new*,
# Keras's 0.99 that of the *old*. So 0.99 here is 0.01 there, and for the running variance PyTorch
# divides by $n - 1$ and Keras by $n$. (It is called momentum in both, and momentum in neither.)
# Two networks with equal weights then answer differently, and only after training.
#
# ## Look at the failure
#
# The **misconception** of this page: *a layer does the same whenever you call it.* Dropout does
# not, and batch norm does not. What happens if you forget to say that training is over, and ask
# about a single example?

# %%
in_keras_alone = keras.ops.convert_to_numpy(in_keras(batch[:1], training=True))
evaluated = keras.ops.convert_to_numpy(in_keras(batch[:1], training=False))
alone_largest = float(np.abs(in_keras_alone).max())
evaluated_largest = float(np.abs(evaluated).max())
print("the example    ", batch[0].round(2))
print("training=True  ", in_keras_alone[0].round(2))
print("training=False ", evaluated[0].round(2))
in_torch.train()
try:
    in_torch(torch.from_numpy(batch[:1]))
except ValueError as error:
    print("PyTorch:", error)

# %% [markdown]
# Zeros. One example is its own mean, so nothing remains of it, whatever was in the picture. Keras
# returns them without a word; PyTorch refuses. With two examples in the batch PyTorch says nothing
# either, and the answer to your picture depends on whose picture came along. This is how a network
# works in the notebook and fails in the app. In PyTorch the cure is `model.eval()`; in Keras,
# `model.predict` does it for you.
#
# The opinion of this page: **[ReLU](../../guide/glossary.md#relu), and nothing cleverer, until you have measured something cleverer
# on your own task.** Bends are the easiest thing to change and the last thing to matter. Suspect,
# in this order: the data, the [learning rate](../../guide/glossary.md#learning-rate), the mode and, a long way behind, the bend.
#
# ## Exercises
#
# **1. A minute.** The kernel (-1, 0, 1) slides over the row 2, 2, 5, 9.
#
# <check-yourself name="row" kind="number" answer="10" question="Two numbers come out. What is their sum?"
#   hint="At each place it's the right one minus the left one."
#   wrong="14: You forgot the minus in front of the left ones. | 3: That's the first of the two. There's room for one more step."
#   why="Five minus two, and nine minus two: 3 and 7. If you got four numbers, you padded.">
# Five minus two, and nine minus two: 3 + 7 = 10.
# </check-yourself>
#
# **2. All edges.** Write `edges(image)`: apply the edge kernel from left to right, then from top to
# bottom, and take the root of the sum of the squares.
#
# <check-yourself name="corner" kind="number" answer="5"
#   question="At a place the one kernel gives 3 and the other -4. What does edges give there?"
#   hint="Squares have no sign."
#   wrong="-1: A plain sum cancels where it gets brighter to the right and darker downwards. | 7: That adds the sizes. Take the root of the sum of the squares."
#   why="9 and 16 are 25. The answer is the steepness of the picture at that place, in whatever direction.">
# The root of 9 + 16 is 5.
# </check-yourself>
#
# ??? tip "A solution to 2"
#     ```python
#     def edges(image):
#         across, down = convolve(image, edge), convolve(image, edge.T)
#         return np.sqrt(across**2 + down**2)
#     ```
#
#     Without `.T` you get the same edges twice.
#
# **3. The mean.** Write `mean_pool(image)`, the gentle sister of `max_pool`, and give it
# `np.arange(16.0).reshape(4, 4)`.
#
# <check-yourself name="mean-pool" kind="number" answer="{{ pooled_corner }}"
#   question="What is its upper left number?" hint="Which four numbers are in the upper left block?"
#   wrong="1.5: That's the mean of 0, 1, 2 and 3, which are all in the first row. Your reshape has torn the picture. | 5: That's the largest. This time we want the mean."
#   why="The block holds 0, 1, 4 and 5. The commonest mistake is reshape(height, width, 2, 2), which has the right shape and the wrong numbers in it.">
# The block holds 0, 1, 4 and 5, whose mean is {{ pooled_corner }}.
# </check-yourself>
#
# ??? tip "A solution to 3"
#     ```python
#     def mean_pool(image):
#         height, width = image.shape[0] // 2, image.shape[1] // 2
#         blocks = image[: 2 * height, : 2 * width].reshape(height, 2, width, 2)
#         return blocks.mean(axis=(1, 3))
#     ```
#
# **4. The logarithm.** Write `log_softmax(scores)`, safe for scores of 1000, without ever taking the
# logarithm of a 0.
#
# <check-yourself name="log-softmax" kind="number" answer="-1000"
#   question="What is its second number for the scores 1000 and 0?"
#   hint="The logarithm of a fraction is a difference."
#   wrong="0: That's the share itself, rounded by the machine. Its logarithm isn't 0. | 1000: A share is below 1, so its logarithm is negative."
#   why="0 minus 1000, minus the logarithm of a sum that is 1 within rounding. np.log(softmax(scores)) would say minus infinity.">
# -1000, where `np.log(softmax(scores))` says minus infinity.
# </check-yourself>
#
# ??? tip "A solution to 4"
#     ```python
#     def log_softmax(scores):
#         shifted = scores - scores.max()
#         return shifted - np.log(np.exp(shifted).sum())
#     ```
#
# **5. Your own kernel.** Take a photo of yours, and a kernel of random numbers. Try ten of them.
# Which questions do they ask?
#
# <check-yourself name="random-kernel" kind="number" answer="1" tolerance="0.001"
#   question="The nine numbers of a kernel add up to 2. What does it give on an even wall of 0.5?"
#   hint="Every pixel beneath it is the same."
#   wrong="0: That takes a kernel whose numbers add up to 0. | 2: That's the sum of the kernel, which still meets the wall."
#   why="Each number times 0.5, added up. So the sum of a kernel says how much it cares about brightness, and only one with the sum 0 looks at edges alone.">
# 2 times 0.5 is 1. The sum of a kernel says how much it cares about brightness.
# </check-yourself>
#
# ## Where next
#
# You have written seven kinds of bricks and seen them agree with the libraries down to rounding,
# found out how far a stack of them sees, and caught a layer that changes its mind. Put them
# together, and one day the training won't work. **What is wrong with it?** [The
# clinic](../clinic/index.md) has six patients.
#
# - [Softmax and loss, by hand](../../play/softmax-and-loss.md): three scores to set, and how
#   surprised the loss is.
# - [Stack layers](../../play/stack-layers.md): the bricks to pile up, and what each library says
#   when one doesn't fit.
# - [A guide to convolution arithmetic][@conv-arithmetic] (Vincent Dumoulin, Francesco Visin):
#   padding, stride and what comes out, as moving pictures.
# - [Computing Receptive Fields][@receptive-fields] (André Araujo and others): the formula, and
#   what well-known networks see.
# - [Visual Information Theory][@visual-information] (Christopher Olah): entropy and its relatives
#   as areas that you can see.

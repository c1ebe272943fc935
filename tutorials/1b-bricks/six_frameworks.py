# ---
# title: Six frameworks
# description: One network, the same weights and the same batches, in NumPy, PyTorch, Keras, TensorFlow, JAX and PyTensor. Do they agree, what does each make easy, and what hides behind equal names?
# chapter: Bricks
# order: 9
# level: 2
# minutes: 25
# needs: [layers]
# data: [mnist, frameworks]
# expects:
#   first_difference: "< 1e-6"
#   median_difference: "< 1e-5"
#   stored_difference: "< 1e-5"
#   nudge_largest: ">= 0.0001"
#   trap_difference: ">= 0.05"
#   mean_difference: "< 1e-5"
#   different_starts: "== 5"
#   pytorch_starts: "== 2"
#   rms_ratio: ">= 20"
#   adam_ratio: ">= 2"
#   usual_ratio: "<= 1.001"
#   decay_ratio: ">= 9.9"
#   decay_w: "<= 1.001"
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: Same weights, same batches, plain gradient descent. Do two frameworks compute the same losses?
#     answer: The first to the last digit or two. Later ones as long as nothing makes the rounding grow, which a network does when it likes.
#   - ask: You have set seed 1 in two frameworks. Do the networks start with equal weights?
#     answer: No, each has its own generator. To compare two frameworks, carry the weights over as arrays.
#   - ask: Keras's fit prints a loss after a round. The loss of what?
#     answer: The mean of the losses on the way, from the first batch on. After the round the network is better than that.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2"]
# ///

# %% [markdown]
# Take one small network, and write it in six frameworks. Give all six the same [weights](../../guide/glossary.md#weight)
# to begin with, and the same hundred [batches](../../guide/glossary.md#batch) of digits in the same order, and let each walk
# downhill by the same plain steps.
#
# <make-a-guess name="agree" kind="choice" answer="{{ agree_answer }}" by="the runs"
#   options="to one or two digits | to three or four digits | to six digits or more"
#   question="To how many digits do the six agree on the loss of the hundredth batch?">
# To how many digits do the six agree on the loss of the hundredth batch: one or two, three or four, or six or
# more?
# </make-a-guess>
#
# The network has two [layers](../../guide/glossary.md#layer), so that it fits a screen in each of them. Read them side by side: which
# would you like to write? NumPy, PyTorch and Keras run on this page. The other three weigh two
# gigabytes, so they have run elsewhere, and we show what came out.

# %%
import json
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch.nn import functional

# %% [markdown]
# ## What all of them get
#
# Weights from one generator, as arrays. That is the only way: there's no [seed](../../guide/glossary.md#seed) that all six understand.

# %%
(images, labels), _ = keras.datasets.mnist.load_data()
rng = np.random.default_rng(1)
scale = np.sqrt(2 / 784)
w1 = (scale * rng.normal(size=(784, 32))).astype("float32")
w2 = (0.25 * rng.normal(size=(32, 10))).astype("float32")
parts = w1, np.zeros(32, "float32"), w2, np.zeros(10, "float32")
pixels = (images[:6400].reshape(100, 64, 784) / 255).astype("float32")
digits = labels[:6400].reshape(100, 64).astype("int64")
batches = list(zip(pixels, digits))

# %% [markdown]
# ## NumPy: everything by hand
#
# Each of these functions yields the [loss](../../guide/glossary.md#loss) of a batch, and then makes its step. Here the way back is
# written out, as in [Who is to blame?](../backprop/index.md).


# %%
def in_numpy(w1, b1, w2, b2, batches):
    for x, y in batches:
        sums = x @ w1 + b1
        scores = np.maximum(0, sums) @ w2 + b2
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares = grown / grown.sum(axis=1, keepdims=True)
        yield float(-np.log(shares[np.arange(len(y)), y]).mean())
        shares[np.arange(len(y)), y] -= 1
        to_scores = shares / np.float32(len(y))
        to_sums = to_scores @ w2.T * (sums > 0)
        w2 = w2 - np.float32(0.1) * (np.maximum(0, sums).T @ to_scores)
        b2 = b2 - np.float32(0.1) * to_scores.sum(axis=0)
        w1 = w1 - np.float32(0.1) * (x.T @ to_sums)
        b1 = b1 - np.float32(0.1) * to_sums.sum(axis=0)


# %% [markdown]
# ## PyTorch: a loop that you write
#
# The way back has become one word.


# %%
def in_torch(w1, b1, w2, b2, batches):
    parts = [torch.tensor(part, requires_grad=True) for part in (w1, b1, w2, b2)]
    sgd = torch.optim.SGD(parts, lr=0.1)
    for x, y in batches:
        hidden = torch.relu(torch.from_numpy(x) @ parts[0] + parts[1])
        scores = hidden @ parts[2] + parts[3]
        loss = functional.cross_entropy(scores, torch.from_numpy(y))
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        yield loss.item()


# %% [markdown]
# ## Keras: a loop that you don't write
#
# You describe the layers, and the loop is inside.


# %%
def in_keras(w1, b1, w2, b2, batches):
    hidden = keras.layers.Dense(32, activation="relu")
    start = keras.layers.Input((784,))
    model = keras.Sequential([start, hidden, keras.layers.Dense(10)])
    model.set_weights([w1, b1, w2, b2])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss)
    for x, y in batches:
        yield float(model.train_on_batch(x, y))


# %% [markdown]
# ## Three more
#
# **TensorFlow** records what happens under a tape, and `tf.function` makes a graph of it. **JAX**
# has no variables: a step takes the weights and returns new ones. **PyTensor**, the heir of
# [Theano][@theano], computes nothing at first. You write a formula with letters, then ask for the
# function.
#
# === "TensorFlow"
#
#     ```python
#     import tensorflow as tf
#
#
#     def losses(w1, b1, w2, b2, batches):
#         parts = [tf.Variable(part) for part in (w1, b1, w2, b2)]
#         cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits
#
#         @tf.function
#         def step(x, y):
#             with tf.GradientTape() as tape:
#                 hidden = tf.nn.relu(x @ parts[0] + parts[1])
#                 loss = tf.reduce_mean(cross_entropy(y, hidden @ parts[2] + parts[3]))
#             for part, slope in zip(parts, tape.gradient(loss, parts), strict=True):
#                 part.assign_sub(0.1 * slope)
#             return loss
#
#         for x, y in batches:
#             yield float(step(tf.constant(x), tf.constant(y)))
#     ```
#
# === "JAX"
#
#     ```python
#     import jax
#     import jax.numpy as jnp
#
#
#     def losses(w1, b1, w2, b2, batches):
#         def loss(parts, x, y):
#             w1, b1, w2, b2 = parts
#             scores = jax.nn.relu(x @ w1 + b1) @ w2 + b2
#             return -jax.nn.log_softmax(scores)[jnp.arange(len(y)), y].mean()
#
#         @jax.jit
#         def step(parts, x, y):
#             value, slopes = jax.value_and_grad(loss)(parts, x, y)
#             pairs = zip(parts, slopes, strict=True)
#             return value, [part - 0.1 * slope for part, slope in pairs]
#
#         parts = [w1, b1, w2, b2]
#         for x, y in batches:
#             value, parts = step(parts, x, y)
#             yield float(value)
#     ```
#
# === "PyTensor"
#
#     ```python
#     import pytensor
#     import pytensor.tensor as pt
#
#
#     def losses(w1, b1, w2, b2, batches):
#         x, y = pt.matrix("x", dtype="float32"), pt.lvector("y")
#         parts = [pytensor.shared(part) for part in (w1, b1, w2, b2)]
#         hidden = pt.maximum(0, x @ parts[0] + parts[1]).astype("float32")
#         logs = pt.special.log_softmax(hidden @ parts[2] + parts[3], axis=1)
#         loss = -logs[pt.arange(y.shape[0]), y].mean()
#         slopes = pytensor.grad(loss, parts)
#         rate = np.float32(0.1)  # a plain 0.1 makes doubles, which floats refuse
#         pairs = zip(parts, slopes, strict=True)
#         updates = [(part, part - rate * slope) for part, slope in pairs]
#         step = pytensor.function([x, y], loss, updates=updates)
#         for pixels, digits in batches:
#             yield float(step(pixels, digits))
#     ```
#
# A seventh runs in this page, in TensorFlow.js. Draw, and teach it:
#
# <train-here compact>
# Here you could draw a seven, and teach a network in this page to read it. That takes
# JavaScript, which is switched off or did not load. The rest of the page reads without it.
# </train-here>
#
# ## Do they agree?
#
# Three run now. The table of all six is **stored**: `make frameworks` in the
# [repository](../../run-it-yourself.md) installs them into an environment of their own, trains in
# each, and writes it.

# %%
#| answers: agree
path = keras.utils.get_file(
    "frameworks.json",
    origin="http://127.0.0.1:8000/data/frameworks.json",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="0e12e90b99cbfc60f1d2b8c8174596afa058cc5d1712a65e4ed98135ef049fca",
)
with open(path) as file:
    stored = json.load(file)
table = stored["frameworks"]
print("stored on", stored["date"], "with", stored["machine"])
for name, row in table.items():
    print(f"{name:10} {row['version']:11} last loss {row['losses'][-1]:.7f}")

# %%
#| answers: agree
live = {
    name: np.array(list(losses(*parts, batches)))
    for name, losses in {
        "numpy": in_numpy,
        "torch": in_torch,
        "keras": in_keras,
    }.items()
}
ours = live["numpy"]
for name, losses in live.items():
    print(f"{name:10} here        last loss {losses[-1]:.7f}")


# %%
#| answers: agree
def apart(losses, from_losses):
    """How far apart two series are, as shares of the loss."""
    return np.abs(np.array(losses) - from_losses) / from_losses


everyone = {name: row["losses"] for name, row in table.items()}
in_table = np.array(everyone["numpy"])
differences = {name: apart(losses, in_table) for name, losses in everyone.items()}
for name, found in differences.items():
    middle, most = np.median(found), found.max()
    print(f"{name:10} first {found[0]:.0e}  median {middle:.0e}  most {most:.0e}")

# %%
#| echo: false
here = [apart(live[name], ours) for name in ("torch", "keras")]
both = [*differences.values(), *here]
first_difference = float(max(one[0] for one in both))
median_difference = float(max(np.median(one) for one in both))
stored_difference = float(np.median(apart(ours, in_table)))
last_difference = float(max(one[-1] for one in differences.values()))
most_difference = float(max(one.max() for one in differences.values()))
agree_answer = "to six digits or more"
if last_difference > 1e-2:
    agree_answer = "to one or two digits"
elif last_difference > 3e-6:
    agree_answer = "to three or four digits"
stored_on, stored_machine = stored["date"], stored["machine"]

# %% [markdown]
# On the first batch the largest difference from NumPy is {{ first_difference:.0e}} of the loss, on the
# hundredth {{ last_difference:.0e}}, and nowhere in the table more than {{ most_difference:.0e}}. A
# 32-bit float has seven digits. So the six agree about as well as they could, since each adds up in
# an order of its own. Whoever guessed less has probably met two frameworks that *didn't* agree. As a rule
# that's not the arithmetic. It's a default, and we come to those.
#
# ## The luck in it
#
# Will it always be so? We play an eighth framework, which adds in yet another order: all weights
# of the first layer are off by a ten-millionth, a millionth or a hundred-thousandth.
#
# <make-a-guess name="nudge" kind="number" min="0.0001" max="100" scale="log" unit="%" answer="{{ nudge_percent }}" by="the run"
#   question="All weights of the first layer are off by a millionth. By how many percent is a loss off, at most, within 100 steps?">
# All weights of the first layer are off by a millionth. By how many percent is a loss off, at most, within
# 100 steps?
# </make-a-guess>

# %%
#| answers: nudge
nudged = {}
for nudge in (1e-7, 1e-6, 1e-5):
    moved = parts[0] + np.float32(nudge), *parts[1:]
    found = nudged[nudge] = apart(list(in_numpy(*moved, batches)), ours)
    print(f"off by {nudge:.0e}: first {found[0]:.0e}, most {found.max():.0e}")

# %%
#| answers: nudge
#| fig-alt: Differences from NumPy's losses over a hundred steps on a logarithmic axis. The five frameworks lie at the bottom near a ten-millionth. Of the nudged ones some stay low, and at least one climbs by powers of ten.
#| fig-cap: Rounding stays rounding, until it doesn't. A small difference may stay small, or grow by powers of ten.
fig, ax = plt.subplots(figsize=(6.4, 3.6))
floor = 1e-8  # where equal ones are drawn
for name, apart_by in differences.items():
    if name != "numpy":
        ax.semilogy(np.maximum(apart_by, floor), color="0.6", lw=0.8)
for (nudge, apart_by), style in zip(nudged.items(), (":", "-", "--")):
    ax.semilogy(np.maximum(apart_by, floor), style, label=f"off by {nudge:.0e}")
ax.set(xlabel="step", ylabel="difference, share of the loss")
ax.legend()
plt.show()

# %%
#| echo: false
nudge_largest = float(max(one.max() for one in nudged.values()))
million = float(nudged[1e-6].max())
nudge_percent = float(f"{min(100, max(0.0001, 100 * million)):.2g}")
times_larger = million / nudged[1e-6][0]

# %% [markdown]
# Off by a millionth, a loss is off by up to {{ million:.1%}}, {{ times_larger:,.0f}} times as much as
# the first one was. The grey lines are the frameworks. Each step begins where the last one
# ended, so a difference is handed on; and a [ReLU](../../guide/glossary.md#relu) has a kink, where a hair decides between a whole
# slope and none. That is the **misconception** of this page: *if two programs compute the same, their
# trainings stay together.* They stay together for a while. So compare the first step, to the last
# digits, and the middle of many. Never single steps late in the training: you would call a right
# program wrong, or keep loosening a tolerance until it hides a mistake.
#
# ## Equal seeds
#
# The first normal number after seed 1, as stored:

# %%
for name, row in table.items():
    print(f"{name:10} {row['first_number']:9.6f}")

# %%
#| echo: false
starts = [round(row["first_number"], 6) for row in table.values()]
different_starts = len(set(starts))
pytorch_starts = starts.count(round(table["torch"]["first_number"], 6))

# %% [markdown]
# {{ different_starts}} different numbers from six. The {{ pytorch_starts}} equal ones are no
# agreement: Keras runs on PyTorch here, and asks it. And a layer asks for its weights in
# other ways again. A seed is a promise within one version of one library.
#
# ## How long it takes
#
# Three turns on one thread, on a small computer: each framework in a process of its own,
# in turn. In the first turn nothing had been compiled before.

# %%
print("           import (s)           first step (s)       later steps (ms)")
for name, row in table.items():
    columns = [row["import_s"], row["first_step_s"], row["step_ms"]]
    words = [" ".join(f"{value:6.2f}" for value in turns) for turns in columns]
    print(f"{name:10}", *words, sep=" ")

# %%
#| echo: false
cold, *warm = table["pytensor"]["first_step_s"]
warm_least, warm_most = min(warm), max(warm)
middles = {name: float(np.median(row["step_ms"])) for name, row in table.items()}
slowest = max(middles, key=middles.get)
fastest_ms, slowest_ms = min(middles.values()), max(middles.values())

# %% [markdown]
# Look at the three columns, each for another kind of waiting. PyTensor's first step took
# {{ cold:.0f}} seconds, because it compiles a program for your formula, and {{ warm_least:.2f}} to
# {{ warm_most:.2f}} when that was kept. Later steps lie between {{ fastest_ms:.1f}} and {{ slowest_ms:.1f}} ms, the
# slowest is {{ slowest }}, and that isn't its arithmetic: for a network this small you pay for
# the housekeeping around a step. Three turns are few, so don't rank neighbours. None of this
# says who is faster for *your* network. [One chip, many ways](../hardware/index.md) shows how to find out.
#
# ## What each makes easy
#
# | framework | easy | hard |
# | --- | --- | --- |
# | NumPy | knowing what happens | the way back, for more than three layers |
# | PyTorch | looking at anything, at any line | keeping all the modes and devices in mind |
# | Keras | the usual, in ten lines | leaving the usual path |
# | TensorFlow | phones, small chips, old projects | telling what is Python and what is graph |
# | JAX | gradients of gradients, a thousand copies | anything that wants to remember |
# | PyTensor | formulas, statistics | a printout in the middle; `W - 0.1 * g` |
#
# The last entry is real: with single-precision weights, `W - 0.1 * g` is refused (the 0.1 makes doubles of them, and the weights are floats), and `W - 0.5 * g` is fine. Seen on 30 November 2026 with PyTensor
# 3.0.7.
#
# ## What hides behind equal names
#
# Now the mistakes that people really make. To see what a name hides, we let an
# [optimiser](../../guide/glossary.md#optimizer) make a single step, from a weight of 1, with a slope that
# we choose. The same name in PyTorch and in Keras, the same
# [learning rate](../../guide/glossary.md#learning-rate), everything else as it comes out of the box:


# %%
def torch_step(kind, slope, **options):
    """How far a weight of 1 goes down in one step with this slope."""
    weight = torch.ones(1, requires_grad=True)
    weight.grad = torch.tensor([slope])
    kind([weight], lr=0.01, **options).step()
    return 1 - weight.item()


def keras_step(kind, slope, **options):
    weight = keras.Variable([1.0])
    kind(0.01, **options).apply([keras.ops.convert_to_tensor([slope])], [weight])
    return 1 - float(keras.ops.convert_to_numpy(weight)[0])


# %%
steps = {}
for name, slope in [("SGD", 1.0), ("RMSprop", 1e-4), ("Adam", 1.0), ("Adam", 1e-7)]:
    theirs = torch_step(getattr(torch.optim, name), slope)
    its = keras_step(getattr(keras.optimizers, name), slope)
    steps[name, slope] = theirs, its
    print(f"{name:8} slope {slope:5.0e}: PyTorch {theirs:.5f}   Keras {its:.5f}")

# %%
#| echo: false
rms_ratio = steps["RMSprop", 1e-4][0] / steps["RMSprop", 1e-4][1]
adam_ratio = steps["Adam", 1e-7][0] / steps["Adam", 1e-7][1]
usual_ratio = steps["Adam", 1.0][0] / steps["Adam", 1.0][1]

# %% [markdown]
# SGD is SGD. Adam's first step agrees as long as the slope is large, and differs by a factor of
# {{ adam_ratio:.0f}} where it's tiny: another **epsilon**, at another place in the formula, as you saw in
# [Downhill](../downhill/index.md#same-name-different-adam). RMSprop differs by a factor of
# {{ rms_ratio:.0f}}. Its memory is another one, and its epsilon, too, and PyTorch adds it to the root,
# Keras under the root.
#
# **Weight decay** makes each weight a bit smaller in each step. Give both a weight of 1, the slope 0, the
# learning rate 0.01 and a decay of 0.1.
#
# <make-a-guess name="decay" kind="choice" answer="PyTorch's, by ten times" by="the run"
#   options="the same | PyTorch's, by ten times | Keras's, by ten times"
#   question="Whose Adam makes the weight smaller?">
# Whose Adam makes the weight smaller: the same, PyTorch's by ten times, or Keras's by ten times?
# </make-a-guess>

# %%
#| answers: decay
shrunk = {}
for decay in (0.1, 0.001):
    for name, step, kind in [
        ("PyTorch's Adam", torch_step, torch.optim.Adam),
        ("PyTorch's AdamW", torch_step, torch.optim.AdamW),
        ("Keras's Adam", keras_step, keras.optimizers.Adam),
    ]:
        shrunk[name, decay] = step(kind, 0.0, weight_decay=decay)
        print(f"decay {decay:5}: {name:16} takes away {shrunk[name, decay]:.5f}")

# %%
#| echo: false
decay_ratio = shrunk["PyTorch's Adam", 0.1] / shrunk["Keras's Adam", 0.1]
decay_torch, decay_torch_small = (shrunk["PyTorch's Adam", d] for d in (0.1, 0.001))
decay_keras = shrunk["Keras's Adam", 0.1]
decay_w = shrunk["PyTorch's AdamW", 0.1] / decay_keras

# %% [markdown]
# PyTorch's `Adam` adds the decay to the *slope*, and then does with it what Adam does with any slope: it
# makes a full step of it, {{ decay_torch:.3f}}, and a hundredth of the decay takes away
# {{ decay_torch_small:.3f}}, too. Keras's `Adam` takes learning rate times decay off the *weight*,
# {{ decay_keras:.3f}}, and what does that in PyTorch is called `AdamW`. If you said "the same", you trusted
# the name of an argument.
#
# And **batch normalisation**? One layer each, one batch of two numbers, 0 and 2:

# %%
batch = np.array([[0.0], [2.0]], dtype="float32")
in_torch, in_keras = torch.nn.BatchNorm1d(1), keras.layers.BatchNormalization()
in_torch(torch.from_numpy(batch))
in_keras(batch, training=True)
moving = in_keras.moving_mean, in_keras.moving_variance
its = [float(keras.ops.convert_to_numpy(value)[0]) for value in moving]
print(f"PyTorch: mean {in_torch.running_mean[0]:.2f}", end="  ")
print(f"variance {in_torch.running_var[0]:.2f}")
print(f"Keras:   mean {its[0]:.2f}  variance {its[1]:.2f}")

# %% [markdown]
# One remembers a tenth of the batch and the other a hundredth, and they don't mean the same variance. The
# four rules are in [The bricks, one by one](../layers/index.md#batch-normalisation). And sometimes it's the
# *number you print* that means something else.
# The same walk by Keras's `fit`, as one round through the hundred batches:

# %%
start = keras.layers.Input((784,))
hidden = keras.layers.Dense(32, activation="relu")
model = keras.Sequential([start, hidden, keras.layers.Dense(10)])
model.set_weights(parts)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.SGD(0.1), loss)
x, y = pixels.reshape(6400, 784), digits.reshape(6400)
history = model.fit(x, y, batch_size=64, shuffle=False, verbose=0).history
printed, afterwards = history["loss"][0], model.evaluate(x, y, 64, verbose=0)
mean_on_the_way = float(ours.mean())
trap_difference = abs(printed - afterwards) / afterwards
print(f"fit prints {printed:.3f}, the mean of NumPy's is {mean_on_the_way:.3f}")
print(f"loss on the same digits afterwards {afterwards:.3f}")

# %%
#| echo: false
mean_difference = abs(printed - mean_on_the_way) / mean_on_the_way

# %% [markdown]
# `fit` prints {{ printed:.2f}}, the mean of all losses *on the way*, from the first batch, when the
# network knew nothing. Asked after the round, on the same digits, it has {{ afterwards:.2f}}. A loop of your own
# that prints its last loss, or evaluates at the end, looks better than `fit` by {{ trap_difference:.0%}}, and is
# the same training. If you compare frameworks, this is the kind of thing that you'll find.
#
# The opinion: **choose by which of the six you liked to read.** They compute the same. What
# you can read, you can mend. (And in an argument about frameworks, whoever mentions Theano first has
# won, and is old.)
#
# ## Exercises
#
# **1. A minute.** Two frameworks, one network.
#
# <check-yourself name="seed" kind="choice" answer="carry the weights over as arrays"
#   options="set the same seed | carry the weights over as arrays | train longer"
#   question="You want the same network in PyTorch and JAX to start alike. What do you do?"
#   hint="Look at the list of first numbers."
#   wrong="set the same seed: Each has its own generator, so equal seeds give other numbers. | train longer: Then they drift apart further."
#   why="Only the numbers themselves are understood by both.">
# To start alike in PyTorch and JAX, carry the weights over as arrays.
# </check-yourself>
#
# **2. What fit prints.** A round has two batches. The first had the loss 2, and `fit` prints 1.5 for
# the round.
#
# <check-yourself name="mean-so-far" kind="number" answer="1" tolerance="0.001"
#   question="What was the loss of the second batch?"
#   hint="1.5 is a mean of two." wrong="1.5: That is the mean of both. | 0.5: That is by how much it fell."
#   why="The mean of 2 and 1 is 1.5.">
# It was 1, since the mean of 2 and 1 is 1.5.
# </check-yourself>
#
# **3. A seventh column.** Write `momentum_steps(slopes, rate, memory)`, which returns the places of a
# walk from 0 with PyTorch's momentum: the velocity is `memory` times the old one plus the slope, and
# the step is `rate` times the velocity.
#
# <check-yourself name="momentum" kind="number" answer="-0.29" tolerance="0.001"
#   question="Where is it after the slopes 1 and 1, with the rate 0.1 and the memory 0.9?"
#   hint="The velocity is 1, then 1.9."
#   wrong="-0.2: That's without a memory. | -0.029: That's Adam's way of remembering, with (1 - memory) before the slope."
#   why="A step of 0.1, then one of 0.19. Keras's SGD takes the rate into the velocity, which is the same walk as long as the rate stays as it is.">
# A step of 0.1, then one of 0.19: it's at -0.29.
# </check-yourself>
#
# ??? tip "A solution to 3"
#     ```python
#     def momentum_steps(slopes, rate, memory):
#         place, velocity, places = 0.0, 0.0, []
#         for slope in slopes:
#             velocity = memory * velocity + slope
#             place -= rate * velocity
#             places.append(place)
#         return places
#     ```
#
# **4. A fair comparison.** Write `agrees(losses, others)`: true if the first losses agree to 1e-6 and
# the median of all to 1e-5, both as shares.
#
# <check-yourself name="jump" kind="choice" options="the median | the mean | the largest" answer="the median"
#   question="99 differences are 1e-7, and one is 3%. Which of these doesn't notice the one?"
#   hint="Sort them."
#   wrong="the mean: A hundredth of 3% is 0.0003, which is far more than 1e-5. | the largest: It notices nothing else."
#   why="Half of them are smaller, and half are larger, whatever the largest is. So luck in a single step decides nothing.">
# The median: one jump doesn't move it.
# </check-yourself>
#
# ??? tip "A solution to 4"
#     ```python
#     def agrees(losses, others):
#         differences = apart(losses, np.array(others))
#         return bool(differences[0] < 1e-6 and np.median(differences) < 1e-5)
#     ```
#
# **5. Your own framework.** Take the smallest network that you have, and carry it over to a framework
# that you don't know, weights included. Does the first step agree?
#
# <check-yourself name="first-step" kind="choice" answer="a default that differs"
#   options="a default that differs | rounding | the random numbers"
#   question="The first losses differ by 3%. What do you look for?"
#   hint="How far apart were the six on the first batch?"
#   wrong="rounding: On the first batch it was in the seventh digit. | the random numbers: You carried the weights over, and nothing else is drawn before the first loss, if dropout is off."
#   why="An epsilon, a mean where the other sums, a layout of channels, a mode: something with the same name that means something else.">
# A default that differs: rounding is in the seventh digit.
# </check-yourself>
#
# ## Where next
#
# You have read one network six times, and know that they agree, how long for, and where their names
# don't. That was the last of the bricks. Out of them, and of data that somebody drew, photographed or
# scanned, whole networks are made. **Can one learn what makes an A an A?** [What are the letters A
# and I?](../letters/index.md)
#
# - [Choosing a framework](../../guide/frameworks.md): the same question with history, and without numbers.
# - [JAX][@jax]: the most beautiful of the six to read about, even if you never use it.
# - [PyTensor][@pytensor]: what became of Theano.

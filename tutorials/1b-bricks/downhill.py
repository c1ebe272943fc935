# ---
# title: Downhill
# description: Gradient descent on valleys that you can see. Steps too small and too large, a ravine, a saddle, noise, momentum and Adam, and where each gets stuck.
# chapter: Bricks
# order: 3
# level: 2
# minutes: 25
# needs: [one_neuron]
# data: [mnist]
# expects:
#   edge: ">= 0.33"
#   momentum_gain: ">= 1.5"
#   adam_along: "<= 300"
#   adam_loss_by_turning: ">= 3"
#   others_turned: "<= 1.05"
#   stuck_height: ">= 0"
#   saved_height: "<= -0.2"
#   noise_ratio: ">= 5"
#   fading_gain: ">= 5"
#   epsilon_ratio: ">= 5"
#   found_right: ">= 0.9"
#   slow_loses: ">= 0.05"
#   fast_loses: ">= 0.3"
#   fast_same: ">= 0.9"
# parameters:
#   smoke: {finder_batches: 30, training_examples: 640}
# runs_here: true
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What is the largest step that still arrives in a valley of curvature c?
#     answer: 2 / c. Above it each step lands higher on the other side.
#   - ask: What is hard about a ravine, and what helps?
#     answer: Its steep sides allow only small steps, and its floor needs many of them. Momentum adds up the small ones along the floor.
#   - ask: When does Adam lose its advantage in a ravine?
#     answer: When the ravine runs between the axes. Adam measures each weight by itself, and then every weight looks the same.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "layerbylayer"]
# ///

# %% [markdown]
# A valley: the height at $x$ is $3x^2$. You stand at $x = 1$, in fog. All you know is the slope
# under your feet, $6x$. You step against it, by a **step size** $\eta$ times the slope, again and
# again:
#
# $$x \leftarrow x - \eta \cdot 6x$$
#
# A tiny step size takes all day. A huge one jumps over the valley.
#
# <make-a-guess name="edge" kind="number" min="0" max="1" step="0.01" unit=""
#   answer="{{ edge:.2f}}" by="the run" question="What is the largest step size that still gets you
#   to the bottom?">
# What is the largest step size, between 0 and 1, that still gets you to the bottom? Write it down.
# </make-a-guess>

# %%
import math
import random

# %% tags=["parameters"]
finder_batches = 150
training_examples = 12_000

# %% [markdown]
# ## One valley
#
# A walk needs a slope, a start, and a rule for a move. The rule may keep a memory; the first one
# doesn't need it.


# %%
def walk(slopes, start, steps, move):
    """All places of a walk, the start included."""
    place, memory, path = start, {}, [start]
    for _ in range(steps):
        place = move(place, slopes(*place), memory)
        path.append(place)
    return path


def plain(rate):
    def move(place, slope, memory):
        return tuple(p - rate * s for p, s in zip(place, slope))

    return move


# %%
#| answers: edge
def valley_slope(x):
    return (6 * x,)


for rate in (0.02, 0.15, 0.3, 0.34):
    path = walk(valley_slope, (1.0,), 8, plain(rate))
    print(f"{rate:4}:", " ".join(f"{x:6.2f}" for (x,) in path))

rates = [n / 100 for n in range(1, 101)]
ends = {
    rate: abs(walk(valley_slope, (1.0,), 500, plain(rate))[-1][0]) for rate in rates
}
edge = max(rate for rate in rates if ends[rate] < 1)
print(f"arrives up to {edge}")

# %% [markdown]
# Up to {{ edge}}. Each step multiplies $x$ by $1 - 6\eta$, and what is multiplied again and again
# shrinks only if that factor lies between -1 and 1: $\eta$ below 2/6. At a sixth it arrives in one
# step. If you said 0.16, you found the best one; there is as much room again above it, where the
# walk jumps from side to side and still arrives. In general the edge is 2 divided by the
# **curvature**, the rate at which the slope changes. Nobody tells you the curvature of a network,
# so people try step sizes. They call it [**learning rate**](../../guide/glossary.md#learning-rate).
#
# Every network is trained by steps like these, on a landscape with one direction per [weight](../../guide/glossary.md#weight). Here
# is a landscape with one direction per pixel.
#
# <look-inside model="digits">
# Here you could change a digit by one step along the gradient. That takes JavaScript, which is
# switched off or did not load. The rest of the page reads without it.
# </look-inside>
#
# Draw a digit, and open <try-it set="view: duel">the duel</try-it>: you have twenty strokes to
# make the network change its mind, and it gets a single step along the slope, uphill.
#
# ## A ravine
#
# With two directions there are two curvatures. Here, 1 along the valley and 400 across:
#
# $$f(x, y) = \tfrac{1}{2} (x^2 + 400\, y^2)$$
#
# The steep side allows no step above 2/400. The flat one would like 1. **Momentum** is the old
# remedy: keep nine tenths of the last move, and add the new slope. Across the ravine the slopes
# change sign and cancel; along it they add up.


# %%
def momentum(rate, keep=0.9):
    def move(place, slope, memory):
        old = memory.get("move", [0.0] * len(place))
        memory["move"] = [keep * o + s for o, s in zip(old, slope)]
        return tuple(p - rate * m for p, m in zip(place, memory["move"]))

    return move


# %% [markdown]
# **Adam** adds a second memory, of the squares of the slopes, and divides by their root. So every
# direction gets steps of about the same length, however steep it is. Both memories begin at zero,
# which makes them too small at first; the two divisions by $1 - \beta^t$ correct that.


# %%
def adam(rate, keep=0.9, keep_squares=0.999, epsilon=1e-8):
    def move(place, slope, memory):
        t = memory["t"] = memory.get("t", 0) + 1
        zeros = [0.0] * len(place)
        for name, beta, new in [
            ("mean", keep, slope),
            ("squares", keep_squares, [s * s for s in slope]),
        ]:
            old = memory.get(name, zeros)
            memory[name] = [beta * o + (1 - beta) * n for o, n in zip(old, new)]
        mean = [m / (1 - keep**t) for m in memory["mean"]]
        root = [math.sqrt(s / (1 - keep_squares**t)) for s in memory["squares"]]
        return tuple(p - rate * m / (r + epsilon) for p, m, r in zip(place, mean, root))

    return move


# %% [markdown]
# Each gets the best of a few learning rates, which is only fair, and we count the steps until the
# height stays below a millionth. (Passing the bottom is not arriving.)


# %%
def ravine(x, y):
    return (x * x + 400 * y * y) / 2


def ravine_slope(x, y):
    return x, 400 * y


def steps_to_arrive(height, slopes, start, move):
    path = walk(slopes, start, 5000, move)
    high = [n for n, place in enumerate(path) if not height(*place) < 1e-6]
    return high[-1] + 1


# %%
candidates = {
    "plain": [plain(rate) for rate in (0.0025, 0.00375, 0.00475, 0.00495)],
    "momentum": [momentum(rate) for rate in (0.0005, 0.00125, 0.0025, 0.005)],
    "Adam": [adam(rate) for rate in (0.01, 0.03, 0.1, 0.3, 1.0)],
}


def race(height, slopes, start):
    return {
        name: min(steps_to_arrive(height, slopes, start, move) for move in moves)
        for name, moves in candidates.items()
    }


along = race(ravine, ravine_slope, (4.0, 1.0))
print(along)

# %% [markdown]
# To see the walks, we draw lines of equal height first. Here they are ellipses, and narrow ones.


# %%
from layerbylayer.sketch import plot, show


def plot_heights(heights):
    """Lines of equal height in the ravine."""
    angles = [math.pi * n / 60 for n in range(121)]
    for height in heights:
        size = math.sqrt(2 * height)
        xs = [size * math.cos(angle) for angle in angles]
        plot(xs, [size / 20 * math.sin(angle) for angle in angles], "guide")


# %%
#| fig-alt: Contour lines of a narrow ravine, and three walks through it. The plain one zigzags down the walls and creeps along the floor, the one with momentum swings and rolls, Adam goes diagonally.
#| fig-cap: Forty steps in a ravine. The plain walk wastes its steps on the walls. Momentum rolls. Adam ignores how steep it is.
plot_heights([1, 4, 8])
moves = {"plain": plain(0.00475), "momentum": momentum(0.0025), "Adam": adam(0.1)}
for name, move in moves.items():
    path = walk(ravine_slope, (4.0, 1.0), 40, move)
    plot(*zip(*path), label=name, x="x, flat", y="y, steep")
show()

# %% [markdown]
# Plain steps need {{ steps_plain:,}}, momentum {{ steps_momentum:,}}, Adam {{ steps_adam:,}}.
#
# Now turn the same ravine by 45 degrees, so that it runs between the axes. It is the same
# landscape; only north is somewhere else.
#
# <make-a-guess name="turned" kind="choice" answer="Adam" by="the run" options="plain | momentum | Adam | none of them"
#   question="Which of the three needs far more steps in the turned ravine?">
# Which of the three needs far more steps in the turned ravine: plain, momentum, Adam, none of them?
# </make-a-guess>

# %%
#| answers: turned
turn = math.sqrt(0.5)


def turned(x, y):
    return ravine(turn * (x + y), turn * (y - x))


def turned_slope(x, y):
    a, b = ravine_slope(turn * (x + y), turn * (y - x))
    return turn * (a - b), turn * (a + b)


across = race(turned, turned_slope, (turn * 3, turn * 5))
print("along the axes  ", along)
print("between the axes", across)

# %%
#| echo: false
steps_plain, steps_momentum, steps_adam = along.values()
momentum_gain = steps_plain / steps_momentum
turned_adam = across["Adam"]
adam_along = along["Adam"]
adam_loss_by_turning = across["Adam"] / along["Adam"]
others_turned = max(across[name] / along[name] for name in ("plain", "momentum"))

# %% [markdown]
# Adam: {{ turned_adam}} steps instead of {{ steps_adam}}. Plain steps and momentum follow the
# slope, which turns with the landscape, so they don't notice. Adam measures each *axis* by itself.
# Between the axes both look equally steep, and its gift is gone. If you said "none": the landscape
# is indeed the same, and that is what most people expect of a method they never took apart.
#
# So why is Adam everybody's first choice? Because in a network the axes mean something: one is a
# weight of the first [layer](../../guide/glossary.md#layer), one a [bias](../../guide/glossary.md#bias) of the last, and their slopes differ by factors of
# thousands. It is a good guess about networks, not a law of nature.
#
# ## A saddle
#
# A mountain pass is flat, and yet not the bottom:
# $f(x, y) = \tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4$. Along $x$ it goes up on both sides, along
# $y$ down, into one of two hollows. We start at $y = 0$, on the ridge, and then a millionth beside
# it.


# %%
def saddle(x, y):
    return x * x / 2 - y * y / 2 + y**4 / 4


def saddle_slope(x, y):
    return x, y**3 - y


def height_after(steps, start, move):
    return saddle(*walk(saddle_slope, start, steps, move)[-1])


for name, move in {"plain": plain(0.1), "Adam": adam(0.1)}.items():
    for y in (0.0, 1e-6):
        ends = [f"{height_after(n, (1.0, y), move):6.3f}" for n in (50, 150, 300)]
        print(f"{name:5} from y = {y:.6f}:", *ends)

# %% [markdown]
# The printed heights are those after 50, 150 and 300 steps; the hollows are at -0.25. Nobody ever
# leaves the ridge itself: the slope along $y$ is 0, and 0 times anything is no step. The
# **misconception** of this page: *where the slope is zero, we have arrived.* A millionth to the
# side, and the walk gets away: Adam's at once, because it makes tiny slopes large, and the plain
# one only after a long rest on the pass. On a [loss](../../guide/glossary.md#loss) curve such a rest looks like the end of
# learning. Many a training run has been stopped on a pass.
#
# ## Noise
#
# A network's slope is measured on a handful of examples, so it is **noisy**: right on average,
# and wrong each time. On the pass that is a blessing. In the valley it is a curse, as we see by
# adding noise to the slope of $\tfrac12 x^2$.

# %%
stuck_height = height_after(300, (1.0, 0.0), plain(0.1))
saved_height = height_after(300, (1.0, 1e-6), plain(0.1))


def noisy_height(rate_at, steps=4000):
    """The mean height over the last quarter of a walk with noise."""
    rng = random.Random(1)
    x, heights = 3.0, []
    for step in range(steps):
        x -= rate_at(step / steps) * (x + rng.gauss(0, 1))
        heights.append(x * x / 2)
    last = heights[-steps // 4 :]
    return sum(last) / len(last)


# %%
large = noisy_height(lambda progress: 0.5)
small = noisy_height(lambda progress: 0.02)
fading = noisy_height(lambda progress: 0.25 * (1 + math.cos(math.pi * progress)))
print(f"rate 0.5: {large:.4f}   rate 0.02: {small:.4f}   fading: {fading:.4f}")

# %%
#| echo: false
noise_ratio = large / small
fading_gain = large / fading

# %% [markdown]
# With noise a walk does not arrive. It hovers around the bottom, {{ noise_ratio:.0f}} times higher
# at the large rate than at the small one. The way out is to begin large and end small: the third
# rate fades along half a cosine wave, and ends {{ fading_gain:.0f}} times lower than the large one,
# after the same number of steps. This is the schedule of [Your first network](../digits/index.md),
# and why its curve gets so quiet at the end.
#
# ## Same name, different Adam
#
# From here on we use libraries. The Python in your browser has none, so the cells below have no
# *Run*: they run at home. A tiny constant, $\varepsilon$, keeps Adam from dividing by zero.
# PyTorch adds 1e-8, inside the bias correction; Keras adds 1e-7, outside it. Who would care? A
# weight whose slope is tiny. We give both one step at learning rate 1 with a slope of a
# ten-millionth. Adam promises a step of about 1, whatever the slope.
#
# <make-a-guess name="epsilon" kind="choice" answer="{{ epsilon_answer }}" by="the run"
#   options="the same | PyTorch, by up to twice | PyTorch, by more than five times | Keras, by more than five times"
#   question="Who takes the longer step?">
# Who takes the longer step: both the same, PyTorch by up to twice, PyTorch by more than five times, or Keras?
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch

# %%
#| answers: epsilon
tiny = 1e-7

theirs = torch.zeros(1, requires_grad=True)
theirs.grad = torch.tensor([tiny])
torch.optim.Adam([theirs], lr=1.0).step()

variable = keras.Variable([0.0])
keras_adam = keras.optimizers.Adam(1.0)
keras_adam.apply([keras.ops.convert_to_tensor([tiny])], [variable])

step_torch, step_keras = -theirs.detach().item(), -float(variable.numpy()[0])
(ours,) = adam(1.0)((0.0,), (tiny,), {})
print(f"PyTorch {step_torch:.4f}   Keras {step_keras:.4f}   our own {-ours:.4f}")

# %%
#| echo: false
epsilon_ratio = step_torch / step_keras
epsilon_answer = "PyTorch, by more than five times"

# %% [markdown]
# {{ step_torch:.2f}} and {{ step_keras:.2f}}: a factor of {{ epsilon_ratio:.0f}}, from two
# [optimisers](../../guide/glossary.md#optimizer) of the same name, each with its own defaults. If you said "up to twice", you compared
# the two constants; outside the correction the constant weighs more at the first steps, because the
# roots are still small. The larger the slope, the less it matters. (TensorFlow.js, which trains in
# the pages of this site, adds it inside, and takes as much as the backend asks for: 1e-7, or 1e-4
# where WebGL computes in 16 bits.) When a paper's result won't come out in the other framework, look
# here before you doubt the paper.
#
# ## The learning-rate finder
#
# Nobody can draw the valley of a real network. But you can walk it once with a learning rate that
# grows with every [batch](../../guide/glossary.md#batch), from far too small to far too large, and watch the loss. Here we do that
# with the network of [Your first network](../digits/index.md).

# %%
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()


def digits_network(rate):
    keras.utils.set_random_seed(1)
    stack = [keras.layers.Input((28, 28, 1)), keras.layers.Rescaling(1 / 255)]
    for maps in (16, 32):
        stack.append(keras.layers.Conv2D(maps, 3, activation="relu"))
        stack.append(keras.layers.MaxPooling2D())
    stack += [keras.layers.Flatten(), keras.layers.Dense(64, activation="relu")]
    stack.append(keras.layers.Dense(10, activation="softmax"))
    model = keras.Sequential(stack)
    loss = "sparse_categorical_crossentropy"
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    return model


# %%
finder_rates = np.geomspace(1e-5, 3, finder_batches)
model, losses = digits_network(1e-5), []
for batch, rate in enumerate(finder_rates):
    model.optimizer.learning_rate = rate
    part = slice(64 * batch, 64 * batch + 64)
    loss, _ = model.train_on_batch(images[part], labels[part])
    losses.append(float(loss))
    model.reset_metrics()

smooth = np.convolve(losses, np.ones(9) / 9, mode="valid")
lowest = finder_rates[4:-4][smooth.argmin()]
found = float(lowest / 3)
print(f"lowest loss at {lowest:.4f}; we take a third of it, {found:.4f}")

# %%
#| fig-alt: The loss against the learning rate on a logarithmic axis. It stays level at small rates, falls over two powers of ten, and then jumps up.
#| fig-cap: One walk with a growing learning rate. First nothing happens, then it learns, then it breaks.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
ax.semilogx(finder_rates, losses, ".", alpha=0.4)
ax.semilogx(finder_rates[4:-4], smooth)
ax.axvline(found, color="0.4", ls="--", label="a third of the lowest")
ax.set(xlabel="learning rate", ylabel="loss", ylim=(0, 3.5))
ax.legend(loc="lower left")
plt.show()

# %% [markdown]
# Why a third, and not the lowest point itself? There the walk is at the edge: the next rates
# already break it. Is the advice worth anything? We train three networks: at the rate we found, at
# a hundredth of it, and at a hundred times it.

# %%
right = {}
for name, rate in {
    "hundredth": found / 100,
    "found": found,
    "hundredfold": found * 100,
}.items():
    model = digits_network(rate)
    model.fit(images[:training_examples], labels[:training_examples], 64, 1, verbose=0)
    right[name] = model.evaluate(test_images, test_labels, 500, verbose=0)[1]
    answers = model.predict(test_images, 500, verbose=0).argmax(axis=1)
    same = float(np.bincount(answers).max() / len(answers))
    print(f"{name:11} {rate:.5f}: {right[name]:.1%}, commonest answer {same:.0%}")


# %%
#| echo: false
#| runs-here: false
# For the fourth exercise: the ravine of 1600, with rates that are four times smaller.
def steep(x, y):
    return (x * x + 1600 * y * y) / 2


def steep_slope(x, y):
    return x, 1600 * y


candidates["plain"] = [plain(r / 4) for r in (0.0025, 0.00375, 0.00475, 0.00495)]
candidates["momentum"] = [momentum(r / 4) for r in (0.0005, 0.00125, 0.0025, 0.005)]
in_steep = race(steep, steep_slope, (4.0, 1.0))
growth = {name: in_steep[name] / along[name] for name in along}
grows_least = min(growth, key=growth.get)
plain_grows, momentum_grows, adam_grows = growth.values()

# %%
#| echo: false
slow_right, found_right, fast_right = right.values()
fast_same = same
slow_loses, fast_loses = found_right - slow_right, found_right - fast_right

# %% [markdown]
# {{ found_right:.1%}} at the rate we found, {{ slow_right:.1%}} at a hundredth of it,
# {{ fast_right:.1%}} at a hundred times. Look at *how* the last one fails: it gives the same answer
# to {{ fast_same:.0%}} of the digits. Its first steps threw the weights so far out that the bends
# shut, and where they are shut there is no slope to come back by. The one at a hundredth doesn't
# fail, it is only late. That makes it the more dangerous of the two: it looks like a network that
# can't do any better.
#
# Hence the opinion: **tune the learning rate first, and most other things never.** A grid of five
# rates, each ten times the next, answers more questions than a week of architecture. (Everybody
# has a favourite learning rate and tries it first. Ours is 3e-4. We couldn't tell you why, and
# neither can they.)
#
# ## Exercises
#
# **1. A minute.** A valley has the height $5x^2$, so the slope is $10x$.
#
# <check-yourself name="one-step" kind="number" answer="0.1" tolerance="0.001"
#   question="Which step size arrives at the bottom in one step?"
#   hint="The step, step size times 10x, has to be x."
#   wrong="0.2: That's the edge, where it jumps to and fro for ever. | 0.17: You kept the 6 of the first valley."
#   why="One divided by the curvature arrives at once, and two divided by the curvature never does.">
# 0.1: the step is 0.1 times 10x, which is x.
# </check-yourself>
#
# **2. Look ahead.** Nesterov's momentum measures the slope where the momentum will carry you. Write
# `nesterov(rate)` as a move that remembers as `momentum` does, and steps by `keep * move + slope`,
# with the *new* move. Change the cell below, then press *Run and check*.
#
# ??? tip "Hint"
#     First the new move, as in `momentum`. Then one more line that looks ahead from it, and isn't
#     remembered.


# %% tags=["exercise"]
def nesterov(rate, keep=0.9):
    def move(place, slope, memory):
        old = memory.get("move", [0.0] * len(place))
        memory["move"] = [keep * o + s for o, s in zip(old, slope)]
        return tuple(p - rate * m for p, m in zip(place, memory["move"]))

    return move


# %% tags=["solution"]
def nesterov(rate, keep=0.9):
    def move(place, slope, memory):
        old = memory.get("move", [0.0] * len(place))
        memory["move"] = [keep * o + s for o, s in zip(old, slope)]
        ahead = [keep * m + s for m, s in zip(memory["move"], slope)]
        return tuple(p - rate * a for p, a in zip(place, ahead))

    return move


# %% tags=["check"]
path = walk(lambda x: (1.0,), (0.0,), 3, nesterov(1.0))
ramp = [round(x, 6) for (x,) in path]
assert ramp != [0, -1, -2.9, -5.61], (
    "That's plain momentum: on a ramp its first step is 1. Look ahead of the new move."
)
assert ramp != [0, -1.9, -5.339, -10.02459], (
    "You remember what looks ahead, and count the slope twice. Remember the move."
)
assert ramp == [0, -1.9, -4.61, -8.049], (
    f"On a ramp with slope 1 it is at {ramp[1:]}, not at [-1.9, -4.61, -8.049]."
)

# %% [markdown]
# ??? note "Why"
#     The step is what plain momentum would do next if the slope stayed as it is. Where the slope is
#     about to turn, that brakes in time.
#
# **3. Forget the squares.** Write `signs(rate)`: each step has the length `rate` along each axis, in
# the direction against the slope.
#
# ??? tip "Hint"
#     `(s > 0) - (s < 0)` is 1, 0 or -1.


# %% tags=["exercise"]
def signs(rate):
    def move(place, slope, memory):
        return tuple(p - rate * s for p, s in zip(place, slope))

    return move


# %% tags=["solution"]
def signs(rate):
    def move(place, slope, memory):
        return tuple(p - rate * ((s > 0) - (s < 0)) for p, s in zip(place, slope))

    return move


# %% tags=["check"]
steep_place = signs(0.5)((0.0, 0.0, 0.0), (400.0, -0.01, 0.0), {})
assert abs(steep_place[0]) <= 0.5, (
    "A slope of 400 makes a longer step than one of 1. Only its sign counts."
)
assert steep_place[0] <= 0, "It goes uphill. A step goes against the slope."
assert steep_place == (-0.5, 0.5, 0.0), (
    f"For the slopes 400, -0.01 and 0, signs(0.5) moves by {steep_place}, "
    "and should by (-0.5, 0.5, 0.0)."
)

# %% [markdown]
# <check-yourself name="closest" kind="choice" options="plain | momentum | Adam" answer="Adam"
#   question="To which of our three methods is it closest?"
#   hint="Which of them makes steps of about the same length along each axis?"
#   wrong="plain: There a slope that is twice as steep makes a step that is twice as long. | momentum: It remembers, and signs doesn't."
#   why="It's Adam without a memory. Its steps never get shorter, so at the end it jumps to and fro across the bottom.">
# Adam without a memory. It never arrives, since its steps never get shorter.
# </check-yourself>
#
# **4. A steeper ravine.** Replace 400 by 1600 in the ravine, and make the rates of plain steps and of
# momentum four times smaller.
#
# <check-yourself name="steeper" kind="choice" options="plain | momentum | Adam" answer="{{ grows_least }}"
#   question="Whose number of steps grows least?"
#   hint="Who cares how steep a wall is?"
#   wrong="plain: The walls allow only smaller steps, and the floor is as long as before. | momentum: It rolls, but on rates that are four times smaller."
#   why="Plain steps need {{ plain_grows:.1f}} times as many, momentum {{ momentum_grows:.1f}} times, Adam {{ adam_grows:.1f}} times.">
# {{ grows_least }}: plain steps need {{ plain_grows:.1f}} times as many, momentum
# {{ momentum_grows:.1f}} times, Adam {{ adam_grows:.1f}} times.
# </check-yourself>
#
# **5. Your own network.** Run the learning-rate finder on a network of yours. Is the rate you use
# near the dashed line?
#
# <check-yourself name="finder" kind="number" answer="0.01" tolerance="0.001"
#   question="The smoothed loss is lowest at a rate of 0.03. Which rate does this page take?"
#   hint="Not the lowest point itself."
#   wrong="0.03: That's the edge, and the next rates break it. | 0.1: To the right of the lowest point it's already breaking."
#   why="A third of it. At the lowest point the walk is about to break.">
# 0.01, a third of it: at the lowest point the walk is about to break.
# </check-yourself>
#
# ## Where next
#
# You know what a learning rate is, why momentum rolls, when Adam's gift fails, and how to find a
# rate in one walk. All of this took slopes for granted. **Who computes the slope of a million
# weights?** [Who is to blame?](../backprop/index.md) does, in plain Python.
#
# - [Downhill, a race](../../play/downhill.md): put the four optimizers where you like, in fog.
# - [Why Momentum Really Works][@momentum] (Gabriel Goh): the knobs of momentum, to turn, and the
#   mathematics to believe it.
# - [An overview of gradient descent optimisation algorithms][@ruder-optimizers] (Sebastian
#   Ruder): the whole family, one by one.
# - [Adam][@adam] (Diederik Kingma, Jimmy Ba): the few pages that define it, with both bias
#   corrections.

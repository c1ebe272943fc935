# ---
# title: Who is to blame?
# description: Backpropagation in less than a hundred lines of plain Python. It trains a network, agrees with PyTorch, and shows you two ways in which gradients die.
# chapter: Bricks
# order: 4
# level: 2
# minutes: 25
# needs: [downhill]
# expects:
#   slope_is_right: ">= 1"
#   nudge_difference: "< 1e-6"
#   moons_right: ">= 0.95"
#   times_cheaper: ">= 10"
#   torch_difference: "< 1e-6"
#   sigmoid_ratio: "< 1e-6"
#   mended_ratio: ">= 0.05"
#   dead_gradient: "== 0"
#   dead_right: "<= 0.55"
#   leaky_right: ">= 0.8"
# parameters:
#   smoke: {steps: 20, tested: 100, array_steps: 60}
# runs_here: true
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What does backpropagation compute, and what does it not do?
#     answer: The slope of the loss for every weight, in one sweep from the end. It changes no weight; that is the optimiser's step.
#   - ask: A number is used in two places. What happens to its gradient?
#     answer: Each place blames it for its own part, and the parts are added.
#   - ask: Why can a ReLU die, and why does it not come back?
#     answer: If it is negative for every example, its slope is 0 everywhere, so no blame reaches its weights and they never move again.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib>=3.10", "numpy>=2", "torch>=2.13", "layerbylayer"]
# ///

# %% [markdown]
# Take three numbers, $a = 2$, $b = -3$ and $c = 10$, and compute
#
# $$L = (a \cdot b + c)^2 = 4^2 = 16$$
#
# Now somebody nudges $a$ upwards by 0.001.
#
# <make-a-guess name="nudge" kind="number" min="-50" max="50" step="1" unit="thousandths"
#   answer="{{ slope_of_a }}" by="the program"
#   question="By how many thousandths does L change? (Downwards is negative.)">
# By how many thousandths does L change, and in which direction? Write it down.
# </make-a-guess>
#
# That number is the **slope** of $L$ with respect to $a$: how much blame $a$ deserves for $L$.
# If $L$ is how wrong a network is, and $a$ one of its [weights](../../guide/glossary.md#weight), then the slope says which
# way to turn $a$. A network has thousands of weights, or billions, and wants the slope for each of
# them, after each handful of examples. [**Backpropagation**](../../guide/glossary.md#backpropagation) gets them all in one sweep. It is what
# happened behind this button:
#
# <train-here compact>
# Here you could draw a seven, and teach a network in this page to read it. That takes
# JavaScript, which is switched off or did not load. The rest of the page reads without it.
# </train-here>
#
# We'll write it in plain Python, without any library.

# %%
import math
import random
from itertools import count

# %% tags=["parameters"]
steps = 300
tested = 1000
array_steps = 400

# %% [markdown]
# ## A number that remembers
#
# The whole idea is a number with a memory. It knows its **parents**, the numbers it was made from.
# For each parent it knows one slope: how far do I move when that parent moves by one?
#
# - In a sum `a + b`, move `a` by one and the sum moves by one. Both slopes are 1.
# - In a product `a * b`, move `a` by one and the product moves by `b`. The slopes are each
#   other's values.
#
# That is all the calculus of this page, and you have checked it in your head. (`born` is a serial
# number. We'll need it in a minute.)

# %%
births = count()


class Value:
    """A number that remembers how it was made."""

    def __init__(self, data, parents=(), slopes=()):
        self.data = data
        self.parents, self.slopes = parents, slopes
        self.grad = 0.0  # the blame: filled in by backward
        self.born = next(births)

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        slopes = (other.data, self.data)
        return Value(self.data * other.data, (self, other), slopes)


# %% [markdown]
# Our example again, now with memory. Nothing looks different, and that is its charm: we write the
# formula, and the record writes itself.

# %%
a, b, c = Value(2.0), Value(-3.0), Value(10.0)
d = a * b
e = d + c
L = e * e
print(L.data, "was made from", [parent.data for parent in L.parents])

# %% [markdown]
# ## Blame flows backwards
#
# Begin at the end. $L$ is to blame for itself: slope 1. Then go from child to parents. Each child
# hands its blame on, times the slope that it remembers. If $L$ moves by 8 when $e$ moves by one,
# and $e$ moves by 1 when $d$ moves by one, then $L$ moves by $8 \cdot 1$ when $d$ does. Slopes
# along a path are multiplied. Mathematicians call it the **chain rule**:
#
# $$\frac{\partial L}{\partial d} = \frac{\partial L}{\partial e} \cdot
#   \frac{\partial e}{\partial d}$$
#
# One thing needs care. A number may have several children, and all of them have a say. Their blame
# is *added*, and all of it must have arrived before any is handed on. Children are always younger
# than their parents. So we go through the family from the youngest to the oldest.


# %%
def family(result):
    """All values that it was made from, and itself, the youngest first."""
    found, waiting = {result}, [result]
    while waiting:
        for parent in waiting.pop().parents:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return sorted(found, key=lambda value: value.born, reverse=True)


# %%
#| answers: nudge
def backward(result):
    """Fill in the blame of everything that the result was made from."""
    values = family(result)
    for value in values:
        value.grad = 0.0
    result.grad = 1.0
    for value in values:
        for parent, slope in zip(value.parents, value.slopes):
            parent.grad += slope * value.grad


backward(L)
print("a:", a.grad, " b:", b.grad, " c:", c.grad, " e:", e.grad)

# %%
#| echo: false
slope_of_a = a.grad
slope_is_right = int(slope_of_a == 2 * (2 * -3 + 10) * -3)

# %% [markdown]
# <your-guess name="nudge"></your-guess>
#
# For each thousandth that $a$ goes up, $L$ changes by {{ slope_of_a:.0f}} thousandths. If you said
# -3, you stopped at the product and forgot the square above it. If you said 24, check the sign: $b$
# is negative, so more of $a$ makes $a \cdot b$ smaller.
#
# Here is the whole record as a drawing. Read the values from left to right, and the blame from
# right to left.

# %%
from layerbylayer.sketch import plot, show

# %%
#| fig-alt: A graph from left to right. a and b, and then their product, c and the sum, and at the right L. Under each value stands its gradient.
#| fig-cap: Values are computed from left to right, the blame below them from right to left. The square uses e twice, so two lines hand it blame.
names = {a: "a", b: "b", c: "c", d: "d = a · b", e: "e = d + c", L: "L = e · e"}
places = {a: (0, 3), b: (0, 1), d: (1, 2), c: (1, 0), e: (2, 1), L: (3, 1)}
for value, (x, y) in places.items():
    words = f"{names[value]}\n{value.data:g}\nblame {value.grad:g}"
    plot([x], [y], "words", label=words)
    for side, parent in enumerate(value.parents):
        bow = 0.3 * (1 - 2 * side) if value is L else 0  # e, twice
        start_x, start_y = places[parent]
        xs = [start_x + 0.35, (start_x + x) / 2, x - 0.35]
        plot(xs, [start_y, (start_y + y) / 2 + bow, y], "guide")
show()

# %% [markdown]
# Look at $e$. Its blame is {{ blame_of_e:.0f}}, not {{ half_blame:.0f}}: it is both factors of the
# square, and each factor hands over its part. Write `=` instead of `+=` in `backward`, and you get
# {{ half_blame:.0f}} there, and half the right slope for everything before it. The network still
# learns, badly, and nobody finds out why for a week.
#
# Never trust a [gradient](../../guide/glossary.md#gradient) you haven't nudged. Nudge each number by a millionth, compute $L$ again,
# and compare:

# %%
#| echo: false
blame_of_e, half_blame = e.grad, e.grad / 2


# %%
def formula(a, b, c):
    return (a * b + c) ** 2


nudge = 1e-6
nudged = {
    "a": (formula(2 + nudge, -3, 10) - formula(2 - nudge, -3, 10)) / (2 * nudge),
    "b": (formula(2, -3 + nudge, 10) - formula(2, -3 - nudge, 10)) / (2 * nudge),
    "c": (formula(2, -3, 10 + nudge) - formula(2, -3, 10 - nudge)) / (2 * nudge),
}
blamed = {"a": a.grad, "b": b.grad, "c": c.grad}
nudge_difference = max(abs(nudged[name] - blamed[name]) for name in nudged)
print({name: round(slope, 6) for name, slope in nudged.items()})
print(f"largest difference {nudge_difference:.0e}")

# %% [markdown]
# ## Two more slopes, and it is a network
#
# A network needs a **bend** between its sums. We take the hyperbolic tangent, which squeezes
# every number between -1 and 1; its slope is $1 - \tanh^2$. And it needs a [loss](../../guide/glossary.md#loss). For a score $s$
# and a right answer $y$ that is 1 or -1, we take
#
# $$\text{loss} = \log(1 + e^{-y s})$$
#
# which is small if $s$ has the same sign as $y$, and grows if it hasn't.


# %%
def tanh(value):
    squeezed = math.tanh(value.data)
    return Value(squeezed, (value,), (1 - squeezed**2,))


def log_loss(score, answer):
    """How wrong a score is, if the right answer is 1 or -1."""
    agreement = answer * score.data
    # Both lines in a form that does not overflow.
    loss = max(-agreement, 0.0) + math.log1p(math.exp(-abs(agreement)))
    wrongness = 0.5 * (1 - math.tanh(agreement / 2))
    return Value(loss, (score,), (-answer * wrongness,))


# %% [markdown]
# That is the whole engine. Now it needs something to learn. **Two moons** is the fruit fly of
# classification: two half rings that no straight line can separate.


# %%
def two_moons(how_many, rng):
    """Points on two half rings, with their answers, 1 or -1."""
    points, answers = [], []
    for number in range(how_many):
        angle = math.pi * rng.random()
        x, y = math.cos(angle), math.sin(angle)
        if number % 2:
            x, y = 1 - x, 0.5 - y
        points.append((x + rng.gauss(0, 0.12), y + rng.gauss(0, 0.12)))
        answers.append(-1 if number % 2 else 1)
    return points, answers


rng = random.Random(1)
points, answers = two_moons(80, rng)
new_points, new_answers = two_moons(tested, rng)

# %% [markdown]
# The network has eight neurons and one more that listens to them. Each of the eight weighs the two
# coordinates, adds a constant, and bends the sum.

# %%
hidden = [[Value(rng.gauss(0, 1)) for _ in range(3)] for _ in range(8)]
output = [Value(rng.gauss(0, 0.5)) for _ in range(9)]
weights = [weight for neuron in hidden for weight in neuron] + output


def score(x, y):
    x, y = Value(x), Value(y)
    total = output[8]
    for (for_x, for_y, constant), weight in zip(hidden, output):
        total = total + weight * tanh(for_x * x + for_y * y + constant)
    return total


# %%
def whole_loss():
    """The mean loss of all points."""
    total = Value(0.0)
    for (x, y), answer in zip(points, answers):
        total = total + log_loss(score(x, y), answer)
    return total * Value(1 / len(points))


loss = whole_loss()
computed = len(family(loss))
print(f"{len(weights)} weights, {computed:,} values in the family of one loss")

# %% [markdown]
# You could also nudge each weight and compute the loss again: one run to begin with, and one more
# for each of the {{ weight_count}} weights. Backpropagation goes through the family twice: once to
# compute it, and once with the blame.
#
# <make-a-guess name="cheaper" kind="number" min="1" max="100" unit="times"
#   answer="{{ times_cheaper:.0f}}" by="counting" question="For this network, how many times more
#   work is nudging?">
# How many times more work is nudging? Guess before you read on.
# </make-a-guess>

# %%
weight_count = len(weights)
times_cheaper = (weight_count + 1) / 2

# %% [markdown]
# <your-guess name="cheaper"></your-guess>
#
# About {{ times_cheaper:.0f}} times, and that number grows with the network: it is half the number
# of weights. If you guessed {{ weight_count}}, you took the way back to be free; it costs about as
# much as the way there. For a network with a billion weights the ratio is half a billion. Without
# this bookkeeping there would be no deep learning at all.
#
# Here it is once more, slowly: three neurons, one example, every number of both ways. Before each
# step of the way back, say whether the number that comes will be above or below 0.
#
# <see-backprop explorable>
# Here you could go through a network of three neurons number by number, forward and back. That
# takes JavaScript.
# </see-backprop>
#
# Then let it hide a mistake from you:
# <try-it demo="see-backprop" set="level: leaf">one sign is wrong</try-it>. Which? (More of this, with
# an exercise to print, is [on a page of its own](../../play/see-backprop.md).)
#
# ## It learns

# %%
losses = []
for _ in range(steps):
    loss = whole_loss()
    losses.append(loss.data)
    backward(loss)
    for weight in weights:
        weight.data -= 1.0 * weight.grad

guesses = [1 if score(x, y).data > 0 else -1 for x, y in new_points]
moons_right = sum(g == a for g, a in zip(guesses, new_answers)) / tested
print(
    f"loss {losses[0]:.2f} -> {losses[-1]:.2f}, {moons_right:.1%} of new points right"
)

# %% [markdown]
# Read the loop again. `backward` only filled in `grad`. It was the last line, the **step**, that
# changed a weight. People say "the network learns by backpropagation". It learns by walking
# downhill, and backpropagation is the map.
#
# The few points that it gets wrong sit where you expect them, along the border. We find the border by
# going up the plane, column by column, until the score changes its sign:


# %%
def border(points_across=85, points_up=28):
    """Points where the score changes its sign, from one height to the next."""
    found = []
    for i in range(points_across):
        x = -1.6 + 0.05 * i
        column = [score(x, -1.1 + 0.1 * j).data for j in range(points_up)]
        for j, (low, high) in enumerate(zip(column, column[1:])):
            if low * high < 0:
                found.append((x, -1.1 + 0.1 * (j + low / (low - high))))
    return found


# %%
#| fig-alt: Two interlocking half rings of points, with a border of small triangles that winds between them. The points that lie on the wrong side have a mark of their own.
#| fig-cap: The border that nine neurons learned. Squares are the new points on the wrong side of it.
seen = list(zip(new_points, new_answers, guesses))[:300]
for name, shown in {
    "answer 1": [p for p, a, g in seen if a == g == 1],
    "answer -1": [p for p, a, g in seen if a == g == -1],
    "wrong side": [p for p, a, g in seen if a != g],
    "border": border(),
}.items():
    plot([x for x, _ in shown], [y for _, y in shown], "points", label=name)
show()

# %% [markdown]
# ## The same on arrays
#
# One number at a time is slow. In NumPy, all points go through at once, and so does the blame. (The
# Python in your browser has no NumPy, so the cells from here on have no *Run*: they run at home.)
# Compare the two halves line by line: the way back takes the same steps in the opposite order, and
# each product has become a product with the *other* factor.

# %%
import matplotlib.pyplot as plt
import numpy as np

X, Y = np.array(points), np.array(answers)


def gradients(w, b, v, c):
    bent = np.tanh(X @ w + b)  # (80, 8)
    scores = bent @ v + c  # (80,)
    to_scores = -Y * 0.5 * (1 - np.tanh(Y * scores / 2)) / len(Y)
    to_bent = np.outer(to_scores, v)  # (80, 8)
    to_sums = to_bent * (1 - bent**2)
    return X.T @ to_sums, to_sums.sum(axis=0), bent.T @ to_scores, to_scores.sum()


# %% [markdown]
# And now in PyTorch, where nobody writes the way back, because its tensors remember as our `Value`
# does. All three get the same weights, the ones our network learned.

# %%
import torch

w = np.array([[n[0].data for n in hidden], [n[1].data for n in hidden]])
b = np.array([neuron[2].data for neuron in hidden])
v, c = np.array([weight.data for weight in output[:8]]), output[8].data

tensors = [torch.tensor(array, requires_grad=True) for array in (w, b, v, c)]
scores = torch.tanh(torch.tensor(X) @ tensors[0] + tensors[1]) @ tensors[2] + tensors[3]
torch.nn.functional.softplus(-torch.tensor(Y) * scores).mean().backward()

# %%
backward(whole_loss())
ours = np.array([[weight.grad for weight in neuron] for neuron in hidden])
torch_difference = max(
    *(np.abs(t.grad.numpy() - g).max() for t, g in zip(tensors, gradients(w, b, v, c))),
    np.abs(tensors[0].grad.T.numpy() - ours[:, :2]).max(),
)
print(f"largest difference between the three: {torch_difference:.0e}")

# %% [markdown]
# They agree up to rounding. There is no secret in the library. There is speed.
#
# ## Blame that fades
#
# Blame is a product of slopes along a path. So what happens on a long path? The slope of the
# **sigmoid** $1 / (1 + e^{-z})$ is never more than a quarter. Stack 20 [layers](../../guide/glossary.md#layer) of 64 neurons with
# random weights and send blame back.
#
# <make-a-guess name="fade" kind="choice" answer="less than a millionth" by="the run"
#   options="about as much | about a twentieth | about a thousandth | less than a millionth"
#   question="How much blame arrives at the first layer, compared with the last?">
# How much of the blame arrives at the first of 20 layers: as much, a twentieth, a thousandth, less than
# a millionth?
# </make-a-guess>


# %%
#| answers: fade
def blame_by_layer(bend, scale, layers=20, width=64):
    """The size of the gradient of each layer's weights, the first layer first."""
    torch.manual_seed(1)
    x, stack = torch.randn(64, width), []
    for _ in range(layers):
        stack.append(torch.randn(width, width) * scale / width**0.5)
        stack[-1].requires_grad_()
        x = bend(x @ stack[-1])
    (x.sum(dim=1) ** 2).mean().backward()
    return np.array([float(weights.grad.norm()) for weights in stack])


fading = blame_by_layer(torch.sigmoid, 1)
mended = blame_by_layer(torch.relu, 2**0.5)
sigmoid_ratio, mended_ratio = (float(b[0] / b[-1]) for b in (fading, mended))
print(f"first / last: sigmoid {sigmoid_ratio:.0e}, relu {mended_ratio:.2f}")

# %%
#| answers: fade
#| fig-alt: Two curves over 20 layers on a logarithmic axis. The one of the sigmoid falls from the last layer to the first by more than ten powers of ten. The one of ReLU with larger weights stays level.
#| fig-cap: With the sigmoid, the first layers hear nothing. ReLU with weights of the right size passes the blame on.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
ax.semilogy(range(1, 21), fading / fading[-1], "o-", label="sigmoid")
ax.semilogy(range(1, 21), mended / mended[-1], "s-", label="relu, weights times √2")
ax.set(xlabel="layer", ylabel="blame, the last layer is 1", xticks=[1, 5, 10, 15, 20])
ax.legend()
plt.show()

# %% [markdown]
# With the sigmoid the first layer gets {{ sigmoid_ratio:.0e}} of what the last one gets. A
# twentieth would be right if slopes were added. They are multiplied. This is the **vanishing
# gradient**: the last layers learn, and the first hear nothing. Mending it takes two small things:
# a bend whose slope is 1 where it is open, and weights that make up for the half it shuts. That is
# the $\sqrt 2$ of [He initialisation][@he-init]. (A decade of research, and in the end it was the
# square root of two.)
#
# ## Blame that dies
#
# [ReLU](../../guide/glossary.md#relu) has an illness of its own. Where it gives 0, its slope is 0. If one neuron gives 0 for
# *every* example, no blame reaches its weights: it is **dead**. One wild step can do it. We do it
# on purpose, with a constant of -8 in each neuron, and train. Then we do the same with a **leaky**
# ReLU, whose slope on the left is 0.1 instead of 0.


# %%
def trained_from_the_dead(leak, seed=1):
    rng = np.random.default_rng(seed)
    w, v = rng.normal(size=(2, 16)), rng.normal(size=16) / 4
    b, c = np.full(16, -8.0), 0.0
    first = None
    for _ in range(array_steps):
        sums = X @ w + b
        open_ones = np.where(sums > 0, 1.0, leak)
        scores = (sums * open_ones) @ v + c
        to_scores = -Y * 0.5 * (1 - np.tanh(Y * scores / 2)) / len(Y)
        to_sums = np.outer(to_scores, v) * open_ones
        if first is None:
            first = float(np.abs(X.T @ to_sums).max())
        w, b = w - 0.5 * X.T @ to_sums, b - 0.5 * to_sums.sum(axis=0)
        v, c = v - 0.5 * (sums * open_ones).T @ to_scores, c - 0.5 * to_scores.sum()
    return first, float(((scores > 0) == (Y > 0)).mean())


# %%
dead_gradient, dead_right = trained_from_the_dead(leak=0.0)
leaky_gradient, leaky_right = trained_from_the_dead(leak=0.1)
print(f"relu:       largest gradient {dead_gradient:.3f}, {dead_right:.0%} right")
print(f"leaky relu: largest gradient {leaky_gradient:.3f}, {leaky_right:.0%} right")


# %%
#| echo: false
#| runs-here: false
# For the exercises: a quarter of the points, and points that lie far out.
def loss_of(numbers, far=1):
    total = Value(0.0)
    for n in numbers:
        (x, y), answer = points[n], answers[n]
        total = total + log_loss(score(far * x, far * y), answer)
    return total * Value(1 / len(numbers))


def short_training(how_many):
    """How often the loss rises in its last 40 steps, and the size of its family."""
    draw, curve = random.Random(1), []
    for weight in weights:
        weight.data = draw.gauss(0, 0.5)
    for _ in range(60):
        loss = loss_of(draw.sample(range(80), how_many))
        curve.append(loss.data)
        backward(loss)
        for weight in weights:
            weight.data -= 0.3 * weight.grad
    return sum(a < b for a, b in zip(curve[-41:], curve[-40:])), len(family(loss))


def flat_bends(far):
    """The share of bends, over points and neurons, with a slope next to nothing."""
    slopes = [
        tanh(x * Value(far * place[0]) + y * Value(far * place[1]) + constant).slopes[0]
        for place in points
        for x, y, constant in hidden
    ]
    return sum(slope < 1e-6 for slope in slopes) / len(slopes)


learned_weights = [weight.data for weight in weights]
rises_with_all, values_for_all = short_training(80)
rises_with_few, values_for_few = short_training(20)
for weight, value in zip(weights, learned_weights):
    weight.data = value
flat_near, flat_far = flat_bends(1), flat_bends(1000)

# %% [markdown]
# The **misconception** of this page: *where the gradient is zero, there is nothing left to learn.*
# Here it is exactly {{ dead_gradient:.0f}}, after {{ array_steps}} steps {{ dead_right:.0%}} of the
# points are right, which is a coin toss. Zero blame means only that the message didn't arrive. With
# a leak it arrives, and the same bad start ends at {{ leaky_right:.0%}}.
#
# Hence the opinion: **write backpropagation once, by hand, and then never again.** Once, because
# the day will come when a loss does not move, and you will ask where the blame got lost. Never
# again, because you will make the mistake with `=` and `+=`.
#
# ## Exercises
#
# **1. A minute.** Compute by hand the slopes of $L = a \cdot a \cdot b$ for $a = 3$, $b = 2$.
#
# <check-yourself name="by-hand" kind="number" answer="12" question="What is the slope with respect to a?"
#   hint="The number a is used in two places."
#   wrong="6: That's the blame from one of the two places. They are added. | 9: That's the slope with respect to b."
#   why="The first product hands each of its two factors 3 times 2, and the two are added.">
# 12: a is used in two places, each of them hands over 6, and they are added.
# </check-yourself>
#
# **2. A new brick.** Write `exp(value)` for our engine. What is its slope? Change the cell below,
# then press *Run and check*, which nudges it.
#
# ??? tip "Hint"
#     The function $e^x$ is its own slope.


# %% tags=["exercise"]
def exp(value):
    grown = math.exp(value.data)
    return Value(grown, (value,), (1.0,))


# %% tags=["solution"]
def exp(value):
    grown = math.exp(value.data)
    return Value(grown, (value,), (grown,))


# %% tags=["check"]
tried = Value(2.0)
backward(exp(tried))
by_nudging = (math.exp(2 + 1e-6) - math.exp(2 - 1e-6)) / 2e-6
assert abs(tried.grad - 1) > 1e-6, "A slope of 1 is that of a sum."
assert abs(tried.grad - 2) > 1e-6, (
    "The slope is the value that came in. You thought of a product."
)
assert abs(tried.grad - by_nudging) < 1e-6, (
    f"At 2 the slope is {tried.grad:.6f}, and by nudging it's {by_nudging:.6f}."
)

# %% [markdown]
# ??? note "Why"
#     $e^x$ grows by as much as it is. So the number that you've computed for the way there is also
#     the slope for the way back. Frameworks keep such numbers, which is what fills their memory.
#
# **3. Difference and power.** Write `minus(a, b)` and `power(a, n)`, with slopes of their own.
#
# ??? tip "Hint"
#     If b grows by one, a difference shrinks by one. The slope of $x^n$ is $n\, x^{n-1}$.


# %% tags=["exercise"]
def minus(a, b):
    return Value(a.data - b.data, (a, b), (1.0, 1.0))


def power(a, n):
    return Value(a.data**n, (a,), (n * a.data**n,))


# %% tags=["solution"]
def minus(a, b):
    return Value(a.data - b.data, (a, b), (1.0, -1.0))


def power(a, n):
    return Value(a.data**n, (a,), (n * a.data ** (n - 1),))


# %% tags=["check"]
left, right = Value(3.0), Value(5.0)
backward(minus(left, right))
assert right.grad != 1, "More of b makes a - b smaller. You push b the wrong way."
assert (left.grad, right.grad) == (1, -1), (
    f"minus blames a by {left.grad} and b by {right.grad}."
)
backward(power(left, 4))
assert left.grad != 4 * 81, (
    "You multiply by n, and the power has to go down by one, too."
)
assert left.grad == 4 * 27, f"The slope of a to the 4 at 3 is 108, not {left.grad}."

# %% [markdown]
# ??? note "Why"
#     Each brick answers one question: if this one moves, how far do I move? Everything else is
#     `backward`'s business, so a new brick is three lines.
#
# **4. Less to compute.** Train with 20 of the 80 points in each step, different ones each time
# (`random.sample(range(80), 20)`).
#
# <check-yourself name="fewer" kind="choice" answer="it jumps, and a step costs about a quarter"
#   options="it jumps, and a step costs about a quarter | it stays smooth, and a step costs about a quarter | it jumps, and a step costs as much"
#   question="What happens to the curve of the losses, and to the work of a step?"
#   hint="How many values are in the family of a loss of 20 points? And how does a mean of few behave?"
#   wrong="it stays smooth, and a step costs about a quarter: Each step asks other points, some easier than others. | it jumps, and a step costs as much: The family of the loss has a branch for each point."
#   why="The family of a loss has {{ values_for_few:,}} values in place of {{ values_for_all:,}}. Of 40 steps late in a short training, the loss rose in {{ rises_with_few }}, and with all 80 points in {{ rises_with_all }}.">
# It jumps, and costs about a quarter: {{ values_for_few:,}} values in place of {{ values_for_all:,}}.
# </check-yourself>
#
# **5. Your own data.** Replace `two_moons` by points that you typed in: two letters, two islands, a
# spiral. How many neurons does it take?
#
# <check-yourself name="far" kind="choice" answer="the bends are flat out there"
#   options="the bends are flat out there | there are too few neurons | the loss overflows"
#   question="You typed in places on a map in metres, in the thousands, and it learns badly. What's the first suspicion?"
#   hint="What is the slope of tanh at 1,000?"
#   wrong="there are too few neurons: More of them would be shut as well. | the loss overflows: We wrote it in a form that doesn't."
#   why="With our points a thousand times as far out, {{ flat_far:.0%}} of the slopes of tanh are below a millionth, over all points and neurons; as they were, {{ flat_near:.0%}}. Bring the numbers near 1 first.">
# The bends are flat out there: {{ flat_far:.0%}} of the slopes of tanh are below a millionth.
# </check-yourself>
#
# ## Where next
#
# You have built the machine that every framework is built around, checked it by nudging and against
# PyTorch, and watched gradients fade and die. With a map of slopes, one question is left: **which
# layers are worth stacking?** [The bricks, one by one](../layers/index.md) takes them apart.
#
# - [A playground for networks](../../play/playground.md): blame at work, in every neuron at once.
# - [micrograd][@micrograd] (Andrej Karpathy): the same idea, built in front of your eyes, with a
#   video.
# - [Yes you should understand backprop][@karpathy-backprop] (Andrej Karpathy): what leaks
#   when you do not.
# - [Calculus on Computational Graphs][@colah-backprop] (Christopher Olah): the same graph, with
#   better drawings, and why the direction matters.

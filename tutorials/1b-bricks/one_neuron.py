# ---
# title: One neuron
# description: A neuron with three weights tells a 0 from a 6 by two measurements. Its loss, its slope and its loop by hand, and a tree that knows everything by heart.
# chapter: Bricks
# order: 2
# level: 1
# minutes: 25
# needs: [pixels]
# data: [mnist]
# expects:
#   strings_are_true: ">= 1"
#   slope_difference: "< 1e-6"
#   neuron_right: ">= 0.7"
#   mystery_sure: ">= 0.9"
#   half_gap: ">= 0.04"
#   all_right: ">= 0.84"
#   push_ratio: ">= 100"
#   sklearn_difference: "< 1e-6"
#   tree_by_heart: ">= 0.97"
#   tree_gap: ">= 0.1"
#   neuron_lead: ">= 0.03"
#   forest_right: ">= 0.92"
# parameters:
#   smoke: {steps: 300, forest_examples: 500}
# runs_here: true
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What does a single neuron draw on a plane of two measurements?
#     answer: A straight line, with "probably this" on one side, "probably that" on the other, and a soft crossing in between.
#   - ask: Why is a neuron trained by log-loss, and not by the number of mistakes?
#     answer: A tiny turn of a weight changes no mistake, so the slope is 0 everywhere. Log-loss has a slope at each point, and it is steepest where the neuron is confident and wrong.
#   - ask: A tree has all its training examples right. What do you know about it?
#     answer: That it has learned them by heart. Only examples it has never seen can tell you more.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scikit-learn>=1.8", "layerbylayer"]
# ///

# %% [markdown]
# Somebody wrote a digit, a 0 or a 6. You may not look at it. You get two numbers: it has
# {{ mystery_top}} dark pixels in its upper half and {{ mystery_bottom}} in its lower half.
#
# <make-a-guess name="mystery" kind="choice" answer="{{ mystery }}" by="the writer"
#   options="a 0 | a 6" question="Which digit is it?">
# Is it a 0 or a 6? Decide before you read on.
# </make-a-guess>
#
# You didn't need a picture for that. A **neuron** can learn to do the same: it weighs the two
# numbers, adds them up, and says how sure it is. It is the smallest piece of a network that still
# learns. We'll build it from nothing, in plain Python. The cells with a *Run* below them run here,
# in your browser: press it, change the code, and run it again.

# %%
import math
import random

# %% tags=["parameters"]
steps = 8000
forest_examples = 5000

# %% [markdown]
# ## Two measurements
#
# These are the first 60 zeros and the first 60 sixes of MNIST's training pile, each as two numbers:
# dark pixels above, dark pixels below.

# %%
zeros = """
63/62 67/66 63/76 72/78 84/87 84/86 86/95 52/49 81/87 68/64 70/77 68/63 77/76 53/56
83/83 52/52 88/84 84/90 54/55 74/81 58/64 73/78 72/77 34/37 56/60 71/76 32/37 55/53
47/46 63/65 36/30 76/90 87/85 54/63 78/89 63/67 58/56 61/71 80/98 88/100 84/93 70/75
85/89 68/76 59/68 76/90 78/94 72/85 60/78 50/50 70/82 58/62 78/90 49/54 64/78 69/84
58/64 72/81 64/80 54/58
"""
sixes = """
50/63 24/27 27/43 46/81 42/66 45/78 53/66 47/57 54/64 45/73 51/66 39/68 43/66 56/71
46/68 42/65 50/70 55/69 32/59 34/56 44/59 60/83 33/62 45/68 29/44 41/74 30/50 74/104
61/74 40/72 37/76 46/79 38/61 43/79 18/30 39/76 34/57 47/74 29/50 45/63 39/77 50/78
56/68 59/60 24/49 46/60 47/48 23/46 37/51 61/80 39/48 23/45 57/68 46/86 49/58 57/78
24/32 45/79 34/73 28/39
"""

# %% [markdown]
# And another 60 of each from the test pile. They are for the exam, and stay locked away.

# %%
new_zeros = """
67/79 57/63 61/55 94/114 66/67 50/60 56/59 81/86 50/55 54/55 49/51 42/54 45/48 76/81
71/76 56/62 57/61 66/61 76/79 40/48 56/70 51/55 75/97 58/54 64/60 107/118 63/70 40/34
73/81 55/61 41/48 43/48 50/61 75/83 47/56 102/110 48/58 26/29 60/66 43/51 36/47 45/47
51/57 43/43 50/60 74/84 50/50 38/46 33/32 58/65 42/43 63/73 53/62 53/54 73/72 47/58
54/61 50/53 75/75 46/53
"""
new_sixes = """
52/62 37/52 39/52 28/55 61/77 48/50 41/66 45/66 32/55 36/58 32/37 44/54 58/85 55/97
49/64 22/35 29/53 28/73 36/50 48/78 52/71 48/64 60/55 34/58 37/49 35/61 22/31 85/106
42/69 48/54 27/51 43/77 42/43 28/56 39/38 47/51 57/74 36/54 77/84 79/114 46/89 44/59
15/35 40/59 73/96 38/60 40/73 68/88 20/40 43/58 63/77 44/68 26/56 58/83 46/53 38/75
59/88 33/44 59/88 39/90
"""


# %%
def measured(text):
    """The pairs of numbers in a text such as "59/52 40/61"."""
    return [tuple(int(n) for n in pair.split("/")) for pair in text.split()]


learned = [(pair, 0) for pair in measured(zeros)] + [
    (pair, 1) for pair in measured(sixes)
]
examined = [(pair, 0) for pair in measured(new_zeros)]
examined += [(pair, 1) for pair in measured(new_sixes)]
print(len(learned), "to learn from,", len(examined), "to be examined on")

# %% [markdown]
# Look at them before anything else. The [label](../../guide/glossary.md#label) is 1 for a six and 0 for a zero.

# %%
from layerbylayer.sketch import plot, show


# %%
#| fig-alt: A scatter plot of dark pixels below against dark pixels above. Zeros lie near the diagonal, sixes above it; the two clouds overlap.
#| fig-cap: A 0 has as much ink above as below. A 6 has its belly below. In between nobody can know, from two numbers.
def plot_pairs(pairs, name):
    xs, ys = zip(*pairs)
    plot(xs, ys, "points", label=name, x="dark pixels above", y="dark pixels below")


plot_pairs(measured(zeros), "zeros")
plot_pairs(measured(sixes), "sixes")
show()

# %% [markdown]
# With a ruler you could separate them, more or less. That ruler is what the neuron will find.
#
# First we make the numbers small: subtract their mean, and divide by their spread. A neuron can
# learn from 60 as well as from 0.6, but from small numbers of similar size it learns faster. The
# mean and the spread are always those of the examples it learns from, in the exam too.


# %%
def mean_and_spread(numbers):
    mean = sum(numbers) / len(numbers)
    return mean, math.sqrt(sum((n - mean) ** 2 for n in numbers) / len(numbers))


above = mean_and_spread([pair[0] for pair, _ in learned])
below = mean_and_spread([pair[1] for pair, _ in learned])


def scaled(pair):
    """Two measurements, and a 1 for the constant."""
    return (pair[0] - above[0]) / above[1], (pair[1] - below[0]) / below[1], 1.0


examples = [(scaled(pair), label) for pair, label in learned]

# %% [markdown]
# ## Weigh, add, squeeze
#
# Each measurement gets a [**weight**](../../guide/glossary.md#weight). The constant 1 gets one too, called the [**bias**](../../guide/glossary.md#bias). Multiply,
# add up, and you have a score $z$: any number, positive for "probably a six". To turn it into a
# probability we squeeze it between 0 and 1:
#
# $$z = w_1 x_1 + w_2 x_2 + b \qquad p = \frac{1}{1 + e^{-z}}$$
#
# The squeezing function is the **sigmoid**.


# %%
def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def probability(weights, x):
    """How sure the neuron is that it is a six."""
    return sigmoid(sum(weight * number for weight, number in zip(weights, x)))


for z in (-6, -2, 0, 2, 6):
    print(f"score {z:2}: probability {sigmoid(z):.4f}")

# %% [markdown]
# ## How wrong is it?
#
# To learn, it needs one number that says how wrong it is, and that number needs a slope. Here are
# three candidates, for an example that *is* a six, so $p$ should be 1:
#
# - **Mistakes**: 1 if $p$ is below one half, else 0. It is what we care about.
# - **Squares**: $(1 - p)^2$. It worked for Gauss.
# - **Log-loss**: $-\log p$, the surprise.
#
# Now take a neuron that is confident and wrong: the score is -6, and it gives the six
# {{ wrong_p:.2%}}. How hard does each [loss](../../guide/glossary.md#loss) push the score upwards? The push is the slope.
#
# <make-a-guess name="push" kind="number" min="1" max="10000" scale="log" unit="times"
#   answer="{{ push_ratio:.0f}}" by="the slopes"
#   question="At a score of -6, how many times harder does log-loss push than squares?">
# At a score of -6, how many times harder does log-loss push than squares? Write down a number.
# </make-a-guess>


# %%
#| answers: push
def slope(loss, z, nudge=1e-4):
    return (loss(z + nudge) - loss(z - nudge)) / (2 * nudge)


losses = {
    "mistakes": lambda z: float(sigmoid(z) < 0.5),
    "squares": lambda z: (1 - sigmoid(z)) ** 2,
    "log-loss": lambda z: -math.log(sigmoid(z)),
}
for name, loss in losses.items():
    pushes = [f"{0 - slope(loss, z):8.4f}" for z in (-6, -3, -1, 1, 3, 6)]
    print(f"{name:9}", *pushes)

# %%
#| answers: push
wrong_p = sigmoid(-6)
push_ratio = slope(losses["log-loss"], -6) / slope(losses["squares"], -6)
print(f"{push_ratio:.0f} times")

# %% [markdown]
# The columns are scores from -6 to 6.
#
# - **Mistakes** push nowhere. Turn a weight by a hair and no answer changes, so the slope is 0. You
#   cannot walk downhill on a staircase.
# - **Squares** push hardest where the neuron is unsure, and hardly at all where it is confident and
#   wrong: {{ push_ratio:.0f}} times less than log-loss. The sigmoid is flat out there, and the
#   slope is multiplied by its flatness. If you guessed 1 to 10, you thought of the losses, not of
#   their slopes.
# - **Log-loss** pushes with the full force of the error. The flatness cancels.
#
# ## The slope by hand
#
# That cancelling leaves the most pleasant formula in the field. For one example with label $y$,
#
# $$\frac{\partial\, \text{loss}}{\partial z} = p - y \qquad
#   \frac{\partial\, \text{loss}}{\partial w_k} = (p - y)\, x_k$$
#
# Error times input. If the neuron said 0.9 and it was a 0, each weight moves by 0.9 times whatever
# came in through it. What came in strongly is blamed strongly.


# %%
def mean_loss(weights, examples):
    total = 0.0
    for x, label in examples:
        p = probability(weights, x)
        total -= math.log(p if label else 1 - p)
    return total / len(examples)


def gradient(weights, examples):
    sums = [0.0, 0.0, 0.0]
    for x, label in examples:
        error = probability(weights, x) - label
        for k in range(3):
            sums[k] += error * x[k]
    return [s / len(examples) for s in sums]


# %% [markdown]
# Believe a formula once you have nudged it. We compare ours with the slope that we get by nudging
# each weight, at a random place:

# %%
rng = random.Random(1)
somewhere = [rng.gauss(0, 1) for _ in range(3)]


def nudged_slope(k, nudge=1e-5):
    up = [w + nudge * (i == k) for i, w in enumerate(somewhere)]
    down = [w - nudge * (i == k) for i, w in enumerate(somewhere)]
    return (mean_loss(up, examples) - mean_loss(down, examples)) / (2 * nudge)


by_hand = gradient(somewhere, examples)
slope_difference = max(abs(by_hand[k] - nudged_slope(k)) for k in range(3))
print("largest difference below a millionth:", slope_difference < 1e-6)

# %% [markdown]
# ## The loop
#
# Begin with zeros, step against the slope, repeat. That is all there is to learning.

# %%
weights = [0.0, 0.0, 0.0]
curve = []
for step in range(steps):
    if step % 50 == 0:
        curve.append(mean_loss(weights, examples))
    slopes = gradient(weights, examples)
    weights = [weight - 2.0 * slope for weight, slope in zip(weights, slopes)]
print("weights", [round(weight, 2) for weight in weights])
print(f"loss {curve[0]:.3f} -> {curve[-1]:.3f}")


# %%
def share_right(weights, pairs):
    answers = [probability(weights, scaled(pair)) > 0.5 for pair, _ in pairs]
    return sum(a == label for a, (_, label) in zip(answers, pairs)) / len(pairs)


learned_right = share_right(weights, learned)
neuron_right = share_right(weights, examined)
print(f"{learned_right:.1%} of the learned, {neuron_right:.1%} of the new ones")


# %%
#| fig-alt: The scatter plot again, with three parallel lines. The middle one separates most sixes from most zeros. The examples on the wrong side of it have another mark.
#| fig-cap: The neuron's ruler is the middle line. On the outer ones it is 90% sure. Squares are its mistakes.
def place_of(x, score):
    """The point at x, in scaled numbers, where the neuron has this score."""
    y = (score - weights[2] - weights[0] * x) / weights[1]
    return above[0] + above[1] * x, below[0] + below[1] * y


plot_pairs(measured(zeros), "zeros")
plot_pairs(measured(sixes), "sixes")
plot_pairs([p for p, y in learned if share_right(weights, [(p, y)]) == 0], "mistakes")
for score in (-math.log(9), 0, math.log(9)):
    plot(*zip(place_of(-1.5, score), place_of(2, score)), "guide")
show()

# %% [markdown]
# The weight of the ink above is {{ weight_above:.1f}}, that of the ink below
# {{ weight_below:+.1f}}: ink above speaks against a six, ink below for it. You can read this
# model's whole mind. Enjoy it; the next one has more than three numbers.
#
# ## Checked against the library
#
# In **scikit-learn** the same thing is called [logistic regression](../../guide/glossary.md#logistic-regression). From here on we use libraries:
# NumPy for arrays, Keras for the digits. The Python in your browser has none of them, so the cells
# below have no *Run*: they run at home.

# %%
#| echo: false
weight_above, weight_below, bias = weights
sides = [
    "a 6" if probability(weights, scaled(pair)) > 0.5 else "a 0"
    for pair in [(30, 70), (70, 70)]
]
ruler_answer = (
    f"{sides[0]}, and {sides[1]}" if sides[0] == sides[1] else ", then ".join(sides)
)


# %%
#| echo: false
#| runs-here: false
# For the exercises: the loss of squares, and the brake.
def walked(start, slopes_at, steps, rate=1.0):
    at = list(start)
    for _ in range(steps):
        at = [w - rate * s for w, s in zip(at, slopes_at(at))]
    return at


def slopes_of_squares(at):
    sums = [0.0, 0.0, 0.0]
    for x, label in examples:
        p = probability(at, x)
        for k in range(3):
            sums[k] += 2 * (p - label) * p * (1 - p) * x[k] / len(examples)
    return sums


def slopes_with_brake(at):
    slopes = gradient(at, examples)
    return [s + 0.01 * w for s, w in zip(slopes[:2], at)] + slopes[2:]


from_wrong = [5.0, -5.0, 0.0]
escaped = {
    "log-loss": share_right(
        walked(from_wrong, lambda at: gradient(at, examples), 20), learned
    ),
    "squares": share_right(walked(from_wrong, slopes_of_squares, 20), learned),
}
sooner = max(escaped, key=escaped.get)
escaped_log, escaped_squares = escaped["log-loss"], escaped["squares"]
braked = walked([0.0] * 3, slopes_with_brake, steps, rate=2.0)
strength = {
    name: math.hypot(at[0], at[1]) for name, at in {"free": weights, "": braked}.items()
}
times_wider = strength["free"] / strength[""]
brake_answer = "smaller weights, wider band"
if times_wider < 1:
    brake_answer = "larger weights, narrower band"

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression

X = np.array([x[:2] for x, _ in examples])
labels = np.array([label for _, label in examples])
library = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(X, labels)
theirs = [*library.coef_[0], *library.intercept_]
sklearn_difference = max(abs(a - b) for a, b in zip(theirs, weights))
print("scikit-learn", np.round(theirs, 2), f"difference {sklearn_difference:.0e}")

# %% [markdown]
# The same three weights. (`C=np.inf` switches off a brake that scikit-learn applies unless you ask
# it not to. More people have published with that brake on than know about it.)
#
# ## Look at the failures
#
# Now the real digits. We measure all the zeros and sixes in the test pile, and look at those where
# the neuron was most certain and wrong. But first: are the numbers in the text above true?

# %%
(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)


def measure(images):
    dark = images > 127
    return np.stack([dark[:, :14].sum((1, 2)), dark[:, 14:].sum((1, 2))], axis=1)


# %%
texts_are_true = all(
    measure(images[digits == digit][:60]).tolist() == [list(p) for p in measured(text)]
    for images, digits, digit, text in [
        (train_images, train_labels, 0, zeros),
        (train_images, train_labels, 6, sixes),
        (test_images, test_labels, 0, new_zeros),
        (test_images, test_labels, 6, new_sixes),
    ]
)

# %%
chosen = np.isin(test_labels, (0, 6))
pictures, is_six = test_images[chosen], test_labels[chosen] == 6
sure = np.array([probability(weights, scaled(pair)) for pair in measure(pictures)])
all_right = float(((sure > 0.5) == is_six).mean())
wrong = np.flatnonzero((sure > 0.5) != is_six)
wrong = wrong[np.argsort(-np.abs(sure[wrong] - 0.5))]
tested = len(pictures)
print(f"texts true: {texts_are_true}; {all_right:.1%} of {tested:,} right")

# %%
#| fig-alt: Two rows of eight handwritten zeros and sixes, with the neuron's wrong answer above each. Many sixes have a thick or long stroke above, many zeros are heavier below.
#| fig-cap: The mistakes it was most certain of. You can read nearly all of them, since you look at more than two numbers.
fig, axes = plt.subplots(2, 8, figsize=(6.4, 2.1))
for ax, index in zip(axes.flat, wrong):
    ax.imshow(pictures[index], vmax=255)
    ax.set_title("6" if sure[index] > 0.5 else "0", color="C1")
    ax.axis("off")
plt.show()

# %%
#| echo: false
mystery_top, mystery_bottom = measured(new_sixes)[8]
mystery = "a 6"
strings_are_true = int(texts_are_true)
mystery_sure = probability(weights, scaled((mystery_top, mystery_bottom)))
half = tested // 2
first_half = float(((sure > 0.5) == is_six)[:half].mean())
second_half = float(((sure > 0.5) == is_six)[half:].mean())
half_gap = second_half - first_half

# %% [markdown]
# <your-guess name="mystery"></your-guess>
#
# {{ all_right:.0%}} of {{ tested:,}} new digits, from two numbers each. (It is
# {{ mystery_sure:.2%}} sure that the digit at the top of this page is a 6.) On our 120 it had
# {{ neuron_right:.0%}}. Was that bad luck? Only in part: it reads {{ first_half:.0%}} of the first
# half of the test pile and {{ second_half:.0%}} of the second. The two halves are not alike, and we
# had taken our 120 from the beginning. Shuffle before you cut, or ask who sorted the pile.
#
# What it misses, it misses for a reason: a six with a heavy stroke has a lot of ink above. No
# amount of training mends that. The two numbers do not hold the answer, and a better model of the
# same two numbers cannot know more. Or can it?
#
# ## The tree that learned by heart
#
# A **decision tree** asks one question after another: more than 43 dark pixels above? Less than 51
# below? Its **depth** is how many questions it may ask in a row. With enough questions it can fence
# in every single example.
#
# <make-a-guess name="depth" kind="curve" x="questions in a row" y="right (%)" min="50" max="100"
#   xs="{{ depths:json }}" answer="{{ tree_curve:json }}"
#   question="How many NEW digits will the tree get right, as it may ask more questions?">
# Sketch how many new digits a tree gets right, as it may ask more and more questions.
# </make-a-guess>

# %%
#| answers: depth
from sklearn.tree import DecisionTreeClassifier

depths = [1, 2, 3, 4, 5, 6, 8, 10, 12]
raw = np.array([pair for pair, _ in learned])
on_learned, on_new = [], []
for depth in depths:
    tree = DecisionTreeClassifier(max_depth=depth, random_state=1).fit(raw, labels)
    on_learned.append(tree.score(raw, labels))
    on_new.append(tree.score(measure(pictures), is_six))
print("learned", np.round(on_learned, 2))
print("new    ", np.round(on_new, 2))

# %%
#| answers: depth
#| fig-alt: Two curves against the depth of the tree. The one on learned examples climbs to 100 percent, the one on new examples stays well below the dashed line of the neuron.
#| fig-cap: The deeper the tree, the better it knows its own examples. On new ones, three weights are better than all its questions.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
ax.plot(depths, 100 * np.array(on_learned), "o-", label="tree, learned examples")
ax.plot(depths, 100 * np.array(on_new), "s-", label="tree, new digits")
ax.axhline(100 * all_right, color="0.4", ls="--", label="neuron, new digits")
ax.set(xlabel="questions in a row", ylabel="right (%)", ylim=(60, 101))
ax.legend()
plt.show()

# %%
#| echo: false
tree_curve = [100 * share for share in on_new]
tree_by_heart, tree_new = on_learned[-1], on_new[-1]
tree_gap = tree_by_heart - tree_new
neuron_lead = all_right - max(on_new)

# %% [markdown]
# The **misconception** of this page: *a model that gets all its examples right is the best one.*
# The deepest tree gets {{ tree_by_heart:.0%}} of the examples it learned from, and
# {{ tree_new:.0%}} of new ones. The neuron can't even get all of its own examples right
# ({{ learned_right:.0%}}), and yet gets {{ all_right:.0%}} of the new ones. If your sketch climbed
# to the end, you drew the other curve, the one people like to show. The gap between the two is
# [**overfitting**](../../guide/glossary.md#overfitting), and without examples that you had locked away you would never have seen it.
#
# Grow such a tree yourself, on diamonds: is the cut of this one called *ideal*? At which depth would
# you stop, once you have seen
# <try-it demo="tree-and-split" set="falling: test; depth: 12">new diamonds fall</try-it> through it?
#
# <tree-and-split explorable>
# Here you could grow a tree of questions on 200 diamonds, and let 200 others fall through it. That
# takes JavaScript.
# </tree-and-split>
#
# ## The lockpick
#
# One tree learns by heart. A hundred trees, each grown on another random part of the data and of
# the measurements, learn a hundred different wrong things by heart, and when they vote, the wrong
# things cancel. That is a **random forest**. We give it all 784 pixels of {{ forest_examples:,}}
# digits, all ten kinds, and don't turn a single knob.

# %%
from sklearn.ensemble import RandomForestClassifier

forest = RandomForestClassifier(random_state=1)
forest.fit(
    train_images[:forest_examples].reshape(-1, 784), train_labels[:forest_examples]
)
forest_right = forest.score(test_images.reshape(-1, 784), test_labels)
print(f"{forest_right:.1%} of 10,000 new digits, ten kinds")

# %% [markdown]
# {{ forest_right:.1%}}, without a loss, a slope or a scale. Hence the opinion: **try the forest
# before the network, and the neuron before the forest.** The neuron tells you what your
# measurements are worth. The forest tells you what you can have for nothing. What a network adds to
# *that* is what it has earned.
#
# And the network? Its last [layer](../../guide/glossary.md#layer) is ten such neurons, one per digit, and here you can train those
# ten on their own:
#
# <train-here>
# Here you could train ten neurons on handwritten digits, in this page. That takes JavaScript, which is switched off or did
# not load.
# </train-here>
#
# Set it to <try-it set="convolutions: 0; hidden: 0; digits: 1000; rounds: 10">ten neurons and
# nothing more</try-it>, and press *Train*: each has 784 weights, one per pixel. Then give it
# <try-it set="convolutions: 1; hidden: 0; digits: 1000; rounds: 10">one convolution in
# front</try-it>, better measurements, so to speak, and train again. But first predict how much the
# number of mistakes will change.
#
# ## Exercises
#
# **1. A minute.** One digit has 30 dark pixels above and 70 below, another 70 above and 70 below. On
# which side of the ruler are they? Look at the figure.
#
# <check-yourself name="ruler" kind="choice" answer="{{ ruler_answer }}"
#   options="a 6, then a 0 | a 0, then a 6 | a 6, and a 6 | a 0, and a 0"
#   question="What does the neuron say to the two?" hint="Where is the belly?"
#   wrong="a 6, and a 6: You looked only at the ink below. | a 0, then a 6: It's the other way round: ink above speaks against a six."
#   why="With 30 and 70 the belly is below. With 70 and 70 the ink is even, and the point lies on the zeros' side of the ruler.">
# {{ ruler_answer }}: with 70 and 70 the ink is even.
# </check-yourself>
#
# **2. In your own words.** Write `reads(above_count, below_count)`, which takes the raw numbers and
# returns 0 or 6. Change the cell below, then press *Run and check*.
#
# ??? tip "Hint"
#     `scaled` first; the weights know only scaled numbers.


# %% tags=["exercise"]
def reads(above_count, below_count):
    return 6


# %% tags=["solution"]
def reads(above_count, below_count):
    sure = probability(weights, scaled((above_count, below_count)))
    return 6 if sure > 0.5 else 0


# %% tags=["check"]
said = [reads(*pair) for pair, _ in learned]
assert set(said) <= {0, 6}, (
    f"It says {sorted(set(said), key=str)[:3]}, and should say 0 or 6. A label of 1 "
    "stands for a six."
)
right_ones = sum(
    (digit == 6) == (label == 1) for digit, (_, label) in zip(said, learned)
)
assert right_ones > 30, "The other way round: a probability above a half is for a six."
assert right_ones >= 90, (
    f"Only {right_ones} of 120 are right. Did you scale the two numbers?"
)

# %% [markdown]
# ??? note "Why"
#     The neuron was trained on scaled numbers. With raw ones, 30 and 70 look like a digit that is far
#     outside of everything it has seen, and it's very sure of nonsense.
#
# **3. A wrong loss.** Write the [gradient](../../guide/glossary.md#gradient) of the squares,
# $(p - y)^2$, for the loop. The cell has that of log-loss.
#
# ??? tip "Hint"
#     The slope of $(p - y)^2$ is $2 (p - y)$ times the slope of $p$, and the slope of the sigmoid is
#     $p (1 - p)$.


# %% tags=["exercise"]
def gradient_of_squares(weights, examples):
    sums = [0.0, 0.0, 0.0]
    for x, label in examples:
        p = probability(weights, x)
        for k in range(3):
            sums[k] += (p - label) * x[k]
    return [s / len(examples) for s in sums]


# %% tags=["solution"]
def gradient_of_squares(weights, examples):
    sums = [0.0, 0.0, 0.0]
    for x, label in examples:
        p = probability(weights, x)
        for k in range(3):
            sums[k] += 2 * (p - label) * p * (1 - p) * x[k]
    return [s / len(examples) for s in sums]


# %% tags=["check"]
at, few = [0.3, -0.2, 0.1], examples[::5]


def squares_at(*weights):
    return sum((probability(weights, x) - y) ** 2 for x, y in few) / len(few)


nudged = (squares_at(at[0] + 1e-5, *at[1:]) - squares_at(at[0] - 1e-5, *at[1:])) / 2e-5
given, of_log_loss = gradient_of_squares(at, few)[0], gradient(at, few)[0]
assert min(abs(given - f * of_log_loss) for f in (1, 2)) > 1e-6, (
    "That's the gradient of log-loss. The slope of the sigmoid, p (1 - p), is missing."
)
assert abs(2 * given - nudged) > 1e-6, (
    "It's half of what it should be. Who forgot the 2?"
)
assert abs(given - nudged) < 1e-6, f"By nudging, the first slope is {nudged:.6f}."

# %% [markdown]
# <check-yourself name="sooner" kind="choice" options="log-loss | squares | both alike" answer="{{ sooner }}"
#   question="Begin with the weights at 5, -5 and 0. Which of the two losses escapes from there sooner?"
#   hint="At that start nearly all answers are confident and wrong."
#   wrong="squares: Being wrong costs them more than being unsure, but it's the slope that moves you. | both alike: One of the two has a factor in it that is next to nothing there."
#   why="After 20 steps of size 1, {{ escaped_log:.0%}} are right with log-loss and {{ escaped_squares:.0%}} with squares. Out there p (1 - p) is next to nothing.">
# {{ sooner }}: after 20 steps, {{ escaped_log:.0%}} are right with log-loss and
# {{ escaped_squares:.0%}} with squares.
# </check-yourself>
#
# **4. A brake.** Add `0.01 * weight` to each slope in the loop, except the bias's, and run it again.
#
# <check-yourself name="brake" kind="choice" answer="{{ brake_answer }}"
#   options="smaller weights, wider band | smaller weights, narrower band | larger weights, narrower band"
#   question="What happens to the weights, and to the band between the two lines of 90%?"
#   hint="How far do you have to walk until the score is log 9?"
#   wrong="smaller weights, narrower band: With smaller weights the score grows more slowly as you walk away from the ruler. | larger weights, narrower band: The brake is added to the slope, and a step goes against the slope."
#   why="The band is {{ times_wider:.1f}} times as wide: the neuron is less sure of everything. It's scikit-learn's brake.">
# {{ brake_answer }}: the band gets {{ times_wider:.1f}} times as wide.
# </check-yourself>
#
# **5. Your own data.** Measure two things of two kinds of anything: leaves, coins, songs. Thirty of
# each will do. Draw them first, and lock ten of each away.
#
# <check-yourself name="tried" kind="choice"
#   question="You try five models on the locked-away ones, and keep the best. What is its score on them?"
#   options="too good | about right | too bad" answer="too good"
#   hint="What if all five were equally good, and differed by luck?"
#   wrong="about right: It would be if you had tried only one. | too bad: You have picked the largest of five."
#   why="The locked-away examples have helped to choose, so they aren't locked away any more. Keep a third pile for the last word.">
# Too good: you have picked the luckiest of five.
# </check-yourself>
#
# ## Where next
#
# You have built a neuron, found its slope by hand, and caught a tree that had learned by heart. We
# walked downhill with a step of 2, and didn't say why 2. **What happens with 20, or with 0.02?**
# [Downhill](../downhill/index.md) shows it on surfaces that you can see.
#
# - [One neuron, by hand](../../play/one-neuron.md): two weights and a bias to turn, on irises, with
#   the loss as a landscape.
# - [Logistic regression][@logistic-regression] (Wikipedia): the same neuron, as statisticians
#   have known it since long before anybody called it one.
# - [A visual introduction to machine learning][@r2d3-1] (Stephanie Yee, Tony Chu): a tree grows
#   before your eyes while you scroll, and [its second part][@r2d3-2] grows it too deep.
# - [scikit-learn][@scikit-learn]: its user guide, among the best documentation there is.

# ---
# title: MNIST lies
# description: Eight ideas, good ones and bad ones, measured on digits and on photographs side by side. You bet first.
# chapter: Seeing
# order: 7
# level: 2
# minutes: 20
# needs: [digits]
# data: [mnist, cifar10]
# exports: [no_bend]
# expects:
#   plain_digits: ">= 0.88"
#   bend_digits: ">= 0.8"
#   photos_fooled: "< 1"
#   raw_digits: "<= -0.3"
#   rate_digits: "<= -0.2"
#   rate_photos: "<= -0.1"
# says:
#   "would have made you look": bend_photos < 0.45
#   "Had you seen only these two numbers": shuffled_digits > 0.75
#   "those of the bad ideas all lie left": best_of_the_bad < 0
#   "so that no idea can gain more than that": missed_digits < missed_photos
#   "it has not arrived, on either pile": rate_photos < 0
#   "MNIST shows it, too": raw_digits < 0
# parameters:
#   smoke: {examples: 200, tested: 200, epochs: 1, seeds: 2}
#   gpu: {examples: 50_000, tested: 10_000, epochs: 10, seeds: 5}
# threads: 2
# published: 2026-11-25
# recall:
#   - ask: What is left of a deep network when every relu is forgotten?
#     answer: One weighted sum for each class. Layers of sums are together only one sum, however many there are.
#   - ask: Why can MNIST not show you whether an idea is good?
#     answer: The plain network already gets nearly everything right, so there's no room for a gain. A ruler whose marks end can't show who is tall.
#   - ask: On which of the two piles does mirroring make sense, and who can tell you?
#     answer: A mirrored car is a car, a mirrored 3 is nothing. Your eyes can tell you that, and no benchmark.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# The network below is broken on purpose:
#
# <draw-and-classify model="no_bend">
# Here you could draw a digit, and a network without any non-linearity would read it. That
# takes JavaScript, which is switched off or didn't load. The rest of the page reads without
# it.
# </draw-and-classify>
#
# Its maker forgot every `relu`. Without one, [layers](../../guide/glossary.md#layer) of weighted sums are together only one
# weighted sum. It is the beginner's mistake of deep learning: nothing deep is left. Draw a
# few digits. Would you have noticed?
#
# The guide of 2017 that this site follows quotes François Chollet, who made Keras:
#
# > Many good ideas will not work well on MNIST (e.g. batch norm). Inversely many bad ideas may
# > work on MNIST and not transfer to real computer vision.
#
# It is a tweet. We can measure it: eight ideas, on digits and on photographs, same network, same
# number of examples, {{ seeds }} [seeds](../../guide/glossary.md#seed) each. **You bet first.**

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

from dataclasses import dataclass

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from scipy.stats import ttest_1samp

# %% tags=["parameters"]
examples = 3_000
tested = 2_000
epochs = 3
seeds = 3

# %% [markdown]
# ## Two piles
#
# MNIST you know. **CIFAR-10** has photographs, 32 by 32 pixels in colour, of ten kinds of
# things: airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck
# ([where it comes from](../../about/data.md)). To be quick and fair, we take the first
# {{ examples:,}} training pictures of each, and test on {{ tested:,}}.

# %%
data = {}
for name, source in {
    "digits": keras.datasets.mnist,
    "photos": keras.datasets.cifar10,
}.items():
    (images, labels), (test_images, test_labels) = source.load_data()
    channels = 1 if name == "digits" else 3
    data[name] = (
        images[:examples].reshape(examples, *images.shape[1:3], channels),
        labels[:examples].reshape(-1),
        test_images[:tested].reshape(tested, *images.shape[1:3], channels),
        test_labels[:tested].reshape(-1),
    )

# %%
#| fig-alt: Two rows of ten pictures. Above, handwritten digits, white ground and black ink. Below, small colour photographs of frogs, trucks, deer, a car, a bird, a horse, a ship and a cat.
#| fig-cap: A digit is ink on paper, in the middle, always at the same size. A photograph is whatever was in front of the camera.
fig, axes = plt.subplots(2, 10, figsize=(6.4, 1.5))
for above, below, digit, photo in zip(*axes, data["digits"][0], data["photos"][0]):
    above.imshow(digit, vmax=255)
    below.imshow(photo)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# ## One network, eight changes
#
# A **recipe** says what is done to the plain network, to its data or to its training. Each
# idea changes one thing.


# %%
@dataclass(frozen=True)
class Recipe:
    batch_norm: bool = False
    dropout: float = 0.0
    deeper: bool = False
    mirrored: bool = False
    shuffled: bool = False
    bend: str | None = "relu"
    learning_rate: float = 0.005
    scaled: bool = True


# %%
def block(width, recipe):
    """A convolution, twice if deeper, and half the size."""
    stack = []
    for _ in range(2 if recipe.deeper else 1):
        stack.append(layers.Conv2D(width, 3, padding="same"))
        if recipe.batch_norm:
            # Keras's 0.99 averages over more steps than we take.
            stack.append(layers.BatchNormalization(momentum=0.9))
        stack.append(layers.Activation(recipe.bend))
    # The maximum is a bend as well: without bends, the mean.
    pool = layers.MaxPooling2D if recipe.bend else layers.AveragePooling2D
    return [*stack, pool(2)]


def network(recipe, shape):
    stack = [layers.Input(shape=shape)]
    if recipe.mirrored:
        stack.append(layers.RandomFlip("horizontal"))
    if recipe.scaled:
        stack.append(layers.Rescaling(1 / 255))
    stack += [*block(8, recipe), *block(16, recipe), layers.Flatten()]
    if recipe.dropout:
        stack.append(layers.Dropout(recipe.dropout))
    return keras.Sequential([*stack, layers.Dense(10, activation="softmax")])


# %% [markdown]
# The plain recipe is the one from [Your first network](../digits/index.md): [convolution](../../guide/glossary.md#convolution),
# `relu`, [pooling](../../guide/glossary.md#pooling), twice. Training takes {{ epochs }} rounds, which is short. We compare, we don't
# break records.


# %%
def shuffled(images):
    """All pixels in another place, the same one in every picture."""
    pixels = images.reshape(len(images), -1, images.shape[-1])
    order = np.random.default_rng(0).permutation(pixels.shape[1])
    return pixels[:, order].reshape(images.shape)


def trained(recipe, pile, seed):
    images, labels, test_images, test_labels = data[pile]
    if recipe.shuffled:
        images, test_images = shuffled(images), shuffled(test_images)
    keras.utils.set_random_seed(seed)
    model = network(recipe, images.shape[1:])
    steps = epochs * (len(images) // 64 + 1)
    rate = keras.optimizers.schedules.CosineDecay(recipe.learning_rate, steps)
    adam = keras.optimizers.Adam(rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, 64, epochs, verbose=0)
    return model, model.evaluate(test_images, test_labels, 500, verbose=0)[1]


# %% [markdown]
# ## Place your bets
#
# Four ideas that are said to be good. For each: where does it help, by more than luck? (By what
# luck could do with {{ seeds }} seeds: [the rule of this site](../../guide/luck.md).)
#
# [**Batch norm**](../../guide/glossary.md#batch-norm) brings the numbers in each map to mean 0 and spread 1, over the pictures of a
# [batch](../../guide/glossary.md#batch), before the bend.
#
# <make-a-guess name="norm" kind="choice" answer="{{ bet_norm }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="Batch norm helps …">
# Where does batch norm help: on both, only on digits, only on photos, on neither?
# </make-a-guess>
#
# [**Dropout**](../../guide/glossary.md#dropout) hides a random half of the numbers before the last layer, in training.
#
# <make-a-guess name="drop" kind="choice" answer="{{ bet_drop }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="Dropout helps …">
# Where does dropout help: on both, only on digits, only on photos, on neither?
# </make-a-guess>
#
# **Depth**: two convolutions instead of each.
#
# <make-a-guess name="depth" kind="choice" answer="{{ bet_depth }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="More layers help …">
# Where does depth help: on both, only on digits, only on photos, on neither?
# </make-a-guess>
#
# [**Augmentation**](../../guide/glossary.md#augmentation): half of the training pictures, a different half each time, are mirrored, left to
# right.
#
# <make-a-guess name="mirror" kind="choice" answer="{{ bet_mirror }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="Mirroring helps …">
# Where does mirroring help: on both, only on digits, only on photos, on neither?
# </make-a-guess>
#
# And four that should hurt. Where do they, by more than luck?
#
# **Shuffled pixels**: one random order, the same in all pictures, in training and in the test.
#
# <make-a-guess name="shuffle" kind="choice" answer="{{ bet_shuffle }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="Shuffled pixels hurt …">
# Where do shuffled pixels hurt: on both, only on digits, only on photos, on neither?
# </make-a-guess>
#
# **No bend**: the network at the top of this page.
#
# <make-a-guess name="bend" kind="choice" answer="{{ bet_bend }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="Going without relu hurts …">
# Where does it hurt to have no non-linearity: on both, only on digits, only on photos, on
# neither?
# </make-a-guess>
#
# **A tiny [learning rate](../../guide/glossary.md#learning-rate)**, twenty times smaller.
#
# <make-a-guess name="rate" kind="choice" answer="{{ bet_rate }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="A tiny learning rate hurts …">
# Where does a tiny learning rate hurt: on both, only on digits, only on photos, on neither?
# </make-a-guess>
#
# **Raw pixels**, from 0 to 255, not scaled down to 1.
#
# <make-a-guess name="raw" kind="choice" answer="{{ bet_raw }}" by="the run"
#   options="on both | only on digits | only on photos | on neither" question="Raw pixels hurt …">
# Where do raw pixels hurt: on both, only on digits, only on photos, on neither?
# </make-a-guess>

# %%
recipes = {
    "plain": Recipe(),
    "batch norm": Recipe(batch_norm=True),
    "dropout": Recipe(dropout=0.5),
    "depth": Recipe(deeper=True),
    "mirrored": Recipe(mirrored=True),
    "shuffled": Recipe(shuffled=True),
    "no bend": Recipe(bend=None),
    "tiny rate": Recipe(learning_rate=0.00025),
    "raw pixels": Recipe(scaled=False),
}
accuracy, models = {}, {}
for idea, recipe in recipes.items():
    for pile in data:
        runs = [trained(recipe, pile, seed) for seed in range(seeds)]
        models[idea, pile] = runs[0][0]
        accuracy[idea, pile] = np.array([score for _, score in runs])

# %% [markdown]
# ## The results
#
# Each idea is compared with the plain network seed by seed, which gives {{ seeds }} gains. If luck
# alone would move that many this far in one direction less than one time in twenty, we believe
# them. That is a **t-test** ([explained here](../../guide/luck.md)).


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
#| answers: norm drop depth mirror shuffle bend rate raw
gains = {
    (idea, pile): accuracy[idea, pile] - accuracy["plain", pile]
    for idea, pile in accuracy
    if idea != "plain"
}
print(f"plain: {accuracy['plain', 'digits'].mean():.1%}", end=" ")
print(f"of the digits, {accuracy['plain', 'photos'].mean():.1%} of the photos")
for idea in list(recipes)[1:]:
    print(f"{idea:11}", end="")
    for pile in data:
        print(f"{gains[idea, pile].mean():8.1%}", end=" ")
        print(f"{verdict(gains[idea, pile]):8}", end="")
    print()

# %%
#| echo: false
good, bad = list(recipes)[1:5], list(recipes)[5:]


def where(idea, sign):
    wanted = "a gain" if sign > 0 else "a loss"
    hit = tuple(verdict(gains[idea, pile]) == wanted for pile in data)
    words = {
        (True, True): "on both",
        (True, False): "only on digits",
        (False, True): "only on photos",
        (False, False): "on neither",
    }
    return words[hit]


def mean_gain(idea):
    return [float(gains[idea, pile].mean()) for pile in data]


bet_norm, bet_drop, bet_depth, bet_mirror = (where(idea, 1) for idea in good)
bet_shuffle, bet_bend, bet_rate, bet_raw = (where(idea, -1) for idea in bad)
plain_digits = float(accuracy["plain", "digits"].mean())
plain_photos = float(accuracy["plain", "photos"].mean())
bend_digits = float(accuracy["no bend", "digits"].mean())
bend_photos = float(accuracy["no bend", "photos"].mean())
bend_change_digits, bend_change_photos = mean_gain("no bend")
missed_digits, missed_photos = 1 - plain_digits, 1 - plain_photos
norm_digits, norm_photos = mean_gain("batch norm")
drop_digits, drop_photos = mean_gain("dropout")
depth_digits, depth_photos = mean_gain("depth")
mirror_digits, mirror_photos = mean_gain("mirrored")
shuffled_digits = float(accuracy["shuffled", "digits"].mean())
shuffle_digits, shuffle_photos = mean_gain("shuffled")
rate_digits, rate_photos = mean_gain("tiny rate")
raw_digits, raw_photos = mean_gain("raw pixels")
best_of_the_bad = max(max(mean_gain(idea)) for idea in bad)
photos_fooled = max(
    float(accuracy[idea, "photos"].mean()) / plain_photos for idea in bad[:2]
)

# %%
#| answers: norm drop depth mirror shuffle bend rate raw
#| fig-alt: Two panels of dots with bars, for digits and for photos, one row for each of the eight ideas. The dots show the change in accuracy against the plain network. Those of the good ideas lie around zero, but that of mirrored digits well left of it, those of the bad ideas all lie left, the learning rate and the raw pixels farthest.
#| fig-cap: "The change in accuracy that each idea makes, in points. Where a bar crosses zero, we don't believe the change: luck could have made it."
fig, axes = plt.subplots(1, 2, figsize=(6.4, 3.8), sharey=True)
for ax, pile in zip(axes, data):
    for row, idea in enumerate(list(recipes)[1:]):
        points = 100 * gains[idea, pile]
        colours = {"a gain": "C0", "a loss": "C1", "nothing": "0.5"}
        colour = colours[verdict(points)]
        low, high = ttest_1samp(points, 0).confidence_interval(0.95)
        ax.plot([low, high], [row, row], color=colour)
        ax.plot(points.mean(), row, "o", color=colour)
    ax.axvline(0, color="0.5", lw=1)
    ax.axhline(3.5, color="0.5", lw=0.6, ls=":")
    ax.set(title=pile, xlabel="change (points)")
axes[0].set_yticks(range(8), list(recipes)[1:])
axes[0].invert_yaxis()
plt.show()

# %% [markdown]
# Count your right bets. Now the ideas, one by one, in points of [accuracy](../../guide/glossary.md#accuracy) against the plain
# network, which has {{ plain_digits:.1%}} on digits and {{ plain_photos:.1%}} on photos:
#
# | idea | digits | photos | it helps, or hurts |
# | --- | ---: | ---: | --- |
# | batch norm | {{ norm_digits:+.1%}} | {{ norm_photos:+.1%}} | helps {{ bet_norm }} |
# | dropout | {{ drop_digits:+.1%}} | {{ drop_photos:+.1%}} | helps {{ bet_drop }} |
# | depth | {{ depth_digits:+.1%}} | {{ depth_photos:+.1%}} | helps {{ bet_depth }} |
# | mirrored | {{ mirror_digits:+.1%}} | {{ mirror_photos:+.1%}} | helps {{ bet_mirror }} |
# | shuffled pixels | {{ shuffle_digits:+.1%}} | {{ shuffle_photos:+.1%}} | hurts {{ bet_shuffle }} |
# | no bend | {{ bend_change_digits:+.1%}} | {{ bend_change_photos:+.1%}} | hurts {{ bet_bend }} |
# | a tiny learning rate | {{ rate_digits:+.1%}} | {{ rate_photos:+.1%}} | hurts {{ bet_rate }} |
# | raw pixels | {{ raw_digits:+.1%}} | {{ raw_photos:+.1%}} | hurts {{ bet_raw }} |
#
# Before the verdicts, look at what is left when an idea is bad. Somebody shuffles all the pixels,
# and the network still reads {{ shuffled_digits:.0%}} of the digits. Somebody leaves out every
# bend, and it reads {{ bend_digits:.0%}}. Had you seen only these two numbers, you would have called
# both of them good networks. On photos, {{ bend_photos:.0%}} without bends would have made you look
# twice (the plain one, after {{ epochs }} short rounds, has {{ plain_photos:.0%}}). And at the other
# end there's no room: the plain network misses {{ missed_digits:.1%}} of the digits, so that no idea
# can gain more than that, while the photos leave {{ missed_photos:.0%}} to be won. A ruler whose
# marks end here can't show who is tall.
#
# - **Batch norm** and **depth** are more work in each round, and need time to pay off. If you bet
#   that they help everywhere: in {{ epochs }} short rounds what counts is how fast a network learns,
#   and that can go either way.
# - **Dropout** fights learning by heart. With {{ epochs }} rounds nobody has had the time to learn
#   anything by heart, on either pile. It is the medicine for another illness.
# - **Mirroring** is the idea that depends most on what is in the picture. A mirrored car is a car. A
#   mirrored 3 is nothing at all, and a mirrored 2 looks like an S. No benchmark can tell you that; your eyes can.
# - **Shuffled pixels** take away all that a convolution knows about pictures. On digits the network
#   still gets by with *how much ink, and where*: each digit has its place. In a
#   photograph hardly anything has a place.
# - **No bend** leaves one weighted sum for each class: {{ bend_digits:.1%}} on digits,
#   {{ bend_photos:.1%}} on photos. On digits, who would have noticed?
# - **A tiny learning rate** isn't wrong, only slow. In {{ epochs }} short rounds it has not
#   arrived, on either pile: this one MNIST does show.
# - **Raw pixels** make the first sums 255 times as large, and the same learning rate is then far too
#   large. MNIST shows it, too. Such a network isn't worse but *broken*, and for finding that out an
#   easy task is the best one.
#
# ## Layers that are not there
#
# The **misconception** of this page: *if the accuracy is good, the code is right.* The network
# at the top has two convolutions, two poolings, and {{ bend_digits:.1%}} of the digits. Is it
# a deep network? A weighted sum can be told by one question: if you add two pictures, do the results
# add up? In symbols, is
#
# $$f(a + b) - f(a) - f(b) + f(0) = 0$$
#
# for all pictures $a$ and $b$? We ask what goes into the last layer, and print the largest difference.


# %%
def stacked(idea, *images):
    """What the last layer of a network sees of pictures of digits."""
    before = keras.Sequential(models[idea, "digits"].layers[:-1])
    return keras.ops.convert_to_numpy(before(np.stack(images).astype("float32")))


one, two = data["digits"][2][:2].astype("float32")
for idea in ("plain", "no bend"):
    both, first, second, nothing = stacked(idea, one + two, one, two, 0 * one)
    surplus = np.abs(both - first - second + nothing).max()
    print(f"{idea:8} {surplus:.5f}")

# %% [markdown]
# In the network without a bend they add up, but for rounding. All its layers together are a
# single one, and a table of 784 numbers for each digit would do the same. It passed the
# test on MNIST, and a test that a fake passes isn't a test.
#
# ## Look at the failures

# %%
#| fig-alt: Two rows of eight pictures with a wrong answer above each and the right one below. The upper row has digits, most of them oddly written; the lower row has small photographs of animals and vehicles.
#| fig-cap: The most confident mistakes of the plain network. Answer above, label below.
words = ["plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
names = {"digits": [str(digit) for digit in range(10)], "photos": words}
fig, axes = plt.subplots(2, 8, figsize=(6.4, 2.6))
for row, pile in zip(axes, data):
    _, _, images, labels = data[pile]
    shares = models["plain", pile].predict(images, verbose=0)
    wrong = np.flatnonzero(shares.argmax(axis=1) != labels)
    wrong = wrong[np.argsort(-shares[wrong].max(axis=1))]
    for ax, index in zip(row, wrong):
        ax.imshow(images[index], vmax=255)
        ax.set_title(names[pile][shares[index].argmax()], color="C1")
        ax.set_xlabel(names[pile][labels[index]])
for ax in axes.flat:
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
plt.show()

# %% [markdown]
# The misread digits are odd digits. The misread photos aren't odd photos: you would get most of
# them right. That is the difference between the two piles in one picture. Digits are
# nearly solved, and what is left is noise and bad handwriting; photos are where ideas can show what
# they are worth.
#
# Hence the opinion: **debug on MNIST, decide elsewhere.** A network that fails on MNIST is broken,
# and it takes a minute to find out. That it works on MNIST says nothing more. (Every framework's
# first tutorial gets 99% on it. So does every framework's first bug.)
#
# One thing more, in fairness. All of this was measured with {{ examples:,}} examples and
# {{ epochs }} rounds, since that fits a few minutes on an ordinary computer, and with
# {{ seeds }} seeds, which find only large differences. Longer training may change the table: dropout
# has its day when something has been learned by heart, and depth when there is time. Run the script
# with larger numbers. A verdict holds for the budget at which it was
# measured, and most disputes about ideas in this field are about that.
#
# ## Into the browser

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

card = to_tfjs(
    models["no bend", "digits"],
    "exported/no_bend",
    title="A network without a bend",
    labels=names["digits"],
    example=data["digits"][2][:20],
    targets=data["digits"][3][:20],
    input_range=(0, 255),
    metrics={"test_accuracy": float(accuracy["no bend", "digits"][0])},
)

# %% [markdown]
# Go back to the top with what you know, and make it fail. It goes by places. Switch off
# "Centre and scale like MNIST" and **draw a digit in a corner**: a sum with a [weight](../../guide/glossary.md#weight) for each
# place can't follow. Then draw a **large, thin 1, and lean it**, to the left and to the right. Do the
# same for the network of [Your first network](../digits/index.md), which slides its patterns, and
# has bends.
#
# ## Exercises
#
# **1. A minute, in the page.** Draw three digits that the network at the top misreads. They'll be
# small in a corner, leaning, or drawn at an angle: a sum with a weight for each place has nothing else
# to go by.
#
# <check-yourself name="tables" kind="number" unit="tables" answer="10"
#   question="How many tables of 784 numbers would do the same as all of its layers?"
#   hint="One for each what?" wrong="1: That gives one score. It has ten. | 784: That's how long each table is."
#   why="One for each digit, and a number to add. Layers of sums are together one sum.">
# Ten, one for each digit.
# </check-yourself>
#
# **2. The other bend.** Set `bend="tanh"` in a recipe. Is it the `relu` that matters, or that there's
# a bend at all? (Whether one is better than the other by more than luck is a question for the t-test.)
#
# <check-yourself name="adds-up" kind="choice"
#   question="Does f(a + b) - f(a) - f(b) + f(0) become 0 with tanh?"
#   options="no | yes | only between -1 and 1" answer="no" hint="Try it with a number: is tanh(1) + tanh(1) the same as tanh(2)?"
#   wrong="yes: Its curve isn't a straight line, so sums don't add up. | only between -1 and 1: It's nearly straight near 0, and only nearly."
#   why="Tanh of 1 is 0.76, and tanh of 2 is 0.96, not 1.52. Any bend keeps the layers from being one.">
# No: tanh of 2 isn't twice tanh of 1.
# </check-yourself>
#
# **3. Two ideas at once.** `Recipe(batch_norm=True, scaled=False)`: raw pixels, and batch norm after
# the first convolution. Do the two changes add up?
#
# <check-yourself name="spread" kind="choice"
#   question="What does batch norm do to the large sums that raw pixels make?"
#   options="it brings them back to spread 1 | nothing, it comes too late | it makes them larger"
#   answer="it brings them back to spread 1" hint="It doesn't ask how large its numbers were."
#   wrong="nothing, it comes too late: It comes after the first convolution and before the bend, which is where the harm would be done. | it makes them larger: Whatever comes, goes on with mean 0 and spread 1."
#   why="So it mends what was broken, and there its gain is large. Changes don't add up in general: an idea that cures an illness gains nothing where there is none.">
# It brings them back to spread 1.
# </check-yourself>
#
# **4. More time.** Set `epochs = 10`, and bet again. What was “nothing” may become a gain, and the other
# way round: that is the point of the page.
#
# <check-yourself name="slow" kind="choice" question="Which of the four bad ideas is only slow?"
#   options="a tiny learning rate | no bend | shuffled pixels" answer="a tiny learning rate"
#   hint="Which network would be the plain one, if it had for ever?"
#   wrong="no bend: However long one trains a weighted sum, it stays a sum. | shuffled pixels: Time doesn't bring neighbours back together."
#   why="It takes the same road in small steps. The others have taken another road.">
# A tiny learning rate.
# </check-yourself>
#
# **5. Your own data.** Put the letters from [What are the letters A and I?](../letters/index.md) into
# `data` as a third pile: `data["letters"] = (images, labels, test_images, test_labels)`. Are they more
# like digits, or more like photos?
#
# <check-yourself name="shape" kind="choice" question="Which shape do the pictures need?"
#   options="(n, 28, 28, 1) | (n, 28, 28) | (n, 784)" answer="(n, 28, 28, 1)"
#   hint="What does reshape do to the digits, at the top of the script?"
#   wrong="(n, 28, 28): A convolution wants to know how many channels there are, even if it's one. | (n, 784): That's a row. The windows need rows and columns."
#   why="Pictures, rows, columns, channels. Grey has one channel.">
# (n, 28, 28, 1).
# </check-yourself>
#
# ## Where next
#
# You have measured eight ideas instead of believing them, seen a test that can't tell a deep
# network from a sum, and bet money that you didn't have. All these pictures were test pictures,
# and nobody wished the network ill. **What if somebody does?**
# [Fooled on purpose](../adversarial/index.md) moves a seven until it's read as something else.
# Two places to go on:
#
# - [A Recipe for Training Neural Networks][@karpathy-recipe]
#   (Andrej Karpathy): how to suspect your own code, step by step.
# - [Fashion-MNIST][@fashion-mnist] (Zalando Research): pictures of clothes in
#   the format of MNIST, made because MNIST is too easy.

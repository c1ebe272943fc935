# ---
# title: How much data?
# description: How many pictures do you need? Four machines against the number of examples, measured with error bars, on pictures and on a table; what a rotation is worth; and when not to use deep learning.
# chapter: Seeing
# order: 6
# level: 2
# minutes: 20
# needs: [digits, letters]
# data: [mnist, diamonds]
# exports: [from_a_hundred, from_ten_thousand]
# expects:
#   test_accuracy: ">= 0.96"
#   lead_of_trees: ">= 0.005"
# says:
#   "The network is on top everywhere": least_lead > 0
#   "A hundred isn't a lot": percent_from_a_hundred > 50
#   "Boosting started last": boosting_first < least_other_first
#   "It is the hungriest of the four": boosting_gain > most_other_gain
#   "Gradient boosting ends on top": table_boosting > most_other_table
#   "logistic regression last": table_logistic < least_other_table
#   "is still learning, too": logistic_verdict == 'a gain'
#   "but the other three are ahead of it, and stay there": logistic_lag > 0
#   "the forest as good as the network or better": forest_is_worse == 0
#   "are worth less than turns by 15": ninety_verdict == 'a loss'
# parameters:
#   smoke: {largest: 300, seeds: 2, trees: 10, rounds: 5, network_rounds: 2}
#   gpu: {largest: 60_000, seeds: 5}
# threads: 1
# published: 2026-11-25
# recall:
#   - ask: How do you find out whether collecting more data would help?
#     answer: Train on a tenth, a third and all of it, with several seeds, and draw the curve. If it's still rising at its right end, collect.
#   - ask: "A hundred pictures, each turned in eight ways: why are these not nine hundred pictures?"
#     answer: A turned picture is a new picture but not a new person. An augmentation is worth the variety that it adds.
#   - ask: Why do trees beat the network on the table and not on the pictures?
#     answer: The network wins on pictures because it is built to know that neighbours belong together. Columns of a table have no neighbours.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scikit-learn>=1.7", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# This network has seen a hundred digits in its life, about ten of each. Draw it another one:
#
# <draw-and-classify model="from_a_hundred">
# Here you could draw a digit, and a network that learned from only a hundred would read it.
# That takes JavaScript, which is switched off or didn't load. The rest of the page reads
# without it.
# </draw-and-classify>
#
# "Deep learning requires a lot of data", everybody says, and the guide of 2017 that this
# site follows says so too. A hundred isn't a lot.
#
# <make-a-guess name="hundred" kind="number" min="10" max="100" unit="%" answer="{{ percent_from_a_hundred }}"
#   by="the network" question="What percentage of 10,000 new digits does it read correctly?">
# What percentage of 10,000 new digits does it read correctly? Write down a number from 10
# (guessing) to 100.
# </make-a-guess>
#
# How much data does one need? The honest answer is a curve. The old guide shows one that
# somebody else had measured: three machines on the Higgs data set of particle physics, against the number of
# examples, in millions. We'll measure our own, on a computer that you could have, with
# four machines, and repeat everything with {{ seeds }} random [seeds](../../guide/glossary.md#seed). What luck could do as well,
# we don't believe; the rule is [the same on every page](../../guide/luck.md).

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.ndimage import rotate
from scipy.stats import ttest_1samp
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %% tags=["parameters"]
largest = 10_000
seeds = 3
trees = 100
rounds = 50
network_rounds = 5_400

# %% [markdown]
# ## Half the size will do
#
# The guide has a rule for images: *if your eye can see it, there's no need for a higher
# resolution*. So let's halve it: each square of 2 by 2 pixels becomes their mean.

# %%
(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)


def as_rows(images):
    """Half the resolution, 196 numbers from 0 to 1 for each picture."""
    halves = images.reshape(len(images), 14, 2, 14, 2).mean(axis=(2, 4))
    return halves.reshape(len(images), 196) / 255


test_rows = as_rows(test_images)

# %%
#| fig-alt: Two rows of ten digits. The upper row is fine, the lower one the same digits with coarse pixels, and each can still be read.
#| fig-cap: 784 numbers above, 196 below. You can read both, and the lower ones are a quarter of the numbers.
fig, axes = plt.subplots(2, 10, figsize=(6.4, 1.4))
for above, below, image in zip(*axes, test_images):
    above.imshow(image, vmax=255)
    below.imshow(as_rows(image[np.newaxis]).reshape(14, 14), vmax=1)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# ## Four machines
#
# Two of them you know from [the letters](../letters/index.md): [**logistic regression**](../../guide/glossary.md#logistic-regression), which
# adds up weighted pixels, and the **random forest**, {{ trees }} trees of yes-or-no questions
# that vote. The third is new: **gradient boosting** grows small trees one after the other, and
# each new one corrects what those before it got wrong. On tables it is the machine to beat.


# %%
def logistic(seed):
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=300))


def forest(seed):
    return RandomForestClassifier(trees, random_state=seed)


def boosting(seed):
    return HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=0.15,
        max_leaf_nodes=8,
        max_bins=32,
        early_stopping=False,
        random_state=seed,
    )


# %% [markdown]
# The fourth is a small convolutional network. Its first [layer](../../guide/glossary.md#layer) halves the picture, so that it
# sees what the others see. However few examples it has, it may look at each of them as
# often as it likes: a hundred of them {{ rounds_of_a_hundred }} times.


# %%
def network(images, labels, seed, epochs):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.layers.Input(shape=(28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.AveragePooling2D(2),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return trained(model, images, labels, epochs)


# %%
def trained(model, images, labels, epochs):
    steps = epochs * (len(images) // 64 + 1)
    rate = keras.optimizers.schedules.CosineDecay(0.006, steps)
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(images, labels, 64, epochs, verbose=0)
    return model


def epochs_for(size):
    """Fewer examples are looked at more often."""
    return max(3, network_rounds // size)


# %% [markdown]
# ## The curve
#
# The left end of the curve is the network at the top of this page. Before you scroll (and if two
# machines tie, either is right):
#
# <make-a-guess name="first" kind="choice" answer="{{ winner_of_a_hundred }}" by="the run"
#   options="logistic regression | the random forest | gradient boosting | the network"
#   question="With a hundred examples, who is best?">
# With a hundred examples, which of the four machines is best? Write it down.
# </make-a-guess>

# %%
sizes = [n for n in (100, 300, 1_000, 3_000, 10_000, 30_000, 60_000) if n <= largest]
classical = {"logistic": logistic, "forest": forest, "boosting": boosting}
accuracy = {name: np.zeros((len(sizes), seeds)) for name in [*classical, "network"]}
models = {}
for i, size in enumerate(sizes):
    for seed in range(seeds):
        chosen = np.random.default_rng(seed).permutation(len(train_images))[:size]
        images, labels = train_images[chosen], train_labels[chosen]
        for name, build in classical.items():
            machine = build(seed).fit(as_rows(images), labels)
            accuracy[name][i, seed] = machine.score(test_rows, test_labels)
        model = network(images, labels, seed, epochs_for(size))
        models[size, seed] = model
        accuracy["network"][i, seed] = model.evaluate(
            test_images, test_labels, 500, verbose=0
        )[1]

# %% [markdown]
# Before we look, the rule: a difference is *a gain* only if luck alone would move {{ seeds }} seeds
# this far in one direction less than one time in twenty (a **t-test**,
# [explained here](../../guide/luck.md)).


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
#| echo: false
names = {
    "logistic": "logistic regression",
    "forest": "the random forest",
    "boosting": "gradient boosting",
    "network": "the network",
}
mean = {name: runs.mean(axis=1) for name, runs in accuracy.items()}
upper, lower = (float(accuracy["network"][end, 0]) for end in (0, -1))
percent_from_a_hundred = round(100 * upper)


def winners(means):
    """All that are best when rounded as on the page: a tie has two."""
    rounded = {name: round(100 * value) for name, value in means.items()}
    best = [names[name] for name in rounded if rounded[name] == max(rounded.values())]
    return " | ".join(best)


winner_of_a_hundred = winners({name: float(mean[name][0]) for name in mean})
rounds_of_a_hundred = epochs_for(100)
test_accuracy = float(mean["network"][-1])
network_first = float(mean["network"][0])
logistic_first, forest_first, boosting_first = (
    float(mean[name][0]) for name in classical
)
logistic_last, forest_last, boosting_last = (
    float(mean[name][-1]) for name in classical
)
before_last, last_size = sizes[-2], sizes[-1]
late = {name: runs[-1] - runs[-2] for name, runs in accuracy.items()}
logistic_late, forest_late, boosting_late, network_late = (
    float(late[name].mean()) for name in accuracy
)
logistic_verdict = verdict(late["logistic"])
others = [name for name in accuracy if name != "logistic"]
logistic_lag = float(min((mean[n] - mean["logistic"])[-2:].min() for n in others))
least_other_first = min(logistic_first, forest_first, network_first)
whole_gain = {name: float(mean[name][-1] - mean[name][0]) for name in mean}
boosting_gain = whole_gain.pop("boosting")
most_other_gain = max(whole_gain.values())
rivals = np.max([mean[name] for name in classical], axis=0)
least_lead = float((mean["network"] - rivals).min())


# %%
#| answers: hundred first
#| fig-alt: Four rising curves of the share of right answers against the number of examples, from 100 on, with bars from the worst to the best seed. The network is on top everywhere, and logistic regression ends lowest.
#| fig-cap: More data help everybody, and not everybody alike. Bars go from the worst to the best seed.
def curves(ax, sizes, accuracy):
    for name, runs in accuracy.items():
        percent = 100 * runs
        middle = percent.mean(axis=1)
        ends = [middle - percent.min(axis=1), percent.max(axis=1) - middle]
        ax.errorbar(sizes, middle, yerr=ends, fmt="o-", capsize=3, label=name)
    ax.set(xscale="log", xlabel="examples", ylabel="right answers (%)")
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    ax.minorticks_off()
    ax.legend()


fig, ax = plt.subplots(figsize=(6.4, 4))
curves(ax, sizes, accuracy)
plt.show()

# %%
#| answers: hundred first
print(f"{'examples':>9}" + "".join(f"{name:>14}" for name in accuracy))
for i, size in enumerate(sizes):
    cells = [f"{m[i].mean():8.1%} ±{np.ptp(m[i]) / 2:4.1%}" for m in accuracy.values()]
    print(f"{size:9,}" + "".join(cells))

# %% [markdown]
# The network at the top reads {{ upper:.0%}} of the new digits; in the mean, networks that learned
# from a hundred read {{ network_first:.0%}}. The forest has
# {{ forest_first:.0%}}, logistic regression {{ logistic_first:.0%}}, and boosting
# {{ boosting_first:.0%}}. If you said that with so little data only a simple machine makes sense:
# that is what most of us were taught, and here is this page's **misconception**. *A network
# needs a lot of data* isn't a law. A network with a hundred thousand free [weights](../../guide/glossary.md#weight) and no idea
# would. But ours knows, by the way it's built, that a picture is a picture: that
# neighbours belong together, and that a stroke is a stroke wherever it is. That knowledge is worth
# many examples, and the other three don't have it. Shuffle the pixels by one fixed order, and to
# them nothing has changed at all.
#
# Look at the right end, too. From {{ before_last:,}} to {{ last_size:,}} examples, the network
# gains {{ network_late:.1%}}, the forest {{ forest_late:.1%}}, boosting {{ boosting_late:.1%}}.
# Logistic regression gains {{ logistic_late:.1%}}, so it is still learning, too; but the other three
# are ahead of it, and stay there: it can't say anything more complicated than a sum. It ends at
# {{ logistic_last:.1%}}. Boosting started last and is at {{ boosting_last:.1%}}. It is the hungriest
# of the four. The network has {{ test_accuracy:.1%}}.
#
# ## Look at the failures
#
# What does one learn from the examples between 100 and {{ largest:,}}? These are the digits
# that the first network misread with the greatest confidence, and the last one reads.

# %%
#| fig-alt: Twenty handwritten digits in two rows. The wrong answer of the network that saw a hundred digits is above each, the label below it.
#| fig-cap: A hundred digits hold a hundred ways to write. Answer of the first network above, label below.
few = models[sizes[0], 0].predict(test_images, verbose=0)
many = models[sizes[-1], 0].predict(test_images, verbose=0)
mended = (few.argmax(axis=1) != test_labels) & (many.argmax(axis=1) == test_labels)
wall = np.flatnonzero(mended)
wall = wall[np.argsort(-few[wall].max(axis=1))][:20]
fig, axes = plt.subplots(2, 10, figsize=(6.4, 2.2))
for ax, index in zip(axes.flat, wall):
    ax.imshow(test_images[index], vmax=255)
    ax.set_title(few[index].argmax(), color="C1")
    ax.text(14, 38, test_labels[index], ha="center")
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# Go through them: how many are badly written, and how many have no more than a loop, a bar or a
# slant that happened not to be among the hundred? What the many examples added is variety.
#
# ## What is a rotation worth?
#
# If variety is what is missing, one can make some. A seven that leans is still a seven, so
# turn each picture by a few degrees, several times, and put the turned ones with the others.
# This is [**data augmentation**](../../guide/glossary.md#augmentation). It costs no one an afternoon of labelling.


# %%
def with_rotations(images, labels, seed, copies=8, degrees=15):
    """Each picture, and `copies` of it turned by up to 15 degrees."""
    turns = np.random.default_rng(seed).uniform(-1, 1, copies * len(images))
    turned = [
        rotate(image, degrees * turn, reshape=False, order=1)
        for image, turn in zip(np.tile(images, (copies, 1, 1)), turns)
    ]
    return np.concatenate([images, turned]), np.tile(labels, copies + 1)


# %%
#| fig-alt: One handwritten digit nine times in a row, upright first, then turned by a little to either side.
#| fig-cap: One example becomes nine. It is still one person's handwriting.
several, _ = with_rotations(train_images[:1], train_labels[:1], seed=0)
fig, axes = plt.subplots(1, 9, figsize=(6.4, 0.8))
for ax, image in zip(axes, several):
    ax.imshow(image, vmax=255)
    ax.axis("off")
plt.show()

# %% [markdown]
# The network looks at as many pictures as before, only at more different ones.
#
# <make-a-guess name="rotation" kind="number" min="100" max="900" step="10" unit="examples" answer="{{ worth_first }}"
#   by="the curve" question="100 digits with 8 turned copies each: worth how many plain ones?">
# A hundred digits with eight turned copies each: how many plain ones are they worth? Write
# down a number from 100 (nothing) to 900 (a copy is as good as a new digit).
# </make-a-guess>


# %%
def accuracy_when_turned(size, seed, degrees=15):
    chosen = np.random.default_rng(seed).permutation(len(train_images))[:size]
    images, labels = with_rotations(
        train_images[chosen], train_labels[chosen], seed, degrees=degrees
    )
    looks = size * epochs_for(size)
    passes = max(1, looks // len(images))
    kept = np.random.default_rng(seed).permutation(len(images))[: looks // passes]
    model = network(images[kept], labels[kept], seed, passes)
    return model.evaluate(test_images, test_labels, 500, verbose=0)[1]


augmented_sizes = [size for size in sizes if size <= 1_000]
turned_accuracy = np.array(
    [
        [accuracy_when_turned(size, seed) for seed in range(seeds)]
        for size in augmented_sizes
    ]
)

# %% [markdown]
# To say what that is worth, we look for the number of plain examples that gives the same
# [accuracy](../../guide/glossary.md#accuracy), on the curve above, between its points.

# %%
#| answers: rotation
rising = np.maximum.accumulate(mean["network"])
for i, size in enumerate(augmented_sizes):
    plain, turned = accuracy["network"][i], turned_accuracy[i]
    worth = np.exp(np.interp(turned.mean(), rising, np.log(sizes)))
    print(f"{size:5,} examples: plain {plain.min():.1%} to {plain.max():.1%},", end=" ")
    print(f"turned {turned.min():.1%} to {turned.max():.1%}: worth {worth:,.0f}")

# %%
#| echo: false
worths = [
    float(np.exp(np.interp(runs.mean(), rising, np.log(sizes))))
    for runs in turned_accuracy
]
worth_first, worth_last = round(worths[0], -1), round(worths[-1], -1)
augmented_last = augmented_sizes[-1]
gains = turned_accuracy - accuracy["network"][: len(augmented_sizes)]  # (sizes, seeds)
first_gain, last_gain = float(gains[0].mean()), float(gains[-1].mean())
shown = {
    "a gain": "a gain by our rule",
    "a loss": "a loss by our rule",
    "nothing": "nothing that we could tell from luck",
}
first_verdict, last_verdict = (shown[verdict(gains[i])] for i in (0, -1))
ninety = [accuracy_when_turned(sizes[0], seed, 90) for seed in range(seeds)]
ninety_gains = np.array(ninety) - turned_accuracy[0]
ninety_change, ninety_verdict = float(ninety_gains.mean()), verdict(ninety_gains)
times_fewer = (1 - upper) / (1 - lower)

# %% [markdown]
# At a hundred, turning changes the accuracy by {{ first_gain:+.1%}}, on the mean of the seeds,
# which is {{ first_verdict}}; by the curve, they are worth about {{ worth_first:.0f}} plain ones. At
# {{ augmented_last:,}} it changes it by {{ last_gain:+.1%}}, which is {{ last_verdict}}. If you
# guessed 900: a turned picture is a new picture but not a new person. At best it brings a slant that
# was missing, and never the open four or the seven with a bar. **An augmentation is worth as
# much as the variety that it adds**, and nothing where the data have that variety already.
#
# ## Then a table
#
# Until now the data were pictures. Most data in the world are tables. This one describes
# 20,000 diamonds: weight, two proportions, price, and three lengths. The question is
# how well each was cut, on the jeweller's scale from *Fair* to *Ideal*
# ([where it comes from](../../about/data.md)).

# %%
path = keras.utils.get_file(
    "diamonds.csv.gz",
    origin="http://127.0.0.1:8000/data/diamonds.csv.gz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="c53e1ad1be49134d9b5c2d5aff154940705d843d42cc0e42fe5ce92ba2ebaada",
)
table = np.loadtxt(path, delimiter=",", skiprows=1)
features, cuts = table[:, :7], table[:, 7].astype(int)
print("weight  depth  table  price    x     y     z   cut")
for stone, cut in zip(features[:5], cuts):
    grade = ["Fair", "Good", "Very Good", "Premium", "Ideal"][cut]
    print(" ".join(f"{number:6g}" for number in stone[:4]), stone[4:], grade)

# %% [markdown]
# The network is now a plain one, with two layers of 64 and nothing that knows about pictures,
# since there are none. Boosting works as the library sets it, with finer thresholds and larger trees
# than on the pictures, where it has 196 columns to go through and here seven. The other two stay as
# they are.
#
# <make-a-guess name="table" kind="choice" answer="{{ winner_of_the_table }}" by="the run"
#   options="logistic regression | the random forest | gradient boosting | the network"
#   question="With 10,000 diamonds, who is best?">
# With 10,000 diamonds to learn from, which of the four is best? Write it down.
# </make-a-guess>


# %%
def plain_network(seed):
    layers = MLPClassifier((64, 64), max_iter=40, alpha=1e-3, random_state=seed)
    return make_pipeline(StandardScaler(), layers)


def full_boosting(seed):
    return HistGradientBoostingClassifier(
        max_iter=rounds, early_stopping=False, random_state=seed
    )


# %%
import warnings

from sklearn.exceptions import ConvergenceWarning

warnings.simplefilter("ignore", ConvergenceWarning)  # it could train for longer
table_sizes = [size for size in (100, 1_000, 10_000) if size <= largest]
builds = {**classical, "boosting": full_boosting, "network": plain_network}
table_accuracy = {name: np.zeros((len(table_sizes), seeds)) for name in builds}
for i, size in enumerate(table_sizes):
    for seed in range(seeds):
        chosen = np.random.default_rng(seed).permutation(10_000)[:size]
        for name, build in builds.items():
            machine = build(seed).fit(features[chosen], cuts[chosen])
            score = machine.score(features[10_000:], cuts[10_000:])
            table_accuracy[name][i, seed] = score

# %%
#| answers: table
#| fig-alt: Four rising curves of the share of right answers against the number of diamonds. Gradient boosting ends on top, the forest and the network below it, logistic regression last.
#| fig-cap: The same plot for a table. Gradient boosting is ahead, the forest as good as the network or better.
fig, ax = plt.subplots(figsize=(6.4, 3.6))
curves(ax, table_sizes, table_accuracy)
plt.show()

# %%
#| echo: false
table_mean = {name: float(runs[-1].mean()) for name, runs in table_accuracy.items()}
winner_of_the_table = winners(table_mean)
over_network = table_accuracy["forest"][-1] - table_accuracy["network"][-1]
forest_verdict = verdict(over_network)
forest_is_worse = forest_verdict == "a loss"
boosting_over_network = table_accuracy["boosting"][-1] - table_accuracy["network"][-1]
boosting_verdict = verdict(boosting_over_network)
table_boosting, table_forest = table_mean["boosting"], table_mean["forest"]
table_network, table_logistic = table_mean["network"], table_mean["logistic"]
most_other_table = max(table_forest, table_network, table_logistic)
least_other_table = min(table_forest, table_network, table_boosting)
lead_of_trees = max(table_boosting, table_forest) - table_network
table_spread = float(np.ptp(table_accuracy["network"][-1]))
table_largest = table_sizes[-1]

# %% [markdown]
# With {{ table_largest:,}} diamonds, boosting has {{ table_boosting:.1%}}, the forest
# {{ table_forest:.1%}}, the network {{ table_network:.1%}} (its seeds are
# {{ table_spread:.1%}} apart) and logistic regression {{ table_logistic:.1%}}. Over the network,
# boosting's lead is *{{ boosting_verdict }}* by our rule, the forest's is *{{ forest_verdict }}*.
# If you bet on the network because it won above: it won by knowing what a picture is, and here
# there's nothing to know. Columns have no neighbours. And a grade of a cut is made of thresholds,
# "a depth between this and that", which is one question for a tree, and a hard corner for a
# network that is made of smooth sums.
#
# One may object that a larger network, trained for longer, with better settings, would
# close the gap. It may. Nobody has tuned the trees, either.
#
# So, plainly, an opinion: **don't use deep learning** when your data are a table with columns that
# mean something, when you have some thousands of rows, and when a forest is within your
# error bars. A forest has hardly anything to adjust, says which columns matter, and never diverges
# on a Friday evening. Use deep learning when the data have a *structure* that layers can be told: pictures, sound, text.
# Ask what your data look like before you ask how many you have. (The third question, *is the [label](../../guide/glossary.md#label) right?*,
# is the one that will have eaten the budget.)
#
# ## Into the browser
#
# Both ends of the curve, as models to try.

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

for name, size in [("from_a_hundred", sizes[0]), ("from_ten_thousand", sizes[-1])]:
    to_tfjs(
        models[size, 0],
        f"exported/{name}",
        title=f"Learned from {size:,} digits",
        labels=[str(digit) for digit in range(10)],
        example=test_images[:20, :, :, np.newaxis],
        targets=test_labels[:20],
        input_range=(0, 255),
        metrics={"test_accuracy": float(accuracy["network"][sizes.index(size), 0])},
    )

# %% [markdown]
# This one has learned from {{ largest:,}}:
#
# <draw-and-classify model="from_ten_thousand">
# Here you could draw a digit for the network that learned from the most examples. That takes
# JavaScript.
# </draw-and-classify>
#
# Draw the same digits for both, and lean them further and further. A failure to foresee: **a
# seven with a bar through it, or a one with a foot and a roof.** Many people in Europe write
# them; those who wrote MNIST were Americans. A hundred examples will hardly hold such a digit,
# and ten thousand perhaps a few. Neither network can be better than its pile.
#
# ## Exercises
#
# **1. A minute, in the page.** Find a digit that the upper network misreads and the lower one reads. Is
# it strange, or only missing from the hundred?
#
# <check-yourself name="times" kind="number" unit="times" answer="{{ times_fewer:.0f}}" tolerance="2"
#   question="The upper one reads {{ percent_from_a_hundred }}% of the test, the lower one {{ lower:.1%}}. How many times fewer mistakes does the lower one make?"
#   hint="First write down what each of them misses."
#   wrong="1: You have divided what they get right. People notice what goes wrong. | 100: That's how many times as many examples it has seen."
#   why="Compare what is missed. A hundred times the examples, and about {{ times_fewer:.0f}} times fewer mistakes.">
# About {{ times_fewer:.0f}} times fewer.
# </check-yourself>
#
# **2. Fewer still.** Set `sizes = [20, 50, 100]`. Who wins with two examples of each digit?
#
# <check-yourself name="bars" kind="choice" question="The curves begin lower, and the bars grow. Why the bars?"
#   options="it depends on which twenty | the test is smaller | the machines are less random"
#   answer="it depends on which twenty" hint="A bar goes from the worst seed to the best."
#   wrong="the test is smaller: The test has 10,000 digits, as before. | the machines are less random: Then the bars would shrink."
#   why="Each seed draws another twenty, and with so few each one counts. Look whether the order of the four is more than luck before you name a winner. (If logistic regression complains that a class is missing, a draw had no such digit.)">
# Because everything depends on which twenty.
# </check-yourself>
#
# **3. Turn more.** Turn by up to 90 degrees: `with_rotations(images, labels, seed, degrees=90)`.
#
# <check-yourself name="ninety" kind="choice"
#   question="A hundred digits and their turned copies: what are 90 degrees, compared with 15, by our rule?"
#   options="worth more | worth less | one can't tell from these seeds" answer="worth less"
#   hint="A six that is turned far enough has the label 6 and the shape of a 9."
#   wrong="worth more: More variety helps if the test has it, too, and nobody turns their test by 90 degrees. | one can't tell from these seeds: Look at the gap, seed by seed, and ask verdict."
#   why="Turns by 90 degrees are worth less than turns by 15: {{ ninety_change:+.1%}} right answers, {{ ninety_verdict }}. A 6 and a 9 on their sides contradict each other, and what nobody asks in the test is learned in vain.">
# Less: they change the share of right answers by {{ ninety_change:+.1%}}.
# </check-yourself>
#
# **4. Shuffled pixels.** Apply one order to the pixels of all halved pictures,
# `np.random.permutation(196)`.
#
# <check-yourself name="curves" kind="choice" question="Which of the four curves falls?"
#   options="the network's | logistic regression's | all four" answer="the network's"
#   hint="Which of the four knows that there are neighbours?"
#   wrong="all four: Three of them never knew that there was a picture. | logistic regression's: It has one weight for each column. In another order, they're the same weights."
#   why="Logistic regression gives the same answers to the last digit or so. The trees differ by a little luck, as they draw columns at random.">
# The network's alone.
# </check-yourself>
#
# **5. Your own data.** Take a table of your own, put its columns into `features` and what you want to
# know into `cuts`, and draw the curve.
#
# <check-yourself name="collect" kind="choice" question="When is it worth collecting more rows?"
#   options="when the curve still rises at its right end, by more than the bars | when the accuracy is low | when there are fewer than ten thousand"
#   answer="when the curve still rises at its right end, by more than the bars"
#   hint="What would more of the same tell you that these haven't?"
#   wrong="when the accuracy is low: A flat curve can be low, and more of the same won't lift it. Ask for other columns. | when there are fewer than ten thousand: The number doesn't say it. The curve does."
#   why="Flat within the bars: ask for other columns. Still rising: collect. Wild up and down: too few seeds, or fewer than fifty rows in the test.">
# When the curve still rises at its right end, by more than the bars.
# </check-yourself>
#
# ## Where next
#
# You can now draw the curve that says whether more data would help, put a price on an
# augmentation, and defend a random forest in a meeting. **Which of the things that work on
# digits work on photographs?** That is [MNIST lies](../mnist_lies/index.md). And for more on
# this page's subject:
#
# - [scikit-learn's user guide on learning curves][@learning-curves]: the
#   same plot in one call, for any of its machines.
# - [Why do tree-based models still outperform deep learning on tabular
#   data?][@trees-tabular] (Léo Grinsztajn, Edouard Oyallon, Gaël Varoquaux, 2022): our
#   last section, for 45 data sets.

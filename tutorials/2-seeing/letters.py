# ---
# title: What are the letters A and I?
# description: Four machines, from a row of sums to a convolutional network, learn the letters A to J from hundreds of strange fonts.
# chapter: Seeing
# order: 1
# level: 1
# minutes: 20
# needs: [digits]
# data: [letters]
# exports: [letters]
# downloads: [pigeons.png]
# expects:
#   test_accuracy: ">= 0.975"
# says:
#   "one tree alone is a know-it-all": lone_tree < forest_accuracy
#   "The test has become easier": easier == 'a gain'
#   "The network learns the two families, but slowly": at_last > 0.6
#   "which is guessing": in_forty < 0.6
#   "They begin near or below one half": first_twenty < 0.55
#   "since most letters in most fonts have their ink in the same places": logistic_accuracy > 0.9
# parameters:
#   smoke: {examples: 600, epochs: 1, seeds: 2, trees: 10, rounds: 40}
#   gpu: {epochs: 20, seeds: 5}
# threads: 1
# published: 2026-11-24
# recall:
#   - ask: Why is the data split by font family, and not letter by letter?
#     answer: Otherwise the bold A of a family is learned from and its italic A is tested on. The score would say how well it knows these fonts.
#   - ask: What does a network of one dense layer have in common with logistic regression?
#     answer: It is logistic regression. Weights, a sum for each class, and softmax.
#   - ask: Which number should you have before you believe that a network is good?
#     answer: That of a simpler machine on the same split, and with how many seeds the difference is more than luck.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scikit-learn>=1.7", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Draw the strangest A that you can still read:
#
# <draw-and-classify model="letters">
# Here you could draw a letter, and a neural network that runs in this page would read it
# while you draw. That takes JavaScript, which is switched off or didn't load. The rest of
# the page reads without it.
# </draw-and-classify>
#
# The network knows ten letters, A to J. Nobody has ever drawn one for it: it learned them
# from {{ train_fonts:,}} fonts, from the plainest to the silliest.
#
# "What are the letters 'A' and 'I'?" is the question that Douglas Hofstadter, as the guide
# that this site follows quotes him (1995), once proposed as *the toughest challenge facing AI
# workers*. It sounds like a joke. Try to answer it, in
# one sentence, for an A. Two legs that meet at the top, and a bar between them? Keep your
# sentence. In a minute you'll see letters that break it.
#
# Four machines will be tested on {{ test_pictures:,}} letters in fonts that none of them has
# seen. Commit two numbers: one for the network at the top, one for the humblest of the four,
# which can do nothing but add up pixels.
#
# <make-a-guess name="network" kind="number" min="1" max="{{ test_pictures }}" scale="log"
#   unit="mistakes" answer="{{ cnn_mistakes }}" by="the test"
#   question="How many of the {{ test_pictures:,}} letters does the network get wrong?">
# Write down how many of them the network gets wrong.
# </make-a-guess>
#
# <make-a-guess name="sums" kind="number" min="1" max="{{ test_pictures }}" scale="log"
#   unit="mistakes" answer="{{ logistic_mistakes }}" by="the test"
#   question="And how many does a machine get wrong that adds up pixels?">
# And write down how many a machine gets wrong that adds up pixels.
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import time

import keras
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import ttest_1samp
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

# %% [markdown]
# These are the numbers to turn. A [**seed**](../../guide/glossary.md#seed) fixes the random numbers with which training
# begins. We'll train everything that has a random beginning with {{ seeds }} of them,
# because one lucky run proves nothing.

# %% tags=["parameters"]
examples = 12_000
epochs = 6
seeds = 3
trees = 100
rounds = 160

# %% [markdown]
# ## Look at the data
#
# The set is one file, which Keras fetches and checks. It was made for this site, after the
# idea of the notMNIST set: [how, and from which fonts](../../about/letters.md).

# %%
path = keras.utils.get_file(
    "letters.npz",
    origin="http://127.0.0.1:8000/data/letters.npz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="41cb6ec090cf5d1ef912607fb508a51db5ef063db86cfad9fb348d35e20cb0bd",
)
data = np.load(path)
train_images = data["train_images"][:examples]
train_labels = data["train_labels"][:examples]
test_images, test_labels = data["test_images"], data["test_labels"]
print("train:", train_images.shape, "test:", test_images.shape)

# %%
#| echo: false
train_fonts = len(train_images) // 10
test_pictures = len(test_images)

# %% [markdown]
# As with the digits, a picture is 28 by 28 numbers from 0 to 255. Each font calls itself
# something: serif, sans-serif, monospace, or one of the two kinds where designers have fun,
# *display* and *handwriting*.

# %%
kinds = data["font_categories"][data["train_fonts"]][:examples]
odd = np.isin(kinds, ["display", "handwriting"])

# %% [markdown]
# Here are letters of these two kinds. The first three rows are A's, the last two are I's.

# %%
#| fig-alt: Three rows of letters A and two rows of letters I, some as handwriting, some as pixels, some with ornaments, some heavy as blocks.
#| fig-cap: Thirty times A and twenty times I. Find the one that breaks your sentence.
fig, axes = plt.subplots(5, 10, figsize=(6.4, 3.4))
letters_a = train_images[odd & (train_labels == 0)][:30]
letters_i = train_images[odd & (train_labels == 8)][:20]
for ax in axes.flat:
    ax.axis("off")
for ax, image in zip(axes[:3].flat, letters_a):
    ax.imshow(image, vmax=255)
for ax, image in zip(axes[3:].flat, letters_i):
    ax.imshow(image, vmax=255)
plt.show()

# %% [markdown]
# The legs that meet at the top? Several A's are flat up there, or round. The bar? In the
# heavy ones it isn't a bar but what is left between two holes. And an I? A stroke. Or a
# stroke with two bars, which might be an H on its side. Or a loop. Whatever you wrote, you
# read most of these without trouble. You know something that you can't say.
#
# That is the case for learning from examples. How much machine does it take?
#
# ## The smallest machine that works: add up pixels
#
# Give each of the 784 pixels a [**weight**](../../guide/glossary.md#weight) for A: positive if ink there speaks for an A,
# negative if it speaks against one. Multiply, add up, and you have a score for A. Do the
# same for the other nine letters. With pixels $x$, weights $w$ and one more number $b$, the
# score of letter $k$ is
#
# $$z_k = w_{k,1} x_1 + w_{k,2} x_2 + \dots + w_{k,784} x_{784} + b_k$$
#
# and [softmax](../../guide/glossary.md#softmax) makes probabilities of the ten scores. This is [**logistic regression**](../../guide/glossary.md#logistic-regression). It is
# one [dense layer](../../guide/glossary.md#dense-layer), and nothing else; [scikit-learn][@scikit-learn] has it.


# %%
def as_rows(images):
    return images.reshape(len(images), 784) / 255


started = time.perf_counter()
logistic = LogisticRegression(C=0.02, max_iter=500)
logistic.fit(as_rows(train_images), train_labels)
seconds = {"logistic": time.perf_counter() - started}
answers = {"logistic": [logistic.predict(as_rows(test_images))]}
scores = as_rows(test_images) @ logistic.coef_.T + logistic.intercept_
agrees = scores.argmax(axis=1) == answers["logistic"][0]
print("the formula agrees:", agrees.all())

# %% [markdown]
# The line with the `@` is the formula above, for all test letters and all ten $k$ at once.
# `C=0.02` keeps the weights small, so that single pixels don't get too much say. The smaller `C`,
# the tighter the rein: `C=0.02` restrains them more than `C=2` would. (It's the price of a
# mistake, against the price of large weights.) Since there is one weight per pixel, we can look at
# what it learned.

# %%
#| fig-alt: Ten pictures of weights, one per letter. Each shows a blurred light shape of its letter, crossed by dark areas where ink speaks against it.
#| fig-cap: All that it knows. Light pixels speak for the letter, dark ones against it.
fig, axes = plt.subplots(2, 5, figsize=(6.4, 2.9))
limit = np.abs(logistic.coef_).max() / 2
for ax, weights, letter in zip(axes.flat, logistic.coef_, "ABCDEFGHIJ"):
    ax.imshow(weights.reshape(28, 28), cmap="cividis", vmin=-limit, vmax=limit)
    ax.set_title(letter)
    ax.axis("off")
plt.show()

# %% [markdown]
# Ghosts of letters. In some you can make out a stroke, in others only places where ink is good or
# bad. For the machine they're all places: it has no idea that a leg one pixel to the left is much
# the same leg.
#
# ## A forest
#
# The second machine asks questions. *Is pixel 300 darker than 80?* Yes: *is pixel 412
# brighter than 190?* No: ... and at the end an answer. Such a chain of questions is a
# **decision tree**, and one tree alone is a know-it-all. A **random forest** grows
# {{ trees }} of them, each from a random part of the examples and of the pixels, and lets
# them vote. It's the lockpick of machine learning: hardly anything to adjust, and it opens
# a surprising number of doors.

# %%
started = time.perf_counter()
answers["forest"] = []
for seed in range(seeds):
    forest = RandomForestClassifier(trees, random_state=seed, n_jobs=2)
    forest.fit(as_rows(train_images), train_labels)
    answers["forest"].append(forest.predict(as_rows(test_images)))
seconds["forest"] = (time.perf_counter() - started) / seeds

# %% [markdown]
# How does a tree pick its question? It tries: many pixels, many thresholds. Each question divides
# the letters into two heaps, and the tree takes the one after which the heaps are purest, with few
# kinds of letters in each. Then it does the same with each heap. Here is how the first tree of the
# forest began, and what its question did to the letters A to J:

# %%
first = forest.estimators_[0].tree_
pixel, threshold = first.feature[0], first.threshold[0]
yes = as_rows(train_images)[:, pixel] <= threshold
print(
    f"pixel in row {pixel // 28}, column {pixel % 28}: at most {255 * threshold:.0f}?"
)
print("yes:", np.bincount(train_labels[yes], minlength=10))
print("no: ", np.bincount(train_labels[~yes], minlength=10))

# %% [markdown]
# And why let them vote? A tree asks until every heap is pure, so it learns its own examples by
# heart, chance included. Another tree, grown from other examples and other pixels, learns other
# chances. When they vote, what they have in common adds up, and their private errors cancel:

# %%
lone = [
    (tree.predict(as_rows(test_images)) == test_labels).mean()
    for tree in forest.estimators_
]
together = (answers["forest"][-1] == test_labels).mean()
print(f"a tree alone: {np.mean(lone):.1%} right, the best of them {max(lone):.1%}")
print(f"all together: {together:.1%}")

# %%
#| echo: false
lone_tree = float(max(lone))

# %% [markdown]
# ## Two networks
#
# The third machine puts a [layer](../../guide/glossary.md#layer) in between: 784 pixels, 128 opinions, 10 letters. Each
# opinion is a weighted sum like those above, with its negative part cut off (`relu`). A
# network of dense layers only goes by the old name of **multilayer perceptron**, MLP.


# %%
def perceptron():
    return keras.Sequential(
        [
            keras.layers.Input(shape=(28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %% [markdown]
# The fourth slides small patterns over the picture: it is the network that read the digits
# in [Your first network](../digits/index.md), layer for layer. To it, a leg one pixel to
# the left is nearly the same leg: the pattern slides along with it, and [pooling](../../guide/glossary.md#pooling) forgives a pixel.


# %%
def convolutional():
    return keras.Sequential(
        [
            keras.layers.Input(shape=(28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.25),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %% [markdown]
# Both are trained alike: {{ epochs }} rounds through the letters, 64 at a time, with steps
# that shrink along half a cosine wave.


# %%
def trained(build, seed):
    keras.utils.set_random_seed(seed)
    model = build()
    steps = epochs * (len(train_images) // 64 + 1)
    rate = keras.optimizers.schedules.CosineDecay(0.002, steps)
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss="sparse_categorical_crossentropy",
    )
    model.fit(train_images, train_labels, 64, epochs, verbose=0)
    return model


# %%
models = {}
for name, build in {"MLP": perceptron, "CNN": convolutional}.items():
    started = time.perf_counter()
    models[name] = [trained(build, seed) for seed in range(seeds)]
    seconds[name] = (time.perf_counter() - started) / seeds
    outputs = [model.predict(test_images, verbose=0) for model in models[name]]
    answers[name] = [output.argmax(axis=1) for output in outputs]

# %% [markdown]
# ## The table
#
# *All* counts the mistakes among the {{ test_pictures:,}} test
# letters, *odd* those among the {{ odd_pictures }} of them from display and handwriting
# fonts, where the trouble is. With several seeds you see the mean and the range. (*Time* is that
# of one training on one computer, measured once: no more than an impression.)

# %%
#| answers: network sums
test_kinds = data["font_categories"][data["test_fonts"]]
test_odd = np.isin(test_kinds, ["display", "handwriting"])
odd_pictures = int(test_odd.sum())
print(f"{'':8} {'all':>4} {'from-to':>8} {'odd':>4} {'time':>7}")
for name, runs in answers.items():
    misread = np.array(runs) != test_labels  # (seeds, test letters)
    wrong, wrong_odd = misread.sum(axis=1), misread[:, test_odd].sum(axis=1)
    span = f"{wrong.min()}-{wrong.max()}"
    print(f"{name:8} {wrong.mean():4.0f} {span:>8}", end=" ")
    print(f"{wrong_odd.mean():4.0f} {seconds[name]:5.1f} s")

# %%
#| echo: false
logistic_accuracy = float((answers["logistic"][0] == test_labels).mean())
forest_accuracy = float(np.mean(np.array(answers["forest"]) == test_labels))
cnn_runs = np.mean(np.array(answers["CNN"]) == test_labels, axis=1)
test_accuracy = float(cnn_runs[0])
cnn_mistakes = int((answers["CNN"][0] != test_labels).sum())
cnn_odd = int((answers["CNN"][0] != test_labels)[test_odd].sum())
logistic_mistakes = int((answers["logistic"][0] != test_labels).sum())

# %% [markdown]
# <your-guess name="network">
# Out with your two numbers.
# </your-guess>
#
# <your-guess name="sums"></your-guess>
#
# The network at the top of the page is the first of the CNNs: {{ cnn_mistakes }} mistakes,
# {{ test_accuracy:.1%}} right. If you thought that adding up pixels is hopeless: it gets
# {{ logistic_accuracy:.1%}} right, since most letters in most fonts have their ink in the
# same places. And a forest that knows nothing of pictures has {{ forest_accuracy:.1%}}.
#
# Hence an opinion: **train the boring machine first.** It is soon done, and it tells you
# what your network's number is worth. "{{ test_accuracy:.1%}}" sounds like a triumph until
# you know that sums of pixels have {{ logistic_accuracy:.1%}}. Then you see what the network
# did: it makes {{ cnn_mistakes }} mistakes instead of {{ logistic_mistakes }}, and
# {{ cnn_odd }} of them are in odd fonts. A difference between two machines should be more than luck, too. Would luck alone
# move {{ seeds }} seeds this far in one direction less than one time in twenty? That's called a
# **t-test**, and this site uses it [on every page](../../guide/luck.md).


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
wrong = {
    name: (np.array(runs) != test_labels).sum(axis=1) for name, runs in answers.items()
}
for machine, rival in [("forest", "logistic"), ("MLP", "forest"), ("CNN", "MLP")]:
    fewer = wrong[rival] - wrong[machine]
    print(f"{machine:6} against {rival:8}: {verdict(fewer)}")

# %% [markdown]
# ## How to cheat without noticing
#
# A common belief: *shuffle all the data and set a part aside, and you have a fair test.*
# Let's do it with the forest, {{ draws }} times each way: the same pictures, the same number of
# them to learn from, only shuffled. On families that it has not seen, it makes
# {{ by_family:.0f}} mistakes in the mean. What will happen to them, up or down, and by how much?
#
# <make-a-guess name="shuffled" kind="number" min="0" max="{{ twice_by_family }}"
#   unit="mistakes" answer="{{ by_chance:.0f}}" by="the run"
#   question="How many mistakes are left, or made, when the data are shuffled?">
# Write it down.
# </make-a-guess>


# %%
all_rows = as_rows(np.concatenate([train_images, test_images]))
all_labels = np.concatenate([train_labels, test_labels])


def mistakes_after(order, seed):
    """Learn from as many as before, in this order, and count mistakes on the rest."""
    learn, ask = order[: len(train_images)], order[len(train_images) :]
    forest = RandomForestClassifier(trees, random_state=seed, n_jobs=2)
    forest.fit(all_rows[learn], all_labels[learn])
    return int((forest.predict(all_rows[ask]) != all_labels[ask]).sum())


# %%
#| answers: shuffled
draws, in_order = 3 * seeds, np.arange(len(all_rows))
family_wrong = [mistakes_after(in_order, seed) for seed in range(draws)]
shuffled_wrong = [
    mistakes_after(np.random.default_rng(seed).permutation(in_order), seed)
    for seed in range(draws)
]
print("split by family:", family_wrong)
print("shuffled:       ", shuffled_wrong)
easier = verdict(np.subtract(family_wrong, shuffled_wrong))
print("fewer mistakes:", easier)

# %%
#| echo: false
by_family, by_chance = float(np.mean(family_wrong)), float(np.mean(shuffled_wrong))
twice_by_family = round(2 * by_family, -2)

# %% [markdown]
# <your-guess name="shuffled"></your-guess>
#
# {{ by_family:.0f}} mistakes become {{ by_chance:.0f}}, and the forest has not become any
# wiser. The test has become easier. A font family holds a light, a regular and a bold A
# that are one and the same A. Shuffle, and the bold one is learned from while the regular
# one is asked for. Our file keeps each family in one pile; medicine has to do it with
# patients, and a robot with days. **A test is only as new as what it shares with the
# training data allows.** Ask of every [accuracy](../../guide/glossary.md#accuracy): new in which sense?
#
# ## What even the CNN gets wrong
#
# All mistakes of the first CNN, the most confident first: its answer above, the [label](../../guide/glossary.md#label) below.

# %%
probabilities = models["CNN"][0].predict(test_images, verbose=0)
confidence = probabilities.max(axis=1)
wrong = np.flatnonzero(answers["CNN"][0] != test_labels)
wall = wrong[np.argsort(-confidence[wrong])][:120]

# %%
#| echo: false
first_runs = [runs[0] for runs in answers.values()]
nobody = int(np.all([run != test_labels for run in first_runs], axis=0).sum())
font_names = data["font_names"][data["test_fonts"]]
worst_font, worst_confidence = str(font_names[wall[0]]), float(confidence[wall[0]])

# %%
#| fig-alt: A wall of misread letters. The network's answer is above each picture, the label below it. Most are ornate handwriting, blackletter, or letters in blocks.
#| fig-cap: The mistakes of the CNN, the most confident first. Answer above, label below.
letters = "ABCDEFGHIJ"
rows = (len(wall) - 1) // 10 + 1
picture = np.full((62 * rows, 340), np.nan)
fig, ax = plt.subplots(figsize=(6.4, 1.17 * rows))
for place, index in enumerate(wall):
    top, left = 62 * (place // 10), 34 * (place % 10)
    picture[top + 12 : top + 40, left : left + 28] = test_images[index]
    answer, label = answers["CNN"][0][index], test_labels[index]
    ax.text(left + 14, top + 10, letters[answer], c="C1", ha="center")
    ax.text(left + 14, top + 42, letters[label], ha="center", va="top")
ax.imshow(picture, vmin=0, vmax=255)
ax.axis("off")
plt.show()

# %%
#| echo: false
aside, negative = np.roll(test_images, 2, axis=2), 255 - test_images
read_aside = {
    "logistic": logistic.predict(as_rows(aside)),
    "forest": forest.predict(as_rows(aside)),
    **{
        name: runs[-1].predict(aside, verbose=0).argmax(axis=1)
        for name, runs in models.items()
    },
}
kept = {
    name: np.mean(read == test_labels) / np.mean(answers[name][-1] == test_labels)
    for name, read in read_aside.items()
}

# %% [markdown]
# Of the first, in the font {{ worst_font }}, it was {{ worst_confidence:.1%}} sure.
# Cover the labels and read for yourself. {{ nobody }} of all test letters are misread by all
# four machines. Some of them you would misread too: the label says what the designer meant,
# and the designer had the letters before and after it to explain himself. A letter alone
# has no such help.
#
# ## Where does an A end?
#
# Take two legs and a bar. Push the tops of the legs apart, and the A becomes an H. We draw
# that from the distance of each pixel to three strokes.


# %%
def between(gap):
    """An A (gap 0) that becomes an H (gap 1), 28 by 28 pixels from 0 to 255."""
    y, x = np.mgrid[:28, :28] + 0.5
    foot, head = 7, 7 * gap  # half the distance of the legs, below and above
    side = (24.5 - y) / 20  # 0 at the foot, 1 at the top
    reach = foot + (head - foot) * side
    legs = np.abs(np.abs(x - 14.5) - reach) * 20 / np.hypot(20, foot - head)
    inside = (y > 4.5) & (y < 24.5)
    bar = np.where(np.abs(x - 14.5) < reach, np.abs(y - 16), np.inf)
    distance = np.where(inside, np.minimum(legs, bar), np.inf)
    return 255 * np.clip(1.8 - distance, 0, 1)


# %%
#| fig-alt: Eleven drawings in a row. The first is a pointed A; its legs move apart at the top step by step until the last is an H.
#| fig-cap: From A to H. At which number do *you* switch?
gaps = np.linspace(0, 1, 11)
fig, axes = plt.subplots(1, 11, figsize=(6.4, 0.9))
for number, (ax, gap) in enumerate(zip(axes, gaps)):
    ax.imshow(between(gap), vmax=255)
    ax.set_title(number, y=-0.65)
    ax.axis("off")
plt.show()

# %% [markdown]
# **Mark where you switch.** There's no right answer to this one.
#
# <make-a-guess name="switch" kind="number" min="0" max="10" unit="" by="the network"
#   answer="{{ cnn_switch:.1f}}" question="Which is the first number that you call an H?">
# Write down the first number that you would call an H.
# </make-a-guess>
#
# Now the machines. For each we ask for the probability of H against A, in small steps.

# %%
fine = np.linspace(0, 1, 101)
strip = np.stack([between(gap) for gap in fine])
views = {
    "logistic": logistic.predict_proba(as_rows(strip)),
    "forest": forest.predict_proba(as_rows(strip)),
    "MLP": models["MLP"][0].predict(strip, verbose=0),
    "CNN": models["CNN"][0].predict(strip, verbose=0),
}
share, switch = {}, {}
for name, p in views.items():
    share[name] = p[:, 7] / (p[:, 0] + p[:, 7])
    switch[name] = 10 * fine[np.argmax(share[name] > 0.5)]

# %%
#| answers: switch
#| fig-alt: Four curves of the probability of H against the gap between the tops. All begin at 0 and cross one half at different places; those of the networks rise steeply to 1, the forest's is a gentle slope.
#| fig-cap: Each machine has its own border between A and H, and its own way of crossing it.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
for name, h in share.items():
    ax.plot(10 * fine, h, label=name)
ax.axhline(0.5, color="0.5", lw=1, ls=":")
ax.set(xlabel="step from A to H", ylabel="probability of H", xticks=range(11))
ax.legend()
plt.show()

# %%
#| echo: false
steadiest = max(kept, key=lambda name: kept[name])
kept_words = ", ".join(f"{name} {share:.0%}" for name, share in kept.items())
in_negative = models["CNN"][-1].predict(negative, verbose=0).argmax(axis=1)
negative_cnn = float((in_negative == test_labels).mean())
switches = ", ".join(f"{name} {place:.1f}" for name, place in switch.items())
cnn_switch = float(switch["CNN"])

# %% [markdown]
# <your-guess name="switch"></your-guess>
#
# They switch at these places: {{ switches }}. None of the machines is
# right, and neither are you: there's no right answer here. A font keeps away from the
# middle, since its readers must not hesitate, and so hardly anything in the data says where
# the border is. Each machine puts it where its own nature does. The steep curves know no
# more than the others. They are only more certain.
#
# And you had one more thing to go by, had these stood in a word. In T·E you read an H, in
# C·T an A, and it may be the very same drawing. So an A is also *whatever stands where an A
# should*. None of our four has ever seen a word, which is one reason why the question of
# 1995 is still a good one.
#
# ## The pigeons' game
#
# The guide of 2017 that this site follows said that the only way to train with less code
# than with Keras is to use pigeons. Be one. Below are letters of two font families, which
# you don't know. Peck **x** or **y**, and you're told whether you were right. That's all that a
# pigeon gets, apart from the corn. (On paper: cover the answers below the letters, and slide the
# sheet from letter to letter. Count your right answers in each row of ten.)
#
# <peck-letters sheet="pigeons.png" answers="{{ game_answers:json }}" guess="yours">
# Here you could peck x or y for forty letters, one after the other, and be told what was right.
# </peck-letters>

# %%
test_families = data["font_families"][data["test_fonts"]]
two = np.flatnonzero(np.isin(test_families, ["Metropolis", "Tomorrow"]))
order = np.random.default_rng(4).permutation(two)[:rounds]
game_images = test_images[order][..., np.newaxis]
game_labels = (test_families[order] == "Tomorrow").astype("float32")
game_letters = len(order)

# %%
#| echo: false
from pathlib import Path

game_answers = ["xy"[int(label)] for label in game_labels[:40]]
Path("exported").mkdir(exist_ok=True)
row_of_letters = np.hstack(list(game_images[:40, :, :, 0]))
plt.imsave("exported/pigeons.png", row_of_letters, cmap="gray_r", vmin=0, vmax=255)

# %%
#| answers: yours
#| fig-alt: Forty letters in four rows of ten, from two font families mixed. Below each is x or y.
#| fig-cap: Two families, forty letters, and only right or wrong to learn from. Cover the answers.
fig, axes = plt.subplots(4, 10, figsize=(6.4, 3.7))
for ax in axes.flat:
    ax.axis("off")
for ax, image, label in zip(axes.flat, game_images, game_labels):
    ax.imshow(image, vmax=255)
    ax.set_title("xy"[int(label)], y=-0.5)
plt.show()

# %% [markdown]
# How did you do? Here is your **learning curve** (on paper, draw it), and beside it a rival's: that
# of a network which has seen the same letters in the same order.
#
# <make-a-guess name="yours" kind="curve" x="letters seen" y="right of ten" xs="[10, 20, 30, 40]"
#   min="0" max="10" answer="{{ rows_of_ten:json }}" by="the network"
#   question="How many did you get right in each row of ten?">
# Write down how many you got right in each row of ten.
# </make-a-guess>
#
# Now the network, with the same letters in the same order. It
# answers each one, is told the truth, and may then look once at everything it has been told
# so far. It begins knowing nothing, not even what a stroke is, and goes on to all the
# {{ game_letters }} letters that the two families have. **How will it go?** Commit yourself.
#
# <make-a-guess name="pigeon" kind="curve" x="letters seen" y="right (%)" min="0" max="100"
#   xs="{{ letters_seen:json }}" answer="{{ pigeon_right:json }}" by="the network"
#   question="Of the last twenty letters, how many will the network have got right?">
# Write down after how many it will get nine of ten right.
# </make-a-guess>


# %%
def pigeon():
    model = keras.Sequential(
        [
            keras.layers.Input(shape=(28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    adam = keras.optimizers.Adam(0.002)
    model.compile(optimizer=adam, loss="binary_crossentropy")
    return model


# %%
pecks = []
for seed in range(2 * seeds):
    keras.utils.set_random_seed(seed)
    model, right = pigeon(), []
    for count in range(1, len(order) + 1):
        image = game_images[count - 1 : count]
        peck = keras.ops.convert_to_numpy(model(image))[0, 0] > 0.5
        right.append(peck == game_labels[count - 1])
        model.train_on_batch(game_images[:count], game_labels[:count])
    pecks.append(right)
twenties = np.reshape(pecks, (len(pecks), -1, 20)).mean(axis=2)  # (seeds, turns)

# %%
#| answers: pigeon
#| fig-alt: Several thin curves and one thick curve of the share of right answers against the number of letters seen. They begin near or below one half and rise slowly and unevenly.
#| fig-cap: The network learns the two families, but slowly. Right answers of the last twenty; a thin line for each seed, the thick one is their mean. Draw your own beside it.
turns = 20 * np.arange(1, twenties.shape[1] + 1)
fig, ax = plt.subplots(figsize=(6.4, 3.2))
for run in twenties:
    ax.plot(turns, 100 * run, color="C0", lw=0.8, alpha=0.5)
mean = 100 * twenties.mean(axis=0)
ax.plot(turns, mean, "o-", color="C1", lw=2.5, label="mean")
ax.axhline(50, color="0.5", lw=1, ls=":", label="by chance")
ax.set(xlabel="letters seen", ylabel="right (%)", ylim=(0, 105), xticks=turns)
ax.legend(loc="lower right")
plt.show()

# %%
#| echo: false
at_last = float(twenties[:, -1].mean())
first_twenty = float(twenties[:, 0].mean())
in_forty = float(np.mean([right[:40] for right in pecks]))
rows_of_ten = np.reshape(pecks, (len(pecks), -1, 10))[:, :4].sum(axis=2).mean(axis=0)
rows_of_ten = [round(float(row), 1) for row in rows_of_ten]
letters_seen, pigeon_right = turns.tolist(), mean.tolist()

# %% [markdown]
# <your-guess name="pigeon"></your-guess>
#
# In the forty letters that you had, it got {{ in_forty:.0%}} right, which is guessing. In its
# last twenty it had {{ at_last:.0%}}. If you said nine of ten at the end of the forty, you
# were thinking of yourself: perhaps you saw that family **y** cuts off its round corners and
# puts feet under its I; from then on only letters made of straight strokes gave you trouble.
# You came with eyes, with strokes and corners; the network came with random numbers. What one
# learns from few examples depends on what one knows already. (The thin lines are all the seeds we ran. Had we drawn only the best
# one, this would be a paper.)
#
# ## Into the browser
#
# The first CNN is written for the page, and checked, as the network of the digits was.

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

shown = np.flatnonzero(test_odd)[::21][:24]
card = to_tfjs(
    models["CNN"][0],
    "exported/letters",
    title="Letters A to J",
    labels=list("ABCDEFGHIJ"),
    example=test_images[shown, :, :, np.newaxis],
    targets=test_labels[shown],
    input_range=(0, 255),
    metrics={"test_accuracy": test_accuracy},
)

# %% [markdown]
# Scroll up once more. Draw two legs and a bar, and move the tops apart, one drawing after
# the other: does it switch where the curve above says? Then a failure that you can foresee:
# **draw a lower-case a.** You read it without a thought, and it is the same letter, by
# another of our unwritten rules. But among all the pictures from which the network learned
# there was no small letter. It must choose among ten capitals, and chooses the one whose
# ink lies most like yours. Nobody told it that the two shapes have one name, and nothing
# in their pixels does.
#
# ## Exercises
#
# **1. A minute, in the page.** Draw an E, then take away its strokes one by one. Where you and the
# network switch at different strokes, ask which fonts it can have seen. (Without its lowest bar it's
# an F; without the middle one, a C with corners.)
#
# **2. Fewer fonts.** Set `examples = 600`, which is 60 fonts, and run the script again. Which of the
# four suffers least?
#
# <check-yourself name="suffers" kind="choice"
#   question="All four make more mistakes. Which number says who suffers least?"
#   options="how many times as many mistakes | how many more mistakes | how many mistakes in the end"
#   answer="how many times as many mistakes" hint="From 10 to 30, or from 300 to 330: whom did it hit harder?"
#   wrong="how many more mistakes: Then a machine that was bad before wins. | how many mistakes in the end: That says who is best, and not who has lost least."
#   why="Compare factors, not differences.">
# How many times as many mistakes each makes.
# </check-yourself>
#
# **3. Turn the light off.** Test all four with `255 - test_images`: ink where the paper was, and
# paper where the ink was.
#
# <check-yourself name="negative" kind="choice"
#   question="What happens to a score of logistic regression, apart from a constant that is added?"
#   options="it changes its sign | it stays as it was | it becomes 0" answer="it changes its sign"
#   hint="Put 1 - x in the place of x in the formula."
#   wrong="it stays as it was: You see the same letter. | it becomes 0: An empty sheet does that."
#   why="A weight times 1 - x is the weight, minus the weight times x. And the CNN? Its patterns slide, but still ask for ink where there's now paper: it reads {{ negative_cnn:.0%}}.">
# It changes its sign.
# </check-yourself>
#
# **4. One letter to the left.** Move the test letters by two pixels, with
# `np.roll(test_images, 2, axis=2)`.
#
# <check-yourself name="moved" kind="choice"
#   question="Which of the four keeps the largest share of its right answers?"
#   options="logistic | forest | MLP | CNN" answer="{{ steadiest }}"
#   hint="For which of them is a pixel a place, and for which is a stroke a stroke?"
#   wrong="logistic: Each of its weights belongs to one pixel, and the letter has left it. | forest: So does each of its questions."
#   why="After two pixels, of what they had right before: {{ kept_words }}.">
# {{ steadiest }}.
# </check-yourself>
#
# **5. Your own data.** Draw A to J from the fonts of your own computer: Pillow does it with
# `ImageDraw.Draw(picture).text(...)` and a font opened by `ImageFont.truetype(...)`. Which one does
# the CNN read worst?
#
# <check-yourself name="fonts" kind="choice"
#   question="You draw black letters on a white sheet, scale them to 20 pixels and centre them. What else?"
#   options="make the ink bright and the paper 0 | make the letters bold | nothing"
#   answer="make the ink bright and the paper 0" hint="Exercise 3."
#   wrong="nothing: Then it sees what it saw in exercise 3. | make the letters bold: It has seen bold ones."
#   why="In its letters paper is 0 and ink 255.">
# Make the ink bright and the paper 0.
# </check-yourself>
#
# ## Where next
#
# You can now put a network beside simpler machines and say what it is worth, split data so
# that the test is a test, and ask a model where its borders are. These letters lie flat,
# in one colour, in the middle. **What about a photograph of a cat?** That is
# [the next page](../cifar10/index.md). Two good places to go on from here:
#
# - [scikit-learn's user guide][@scikit-learn]: whoever follows the opinion above will live
#   there; its examples are short and run.
# - [A visual introduction to machine learning][@r2d3-1] (Stephanie Yee, Tony Chu): how a
#   decision tree grows, while you scroll: what our forest is made of.

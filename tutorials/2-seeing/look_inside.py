# ---
# title: What does it see?
# description: Filters, maps, heat maps and a classic surprise, with which to ask a network what it looks at, and when not to believe the answer.
# chapter: Seeing
# order: 3
# level: 2
# minutes: 20
# needs: [digits, cifar10]
# data: [mnist, cifar10]
# exports: [opened]
# expects:
#   digits_accuracy: ">= 0.97"
#   photos_accuracy: ">= 0.5"
# says:
#   "It looks as if it knew where the digit is": fooled > 0.5
#   "Its bare gradient has": honest < fooled
#   "so it's no fragile network": after_noise >= after_noise_floor
#   "the sum is a shove": after_step < after_noise
# parameters:
#   smoke: {digits: 2_000, photos: 500, rounds: 1, tested: 200}
#   gpu: {digits: 60_000, photos: 50_000, rounds: 12}
# threads: 1
# timeout: 3600
# published: 2026-11-25
# recall:
#   - ask: You cover a part of a picture and the score of the right answer rises. How can that be?
#     answer: What you covered spoke against that answer. Ink can be evidence against a digit as well as for it.
#   - ask: Before you believe a heat map, what do you draw beside it?
#     answer: The same map for a network that was never trained. If the two look alike, the map shows your picture and not your network.
#   - ask: Why is one small step along the gradient so much worse than random noise of the same size?
#     answer: Every pixel pushes in the same direction. Thousands of small pushes that agree are a shove; random ones cancel.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "layerbylayer"]
# ///

# %% [markdown]
# Draw a 7. Where does the network look?
#
# <look-inside model="opened">
# Here you could draw a digit and watch what every layer of a network makes of it. That takes
# JavaScript, which is switched off or didn't load. The rest of the page reads without it.
# </look-inside>
#
# Open *Where it looks*, and paint what **you** would look at before it tells you. Then come back:
# this page builds each of these views, in a few lines each. There's no secret in a network. All
# its numbers lie open. The trouble is that there are so many, and that a picture made from them
# is so easily believed. So here are six ways to look inside, and one experiment that shows when
# *not* to believe what you see.

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch

keras.utils.set_random_seed(1)

# %% [markdown]
# The numbers to turn: from how many digits and photographs the two networks learn, in how many
# rounds, and on how many they are tested.

# %% tags=["parameters"]
digits = 16_000
photos = 12_000
rounds = 5
tested = 1_000

# %% [markdown]
# ## A network to open
#
# The first network is [the one that reads digits](../digits/index.md), with two changes: it has no
# [dropout](../../guide/glossary.md#dropout), and its last [layer](../../guide/glossary.md#layer) gives plain scores instead of probabilities. The
# [softmax](../../guide/glossary.md#softmax) moves into the [loss](../../guide/glossary.md#loss). You'll see in a minute why scores are
# better to ask.


# %%
def reader():
    return keras.Sequential(
        [
            keras.layers.Input(shape=(28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10),
        ]
    )


# %%
def trained(model, images, labels):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    steps = rounds * (len(images) // 64 + 1)
    rate = keras.optimizers.schedules.CosineDecay(0.002, steps)
    model.compile(keras.optimizers.Adam(rate), loss, metrics=["accuracy"])
    model.fit(images, labels, 64, rounds, verbose=0)
    return model


# %%
(train_digits, train_names), (test_digits, test_names) = (
    keras.datasets.mnist.load_data()
)
test_digits = test_digits[:tested, :, :, np.newaxis]
test_names = test_names[:tested]
model = trained(reader(), train_digits[:digits], train_names[:digits])
digits_accuracy = model.evaluate(test_digits, test_names)[1]
print(f"{digits_accuracy:.1%} right")

# %% [markdown]
# ## 1. Its filters
#
# The first layer has 16 patterns of 3 by 3 numbers, its **filters**. Here they are: light
# numbers ask for ink, dark ones ask for paper.

# %%
#| fig-alt: Sixteen squares of 3 by 3 cells from dark to light. Several have a light side and a dark side, in different directions.
#| fig-cap: Many of the filters have a light and a dark side. They look for an edge, each in its own direction.
kernel = keras.ops.convert_to_numpy(model.layers[1].kernel)  # (3, 3, 1, 16)
fig, axes = plt.subplots(2, 8, figsize=(6.4, 1.8))
limit = np.abs(kernel).max()
for number, ax in enumerate(axes.flat):
    ax.imshow(kernel[:, :, 0, number], cmap="cividis", vmin=-limit, vmax=limit)
    ax.axis("off")
plt.show()

# %% [markdown]
# Nobody asked for edges. They are what is left when you have nine numbers and must find out what
# is drawn. In later layers this way of looking ends: a filter of the second layer has 16 channels,
# and a picture of it means nothing to an eye.
#
# ## 2. Its maps
#
# So we look at what comes *out*. A second model with the same layers hands us every output.

# %%
outputs = [layer.output for layer in model.layers[1:5]]
opened = keras.Model(model.inputs, outputs)
seven = int(np.flatnonzero(test_names == 7)[0])
maps = opened.predict(test_digits[seven : seven + 1], verbose=0)
for layer, output in zip(model.layers[1:5], maps):
    print(f"{type(layer).__name__:14} {output.shape[1:]}")

# %%
#| fig-alt: Four rows of eight small pictures made from a handwritten seven. The first rows show the seven with different edges in ink, the last rows are coarse spots.
#| fig-cap: Eight maps of each of four layers, for one 7. From strokes to spots that say "something of this kind is here".
fig, axes = plt.subplots(4, 8, figsize=(6.4, 3.4))
for row, output in zip(axes, maps):
    strongest = np.argsort(-output[0].max(axis=(0, 1)))[:8]
    for ax, channel in zip(row, strongest):
        ax.imshow(output[0, :, :, channel])
        ax.axis("off")
plt.show()

# %% [markdown]
# Read it from the top, and take ink for a large number. After the first [convolution](../../guide/glossary.md#convolution) you still
# see the 7, with some of its edges in ink. After the second one, the maps are coarse, and most
# of each is empty. The network gives up *where exactly* to get *what*.
#
# ## 3. What excites it most
#
# What is the "what"? Take one map of the last convolution, and search all test digits for the
# places where it is largest. What the map has looked at there is a square of 8 by 8 pixels: the
# second convolution covers 3 by 3 of the pooled pixels, these are 6 by 6 pixels, and the first
# convolution adds one on each side.

# %%
second = keras.Model(model.inputs, model.layers[3].output)
excited = second.predict(test_digits, verbose=0)  # (tested, 11, 11, 32)
peaks = excited.max(axis=(1, 2))
busiest = np.argsort(-(peaks > 0).mean(axis=0) * peaks.max(axis=0))[:6]


def seen_at(image, row, column):
    return test_digits[image, 2 * row : 2 * row + 8, 2 * column : 2 * column + 8, 0]


# %%
#| fig-alt: Six rows of eight cut-outs from digits. Within a row they are alike, such as a stroke that ends or a bend to the right.
#| fig-cap: A row is one map, and the eight places that excite it most. What would you call each?
fig, axes = plt.subplots(6, 8, figsize=(6.4, 4.8))
for row_of_axes, channel in zip(axes, busiest):
    for ax, image in zip(row_of_axes, np.argsort(-peaks[:, channel])[:8]):
        place = excited[image, :, :, channel].argmax()
        ax.imshow(seen_at(image, place // 11, place % 11), vmin=0, vmax=255)
        ax.axis("off")
plt.show()

# %% [markdown]
# Within a row, the cut-outs are of a kind: a slant, a corner, the end of a stroke. Some rows have
# a name and some don't, and that is honest: nothing forces a network to think in our words.
#
# ## 4. Cover a part: occlusion
#
# Now the question from the top of the page. The plainest answer: cover a square of the picture,
# and see how much the score of the right digit falls. Do that everywhere, and you have a map of
# what counts: **occlusion**.
#
# <make-a-guess name="ink" kind="choice" answer="{{ rises }}" by="the run"
#   options="it never does | at a few places | at many places"
#   question="Can covering a part of a 7 with blank paper make its score go up?">
# Can covering a part of a 7 make its score go up: never, at a few places, or at many?
# </make-a-guess>


# %%
def occlusion(model, image, label, size=5):
    """How much the score falls when the square around a pixel is covered."""
    height, width = image.shape[:2]
    covered = np.repeat(image[None], height * width, axis=0)
    for place in range(height * width):
        row, column = divmod(place, width)
        top, left = max(0, row - size // 2), max(0, column - size // 2)
        covered[place, top : row + size // 2 + 1, left : column + size // 2 + 1] = 0
    scores = model.predict(covered, verbose=0)[:, label]
    whole = model.predict(image[None], verbose=0)[0, label]
    return (whole - scores).reshape(height, width)


# %%
#| answers: ink
#| fig-alt: Four digits, and below each a map. Light places, where covering lowers the score, lie mostly on strokes; dark places, where it raises the score, lie beside them or on parts that are unusual.
#| fig-cap: Light, where covering hurts. Dark, where covering helps.
firsts = [int(np.flatnonzero(test_names == name)[0]) for name in (7, 2, 4, 9)]
falls = [occlusion(model, test_digits[i], test_names[i]) for i in firsts]
fig, axes = plt.subplots(2, 4, figsize=(6.4, 3.3))
for (above, below), image, fall in zip(axes.T, firsts, falls):
    above.imshow(test_digits[image, :, :, 0])
    limit = np.abs(fall).max()
    below.imshow(fall, cmap="cividis", vmin=-limit, vmax=limit)
    above.axis("off")
    below.axis("off")
plt.show()

# %%
#| echo: false
rising = float(np.mean(falls[0] < -0.1))
rises = (
    "at many places"
    if rising > 0.1
    else "at a few places"
    if rising
    else "it never does"
)

# %% [markdown]
# <your-guess name="ink"></your-guess>
#
# At {{ rising:.0%}} of the places, covering the 7 makes it *more* of a 7. If you said never: ink can
# speak against a digit as much as for it. A serif, a bar, a blot: cover it, and the doubt is gone.
#
# ## 5. Ask for the gradient: saliency
#
# Occlusion takes hundreds of predictions. The [gradient](../../guide/glossary.md#gradient) takes
# one. Training asks: if I change this
# [*parameter*](../../guide/glossary.md#parameter) a little, how does the loss change? We may ask the same of a *pixel*: how does the
# score change? That is a **saliency map**. With $s$ for the score and $x_i$ for pixel $i$, it is
# $|\partial s / \partial x_i|$. (Here is why we wanted scores: a probability near 1 hardly changes
# whatever you do.)


# %%
def pixel_gradients(model, images, labels):
    """How the score of the label changes with each pixel, for each image."""
    pixels = torch.tensor(images, dtype=torch.float32, requires_grad=True)
    scores = model(pixels)[torch.arange(len(labels)), torch.as_tensor(labels).long()]
    return torch.autograd.grad(scores.sum(), pixels)[0].numpy()


# %% [markdown]
# Such a map is noisy. **SmoothGrad** (Smilkov and others,
# [2017][@smoothgrad]) takes the cure of every
# experimenter: ask forty times, each time with a little noise on the picture, and take the mean.


# %%
def smooth_gradients(model, image, label, noise=30, times=40):
    random = np.random.default_rng(0)
    noisy = image + random.normal(0, noise, (times, *image.shape))
    return pixel_gradients(model, noisy, [label] * times).mean(axis=0)


# %%
#| fig-alt: For four digits, three rows. The gradient is a cloud of dots around the digit, SmoothGrad is a cleaner outline of it.
#| fig-cap: The gradient is noise with a digit in it. Its mean over forty noisy copies is calmer.
fig, axes = plt.subplots(3, 4, figsize=(6.4, 4.9))
for column, i in zip(axes.T, firsts):
    one = pixel_gradients(model, test_digits[i : i + 1], test_names[i : i + 1])[0]
    many = smooth_gradients(model, test_digits[i], test_names[i])
    for ax, view in zip(column, [test_digits[i], np.abs(one), np.abs(many)]):
        ax.imshow(view[:, :, 0])
        ax.axis("off")
axes[1, 0].set_title("gradient", loc="left", fontsize=8)
axes[2, 0].set_title("SmoothGrad", loc="left", fontsize=8)
plt.show()

# %% [markdown]
# ## 6. Where is the cat? Class activation maps
#
# For photographs we need a second network. It ends as the one for [CIFAR-10](../cifar10/index.md)
# does: the mean of each map, then one [dense layer](../../guide/glossary.md#dense-layer). It is smaller, since we want to look, not to
# win.


# %%
def looker():
    layers = [keras.layers.Input(shape=(32, 32, 3)), keras.layers.Rescaling(1 / 255)]
    for maps, pooled in ((24, True), (48, True), (96, False)):
        layers.append(keras.layers.Conv2D(maps, 3, padding="same", use_bias=False))
        layers += [keras.layers.BatchNormalization(), keras.layers.ReLU()]
        layers += [keras.layers.MaxPooling2D()] if pooled else []
    layers += [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(10)]
    return keras.Sequential(layers)


(train_photos, train_kinds), (test_photos, test_kinds) = (
    keras.datasets.cifar10.load_data()
)
test_photos, test_kinds = test_photos[:tested], test_kinds[:tested, 0]
kinds = ["airplane", "automobile", "bird", "cat", "deer"]
kinds += ["dog", "frog", "horse", "ship", "truck"]

# %%
photo_model = trained(looker(), train_photos[:photos], train_kinds[:photos, 0])
photos_accuracy = photo_model.evaluate(test_photos, test_kinds)[1]
print(f"{photos_accuracy:.1%} right")

# %% [markdown]
# The score of *cat* is a weighted sum of means of maps. A mean is a sum over places. So we can
# exchange the two sums, and get the score as a sum over **places** of how much cat there is. With
# map $k$ at place $p$, [weights](../../guide/glossary.md#weight) $w$ and [bias](../../guide/glossary.md#bias) $b$:
#
# $$s_{cat} = b_{cat} + \sum_k w_{k,cat} \frac{1}{64} \sum_p m_k(p)$$
#
# $$s_{cat} = b_{cat} + \frac{1}{64} \sum_p \Big( \sum_k w_{k,cat}\, m_k(p) \Big)$$
#
# What is in the bracket is the **class activation map** (Zhou and others,
# [2015][@class-activation-maps]). It is exact: no gradient, no noise.

# %%
last_maps = keras.Model(photo_model.inputs, photo_model.layers[-3].output)
weights, bias = (keras.ops.convert_to_numpy(w) for w in photo_model.layers[-1].weights)
maps = last_maps.predict(test_photos, verbose=0)  # (tested, 8, 8, 96)
activation = maps @ weights  # (tested, 8, 8, 10)
scores = photo_model.predict(test_photos, verbose=0)
print(
    "the sum agrees:",
    np.allclose(activation.mean(axis=(1, 2)) + bias, scores, atol=1e-3),
)

# %%
#| fig-alt: Six photographs, and below each the same with a coarse heat map on it. On most of them the bright region lies on the animal or vehicle, on some on the background.
#| fig-cap: Where the evidence for the right answer was. Not always on the thing itself.
sure = np.flatnonzero(scores.argmax(axis=1) == test_kinds)[:6]
fig, axes = plt.subplots(2, 6, figsize=(6.4, 2.6))
for (above, below), i in zip(axes.T, sure):
    evidence = activation[i, :, :, test_kinds[i]]
    above.imshow(test_photos[i])
    above.set_title(kinds[test_kinds[i]], fontsize=8)
    below.imshow(test_photos[i].mean(axis=2), cmap="gray")
    warm = dict(cmap="magma", alpha=0.55, extent=(-0.5, 31.5, 31.5, -0.5))
    below.imshow(evidence, interpolation="bilinear", **warm)
    above.axis("off")
    below.axis("off")
plt.show()

# %% [markdown]
# Look for one where the bright region is *not* on the thing, but on the water or the sky. That is
# no mistake of the map. Ships are mostly photographed on water, so to the network water is evidence.
#
# ## When not to believe a heat map
#
# A common belief: *if a heat map lies on the right thing, the network has understood.* Let's make
# one with a network that **can't** have understood anything: a reader of digits that was never
# trained. A popular recipe is the gradient times the picture. We draw it for both.

# %%
#| fig-alt: Four digits. In the middle row the map of the trained network, in the lower row that of a network that was never trained. Both outline the digit.
#| fig-cap: Gradient times picture. Above, a network that reads digits; below, one that was never trained.
untrained = reader()
fig, axes = plt.subplots(2, 4, figsize=(6.4, 3.3))
for row, judge in zip(axes, [model, untrained]):
    for ax, i in zip(row, firsts):
        view = pixel_gradients(judge, test_digits[i : i + 1], test_names[i : i + 1])[0]
        ax.imshow(np.abs(view * test_digits[i])[:, :, 0])
        ax.axis("off")
plt.show()


# %%
def on_ink(judge, times_picture):
    """The share of the map that lies on ink, over all test digits."""
    view = np.abs(pixel_gradients(judge, test_digits, test_names))
    view = view * test_digits if times_picture else view
    return float((view * (test_digits > 50)).sum() / view.sum())


# %%
ink = {
    (name, times): on_ink(judge, times)
    for name, judge in {"trained": model, "untrained": untrained}.items()
    for times in (False, True)
}
for (name, times), share in ink.items():
    recipe = "gradient x picture" if times else "gradient"
    print(f"{name:10} {recipe:18} {share:.0%} on ink")

# %%
#| echo: false
fooled, honest = ink["untrained", True], ink["untrained", False]

# %% [markdown]
# Of the untrained network's map, {{ fooled:.0%}} lies on the ink. It looks as if it knew where the
# digit is. It doesn't: **we** multiplied by the picture, and the digit came in by that door. Its
# bare gradient has {{ honest:.0%}} there. So, an opinion: **before you believe a heat map, draw it
# for an untrained network.** If you can't tell the two apart, the map shows your picture, not
# your network (Adebayo and others, [2018][@saliency-sanity]).
# (Heat maps in talks are always of cats. Somebody should check whether the untrained network
# likes cats as well.)
#
# ## The surprise
#
# The gradient says how to change each pixel so that the score falls. So let's do it: **one step**,
# each pixel by the same small amount, up or down, as the sign of the gradient says. Five of 255
# shades of each colour. Can you see that? And what is left of {{ photos_accuracy:.0%}}?
#
# <make-a-guess name="step" kind="number" min="0" max="100" unit="%" answer="{{ after_step }}"
#   by="the run"
#   question="After one step of 5 shades along the gradient, how many test photographs does it still get right?">
# What percentage of the test photographs does it still get right after one such step?
# </make-a-guess>


# %%
def one_step(model, images, labels, shades):
    """Each pixel moved by this many shades in the direction that raises the loss."""
    pixels = torch.tensor(images, dtype=torch.float32, requires_grad=True)
    answers = torch.as_tensor(labels).long()
    loss = torch.nn.functional.cross_entropy(model(pixels), answers)
    direction = torch.autograd.grad(loss, pixels)[0].sign().numpy()
    return np.clip(images + shades * direction, 0, 255).astype("float32")


def right_percent(model, images, labels):
    answers = model.predict(images, verbose=0).argmax(axis=1)
    return 100 * float((answers == labels).mean())


# %%
#| answers: step
moved = one_step(photo_model, test_photos, test_kinds, 5)
random = np.random.default_rng(0).choice([-5, 5], test_photos.shape)
shaken = np.clip(test_photos + random, 0, 255).astype("float32")
after_step = round(right_percent(photo_model, moved, test_kinds))
after_noise = round(right_percent(photo_model, shaken, test_kinds))
after_noise_floor = 100 * photos_accuracy - 5
print(f"untouched:         {100 * photos_accuracy:.0f}% right")
print(f"5 shades, random:  {after_noise}% right")
print(f"5 shades, aimed:   {after_step}% right")

# %%
#| answers: step
#| fig-alt: Six photographs in two rows that look alike. Above the upper ones stand right answers, above the lower ones wrong ones.
#| fig-cap: Above, the photographs; below, the same after one step, with what the network now says.
fooling = photo_model.predict(moved, verbose=0).argmax(axis=1)
fig, axes = plt.subplots(2, 6, figsize=(6.4, 2.6))
for (above, below), i in zip(axes.T, sure):
    above.imshow(test_photos[i])
    above.set_title(kinds[test_kinds[i]], fontsize=8)
    below.imshow(moved[i] / 255)
    below.set_title(kinds[fooling[i]], fontsize=8, c="C1")
    above.axis("off")
    below.axis("off")
plt.show()

# %%
#| echo: false
left_at = [
    right_percent(
        photo_model, one_step(photo_model, test_photos, test_kinds, s), test_kinds
    )
    for s in range(9)
]
half_at = next((s for s, left in enumerate(left_at) if left <= left_at[0] / 2), 9)
steps_words = ", ".join(f"{left:.0f}% at {s}" for s, left in enumerate(left_at))

# %% [markdown]
# <your-guess name="step"></your-guess>
#
# {{ after_step }}% are left. With random steps of the same size it's {{ after_noise }}%: so it's no
# fragile network, and nobody would call those pictures damaged. But a picture has 3072 numbers, and
# if each of them pushes a little in the *same* direction, the sum is a shove. Such a picture is an
# **adversarial example** (Goodfellow and others, [2014][@adversarial-panda]).
# Whatever it is that the network sees, it isn't only what you see.
#
# ## Into the browser
#
# The network at the top of this page is the reader of digits that we have opened, with the softmax
# put back at its end.

# %%
from layerbylayer import to_tfjs

card = to_tfjs(
    keras.Sequential(
        [keras.layers.Input((28, 28, 1)), *model.layers, keras.layers.Softmax()]
    ),
    "exported/opened",
    title="A network to look into",
    labels=[str(digit) for digit in range(10)],
    example=test_digits[:20],
    targets=test_names[:20],
    input_range=(0, 255),
    metrics={"test_accuracy": digits_accuracy},
)

# %% [markdown]
# Go back to it with what you know. The last tab is a duel: **make it change its mind about your 7**,
# with twenty short strokes of yours against one step along the gradient, which moves all pixels at
# once. Then set a trap for the maps: **draw a 7 and a blot in a corner**. Do they call the blot
# important, and does the network?
#
# ## Exercises
#
# **1. A minute, in the page.** In *A duel*, how many strokes do you need? Take away what the map calls
# important: the bar of the 7, or its corner.
#
# <check-yourself name="shove" kind="number" unit="shades" answer="3920"
#   question="One step moves each of the 784 pixels of a digit by 5 shades. How many shades is that in all?"
#   hint="It's one multiplication." wrong="789: You have added. | 5: That's one pixel, and the reason why nobody sees it."
#   why="784 times 5, as much as fifteen pixels turned from paper to ink, and all of it in the direction that hurts. Your strokes move few pixels, by much.">
# 784 times 5 is 3,920: as much as fifteen pixels turned from paper to ink.
# </check-yourself>
#
# **2. Smaller steps.** Draw the curve from 0 to 8 shades:
# `[right_percent(photo_model, one_step(photo_model, test_photos, test_kinds, s), test_kinds) for s in range(9)]`
#
# <check-yourself name="half" kind="number" unit="shades" answer="{{ half_at }}"
#   question="At how many shades, a whole number, has it lost at least half of its right answers?"
#   hint="Half of what it gets right untouched, not half of all photographs."
#   wrong="5: By then it has lost far more. | 0: Zero shades are the photographs themselves."
#   why="The curve falls steeply from the first shade on: {{ steps_words }}.">
# At {{ half_at }}. The curve: {{ steps_words }}.
# </check-yourself>
#
# **3. A wrong answer, explained.** Find a photograph that it gets wrong, and draw the class activation
# maps of the right and of the wrong answer.
#
# <check-yourself name="decided" kind="choice"
#   question="Both maps are bright on the same thing. What decided between the two answers?"
#   options="the mean of each map, plus its bias | the brightest place of each map | which map covers more of the thing"
#   answer="the mean of each map, plus its bias" hint="What did we check with np.allclose?"
#   wrong="the brightest place of each map: One bright place counts a sixty-fourth. The others count as much. | which map covers more of the thing: The map doesn't know what the thing is. Every place counts, water and sky among them."
#   why="The score is the mean of the map plus the bias, exactly. If the wrong answer's evidence is on the background, you've found a shortcut.">
# The mean of each map, plus its bias: that's what the score is, exactly.
# </check-yourself>
#
# **4. Does it carry over?** Train another network, `keras.utils.set_random_seed(2)` and
# `trained(looker(), ...)`, and show it the pictures that were made with the first one. How much of the
# harm arrives? (An attacker would like to know: it's a way to attack a network that one can't open.)
#
# <check-yourself name="needs" kind="choice"
#   question="What does one_step need of the network that it attacks?"
#   options="the slope of its loss for each pixel | the photographs that it learned from | nothing but its answers"
#   answer="the slope of its loss for each pixel" hint="Look for autograd in the function."
#   wrong="the photographs that it learned from: None of them is in the function. | nothing but its answers: The direction comes from slopes, and slopes come from inside."
#   why="The gradient, and so the network itself. Whoever has no access takes the gradient of a similar network, and hopes.">
# The slope of its loss for each pixel.
# </check-yourself>
#
# **5. Your own data.** Photograph a digit of yours, bring it to 28 by 28 as
# [the first tutorial](../digits/index.md) says, and occlude it. Do you agree with the map?
#
# <check-yourself name="flat" kind="choice" question="The whole map is flat. What do you look at first?"
#   options="the score of the digit | the size of the square | the colours of the map" answer="the score of the digit"
#   hint="A map of how much a score falls needs one that can fall."
#   wrong="the size of the square: It matters, but a square of 5 pixels covers every stroke somewhere. | the colours of the map: They're scaled to the largest value, so that even a small fall would show."
#   why="It may not be reading a digit at all: dark ink on bright paper, a digit that fills the square. Then there is nothing that covering could spoil.">
# The score: it may not be reading a digit at all.
# </check-yourself>
#
# ## Where next
#
# You can now open a network: its filters, its maps, what excites it, where it looks; and you know
# how to doubt the picture that you get. What it has learned to see can be lent to other tasks:
# [Can I hug that?](../transfer/index.md) Two good places to go on from here:
#
# - [Feature Visualization][@feature-visualization] (Chris Olah, Alexander
#   Mordvintsev, Ludwig Schubert): what excites a unit most, taken much further, in pictures that
#   you won't forget.
# - [CNN Explainer][@cnn-explainer] (Zijie J. Wang and others): a network
#   for photographs, with the arithmetic of every pixel one click away.

# ---
# title: Your first network
# description: Train a small network that reads handwritten digits, on an ordinary computer, and look at every single mistake it makes.
# chapter: First network
# order: 1
# level: 1
# minutes: 15
# needs: []
# data: [mnist]
# exports: [digits]
# expects:
#   test_accuracy: ">= 0.99"
# says:
#   "the one of validation begins lower": first_validation > first_training
#   "it does *better* on digits it has not learned from": first_validation > first_training
#   "Look at the bars, whose height is each layer's share: not in the clever part": dense_share > 0.5
#   "A modest network would now shrug": sure_when_sideways > 0.2
# parameters:
#   smoke: {epochs: 1, examples: 12_000}
#   gpu: {epochs: 12}
# threads: 2
# published: 2026-11-24
# recall:
#   - ask: Why does the network see each training image several times, and the test images never?
#     answer: It learns by repetition, and what it has learned from can no longer tell you how good it is on new images.
#   - ask: Which of its layers holds most of the parameters, and why?
#     answer: The first dense layer, since each of its neurons has one weight for every number that arrives. The convolutions share theirs.
#   - ask: You draw the letter A. What will the bars say?
#     answer: Some digit or other, and often with confidence. It has ten answers, and "none of these" isn't among them.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "layerbylayer"]
# ///

# %% [markdown]
# What is this?
#
# <draw-and-classify model="digits">
# Here you could draw a digit, and a neural network that runs in this page would read
# it while you draw. That takes JavaScript, which is switched off or didn't load. The
# rest of the page reads without it.
# </draw-and-classify>
#
# Draw a digit, any digit, with the mouse or a finger. The bars are the opinion of a small
# [**neural network**](../../guide/glossary.md#neural-network): a function with many adjustable numbers in it. It runs here, in your
# browser. Nobody told it what a seven is. It has learned from {{ learned_from:,}}
# examples, and that is all it has ever seen.
#
# It's good, but it isn't perfect. In a moment you'll see how it does on 10,000 digits that it
# has never met. A guess that stays in the head improves miraculously once the answer is known,
# so commit yours before you scroll:
#
# <make-a-guess name="mistakes" kind="number" min="1" max="10000" scale="log"
#   unit="mistakes" answer="{{ mistakes }}" by="the test"
#   question="How many of 10,000 new digits will the network get wrong?">
# How many of them will it get wrong? Write your guess down, on paper.
# </make-a-guess>
#
# ## The whole program
#
# This is everything: it loads the data, builds the network, trains it and tests it. The
# library is [Keras][@keras]. You don't need to understand a single line yet;
# we'll take it apart, and at the end every line will have its reason.
#
# ``` { .python .whole-program }
# import os
#
# os.environ["KERAS_BACKEND"] = "torch"
#
# import keras
#
# epochs = 4
# batch_size = 64
#
# (train_images, train_labels), (test_images, test_labels) = (
#     keras.datasets.mnist.load_data()
# )
# model = keras.Sequential(
#     [
#         keras.layers.Input(shape=(28, 28, 1)),
#         keras.layers.Rescaling(1 / 255),
#         keras.layers.Conv2D(16, 3, activation="relu"),
#         keras.layers.MaxPooling2D(),
#         keras.layers.Conv2D(32, 3, activation="relu"),
#         keras.layers.MaxPooling2D(),
#         keras.layers.Flatten(),
#         keras.layers.Dropout(0.25),
#         keras.layers.Dense(64, activation="relu"),
#         keras.layers.Dense(10, activation="softmax"),
#     ]
# )
# validation_examples = len(train_images) // 30
# batches = (len(train_images) - validation_examples) // batch_size + 1
# learning_rate = keras.optimizers.schedules.CosineDecay(0.002, epochs * batches)
#
# model.compile(
#     optimizer=keras.optimizers.Adam(learning_rate),
#     loss="sparse_categorical_crossentropy",
#     metrics=["accuracy"],
# )
# history = model.fit(
#     train_images,
#     train_labels,
#     batch_size=batch_size,
#     epochs=epochs,
#     validation_split=1 / 30,
# )
# test_loss, test_accuracy = model.evaluate(test_images, test_labels)
# ```
#
# It runs on an ordinary computer without a graphics card. The run that made this page,
# figures and all, took {{ run_seconds:.0f}} seconds. Now once more, piece by piece, with pictures.
#
# The first piece fetches the tools. Keras leaves the arithmetic to another library, its
# **backend**, and has to be told which one before it is imported: here, [PyTorch][@pytorch].
# NumPy is for arrays of numbers, Matplotlib for pictures. The last line sets the
# [**seed**](../../guide/glossary.md#seed): training begins with random numbers, and with a seed
# they are the same every time.

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(1)

# %% [markdown]
# The second piece holds the numbers that you may want to turn: how many rounds to train,
# how many images to learn from at a time, and from how many in all.

# %% tags=["parameters"]
epochs = 4
batch_size = 64
examples = 60_000

# %% [markdown]
# ## Look at the data
#
# The digits come from **MNIST**: scans of what employees of the American Census Bureau and
# high-school students wrote by hand ([where it comes from](../../about/data.md)). Each is a
# square of 28 by 28 pixels. Whoever teaches should have read the textbook, so let's look.

# %%
(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
train_images, train_labels = train_images[:examples], train_labels[:examples]
print("train:", train_images.shape, train_images.dtype)
print("test: ", test_images.shape, test_images.dtype)

# %% [markdown]
# The first number in each bracket counts the images, the other two are rows and columns. `uint8` says that
# each pixel is a whole number from 0 (paper) to 255 (ink). There are no pictures in there,
# only numbers; a picture is what *we* make of them. Here are forty from the first pile,
# with their [**labels**](../../guide/glossary.md#label): the answers that a human gave.

# %%
#| fig-alt: Forty handwritten digits in four rows, each with the digit it stands for below it. They differ in slant, width and style.
#| fig-cap: No two people write alike. The same digit leans left, leans right, has a bar or has none.
fig, axes = plt.subplots(4, 10, figsize=(6.4, 3.3))
for ax, image, label in zip(axes.flat, train_images, train_labels):
    ax.imshow(image, vmax=255)
    ax.set_title(label, y=-0.52)
    ax.axis("off")
plt.show()

# %% [markdown]
# Try to write down a rule for "this is a 4". Open at the top? So are the fours above, but the
# one in print is closed, and you read it too. A vertical stroke on the right? The 9 has one.
# People tried such rules for decades. The trick of **machine learning** is to write down no rule
# at all, only a machine with adjustable numbers and a way to adjust them until its answers fit
# the examples.
#
# ## Why there is a second pile
#
# You have two piles: {{ examples:,}} images for learning and {{ test_count:,}} for the test. The
# network never learns from the second pile. Why waste ten thousand good examples?
#
# Because a student who has seen the exam can pass it by memory. A network can do that too:
# give it enough numbers to adjust, and it learns the answers by heart, smudges included.
# The only question worth asking is how it does on digits that **it has not seen**. So we
# lock the test pile away, and open it once, at the end. (If you test, change something,
# and test again, you slowly learn the exam yourself. Everybody does it. Nobody admits it.)
#
# ## The network, layer by layer
#
# A network is a stack of [**layers**](../../guide/glossary.md#layer). Each takes numbers in, and hands numbers on. `Input` says
# what comes in: 28 rows, 28 columns, and one number for each pixel, as they are grey.

# %%
model = keras.Sequential(
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
# Our own library draws it as a diagram. Without that library, Keras's table does the job.

# %%
try:
    from layerbylayer import to_text as diagram
except ImportError:
    diagram = keras.Model.summary
diagram(model)

# %%
#| echo: false
parameters, test_count = model.count_params(), len(test_images)
dense_share = model.layers[-2].count_params() / parameters

# %% [markdown]
# Each line is one layer, a small picture of what it does, the shape of what comes out of it,
# and how many adjustable numbers ([**parameters**](../../guide/glossary.md#parameter)) it has. Read it from top to bottom:
#
# - **Rescaling** divides each pixel by 255, so that they lie between 0 and 1. Networks
#   learn badly from large numbers.
# - **Conv2D** slides a window of 3 by 3 pixels over the image and asks the same question
#   everywhere: "how much does this patch look like my pattern?" It has 16 patterns, so 16
#   images come out. Nobody chooses the patterns. They are learned. Such an image is called a
#   [**feature map**](../../guide/glossary.md#feature-map).
# - `relu` is the simplest thing one can do to a number beyond multiplying it:
#   if it's negative, make it zero. In a formula, and in Python:
#   $\operatorname{relu}(x) = \max(0, x)$, `max(0, x)`.
# - **MaxPooling2D** keeps the largest of each 2 by 2 pixels: half the size, and it matters
#   less where exactly a stroke was.
# - The second pair does the same to the 16 images: patterns of patterns.
# - **Flatten** puts all numbers in one row. [**Dropout**](../../guide/glossary.md#dropout) hides a random quarter of them
#   during training, so that the network can't lean on a single one.
# - **Dense** connects everything with everything: 64 opinions, then 10, one per digit.
# - `softmax` turns the ten into positive numbers whose sum is 1, which we may read as
#   **probabilities**. From ten scores $z_0, \dots, z_9$, digit $k$ gets
#
# $$p_k = \frac{e^{z_k}}{e^{z_0} + e^{z_1} + \dots + e^{z_9}}$$
#
# All in all, {{ parameters:,}} parameters. Where do most of them sit? Look at the bars, whose
# height is each layer's share: not in the clever part.
#
# ## One number of a convolution, by hand
#
# Take nine pixels from the first digit, a 5, and a pattern that asks: *is there ink above and
# paper below?* Multiply each pixel by the number in the same place, and add up.

# %%
patch = train_images[0, 6:9, 17:20] / 255
pattern = np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])
answer = (patch * pattern).sum()
print(patch.round(2))
print("answer:", answer.round(2))

# %%
#| echo: false
above, below = float(patch[0].sum()), float(patch[2].sum())

# %% [markdown]
# Check it with a pencil: the upper row adds up to {{ above:.2f}}, the middle row counts for
# nothing, and the lower one takes {{ below:.2f}} away. {{ answer:.2f}} is left: yes, rather. A
# [convolution](../../guide/glossary.md#convolution) adds one more number to that, its [**bias**](../../guide/glossary.md#bias), and then slides the window on by one
# pixel. Two riddles of the diagram are solved with that.
#
# *Why does 28 become 26?* Put a window that is 3 wide on a row of 28 pixels. It can begin at the
# pixels 1, 2, 3 and so on up to 26; then it touches the right edge. That's 26 places, and 26 rows
# of them. *Why has the first Conv2D 160 parameters?* A pattern is 9 numbers and a bias, and there
# are 16 patterns. The image may be as large as it likes: every place is asked the same 16
# questions.

# %%
first = model.layers[1]
print("patterns:", first.kernel.shape, "biases:", first.bias.shape)
print("parameters:", 3 * 3 * 16 + 16, "=", first.count_params())
print("out comes:", first.output.shape[1:])

# %% [markdown]
# ## Training
#
# At the start the parameters are random, and so are the answers. **Training** shows the
# network a handful of images, a [**batch**](../../guide/glossary.md#batch), here of {{ batch_size }}. It compares the answers with
# the labels, and nudges every parameter a little in the direction that makes the answers less
# wrong. "How wrong" is one number, the [**loss**](../../guide/glossary.md#loss). For one image it is
#
# $$\text{loss} = -\log p_{\text{label}}$$
#
# which is 0 if the network gave the right digit probability 1, and grows without bound as
# that probability goes to 0: confident and wrong is what hurts. Keras calls it
# `sparse_categorical_crossentropy`, a name that has frightened more people than the
# formula deserves.
#
# ### How does a weight know which way to go?
#
# Choose one of the {{ parameters:,}} numbers, say the [weight](../../guide/glossary.md#weight) with which one of the 64 opinions
# speaks for the answer 5. Leave all the others alone, turn this one up and down, and look at the
# loss of the first {{ batch_size }} images.

# %%
batch, batch_labels = (
    train_images[:batch_size, :, :, np.newaxis],
    train_labels[:batch_size],
)
opinions = keras.Sequential(model.layers[:-1]).predict(batch, verbose=0)
loudest = opinions.mean(axis=0).argmax()
weights, biases = model.layers[-1].get_weights()  # (64, 10), (10,)


def loss_with(value):
    """The loss of the batch if this one weight were `value`."""
    scores = opinions @ weights + biases
    scores[:, 5] += (value - weights[loudest, 5]) * opinions[:, loudest]
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(p)), batch_labels]).mean()


# %%
#| fig-alt: A curve of the loss against one weight, like a bowl. A dot marks where the weight is, with a short straight line along the curve.
#| fig-cap: One weight, all else fixed. The straight line at the dot is the slope, and downhill is the other way.
now = weights[loudest, 5]
slope = (loss_with(now + 0.01) - loss_with(now - 0.01)) / 0.02
values = np.linspace(now - 5, now + 5, 81)
fig, ax = plt.subplots(figsize=(6.4, 2.8))
ax.plot(values, [loss_with(value) for value in values])
ax.plot([now - 2, now + 2], [loss_with(now) + slope * step for step in (-2, 2)], c="C1")
ax.plot(now, loss_with(now), "o", c="C1")
ax.set(xlabel="the weight", ylabel="loss of the batch")
plt.show()

# %%
#| echo: false
now, slope = float(now), float(slope)
weight_values = [round(float(value), 2) for value in values[::2]]
weight_losses = [round(float(loss_with(value)), 4) for value in weight_values]
uphill = "rises to the right" if slope > 0 else "falls to the right"
direction = "down" if slope > 0 else "up"

# %% [markdown]
# The weight is now {{ now:.2f}}, and the curve {{ uphill }} there: its **slope** is
# {{ slope:+.3f}}. So the weight has to go {{ direction }}. That's all it knows, and all it needs
# to know. Turn it yourself:
#
# <turn-a-weight values="{{ weight_values:json }}" losses="{{ weight_losses:json }}"
#   start="{{ now:.3f }}" rate="8">
# Here you could turn one weight of the network, and see its loss and its slope. That takes JavaScript.
# </turn-a-weight>
#
# Where it's steep, a step is long, and at the bottom it ends by itself. Every parameter has such a
# curve, and the slopes of all of them together are the
# [**gradient**](../../guide/glossary.md#gradient). Nobody computes it by turning {{ parameters:,}} knobs: the chain rule gives all the
# slopes at once, for about the price of two more answers. This is [**backpropagation**](../../guide/glossary.md#backpropagation), and Keras's
# `fit` does it for each batch.
#
# How big a nudge? That is the [**learning rate**](../../guide/glossary.md#learning-rate). We begin with large steps and let them
# shrink to nothing along half a cosine wave, as one does when parking a car. **Adam**, the
# [*optimizer*](../../guide/glossary.md#optimizer), takes the step. It keeps a running mean of each parameter's slopes and of
# their squares, and with these gives every parameter a step size of its own. `compile` ties all
# this to the network; with `metrics` we ask it to count the right answers, too, which is for us:
# it learns from the loss alone.

# %%
validation_examples = len(train_images) // 30
batches = (len(train_images) - validation_examples) // batch_size + 1
learning_rate = keras.optimizers.schedules.CosineDecay(0.002, epochs * batches)

model.compile(
    optimizer=keras.optimizers.Adam(learning_rate),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

learned_from = len(train_images) - validation_examples

# %% [markdown]
# One round through all the training images is an [**epoch**](../../guide/glossary.md#epoch); we do {{ epochs }}. A thirtieth
# of the first pile is set aside as a rehearsal, the [**validation**](../../guide/glossary.md#validation-set) set: the network does
# not learn from it either, but *we* may look at it as often as we like. Before any
# training, for example, when all the parameters are random numbers. (The network hands us ten
# probabilities for each image. `argmax` says at which place the largest one is, and that is its
# answer.)

# %%
rehearsal, rehearsal_labels = train_images[learned_from:], train_labels[learned_from:]
first_answers = keras.ops.argmax(model(rehearsal), axis=1)
first_right = np.mean(keras.ops.convert_to_numpy(first_answers) == rehearsal_labels)
print(f"{first_right:.1%} of the rehearsal digits right, before any training")

# %% [markdown]
# With ten candidates, that is luck. How will it go on, epoch by epoch? A straight line? A
# staircase?
#
# <make-a-guess name="learning" kind="curve" x="epoch" y="right (%)" min="0" max="100"
#   xs="{{ epochs_so_far:json }}" answer="{{ right_percent:json }}"
#   question="How many of the rehearsal digits will it read correctly after each epoch?">
# Sketch on paper how many of them it will read correctly after each epoch.
# </make-a-guess>

# %%
#| answers: learning
history = model.fit(
    train_images,
    train_labels,
    batch_size=batch_size,
    epochs=epochs,
    validation_split=1 / 30,
)

# %%
#| answers: learning
#| fig-alt: Two curves of the share of mistakes after each epoch. The curve of training falls steeply and then flattens; the one of validation begins lower.
#| fig-cap: Most is learned in the first round; all the others polish it.
rounds = np.arange(1, epochs + 1)
first_validation = history.history["val_accuracy"][0]
first_training = history.history["accuracy"][0]
fig, ax = plt.subplots(figsize=(6.4, 3.2))
for name, text in [("accuracy", "training"), ("val_accuracy", "validation")]:
    mistakes_percent = 100 * (1 - np.array(history.history[name]))
    ax.plot(rounds, mistakes_percent, "o-", label=text)
ax.set(xlabel="epoch", ylabel="mistakes (%)", ylim=(0, None), xticks=rounds)
ax.legend()
plt.show()

# %%
#| echo: false
epochs_so_far = [0, *rounds.tolist()]
right_percent = [
    100 * p for p in [float(first_right), *history.history["val_accuracy"]]
]

# %% [markdown]
# <your-guess name="learning">
# Compare your sketch with the curve of validation.
# </your-guess>
#
# If you drew a straight line: after a single epoch, the network already reads
# {{ first_validation:.1%}} of the rehearsal correctly. Learning is quick where there is much to
# gain, and slow at the end.
#
# Odd, though: after the first epoch it does *better* on digits it has not learned from? Two
# reasons. Dropout hides a quarter of the numbers in training only. And the figure for training is
# an average over the whole epoch, its clumsy beginning included, while validation comes at the end.
#
# ## The test, once
#
# The digits that it has never seen, all {{ test_count:,}}. There's no second try.

# %%
#| answers: mistakes
test_loss, test_accuracy = model.evaluate(test_images, test_labels)
probabilities = model.predict(test_images)
answers = probabilities.argmax(axis=1)
wrong = np.flatnonzero(answers != test_labels)
mistakes = len(wrong)
print(f"accuracy {test_accuracy:.4f}: {mistakes} wrong of {len(test_labels)}")

# %% [markdown]
# <your-guess name="mistakes">
# Have you written down your guess?
# </your-guess>
#
# **{{ mistakes }} of {{ test_count:,}}.** An [accuracy](../../guide/glossary.md#accuracy) of {{ test_accuracy:.2%}}. If your guess was
# several hundred: it *is* strange that so little code gets so far. If you guessed zero, read on,
# because those {{ mistakes }} are the best part.
#
# ## Every mistake
#
# An accuracy is a number in which all mistakes look alike. It's the wrong thing to stare at: look
# at what a model gets wrong, case by case, and you learn more about the model, about the data and,
# now and then, about the person who made the labels. So here is the whole wall, the most confident
# mistake first. The coloured digit above is the network's answer, the lower one the label.

# %%
#| answers: mistakes
#| fig-alt: A wall of all misread test digits. The network's answer is above each picture, the label below it. Many are so badly written that either answer could be right.
#| fig-cap: All {{ mistakes }} mistakes on the test pile, the most confident first. Answer above, label below. Would you have known?
confidence = probabilities.max(axis=1)
wall = wrong[np.argsort(-confidence[wrong])]
most_confident = float(confidence[wall[0]])
rows = len(wall) // 10 + 1
picture = np.full((62 * rows, 340), np.nan)
fig, ax = plt.subplots(figsize=(6.4, 1.17 * rows))
for place, index in enumerate(wall):
    top, left = 62 * (place // 10), 34 * (place % 10)
    picture[top + 12 : top + 40, left : left + 28] = test_images[index]
    ax.text(left + 14, top + 10, answers[index], c="C1", ha="center")
    ax.text(left + 14, top + 42, test_labels[index], ha="center", va="top")
ax.imshow(picture, vmin=0, vmax=255)
ax.axis("off")
plt.show()

# %%
#| echo: false
hundredth = train_images[: len(train_images) // 100]
few = keras.models.clone_model(model)
few_steps = epochs * (len(hundredth) // batch_size + 1)
few_rate = keras.optimizers.schedules.CosineDecay(0.002, few_steps)
few.compile(keras.optimizers.Adam(few_rate), "sparse_categorical_crossentropy")
few.fit(hundredth, train_labels[: len(hundredth)], batch_size, epochs=epochs, verbose=0)
few_answers = few.predict(test_images, verbose=0).argmax(axis=1)
few_mistakes = int((few_answers != test_labels).sum())
limits = {3: "less than 3 times", 10: "3 to 10 times", 100: "10 to 100 times"}
reached = [words for limit, words in limits.items() if few_mistakes < limit * mistakes]
times_as_many = (reached or ["more than 100 times"])[0] + " as many"

# %% [markdown]
# Of its worst blunder, top left, it was {{ most_confident:.1%}} sure. Go through the first
# row and cover the labels with your hand. Some of these you would have read correctly, and
# there the network has something left to learn. For others, the label is one person's
# opinion against yours.
#
# ## What it does not know
#
# A reasonable thing to believe: *a network that doesn't know will at least not be sure.*
# Let's test that. We turn every test image by a quarter, so that most of them aren't digits
# any more. A modest network would now shrug: one tenth for each.

# %%
sideways = np.rot90(test_images, axes=(1, 2))
sideways_confidence = model.predict(sideways).max(axis=1)
sure_when_sideways = float((sideways_confidence > 0.9).mean())
sure_when_upright = float((confidence > 0.9).mean())
print(f"more than 90% sure: {sure_when_upright:.1%} of the upright digits")
print(f"                    {sure_when_sideways:.1%} of those on their side")

# %% [markdown]
# On {{ sure_when_sideways:.0%}} of the images lying on their side it is more than 90% sure.
# [Softmax](../../guide/glossary.md#softmax) shares out a whole among ten candidates, and "none of these" isn't a candidate.
# The probabilities compare *seven against the other digits*, never *digit against no
# digit*. A network doesn't know what it has not been shown, and it doesn't know that
# it doesn't know. (In this it resembles the person who trains it, on the evening before a
# deadline.)
#
# ## Into the browser
#
# The network at the top of this page is the one that was trained here. One call
# writes it in the format of [TensorFlow.js][@tensorflow-js], together with
# a few test images; then it runs the written files on those images, and refuses to go on
# unless the answers agree with Python's. (This is the only part that needs our library,
# `layerbylayer`; the foot of the page says how to get it. It warns that a page can't train the
# network further with a learning rate that shrinks. We only want to use it.)

# %%
from layerbylayer import to_tfjs

card = to_tfjs(
    model,
    "exported/digits",
    title="Handwritten digits",
    labels=[str(digit) for digit in range(10)],
    example=test_images[:24, :, :, np.newaxis],
    targets=test_labels[:24],
    input_range=(0, 255),
    metrics={"test_accuracy": test_accuracy},
)

# %% [markdown]
# That was another computer than yours. Your own can check it, too:
#
# <check-parity model="digits">
# Here your device could compute the outputs for the test images itself, and compare them
# with Python's. That takes JavaScript.
# </check-parity>
#
# And here is the network again. Make it fail.
#
# <draw-and-classify model="digits" id="fail">
# Here you could draw a digit and see where the network fails. That takes JavaScript, which
# is switched off or didn't load.
# </draw-and-classify>
#
# Three predictions that you can check:
#
# 1. Take <try-it set="drawing: 3515304252546547-68155590">an open 4</try-it> and
#    <try-it set="drawing: 3515304252546547-68155590-35156815">close its top</try-it> with
#    a straight line. At some point it becomes a 9. Draw the line yourself, slowly: where is
#    that point for you, and where for the network?
# 2. Draw a letter, say <try-it set="drawing: 48121888-49128088-30616961">an A</try-it>. It
#    will be a digit, and often a confident one: you have read why.
# 3. Draw <try-it set="drawing: 080816062110191514172019222516300828; centring: on">a small
#    3 in a corner</try-it>, and <try-it set="centring: off">switch off “Centre and scale
#    like MNIST”</try-it>. MNIST's digits were scaled into a box of 20 by 20 pixels, and
#    their centre of mass put in the middle of the 28 by 28. The page does the same to your
#    drawing before the network sees it. Without that, the network meets something that it
#    was never shown, and that is the end of its talent. Half of practical machine learning
#    is making sure that the input looks like the training data. The other half is finding
#    out that it didn't.
#
# ## Exercises
#
# **1. A minute, in the page.** Find a digit that **you** read without doubt and the network gets
# wrong. (Unusual shapes do it soonest: a 1 with a long roof, a 7 with two bars.) Then look at its
# bars.
#
# <check-yourself name="percent" kind="choice"
#   question="It says 8, with 97%. What is that 97% a share of?"
#   options="of the ten digits that it knows | of everything that one can draw | of its answers, which are right 97 times in 100"
#   answer="of the ten digits that it knows"
#   hint="What did it say to a digit that lay on its side?"
#   wrong="of everything that one can draw: Then the other digits would have to share 3% with all letters, cats and blots. It has no bar for those. | of its answers, which are right 97 times in 100: That would be a fine thing to have, and must be measured. Nothing in softmax sees to it."
#   why="Softmax shares out a whole among ten candidates. The 97% compares an 8 with the nine other digits, and with nothing else.">
# It says 8, with 97%. Of what? Of the ten digits that it knows, and of nothing else.
# </check-yourself>
#
# **2. Fewer examples.** Set `examples = 600`, a hundredth, and run the script again.
#
# <check-yourself name="fewer" kind="choice"
#   question="How many times as many mistakes does a network make that learned from only 600? (This run made {{ mistakes }} with all.)"
#   options="less than 3 times as many | 3 to 10 times as many | 10 to 100 times as many | more than 100 times as many"
#   answer="{{ times_as_many }}" hint="600 is still about sixty of each digit. Whoever knows nothing makes 9,000 mistakes."
#   wrong="less than 3 times as many: Most of what is missing is variety, and it costs more than that. | more than 100 times as many: A hundredth of the examples isn't a hundred times the mistakes: the first sixty of a kind teach far more than the last sixty."
#   why="The same network, trained on 600 in this run, makes {{ few_mistakes:,}} mistakes. How much data? draws the whole curve.">
# How many times as many mistakes? {{ times_as_many }}: {{ few_mistakes:,}}.
# </check-yourself>
#
# **3. No convolutions.** Delete both `Conv2D` and both `MaxPooling2D` lines. What is left treats the
# pixels as a plain row of 784 numbers. (It still reads most digits. Try it.)
#
# <check-yourself name="dense" kind="number" unit="parameters" answer="50890"
#   question="How many parameters are left: 784 numbers, then 64 opinions, then 10?"
#   hint="Each opinion has a weight for every number that arrives, and one bias."
#   wrong="50816: You forgot the biases, one for each of the 64 and the 10. | 50240: That's the first dense layer. The last one has 650 more."
#   why="784 times 64 weights and 64 biases, then 64 times 10 and 10: 50,240 and 650. The network with convolutions has {{ parameters:,}}.">
# 784 times 64 and 64, then 64 times 10 and 10: 50,890.
# </check-yourself>
#
# **4. Shuffled pixels.** Apply one fixed random order to the pixels of every image, in both piles:
# `order = np.random.permutation(784)`, then
# `train_images.reshape(-1, 784)[:, order].reshape(-1, 28, 28)`.
#
# <check-yourself name="shuffled" kind="choice"
#   question="Which of the two networks suffers?" options="the one with convolutions | the one without | both"
#   answer="the one with convolutions"
#   hint="For a dense layer, is there any difference between one order of its inputs and another?"
#   wrong="both: You can't read a shuffled digit, that's true. But the dense one never saw it as a picture in the first place. | the one without: It has a weight for every pixel, in whatever order they come. To it nothing has happened."
#   why="The windows of 3 by 3 now hold pixels that have nothing to do with each other. To the dense network, any order is as good as any other.">
# The one with convolutions: its windows now hold pixels that have nothing to do with each other.
# </check-yourself>
#
# **5. Your own data.** Write twenty digits on paper, photograph them, cut them out, and see how many
# it reads.
#
# <check-yourself name="paper" kind="choice"
#   question="You have cut out, scaled and centred them, and it reads next to nothing. What is still missing?"
#   options="255 minus each pixel | a division by 255 | more training"
#   answer="255 minus each pixel" hint="Print a corner of your picture, and a corner of one of MNIST's."
#   wrong="a division by 255: The first layer of the network does that already. | more training: It would have to learn white digits on black paper from black ones on white. First make the input look like what it has learned from."
#   why="In MNIST, paper is 0 and ink is 255. On a photograph white paper is the bright part. If yours are still misread after that, show them beside one of MNIST's: usually it's a grey ground, a thin pen, or a digit that fills the whole square.">
# In MNIST paper is 0 and ink is 255. On a photograph it's the other way round.
# </check-yourself>
#
# ## Where next
#
# You have trained a network, tested it honestly, looked at every one of its mistakes, and
# carried it out of Python. You know what a layer, a parameter, a loss, an epoch and a [test
# set](../../guide/glossary.md#test-set) are, which is most of the words that the rest of the field is made of.
#
# Two questions are left open. **Is there anything hidden in it?**
# [A neural network in a spreadsheet](../spreadsheet/index.md) has every multiplication in a
# cell of its own. **And what are those patterns that it learned?** [What does it
# see?](../look_inside/index.md) looks at them, later on. Two good places besides:
#
# - [A Neural Network Playground][@tf-playground] (Daniel Smilkov, Shan
#   Carter): a network small enough to watch every single weight while it learns. Try to
#   solve the spiral.
# - [Neural Networks and Deep Learning][@nielsen-book] (Michael
#   Nielsen): a free book that spends its first chapters on exactly these digits, and writes
#   out by hand everything that `fit` did for you.

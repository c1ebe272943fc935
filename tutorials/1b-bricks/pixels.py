# ---
# title: A picture is a list of lists
# description: Brightness, mirror and blur on a list of lists, and ten dot products that read most of MNIST. First in plain Python, then in NumPy and PyTorch.
# chapter: Bricks
# order: 1
# level: 1
# minutes: 25
# needs: [digits]
# data: [mnist]
# exports: [ten_means]
# expects:
#   strings_are_true: ">= 1"
#   five_covered: ">= 0.9"
#   small_raw_right: "<= 0.6"
#   small_right: "> 0.6"
#   wrapped: "== 44"
#   raw_right: "<= 0.7"
#   raw_fives: "== 0"
#   unit_right: ">= 0.8"
#   matmul_difference: "< 1e-6"
#   scrambled_difference: ">= 20"
#   moved_difference: "== 0"
# parameters:
#   smoke: {examples: 3_000, tested: 500}
# runs_here: true
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What does a dot product of two pictures tell you, and what spoils it?
#     answer: How much they agree. A picture with a lot of ink agrees with everything, so bring both to the same length first.
#   - ask: You add 100 to a picture of bytes, and its white turns dark. Why?
#     answer: A byte ends at 255 and begins again at 0. Make floats of it first, and clip at the end.
#   - ask: Which moves the channels to the front, reshape or permute?
#     answer: Permute (in NumPy, transpose). Reshape keeps the numbers in order and deals them into other rows, which scrambles the picture.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "layerbylayer"]
# ///

# %% [markdown]
# Hold this page at arm's length, and squint. What do you see in the text below? (The cells with a
# *Run* below them run here, in your browser: press it, change the code, and run it again.)

# %%
text = """
00000000000000
00000000000000
00000000000000
00000002473000
000037adffe000
0004efa14ea000
000be5007e3000
00043007f50000
0000002fa00000
0000008e200000
000007e2000000
00003d50000000
00009a10000000
00005100000000
"""

# %% [markdown]
# That is a handwritten 7, as a computer has it. It has no picture, only characters, from 0 for
# paper to f for the blackest ink (after 9 come a, b, c, d, e, f: sixteen **shades**, counted the
# way programmers count). A picture is *a list of rows, and a row is a list of numbers*:

# %%
picture = [[17 * int(character, 16) for character in row] for row in text.split()]
print(picture[5])

# %% [markdown]
# We multiply by seventeen so that the shades run from 0 to 255, as in most files. Everything a
# photo editor does to a picture, it does to numbers like these. So does a network. The one below
# has learned nothing. It multiplies your drawing by ten pictures, number by number, and adds up:
#
# <draw-and-classify model="ten_means">
# Here you could draw a digit, and ten dot products would read it. That takes JavaScript, which is
# switched off or did not load. The rest of the page reads without it.
# </draw-and-classify>
#
# <make-a-guess name="right" kind="number" min="0" max="100" step="1" unit="%" answer="{{ unit_percent:.0f}}"
#   by="the test" question="What percentage of the test digits does it get right?">
# What percentage of the test digits does it get right, do you think? Write it down.
# </make-a-guess>
#
# We'll build it from lists.
#
# ## A photo editor in ten lines
#
# Brighter means a larger number in every place. No number may leave the range, so we **clip** it.

# %%
import math

# %% tags=["parameters"]
examples = 60_000
tested = 10_000


# %%
def clipped(shade):
    return min(255, max(0, shade))


def brighter(picture, by):
    return [[clipped(shade + by) for shade in row] for row in picture]


def more_contrast(picture, factor):
    """Away from the middle grey."""
    return [[clipped(128 + factor * (shade - 128)) for shade in row] for row in picture]


def mirrored(picture):
    return [row[::-1] for row in picture]


# %% [markdown]
# For a **blur**, each place gets the mean of itself and its neighbours: a window of three by three
# slides over the picture. Outside the picture there is paper.


# %%
def blurred(picture):
    height, width = len(picture), len(picture[0])

    def shade(row, column):
        inside = 0 <= row < height and 0 <= column < width
        return picture[row][column] if inside else 0

    def mean_around(row, column):
        window = [shade(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        return sum(window) / 9

    return [[mean_around(r, c) for c in range(width)] for r in range(height)]


# %%
from layerbylayer.sketch import show

# %%
#| fig-alt: The same coarse seven five times, as it was, with a grey ground, with harder edges, mirrored so that it opens to the other side, and blurred.
#| fig-cap: Five lists of lists. Blur is the first brick of a convolution, a window that slides.
versions = {
    "as it was": picture,
    "brighter": brighter(picture, 80),
    "more contrast": more_contrast(picture, 3),
    "mirrored": mirrored(picture),
    "blurred": blurred(picture),
}
show(*versions.values(), labels=list(versions), low=255, high=0)

# %% [markdown]
# (Large numbers are ink here, so "brighter" means more ink. Whoever has inverted a data set by
# accident will not be surprised.)
#
# ## A row of numbers, and agreement
#
# Put all the rows one after another, and the picture is one long row, a **vector**. For two
# vectors, a single number says how much they agree: multiply place by place, and add up. It is
# called the **dot product**:
#
# $$a \cdot b = a_1 b_1 + a_2 b_2 + \dots + a_n b_n$$
#
# Ink on ink counts for a lot, ink on paper for nothing.


# %%
def flat(picture):
    return [shade for row in picture for shade in row]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


# %%
seven = flat(picture)
others = {
    "itself": picture,
    "mirrored": mirrored(picture),
    "an empty page": [[0] * 14] * 14,
    "brighter": brighter(picture, 80),
}
for name, other in others.items():
    print(f"{name:13} {dot(seven, flat(other)):10,}")

# %% [markdown]
# It agrees with itself more than with its mirror image, and with an empty page not at all. (It
# agrees even more with the brighter one. Keep that in mind.)
#
# Now for a reader of digits. For each digit we take the mean of all its training pictures, and make
# it very small, 7 by 7, so that it fits on a line. We also take a few digits from the test pile,
# each with its [label](../../guide/glossary.md#label).

# %%
means = """
0000000002782001876700481380066275003996100000000
000000000044100007500000a200002910000461000000000
0001000015871001237200026710048a73103754200000000
0000000015861001267100049710011273003786100011000
0000000002132001636300396a20025771000143000001100
0000000002553101674210177410012362002675100011000
0001100002641000561100186740019884000474000000000
000000000122000388a300122910001650000272000023100
000000000277200166740005a710016851001785100011000
0000000001430001768200277910013660000153000012100
"""

# %%
news = """
7:0000000011000002679400000900000450000190000045000
2:001300000a9500000a200005700000b1011008a9730000000
1:0000000000060000034000007000000800000260000000000
0:0000000001c20000bbb2001a04800384d4001bd6000000000
4:00000000040120007044003409000166b0000009000000100
1:000000000007000005700000a100000a00000270000001000
4:0000000006004004505300397a00000530000093000001000
9:00000000013000009c3000099700003281000002600000030
5:00000000006bb302531000a31000039ec00000a7000000000
9:000000000012000088a9003a9d50000b40000580000071000
0:0000000007893000800900340080053037002aa9000000000
6:0012000007200000817500269260036745000685000000000
9:00000000003200006793000b4a00003660000081000005000
"""

# %% [markdown]
# The mean of all sevens is a blurry seven. We read a new digit as the mean with which it has the
# largest dot product. What could go wrong?


# %%
def vector(word):
    return [int(character, 16) for character in word]


def best(scores):
    return max(range(len(scores)), key=lambda k: scores[k])


patterns = [vector(line) for line in means.split()]
new_digits = [(int(word[0]), vector(word[2:])) for word in news.split()]
raw_answers = [best([dot(p, digit) for p in patterns]) for _, digit in new_digits]
labels = [label for label, _ in new_digits]
print("labels ", *labels)
print("answers", *raw_answers)
small_raw_right = sum(a == b for a, b in zip(labels, raw_answers)) / len(labels)
print(f"{small_raw_right:.0%} right")

# %% [markdown]
# Only {{ small_raw_right:.0%}}, and look at *what* it says: again and again {{ favourite}}. The
# **misconception** of this page is *a larger dot product means more alike.* The means of some
# digits have a lot of ink, and agree with everything. Saying yes to everything isn't knowing more.
#
# The remedy is to bring each pattern to the same **length**, which is the root of its dot product
# with itself. Then what counts is where the ink is, not how much of it there is.
#
# <check-yourself name="length" kind="number" answer="5" question="What is the length of (3, 4)?"
#   hint="First the dot product of (3, 4) with itself."
#   wrong="7: That's the sum of the two. | 25: That's the dot product. Its root is still to be taken."
#   why="9 and 16 are 25, and the root of 25 is 5. Pythagoras knew it with two numbers; it works with 784, too.">
# The length of (3, 4) is the root of 9 + 16, which is 5.
# </check-yourself>


# %%
def unit(vector):
    length = math.sqrt(dot(vector, vector))
    return [x / length for x in vector]


patterns = [unit(pattern) for pattern in patterns]
answers = [best([dot(p, digit) for p in patterns]) for _, digit in new_digits]
print("labels ", *labels)
print("answers", *answers)
small_right = sum(a == b for a, b in zip(labels, answers)) / len(labels)
print(f"{small_right:.0%} right")

# %%
#| echo: false
favourite = max(set(raw_answers), key=raw_answers.count)

# %% [markdown]
# {{ small_right:.0%}}, with ten lines of hexadecimal and a loop. Nothing was trained.
#
# ## The same in NumPy
#
# Lists are patient and slow. **NumPy** does the same to whole arrays at once. An array has a
# **shape** (how many numbers along each axis) and a **dtype** (what kind of numbers). The Python in
# your browser has no such libraries, so the cells from here on have no *Run*: they run at home.

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np

(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
train_images, train_labels = train_images[:examples], train_labels[:examples]
test_images, test_labels = test_images[:tested], test_labels[:tested]
print(train_images.shape, train_images.dtype)

# %% [markdown]
# A **slice** takes a part: `images[0]` is one picture, `images[:, ::-1]` has all of them upside
# down, `images[:, 10:18, 10:18]` are their middles. Arithmetic applies to every number at once, so
# `images + 100` is brighter. But these numbers are bytes.
#
# <make-a-guess name="wrap" kind="choice" answer="44" by="NumPy" options="300 | 255 | 44 | an error"
#   question="A pixel of a byte picture is 200. What is it after images + 100?">
# A pixel of a byte picture is 200. What is it after `images + 100`: 300, 255, 44, or an error?
# </make-a-guess>

# %%
#| answers: wrap
one_pixel = np.array([200], dtype="uint8")
wrapped = int((one_pixel + 100)[0])
print(one_pixel + 100, one_pixel.astype("float32") + 100)

# %% [markdown]
# {{ wrapped}}: a byte ends at 255, and the count begins again at 0. No error, no warning, and a
# picture with black holes in its brightest places. If you said 255, you expected the good manners
# of our `clipped`. This is why nearly every program begins with `astype("float32")`.
#
# **Broadcasting**: where shapes do not match, an axis of length 1 (or a missing one in front) is
# repeated. So one mean picture can be subtracted from all pictures in one line:

# %%
images = train_images.astype("float32")
centred = images - images.mean(axis=0)  # (60000, 28, 28) - (28, 28)
print(images.shape, "-", images.mean(axis=0).shape, "=", centred.shape)

patterns = np.stack([images[train_labels == k].mean(axis=0) for k in range(10)])
vectors = patterns.reshape(10, 784)
lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))  # (10, 1)
units = vectors / lengths  # (10, 784) / (10, 1)

# %%
#| fig-alt: Ten blurry grey digits from 0 to 9, the means of all training pictures.
#| fig-cap: The mean of all zeros, of all ones, and so on. That is everything this reader knows.
fig, axes = plt.subplots(1, 10, figsize=(6.4, 0.9))
for ax, pattern in zip(axes, patterns):
    ax.imshow(pattern)
    ax.axis("off")
plt.show()

# %% [markdown]
# All the dot products of all test digits with all ten patterns are one product of two matrices, `@`.

# %%
#| answers: right
tests = test_images.reshape(-1, 784).astype("float32")
raw_reader = (tests @ vectors.T).argmax(axis=1)
scores = tests @ units.T  # (10000, 784) @ (784, 10)
reader = scores.argmax(axis=1)
raw_right = float((raw_reader == test_labels).mean())
unit_right = float((reader == test_labels).mean())
raw_fives = int((raw_reader == 5).sum())
print(f"raw: {raw_right:.1%}, and {raw_fives} times the answer 5")
print(f"same length: {unit_right:.1%}")

# %%
#| echo: false
unit_percent = 100 * unit_right
test_count = len(test_labels)
darkest_other = np.delete(vectors, 5, axis=0).max(axis=0)
five_covered = float((darkest_other > vectors[5])[vectors[5] > 10].mean())


def coarse(pixels, size):
    """Pictures as the texts above have them: means of squares, in sixteen shades."""
    squares = pixels.reshape(-1, size, 28 // size, size, 28 // size).mean((2, 4))
    shades = np.clip(squares / 17, 0, 15).round().astype(int)
    return ["".join(f"{shade:x}" for shade in p.reshape(-1)) for p in shades]


small_tests = coarse(tests[:13].astype("float64"), 7)
strings_are_true = int(
    coarse(train_images[15:16].astype("float64"), 14)[0] == "".join(text.split())
    and coarse(patterns.astype("float64"), 7) == means.split()
    and [f"{n}:{w}" for n, w in zip(test_labels, small_tests)] == news.split()
)

# %% [markdown]
# **{{ unit_right:.0%}} of {{ test_count:,}} digits by ten dot products.** If you guessed something
# near 10%, you expected that reading needs learning. If you guessed near 99%, compare with [Your
# first network](../digits/index.md), and see what the learning was for. With the raw patterns it is
# {{ raw_right:.0%}}, and the answer is never 5. Fives differ a lot, so their mean is smeared, and
# at {{ five_covered:.0%}} of its inked pixels some other mean has more ink.
#
# ## Look at the failures
#
# Which sevens look most like the mean of all sevens, and which least?

# %%
#| fig-alt: Two rows of eight sevens. The upper ones are slim, slanted and all alike. The lower ones are small, tilted, or have a bar.
#| fig-cap: Above, the sevens nearest to the mean of all sevens. Below, the farthest, small, tilted, or with a bar, of which the mean knows nothing.
sevens = tests[test_labels == 7]
agreement = sevens @ units[7] / np.sqrt((sevens**2).sum(axis=1))
order = np.argsort(-agreement)
fig, axes = plt.subplots(2, 8, figsize=(6.4, 1.8))
for ax, index in zip(axes.flat, [*order[:8], *order[-8:]]):
    ax.imshow(sevens[index].reshape(28, 28), vmax=255)
    ax.axis("off")
plt.show()

# %%
#| fig-alt: Ten test digits with a wrong answer above each and the right one below.
#| fig-cap: Misread by the largest margin. Answer above, label below. A pattern cannot lean when a digit leans.
margins = scores.max(axis=1) - scores[np.arange(len(scores)), test_labels]
worst = np.argsort(-margins)[:10]
fig, axes = plt.subplots(1, 10, figsize=(6.4, 1.2))
for ax, index in zip(axes, worst):
    ax.imshow(test_images[index], vmax=255)
    ax.set_title(reader[index], color="C1")
    ax.text(14, 40, test_labels[index], ha="center")
    ax.axis("off")
plt.show()

# %% [markdown]
# One pattern per digit, fixed in place: it cannot lean, move, or grow a bar. What the next pages
# bring is better patterns, more of them, in more than one place.
#
# ## The same in PyTorch, with one more axis
#
# A PyTorch **tensor** is an array that can live on a graphics card and remembers how it was made.
# Everything above works on it, almost letter for letter:

# %%
import torch

same = torch.from_numpy(tests[:100]) @ torch.from_numpy(units).T
matmul_difference = float(np.abs(same.numpy() / scores[:100] - 1).max())
print(same.shape, f"largest relative difference {matmul_difference:.0e}")

# %% [markdown]
# Colour adds an axis, the **channels** red, green and blue. Where does it go? Last, say Keras and
# TensorFlow: (height, width, 3). First, says PyTorch: (3, height, width). Two civilisations, which
# correspond by transposing. Hand a picture from one to the other, and this is what you hear:

# %%
photo = np.stack([train_images[n] for n in (1, 3, 5)], axis=-1)  # (28, 28, 3)
layer = torch.nn.Conv2d(in_channels=3, out_channels=4, kernel_size=3)
pixels = torch.from_numpy(photo[None]).float()  # (1, 28, 28, 3)
try:
    layer(pixels)
except RuntimeError as error:
    print(error)

# %% [markdown]
# Read it slowly; it says everything: it expected 3 channels and found 28 in the axis where it looks
# for them. So the axis has to move to the front. Two ways give the right shape. One of them is
# wrong.
#
# <make-a-guess name="moving" kind="choice" answer="permute(2, 0, 1)" by="the picture" options="reshape(3, 28, 28) | permute(2, 0, 1) | both | neither"
#   question="Which gives the red channel of the picture as its first one?">
# Which one gives the red channel first: `reshape(3, 28, 28)`, `permute(2, 0, 1)`, both, or neither?
# </make-a-guess>

# %%
#| answers: moving
#| fig-alt: Three pictures. The red channel is a handwritten digit. After permute it is the same. After reshape there are thin, torn copies of three digits over each other.
#| fig-cap: Permute moves an axis. Reshape deals the same numbers into other rows, like a pack of cards.
tensor = torch.from_numpy(photo)
moved, scrambled = tensor.permute(2, 0, 1), tensor.reshape(3, 28, 28)
parts = {"red": tensor[:, :, 0], "permute": moved[0], "reshape": scrambled[0]}
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.2))
for ax, (name, part) in zip(axes, parts.items()):
    ax.imshow(part, vmax=255)
    ax.set_title(name)
    ax.axis("off")
plt.show()

# %%
#| echo: false
red = tensor[:, :, 0].float()
moved_difference = float((moved[0].float() - red).abs().mean())
scrambled_difference = float((scrambled[0].float() - red).abs().mean())

# %% [markdown]
# Both have the shape that the [layer](../../guide/glossary.md#layer) wants, so nothing complains, and a network will even learn a
# little from the torn pictures. Hence the opinion: **look at a picture after every change of
# shape.** A shape is a promise about how many, never about what. And print four things about any
# array you meet: shape, dtype, smallest, largest. Many a bug shows up in that line.
#
# ## Into the browser
#
# Ten dot products are a [dense layer](../../guide/glossary.md#dense-layer) without a bend. We put our patterns into one, and the page at
# the top runs it. (The factor makes the bars more decisive, and changes no answer.)

# %%
from layerbylayer import to_tfjs

model = keras.Sequential(
    [
        keras.layers.Input((28, 28, 1)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax", use_bias=False),
    ]
)
model.layers[-1].set_weights([4 * units.T])

# %%
card = to_tfjs(
    model,
    "exported/ten_means",
    title="Ten dot products",
    labels=[str(digit) for digit in range(10)],
    example=test_images[:20, :, :, np.newaxis],
    targets=test_labels[:20],
    input_range=(0, 255),
    metrics={"test_accuracy": unit_right},
)

# %% [markdown]
# Go back to the top and make it fail. Draw a 7 with a bar through it. Then a 4, upright, and
# another one, leaning. Predict which mean it will agree with.
#
# ## Exercises
#
# **1. A minute.** By hand, one place after the other.
#
# <check-yourself name="by-hand" kind="number" answer="1"
#   question="What is the dot product of (1, 2, 3) and (4, 0, -1)?"
#   hint="Three products, then one sum."
#   wrong="7: You dropped the sign: the last product is -3. | -3: That's the last place alone. Add up all three."
#   why="Four, and nothing, and minus three.">
# Four, and nothing, and minus three: 1.
# </check-yourself>
#
# **2. A negative.** Paper becomes ink, and ink becomes paper. Change the cell below, then press *Run
# and check*.
#
# ??? tip "Hint"
#     What has to come out of 0, and what of 255?


# %% tags=["exercise"]
def negative(picture):
    return picture


# %% tags=["solution"]
def negative(picture):
    return [[255 - shade for shade in row] for row in picture]


# %% tags=["check"]
found = negative([[0, 100], [255, 1]])
assert min(flat(found)) >= 0, "There is ink below 0, and a shade ends at 0 and 255."
assert max(flat(found)) <= 255, "Paper became 256, of which a byte would make 0."
assert found == [[255, 155], [0, 254]], (
    f"negative([[0, 100], [255, 1]]) is {found}, and should be [[255, 155], [0, 254]]."
)

# %% [markdown]
# ??? note "Why"
#     0 and 255 have to change places, and everything between them goes along. `-shade` leaves the
#     range, and `256 - shade` does so by one.
#
# **3. A quarter turn.** Write `turned(picture)`, which turns a picture clockwise by a quarter turn.
#
# ??? tip "Hint"
#     The first column, read from the bottom up, becomes the first row.


# %% tags=["exercise"]
def turned(picture):
    return [list(column) for column in zip(*picture)]


# %% tags=["solution"]
def turned(picture):
    return [list(column) for column in zip(*picture[::-1])]


# %% tags=["check"]
found = [list(row) for row in turned([[1, 2], [3, 4], [5, 6]])]
assert found != [[1, 3, 5], [2, 4, 6]], (
    "It's mirrored along its diagonal. Which row has to come first?"
)
assert found != [[2, 4, 6], [1, 3, 5]], "It has turned the other way round."
assert found == [[5, 3, 1], [6, 4, 2]], (
    f"[[1, 2], [3, 4], [5, 6]] becomes {found}, and should be [[5, 3, 1], [6, 4, 2]]."
)

# %% [markdown]
# ??? note "Why"
#     `zip(*picture)` makes rows of the columns, which is a mirror along the diagonal. Turned upside
#     down first, it's a quarter turn. Two mirrors make a turn, also in the bathroom.
#
# **4. Sharper.** A picture plus what the blur took away from it is sharper. Write
# `sharpened(picture)`, clipped.
#
# ??? tip "Hint"
#     What the blur took away is `shade - mean`, and it's added to `shade`.


# %% tags=["exercise"]
def sharpened(picture):
    return blurred(picture)


# %% tags=["solution"]
def sharpened(picture):
    soft = blurred(picture)
    return [
        [clipped(2 * shade - mean) for shade, mean in zip(row, soft_row)]
        for row, soft_row in zip(picture, soft)
    ]


# %% tags=["check"]
middle = sharpened([[90] * 5] * 5)[2][2]
assert abs(middle - 90) < 1e-6, (
    f"In the middle of an even grey of 90 it gives {middle}. That's only what the blur "
    "took away: add it to the picture."
)
sharp, soft = sharpened(picture), blurred(picture)
assert min(flat(sharp)) >= 0 and max(flat(sharp)) <= 255, (
    "There are shades below 0 or above 255. Clip them."
)
for row, old_row, soft_row in zip(sharp, picture, soft):
    for shade, old, mean in zip(row, old_row, soft_row):
        meant = clipped(2 * old - mean)
        assert abs(shade - meant) < 1e-6, f"A {old} becomes {shade}, not {meant}."

# %% [markdown]
# ??? note "Why"
#     Where the picture is even, the blur takes nothing away and nothing changes. At an edge the dark
#     side gets darker and the bright one brighter. `shade - mean` alone shows the edges and nothing
#     else, and without the clip there are numbers below 0 around each stroke.
#
# **5. Your own picture.** Load a photo with `matplotlib.pyplot.imread`, print shape, dtype, smallest
# and largest, and blur it. How long does that take with lists, and how long with NumPy?
#
# <check-yourself name="photo" kind="number" unit="numbers" answer="720000"
#   question="Its shape is (400, 600, 3). How many numbers is that?"
#   hint="Rows, columns, channels."
#   wrong="240000: Those are its pixels. Each has three channels. | 1003: A shape is multiplied."
#   why="400 rows of 600 pixels, each with red, green and blue. Lists visit them one by one, with nine neighbours each; that's the wait.">
# 400 times 600 times 3: 720,000.
# </check-yourself>
#
# ## Where next
#
# You can do what you like to a picture, you know what a dot product hears and when it lies, and you
# have met the two commonest silent mistakes of the trade. Our patterns were means. **How would a
# machine find better ones by itself?** [One neuron](../one_neuron/index.md) does it, with three
# numbers.
#
# - [Image Kernels][@image-kernels] (Victor Powell): a blur and its relatives on your own face,
#   number by number.
# - [NumPy: the absolute basics for beginners][@numpy-beginners]: short, and by the people who
#   make it.
# - [Essence of linear algebra][@3b1b-linear-algebra] (Grant Sanderson): what a dot product looks
#   like.

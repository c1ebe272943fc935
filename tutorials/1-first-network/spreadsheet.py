# ---
# title: A neural network in a spreadsheet
# description: A small network reads digits by formulas alone, cell by cell, and a smaller one learns, row by row. Nothing is hidden.
# chapter: First network
# order: 2
# level: 1
# minutes: 20
# needs: [digits]
# data: [mnist]
# exports: [spreadsheet]
# downloads: [network.xlsx, learning.xlsx]
# expects:
#   test_accuracy: ">= 0.97"
#   parameters: "<= 2500"
#   megabytes: "<= 5"
# says:
#   "The network's begins higher and stays above": network_lead > 0
#   "The network bears the first pixels better": gap > 0
#   "If you guessed a million": formulas < 500000
# parameters:
#   smoke: {epochs: 1, examples: 6_000, checked: 1}
#   gpu: {epochs: 12}
# threads: 1
# published: 2026-11-25
# recall:
#   - ask: How many functions of a spreadsheet does the arithmetic of a trained network need?
#     answer: Four. SUMPRODUCT for every weighted sum, MAX for relu and pooling, EXP and SUM for softmax. The others only pick the example and the winner.
#   - ask: What do the dollar signs in the formula of a convolution stand for?
#     answer: The pattern stays where it is while the window moves. The same weights are used at every place of the picture.
#   - ask: The learning rate is a little too large. What do you see in the rows of the sheet?
#     answer: Each step jumps over the valley and lands higher on the other side. The loss grows from row to row, and nothing warns you.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "openpyxl>=3.1", "pypdfium2>=5", "layerbylayer"]
# ///

# %% [markdown]
# Is there any magic in it? Draw a digit:
#
# <draw-and-classify model="spreadsheet">
# Here you could draw a digit, and a small neural network that runs in this page would read
# it. That takes JavaScript, which is switched off or didn't load. The workbook below holds
# the same network.
# </draw-and-classify>
#
# This network has {{ parameters:,}} adjustable numbers, and here it is again, as a spreadsheet:
# **[network.xlsx](network.xlsx)** ({{ kilobytes:.0f}} kB). Open it in LibreOffice or Excel. Choose an
# example in the orange cell; or choose 0, and type numbers from 0 to 255 into the cells of
# the left picture. The answer changes while you type. There's no program in that file. It
# holds formulas, of the kind with which people add up invoices.
#
# Every number that the network computes on its way from the picture to the answer has a
# cell of its own.
#
# <make-a-guess name="cells" kind="number" min="100" max="1000000" scale="log" unit="formulas"
#   answer="{{ formulas }}" by="the workbook"
#   question="How many formulas stand between the picture and the answer?">
# How many formulas will that be? Write down a number before you read on.
# </make-a-guess>
#
# ## A network that fits
#
# The network of [Your first network](../digits/index.md) would fit a spreadsheet, but
# nobody would want to scroll through it. We take a smaller one, of the same kinds of [layers](../../guide/glossary.md#layer).

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np

keras.utils.set_random_seed(1)

# %% tags=["parameters"]
epochs = 3
examples = 60_000
checked = 6

# %%
(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
train_images, train_labels = train_images[:examples], train_labels[:examples]
model = keras.Sequential(
    [
        keras.layers.Input(shape=(28, 28, 1)),
        keras.layers.Rescaling(1 / 255),
        keras.layers.Conv2D(4, 5, activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(8, 5, activation="relu"),
        keras.layers.MaxPooling2D(),
        keras.layers.Flatten(),
        keras.layers.Dense(10, activation="softmax"),
    ]
)

# %% [markdown]
# Four patterns of 5 by 5 cells, then eight, then a sum for each digit. This draws it, with
# the shape of the data after each layer and, as bars, where its [parameters](../../guide/glossary.md#parameter) sit:

# %%
from layerbylayer import to_learning_xlsx, to_text, to_xlsx

to_text(model)

# %%
#| echo: false
parameters = model.count_params()

# %% [markdown]
# Training doesn't happen in the spreadsheet. It happens here, as before.

# %%
batches = epochs * (len(train_images) // 64 + 1)
learning_rate = keras.optimizers.schedules.CosineDecay(0.006, batches)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(train_images, train_labels, 64, epochs, verbose=0)
test_loss, test_accuracy = model.evaluate(test_images, test_labels, verbose=0)
print(f"{parameters:,} parameters, test accuracy {test_accuracy:.4f}")

# %% [markdown]
# {{ test_accuracy:.1%}} of the test digits, with {{ parameters:,}} numbers. Before we write them
# into cells, look at what it gets wrong: its most confident mistakes. They come along into
# the workbook, after one good example of each digit.

# %%
#| fig-alt: Ten handwritten digits in a row. The network's wrong answer is above each, the label below it.
#| fig-cap: The ten mistakes of which it was most certain. Answer above, label below. In the workbook they are the examples 11 to 20.
probabilities = model.predict(test_images, verbose=0)
answers, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
wrong = np.flatnonzero(answers != test_labels)
worst = wrong[np.argsort(-confidence[wrong])][:10]
fig, axes = plt.subplots(1, 10, figsize=(6.4, 1.2))
for ax, index in zip(axes, worst):
    ax.imshow(test_images[index], vmax=255)
    ax.set_title(answers[index], color="C1")
    ax.text(14, 38, test_labels[index], ha="center")
    ax.axis("off")
plt.show()

# %% [markdown]
# ## Into cells
#
# One call writes the workbook: a sheet for each layer, and the [weights](../../guide/glossary.md#weight) on sheets of their
# own.

# %%
import warnings
from pathlib import Path

import openpyxl

warnings.filterwarnings("ignore", module="openpyxl")  # it knows no bars in cells

# %%
right = np.flatnonzero(answers == test_labels)
good = [right[test_labels[right] == digit][0] for digit in range(10)]
chosen = [*good, *worst]
network = to_xlsx(
    model,
    "exported/network.xlsx",
    examples=test_images[chosen],
    targets=test_labels[chosen],
)
book = openpyxl.load_workbook(network)
print(book.sheetnames)

# %%
#| echo: false
kilobytes = network.stat().st_size / 1000
megabytes = kilobytes / 1000
formulas = sum(
    cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row
)

# %% [markdown]
# To see the sheets on this page, we let LibreOffice draw them. It is free; without it the
# script goes on and says what is missing. First the tools, then a function that asks LibreOffice
# to convert files.

# %%
import shutil
import subprocess
import tempfile
import time

import pypdfium2


# %%
def converted(kind, *workbooks):
    """What LibreOffice makes of workbooks: files of a kind, pdf or xlsx."""
    soffice = shutil.which("soffice")
    if soffice is None:
        print("To see and check the sheets, install LibreOffice: libreoffice.org")
        return []
    folder = Path(tempfile.mkdtemp())
    profile = f"-env:UserInstallation={folder.as_uri()}/profile"
    command = [soffice, profile, "--headless", "--convert-to", kind]
    command += ["--outdir", str(folder), *map(str, workbooks)]
    subprocess.run(command, check=True, capture_output=True)
    return [folder / f"{workbook.stem}.{kind}" for workbook in workbooks]


# %%
def trimmed(page):
    """A page as a picture, without its empty margins."""
    picture = page.render(scale=3).to_pil().convert("RGB")
    rows, columns = np.nonzero(np.asarray(picture).min(axis=2) < 255)
    box = columns.min() - 20, rows.min() - 20, columns.max() + 20, rows.max() + 20
    picture = picture.crop(box)
    picture.thumbnail((1400, 4000))
    return picture


# %%
def drawn(workbook):
    """Each sheet of a workbook as a picture, by its name."""
    names = openpyxl.load_workbook(workbook).sheetnames
    files = converted("pdf", workbook)
    pages = [page for file in files for page in pypdfium2.PdfDocument(file)]
    return {name: trimmed(page) for name, page in zip(names, pages)}


sheets = drawn(network)

# %% [markdown]
# This is the first sheet. On the left is your own picture, in the middle what the network
# sees: the example that is chosen, or your own. On the right is what it says.

# %%
#| fig-alt: The first sheet of the workbook. An orange cell to choose an example, two pictures of a handwritten digit made of coloured cells, and a bar chart of ten probabilities beside the answer.
#| fig-cap: The picture is made of cells. Its colours come from their numbers, 0 to 255.
sheets.get("Input")

# %% [markdown]
# ## One cell
#
# Go to the sheet *Conv 1* and click a cell. It holds one formula.

# %%
print(book["Conv 1"]["J10"].value)

# %% [markdown]
# `SUMPRODUCT` multiplies two ranges of cells, number by number, and adds up the products.
# The first range is a window of 5 by 5 cells in the picture, the second is one of the four
# patterns, on the sheet *Conv 1 weights*. Then one more number is added, and `MAX(0, …)` is
# the `relu` that cuts off what is negative. That is all that a [convolution](../../guide/glossary.md#convolution) is. For
# a window $x$, a pattern $w$ and the added number $b$:
#
# $$y = \max\Big(0,\; \sum_{i=1}^{5} \sum_{j=1}^{5} x_{ij} \, w_{ij} + b\Big)$$
#
# In the cell to the right, the window has moved by one column. The pattern has not: in the
# formula, the dollar signs hold it in place. The same in Python, for the cell above:

# %%
kernel, bias = model.layers[1].get_weights()  # (5, 5, 1, 4), (4,)
image = test_images[chosen[0]] / 255
window = image[5:10, 8:13]  # what J10 looks at
y = max(0, (window * kernel[:, :, 0, 0]).sum() + bias[0])
print(f"{y:.6f}")

# %%
#| fig-alt: The sheet Conv 1. Four large pictures of the same digit, each in shades of green, with different strokes of it dark.
#| fig-cap: Four maps, one for each pattern. Each is dark where its pattern fits.
sheets.get("Conv 1")

# %% [markdown]
# And these are the four patterns: orange where ink counts for the pattern, blue where it
# counts against it. Compare each with its map. One of them may like strokes that lie, another
# the lower edge of a stroke. Nobody asked for that.

# %%
#| fig-alt: The sheet Conv 1 weights. Four squares of five by five numbers in orange and blue, with one more number beside each.
#| fig-cap: "A hundred weights and four numbers to add: the first layer, complete."
sheets.get("Conv 1 weights")

# %% [markdown]
# ## All the others
#
# *Pool 1* takes the largest of each four cells. Click one:

# %%
print(book["Pool 1"]["C7"].value)

# %% [markdown]
# *Conv 2* does what *Conv 1* did, only that it looks at all four maps at once: four times
# `SUMPRODUCT`. Its eight maps are patterns of patterns. *Pool 2* halves them once more, and
# there are few enough numbers left to print them.

# %%
#| fig-alt: The sheet Pool 2. Eight squares of four by four cells with their numbers, some pale, some dark.
#| fig-cap: "What is left of the picture: 128 numbers. Could you read the digit from these?"
sheets.get("Pool 2")

# %% [markdown]
# *Flatten* writes them in one column, since the next formula wants a column. *Dense 1*
# has ten cells, one for each digit: 128 products each, added up. *Output* raises $e$ to the
# power of each score and divides by the sum of all ten, the [softmax](../../guide/glossary.md#softmax):

# %%
for cell in ("C5", "D5", "E5", "C16"):
    print(cell, book["Output"][cell].value)

# %%
#| fig-alt: The sheet Output. Ten rows with a score, its exponential and a probability drawn as a bar; below them the winner.
#| fig-cap: From scores to probabilities. The largest score is taken off first, which changes no probability and keeps every power small enough for a cell.
sheets.get("Output")

# %% [markdown]
# <your-guess name="cells"></your-guess>
#
# That was all of it: {{ formulas:,}} formulas, made of seven functions: `SUMPRODUCT`, `MAX`,
# `EXP` and `SUM`, and `IF`, `INDEX` and `MATCH` to pick the example and the winner. If you guessed a
# million: you were thinking of networks for photographs. If you guessed some hundreds, you
# counted each pattern once; but it's used at every place of the picture, and every place has
# a cell of its own.
#
# ## Does it agree?
#
# A spreadsheet that is nearly right would be a nice drawing, no more. So we choose
# examples in the orange cell one after the other, let LibreOffice compute each workbook
# anew, and compare with Keras.


# %%
folder, asked = Path(tempfile.mkdtemp()), []
for number in range(1, checked + 1):
    book["Input"]["B3"] = number
    asked.append(folder / f"example-{number}.xlsx")
    book.save(asked[-1])  # openpyxl keeps the formulas, and no values
started = time.perf_counter()
answered = converted("xlsx", *asked)
seconds = (time.perf_counter() - started) / checked

# %%
difference = 0.0
for index, file in zip(chosen, answered):
    output = openpyxl.load_workbook(file, data_only=True)["Output"]
    cells = [output.cell(5 + digit, 5).value for digit in range(10)]
    off = np.abs(np.array(cells) - probabilities[index]).max()
    difference = max(difference, float(off))
print(f"{len(answered)} workbooks, {seconds:.1f} s each")
print(f"largest difference from Keras: {difference:.0e}")

# %% [markdown]
# The largest difference in any of the ten probabilities is {{ difference:.0e}}. It isn't
# zero, and of the two the spreadsheet is the more exact: a cell computes with some 16
# digits, Keras with about 7, since for a network more are a waste.
#
# ## Is there a picture of a seven in it?
#
# A reasonable thing to believe: *somewhere in there it keeps a picture of a seven, and
# compares.* You have seen all the weights. The first two layers hold squares of 5 by 5 cells,
# too small for a seven. But the last layer has one weight for each of the 128 numbers, and
# these do lie in places. So let's build the machine that the belief describes, ten mean
# pictures of which the nearest wins, and move the test digits to the left. Both machines
# learned from the same digits, all of them in the middle.
#
# <make-a-guess name="moved" kind="choice" answer="{{ steadier }}" by="the run"
#   options="the mean pictures | the network | about the same"
#   question="Digits moved by three pixels: who keeps more of its right answers?">
# Who keeps more of its right answers when the digits move by three pixels: the ten mean
# pictures, or the network? Decide before you read on.
# </make-a-guess>

# %%
means = [train_images[train_labels == digit].mean(axis=0) for digit in range(10)]
templates = np.reshape(means, (10, 784))
shifts, right_answers = np.arange(6), {"mean pictures": [], "network": []}
for shift in shifts:
    moved = np.roll(test_images, -shift, axis=2)
    rows = moved.reshape(-1, 784).astype("float32")
    scores = rows @ templates.T - (templates**2).sum(axis=1) / 2  # nearest: largest
    nearest = scores.argmax(axis=1)
    seen = model.predict(moved, verbose=0).argmax(axis=1)
    right_answers["mean pictures"].append(float((nearest == test_labels).mean()))
    right_answers["network"].append(float((seen == test_labels).mean()))

# %%
#| answers: moved
#| fig-alt: Two falling curves of the share of right answers against the shift in pixels. The network's begins higher and stays above that of the mean pictures for the first three pixels.
#| fig-cap: Neither likes it when digits leave their place. The network bears the first pixels better.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
for name, shares in right_answers.items():
    ax.plot(shifts, 100 * np.array(shares), "o-", label=name)
ax.set(xlabel="moved to the left (pixels)", ylabel="right answers (%)", ylim=(0, 100))
ax.legend()
plt.show()

# %%
#| echo: false
template_right, template_moved = (right_answers["mean pictures"][i] for i in (0, 3))
network_moved = right_answers["network"][3]
kept = {name: shares[3] / shares[0] for name, shares in right_answers.items()}
gap = kept["network"] - kept["mean pictures"]
network_lead = min(
    there - here
    for there, here in zip(right_answers["network"][:4], right_answers["mean pictures"])
)
steadier = "the network" if gap > 0 else "the mean pictures"
steadier = "about the same" if abs(gap) < 0.02 else steadier

# %%
#| echo: false
blinded = keras.models.clone_model(model)
changed = []
for pattern in range(4):
    weights = model.get_weights()
    weights[0][..., pattern] = 0
    blinded.set_weights(weights)
    blind_answers = blinded.predict(test_images, verbose=0).argmax(axis=1)
    changed.append(float((blind_answers != answers).mean()))
least_changed, most_changed = min(changed), max(changed)

# %% [markdown]
# Mean pictures read {{ template_right:.0%}} of the digits where they belong, and
# {{ template_moved:.0%}} after three pixels; the network goes from {{ test_accuracy:.0%}} to
# {{ network_moved:.0%}}. A convolution asks the same question everywhere, and [pooling](../../guide/glossary.md#pooling) forgives
# a pixel or two. A picture forgives nothing. The network isn't free of places either, as
# its last layer is a table of them. It has no picture of a seven. It has a list of what
# strokes a seven has, and roughly where.
#
# ## And one that learns
#
# The guide of 2017 that this site follows was sorry about one thing: the network in a spreadsheet
# that it linked to could not be trained. Training {{ parameters:,}} numbers needs a formula for each, in every
# step. But what training *is* fits on one sheet. Take one neuron with one input, no
# `relu`: its answer is $w x + b$. Give it six points to fit. The [loss](../../guide/glossary.md#loss) is the mean of the
# squared errors, and its **slopes** say how the loss changes when $w$ or $b$ grows a little:
#
# $$\text{slope}_w = \frac{2}{6} \sum_{i=1}^{6} (w x_i + b - y_i) \, x_i$$
#
# $$\text{slope}_b = \frac{2}{6} \sum_{i=1}^{6} (w x_i + b - y_i)$$
#
# A step of **gradient descent** goes down both: $w$ becomes
# $w - \text{rate} \cdot \text{slope}_w$, and $b$ likewise. Each row of
# **[learning.xlsx](learning.xlsx)** is one such step.

# %%
learning = to_learning_xlsx("exported/learning.xlsx")
row = openpyxl.load_workbook(learning)["One neuron"][7]
for cell in row[5:10]:
    print(cell.coordinate, cell.value)

# %%
#| fig-alt: "One sheet: six points, a table of sixty steps with w, b, the loss and two slopes, a chart of the loss that falls quickly, and a chart in which a line goes through the six points."
#| fig-cap: Sixty steps, each row computed from the one above it.
drawn(learning).get("One neuron")

# %% [markdown]
# What Keras did above with {{ parameters:,}} numbers is this table, with that many columns. (It
# also let the rate shrink, and its [optimiser](../../guide/glossary.md#optimizer) Adam gives each number a rate of its own. The
# slopes come from the chain rule, layer by layer; there the trouble would begin, for the
# accountant.)
#
# The [**learning rate**](../../guide/glossary.md#learning-rate) is in the orange cell B3. At {{ default_rate }} the loss falls. A larger
# rate takes larger steps, so surely it gets there sooner?
#
# <make-a-guess name="rate" kind="number" min="0.05" max="1" step="0.01" unit="" answer="{{ largest_rate:.2f}}"
#   by="the sheet" question="Up to which learning rate does the loss still fall?">
# Up to which learning rate does the loss still fall? Write down a number between 0.05 and 1.
# </make-a-guess>
#
# The same sheet in Python, for two hundred rates:

# %%
x, y = np.array([-2, -1, 0, 1, 2, 3]), np.array([-2.6, -1.2, 1.1, 2.8, 5.3, 6.9])


def loss_after(rate, steps=60, start=0.0):
    w, b = start, 0.0
    for _ in range(steps):
        error = w * x + b - y
        slope_w, slope_b = 2 * (error * x).mean(), 2 * error.mean()
        w, b = w - rate * slope_w, b - rate * slope_b
    return ((w * x + b - y) ** 2).mean()


default_rate = 0.05
rates = np.linspace(0.002, 0.4, 200)
losses = np.array([loss_after(rate) for rate in rates])
largest_rate = float(rates[losses < loss_after(0, 0)].max())

# %%
#| echo: false
steps_from_zero, steps_from_far = (
    next(
        steps for steps in range(1_000) if loss_after(default_rate, steps, start) < 0.1
    )
    for start in (0, -20)
)
more_steps = steps_from_far - steps_from_zero

# %%
#| answers: rate
#| fig-alt: A curve of the loss after sixty steps against the learning rate, on a logarithmic scale. It falls, is flat over a wide valley, and then rises like a wall.
#| fig-cap: Too small is slow, too large is a wall. In between nearly everything works.
fig, ax = plt.subplots(figsize=(6.4, 3.2))
ax.semilogy(rates, losses)
ax.axvline(largest_rate, color="0.5", lw=1, ls=":")
ax.set(xlabel="learning rate", ylabel="loss after 60 steps", ylim=(1e-2, 1e6))
plt.show()

# %% [markdown]
# At {{ largest_rate:.2f}} it is over. Type a little more into B3 and look at the columns of $w$ and $b$:
# each step jumps over the valley and lands higher up on the other side, so the next slope is
# steeper and the next jump wider. If you guessed 1: nothing warns you, the best rate and the
# worst one differ by a factor that anyone would call small. It is the first number to
# suspect when a training goes wrong.
#
# Hence an opinion: **do it once by hand, and never again.** You needn't compute a network
# in cells to use one. But do it once, and afterwards no layer is a mystery that has to be
# taken on trust. (Somewhere a bank surely decides on loans in exactly this way, and the
# file is called `final_v7_new.xls`.)
#
# ## Into the browser
#
# The network at the top of the page is this one, the third form of the same numbers.

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

card = to_tfjs(
    model,
    "exported/spreadsheet",
    title="The network of the spreadsheet",
    labels=[str(digit) for digit in range(10)],
    example=test_images[chosen, :, :, np.newaxis],
    targets=test_labels[chosen],
    input_range=(0, 255),
    metrics={"test_accuracy": test_accuracy},
)

# %% [markdown]
# **Draw a 7 with a bar through it, as people in Europe write it**, then without. Which of the
# ten bars moves? In the workbook you can follow that bar back: from *Output* to the cell of
# *Dense 1*, from there to the rows of *Dense 1 weights* where its weights are large, and on to
# the maps which they weigh. The failure you can foresee: **draw nothing but a dot**. It will be
# some digit, with some confidence. The ten shares have to add up to 1, since the formula
# divides by their sum.
#
# ## Exercises
#
# **1. A minute, in the workbook.** Choose example 11, a confident mistake, and look at the scores on
# the sheet *Output*. A mistake that is confident in percent can be a close race in scores.
#
# <check-yourself name="race" kind="number" tolerance="0.1" answer="4.6"
#   question="The winner has 99%, the second 1%. By how much do their scores differ?"
#   hint="Their shares are as 99 to 1, and each share is e to the power of its score, divided by the same sum."
#   wrong="98: That's the difference of the percentages. The scores come before softmax. | 99: That's how many times as large the share is. The power of e has still to be undone."
#   why="e to the power of 4.6 is 99. A step of 4.6 in the scores is all that lies between fifty-fifty and 99 to 1.">
# 4.6, since $e^{4.6}$ is 99.
# </check-yourself>
#
# **2. Flip it.** Copy the middle picture, paste its values into the left one, choose 0, and repair the
# digit cell by cell until the answer is right: close a gap, open a loop. How few cells can you do it
# with?
#
# <check-yourself name="reach" kind="number" unit="cells"
#   question="You change one pixel in the middle. How many cells of one map on Conv 1 can that change?"
#   answer="25" hint="In how many places of the window of 5 by 5 can your pixel be?"
#   wrong="1: The window slides: in one window your pixel is the corner, in the next one it is beside the corner. | 100: That's all four maps together."
#   why="The pixel can be in each of the 25 places of the window, once, and each time another cell looks at it.">
# 25: the pixel can be in each of the 25 places of the window.
# </check-yourself>
#
# **3. Blind it.** Set all weights of one pattern on *Conv 1 weights* to 0. For which examples does the
# answer change? (Of the test digits {{ least_changed:.0%}} to {{ most_changed:.0%}} get another answer,
# depending on which pattern it is. The three other maps hold much of the same digit.)
#
# <check-yourself name="blind" kind="choice"
#   question="What does the map of a pattern show whose 25 weights are all 0?"
#   options="the same number everywhere | nothing but zeros, always | the picture as it was"
#   answer="the same number everywhere" hint="What is left of the formula? Is there something besides the weights?"
#   wrong="nothing but zeros, always: One more number is added, the bias, and if it's positive it stays. | the picture as it was: That would be a pattern with a single 1 in its middle."
#   why="What is left is MAX(0, bias), in each cell alike. The next layer can't see anything in such a map.">
# The same number everywhere: MAX(0, bias) is all that's left of the formula.
# </check-yourself>
#
# **4. A worse start.** In *learning.xlsx*, begin with `w` = -20 instead of 0.
#
# <check-yourself name="worse" kind="number" unit="steps" answer="{{ more_steps }}" tolerance="2"
#   question="How many more steps does it take until the loss is below 0.1?"
#   hint="Find the first row with a loss below 0.1, before and after you change the start."
#   wrong="{{ steps_from_far }}: That's how many it takes from there. How many more than from 0? | {{ steps_from_zero }}: That's how many it takes from 0."
#   why="{{ steps_from_far }} steps instead of {{ steps_from_zero }}. The start is more than ten times as far away, and yet it doesn't take ten times as long: far out the slope is steep, so the error shrinks by the same factor in each row and not by the same amount.">
# {{ more_steps }} more: the error shrinks by the same factor in each row.
# </check-yourself>
#
# **5. Your own data.** Put six points of your own into the orange cells: heights in centimetres and
# shoe sizes, say.
#
# <check-yourself name="heights" kind="choice"
#   question="With numbers like 180 in the column of x, what does the loss do at the rate that is there?"
#   options="it explodes | it falls faster than before | it falls as before" answer="it explodes"
#   hint="The slope of w has x as a factor, and so does the error."
#   wrong="it falls faster than before: The steps do become larger, so large that each jumps over the valley. | it falls as before: The slope of w multiplies by x. With x a hundred times as large, it's about ten thousand times as steep."
#   why="Every rate that isn't tiny is now over the wall. Subtract the mean and divide by the spread, and 0.05 works again: this is why the networks on this site begin with Rescaling.">
# It explodes. Subtract the mean and divide by the spread, and 0.05 works again.
# </check-yourself>
#
# ## Google Sheets, and how it was checked
#
# The workbook was recalculated by LibreOffice for this page, and the project's tests compare
# it with Keras on fifty digits. It uses only functions that Excel and Google Sheets have as well, and no
# macros. We have not been able to run those two here. A Google Sheet may hold
# [ten million cells](https://support.google.com/drive/answer/37603) *(link unchecked)*, far more than this one has; the bars
# *inside* the cells of the sheet *Output* are a feature that it lacks, and the chart on the
# first sheet shows the same.
#
# ## Where next
#
# You have followed a picture through every cell of a network and found multiplications,
# sums, and the larger of two numbers. You have watched a neuron learn, and let it
# explode. **What does a network see in a letter, or in a photograph?** Go on with
# [What are the letters A and I?](../letters/index.md), or read:
#
# - [Deep Spreadsheets with ExcelNet][@deep-spreadsheets]: the network in a spreadsheet
#   that the old guide linked to, and that made us want one which learns.
# - [A Neural Network Playground][@tf-playground] (Daniel Smilkov, Shan
#   Carter): our second workbook with more neurons, and it moves.

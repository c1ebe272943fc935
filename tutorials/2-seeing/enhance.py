# ---
# title: More than was there
# description: One small U-Net gives photographs their colours back, doubles their size and takes noise out, beside honest rivals. What it can't know, it makes up.
# chapter: Seeing
# order: 14
# level: 2
# minutes: 20
# needs: [segmentation]
# data: [cifar10, letters]
# exports: [improver]
# expects:
#   noise_network: "<= 16"
#   known_read: ">= 0.4"
# says:
#   "the same answer for both": twin_difference < 0.001
#   "paler than the real ones": strength < 0.9
#   "Noise is where it is furthest ahead of its rival": most_ahead == 'clean pixels'
#   "Where it hasn't met the letter, it draws another one": other_read > missing_read
# parameters:
#   smoke: {examples: 1000, steps: 4, tested: 40, seeds: 2, letter_steps: 4, reader_steps: 20}
#   gpu: {examples: 50_000, steps: 6000, tested: 2000, seeds: 5, width: 24, letter_steps: 3000, reader_steps: 2000}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: Why are the colours of a network that was trained by squared error so pale?
#     answer: Where several colours are possible, the answer with the smallest squared error is their mean, and the mean of many colours is nearly grey.
#   - ask: A network makes a small photograph large, and there is a face in it. What do you know about the face?
#     answer: That it fits the few pixels that were there, and looks like the training pictures. Whoever it shows, it was made up.
#   - ask: What does a network for better pictures have to be compared with?
#     answer: With doing nothing, and with what needs no network, such as bicubic interpolation or a blur, on pictures that it hasn't seen.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "scikit-image>=0.26", "scikit-learn>=1.7", "layerbylayer"]
# ///

# %% [markdown]
# "Enhance!" says the detective, and a blur becomes a number plate. Take something away from a photograph,
# and let a small network bring it back. How much of what it brings back is true?
#
# <clear-up model="improver" palette="{{ palette }}" bell="{{ blur_width }}">
# Here you could take the colours, half the size or the clean pixels from a photograph, and see what a
# network makes of it. That takes JavaScript, which is switched off or didn't load. The rest of the page
# reads without it.
# </clear-up>
#
# <make-a-guess name="best" kind="choice" options="its colours | its size | clean pixels" answer="{{ most_ahead }}" by="the run"
#   question="What does the network bring back best, compared with the simple way beside it?">
# Its colours, its size, or clean pixels: what does the network bring back best, compared with the simple
# way beside it?
# </make-a-guess>
#
# It's the [U-Net](../segmentation/index.md) that outlined letters, with a picture for an answer instead of
# a mask. Nobody tells it which of the three things is missing: it sees that for itself.

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import skimage
import torch
from scipy.stats import ttest_1samp
from sklearn.datasets import load_sample_image
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
examples = 20_000
steps = 400
tested = 400
seeds = 3
width = 8
letter_steps = 250
reader_steps = 300

# %% [markdown]
# ## Three ways to lose something
#
# The [small photographs of CIFAR-10](../cifar10/index.md) again, those of the test new to the network. The
# right answers cost nothing this time either: we take a good photograph, and break it ourselves.

# %%
(photos, _), (new_photos, _) = keras.datasets.cifar10.load_data()


def tensor(pictures):
    """Bytes (n, height, width, channels) as (n, channels, height, width), 0 to 1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255


photos, new_photos = tensor(photos[:examples]), tensor(new_photos[:tested])

# %% [markdown]
# The **colours** go: what is left is how bright a pixel looks, and eyes find green brighter than blue. Half
# of the **size** goes: four pixels become one, their mean. Or **noise** comes: a number by chance is added to
# each number, as in a photograph taken in the dark.

# %%
BRIGHT = torch.tensor([0.299, 0.587, 0.114])[:, None, None]


def grey(pictures, rng):
    return (pictures * BRIGHT).sum(dim=1, keepdim=True).expand_as(pictures)


# %%
def halved(pictures, rng):
    """Half as wide and high; as squares of four pixels, to keep the shape."""
    small = functional.avg_pool2d(pictures, 2)
    return functional.interpolate(small, scale_factor=2.0)


def noisy(pictures, rng):
    noise = torch.randn(pictures.shape, generator=rng)
    return (pictures + 0.1 * noise).clamp(0, 1)


lose = {"its colours": grey, "its size": halved, "clean pixels": noisy}

# %%
rng = torch.Generator().manual_seed(1)
given = {name: way(new_photos, rng) for name, way in lose.items()}


# %%
#| echo: false
def show(rows, height, names, above=None):
    """Draw rows of pictures, each with its name on the left."""
    fig, axes = plt.subplots(
        len(rows), len(rows[0]), figsize=(6.4, height), squeeze=False
    )
    for line, row, name in zip(axes, rows, names):
        line[0].set_ylabel(name)
        for ax, picture in zip(line, row):
            if len(picture) == 3:
                ax.imshow(picture.permute(1, 2, 0).clamp(0, 1))
            else:
                ax.imshow(1 - picture[0], cmap="gray", vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, linewidth=0.5)
    for ax, word in zip(axes[0], above or []):
        ax.set_title(word)


# %%
#| fig-alt: Four rows of eight small photographs. The photographs, then the same without colours, in squares of four pixels, and with coloured grain all over.
#| fig-cap: The first eight test photographs, and what is left of them.
rows = [new_photos[:8], *(part[:8] for part in given.values())]
show(rows, 3.5, ["true", "no\ncolours", "half\nthe size", "noise"])
plt.show()

# %% [markdown]
# ## How far off?
#
# We take all differences from the true picture, square them, take the mean, and then the root: so many of 255
# **shades** is a picture off, in a way that counts large mistakes more. (Papers turn the same number around and
# call it PSNR, in decibels: {{ noise_decibels:.0f}} for the noise above.)


# %%
def off(pictures, true):
    """How far pictures are off, in shades: the root of the mean squared error."""
    return 255 * ((pictures - true) ** 2).mean().sqrt().item()


untouched = {name: off(part, new_photos) for name, part in given.items()}
for name, shades in untouched.items():
    print(f"{name:13} gone: off by {shades:4.1f} shades")

# %% [markdown]
# Doing nothing is the first rival. The second is what people did before networks:
#
# - For **colours**, a table: for each grey, the mean colour of all pixels with that grey in the training
#   photographs.
# - For the **size**, [bicubic interpolation](../../guide/glossary.md#bicubic-interpolation): a smooth surface through the pixels
#   that are there, as every picture program has it.
# - For **noise**, a blur: each pixel becomes a mean of its neighbours, the near ones counting more. How wide?
#   As does best on training photographs.

# %%
LEVELS = 16
some = photos[:500]
level = (grey(some, rng)[:, 0] * (LEVELS - 1)).round().long()
table = torch.stack(
    [some.permute(0, 2, 3, 1)[level == n].mean(dim=0) for n in range(LEVELS)]
).nan_to_num(0)  # a grey that nobody has


# %%
def usual(pictures):
    """The usual colour of each pixel's grey."""
    return table[(pictures[:, 0] * (LEVELS - 1)).round().long()].permute(0, 3, 1, 2)


def bicubic(pictures):
    small = pictures[..., ::2, ::2]
    large = functional.interpolate(small, scale_factor=2.0, mode="bicubic")
    return large.clamp(0, 1)


# %%
def blurred(pictures, width):
    """Means of 7 by 7 neighbours, weighted by a bell curve of this width, in pixels."""
    bell = (-(torch.arange(-3.0, 4.0) ** 2) / (2 * width**2)).exp()
    bell = bell[:, None] * bell / bell.sum() ** 2
    padded = functional.pad(pictures, (3, 3, 3, 3), mode="replicate")
    return functional.conv2d(padded, bell.expand(3, 1, 7, 7), groups=3)


# %%
grainy = noisy(some, rng)
blur_width = min(
    (n / 20 for n in range(8, 24)), key=lambda n: off(blurred(grainy, n), some)
)

rivals = {
    "its colours": usual(given["its colours"]),
    "its size": bicubic(given["its size"]),
    "clean pixels": blurred(given["clean pixels"], blur_width),
}
rival_off = {name: off(part, new_photos) for name, part in rivals.items()}

# %%
#| echo: false
palette = " ".join(
    "".join(f"{round(255 * c):02x}" for c in row) for row in table.tolist()
)
noise_met = round(255 * 0.1)
noise_decibels = 20 * np.log10(255 / untouched["clean pixels"])

# %% [markdown]
# ## One network
#
# The [U-Net](../../guide/glossary.md#u-net) of [Every pixel has an answer](../segmentation/index.md), with one change: its
# answer is **added to what it is given**. So it doesn't have to copy the picture, only to say what to change. And at
# the start it changes nothing: the [weights](../../guide/glossary.md#weight) of its last
# [layer](../../guide/glossary.md#layer) are zero.


# %%
def block(maps_in, maps_out):
    """Two looks at the neighbours, which change the number of maps."""
    return nn.Sequential(
        nn.Conv2d(maps_in, maps_out, 3, padding=1, bias=False),
        *(nn.BatchNorm2d(maps_out), nn.ReLU()),
        nn.Conv2d(maps_out, maps_out, 3, padding=1, bias=False),
        *(nn.BatchNorm2d(maps_out), nn.ReLU()),
    )


# %%
class UNet(nn.Module):
    """Pictures (n, maps, h, w) to better ones; h and w halve twice."""

    def __init__(self, maps=3, width=width):
        super().__init__()
        widths = [width, 2 * width, 4 * width]  # from the full size down
        pairs = list(zip(widths, widths[1:]))
        self.down = nn.ModuleList(map(block, [maps, *widths], widths))
        self.up = nn.ModuleList(block(a + b, a) for a, b in reversed(pairs))
        self.last = nn.Conv2d(widths[0], maps, 1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, given):
        x, kept = given, []
        for step in self.down[:-1]:
            x = step(x)
            kept.append(x)
            x = functional.max_pool2d(x, 2)
        x = self.down[-1](x)
        for step in self.up:
            x = functional.interpolate(x, scale_factor=2.0)
            x = step(torch.cat([x, kept.pop()], dim=1))
        return given + self.last(x)


# %% [markdown]
# Each [batch](../../guide/glossary.md#batch) has fifteen photographs, five for each task, and the
# [loss](../../guide/glossary.md#loss) is the mean squared error.


# %%
def fit(net, seed, some, steps):
    """Train on batches that `some` makes of random numbers: what is given, and true."""
    rng = torch.Generator().manual_seed(100 + seed)
    adam = torch.optim.Adam(net.parameters())
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.01, total_steps=steps)
    for _ in range(steps):
        given, true = some(rng)
        loss = functional.mse_loss(net(given), true)
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
    return net.eval()


# %%
def train(seed, ways, steps, batch=15):
    """A network for one or more ways of losing something."""
    torch.manual_seed(seed)

    def some(rng):
        true = photos[torch.randint(len(photos), (batch,), generator=rng)]
        parts = true.split(batch // len(ways))
        return torch.cat([way(part, rng) for way, part in zip(ways, parts)]), true

    return fit(UNet(), seed, some, steps)


@torch.no_grad()
def improve(net, pictures):
    return torch.cat([net(part).clamp(0, 1) for part in pictures.split(100)])


# %%
nets = [train(seed, list(lose.values()), steps) for seed in range(seeds)]
by_seed = {
    name: np.array([off(improve(net, part), new_photos) for net in nets])
    for name, part in given.items()
}


# %% [markdown]
# ## Against its rivals
#
# The site's [one rule](../../guide/luck.md) says whether a network's lead over its rival is more than luck, over {{
# seeds }} [seeds](../../guide/glossary.md#seed).


# %%
#| answers: best
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


print(f"{'':13} untouched  rival  network  against the rival")
for name, shades in by_seed.items():
    numbers = f"{untouched[name]:9.1f} {rival_off[name]:6.1f} {shades.mean():8.1f}"
    print(f"{name:13} {numbers}  {verdict(rival_off[name] - shades)}")

# %%
#| answers: best
#| echo: false
ahead = {name: 1 - shades.mean() / rival_off[name] for name, shades in by_seed.items()}
most_ahead = max(ahead, key=lambda name: ahead[name])
colour_network, size_network, noise_network = (
    float(shades.mean()) for shades in by_seed.values()
)
colour_rival, size_rival, noise_rival = rival_off.values()
colour_verdict, size_verdict, noise_verdict = (
    verdict(rival_off[name] - shades) for name, shades in by_seed.items()
)
net = nets[0]
improved = {name: improve(net, part) for name, part in given.items()}


# %%
#| answers: best
#| echo: false
#| fig-alt: Three blocks of four rows, for colours, size and noise. In each, six small photographs as given, by the rival, by the network, and true. The network's colours are brownish and pale, its enlarged pictures a little sharper than bicubic ones, and its clean pictures smooth, with edges.
#| fig-cap: "For each task from the top: what is given, the rival, the network, the truth. The same six test photographs each time."
fig, axes = plt.subplots(12, 6, figsize=(6.4, 12.6))
for block_number, name in enumerate(lose):
    rows = [given[name], rivals[name], improved[name], new_photos]
    words = [f"without\n{name}", "rival", "network", "true"]
    for line, row, word in zip(axes[4 * block_number :], rows, words):
        line[0].set_ylabel(word)
        for ax, picture in zip(line, row):
            ax.imshow(picture.permute(1, 2, 0).clamp(0, 1))
            ax.set(xticks=[], yticks=[])
plt.show()

# %% [markdown]
# <your-guess name="best"></your-guess>
#
# Noise is where it is furthest ahead of its rival: off by {{ noise_network:.1f}} shades, where the best blur is off
# by {{ noise_rival:.1f}} (*{{ noise_verdict }}*). A blur can't know an edge from grain; the network can. For the size
# it is {{ size_network:.1f}} against {{ size_rival:.1f}} (*{{ size_verdict }}*), and for the colours {{ colour_network:.1f}}
# against {{ colour_rival:.1f}} (*{{ colour_verdict }}*). Look at the pictures, too: a number that is a little lower needn't be a
# picture that looks better.
#
# My **opinion**: a page that shows what a network improved, and not what a few lines without a network do
# with the same picture, is an advertisement.
#
# ## Why so pale?
#
# A grey pixel may have been a red car or a green one. What should one answer? Say that both are equally frequent.
#
# <make-a-guess name="mean" kind="choice" options="the red of half of the cars | the green of the other half | the colour between the two" answer="the colour between the two" by="the run"
#   question="A pixel was red as often as green. Which answer has the smallest mean squared error?">
# A pixel was red as often as green. Which answer has the smallest mean squared error: the red, the green, or
# the colour between the two?
# </make-a-guess>

# %%
#| answers: mean
red, green = torch.tensor([0.8, 0.2, 0.2]), torch.tensor([0.2, 0.6, 0.2])
between = (red + green) / 2
for name, answer in {"red": red, "green": green, "between": between}.items():
    error = ((answer - red) ** 2 + (answer - green) ** 2).mean() / 2
    print(f"{name:8} {error:.3f}")

# %% [markdown]
# <your-guess name="mean"></your-guess>
#
# The brown between them, which no car has. **The squared error asks for the mean of all that is possible**, and the
# mean of many colours is nearly grey. How strong are the network's colours? We measure how far the three numbers of
# a pixel lie apart.


# %%
def colourfulness(pictures):
    """How far red, green and blue lie apart, on average."""
    return pictures.std(dim=1).mean().item()


strength = colourfulness(improved["its colours"]) / colourfulness(new_photos)
print(f"{strength:.0%} of the true strength")

# %% [markdown]
# {{ strength:.0%}}: paler than the real ones, and no fault of the training. The same happens to the size: where an edge
# might run here or there, the mean of both is a soft edge. Networks that paint boldly have another loss: they're asked for
# *one* of the possible answers, not for the mean. Two such losses are those of [a forger and a
# detective](../gan/index.md), and of [a digit that comes out of noise](../diffusion/index.md). Then the picture looks
# real, and is made up.
#
# ## One for all, or one for each?
#
# Our network has one set of weights for three tasks. Would three specialists be better, each with the same number of
# photographs of its own task?
#
# <make-a-guess name="each" kind="choice" options="the specialist | the one for all | neither: it's nothing by the rule" answer="{{ noise_winner }}" by="the run"
#   question="Who takes out the noise better?">
# Who takes out the noise better: the specialist, the one for all, or neither?
# </make-a-guess>

# %%
#| answers: each
special = {
    name: np.array(
        [
            off(improve(train(seed, [lose[name]], steps // 3), part), new_photos)
            for seed in range(seeds)
        ]
    )
    for name, part in given.items()
}
each_verdict = {name: verdict(by_seed[name] - special[name]) for name in lose}
for name, shades in special.items():
    both = f"one for all {by_seed[name].mean():5.1f}, specialist {shades.mean():5.1f}"
    print(f"{name:13} {both}: being special is {each_verdict[name]}")

# %%
#| echo: false
noise_winner = {
    "a gain": "the specialist",
    "a loss": "the one for all",
    "nothing": "neither: it's nothing by the rule",
}[each_verdict["clean pixels"]]
each_words = ", ".join(f"for {name} it's {word}" for name, word in each_verdict.items())

# %% [markdown]
# <your-guess name="each"></your-guess>
#
# Being special, with as many photographs of one's own task: {{ each_words }}. A specialist takes a third of the steps; the
# one for all needs one third of the memory, and nobody has to tell it what is missing.
#
# ## What was never there
#
# Back to the detective. A number plate of a few pixels could have been many number plates. To see what a network
# does then, and to measure it, we take [letters in strange fonts](../letters/index.md), A to J, and make forty-nine pixels
# one: sixteen squares are left of a letter. And one network never meets a **{{ missing }}** in its training.

# %%
path = keras.utils.get_file(
    "letters.npz",
    origin="http://127.0.0.1:8000/data/letters.npz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="41cb6ec090cf5d1ef912607fb508a51db5ef063db86cfad9fb348d35e20cb0bd",
)
fonts = np.load(path)

# %%
letters, kinds = tensor(fonts["train_images"][..., None]), fonts["train_labels"]
new_letters = tensor(fonts["test_images"][..., None])
new_kinds = fonts["test_labels"]
NAMES = "ABCDEFGHIJ"
missing = "B"


def mosaic(pictures):
    """Squares of 7 by 7 pixels become one; drawn as large as before."""
    return functional.interpolate(functional.avg_pool2d(pictures, 7), scale_factor=7.0)


# %%
def train_on_letters(seed, letters):
    """A network that makes letters of mosaics."""
    torch.manual_seed(seed)

    def some(rng):
        true = letters[torch.randint(len(letters), (32,), generator=rng)]
        return mosaic(true), true

    return fit(UNet(maps=1), seed, some, letter_steps)


others = letters[torch.from_numpy(kinds != NAMES.index(missing))]
met = [train_on_letters(seed, letters) for seed in range(seeds)]
unmet = [train_on_letters(seed, others) for seed in range(seeds)]

# %% [markdown]
# Who says what the drawn letters are? A reader that knows all ten, a small convolutional network trained on sharp
# letters.

# %%
torch.manual_seed(0)
reader = nn.Sequential(
    *(nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2)),
    *(nn.Flatten(), nn.Linear(32 * 5 * 5, len(NAMES))),
)

# %%
adam = torch.optim.Adam(reader.parameters(), 0.002)
rng = torch.Generator().manual_seed(3)
for _ in range(reader_steps):
    pick = torch.randint(len(letters), (64,), generator=rng)
    labels = torch.from_numpy(kinds[pick.numpy()]).long()
    loss = functional.cross_entropy(reader(letters[pick]), labels)
    adam.zero_grad()
    loss.backward()
    adam.step()


# %%
@torch.no_grad()
def read(pictures):
    """The letter that the reader sees in each, as a number, and how sure it is."""
    sure, kind = reader(pictures).softmax(dim=1).max(dim=1)
    return kind.numpy(), sure.numpy()


reader_right = float((read(new_letters)[0] == new_kinds).mean())

# %%
#| echo: false
gone = NAMES.index(missing)
strange = new_letters[torch.from_numpy(new_kinds == gone)]
strange_mosaic = mosaic(strange)
met_read, unmet_read = [], []
for one, other in zip(met, unmet):
    met_read.append(float((read(improve(one, strange_mosaic))[0] == gone).mean()))
    unmet_read.append(float((read(improve(other, strange_mosaic))[0] == gone).mean()))
known_read, missing_read = float(np.mean(met_read)), float(np.mean(unmet_read))
missing_verdict = verdict(np.array(unmet_read) - np.array(met_read))
drawn = read(improve(unmet[0], strange_mosaic))[0]
shares = np.bincount(drawn, minlength=len(NAMES)) / len(drawn)
shares_of_others = np.where(np.arange(len(NAMES)) == gone, 0, shares)
most_drawn = NAMES[int(shares_of_others.argmax())]
other_read = float(1 - np.mean(unmet_read))
most_share = float(shares_of_others.max())

# %% [markdown]
# The reader gets {{ reader_right:.0%}} of sharp test letters right. Now mosaics of {{ missing }}, new fonts, for both kinds
# of network:
#
# <make-a-guess name="missing" kind="number" min="0" max="100" unit="%" answer="{{ missing_percent }}" by="the run"
#   question="The network that has met every letter makes a readable {{ missing }} of {{ known_read:.0%}} of the mosaics. And the one that has never met it?">
# The network that has met every letter makes a readable {{ missing }} of {{ known_read:.0%}} of the mosaics. And the one that
# has never met it?
# </make-a-guess>

# %%
#| answers: missing
#| echo: false
#| fig-alt: Four rows of eight. The letter as it was, its mosaic of 4 by 4 squares, what the network makes of it that has met the letter, and what the other one makes, which often looks like another letter.
#| fig-cap: The first eight test letters of this kind. On top, what the reader sees in the last row.
missing_percent = round(100 * missing_read)
show(
    [
        strange[:8],
        strange_mosaic[:8],
        improve(met[0], strange_mosaic[:8]),
        improve(unmet[0], strange_mosaic[:8]),
    ],
    3.5,
    ["true", "given", "met", "never met"],
    [NAMES[kind] for kind in drawn[:8]],
)
plt.show()

# %% [markdown]
# <your-guess name="missing"></your-guess>
#
# {{ missing_read:.0%}}, which is *{{ missing_verdict }}*. Where it hasn't met the letter, it draws another one: the
# reader sees a {{ most_drawn }} in {{ most_share:.0%}} of what the first such network draws. It doesn't draw a smudge that says *I don't know*. It
# draws clean strokes, of a letter that it knows.
#
# And when there's no letter at all? Here are mosaics of grey squares by chance.

# %%
rng = torch.Generator().manual_seed(5)
chance = torch.rand(200, 1, 4, 4, generator=rng)
chance = functional.interpolate(chance, scale_factor=7.0)
made_up = improve(met[0], chance)
chance_kinds, chance_sure = read(made_up)
chance_share = float((chance_sure > 0.9).mean())
print(f"sure by more than 90%: {chance_share:.0%}")

# %%
#| echo: false
#| fig-alt: Two rows of eight. Mosaics of grey squares by chance, and below, strokes and blots that the network made of them.
#| fig-cap: Squares by chance, what the network makes of them, and on top what the reader sees in that.
show(
    [chance[:8], made_up[:8]],
    1.9,
    ["given", "made"],
    [NAMES[kind] for kind in chance_kinds[:8]],
)
plt.show()

# %% [markdown]
# In {{ chance_share:.0%}} of them the reader is more than 90% sure of a letter. Nobody wrote any.
#
# The **misconception** of this page: *an enhanced picture shows what the camera missed.* What the camera missed is
# gone. Two letters with the same mosaic get the same answer for both, since the network is given the same numbers.
# It adds what is usual in **its training pictures**. That's fine for a holiday photograph. For a scan, a number plate or
# a face, it's a witness who wasn't there. (In 2020 such a network, given a small picture of Barack Obama, drew a white man:
# [its authors discuss it][@pulse].)

# %%
#| echo: false
twin = improve(met[0], strange_mosaic[:1].repeat(2, 1, 1, 1))
twin_difference = (twin[0] - twin[1]).abs().max().item()

# %% [markdown]
# ## Into the browser
#
# The page hands it 48 by 48 pixels. Nothing in the network fixes the size, so it needs no new training. These are the
# photographs at the top, without their colours, in half of the size, and noisy:


# %%
def squared(photo, side=48):
    height, width = photo.shape[:2]
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    square = photo[top : top + short, left : left + short]
    return skimage.transform.resize(square, (side, side), anti_aliasing=True)


data = skimage.data
six = [data.cat(), data.coffee(), data.rocket(), data.astronaut()]
six += [load_sample_image(name) for name in ("flower.jpg", "china.jpg")]
large = torch.tensor(np.stack([squared(p) for p in six])).permute(0, 3, 1, 2).float()
large_given = torch.cat([way(large, rng) for way in lose.values()])
large_off = off(improve(net, large_given), large.repeat(3, 1, 1, 1))


# %%
class Improver(nn.Module):
    """For the page: pictures (n, 48, 48, 3) in, and better ones out."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pictures):
        better = self.net(pictures.permute(0, 3, 1, 2)).clamp(0, 1)
        return better.permute(0, 2, 3, 1)


# %% tags=["hide-output"]
from layerbylayer import to_tfjs

card = to_tfjs(
    Improver(net).eval(),
    "exported/improver",
    title="A U-Net that improves photographs",
    example=large_given.permute(0, 2, 3, 1).contiguous(),
    input_range=(0, 1),
    metrics={"shades off": large_off},
)

# %% [markdown]
# ## Exercises
#
# **1. A minute, in the page.** At the top, take away <try-it set="photo: 6; lost: size">half of the temple's size</try-it>, then
# <try-it set="photo: 6; lost: noise; noise: 60">drown it in noise</try-it>. In training, the network met noise of {{ noise_met }} shades.
#
# <check-yourself name="drowned" kind="choice" options="it takes all of it out | it leaves a good part of it | it makes it worse"
#   answer="it leaves a good part of it" question="What does it do with noise that is much stronger than any it has met?"
#   hint="Look at the sky, which should be plain."
#   wrong="it takes all of it out: Look at the sky again: it isn't plain. | it makes it worse: Compare the numbers with those of doing nothing."
#   why="It has learned how much grain there is to take away, and takes away about that much.">
# It leaves a good part of it.
# </check-yourself>
#
# **2. With a pencil.** A pixel was 0 in three of four photographs, and 200 in the fourth.
#
# <check-yourself name="pencil" kind="number" unit="shades" answer="50"
#   question="Which answer has the smallest mean squared error?"
#   hint="It's a mean."
#   wrong="0: That's the most frequent one, and it pays 200 squared, once in four. | 100: The middle of the two; but three of four are 0."
#   why="The mean, (0 + 0 + 0 + 200) / 4. No photograph has it.">
# 50, the mean, which no photograph has.
# </check-yourself>
#
# **3. Another loss.** Replace `mse_loss` by `l1_loss`, the mean of the differences without the square. What does the pixel of
# exercise 2 become?
#
# <check-yourself name="median" kind="number" unit="shades" answer="0"
#   question="Which answer has the smallest mean difference, without the square?"
#   hint="Try 0 and 50: add up the four differences."
#   wrong="50: Then the differences are 50, 50, 50 and 150, 300 together. With 0 they're 200. | 200: That serves one of four, and the others are off by 200 each."
#   why="The median: what half of them reach. It takes sides, and so its pictures are less pale, where one side is the stronger.">
# 0, the median.
# </check-yourself>
#
# **4. An honest one.** Give `UNet` a second answer for each pixel: how far off it expects to be. Where would it be largest?
#
# <check-yourself name="doubt" kind="choice" options="at edges and in fine patterns | in plain sky | everywhere the same"
#   answer="at edges and in fine patterns" question="Where does a network that doubles the size have most to doubt?"
#   hint="Where do four pixels differ from their mean?"
#   wrong="in plain sky: Four equal pixels have a mean that says it all. | everywhere the same: Compare sky and a fence."
#   why="In plain places four pixels are their mean. At an edge the mean says how much of each side there is, and not where.">
# At edges and in fine patterns.
# </check-yourself>
#
# ## Where next
#
# You can now tell what a picture holds from what a network adds to it. The pages on [two
# players](../gan/index.md) and on [diffusion](../diffusion/index.md) make pictures from nothing at all, and there the making up
# is the point. Two good places to go on from here:
#
# - [Colorful Image Colorization][@colorization] (Richard Zhang and others): bold colours, by asking how probable each colour is
#   instead of for the mean.
# - [Deep Image Prior][@deep-image-prior] (Dmitry Ulyanov and others): a U-Net takes noise out of one picture, trained on that one picture.

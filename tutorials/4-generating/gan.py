# ---
# title: A forger and a detective
# description: Two networks that learn from each other, first in the plane, where one sees them chase and collapse, then with digits. Beside diffusion, and what it's still good for.
# chapter: Things that generate
# order: 3
# level: 2
# minutes: 25
# needs: [diffusion]
# data: [mnist]
# exports: [forger]
# expects:
#   reader_accuracy: ">= 0.95"
#   read_surely: ">= 0.3"
#   digits_covered: ">= 9"
#   fair_heaps: ">= 7"
# says:
#   "nearly all heaps have their share": fair_heaps > 7
#   "In the other game": eager_heaps < 3
#   "the losses hardly move": loss_change < 0.15
#   "pictures have come closer to real ones by far": near_change > 2
#   "None of the ten is missing": rarest_share > 0.02
#   "fewer kinds of digit": digits_gap == 'a gain'
#   "its sixteen looks cost more": cost_ratio > 4
#   "In one look the flow is lost": flow_single > forger_far
#   "The reader is less sure of them than of real ones": read_surely < real_surely
# parameters:
#   smoke: {examples: 3000, rounds: 40, tested: 100, seeds: 2, plane_rounds: 450}
#   gpu: {rounds: 20_000, tested: 5000, seeds: 5, plane_rounds: 4000}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: The generator never sees a real picture. What does it learn from?
#     answer: From the slope of the discriminator's opinion. It moves what it makes to where the discriminator would rather call it real.
#   - ask: What is mode collapse?
#     answer: The generator makes only a few of the kinds that there are in the data. Each of them may look real, and nothing in its loss says that the others are missing.
#   - ask: Why do a generator's losses say so little?
#     answer: Each player is measured against the other one, who learns, too. Both may get better while neither loss moves.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Two networks play against each other. One makes points, and wants them to be taken for real ones.
# The other looks at points, and wants to tell the real ones from those that were made. Press *Play*.
#
# <two-players explorable>
# Here you could watch two networks learn from each other, in the plane. That takes JavaScript, which is
# switched off or didn't load. The rest of the page reads without it.
# </two-players>
#
# The dots are made, the diamonds are real. The dots run after the diamonds, spread, and settle. And yet their maker
# is never shown a real point! It only feels which way the ground changes its colour.
#
# Now let the maker learn in a hurry: <try-it set="generator: 0.03; discriminator: 0.001">thirty times as fast
# as its critic</try-it>. Press *New start*, then *Play*.
#
# <make-a-guess name="eager" kind="choice" answer="{{ eager_word }}" by="the run"
#   options="all eight, only sooner | one or two, and always other ones | none of them, ever"
#   question="Which of the eight heaps will a maker that learns much faster than its critic have points on?">
# Which of the eight heaps will a maker that learns much faster than its critic have points on: all eight,
# only sooner; one or two, and always other ones; or none of them?
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import math

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.flop_counter import FlopCounterMode

# %% tags=["parameters"]
examples = 60_000
rounds = 1200
tested = 1000
seeds = 3
plane_rounds = 1500

# %% [markdown]
# ## The rules
#
# The maker is called a [**generator**](../../guide/glossary.md#generator). It turns **noise**, a few numbers drawn by chance, into a point.
# The critic is called a [**discriminator**](../../guide/glossary.md#discriminator): a point goes in, and out comes a number, which is positive
# for *real*. Together they are a [**GAN**](../../guide/glossary.md#gan), a [generative adversarial
# network][@gan-paper]. Both are small and plain:


# %%
def network(inputs, outputs, width=32):
    return nn.Sequential(
        *(nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU()),
        nn.Linear(width, outputs),
    )


def draw_heaps(count):
    """Points of eight small heaps in a ring, (count, 2)."""
    angle = torch.randint(8, (count, 1)) * math.pi / 4
    middle = 2 * torch.cat([angle.cos(), angle.sin()], dim=1)
    return middle + 0.08 * torch.randn(count, 2)


# %% [markdown]
# A round has two halves. First the discriminator gets real points and made ones, and takes a step with
# the [loss](../../guide/glossary.md#loss) of any yes-or-no question, cross-entropy:
#
# $$L_D = -\log p(\text{real}) - \log\big(1 - p(\text{made})\big)$$
#
# where $p$ is the sigmoid of its answer. Then the generator takes a
# step, and wants the opposite: that its points are called real.
#
# $$L_G = -\log p(\text{made})$$
#
# The blame for this goes *through* the discriminator, back to the point, and from there into the
# generator. In code, `softplus(-answer)` is $-\log p$, and `softplus(answer)` is $-\log(1 - p)$.


# %%
def play_round(players, optimizers, real, noise):
    """Let both take a step; gives the discriminator's loss, and the generator's."""
    generator, discriminator = players
    make, judge = optimizers
    made = generator(noise)
    caught = functional.softplus(discriminator(made.detach())).mean()
    caught = caught + functional.softplus(-discriminator(real)).mean()
    judge.zero_grad()
    caught.backward()
    judge.step()
    fooled = functional.softplus(-discriminator(made)).mean()
    make.zero_grad()
    fooled.backward()
    make.step()
    return caught.item(), fooled.item()


# %%
def adams(players, rates):
    """One Adam for each, which forgets earlier slopes sooner than usual."""
    pairs = zip(players, rates)
    return [torch.optim.Adam(p.parameters(), rate, (0.5, 0.99)) for p, rate in pairs]


# %% [markdown]
# (Adam usually keeps nine tenths of its mean slope from step to step. That's too much memory when
# the hill moves: what was uphill a moment ago may be downhill now.)
#
# ## A fair game, and an unfair one
#
# We let them play twice, with {{ seeds }} [seeds](../../guide/glossary.md#seed) each, and note at every
# fiftieth round on how many of the eight heaps some of the made points lie.


# %%
def heaps_covered(points):
    """The heaps that have at least one in fifty of the points near."""
    angle = torch.arange(8)[:, None] * math.pi / 4
    middles = 2 * torch.cat([angle.cos(), angle.sin()], dim=1)
    near = torch.cdist(middles, points) < 0.35
    return int((near.float().mean(dim=1) >= 0.02).sum())


# %%
def play_in_plane(seed, rates):
    torch.manual_seed(seed)
    players = network(4, 2), network(2, 1)
    optimizers, shown, films = adams(players, rates), torch.randn(500, 4), []
    for done in range(plane_rounds + 1):
        if done % 50 == 0:
            with torch.no_grad():
                films.append(players[0](shown))
        play_round(players, optimizers, draw_heaps(64), torch.randn(64, 4))
    return films


# %%
fair = [play_in_plane(seed, (0.001, 0.003)) for seed in range(seeds)]
eager = [play_in_plane(seed, (0.03, 0.001)) for seed in range(seeds)]

# %%
counts = {
    name: np.array([[heaps_covered(points) for points in films] for films in games])
    for name, games in (("fair", fair), ("in a hurry", eager))
}

# %%
#| answers: eager
#| fig-alt: Curves of covered heaps against rounds. In the fair game the lines climb to eight heaps, some sooner than others. In the game with the hasty generator they go up and down between none and two.
#| fig-cap: In the fair game the generator finds the heaps, sooner or later. In a hurry it hops. Each line is a seed.
fig, ax = plt.subplots(figsize=(6.4, 2.5))
for (name, heaps), colour, mark in zip(counts.items(), ("C0", "C1"), "os"):
    for seed, line in enumerate(heaps):
        label = name if seed == 0 else None
        style = dict(color=colour, marker=mark, ms=3, lw=1, label=label)
        ax.plot(50 * np.arange(len(line)), line, **style)
ax.set(xlabel="round", ylabel="heaps covered", ylim=(-0.4, 8.4))
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2)
plt.show()

# %%
#| echo: false
ends = {name: heaps[:, -5:].mean(axis=1) for name, heaps in counts.items()}
fair_heaps, eager_heaps = (float(heaps.mean()) for heaps in ends.values())
eager_word = (
    "all eight, only sooner"
    if eager_heaps > 6
    else "one or two, and always other ones"
    if counts["in a hurry"][:, 5:].max() > 0
    else "none of them, ever"
)

# %% [markdown]
# <your-guess name="eager"></your-guess>
#
# In the fair game nearly all heaps have their share in the end, {{ fair_heaps:.1f}} of the eight on average over the
# last rounds and all seeds. In the other game it's {{ eager_heaps:.1f}}. Here is what that looks like, a
# hundred rounds apart:

# %%
#| fig-alt: Five pictures of made points with the eight heaps as grey dots. The made points form a clump or a streak that touches a heap or two, and it lies somewhere else in each picture.
#| fig-cap: The hasty generator of the first seed, every hundred rounds towards the end. It reaches a heap or two at a time, now here, now there.
fig, axes = plt.subplots(1, 5, figsize=(6.4, 1.6))
torch.manual_seed(0)
some_heaps = draw_heaps(200)
for ax, back in zip(axes, (9, 7, 5, 3, 1)):
    ax.plot(*some_heaps.T, ".", color="0.6", ms=2)
    ax.plot(*eager[0][-back].T, "o", color="C1", ms=3)
    ax.set(aspect="equal", xticks=[], yticks=[], xlim=(-3.2, 3.2), ylim=(-3.2, 3.2))
plt.show()

# %% [markdown]
# That's called [**mode collapse**](../../guide/glossary.md#mode-collapse), a *mode* being a heap. Look at
# the rules again: $L_G$ asks of every *single* point whether it would pass. That all of them are the
# same point costs nothing, as long as the discriminator hasn't noticed. When it has, the ground turns
# against that heap, and all of them run to another one. Each of its points may be perfect at any moment!
# It's as if one forger made the same twenty-euro note until the shops knew its number.
#
# Three more ways to break the game, at the top of the page. Press *New start* after each:
#
# - <try-it set="noise: off; generator: 0.002; discriminator: 0.002; data: ring">No noise</try-it>: the generator is told
#   nothing, so it has only one point to give.
# - <try-it set="noise: on; generator: 0.0003; discriminator: 0.03">A critic that is too good</try-it>: the points crawl to
#   a heap or two, and stay there.
# - <try-it set="noise: on; generator: 0.002; discriminator: 0">A critic that doesn't learn</try-it> has a weak spot that stays,
#   and all points end there.
#
# The game is fair only while the two are about as strong. That's the art of training GANs, and it's
# why you will find so many papers with a trick in the title.
#
# ## Digits
#
# The same game with pictures. They're those of [the page before](../diffusion/index.md): digits of
# MNIST, 14 by 14 pixels, from -1 (paper) to 1 (ink).


# %%
def shrunk(images):
    """Pictures of 28 by 28 as (n, 1, 14, 14), from -1, paper, to 1, ink."""
    pixels = torch.tensor(images).float()[:, None] / 255
    return 2 * functional.avg_pool2d(pixels, 2) - 1


(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
pictures, test_pictures = shrunk(train_images[:examples]), shrunk(test_images)
digits = torch.tensor(train_labels[:examples]).long()
test_digits = torch.tensor(test_labels).long()

# %% [markdown]
# The generator begins with 32 numbers of noise, makes 7 by 7 small pieces of them, and doubles the
# side by a **transposed** [convolution](../../guide/glossary.md#convolution), which runs
# backwards: each pixel paints a patch. The discriminator is a small classifier. It's a shrunken
# [DCGAN][@dcgan]. ([Batch normalisation](../../guide/glossary.md#batch-norm) and
# [dropout](../../guide/glossary.md#dropout) keep the two from running away from each other.)


# %%
def make_generator():
    return nn.Sequential(
        *(nn.Linear(32, 32 * 7 * 7), nn.BatchNorm1d(32 * 7 * 7), nn.ReLU()),
        nn.Unflatten(1, (32, 7, 7)),
        *(nn.ConvTranspose2d(32, 16, 4, 2, 1), nn.BatchNorm2d(16), nn.ReLU()),
        *(nn.Conv2d(16, 1, 3, padding=1), nn.Tanh()),  # (n, 1, 14, 14)
    )


def make_discriminator():
    return nn.Sequential(
        *(nn.Conv2d(1, 16, 4, 2, 1), nn.LeakyReLU(0.2)),
        *(nn.Conv2d(16, 32, 3, 2, 1), nn.LeakyReLU(0.2)),
        *(nn.Flatten(), nn.Dropout(0.3), nn.Linear(32 * 4 * 4, 1)),
    )


# %% [markdown]
# Training is `play_round`, over and over. One trick we do allow ourselves. Two players who chase
# each other go round in circles, and the middle of a circle is a better place than any point of
# it. So beside the generator we keep a **running mean** of its [weights](../../guide/glossary.md#weight), over the last hundred rounds or
# so.


# %%
def run(seed, rates=(0.002, 0.002), rounds=rounds):
    """Let two players learn digits: moments, the mean generator, the losses."""
    torch.manual_seed(seed)
    players = make_generator(), make_discriminator()
    mean = AveragedModel(
        players[0], multi_avg_fn=get_ema_multi_avg_fn(0.99), use_buffers=True
    )
    optimizers, moments, losses = adams(players, rates), {}, []
    for done in range(1, rounds + 1):
        real = pictures[torch.randint(len(pictures), (64,))]
        losses.append(play_round(players, optimizers, real, torch.randn(64, 32)))
        mean.update_parameters(players[0])
        if done in (rounds // 15, rounds // 5, rounds):
            moments[done] = draw(players[0])
    return moments, mean.eval(), np.array(losses)


# %% [markdown]
# `draw` gives the pictures that come of the first noises of a fixed seed, always the same.

# %%
noises = torch.randn(tested, 32, generator=torch.Generator().manual_seed(7))


def draw(generator, noises=noises):
    """What a generator makes of these noises, (n, 1, 14, 14)."""
    before = generator.training
    with torch.no_grad():
        made = generator.eval()(noises)
    generator.train(before)
    return made


games = [run(seed) for seed in range(seeds)]
moments, forger, losses = games[0]


# %%
#| echo: false
def show(pictures, columns, axes_of=None):
    """One picture with all of these, in rows."""
    rows = len(pictures) // columns
    grid = pictures[: rows * columns].reshape(rows, columns, 14, 14).numpy()
    framed = np.pad(grid, ((0, 0), (0, 0), (1, 1), (1, 1)), constant_values=-1)
    axes_of.imshow(
        framed.transpose(0, 2, 1, 3).reshape(rows * 16, columns * 16), vmin=-1, vmax=1
    )
    axes_of.set(xticks=[], yticks=[])
    axes_of.spines[:].set_visible(False)


# %%
#| fig-alt: Three squares of 64 small pictures. The first two are full of blots and strokes, and in the third many can be read as digits.
#| fig-cap: The first 64 of a fixed seed at three moments of the first game. None has been chosen.
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.4))
for ax, (done, made) in zip(axes, moments.items()):
    show(made[:64], 8, ax)
    ax.set_title(f"round {done}")
plt.show()

# %% [markdown]
# Nobody told it what a digit is. It learned how strokes hang together from a critic that had to learn it at
# the same time.
#
# ## What the losses say
#
# <make-a-guess name="losses" kind="choice" answer="{{ loss_word }}" by="the run"
#   options="it falls | it rises | it hardly moves"
#   question="The pictures get better and better. What does the generator's loss do, from a fifth of the way to the end?">
# The pictures get better and better. What does the generator's loss do from a fifth of the way on: fall, rise, or
# hardly move?
# </make-a-guess>

# %%
#| answers: losses
#| fig-alt: Two curves, of the discriminator and of the generator, that are nearly level after the first rounds.
#| fig-cap: The losses of the first game. From these curves nobody could tell that the pictures improve.
smooth = np.stack([np.convolve(line, np.ones(25) / 25, "valid") for line in losses.T])
fig, ax = plt.subplots(figsize=(6.4, 2.3))
for line, name, style in zip(smooth, ("discriminator", "generator"), ("-", "--")):
    ax.plot(line, style, label=name)
ax.axhline(math.log(4), color="0.6", lw=0.8)
ax.set(xlabel="round", ylabel="loss", ylim=(0, 2.2))
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2)
plt.show()

# %% [markdown]
# The grey line is the loss of a discriminator that always says *half and half*: $2 \log 2$. That breaks the
# **misconception** of this page: *a falling loss means that it gets better.* Here it may only mean that the
# *other one* got worse. To say that pictures improve, we need somebody who doesn't play. As on [the page
# before](../diffusion/index.md#read-as-asked), that's a **reader**, a classifier that has only seen real digits.

# %%
torch.manual_seed(0)
reader = nn.Sequential(
    *(nn.Conv2d(1, 16, 3, 2, 1), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU()),
    *(nn.Flatten(), nn.Linear(512, 64), nn.ReLU(), nn.Linear(64, 10)),
)
batches = torch.randperm(len(digits)).split(128)
adam = torch.optim.Adam(reader.parameters())
slower = torch.optim.lr_scheduler.OneCycleLR(adam, 0.005, total_steps=len(batches))
for batch in batches:
    loss = functional.cross_entropy(reader(pictures[batch]), digits[batch])
    adam.zero_grad()
    loss.backward()
    adam.step()
    slower.step()

# %% [markdown]
# It's asked three things. How many of the pictures does it read **surely**, with more than 90%? Which
# digits are **covered**, with at least one picture in fifty? And how far are its 64
# [features](../../guide/glossary.md#features) of made pictures from those of real ones, all together?
# That's the Fréchet **distance** [of the page before](../diffusion/index.md#insist).


# %%
@torch.no_grad()
def read(pictures):
    """The share that is read surely, and the shares of the ten digits."""
    sureness, digit = reader(pictures).softmax(dim=1).max(dim=1)
    shares = torch.bincount(digit, minlength=10) / len(pictures)
    return (sureness > 0.9).float().mean().item(), shares.numpy()


# %%
def features(pictures):
    with torch.no_grad():
        return reader[:-1](pictures).double().numpy()


def distance(first, second):
    """The squared Fréchet distance between the features of two heaps of pictures."""
    first, second = features(first), features(second)
    means, spreads = first.mean(axis=0) - second.mean(axis=0), np.cov(first.T)
    other = np.cov(second.T)
    roots = np.linalg.eigvals(spreads @ other).real.clip(min=0) ** 0.5
    return float(means @ means + np.trace(spreads + other) - 2 * roots.sum())


# %%
reference, real = test_pictures[1::2], test_pictures[::2][:tested]
with torch.no_grad():
    right = reader(test_pictures).argmax(dim=1) == test_digits
reader_accuracy = right.float().mean().item()
far_of = {
    done: [distance(game[0][done], reference) for game in games] for done in moments
}
for done, far in far_of.items():
    print(f"round {done:4}: distance {np.mean(far):5.1f}")
print(f"real digits:  distance {distance(real, reference):5.1f}")

# %%
#| echo: false
early, late = list(far_of)[1:]
near_change = float(np.mean(far_of[early]) - np.mean(far_of[late]))
early_far, late_far = float(np.mean(far_of[early])), float(np.mean(far_of[late]))
piece = max(1, rounds // 15)
loss_early = float(
    np.mean([g[2][early - piece : early + piece, 1].mean() for g in games])
)
loss_late = float(np.mean([g[2][-2 * piece :, 1].mean() for g in games]))
loss_change = abs(loss_late - loss_early)
loss_word = (
    "it hardly moves"
    if loss_change < 0.15
    else "it falls"
    if loss_late < loss_early
    else "it rises"
)

# %% [markdown]
# <your-guess name="losses"></your-guess>
#
# From round {{ early }} to round {{ late }} the losses hardly move: the generator's is {{ loss_early:.2f}}
# there and {{ loss_late:.2f}} here. Meanwhile the pictures have come closer to real ones by far, from a
# distance of {{ early_far:.1f}} to {{ late_far:.1f}}.
#
# Was the running mean worth its line? [The rule of this site](../../guide/luck.md), on the differences
# seed by seed:


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


forged = [draw(mean) for _, mean, _ in games]
mean_far = [distance(made, reference) for made in forged]
print(f"the generator itself: {np.mean(far_of[late]):.1f}")
print(f"the mean of it:       {np.mean(mean_far):.1f}")
print("nearer:", verdict(np.subtract(far_of[late], mean_far)))

# %%
#| echo: false
forger_far = float(np.mean(mean_far))
mean_verdict = verdict(np.subtract(far_of[late], mean_far))
mean_words = {
    "a gain": "It was. From here on, the mean draws.",
    "a loss": "It wasn't: it even does harm here. We keep it for the steadier results that others report, and you may leave it out.",
    "nothing": "These seeds can't tell. From here on, the mean draws.",
}[mean_verdict]

# %% [markdown]
# {{ mean_words }}
#
# ## Which digits come?
#
# We never asked for a digit, so it draws what it likes.

# %%
#| fig-alt: Bars for the ten digits, of made pictures beside real ones. All digits occur, some more often than in the data and others less.
#| fig-cap: How often each digit is read among made pictures (the mean of all seeds; dots are single seeds), and among real ones (lines).
readings = [read(made) for made in forged]
shares = 100 * np.array([share for _, share in readings])
real_surely, real_shares = read(real)
fig, ax = plt.subplots(figsize=(6.4, 2.3))
ax.bar(range(10), shares.mean(axis=0), color="C0", alpha=0.5)
for share in shares:
    ax.plot(range(10), share, ".", color="C0")
ax.hlines(100 * real_shares, np.arange(10) - 0.4, np.arange(10) + 0.4, color="C1", lw=2)
ax.set(xticks=range(10), xlabel="read as", ylabel="of the pictures (%)")
plt.show()

# %%
#| echo: false
read_surely = float(np.mean([surely for surely, _ in readings]))
digits_covered = float((shares >= 2).sum(axis=1).mean())
rarest = int(shares.mean(axis=0).argmin())
rarest_share = float(shares.mean(axis=0).min() / 100)

# %% [markdown]
# None of the ten is missing. On average over {{ seeds }} seeds, {{ digits_covered:.1f}} of them are covered. The rarest is the
# {{ rarest }}, with {{ rarest_share:.0%}}. The reader is less sure of them than of real ones: it reads {{ read_surely:.0%}} of the
# made pictures with more than 90%, and {{ real_surely:.0%}} of real ones. Look at the first 64 of the mean, and count
# those that you would read at once:

# %%
#| fig-alt: 64 small pictures in four rows. Most can be read as handwritten digits, and some are strokes that belong to no digit.
#| fig-cap: The first 64 from the mean of the first game's generator.
fig, ax = plt.subplots(figsize=(6.4, 1.7))
show(forged[0][:64], 16, ax)
plt.show()

# %% [markdown]
# ## Collapse, in ink
#
# And in a hurry? Fewer rounds will do to see it: {{ early }}. A generator that learns ten times as fast, a critic
# that learns a tenth as fast, and beside them what the fair games drew after as many rounds.
#
# <make-a-guess name="hurry" kind="number" min="0" max="10" unit="of 10 digits" answer="{{ hurry_count }}" by="the run"
#   question="How many of the ten digits does the hasty generator draw, on average?">
# How many of the ten digits does the hasty generator draw, on average?
# </make-a-guess>

# %%
#| answers: hurry
hasty = [run(seed, (0.02, 0.0002), early)[0][early] for seed in range(seeds)]
calm = [moments[early] for moments, _, _ in games]
hasty_covered, calm_covered = (
    [int((read(made)[1] >= 0.02).sum()) for made in drawn] for drawn in (hasty, calm)
)
print("digits covered, in a hurry:", hasty_covered)
print("digits covered, fair:      ", calm_covered)

# %%
#| answers: hurry
#| fig-alt: Two rows of sixteen small pictures. In the upper row all pictures are nearly the same. In the lower row they are blurred, but different from each other.
#| fig-cap: The first sixteen of the first seed, in a hurry (above) and in the fair game after as many rounds (below).
fig, axes = plt.subplots(2, 1, figsize=(6.4, 1.1))
for ax, made in zip(axes, (hasty[0], calm[0])):
    show(made[:16], 16, ax)
plt.show()

# %%
#| echo: false
hurry_count = round(float(np.mean(hasty_covered)))
hasty_digits, calm_digits = float(np.mean(hasty_covered)), float(np.mean(calm_covered))
digits_gap = verdict(np.subtract(calm_covered, hasty_covered))

# %% [markdown]
# <your-guess name="hurry"></your-guess>
#
# In a hurry it's {{ hasty_digits:.1f}} digits, and {{ calm_digits:.1f}} in the fair game: fewer kinds of digit,
# and by the rule that's more than luck. If you guessed ten: nothing in its loss asks for them. The
# discriminator would have to notice, and it's slow.
#
# ## Beside diffusion
#
# [The page before](../diffusion/index.md) began with the same noise, and walked to a picture in many steps. How
# does that compare? Here is such a network, about as large as our generator, that has seen as many real
# pictures, and isn't told which digit either.


# %%
class Flow(nn.Module):
    def __init__(self, width=256):
        super().__init__()
        layers = [nn.Linear(196 + 32, width), nn.SiLU()]
        for _ in range(2):
            layers += [nn.Linear(width, width), nn.SiLU()]
        self.layers = nn.Sequential(*layers, nn.Linear(width, 196), nn.Tanh())

    def forward(self, now, time):
        """Noisy pictures (n, 196), times (n, 1): guesses of the pictures."""
        hands = time * torch.logspace(0, 2, 16)
        return self.layers(torch.cat([now, hands.sin(), hands.cos()], dim=1))


# %%
def train_flow(seed, steps=rounds // 2):
    torch.manual_seed(seed)
    flow = Flow()
    adam = torch.optim.Adam(flow.parameters())
    plan = torch.optim.lr_scheduler.OneCycleLR(adam, 0.004, total_steps=steps)
    for _ in range(steps):
        ends = pictures[torch.randint(len(pictures), (128,))].flatten(1)
        time = torch.rand(128, 1)
        now = (1 - time) * torch.randn_like(ends) + time * ends
        left = (1 - time).clamp(min=0.1)
        loss = ((flow(now, time) - ends) / left).square().mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
    return flow


# %%
@torch.no_grad()
def walk(flow, looks):
    """Pictures, (n, 1, 14, 14), from the first noises of a fixed seed."""
    now = torch.randn(tested, 196, generator=torch.Generator().manual_seed(8))
    for done in range(looks):
        time = torch.full((tested, 1), done / looks)
        now = now + (flow(now, time) - now) / (looks - done)
    return now.reshape(-1, 1, 14, 14)


flows = [train_flow(seed) for seed in range(seeds)]
walked = {looks: [walk(flow, looks) for flow in flows] for looks in (1, 4, 16)}

# %% [markdown]
# <make-a-guess name="beside" kind="choice" answer="{{ beside_word }}" by="the run"
#   options="the GAN, in one look | the flow, in 16 looks | no difference beyond luck"
#   question="Whose pictures are nearer to real ones, all together?">
# Whose pictures are nearer to real ones, all together: the GAN's in one look, the flow's in 16, or is there
# no difference beyond luck?
# </make-a-guess>


# %%
def multiply_adds(net, *inputs):
    """How many multiplications (each with its addition) one picture takes."""
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        net(*inputs)
    return counter.get_total_flops() // 2


# %%
#| answers: beside
one_gan = multiply_adds(forger, noises[:1])
one_look = multiply_adds(flows[0], torch.zeros(1, 196), torch.zeros(1, 1))
flow_far = {
    looks: [distance(made, reference) for made in walked[looks]] for looks in walked
}
print(f"GAN, 1 look:    {one_gan:9,} multiply-adds, distance {forger_far:5.1f}")
for looks, far in flow_far.items():
    cost = looks * one_look
    print(
        f"flow, {looks:2} looks: {cost:9,} multiply-adds, distance {np.mean(far):5.1f}"
    )

# %%
#| answers: beside
#| fig-alt: Four rows of sixteen digits. The flow's first row is grey and smeared. Its second and third rows are darker, with digits that look broken here and there. So do some in the row of the GAN.
#| fig-cap: The first sixteen of the flow in 1, 4 and 16 looks, and of the GAN in one (below).
fig, axes = plt.subplots(4, 1, figsize=(6.4, 2.1))
rows = [walked[looks][0] for looks in walked] + [forged[0]]
for ax, row, name in zip(axes, rows, ["flow, 1", "flow, 4", "flow, 16", "GAN, 1"]):
    show(row[:16], 16, ax)
    ax.set_ylabel(name, rotation=0, ha="right", va="center")
plt.show()

# %%
#| echo: false
flow_single, flow_many = (float(np.mean(flow_far[looks])) for looks in (1, 16))
flow_surely = float(np.mean([read(made)[0] for made in walked[16]]))
many_looks = 16 * one_look
cost_ratio = many_looks / one_gan
beside_verdict = verdict(np.subtract(flow_far[16], mean_far))
beside_word = {
    "a gain": "the GAN, in one look",
    "a loss": "the flow, in 16 looks",
    "nothing": "no difference beyond luck",
}[beside_verdict]
beside_words = {
    "a gain": "Here the GAN's are nearer, and that's more than luck.",
    "a loss": "The flow's are nearer, and that's more than luck.",
    "nothing": "What lies between them may be luck.",
}[beside_verdict]

# %% [markdown]
# <your-guess name="beside"></your-guess>
#
# | generator | looks | multiply-adds | distance | read surely |
# | --- | ---: | ---: | ---: | ---: |
# | GAN | 1 | {{ one_gan:,}} | {{ forger_far:.1f}} | {{ read_surely:.0%}} |
# | flow | 16 | {{ many_looks:,}} | {{ flow_many:.1f}} | {{ flow_surely:.0%}} |
#
# (Means over {{ seeds }} seeds.) {{ beside_words }} In one look the flow is lost, at {{ flow_single:.0f}}, since its first guess is a
# mean of all that may come. And its sixteen looks cost more, {{ cost_ratio:.0f}} times what the GAN's one look does. A
# generator has to be right at once, and it can be: nobody asks it for a *mean*, only for something that passes.
# A mean of all digits never does. That's why what GANs draw is sharp.
#
# ## Why almost nobody trains them now
#
# You have seen it: a GAN's losses can't be read. Each real picture counts in the loss of a flow, so none can be left
# out for free; in the generator's loss no real picture occurs at all. And with the wrong pair of [learning
# rates](../../guide/glossary.md#learning-rate), a GAN falls off a
# cliff. With patience all this can be tamed, and for years it was. Then, in 2021, diffusion networks [drew better
# pictures of a thousand kinds of things][@diffusion-beats-gans] than the best GANs of the time, and needed no opponent.
#
# What are they still best at? At what you have counted: **one look**.
#
# - Speech: [a GAN turns a spectrogram into sound][@hifi-gan] much faster than the sound lasts.
# - The critic alone is a fine *loss*. The networks that shrink photographs for [latent diffusion][@latent-diffusion]
#   are trained with one, so that what they draw again isn't blurred.
# - Diffusion in a hurry: a network that needs many looks is [taught to do with one to four][@add], and what
#   keeps its pictures sharp is a discriminator.
#
# Hence the opinion: **don't begin with a GAN, and don't forget the critic.** If you can't write down what a good
# picture is, a network that has learned to tell may be the best loss there is. And [some say][@r3gan] that, with
# today's networks and a better loss, the old game needs fewer tricks than its reputation has. Somebody
# will get it to converge, as soon as they have found the right seed.
#
# ## In the browser
#
# Our generator takes 32 numbers, and a finger has two. So here is a **carpet** of noises. Going right turns the
# noise in a circle, from the first noise of a fixed seed to the second and on, round to where it began. Going
# up does the same with the third and the fourth, and what comes of both is added. On the carpet are the
# digits that the reader reads there surely; where there is none, it isn't sure.


# %%
class Carpet(nn.Module):
    """What the page asks for: of a place, a reading and a picture."""

    def __init__(self, generator, reader, noises):
        super().__init__()
        self.generator, self.reader = generator, reader
        self.register_buffer("noises", noises)  # (4, 32)

    def forward(self, place):  # (n, 2), from -2 to 2
        turns = place * (math.pi / 2)
        shares = torch.cat([turns.cos(), turns.sin()], dim=1)  # (n, 4)
        picture = self.generator(shares @ self.noises / math.sqrt(2))
        reading = self.reader(picture).softmax(dim=1)
        return reading, picture.permute(0, 2, 3, 1) / 2 + 0.5


# %%
# The cosines of x and y come first, then their sines.
carpet = Carpet(forger.module, reader, noises[[0, 2, 1, 3]]).eval()
line = torch.linspace(-2, 2, 13)
places = torch.cartesian_prod(line, line)

# %%
#| echo: false
with torch.no_grad():
    sureness, read_digits = carpet(places)[0].max(dim=1)
forger_map = "; ".join(
    f"{digit} {x:.2f} {y:.2f}"
    for (x, y), digit, sure in zip(places.tolist(), read_digits.tolist(), sureness)
    if sure > 0.9
)

# %% [markdown]
# (The shares of the noises are two cosines and two sines, of $x$ and of $y$. Divided by the square root of 2, the sum
# is as loud as noise usually is.)

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

card = to_tfjs(
    carpet,
    "exported/forger",
    title="A forger of digits, and how its pictures are read",
    labels=[str(digit) for digit in range(10)],
    example=places[::6],
    metrics={"read_surely": read_surely},
)

# %% [markdown]
# <latent-plane model="forger" decoder map="{{ forger_map }}">
# Here you could drag over a carpet of noises, and see the digit that the generator makes of each. That
# takes JavaScript.
# </latent-plane>
#
# Drag slowly from one digit to another. There is no border: on the way one becomes the other, and in between
# is something that nobody ever wrote. That's where it fails, and it can't do otherwise. A small step in the noise is a
# small step in the picture, and between a 3 and a 7 there is a lot of room. Now go
# to <try-it set="at: -2 0">the left edge</try-it>, and then to <try-it set="at: 2 0">the right one</try-it>: the same picture, since you've gone
# once round.
#
# ## Exercises
#
# **1. A minute, in the page.** At the top, <try-it demo="two-players" set="data: own; generator: 0.002; discriminator: 0.002; noise: on">take your own
# points</try-it>, and paint two blobs far apart. Let them play until it has found both. Look at the dots between the blobs.
#
# <check-yourself name="bridge" kind="choice" answer="The generator bends one cloud of noise" options="The generator bends one cloud of noise | The discriminator likes it there | Real points lie there"
#   question="Often a few dots stay on the way from one blob to the other. Why?"
#   hint="Noise is one cloud without gaps. What can a network that has no jumps make of it?"
#   wrong="The discriminator likes it there: Look at the colour of the ground between the blobs. | Real points lie there: You painted none there."
#   why="A small change of the noise makes a small change of the point. To get from blob to blob, the noise has to pass through all that lies between. The steeper the generator, the fewer are caught there.">
# The generator bends one cloud of noise, without tearing it.
# </check-yourself>
#
# **2. On paper.** The discriminator says 0 to everything, so $p$ is one half for real points and made ones.
#
# <check-yourself name="half" kind="number" answer="1.386" tolerance="0.01"
#   question="What is its loss, with both halves?"
#   hint="-log(1/2), twice."
#   wrong="0.693: That's one of the two halves. | 0: It isn't certain of anything, so it pays for both."
#   why="2 log 2 = 1.386, the grey line of the figure. If the made points are spread like the real ones, nobody can do better.">
# 2 log 2 = 1.386.
# </check-yourself>
#
# **3. Which way?** At a made point the discriminator's answer is $-5$, and the ground is nearly flat: it says *made* for
# everything near.
#
# <check-yourself name="flat" kind="choice" answer="With -log p it learns, with log(1 - p) hardly" options="With -log p it learns, with log(1 - p) hardly | With log(1 - p) it learns, with -log p hardly | No difference"
#   question="The generator could make -log p small, as ours does, or log(1 - p). Where is the slope in the discriminator's answer larger?"
#   hint="By the answer, -log p has the slope -(1 - p), and log(1 - p) the slope -p. What is p?"
#   wrong="With log(1 - p) it learns, with -log p hardly: Put p = 0.007 into both slopes. | No difference: They agree only where p is one half."
#   why="p is 0.007. The slope of -log p is -0.993, that of log(1 - p) only -0.007: when it's caught every time, it would learn nothing from being caught. That's why nearly everybody takes -log p, as the first paper recommends.">
# With -log p: at p = 0.007 its slope is -0.993, against -0.007.
# </check-yourself>
#
# **4. In the script.** Give the generator no noise: in `play_in_plane`, replace both `torch.randn(…, 4)` by `torch.zeros(…, 4)`.
#
# <check-yourself name="no-noise" kind="number" answer="1" tolerance="0"
#   question="On how many heaps can its points be at any moment, at most?"
#   hint="How many different inputs does it get?"
#   wrong="8: All of its inputs are the same. | 0: It can find a heap, at least for a while."
#   why="The same input makes the same point, so all points are one. It hops from heap to heap, chased by the discriminator.">
# One: the same input makes the same point.
# </check-yourself>
#
# **5. Pictures of your own.** Put yours in place of `pictures`, as (n, 1, 14, 14), from -1 to 1. Begin with two kinds, a hundred
# of each, and count in the first 64 how often each comes.
#
# <check-yourself name="own" kind="choice" answer="both losses, the pictures, and how many kinds there are" options="the generator's loss | the discriminator's loss | both losses, the pictures, and how many kinds there are"
#   question="What do you watch, to know how it's going?"
#   hint="Each loss is measured against somebody who learns, too."
#   wrong="the generator's loss: It's low when the critic is bad. | the discriminator's loss: It's low when the generator is bad, and high when either has given up."
#   why="Losses that run away tell you that the game is over. Losses that don't tell you nothing.">
# The pictures, their kinds, and both losses for an alarm.
# </check-yourself>
#
# ## Where next
#
# You've let two networks teach each other, seen them collapse and measured it, and you know what a critic is good
# for. Machines that learn from an opponent come again on the [next page](../game/index.md), where the opponent plays
# three in a row. **What if there is no slope to follow, only a victory at the end?**
#
# - [GAN Lab][@gan-lab] (Minsuk Kahng and others): the same game in the plane, with arrows for the slopes.
# - [Generative Adversarial Networks][@gan-paper] (Ian Goodfellow and others): short, and its game has a proof.
# - [The GAN is dead; long live the GAN!][@r3gan] (Yiwen Huang and others): what is left of the tricks when you
#   begin anew.

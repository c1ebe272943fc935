# ---
# title: From noise to a digit
# description: A network that turns noise into digits, step by step. How many steps it takes, how it is told which digit, and whether what it draws is new.
# chapter: Things that generate
# order: 2
# level: 2
# minutes: 30
# needs: [layers]
# data: [mnist]
# exports: [denoiser]
# expects:
#   reader_accuracy: ">= 0.97"
#   asked_right: ">= 0.7"
#   usual_right: ">= 0.9"
# says:
#   "a mean of rings is no ring": one_radius < 0.75
#   "a 7 mostly comes back as a 7": stayed > 0.75
#   "Most of the fall is over early": early_fall > 0.8
#   "that's the best one can hope for": real_distance < far_2
#   "with strength 3 nearly every digit is read as asked": obeyed_3 > 0.98
#   "they are farther from the real ones": far_3 > far_2
#   "They vary less, too": variety_3 < variety_2
#   "The reader is content from the start": single_right > 0.9
#   "The distance from real digits isn't": far_times > 4
#   "much alike": single_variety < 0.5
#   "Ten different pictures from the same noise": cloud_right > 0.9
#   "tends to give a 7 with much ink": ink_alike > 0.3
#   "nearly the same": copy_ratio < 1.1
#   "So ours invents": copy_ratio > 0.9
#   "so it isn't that the 7 was lost": kept_there > 0.5
#   "only a few lines pass through": mild_turned < 0.2
#   "between the two": heap_landing < 0.5
# parameters:
#   smoke: {examples: 3000, steps: 30, rounds: 1, tested: 60, seeds: 2, ring_steps: 60}
#   gpu: {steps: 20_000, rounds: 4, tested: 5000, seeds: 5}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: What is the network asked at each point on the way from noise to a picture?
#     answer: Where the line that it is on will end. Many lines pass through a point, so the best answer is the mean of their ends.
#   - ask: Why does it take several steps?
#     answer: At the start the guess is a mean of everything. Each step goes a part of the way to it, and from there fewer ends are possible, so the next guess is better.
#   - ask: What does a classifier's reading of generated pictures not see?
#     answer: Whether they are all alike, and whether they look real. It says only whether they are read as asked.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Draw a 7. Then turn the noise up until you can't read it any more, and press *Watch it come back*.
#
# <from-noise model="denoiser">
# Here you could draw a digit, let it sink into noise, and watch a network bring it back, as the digit
# that you ask for. That takes JavaScript. The rest of the page reads without it.
# </from-noise>
#
# Now ask for a 3, and leave your 7 as it is. With little noise a 7 mostly comes back as a 7 all the
# same. With 100% nothing of your drawing is left, and what comes is a 3. Somewhere between them,
# one turns into the other:
#
# <make-a-guess name="turn" kind="number" min="0" max="100" unit="% noise" answer="{{ turn_percent }}" by="the run"
#   question="How much noise does it take until half of all test sevens come back as a 3, where a 3 is asked for?">
# How much noise does it take until half of all test sevens come back as a 3, where a 3 is asked for?
# Write down a percentage.
# </make-a-guess>
#
# Machines that paint on request work like this, with more of everything. Ours is small, and we
# begin with points instead of pictures, where one can see everything.

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

# %% tags=["parameters"]
examples = 60_000
steps = 1200
rounds = 2
tested = 1000
seeds = 3
ring_steps = 1000

# %% [markdown]
# ## Two numbers first
#
# A picture is a list of numbers, and so is a point: two of them. Suppose that all "pictures" in the
# world lie on a ring. We want new points of the ring, and all that we have to begin with is
# **noise**: points that fell anywhere, by chance.


# %%
def draw_ring(count, rng):
    """Points of a ring, (count, 2), at a distance of about 1.5 from the middle."""
    angle = 2 * math.pi * torch.rand(count, 1, generator=rng)
    radius = 1.5 + 0.05 * torch.randn(count, 1, generator=rng)
    return radius * torch.cat([angle.cos(), angle.sin()], dim=1)


def between(noise, data, time):
    """A point of the straight line from noise (time 0) to data (time 1)."""
    return (1 - time) * noise + time * data


# %% [markdown]
# Take a point of noise, take a point of the ring, and draw a straight line from one to the other. Do
# that with many of them, each with a partner by chance.

# %%
#| fig-alt: Grey crosses scattered around the middle, dots on a ring, and a straight thin line from each cross to some dot. The lines cross all over the picture.
#| fig-cap: Sixty lines from noise (crosses) to the ring (dots). Who goes where is chance, so the lines cross.
rng = torch.Generator().manual_seed(0)
noise, ends = torch.randn(60, 2, generator=rng), draw_ring(60, rng)
fig, ax = plt.subplots(figsize=(3.4, 3.4))
ax.plot(*torch.stack([noise, ends], dim=2).permute(1, 2, 0), color="0.6", lw=0.6)
ax.plot(*noise.T, "x", color="0.5", ms=4)
ax.plot(*ends.T, "o", ms=4)
ax.set(aspect="equal", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# Now stop somewhere on one of these lines and ask: **where does this line end?** That is the only
# question that our network has to answer. It is told where the point is, and what time it is: 0 at
# the noise, 1 at the ring, and

# $$x_t = (1 - t) \cdot \text{noise} + t \cdot \text{data}$$
#
# in between. It can't know the answer, since through each point pass many lines with many ends. So
# what will it learn to say? The [loss](../../guide/glossary.md#loss) is the square of its error, and
# the one number with the smallest mean square is, as always, the **mean**: of the ends of all lines
# that pass through here at this time.
#
# From a guess of the end follows a **velocity**: the way that is left, over the time that is left.
# We count errors of the velocity, so those near the end count more, where the guess has to be exact.
# (`clamp` keeps the very last moments from counting beyond all measure.)


# %%
def missed(guess, ends, time):
    """The mean square error of the velocity that follows from a guess."""
    left = (1 - time).clamp(min=0.1)
    return ((guess - ends) / left).square().mean()


# %%
torch.manual_seed(0)
pilot = nn.Sequential(
    nn.Linear(3, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 2)
)


def slowing(net, rate, steps):
    """Adam, with a learning rate that rises for a while, and then falls to 0."""
    adam = torch.optim.Adam(net.parameters())
    return adam, torch.optim.lr_scheduler.OneCycleLR(adam, rate, total_steps=steps)


adam, plan = slowing(pilot, 0.02, ring_steps)

# %% [markdown]
# In each step it gets new points and new noise. (`SiLU` is a [ReLU](../../guide/glossary.md#relu)
# without a corner.) That's all there is to training:

# %%
for _ in range(ring_steps):
    noise, ends = torch.randn(512, 2, generator=rng), draw_ring(512, rng)
    time = torch.rand(512, 1, generator=rng)
    now = between(noise, ends, time)
    loss = missed(pilot(torch.cat([now, time], dim=1)), ends, time)
    adam.zero_grad()
    loss.backward()
    adam.step()
    plan.step()

# %% [markdown]
# Here are its velocities, as arrows, at three moments.

# %%
#| fig-alt: Three fields of arrows around a ring. In the first all arrows point to the middle of the ring. In the second those outside point inwards and those near the middle are short. In the third all arrows point to the nearest part of the ring.
#| fig-cap: Where to, at times 0, 0.5 and 0.9. At first every arrow points to the middle, where no data are; later to the nearest piece of the ring.
axis = torch.linspace(-2.2, 2.2, 9)
grid = torch.cartesian_prod(axis, axis)
fig, axes = plt.subplots(1, 3, figsize=(6.4, 2.3))
for ax, moment in zip(axes, (0.0, 0.5, 0.9)):
    with torch.no_grad():
        guess = pilot(torch.cat([grid, torch.full((81, 1), moment)], dim=1))
    ax.add_patch(plt.Circle((0, 0), 1.5, fill=False, color="C1", lw=2))
    ax.quiver(*grid.T, *(guess - grid).T, color="C0", width=0.012)
    ax.set(aspect="equal", xticks=[], yticks=[], title=f"time {moment}")
plt.show()

# %% [markdown]
# Look at the first one. At time 0 every point is noise and may go anywhere on the ring, so the mean
# of all ends is the middle, the one place where no data ever are.
#
# To make something new, throw a point of noise and walk along the arrows. In one step, or in many:
# at each one look again, and go a share of the way that is left.


# %%
def walk(guess_end, start, steps, time=0.0):
    """All points on the way from a start at this time to time 1."""
    points = [start]
    for done in range(steps):
        now = time + (1 - time) * done / steps
        guess = guess_end(points[-1], torch.full((len(start), 1), now))
        points.append(between(points[-1], guess, 1 / (steps - done)))
    return points


# %% [markdown]
# <make-a-guess name="landing" kind="choice" answer="{{ landing_word }}" by="the run"
#   options="on the ring | near the middle of the ring | all over the place"
#   question="Where do points of noise land that go the whole way in a single step?">
# Where do points of noise land that go the whole way in one step: on the ring, near its middle, or all over
# the place?
# </make-a-guess>


# %%
#| answers: landing
#| fig-alt: Four pictures of 300 points. After one step they lie in a small heap near the middle. After two they form a blurred disc, after four they are near a ring, and after 32 they lie on a ring.
#| fig-cap: The same 300 points of noise, in 1, 2, 4 and 32 steps.
def pilot_guess(points, time):
    with torch.no_grad():
        return pilot(torch.cat([points, time], dim=1))


start = torch.randn(300, 2, generator=rng)
off_ring = {}
fig, axes = plt.subplots(1, 4, figsize=(6.4, 1.9), sharex=True, sharey=True)
for ax, count in zip(axes, (1, 2, 4, 32)):
    ended = walk(pilot_guess, start, count)[-1]
    off_ring[count] = (ended.norm(dim=1) - 1.5).abs().median().item()
    ax.plot(*ended.T, ".", ms=2)
    ax.set(
        aspect="equal", xticks=[], yticks=[], title=f"{count}: {off_ring[count]:.2f}"
    )
plt.show()

# %%
#| echo: false
off_1, off_2, off_4, off_32 = off_ring.values()
one_radius = walk(pilot_guess, start, 1)[-1].norm(dim=1).median().item()
landing_word = (
    "near the middle of the ring"
    if one_radius < 0.75
    else "on the ring"
    if off_1 < 0.2
    else "all over the place"
)

# %% [markdown]
# (The numbers are the typical distance from the ring.) In one step they land {{ landing_word }}. If
# you said *on the ring*: the network's guess is good, the best that there is, but **a mean of rings
# is no ring**. After a small part of the way, though, some ends have become unlikely. The next guess
# is a mean of those that are left, a better one, and so on, down to a typical distance of
# {{ off_32:.2f}} after 32 steps. That is why a picture isn't made at one go.
#
# This recipe is called [**flow matching**](../../guide/glossary.md#flow-matching)
# ([2022][@flow-matching]). Its older sister, **diffusion** ([2020][@ddpm]), adds noise along a
# curve instead of a straight line, and often throws in fresh noise on the way back. The idea is the
# same: a network that guesses what is under the noise, asked again and again.
#
# ## Digits
#
# Hardly anything changes but the number of numbers. Ours are the digits of MNIST, each 2 by 2 pixels
# averaged into one: {{ side }} by {{ side }} are {{ pixel_count }} numbers from -1 (paper) to 1
# (ink). That makes them coarse, and the training short enough.


# %%
def shrunk(images):
    """Pictures of 28 by 28 as (n, 196) numbers from -1, paper, to 1, ink."""
    pixels = torch.tensor(images).float()[:, None] / 255
    return 2 * functional.avg_pool2d(pixels, 2).flatten(1) - 1


(train_images, train_labels), (test_images, test_labels) = (
    keras.datasets.mnist.load_data()
)
pictures, test_pictures = shrunk(train_images[:examples]), shrunk(test_images)
digits = torch.tensor(train_labels[:examples]).long()
test_digits = torch.tensor(test_labels).long()

# %%
#| echo: false
side, pixel_count = 14, pictures.shape[1]
example_count = len(pictures)


# %%
#| echo: false
def show(rows, height, above=None):
    """Draw rows of pictures, ink on paper."""
    fig, axes = plt.subplots(len(rows), len(rows[0]), figsize=(6.4, height))
    for line, row in zip(np.atleast_2d(axes), rows):
        for ax, picture in zip(line, row):
            ax.imshow(picture.reshape(side, side), vmin=-1, vmax=1)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
    for ax, word in zip(np.atleast_2d(axes)[0], above or []):
        ax.set_title(word)
    return fig, np.atleast_2d(axes)


# %% [markdown]
# Look at a line of this kind, from noise to a 7:

# %%
#| fig-alt: Six pictures in a row. The first is nothing but noise. In the third a seven can be guessed, and the last is a clean seven.
#| fig-cap: One straight line from noise to the first 7 of the test digits. At which time do you read it?
rng = torch.Generator().manual_seed(1)
seven = test_pictures[test_digits == 7][0]
noise = torch.randn(pixel_count, generator=rng)
times = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
show([[between(noise, seven, time) for time in times]], 1.3, times)
plt.show()

# %% [markdown]
# ## The network
#
# It takes in a noisy picture, the time, and **which digit** it is to become. Time comes in as waves
# of several lengths, as a clock has hands of several speeds; the digit as a row of a table, an
# [embedding](../../guide/glossary.md#embedding). Both together are a **hint**, which is added in each
# block. The rest are [dense layers](../../guide/glossary.md#dense-layer).


# %%
def waves(time):
    """Time, (n, 1), as the sines and cosines of 16 hands of a clock, (n, 32)."""
    hands = time * torch.logspace(0, 2, 16)
    return torch.cat([hands.sin(), hands.cos()], dim=1)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.hint = nn.LayerNorm(width), nn.Linear(64, width)
        self.first, self.second = nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, x, hint):
        inside = functional.silu(self.first(self.norm(x)) + self.hint(hint))
        return x + self.second(inside)


# %% [markdown]
# There is an eleventh row in the table of digits, for *anything*: nobody says which. In training,
# one picture in ten gets that one. We'll need it soon.

# %%
ANYTHING = 10


class Denoiser(nn.Module):
    def __init__(self, width=512):
        super().__init__()
        self.enter, self.leave = nn.Linear(196, width), nn.Linear(width, 196)
        self.when, self.what = nn.Linear(32, 64), nn.Embedding(11, 64)
        self.blocks = nn.ModuleList(Block(width) for _ in range(2))

    def forward(self, now, time, asked):
        """Noisy pictures (n, 196), times (n, 1), digits (n,): guesses of the end."""
        hint = functional.silu(self.when(waves(time)) + self.what(asked))
        x = self.enter(now)
        for block in self.blocks:
            x = block(x, hint)
        return torch.tanh(self.leave(functional.silu(x)))


weight_count = sum(weights.numel() for weights in Denoiser().parameters())
print(f"{weight_count:,} weights")

# %% [markdown]
# Training is the loop that you know from the ring: a picture, noise, a time, where does the line end?


# %%
def train(seed):
    torch.manual_seed(seed)
    net, losses = Denoiser(), []
    adam, plan = slowing(net, 0.004, steps)
    for _ in range(steps):
        batch, time = torch.randint(len(pictures), (256,)), torch.rand(256, 1)
        ends, told = pictures[batch], torch.rand(256) > 0.1
        asked = digits[batch].where(told, ANYTHING)
        now = between(torch.randn_like(ends), ends, time)
        loss = missed(net(now, time, asked), ends, time)
        adam.zero_grad()
        loss.backward()
        adam.step()
        plan.step()
        losses.append(loss.item())
    return net, losses


# %%
trained = [train(seed) for seed in range(seeds)]
net, losses = trained[0]

# %%
#| fig-alt: The loss against the number of steps. It falls steeply at first and is nearly flat for most of the training.
#| fig-cap: One training. Most of the curve is a plain.
smooth = np.convolve(losses, np.ones(20) / 20, mode="valid")
fig, ax = plt.subplots(figsize=(6.4, 2.2))
ax.plot(smooth)
ax.set(xlabel="step", ylabel="loss")
plt.show()

# %%
#| echo: false
early_fall = float((smooth[0] - smooth[len(smooth) // 4]) / (smooth[0] - smooth[-1]))

# %% [markdown]
# The loss can't go to 0: where many lines cross, nobody knows where one will end. Most of the fall is
# over early: a quarter of the way along this curve, {{ early_fall:.0%}} of it is done. A plain tells
# nobody when to stop, so people who train such networks look at samples instead, late at night, when
# everything begins to look like a face.
#
# ## The first forty
#
# These are the first that it drew, from noise with a fixed [seed](../../guide/glossary.md#seed). None
# has been left out.


# %%
def sample(net, start, asked, steps=16, strength=1, time=0.0):
    """Pictures, (n, 196), after so many steps from a start at this time."""

    @torch.no_grad()
    def guess_end(now, time):
        guess = net(now, time, asked)
        if strength != 1:
            free = net(now, time, torch.full_like(asked, ANYTHING))
            guess = free + strength * (guess - free)
        return guess.clamp(-1, 1)

    return walk(guess_end, start, steps, time)[-1]


# %%
rng = torch.Generator().manual_seed(2)
starts = torch.randn(seeds, tested, 196, generator=rng)
asked = torch.arange(tested) % 10
samples = sample(net, starts[0], asked)

# %%
#| fig-alt: Four rows of ten small pictures of handwritten digits, 0 to 9 in each row, in different hands. Some are clean, others have gaps or specks.
#| fig-cap: The first forty, asked for 0 to 9 in turn. Which ones would you not have read?
show(samples[:40].reshape(4, 10, -1), 2.8)
plt.show()

# %% [markdown]
# Some might be anybody's. Others have gaps, specks, or strokes that lead nowhere. We'd like to have a
# number for that.
#
# ## Read as asked
#
# So we train a second network, a **reader**, on the real digits. It has never seen one that a
# machine made.

# %%
torch.manual_seed(0)
reader = nn.Sequential(
    *(nn.Unflatten(1, (1, 14, 14)), nn.Conv2d(1, 16, 3, 2, 1), nn.ReLU()),
    *(nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(), nn.Flatten()),
    *(nn.Linear(512, 64), nn.ReLU(), nn.Linear(64, 10)),
)
orders = torch.cat([torch.randperm(len(digits)) for _ in range(rounds)])
batches = orders.split(128)
adam, plan = slowing(reader, 0.005, len(batches))
for batch in batches:
    loss = functional.cross_entropy(reader(pictures[batch]), digits[batch])
    adam.zero_grad()
    loss.backward()
    adam.step()
    plan.step()


# %%
@torch.no_grad()
def read_as(pictures, asked):
    """The share of the pictures that the reader reads as the digits asked for."""
    return (reader(pictures).argmax(dim=1) == asked).float().mean().item()


reader_accuracy = read_as(test_pictures, test_digits)
print(f"{reader_accuracy:.1%} of the real test digits are read right")

# %% [markdown]
# <make-a-guess name="asked" kind="number" min="0" max="100" unit="of 100" answer="{{ asked_percent }}" by="the run"
#   question="Of 100 digits that the network draws, how many does the reader read as asked?">
# Of 100 digits that the network draws, how many does the reader read as asked?
# </make-a-guess>

# %%
#| answers: asked
drawn = {}


def draw(count, strength):
    """Have each seed's network draw, in so many steps, with this strength."""
    for seed, (net, _) in enumerate(trained):
        ended = sample(net, starts[seed], asked, count, strength)
        drawn[count, strength, seed] = ended


draw(16, 1)
for key, ended in drawn.items():
    print(f"seed {key[-1]}: {read_as(ended, asked):.1%} read as asked")

# %%
#| echo: false
asked_right = float(np.mean([read_as(drawn[16, 1, s], asked) for s in range(seeds)]))
asked_percent = round(100 * asked_right)

# %% [markdown]
# {{ asked_right:.0%}} on average, where it reads {{ reader_accuracy:.1%}} of real digits right. If you
# guessed nearly all: it was told what to draw, but nothing checks whether the strokes hang together.
# Look at the first ones of seed 0 that were misread:

# %%
#| fig-alt: A row of small pictures that look like broken digits. Above each is what was asked for, and as what it was read.
#| fig-cap: The first that the reader didn't read as asked. Above each, what was asked for, and how it was read.
with torch.no_grad():
    answers = reader(samples).argmax(dim=1)
wrong = (answers != asked).nonzero()[:8, 0].tolist()
titles = [f"{asked[at]} → {answers[at]}" for at in wrong]
show([samples[wrong]], 1.2, titles)
plt.show()

# %%
#| echo: false
wrong_count = int((answers != asked).sum())

# %% [markdown]
# ## Insist
#
# Remember the row for *anything*. At each step we can ask twice: where does the line end if it's a 7,
# and where if nobody says what it is? The difference is what the 7 is good for. So take **more** of
# it than the network says:
#
# $$\text{guess} = \text{free} + \text{strength} \cdot (\text{asked} - \text{free})$$
#
# This is [classifier-free guidance][@guidance]; `sample` has had it all along. It costs a second
# look in each step. Strength 1 is what the network was trained for.
#
# But what would make a picture *better*? That it's read as asked isn't enough: a machine that always
# draws the same perfect 7 has 100%. So we also compare **all** pictures with all real ones. The reader
# turns each into 64 [features](../../guide/glossary.md#features); two heaps of features have two
# means and two tables of spreads (covariances $A$ and $B$), and the **Fréchet distance** says
# [how far apart they are][@fid]:
#
# $$d^2 = |m_A - m_B|^2 + \text{trace}\left(A + B - 2\sqrt{AB}\right)$$


# %%
def features(pictures):
    with torch.no_grad():
        return reader[:-1](pictures).double().numpy()


def distance(first, second):
    """The squared Fréchet distance between the features of two heaps of pictures."""
    means = features(first).mean(axis=0) - features(second).mean(axis=0)
    spread_1, spread_2 = np.cov(features(first).T), np.cov(features(second).T)
    roots = np.linalg.eigvals(spread_1 @ spread_2).real.clip(min=0) ** 0.5
    return means @ means + np.trace(spread_1 + spread_2) - 2 * roots.sum()


# %%
reference = test_pictures[1::2]
real = test_pictures[:: len(test_pictures) // tested][:tested]
real_distance = float(distance(real, reference))
print(f"real digits from other real ones: {real_distance:.1f}")

# %% [markdown]
# Real digits from other real digits: that's the best one can hope for.
#
# <make-a-guess name="strong" kind="choice" answer="{{ strong_word }}" by="the run"
#   options="1, as it was trained | 1.5 | 3"
#   question="With which strength are the digits, all together, nearest to real ones?">
# With which strength are the digits, all together, nearest to real ones: 1, 1.5 or 3?
# </make-a-guess>

# %%
#| answers: strong
strengths = (1, 1.5, 3)
for strength in strengths:
    draw(16, strength)


def table_of(keys):
    """Shares read as asked, and distances: (ways, seeds) each."""
    shares = [[read_as(drawn[*key, s], asked) for s in range(seeds)] for key in keys]
    far = [[distance(drawn[*key, s], reference) for s in range(seeds)] for key in keys]
    return np.array(shares), np.array(far)


# %%
#| answers: strong
obeyed, far = table_of([(16, strength) for strength in strengths])
for strength, share, away in zip(strengths, obeyed, far):
    print(f"strength {strength}: {share.mean():.1%} read as asked,", end=" ")
    print(f"distance {away.mean():5.1f}", away.round(1))

# %% [markdown]
# What of that is more than luck? [The rule of this site](../../guide/luck.md), on the differences,
# seed by seed:


# %%
#| answers: strong
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


print("from 1 to 1.5, obedience:", verdict(obeyed[1] - obeyed[0]))
print("from 1 to 1.5, nearness:", verdict(far[0] - far[1]))
print("from 1.5 to 3, nearness:", verdict(far[1] - far[2]))

# %%
#| echo: false
obeyed_1, obeyed_2, obeyed_3 = (float(n) for n in obeyed.mean(axis=1))
far_1, far_2, far_3 = (float(n) for n in far.mean(axis=1))
strong_word = ("1, as it was trained", "1.5", "3")[int(far.mean(axis=1).argmin())]
obey_verdict, near_verdict = verdict(obeyed[1] - obeyed[0]), verdict(far[0] - far[1])
near_3_verdict = verdict(far[1] - far[2])
usual_right = obeyed_2


def variety(pictures):
    """How much pictures of the same digit differ: the mean spread of a pixel."""
    return float(np.mean([pictures[asked == d].std(dim=0).mean() for d in range(10)]))


real_variety = float(
    np.mean([test_pictures[test_digits == d].std(dim=0).mean() for d in range(10)])
)
variety_1, variety_2, variety_3 = (
    float(np.mean([variety(drawn[16, s, seed]) for seed in range(seeds)]))
    / real_variety
    for s in strengths
)

# %%
#| fig-alt: Three rows of ten digits from the same noise. The first row has specks and gaps, the second is cleaner, the third is bold, clean and more uniform.
#| fig-cap: The first ten, with strength 1, 1.5 and 3, from the same noise.
fig, axes = show([drawn[16, strength, 0][:10] for strength in strengths], 2.1)
for ax, strength in zip(axes[:, 0], strengths):
    ax.set_ylabel(strength)
plt.show()

# %% [markdown]
# | strength | read as asked | distance | variety |
# | ---: | ---: | ---: | ---: |
# | 1 | {{ obeyed_1:.1%}} | {{ far_1:.1f}} | {{ variety_1:.0%}} |
# | 1.5 | {{ obeyed_2:.1%}} | {{ far_2:.1f}} | {{ variety_2:.0%}} |
# | 3 | {{ obeyed_3:.1%}} | {{ far_3:.1f}} | {{ variety_3:.0%}} |
#
# (Means over {{ seeds }} seeds. Variety is how much pictures of the same digit differ, in percent
# of what real ones do.) From 1 to 1.5 the rule says *{{ obey_verdict }}* in obedience and *{{
# near_verdict }}* in nearness; from 1.5 to 3, *{{ near_3_verdict }}* in nearness. If you said that
# more is better: with strength 3 nearly every digit is read as asked, and yet, all together, they
# are farther from the real ones. They vary less, too, since what it insists on is what *all* sevens
# have and others don't. From here on we take strength 1.5.
#
# ## Fewer steps
#
# Each step costs two looks. How few will do? On the ring a single step was useless.
#
# <make-a-guess name="single" kind="number" min="0" max="100" unit="of 100" answer="{{ single_percent }}" by="the run"
#   question="In a single step from noise to picture: of 100 digits, how many are read as asked?">
# In a single step from noise to picture: of 100 digits, how many are read as asked?
# </make-a-guess>

# %%
#| answers: single
usual, counts = 1.5, (1, 2, 4, 8, 16, 32)
for count in counts:
    draw(count, usual)
obeyed_in, far_in = table_of([(count, usual) for count in counts])
for count, share, away in zip(counts, obeyed_in, far_in):
    print(f"{count:2} steps: {share.mean():.1%} read as asked,", end=" ")
    print(f"distance {away.mean():5.1f}")

# %%
#| answers: single
#| fig-alt: Two curves against the number of steps. The share that is read as asked is high from the first step on. The distance falls steeply from one step to four, and then hardly.
#| fig-cap: The reader is content from the start (left). The distance from real digits isn't (right). Thin lines are single seeds.
fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 2.5))
for ax, runs, name in (
    (left, 100 * obeyed_in, "read as asked (%)"),
    (right, far_in, "distance"),
):
    ax.semilogx(counts, runs, color="C0", lw=0.7)
    ax.semilogx(counts, runs.mean(axis=1), "o-", color="C0")
    ax.set(xlabel="steps", ylabel=name)
    ax.set_xticks(counts, counts, minor=False)
    ax.set_xticks([], minor=True)
left.set_ylim(0, 104)
right.axhline(real_distance, color="C1", ls=":")
right.annotate("real digits", (1, real_distance), color="C1", va="bottom")
plt.show()

# %%
#| answers: single
#| fig-alt: Four rows of ten digits from the same noise, in one, two, four and sixteen steps. The first row is smeared, and from row to row the digits get sharper and more varied.
#| fig-cap: The first ten again, in 1, 2, 4 and 16 steps.
fig, axes = show([drawn[count, usual, 0][:10] for count in (1, 2, 4, 16)], 2.8)
for ax, count in zip(axes[:, 0], (1, 2, 4, 16)):
    ax.set_ylabel(count)
plt.show()

# %%
#| echo: false
single_right = float(obeyed_in[0].mean())
single_percent = round(100 * single_right)
far_single, far_two, far_few, far_eight, far_many, far_most = (
    float(n) for n in far_in.mean(axis=1)
)
single_variety = (
    float(np.mean([variety(drawn[1, usual, seed]) for seed in range(seeds)]))
    / real_variety
)
far_times = far_single / far_many
steps_verdict = verdict(far_in[0] - far_in[4])
obey_words = {
    "a gain": "With 32 steps it even obeys a little less",
    "a loss": "With 32 steps it obeys a little better",
    "nothing": "With 32 steps it obeys neither better nor worse, as far as these seeds can tell",
}[verdict(obeyed_in[0] - obeyed_in[5])]
obeyed_most = float(obeyed_in[5].mean())
more_verdict = verdict(far_in[4] - far_in[5])
more_words = {
    "a gain": "is still worth something",
    "a loss": "even does harm",
    "nothing": "buys nothing that these seeds could tell from luck",
}[more_verdict]

# %% [markdown]
# {{ single_right:.1%}} in a single step. If you thought of the ring and said 10: there the mean of
# all points was no point, but the mean of all sevens, blurred as it is, is read as a 7. {{
# obey_words }} ({{ obeyed_most:.1%}}). And yet in one step the distance is {{ far_single:.0f}},
# against {{ far_many:.1f}} in 16 (*{{ steps_verdict }}*): those digits are smeared, and much alike,
# with {{ single_variety:.0%}} of the variety of real ones. (See it <try-it set="noise: 100; digit:
# 8; steps: 1">at the top, in one step</try-it>, with one noise after the other.) From 16 steps to
# 32, the rule says *{{ more_verdict }}*: doubling the work {{ more_words }}.
#
# Hence the opinion: **a score that one network gives another is worth as much as you know about what
# it can't see.** The reader can't see that all pictures are alike. The Fréchet distance can't see a
# copied picture. And neither asks whether you'd like it.
#
# ## Is the picture hidden in the noise?
#
# You'll hear that such a network *finds a picture in the noise*, as one finds faces in clouds. Then
# the same noise should hold the same picture. Three noises, each asked for all ten digits:

# %%
#| fig-alt: Three rows of ten digits, 0 to 9. Within a row the digits are similar in slant and weight.
#| fig-cap: A row is one noise, asked for each of the ten digits.
every = torch.arange(10)
rng = torch.Generator().manual_seed(3)
clouds = torch.randn(100, 196, generator=rng)
rows = sample(
    net, clouds.repeat_interleave(10, 0), every.repeat(100), strength=usual
).unflatten(0, (100, 10))
show(rows[:3], 2.1)
plt.show()

# %%
#| echo: false
ink = rows.mean(dim=2).T.numpy()  # (digits, clouds)
together = np.corrcoef(ink)
ink_alike = float(together[~np.eye(10, dtype=bool)].mean())
cloud_right = read_as(rows.flatten(0, 1), every.repeat(100))

# %% [markdown]
# That breaks the **misconception** of this page. Ten different pictures from the same noise, and over
# 100 noises {{ cloud_right:.0%}} of them are read as asked. What the noise does settle is how the
# digit is written: across those 100, a noise that gives a 0 with much ink tends to give a 7 with much
# ink (the correlations of ink between digits are {{ ink_alike:.2f}} on average). **The noise is the
# hand, and the hint is the word.** The picture is in the [weights](../../guide/glossary.md#weight).
#
# ## Memorised, or invented?
#
# In the weights: does that mean that it draws training pictures from memory? It has seen
# {{ example_count:,}} of them. For each of the first ten samples, here is the nearest of all training
# pictures, pixel by pixel.


# %%
def nearest(some):
    """How far the nearest training picture is from each, and which one it is."""
    found = [torch.cdist(part, pictures).min(dim=1) for part in some.split(100)]
    far = torch.cat([part.values for part in found])
    return far.numpy(), torch.cat([part.indices for part in found])


samples = drawn[16, usual, 0]
near_far, which = nearest(samples[:300])

# %%
#| fig-alt: Two rows of ten digits. Below each drawn digit is the training picture nearest to it, the same digit, similar in slant and form, but not the same picture.
#| fig-cap: "Above: the first ten that it drew. Below: the nearest of all training pictures."
show([samples[:10], pictures[which[:10]]], 1.5)
plt.show()

# %%
real_far, _ = nearest(real[:300])
gaps = []
for seed in range(seeds):
    drawn_far, _ = nearest(drawn[16, usual, seed][:300])
    gaps.append(np.mean(drawn_far) - np.mean(real_far))
print(f"drawn digits to the nearest training picture: {np.mean(near_far):.2f}")
print(f"real test digits to the nearest:              {np.mean(real_far):.2f}")
print("drawn ones are farther away:", verdict(gaps))

# %%
#| echo: false
drawn_nearest = float(np.mean(real_far) + np.mean(gaps))
real_nearest = float(np.mean(real_far))
copy_ratio = drawn_nearest / real_nearest
drawn_least, real_least = float(near_far.min()), float(real_far.min())
copy_words = {
    "a gain": "that samples are a little farther away",
    "a loss": "that samples are a little nearer",
    "nothing": "no difference",
}[verdict(gaps)]

# %% [markdown]
# The typical sample is {{ drawn_nearest:.2f}} from its neighbour, a new real digit {{
# real_nearest:.2f}}: nearly the same. Over {{ seeds }} seeds the rule sees {{ copy_words }}. A copy
# would lie at 0. The closest pair of the first 300 is {{ drawn_least:.2f}} apart, and {{
# real_least:.2f}} among as many real ones.
#
# So ours invents, within what {{ example_count:,}} digits allow. A larger network, or fewer pictures, and it
# may learn some by heart: large ones have been caught [giving out photographs of people that they
# were trained on][@extracting-diffusion].
#
# ## Your seven
#
# Back to the question at the top. We take 100 test sevens, mix each with noise, and walk the rest of
# the way, asked for a 3. And as a control, asked for *anything*.

# %%
sevens = test_pictures[test_digits == 7][:100]
clouds = torch.randn(100, 196, generator=rng)
three, free = torch.full((100,), 3), torch.full((100,), ANYTHING)
levels = range(5, 101, 5)
turned, kept = [], []
for level in levels:
    time = 1 - level / 100
    mixed = between(clouds, sevens, time)
    turned.append(read_as(sample(net, mixed, three, 16, usual, time), three))
    kept.append(read_as(sample(net, mixed, free, 16, 1, time), torch.full((100,), 7)))

# %%
#| answers: turn
#| fig-alt: Two curves against the percentage of noise. The share of sevens that come back as threes stays at 0 for small amounts of noise and then climbs steeply to 100%. The share that stay sevens where anything is asked for is high at first and falls.
#| fig-cap: 100 sevens with more and more noise. What they become where a 3 is asked for, and what is left of them where nothing is.
fig, ax = plt.subplots(figsize=(6.4, 2.6))
ax.plot(levels, 100 * np.array(turned), "o-", label="asked for a 3, come as a 3")
ax.plot(levels, 100 * np.array(kept), "s-", label="asked for anything, still a 7")
ax.set(xlabel="noise at the start (%)", ylabel="of 100 sevens", ylim=(-4, 104))
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncol=2)
plt.show()

# %%
#| echo: false
turn_percent = next((n for n, share in zip(levels, turned) if share >= 0.5), 100)
turn_level = levels.index(turn_percent)
kept_there = kept[turn_level]
kept_end = kept[-1]
mild_turned = turned[levels.index(30)]
mild = between(clouds, sevens, 0.7)
stayed = read_as(sample(net, mild, three, 16, usual, 0.7), torch.full((100,), 7))
seven_share = float((digits == 7).float().mean())

# %% [markdown]
# <your-guess name="turn"></your-guess>
#
# At {{ turn_percent }}% noise, half of them come back as a 3. At that noise {{ kept_there:.0%}} would
# still have come back as a 7, had nobody asked for anything: so it isn't that the 7 was lost, but
# that the hint outweighs what is left of it. At 30% it's {{ mild_turned:.0%}}: with so little noise
# only a few lines pass through where you are, and they end in sevens. And at 100%, asked for
# anything, {{ kept_end:.0%}} come out as a 7; of the training pictures {{ seven_share:.0%}} are sevens.
#
# Have <try-it set="image: 1; noise: {{ turn_percent }}; digit: 3; steps: 16; insist: 1.5">the first
# test seven at this very noise</try-it> at the top of the page, and press *Other noise* again and
# again: sometimes it's a 3, sometimes a 7, and sometimes a thing that is neither. That is where it
# fails, and now you know why: its guess is a mean of both. People who work with such machines look
# for that edge on purpose: [sketch something, add noise, ask for a landscape][@sdedit].
#
# ## Into the browser
#
# The page needs one step: a noisy picture, the time, the digit and the strength go in. Out come the
# guess, and what the reader reads in it. Walking is a line of arithmetic for each step, and done by
# the page; so is the noise, by a seed.


# %%
class OneStep(nn.Module):
    """What the page asks for: a guess of the end, and how it is read."""

    def __init__(self, net, reader):
        super().__init__()
        self.net, self.reader = net, reader

    def forward(self, picture, time, digit, strength):
        # (n, 14, 14, 1), and three times (n, 1)
        now, asked = picture.flatten(1), digit[:, 0]
        free = self.net(now, time, torch.full_like(asked, ANYTHING))
        guess = free + strength * (self.net(now, time, asked) - free)
        guess = guess.clamp(-1, 1)
        return self.reader(guess).softmax(1), guess.reshape(-1, 14, 14, 1)


# %% tags=["hide-output"]
from layerbylayer import to_tfjs

few, count = test_pictures[:20].reshape(-1, 14, 14, 1), torch.arange(20)[:, None]
card = to_tfjs(
    OneStep(net, reader),
    "exported/denoiser",
    title="One step from noise to a digit",
    labels=[str(digit) for digit in range(10)],
    example=(few, count / 20, test_digits[:20, None], 1 + count % 3 / 2),
    targets=test_digits[:20].numpy(),
    input_range=(-1, 1),
    quantize="float16",
    metrics={"read_as_asked": float(obeyed[1, 0])},
)

# %%
#| echo: false
# For the exercises: two heaps of points in place of the ring.
torch.manual_seed(0)
heaps_net = nn.Sequential(
    nn.Linear(3, 96), nn.SiLU(), nn.Linear(96, 96), nn.SiLU(), nn.Linear(96, 2)
)
heaps_adam, heaps_plan = slowing(heaps_net, 0.03, ring_steps)
for _ in range(ring_steps):
    left_or_right = 3.0 * torch.randint(0, 2, (512, 1)) - 1.5
    heap_ends = 0.1 * torch.randn(512, 2) + torch.cat(
        [left_or_right, 0 * left_or_right], 1
    )
    heap_time = torch.rand(512, 1)
    heap_now = between(torch.randn(512, 2), heap_ends, heap_time)
    heap_loss = missed(
        heaps_net(torch.cat([heap_now, heap_time], 1)), heap_ends, heap_time
    )
    heaps_adam.zero_grad()
    heap_loss.backward()
    heaps_adam.step()
    heaps_plan.step()
with torch.no_grad():
    heap_start = torch.cat([torch.randn(300, 2), torch.zeros(300, 1)], dim=1)
    heap_landing = heaps_net(heap_start)[:, 0].abs().median().item()

# %% [markdown]
# ## Exercises
#
# **1. A minute, in the page.** At the top, set the noise to 100% and the steps to 1. Press *Other
# noise* a few times. Then set the steps to 32, and press it again.
#
# <check-yourself name="one-step" kind="choice" answer="They are more alike with 1 step" options="They are more alike with 1 step | They are more alike with 32 steps | No difference"
#   question="How do the digits from different noises compare?"
#   hint="With one step you see the guess at time 0. What is it a mean of?"
#   wrong="They are more alike with 32 steps: With many steps each noise ends in a hand of its own. | No difference: Compare how thick they are, and how they lean."
#   why="At time 0 nothing is known but the digit, so the guess is nearly the mean of all such digits, whatever the noise. On this page they had {{ single_variety:.0%}} of the variety of real digits in one step.">
# They are more alike with 1 step: each is nearly the mean of all such digits.
# </check-yourself>
#
# **2. On paper.** A pixel is at 0.2, at time 0.75, and the network guesses that it'll end at 1.
#
# <check-yourself name="velocity" kind="number" answer="3.2" tolerance="0.01"
#   question="What is its velocity?"
#   hint="The way that is left, over the time that is left."
#   wrong="0.8: That's the way. How much time is left for it? | 1.07: Divide by the time that is left, not by the time that has passed."
#   why="(1 - 0.2) / (1 - 0.75) = 3.2. The nearer to the end, the more a wrong guess counts, which is why we count errors of the velocity.">
# (1 - 0.2) / (1 - 0.75) = 3.2.
# </check-yourself>
#
# **3. Insisting, on paper.** Where anything goes, the guess for a pixel is 0.1; where a 7 is asked for,
# it's 0.4.
#
# <check-yourself name="insist" kind="number" answer="1" tolerance="0.001"
#   question="What is the guess with strength 3?"
#   hint="free + strength · (asked - free)"
#   wrong="1.2: That's three times what was asked. Only the difference counts three times. | 0.4: That's strength 1."
#   why="0.1 + 3 · 0.3 = 1, full ink. With strength 5 it would be 1.6, which no picture can have: that's why the script cuts off at 1, and why strong guidance looks like a poster.">
# 0.1 + 3 · 0.3 = 1.
# </check-yourself>
#
# **4. Two heaps.** In place of the ring, draw data from two small heaps at -1.5 and 1.5:
#
# ```python
# def draw_ring(count, rng):
#     place = 3.0 * torch.randint(0, 2, (count, 1), generator=rng) - 1.5
#     return 0.1 * torch.randn(count, 2, generator=rng) + place * torch.tensor([[1.0, 0]])
# ```
#
# <check-yourself name="heaps" kind="choice" answer="between the two" options="in the nearer one | between the two | in both at once"
#   question="Where does a point land in a single step?"
#   hint="At time 0 both heaps are as likely, from wherever you start."
#   wrong="in the nearer one: Which end is how likely, at time 0? Partners were drawn by chance. | in both at once: A point is at one place. But think of the mean of both."
#   why="We've trained it: in one step the typical point lands {{ heap_landing:.2f}} from the middle, and the heaps are at 1.5. At time 0 nobody knows which heap it will be.">
# Between the two, {{ heap_landing:.2f}} from the middle.
# </check-yourself>
#
# **5. Pictures of your own.** Put your pictures in place of `pictures`, as numbers from -1 to 1, and
# your kinds in place of the digits. Begin with a single picture, to see that all is well.
#
# <check-yourself name="single" kind="choice" answer="that picture" options="that picture | noise | grey"
#   question="It's trained on one picture only. What is its best guess of the end, at time 0, for any noise?"
#   hint="Of which ends is it the mean?"
#   wrong="noise: Noise is where lines begin. All of them end in the same place. | grey: That would be the mean of many different pictures."
#   why="All lines end in it, so it's the mean of all ends. That is what learning by heart looks like, and it's the best answer there is. Only many pictures make a network invent.">
# That picture: every line ends in it.
# </check-yourself>
#
# ## Where next
#
# You've built a machine that draws: it asks one question again and again, and you know what its answers
# are means of. You can tell it what to draw, insist, hurry it, and check whether it copies. What's
# missing for photographs? Larger pictures, a network that looks at neighbourhoods instead of single
# pixels, text in place of ten digits, and a great deal of electricity. **And text in place of
# pictures?** Networks that write a word at a time are [another story](../attention/index.md).
#
# - [An Introduction to Flow Matching and Diffusion Models][@flow-diffusion-course] (Peter Holderrieth
#   and Ezra Erives): the mathematics that we left out, in lectures and notes.
# - [Diffusion Explainer][@diffusion-explainer] (Seongmin Lee and others): the same walk with words and
#   photographs, step by step in the page.
# - [High-Resolution Image Synthesis with Latent Diffusion Models][@latent-diffusion] (Robin Rombach and
#   others): walk in a small space that an [autoencoder](../../guide/glossary.md#autoencoder) has
#   learned, and large pictures become cheap.

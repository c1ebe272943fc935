# ---
# title: Fooled on purpose
# description: One step along the gradient changes an answer. How large it has to be, who sees it, what helps against it, and what that costs.
# chapter: Seeing
# order: 8
# level: 2
# minutes: 25
# needs: [look_inside]
# data: [mnist]
# exports: [brittle, hardened]
# expects:
#   test_accuracy: ">= 0.94"
#   noise_right: ">= 0.9"
#   hardened_ten: ">= 0.7"
# says:
#   "gains nothing": blur_verdict == 'nothing'
#   "the step that aims is the smaller one": half_shades < half_noise
#   "Whole patches move together": agree > 0.55
#   "Any answer can be had": nearest_needs > 0
#   "the sum is a shove": times_stronger > 10
#   "The sum is too hopeful": seven_predicted < seven_needed
#   "Ten small steps do more harm": ten_right < one_right
#   "it harms networks that it has never met": other_ten < other_noise
#   "The other kind of network suffers more than the twin": dense_ten < other_ten
#   "a small part of the way to": brought_back < 0.35
#   "and knowing of it takes even that back": blur_aware < blur_unaware
#   "Noise in training is a real rival": noise_ten > plain_ten
#   "and practice beats it": hardened_ten > noise_ten
#   "seeds can't tell that from luck": cost_verdict == 'nothing'
#   "it falls as well": hardened_far < 0.5
#   "one step would have told you a fairy tale": times_flattered > 2
# parameters:
#   smoke: {examples: 1_500, tested: 100, rounds: 2, seeds: 2}
#   gpu: {examples: 60_000, tested: 10_000, rounds: 12, seeds: 5}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: Why does one step along the gradient do so much more than random noise of the same size?
#     answer: Each pixel pushes in the direction that hurts, so that the pushes add up. Random pushes mostly cancel.
#   - ask: Somebody shows you a defence. What do you ask first?
#     answer: Whether somebody has attacked it who knew of it. What stops only an attacker who doesn't know is no defence.
#   - ask: What does training on attacked pictures cost?
#     answer: A second trip through the network for each step, and on photographs some accuracy, too. And it protects only about as far as was practised.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Draw a 7. This network reads {{ test_accuracy:.0%}} of new digits, and probably yours, too.
# Then push the slider, slowly, until it reads something else.
#
# <fool-it model="brittle">
# Here you could draw a digit, and move each of its pixels by a few shades until a network
# misreads it. That takes JavaScript, which is switched off or didn't load. The rest of the page
# reads without it.
# </fool-it>
#
# The slider moves each of your pixels, up or down, by so many of the 255 shades between paper
# and ink, and no more. Not at random: whoever has a network can ask it, for each pixel, which
# way to push. How far did yours have to go? One 7 is no average, so before you scroll, bet on
# all of them:
#
# <make-a-guess name="half" kind="number" min="1" max="255" unit="shades" scale="log"
#   answer="{{ half_shades }}" by="the run"
#   question="By how many of 255 shades must each pixel move, until half of all test digits are misread?">
# By how many of 255 shades must each pixel move, until half of all test digits are misread? Write
# down a number from 1 to 255.
# </make-a-guess>
#
# Such a picture is an **adversarial example**. You've met it in [What does it
# see?](../look_inside/index.md#the-surprise), where five shades were enough for photographs.
# Here we take it apart: how large the step must be, who sees it, whom else it fools, what
# helps, and what that costs.

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import time

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from keras import layers
from scipy.stats import ttest_1samp
from torch.nn.functional import avg_pool2d, cross_entropy

# %% tags=["parameters"]
examples = 12_000
tested = 1_000
rounds = 6
seeds = 4
practice = 38

# %% [markdown]
# ## A network to attack
#
# We learn from {{ examples:,}} digits of MNIST, and attack on {{ tested:,}} that the network
# has never seen. Everything stays on the scale of the file, from 0 (paper) to 255 (ink), so
# that a shade is a shade.


# %%
def tensors(images, labels, how_many):
    """Pictures (n, 28, 28, 1) with shades from 0 to 255, and their digits (n,)."""
    pixels = torch.tensor(images[:how_many, :, :, np.newaxis]).float()
    return pixels, torch.tensor(labels[:how_many]).long()


train_set, test_set = keras.datasets.mnist.load_data()
train_images, train_digits = tensors(*train_set, examples)
images, digits = tensors(*test_set, tested)
paper = float((images == 0).float().mean())

# %%
#| fig-alt: Ten handwritten digits in a row, in ink on white paper, with hardly anything between white and ink.
#| fig-cap: Ink on paper, and little between the two. Keep that in mind for the question of who sees what.
fig, axes = plt.subplots(1, 10, figsize=(6.4, 0.8))
for ax, image in zip(axes, images):
    ax.imshow(image[:, :, 0], vmin=0, vmax=255)
    ax.axis("off")
plt.show()

# %% [markdown]
# The network is small: two [convolutions](../../guide/glossary.md#convolution) that go in steps
# of two, and two [dense layers](../../guide/glossary.md#dense-layer). It ends in plain scores,
# without a [softmax](../../guide/glossary.md#softmax): a probability near 1 hardly changes,
# whatever you do to a pixel.


# %%
def reader():
    return keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(8, 4, strides=2, activation="relu"),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


# %% [markdown]
# We write the training loop by hand, since we'll want to change the pictures that it sees. With
# PyTorch as its backend, a Keras model is a PyTorch module, and PyTorch's tools take it. For
# now, `change` leaves every picture as it is; `shades` grows to {{ practice }} by half time,
# and matters only later.


# %%
def untouched(model, images, digits, shades):
    return images


def optimizer(model, steps):
    """Adam, and a learning rate that falls to 0 along a cosine."""
    adam = torch.optim.Adam(model.parameters(), 0.003)
    return adam, torch.optim.lr_scheduler.CosineAnnealingLR(adam, steps)


# %%
def trained(seed, change=untouched, network=reader):
    """A network that learned from pictures which `change` has been at."""
    keras.utils.set_random_seed(seed)
    model = network()
    orders = [torch.randperm(examples) for _ in range(rounds)]
    batches = [batch for order in orders for batch in order.split(128)]
    adam, rate = optimizer(model, len(batches))
    for done, batch in enumerate(batches):
        shades = practice * min(1, 2 * done / len(batches))
        right = train_digits[batch]
        changed = change(model, train_images[batch], right, shades)
        adam.zero_grad()
        cross_entropy(model(changed), right).backward()
        adam.step()
        rate.step()
    return model


# %% [markdown]
# What does it take to fool it? The score of the right digit has to fall below the best of the
# others. So one number is all that an attacker looks at, the **margin**: how far the right
# digit is ahead. With $s$ for the scores and $d$ for the right digit,
#
# $$m = s_d - \max_{k \ne d} s_k$$
#
# and the network is fooled where $m < 0$.


# %%
def margin(model, images, digits):
    """How far the score of each digit is ahead of the best other one: (n,)."""
    scores = model(images)
    own = scores.gather(1, digits[:, None])[:, 0]
    others = scores.scatter(1, digits[:, None], -torch.inf)
    return own - others.amax(dim=1)


# %%
def right_share(model, images):
    """The share of the test digits that are read right, in pictures of them."""
    with torch.no_grad():
        return float((margin(model, images, digits) > 0).float().mean())


model = trained(seed=1)
test_accuracy = right_share(model, images)
print(f"{test_accuracy:.1%} right")

# %% [markdown]
# ## One step
#
# Training asks how the [loss](../../guide/glossary.md#loss) changes with each
# [parameter](../../guide/glossary.md#parameter). The attacker asks how the margin changes with
# each *pixel*. It is the same [gradient](../../guide/glossary.md#gradient), taken at the other
# end, and the same line of code gets it.
#
# Then each pixel takes **one step** of the same size in the direction that lowers the margin.
# Of the slope only its sign is used: whoever may move each pixel by so many shades, and no
# more, moves each by all of them.


# %%
def slopes(model, images, digits):
    """How the margin changes with each shade of each pixel."""
    pixels = images.clone().requires_grad_()
    return torch.autograd.grad(margin(model, pixels, digits).sum(), pixels)[0]


def step(model, images, digits, shades):
    """Each pixel moved by so many shades, in the direction that lowers the margin."""
    moved = images - shades * slopes(model, images, digits).sign()
    return moved.clamp(0, 255)


# %% [markdown]
# Take the first 7 of the test digits. If slopes stayed what they are, a step of $\varepsilon$
# shades would lower its margin by $\varepsilon$ times the sum of all slopes, each without its
# sign. **Random noise** of the same size, each pixel up or down by a coin, is the honest rival:
# its pushes go both ways, and what is left of them is about the square root of the sum of the
# squares.
#
# $$\text{aimed: } \varepsilon \sum_i |g_i|$$
#
# $$\text{random: about } \pm\,\varepsilon \sqrt{\sum_i g_i^2}$$

# %%
seven = digits.tolist().index(7)
picture, digit = images[seven : seven + 1], digits[seven : seven + 1]
ahead = margin(model, picture, digit).item()
slope = slopes(model, picture, digit)
aimed_push = slope.abs().sum().item()
random_push = slope.square().sum().sqrt().item()
seven_predicted = ahead / aimed_push
print(f"the 7 is ahead by {ahead:.1f}")
print(f"for each shade, aimed:   -{aimed_push:.3f}")
print(f"for each shade, random: ±{random_push:.3f}")
print(f"so a step of {seven_predicted:.0f} shades should be enough")

# %%
#| echo: false
times_stronger = aimed_push / random_push

# %% [markdown]
# Each of the 784 pixels may give only a small push. But all of them push the same way, and the
# sum is a shove, {{ times_stronger:.0f}} times as strong as what chance leaves over.
# Is the sum right about the step? We try all sizes, on all test digits, and note the first at
# which each is misread.


# %%
#| answers: half
def needed(directions):
    """The smallest size, in twos, at which each test digit is misread."""
    first = torch.full((tested,), torch.inf)
    for shades in range(0, 257, 2):
        moved = (images + shades * directions).clamp(0, 255)
        with torch.no_grad():
            wrong = margin(model, moved, digits) <= 0
        first[wrong & first.isinf()] = shades
    return first.numpy()


coin = torch.Generator().manual_seed(1)
noise = 2.0 * torch.randint(0, 2, images.shape, generator=coin) - 1
aimed = needed(-slopes(model, images, digits).sign())
random = needed(noise)

# %%
#| answers: half
half_shades, half_noise = (int(np.median(sizes)) for sizes in (aimed, random))
seven_needed = int(aimed[seven])
print(f"half of them are misread at {half_shades} shades, aimed")
print(f"half of them are misread at {half_noise} shades, random")
print(f"the first 7: {seven_needed} shades, aimed")

# %%
#| answers: half
#| fig-alt: Two histograms of the size that each test digit needs. That of the aimed step is narrow and lies left, below fifty shades for most digits. That of random noise is wide, and lies far to the right of it.
#| fig-cap: How large the change must be, digit by digit. Where the two hardly overlap, aiming is what counts.
fig, ax = plt.subplots(figsize=(6.4, 2.8))
bins = np.arange(0, 260, 4)
ax.hist(aimed, bins, label="one step along the slopes")
ax.hist(random, bins, label="random noise", histtype="step", lw=1.5)
ax.set(xlabel="shades at which it is first misread", ylabel="test digits")
ax.legend()
plt.show()

# %%
#| echo: false
aimed_easy, aimed_hard = (float(q) for q in np.percentile(aimed, [10, 90]))
by_digit = [float(np.median(aimed[digits.numpy() == d])) for d in range(10)]
toughest, weakest = int(np.argmax(by_digit)), int(np.argmin(by_digit))
toughest_needs, weakest_needs = max(by_digit), min(by_digit)
moved = (images + half_shades * noise).clamp(0, 255)
noise_right = right_share(model, moved)
noise_percent = round(100 * noise_right)

# %% [markdown]
# <your-guess name="half"></your-guess>
#
# At {{ half_shades }} shades at least half of them are gone, and chance needs {{ half_noise }}
# for it: the step that aims is the smaller one by far. If you said five, as for the
# photographs: a photograph has four times as many numbers to push with, all of which can go
# both ways. Here {{ paper:.0%}} of the pixels are blank paper, which can't get any lighter.
#
# Digits differ. One in ten is gone at {{ aimed_easy:.0f}}, one in ten still stands at
# {{ aimed_hard:.0f}}. The typical {{ toughest }} takes {{ toughest_needs:.0f}} shades, the
# typical {{ weakest }} only {{ weakest_needs:.0f}}. And our 7 needed {{ seven_needed }}, where
# the slopes promised {{ seven_predicted:.0f}}. The sum is too hopeful: slopes hold for small
# steps, and after a larger one they have changed.
#
# <make-a-guess name="rival" kind="number" min="0" max="100" unit="%" answer="{{ noise_percent }}" by="the run"
#   question="With random noise of the same size, how many of the digits does it still read?">
# With random noise of the same size, what percentage of the digits does it still read?
# </make-a-guess>

# %%
#| answers: rival
stepped = step(model, images, digits, half_shades)
one_right = right_share(model, stepped)
print(f"untouched: {test_accuracy:.1%} right")
print(f"random:    {noise_right:.1%} right")
print(f"aimed:     {one_right:.1%} right")

# %% [markdown]
# <your-guess name="rival"></your-guess>
#
# {{ noise_right:.0%}}. So this isn't a delicate network that breaks at a touch. It shrugs off a
# storm of noise, and falls over a push of the same size. If you'd have bet on half, as for the
# step: you have tested for accidents, and what came was intent.
#
# ## Does no eye see it?
#
# "A change that no eye can see": that is how such pictures are usually described. You be
# the judge. Go down the rows until you first see that something has been done. Then go on until
# you'd read another digit yourself.

# %%
#| fig-alt: Five rows of eight digits. The uppermost is untouched. In each row below, the grey texture around the digits is stronger, and in the last it is a dense pattern. The digits can still be recognised.
#| fig-cap: The same eight digits, each pixel moved by 0, 8, 16, 32 and 64 shades along the slopes.
sizes = [0, 8, 16, 32, 64]
chosen = [digits.tolist().index(d) for d in (7, 2, 1, 0, 4, 9, 5, 6)]
rows = {s: step(model, images[chosen], digits[chosen], s) for s in sizes}
fig, axes = plt.subplots(5, 8, figsize=(6.4, 4.2))
for (shades, pictures), row in zip(rows.items(), axes):
    for ax, image in zip(row, pictures):
        ax.imshow(image[:, :, 0], vmin=0, vmax=255)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    row[0].set_ylabel(shades)
plt.show()

# %%
#| echo: false
misread_at = [1 - right_share(model, step(model, images, digits, s)) for s in sizes]
misread_words = ", ".join(f"{m:.0%} at {s}" for s, m in zip(sizes, misread_at))

# %% [markdown]
# The network misreads {{ misread_words }} shades. And you? On blank paper a grey speck has
# nothing to hide behind, so we'd bet that you saw something in the second row or the third, and
# that you read no other digit in any of them.
#
# That is the **misconception** of this page: *an adversarial example is a change that no eye
# can see.* For photographs it can be, with thousands of pixels full of texture. For 28 by 28
# pixels of ink and paper it isn't. The puzzle was never that we don't see the change. It is
# that **it means nothing to us, and everything to the network.**
#
# ## Several steps, and a wish
#
# The slopes change on the way. So look again after each small step, and never leave the room of
# so many shades around the picture.


# %%
def many_steps(model, images, digits, shades, steps=10):
    """Small steps, none of them out of the room of so many shades."""
    moved, room = images, abs(shades)
    for _ in range(steps):
        moved = step(model, moved, digits, shades / 4)
        moved = moved.clamp(images - room, images + room)
    return moved


walked = many_steps(model, images, digits, half_shades)
ten_right = right_share(model, walked)
print(f"{half_shades} shades in one step:  {one_right:.1%} right")
print(f"{half_shades} shades in ten steps: {ten_right:.1%} right")

# %% [markdown]
# Ten small steps do more harm in the same room. (They are **projected gradient descent**, PGD,
# and the room is a box around the picture.) And with the sign turned round, the same two
# functions make a wish come true: give them the digit that it *should* say, and let the margin
# of that one rise.

# %%
wishes, sevens = torch.arange(10), picture.repeat(10, 1, 1, 1)
wish_needs = [0] * 10
granted = sevens.clone()
for shades in range(96, -1, -4):  # the smallest size that works is noted last
    moved = many_steps(model, sevens, wishes, -shades)
    for wish in (margin(model, moved, wishes) > 0).nonzero()[:, 0].tolist():
        wish_needs[wish], granted[wish] = shades, moved[wish]

# %%
#| fig-alt: Ten pictures of the same handwritten seven, each with a different grey texture. Above each is the digit that the network reads, from 0 to 9, and the number of shades that it took.
#| fig-cap: One 7, ten answers. Above each picture what the network says, and how many shades that took.
fig, axes = plt.subplots(2, 5, figsize=(6.4, 3))
for ax, wish, shades, image in zip(axes.flat, wishes, wish_needs, granted):
    ax.imshow(image[:, :, 0], vmin=0, vmax=255)
    ax.set_title(f"{wish} ({shades})", fontsize=9)
    ax.axis("off")
plt.show()

# %%
#| echo: false
others = [wish for wish in range(10) if wish != 7]
nearest = min(others, key=lambda wish: wish_needs[wish])
farthest = max(others, key=lambda wish: wish_needs[wish])
nearest_needs, farthest_needs = wish_needs[nearest], wish_needs[farthest]

# %% [markdown]
# Any answer can be had. The cheapest one is {{ nearest }}, for {{ nearest_needs }} shades, the
# dearest {{ farthest }}, for {{ farthest_needs }}. Look at that one closely: has it begun to
# look like a {{ farthest }}? If you can say yes only because you know, then it hasn't.
#
# Have <try-it set="image: 1; shades: 48; way: many; wish: 3">this very 7 read as a 3</try-it> at
# the top of the page, or yours as whatever you wish.
#
# ## Whom else does it fool?
#
# An attacker rarely has the network. So train one of your own, attack that, and send the
# pictures to the other one. We try two: a **twin** of the same kind with another
# [seed](../../guide/glossary.md#seed), and a network of another kind, without any convolution.


# %%
def flat():
    return keras.Sequential(
        [
            layers.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


twin, dense = trained(seed=2), trained(seed=1, network=flat)

# %%
shaken = (images + half_shades * noise).clamp(0, 255)
kinds = {"untouched": images, "random": shaken, "ten steps": walked}
print(f"{half_shades} shades     " + "".join(f"{kind:>11}" for kind in kinds))
for name, judge in {"attacked": model, "twin": twin, "dense": dense}.items():
    shares = [right_share(judge, pictures) for pictures in kinds.values()]
    print(f"{name:13}" + "".join(f"{share:11.1%}" for share in shares))

# %%
#| echo: false
other_noise, other_ten = (right_share(twin, kinds[k]) for k in ("random", "ten steps"))
dense_noise, dense_ten = (right_share(dense, kinds[k]) for k in ("random", "ten steps"))

# %% [markdown]
# Not all of the harm arrives, but it harms networks that it has never met: the twin reads
# {{ other_ten:.0%}} of them, where noise leaves it {{ other_noise:.0%}}. The other kind of
# network suffers more than the twin ({{ dense_ten:.0%}}), but noise troubles it more as well
# ({{ dense_noise:.0%}}). Why should two networks with different numbers have the same weak
# spots? They learned from the same digits, and one answer is that they found the same clues in
# them, real ones, that we don't see ([Ilyas and others, 2019][@adversarial-features]).
#
# ## A tempting defence
#
# The change is a fine, grey texture. So wash it off: let each pixel become the mean of the 3 by
# 3 around it, before the network looks. A **blur** costs nothing, no training, one line.
#
# <make-a-guess name="wash" kind="choice" answer="{{ blur_helps }}" by="the run"
#   options="nearly all of the loss | about half of the loss | little of it | nothing"
#   question="How much of what the ten steps destroyed does the blur bring back?">
# How much of what the ten steps destroyed does the blur bring back: nearly all, half, little, or nothing?
# </make-a-guess>


# %%
def blurred(images):
    """Each pixel the mean of its 3 by 3 neighbourhood."""
    channels_first = images.permute(0, 3, 1, 2)
    return avg_pool2d(channels_first, 3, 1, 1).permute(0, 2, 3, 1)


def washed(images):
    return model(blurred(images))


# %%
#| answers: wash
aware = many_steps(washed, images, digits, half_shades)
blur_clean = right_share(washed, images)
blur_unaware = right_share(washed, walked)
blur_aware = right_share(washed, aware)
print(f"blurred, untouched:                    {blur_clean:.1%} right")
print(f"blurred, the attacker doesn't know it: {blur_unaware:.1%} right")
print(f"blurred, the attacker knows it:        {blur_aware:.1%} right")

# %%
#| echo: false
pushed = slopes(model, images, digits).sign()[:, :, :, 0]
agree = float((pushed[:, :, 1:] == pushed[:, :, :-1]).float().mean())
stuck = float((stepped == images).float().mean())
brought_back = (blur_unaware - ten_right) / (test_accuracy - ten_right)
blur_helps = (
    "nearly all of the loss"
    if brought_back > 0.75
    else "about half of the loss"
    if brought_back > 0.35
    else "little of it"
    if brought_back > 0.02
    else "nothing"
)

# %% [markdown]
# <your-guess name="wash"></your-guess>
#
# The blur brings {{ ten_right:.0%}} back to {{ blur_unaware:.0%}}, a small part of the way to
# {{ blur_clean:.0%}}. If you expected it to wash off: to your eye the texture is fine, but a
# step that lowers the margin pushes {{ agree:.0%}} of all neighbours in the same direction,
# where a coin would make it half. Whole patches move together, and a patch survives a mean.
#
# Then the attacker hears of it, and takes the gradient *through* the blur, since a mean has
# slopes like anything else. {{ blur_aware:.0%}} are left, and knowing of it takes even that
# back. Hence the opinion: **a defence counts only when somebody who knew all about it has tried
# to break it,** and that somebody should be its maker. Of nine defences that had been published
# at one conference, most fell as soon as somebody did ([Athalye and others,
# 2018][@obfuscated-gradients]).
#
# ## Practice
#
# What is left is to let it practise. In training, before each step of the network, the attacker
# takes one on that very [batch](../../guide/glossary.md#batch), and the network learns from
# what comes out. That is **adversarial training**, and our loop is ready for it: `change=push`.
# (The push begins anywhere in the room, so that the network can't learn one move by heart.) The
# honest rival is a network that practises with random noise of the same size, {{ practice }}
# shades.
#
# <make-a-guess name="cost" kind="choice" answer="{{ cost_word }}" by="the run"
#   options="reads more of them | reads as many, as far as we can tell | reads fewer of them"
#   question="And on untouched digits? Against a plain network, the one that practised …">
# On untouched digits, does the network that practised read more, as many, or fewer than a plain one?
# </make-a-guess>
#
# All three are trained with {{ seeds }} seeds, in turns, so that the times can be compared.
# What is more than luck is decided by [the one rule of this site](../../guide/luck.md).


# %%
def shake(model, images, digits, shades):
    """Each pixel moved by so many shades, up or down by a coin."""
    signs = 2.0 * torch.randint(0, 2, images.shape) - 1
    return (images + shades * signs).clamp(0, 255)


# %%
def push(model, images, digits, shades):
    """A step along the slopes from anywhere in the room, and back into the room."""
    start = images + shades * (2 * torch.rand(images.shape) - 1)
    moved = step(model, start.clamp(0, 255), digits, shades)
    return moved.clamp(images - shades, images + shades)


recipes = {"plain": untouched, "noise": shake, "practice": push}
networks, seconds = {}, {}
for seed in range(1, seeds + 1):
    for name, change in recipes.items():
        begun = time.perf_counter()
        networks[name, seed] = trained(seed, change)
        seconds[name, seed] = time.perf_counter() - begun


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
#| answers: cost
judges = dict(networks)
for seed in range(1, seeds + 1):
    plain = networks["plain", seed]
    judges["blur", seed] = lambda pictures, plain=plain: plain(blurred(pictures))
shares = {}
for (name, seed), judge in judges.items():
    shares["untouched", name, seed] = right_share(judge, images)
    shares["random", name, seed] = right_share(judge, shaken)
    attacked = many_steps(judge, images, digits, half_shades)
    shares["ten steps", name, seed] = right_share(judge, attacked)

# %%
#| answers: cost
tests = ("untouched", "random", "ten steps")
names = ("plain", "blur", "noise", "practice")
table = {
    (test, name): np.array([shares[test, name, s] for s in range(1, seeds + 1)])
    for test in tests
    for name in names
}
for name in names:
    print(f"{name:9}", end="")
    for test in tests:
        gains = table[test, name] - table[test, "plain"]
        word = "" if name == "plain" else verdict(gains)
        print(f"{table[test, name].mean():7.1%} {word:9}", end="")
    print()

# %%
#| echo: false
mean_of = {key: float(values.mean()) for key, values in table.items()}
plain_clean, plain_ten = (mean_of[t, "plain"] for t in ("untouched", "ten steps"))
noise_clean, noise_ten = (mean_of[t, "noise"] for t in ("untouched", "ten steps"))
hardened_clean = mean_of["untouched", "practice"]
hardened_ten = mean_of["ten steps", "practice"]
words = {
    (test, name): verdict(table[test, name] - table[test, "plain"])
    for test in tests
    for name in names[1:]
}
cost_verdict = words["untouched", "practice"]
noise_cost_verdict = words["untouched", "noise"]
blur_verdict = words["ten steps", "blur"]
noise_verdict = words["ten steps", "noise"]
gain_verdict = words["ten steps", "practice"]
cost_word = {
    "a gain": "reads more of them",
    "a loss": "reads fewer of them",
    "nothing": "reads as many, as far as we can tell",
}[cost_verdict]
ratios = [seconds["practice", s] / seconds["plain", s] for s in range(1, seeds + 1)]
fastest, slowest = min(ratios), max(ratios)

# %% [markdown]
# <your-guess name="cost"></your-guess>
#
# Under attack, the network that practised reads {{ hardened_ten:.0%}} where the plain one reads
# {{ plain_ten:.0%}}: by the rule, {{ gain_verdict }}. Noise in training is a real rival
# ({{ noise_ten:.0%}}: {{ noise_verdict }}), and practice beats it. The blur, attacked by
# somebody who knows it, gains nothing.
#
# Now the bill. On untouched digits it has {{ hardened_clean:.1%}}, against
# {{ plain_clean:.1%}}. If you said that it reads fewer: our {{ seeds }} seeds can't tell that
# from luck, which doesn't mean that it's free. On photographs others have measured a clear loss
# ([Mądry and others, 2017][@adversarial-training]). What is certain is the time: each training
# step needs a second trip through the network and back, for the attacker, so that training took
# {{ fastest:.2f}} to {{ slowest:.2f}} times as long, seed by seed.
#
# How far does it reach? It practised with {{ practice }} shades. We attack with more.

# %%
curve_sizes = [0, 16, 32, practice, 48, 64]
curves = {}
for name in recipes:
    judge = networks[name, 1]
    curves[name] = [
        right_share(judge, many_steps(judge, images, digits, shades))
        for shades in curve_sizes
    ]
far = step(networks["practice", 1], images, digits, curve_sizes[-1])
hardened_far_one = right_share(networks["practice", 1], far)

# %%
#| fig-alt: Three curves that fall from left to right. The plain network falls first, the one that practised with noise next. The one that practised with attacks falls last, and at the largest size it is down with the others.
#| fig-cap: Ten steps against each network. Practice moves the cliff, and doesn't take it away.
fig, ax = plt.subplots(figsize=(6.4, 3))
for (name, curve), mark in zip(curves.items(), "osd"):
    ax.plot(curve_sizes, [100 * share for share in curve], f"{mark}-", label=name)
ax.axvline(practice, color="0.5", lw=1, ls=":")
ax.annotate("practised up to here", (practice - 1, 94), color="0.5", ha="right")
ax.set(xlabel="shades that each pixel may move", ylabel="read right (%)")
ax.set_ylim(0, 100)
ax.legend()
plt.show()

# %%
#| echo: false
hardened_far = curves["practice"][-1]
hardened_at_practice = curves["practice"][curve_sizes.index(practice)]
percent_at_practice = round(100 * hardened_at_practice)
percent_far, far_shades = round(100 * hardened_far), curve_sizes[-1]
times_flattered = hardened_far_one / max(hardened_far, 0.001)

# %% [markdown]
# At {{ far_shades }} shades it falls as well: {{ hardened_far:.0%}} are left. Had we attacked
# it with a single step, much as it practised, we'd have counted {{ hardened_far_one:.0%}}: one
# step would have told you a fairy tale. It has learned to stand up to the attacker whom it met.
# (It's the same with Reviewer 2: a paper becomes robust against exactly one reviewer.)
#
# ## What does it look at now?
#
# The slopes say what each network would need changed. Here they are, for both.

# %%
#| fig-alt: Three rows of six. Above, digits. In the middle, the slopes of the plain network, a cloud of light and dark specks. Below, the slopes of the network that practised, calmer, with light and dark strokes along those of the digit.
#| fig-cap: "Digits, and how the margin changes with each pixel: in the plain network, and in the one that practised. Light: more ink here helps; dark: it hurts."
fig, axes = plt.subplots(3, 6, figsize=(6.4, 3.3))
for ax, image in zip(axes[0], images[chosen]):
    ax.imshow(image[:, :, 0], vmin=0, vmax=255)
for row, name in zip(axes[1:], ("plain", "practice")):
    views = slopes(networks[name, 1], images[chosen], digits[chosen])
    for ax, view in zip(row, views[:, :, :, 0]):
        limit = view.abs().max()
        ax.imshow(view, cmap="cividis", vmin=-limit, vmax=limit)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# Nobody told it to look at strokes. It can't rely any more on specks that an attacker can bend,
# and what is left is nearer to what you would change.
#
# And where does it still fall? Its most confident mistakes, after ten steps of
# {{ half_shades }} shades:

# %%
#| fig-alt: Eight attacked digits with a grey texture. Above each is what the network says, below it the label. Several are oddly written.
#| fig-cap: The most confident mistakes of the network that practised, under attack. Answer above, label below.
hardened = networks["practice", 1]
attacked = many_steps(hardened, images, digits, half_shades)
with torch.no_grad():
    lost = margin(hardened, attacked, digits)
    answers = hardened(attacked).argmax(dim=1)
fig, axes = plt.subplots(1, 8, figsize=(6.4, 1.4))
for ax, index in zip(axes, lost.argsort()):
    ax.imshow(attacked[index, :, :, 0], vmin=0, vmax=255)
    ax.set_title(answers[index].item(), color="C1")
    ax.set(xlabel=digits[index].item(), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
plt.show()

# %% [markdown]
# ## Into the browser
#
# Both networks, with the softmax put back at the end.

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

exported = {"brittle": networks["plain", 1], "hardened": hardened}
for name, network in exported.items():
    to_tfjs(
        keras.Sequential(
            [layers.Input((28, 28, 1)), *network.layers, layers.Softmax()]
        ),
        f"exported/{name}",
        title=f"Digits, {name}",
        labels=[str(d) for d in range(10)],
        example=images[:20].numpy(),
        targets=digits[:20].numpy(),
        input_range=(0, 255),
        metrics={"test_accuracy": right_share(network, images)},
    )

# %% [markdown]
# Here is the network that practised. Before you push the slider, say how far *your* 7 will get
# this time. Then look at the change in the middle, magnified: what does this network want
# moved, and what did the one at the top?
#
# <fool-it model="hardened">
# Here you could move the pixels of your 7 again, for the network that has practised. That takes
# JavaScript.
# </fool-it>
#
# ## Exercises
#
# **1. A minute, in the page.** At the top, note the size at which your 7 falls, and choose
# *random noise* with the same size. Then a pencil: suppose that all 784 slopes had the same
# size.
#
# <check-yourself name="root" kind="number" unit="times" answer="28"
#   question="How many times as strong would the aimed step be as the random one?"
#   hint="Add up 784 equal numbers; then take the square root of the sum of their squares."
#   wrong="784: That's what the aimed step adds up to. The random one leaves more than one pixel's worth. | 1: Random pushes cancel, for the most part."
#   why="784 slopes add up to 784 of them; the square root of 784 squares is 28. In a picture with four times as many numbers it is twice as much, which is one reason why photographs fall so easily.">
# 784 divided by its square root: 28 times.
# </check-yourself>
#
# **2. Without the sign.** Write a step that moves each pixel in proportion to its slope, the
# largest by so many shades: `slopes / slopes.abs().amax()` in place of `.sign()`. How large
# must it be now?
#
# <check-yourself name="budget" kind="choice"
#   question="No pixel may move by more than 20 shades. Which change lowers a weighted sum of them the most?"
#   options="20 shades for each, by the sign | in proportion to the slopes | 20 shades for the largest slope alone"
#   answer="20 shades for each, by the sign" hint="What does a pixel with a small slope cost you?"
#   wrong="in proportion to the slopes: Pixels with small slopes would give less than they may. | 20 shades for the largest slope alone: The others may move as well, and each helps a little."
#   why="Each pixel has a budget of its own, so each spends all of it. If the budget were one for all pixels together, it would be spent elsewhere.">
# 20 shades for each, by the sign of its slope.
# </check-yourself>
#
# **3. Harder practice.** Set `practice = 64`. Where does its cliff move, and what does it cost?
#
# <check-yourself name="cliff" kind="number" unit="%" answer="{{ percent_at_practice }}"
#   question="Read off the curve, to five: how many of the digits does the network that practised read at {{ practice }} shades, in ten steps?"
#   tolerance="5" hint="Look for the dotted line."
#   wrong="{{ percent_far }}: That's at {{ far_shades }} shades. | 100: Not even untouched digits come to that."
#   why="{{ percent_at_practice }}%. It practised with single steps of that size, and ten steps are a harder exam.">
# {{ percent_at_practice }}%.
# </check-yourself>
#
# **4. Sent by post.** Attack `dense`, and send its pictures to `model`. Does the harm travel in
# both directions?
#
# <check-yourself name="post" kind="choice"
#   question="You can't open the network that you attack. What does an attack by post need?"
#   options="a network of your own for the same task | the slopes of the other network | its training pictures"
#   answer="a network of your own for the same task" hint="Whose slopes does many_steps take?"
#   wrong="the slopes of the other network: Then you'd have opened it. | its training pictures: Ours had the same ones, which helps. Others of the same kind would do."
#   why="The slopes come from your own, and the harm travels because both have learned similar clues.">
# A network of your own for the same task.
# </check-yourself>
#
# **5. Your own data.** Bring a digit of yours to 28 by 28, as [the first
# tutorial](../digits/index.md) says, and call `step` on it with growing sizes. Note when *you*
# first see it.
#
# <check-yourself name="clip" kind="choice"
#   question="Many pixels of your digit didn't move at all, whatever the size. Why?"
#   options="they are paper, and were pushed towards paper | their slope is the smallest | the network doesn't look there"
#   answer="they are paper, and were pushed towards paper" hint="What does clamp(0, 255) do to a pixel that is 0?"
#   wrong="their slope is the smallest: With the sign, a small slope moves a pixel as far as a large one. | the network doesn't look there: Its windows cover the whole picture."
#   why="Paper can't get lighter. Over all test digits, {{ stuck:.0%}} of the pixels stay where they are, which makes MNIST a kind exam.">
# They are paper, and were pushed towards paper.
# </check-yourself>
#
# ## Where next
#
# You have moved an answer with one step, measured how large it must be, seen it yourself, sent
# it by post, watched a tempting defence fail and an expensive one help. A [test
# set](../../guide/glossary.md#test-set) tells how a network fares by accident. You now know
# what to ask besides. One question is left: **what will you build?** [A page of your
# own](../your_own/index.md) is the next one. Three places to go on:
#
# - [Explaining and Harnessing Adversarial Examples][@adversarial-panda] (Ian Goodfellow and others): the step by
#   the sign, and the panda.
# - [Towards Deep Learning Models Resistant to Adversarial Attacks][@adversarial-training] (Aleksander Mądry and
#   others): practice with many steps, on digits too, and what it costs.
# - [Adversarial Examples Are Not Bugs, They Are Features][@adversarial-features] (Andrew Ilyas and others): what the
#   network sees in them.

# ---
# title: The clinic
# description: Six training runs are sick. You see their curves and a few numbers, and say what is wrong. Then each is cured and trained again.
# chapter: Bricks
# order: 6
# level: 2
# minutes: 25
# needs: [layers]
# data: [mnist]
# expects:
#   healthy_right: ">= 0.85"
#   a_right: "<= 0.2"
#   a_shut: ">= 0.99"
#   a_cured: ">= 0.85"
#   b_jump: ">= 10"
#   b_right: "<= 0.6"
#   b_cured: ">= 0.85"
#   c_learned: ">= 0.3"
#   c_right: "<= 0.2"
#   c_cured: ">= 0.85"
#   d_claimed: ">= 0.97"
#   d_gap: ">= 0.05"
#   d_cured_gap: "<= 0.05"
#   d_twins: ">= 1"
#   e_first_loss: ">= 5"
#   e_first_cured: "<= 3"
#   ten_healthy: "== 1"
#   ten_a: "<= 0.5"
#   ten_shuffled: "== 1"
#   f_claimed: ">= 0.85"
#   f_real: "<= 0.6"
#   f_cured: ">= 0.9"
# parameters:
#   smoke: {rounds: 3, examples: 600, mask_steps: 40}
# threads: 1
# published: 2026-11-30
# recall:
#   - ask: Ten classes, and nothing learned yet. What loss do you expect, and what does it mean if it is 40?
#     answer: The logarithm of 10, about 2.3. A loss of 40 means that the network is very sure of nonsense, usually because its input is not scaled.
#   - ask: The training loss falls nicely, and on new examples nothing gets better. Name two causes.
#     answer: It is learning by heart what has no rule, shuffled labels for example; or it is overfitting, because there are few examples.
#   - ask: It does as well on new examples as on learned ones, and you have few of them. What do you look for?
#     answer: Copies. Test data may have got into the training data.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2"]
# ///

# %% [markdown]
# A training run that fails doesn't scream. It prints a number, and the number is a bit
# disappointing. Here is the one instrument you have, the curve of the [loss](../../guide/glossary.md#loss), for a run that is well
# and for six that are not. Five of the six have the same network and the same digits; the sixth
# reads words. One thing is wrong with each.

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
rounds = 15
examples = 2_000
mask_steps = 300

# %% [markdown]
# ## A healthy one
#
# We take a small pile of digits to learn from, another of the same size that is new, and a third,
# far away from both, that only the doctor looks at.

# %%
(images, labels), (far_images, far_labels) = keras.datasets.mnist.load_data()


def prepared(images, labels):
    pixels = torch.from_numpy(images.reshape(-1, 784).astype("float32") / 255)
    return pixels, torch.from_numpy(labels.astype("int64"))


learn = prepared(images[:examples], labels[:examples])
new = prepared(images[examples : 2 * examples], labels[examples : 2 * examples])
far = prepared(far_images, far_labels)


# %%
def network():
    torch.manual_seed(1)
    hidden = [nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()]
    return nn.Sequential(*hidden, nn.Linear(64, 10))


# %% [markdown]
# A patient's chart: the loss after each round, on what it learns from and on what is new, and the
# losses of its first steps.


# %%
def trained(model, learn, new, rate=0.001):
    """Train, and write the chart."""
    adam, (pixels, digits) = torch.optim.Adam(model.parameters(), rate), learn
    chart = {"learned": [], "new": [], "steps": []}
    for _ in range(rounds):
        for part in torch.randperm(len(pixels)).split(32):
            loss = functional.cross_entropy(model(pixels[part]), digits[part])
            adam.zero_grad()
            loss.backward()
            adam.step()
            chart["steps"].append(loss.item())
        for name, (x, y) in {"learned": learn, "new": new}.items():
            with torch.no_grad():
                chart[name].append(functional.cross_entropy(model(x), y).item())
    return chart


# %%
@torch.no_grad()
def right(model, pile):
    pixels, digits = pile
    return float((model(pixels).argmax(1) == digits).float().mean())


# %%
def show(chart, model, learn, new):
    print("first losses:", *(f"{loss:.2f}" for loss in chart["steps"][:6]))
    print(
        f"right: {right(model, learn):.1%} of learned, {right(model, new):.1%} of new"
    )
    fig, ax = plt.subplots(figsize=(6.4, 2.6))
    ax.plot(range(1, rounds + 1), chart["learned"], "o-", label="learned")
    ax.plot(range(1, rounds + 1), chart["new"], "s-", label="new")
    top = 1.2 * max(chart["learned"] + chart["new"])
    ax.set(xlabel="round", ylabel="loss", ylim=(0, top))
    ax.legend()
    plt.show()


# %%
#| fig-alt: Two curves of loss. Both fall steeply at first. The one of learned examples goes on towards zero, the one of new examples levels off.
#| fig-cap: Healthy. It begins near 2.3, both fall together, and then the new ones part from the learned ones.
healthy = network()
chart = trained(healthy, learn, new)
show(chart, healthy, learn, new)
healthy_right = right(healthy, new)

# %% [markdown]
# Learn to read this one, because you will compare with it. The first loss is near
# $\log 10 \approx 2.3$: ten digits, no idea, a tenth each. Then both fall. After a while a gap
# opens, since {{ examples:,}} examples can be learned by heart. It gets {{ healthy_right:.0%}} of
# the new ones right. Before we open the waiting room, make a patient of your own.
#
# <train-here>
# Here you could train a network on digits whose labels are wrong, in this page. That takes JavaScript, which is switched off or did not load.
# </train-here>
#
# Take <try-it set="digits: 100; rounds: 40; hidden: 128; wrong: 100">a hundred digits, all with wrong
# labels</try-it>. Press *Train*, and watch how happily it learns.
#
# <make-a-guess name="falls" covers-next kind="choice" answer="no" by="the clinic" options="yes | no"
#   question="The loss falls and falls. Is the training all right?">
# The loss falls and falls. Is the training all right? Say yes or no.
# </make-a-guess>
#
# If you said yes, you share the **misconception** of this page: *if the loss falls, all is well.*
# Some of our six have beautiful curves.
#
# ## Patient A

# %%
#| echo: false
options = (
    "a learning rate too large | all ReLUs dead | shuffled labels | "
    "test data in training | unscaled input | a forgotten mask"
)


# %%
#| echo: false
#| fig-alt: Two curves of loss that lie on each other and are level at about 2.3 from the first round to the last.
#| fig-cap: Patient A. Nothing happens, very calmly.
patient_a = network()
nn.init.constant_(patient_a[0].bias, -20)
chart = trained(patient_a, learn, new)
show(chart, patient_a, learn, new)
a_right = right(patient_a, new)
a_shut = float((patient_a[:2](new[0]) == 0).float().mean())

# %% [markdown]
# The first loss is as it should be. Then: nothing.
#
# <make-a-guess name="a" covers-next kind="choice" answer="all ReLUs dead" by="the doctor" options="{{ options }}" question="What is wrong with patient A?">
# What is wrong with patient A? Dead ReLUs, learning rate, shuffled labels, test data in training, unscaled input, a forgotten mask?
# </make-a-guess>
#
# The calm gives it away. A [learning rate](../../guide/glossary.md#learning-rate) that is too large makes a mess first. We look inside:
# {{ a_shut:.0%}} of the first [layer](../../guide/glossary.md#layer)'s outputs are 0, over all new digits. **All [ReLUs](../../guide/glossary.md#relu) are dead.**
# Somebody had set the constants of the first layer to -20, and where a ReLU is shut [no blame
# arrives](../backprop/index.md#blame-that-dies). Behind them only the constants still learn, and
# all they can say is how common each digit is.
#
# Cure: constants of 0.

# %%
sick = network()
nn.init.constant_(sick[0].bias, -20)
print(
    f"{(sick[:2](new[0]) == 0).float().mean():.0%} of the first layer's numbers are 0"
)

cured = network()
nn.init.zeros_(cured[0].bias)
trained(cured, learn, new)
a_cured = right(cured, new)
print(f"cured: {a_cured:.1%} of the new digits right")

# %% [markdown]
# ## Patient B

# %%
#| echo: false
#| fig-alt: Two curves of loss that lie on each other, level at about 2.3 after a small bump, far above the healthy ones.
#| fig-cap: Patient B. Look at its first losses, printed above the figure.
patient_b = network()
chart = trained(patient_b, learn, new, rate=0.3)
show(chart, patient_b, learn, new)
b_right, b_jump = right(patient_b, new), max(chart["steps"][:6])

# %% [markdown]
# <make-a-guess name="b" covers-next kind="choice" answer="a learning rate too large" by="the doctor" options="{{ options }}" question="What is wrong with patient B?">
# What is wrong with patient B?
# </make-a-guess>
#
# It begins well, at 2.3, and is at {{ b_jump:.0f}} a few steps later. **The learning rate is too
# large.** The first steps threw the [weights](../../guide/glossary.md#weight) to where nothing makes sense, and it never quite comes
# back. If you said "unscaled input": a patient with that is ill from the very first loss. Cure: the
# healthy one's rate.

# %%
cured = network()
trained(cured, learn, new, rate=0.001)
b_cured = right(cured, new)
print(f"cured: {b_cured:.1%} of the new digits right")

# %% [markdown]
# ## Patient C

# %%
#| echo: false
#| fig-alt: Two curves of loss that part at once. The one of learned examples falls steadily, the one of new examples rises from the first round on.
#| fig-cap: Patient C. It learns all the time, and knows less and less.
patient_c = network()
order = torch.randperm(examples, generator=torch.Generator().manual_seed(1))
shuffled = learn[0], learn[1][order]
chart = trained(patient_c, shuffled, new)
show(chart, patient_c, shuffled, new)
c_learned, c_right = right(patient_c, shuffled), right(patient_c, new)

# %% [markdown]
# <make-a-guess name="c" covers-next kind="choice" answer="shuffled labels" by="the doctor" options="{{ options }}" question="What is wrong with patient C?">
# What is wrong with patient C?
# </make-a-guess>
#
# On new digits it gets {{ c_right:.0%}}, like a roll of the dice; on its own, {{ c_learned:.0%}}.
# It learns something, but not about digits: **the [labels](../../guide/glossary.md#label) were shuffled against the images.**
# Somebody sorted one array and not the other. [Overfitting](../../guide/glossary.md#overfitting) looks similar, but an overfitted network
# still knows far more than dice do. The examination takes ten seconds: look at a few pictures with
# their labels.

# %%
#| fig-alt: Eight handwritten digits with numbers above them, most of which are not what is written.
#| fig-cap: The examination. It should have been done first.
order = torch.randperm(examples, generator=torch.Generator().manual_seed(1))
fig, axes = plt.subplots(1, 8, figsize=(6.4, 1.1))
for ax, pixels, label in zip(axes, learn[0], learn[1][order]):
    ax.imshow(pixels.reshape(28, 28), vmax=1)
    ax.set_title(label.item())
    ax.axis("off")
plt.show()

# %%
cured = network()
trained(cured, learn, new)
c_cured = right(cured, new)
print(f"cured: {c_cured:.1%} of the new digits right")

# %% [markdown]
# ## Patient D
#
# D came because it feels so well. It had only a quarter of the digits to learn from, and look:

# %%
#| echo: false
#| fig-alt: Two curves of loss that fall together, side by side, down to nearly zero.
#| fig-cap: Patient D. Better than the healthy one. It has come for a certificate.
few = [part[: examples // 4] for part in learn]
some_new = [part[: examples // 4] for part in new]
leaked = [torch.cat([one, other] * 2) for one, other in zip(few, some_new)]
patient_d = network()
chart = trained(patient_d, leaked, some_new)
show(chart, patient_d, leaked, some_new)
d_claimed, d_far = right(patient_d, some_new), right(patient_d, far)
d_gap = d_claimed - d_far

# %% [markdown]
# <make-a-guess name="d" covers-next kind="choice" answer="test data in training" by="the doctor" options="{{ options }}" question="What is wrong with patient D?">
# What is wrong with patient D?
# </make-a-guess>
#
# The two curves never part, and with few examples they always do. The doctor fetches the digits
# from far away: {{ d_claimed:.1%}} on the "new" ones, {{ d_far:.1%}} on those. **Test data in
# training.** Any copy will do: the same photo twice in a folder, the same patient with two scans, a
# table joined with itself. Look for twins:


# %%
def twins(one, other):
    """How many pictures of the one pile are in the other, too."""
    seen = {picture.numpy().tobytes() for picture in one}
    return sum(picture.numpy().tobytes() in seen for picture in other)


few = [part[: examples // 4] for part in learn]
some_new = [part[: examples // 4] for part in new]
leaked = [torch.cat([one, other]) for one, other in zip(few, some_new)]
d_twins = twins(leaked[0], some_new[0])
print(d_twins, "of", len(some_new[0]), "new pictures are in the training pile")
print(twins(few[0], some_new[0]), "after they have been taken out")

# %%
cured = network()
trained(cured, few, some_new)
d_cured, d_cured_far = right(cured, some_new), right(cured, far)
d_cured_gap = abs(d_cured - d_cured_far)
print(f"cured: {d_cured:.1%} of the new digits right, {d_cured_far:.1%} far away")

# %% [markdown]
# The cure makes the number worse, {{ d_cured:.1%}}, and true: far away it is {{ d_cured_far:.1%}}.
# It is the only illness that patients don't want to be cured of. Careers have been built on it.
#
# ## Patient E

# %%
#| echo: false
#| fig-alt: Two curves of loss. They begin higher than the healthy ones and part early; that of the new digits stays far above.
#| fig-cap: Patient E. The curve is not the clue. The very first number is.
raw_learn, raw_new = (learn[0] * 255, learn[1]), (new[0] * 255, new[1])
patient_e = network()
chart = trained(patient_e, raw_learn, raw_new)
show(chart, patient_e, raw_learn, raw_new)
e_first_loss, e_right = chart["steps"][0], right(patient_e, raw_new)

# %% [markdown]
# <make-a-guess name="e" covers-next kind="choice" answer="unscaled input" by="the doctor" options="{{ options }}" question="What is wrong with patient E?">
# What is wrong with patient E?
# </make-a-guess>
#
# Before the first step, when it knows nothing, its loss is {{ e_first_loss:.1f}}. Knowing nothing
# costs 2.3. To be at {{ e_first_loss:.0f}} it has to be very sure, and wrong: its scores are huge,
# because its inputs are. **Unscaled input**, pixels from 0 to 255. It gets by all the same, and
# reaches {{ e_right:.0%}}. That is the trouble with this illness: you can live with it for years.
# Cure: divide by 255.

# %%
cured = network()
chart = trained(cured, learn, new)
e_first_cured, e_cured = chart["steps"][0], right(cured, new)
print(f"cured: first loss {e_first_cured:.1f}, {e_cured:.1%} of the new digits right")

# %% [markdown]
# ## Patient F
#
# F doesn't read digits. It gives each word of a sentence one of five tags. Sentences have 2 to 8
# words, and are padded with zeros to a length of 40, so that they fit an array; the tag of a zero
# is 0.

# %%
rng = np.random.default_rng(1)
tag_of_word = np.concatenate([[0], rng.integers(1, 6, 200)])
lengths = rng.integers(2, 9, 1000)
words = rng.integers(1, 201, (1000, 40)) * (np.arange(40) < lengths[:, None])
words, tags = torch.from_numpy(words), torch.from_numpy(tag_of_word[words])

# %%
#| echo: false
#| fig-alt: A curve of the share of right tags, which jumps to about nine tenths within the first steps and then creeps.
#| fig-cap: Patient F. Nearly everything is right after a handful of steps.
torch.manual_seed(1)
model = nn.Sequential(nn.Embedding(201, 16), nn.Linear(16, 6))
sgd = torch.optim.SGD(model.parameters(), lr=1.0)
claimed = []
for _ in range(mask_steps):
    scores = model(words)
    sgd.zero_grad()
    functional.cross_entropy(scores.transpose(1, 2), tags).backward()
    sgd.step()
    claimed.append((scores.argmax(2) == tags).float().mean().item())
f_claimed = claimed[-1]
f_real = float((scores.argmax(2) == tags)[words > 0].float().mean())
print(f"right tags: {claimed[0]:.1%} at first, {f_claimed:.1%} at the end")
fig, ax = plt.subplots(figsize=(6.4, 2.6))
ax.plot(100 * np.array(claimed))
ax.set(xlabel="step", ylabel="right tags (%)", ylim=(0, 101))
plt.show()
padding = float((words == 0).float().mean())

# %% [markdown]
# <make-a-guess name="f" covers-next kind="choice" answer="a forgotten mask" by="the doctor" options="{{ options }}" question="What is wrong with patient F?">
# What is wrong with patient F?
# </make-a-guess>
#
# Of what it tags, {{ padding:.0%}} is padding. Answer "0" to every zero, and you have that much
# already, and the loss, a mean over everything, hardly hears the real words. Of *those* it gets
# {{ f_real:.0%}} right. **A forgotten mask.** Cure: count only what is real, in the loss and in the
# score. Then it gets {{ f_cured:.0%}} of the real words.


# %%
def tagger(masked):
    """Train a tagger, with the zeros counted or without."""
    torch.manual_seed(1)
    model = nn.Sequential(nn.Embedding(201, 16), nn.Linear(16, 6))
    sgd = torch.optim.SGD(model.parameters(), lr=1.0)
    counted, scored = (words > 0) if masked else (words >= 0), []
    for _ in range(mask_steps):
        scores = model(words)
        sgd.zero_grad()
        functional.cross_entropy(scores[counted], tags[counted]).backward()
        sgd.step()
        scored.append((scores.argmax(2) == tags)[counted].float().mean().item())
    return scored


# %%
#| fig-alt: Two curves of the share of right tags. Without the mask it jumps up at once; with the mask it begins at about a fifth and climbs to the top.
#| fig-cap: With the mask it begins lower, which is the truth, and ends higher, which is the cure.
with_zeros, honest = tagger(masked=False), tagger(masked=True)
f_cured = honest[-1]
fig, ax = plt.subplots(figsize=(6.4, 2.8))
ax.plot(100 * np.array(with_zeros), "--", label="zeros counted")
ax.plot(100 * np.array(honest), label="real words only")
ax.set(xlabel="step", ylabel="right tags (%)", ylim=(0, 101))
ax.legend()
plt.show()
print(f"cured: {f_cured:.1%} of the real words right")

# %% [markdown]
# ## What the doctor does first
#
# Five checks, in this order. Every one of our six illnesses would have been found by one of them.
#
# 1. **Look at ten examples with their labels**, as the network gets them. (C and, if you also print
#    the smallest and largest value, E.)
# 2. **Compare the first loss** with the logarithm of the number of classes, and check that the next
#    ones don't jump. (E, B)
# 3. **Learn ten examples by heart.** A network that can't do that has a broken part. (A)
# 4. **Score what matters**, and compare with the dullest answer: the commonest class. (F)
# 5. **Test on something from far away.** (D)
#
# The third one, for the healthy network and for A:

# %%
ten = learn[0][:10], learn[1][:10]
by_heart = {}
for name, constant in [("healthy", 0), ("A", -20)]:
    model = network()
    nn.init.constant_(model[0].bias, constant)
    trained(model, ten, ten, rate=0.01)
    by_heart[name] = right(model, ten)
print({name: f"{share:.0%}" for name, share in by_heart.items()})

# %%
#| echo: false
ten_healthy, ten_a = by_heart.values()
ten_wrong = shuffled[0][:10], shuffled[1][:10]
model = network()
trained(model, ten_wrong, ten_wrong, rate=0.01)
ten_shuffled = right(model, ten_wrong)
thousand, suspicious_from = round(float(np.log(1000)), 1), round(1.5 * np.log(10), 1)

# %% [markdown]
# The healthy network knows all ten, A knows {{ ten_a:.0%}} of them.
#
# And here is the opinion: **do the third check before every long training run, for ever.** It takes
# seconds, and it finds what is broken in the program. (The other way to find out is to read the
# logs on Monday.)
#
# ## Exercises
#
# **1. A minute.** A network for 1,000 classes hasn't learned anything yet.
#
# <check-yourself name="thousand" kind="number" answer="{{ thousand }}" tolerance="0.1"
#   question="What is its first loss?" hint="Each class gets a thousandth."
#   wrong="2.3: You still had ten classes in mind. | 3: That's the logarithm to the base of 10. Losses use the natural one."
#   why="It's the natural logarithm of 1,000: the surprise of somebody who gives each class a thousandth.">
# {{ thousand }}, the natural logarithm of 1,000.
# </check-yourself>
#
# **2. The second check.** Write `suspicious(first_loss, classes)`: true if the loss is more than
# one and a half times what knowing nothing costs.
#
# <check-yourself name="suspicious" kind="number" answer="{{ suspicious_from }}" tolerance="0.1"
#   question="Above which first loss is a network for ten classes suspicious?"
#   hint="What does knowing nothing cost with ten classes?"
#   wrong="2.3: That is what knowing nothing costs. It's only near that, and not the same to the last digit. | 1.5: That's with the logarithm to the base of 10, and everything would be suspicious."
#   why="One and a half times 2.3. Below it, a start is merely clumsy.">
# One and a half times 2.3, which is {{ suspicious_from }}.
# </check-yourself>
#
# ??? tip "A solution to 2"
#     ```python
#     def suspicious(first_loss, classes):
#         return first_loss > 1.5 * np.log(classes)
#     ```
#
# **3. The fourth check.** Write `dullest(labels)`: the share of the commonest label, which is what
# a network has to beat.
#
# <check-yourself name="dullest" kind="number" answer="50" unit="%"
#   question="The labels are 0, 1, 1 and 2. What share does the dullest answer get right?"
#   hint="Which label would you always say?"
#   wrong="33: One divided by the number of classes is right only if all are equally common. | 25: That's always saying 0, which is dull, but not the best of the dull ones."
#   why="Always say 1, and two of four are right. In the wild, classes are never equally common.">
# Always say 1, and half of them are right.
# </check-yourself>
#
# ??? tip "A solution to 3"
#     ```python
#     def dullest(labels):
#         return np.bincount(labels).max() / len(labels)
#     ```
#
# **4. The third check, again.** Run it on patient C, with ten shuffled labels.
#
# <check-yourself name="ten-shuffled" kind="choice" answer="all ten"
#   options="all ten | about half | about one, like dice"
#   question="How many of the ten wrong labels does the network learn by heart?"
#   hint="Does a network know that a label is wrong?"
#   wrong="about one, like dice: That's what it does on digits it has never seen. | about half: With 784 numbers for each of ten digits, there's room for any ten answers."
#   why="{{ ten_shuffled:.0%}} of them. So the third check finds broken parts, and never broken labels. For those there is the first check.">
# All ten: wrong answers can be learned by heart as well as right ones.
# </check-yourself>
#
# **5. Your own patient.** Break a training run of yours, in one place, and give the chart to a
# friend. How long do they need?
#
# <check-yourself name="friend" kind="choice" answer="show me ten examples with their labels"
#   options="show me ten examples with their labels | which optimizer is it? | how many layers has it?"
#   question="Your friend's chart: learned examples 99% right, new ones like dice. What do you say first?"
#   hint="Which patient was that?"
#   wrong="which optimizer is it?: One that gets 99% of the learned ones right is doing its job. | how many layers has it?: With fewer it would learn less by heart, and know no more."
#   why="It's patient C's chart. Ten seconds with the pictures and their labels are the cheapest examination there is.">
# Ask for ten examples with their labels: it's patient C's chart.
# </check-yourself>
#
# ## Where next
#
# You have read six charts, and you know five checks that would have spared everybody the visit.
# All six came when it was over. **What do you look at while a training runs, and when do you
# stop?** [Watching it learn](../watching/index.md)
#
# - [A Recipe for Training Neural Networks][@karpathy-recipe] (Andrej Karpathy): the doctor's
#   whole routine, from somebody who has met all of them.
# - [Leakage and the reproducibility crisis][@leakage-crisis] (Sayash Kapoor, Arvind Narayanan):
#   patient D, in hundreds of papers.
# - [Deep Learning Tuning Playbook][@tuning-playbook]: what to do when nothing is broken and it
#   should be better.

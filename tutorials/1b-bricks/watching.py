# ---
# title: Watching it learn
# description: Progress bars, live curves, checkpoints, early stopping, a confusion matrix, and a network that grows surer than it is right. What equal seeds don't make equal, and what became of the tools of 2017.
# chapter: Bricks
# order: 7
# level: 2
# minutes: 30
# needs: [clinic]
# data: [mnist]
# expects:
#   loss_rises: ">= 0.05"
#   mistakes_rise: "<= 2"
#   resumed_difference: "== 0"
#   forgetful_difference: ">= 0.0001"
#   saved_share: ">= 0.3"
#   late_gap: ">= 0.03"
#   temperature: ">= 1.2"
#   cured_gap: "<= 0.03"
#   cured_changes: "== 0"
#   repeated_difference: "== 0"
#   other_start: ">= 0.01"
#   other_sums: "<= 0.001"
#   torch_boxes: "== 5"
#   keras_boxes: "== 0"
# says:
#   "the loss turns, and the mistakes don't": loss_rises > 0
#   "surer than it's right": late_sure > late_right
# parameters:
#   smoke: {rounds: 12, split: 3, thread_rounds: 2}
# threads: 2
# published: 2026-11-30
# recall:
#   - ask: What belongs in a checkpoint, besides the weights?
#     answer: All that the next step depends on, which is the optimiser's memory, the state of the random numbers, and how far you have got.
#   - ask: The loss on new examples rises, and the mistakes stay the same. How can that be?
#     answer: The network gets surer. Its right answers gain little by that, and its wrong ones cost more and more.
#   - ask: A network is 95% sure, and right in 87 of 100 cases. What is the cheapest cure?
#     answer: Divide its scores by one number, the temperature, chosen on examples that it hasn't learned from. No answer changes, only how sure it is.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "tqdm>=4.67"]
# ///

# %% [markdown]
# A network learns a thousand digits, round after round, and after each round we ask it about
# digits that it has never seen. Its [**loss**](../../guide/glossary.md#loss) says how wrong it is, and how sure of it. You know
# how that curve begins: high, and falling. How does it go on?
#
# <make-a-guess name="curve" kind="curve" x="round" y="loss on new digits" xs="{{ guess_rounds:json }}"
#   min="0" max="2" answer="{{ guess_losses:json }}" by="the run"
#   question="How does the loss on new digits go on?">
# Sketch how the loss on new digits goes on over the rounds.
# </make-a-guess>
#
# Whoever watches a training sees that curve before it's finished. This page is about the
# watching: what to look at while it runs, when to stop, what to keep, and what to look at
# afterwards.

# %%
import copy
import os
import tempfile
import warnings
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn import functional
from tqdm import tqdm

# %% tags=["parameters"]
rounds = 40
split = 6
thread_rounds = 20

# %% [markdown]
# ## Something to watch
#
# Three piles of digits. It learns from the first. The second, its **validation data**, is what we
# watch. The third is the test: nobody looks at it before everything has been decided.

# %%
(images, labels), (test_images, test_labels) = keras.datasets.mnist.load_data()


def prepared(images, labels):
    pixels = torch.from_numpy(images.reshape(-1, 784).astype("float32") / 255)
    return pixels, torch.from_numpy(labels.astype("int64"))


learn = prepared(images[:1000], labels[:1000])
new = prepared(images[1000:6000], labels[1000:6000])
test = prepared(test_images, test_labels)
torch.set_num_threads(1)  # why, we shall see


# %%
def start(seed=1):
    torch.manual_seed(seed)
    hidden = [nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU()]
    model = nn.Sequential(*hidden, nn.Linear(128, 10))
    return model, torch.optim.Adam(model.parameters(), 0.001)


def one_round(model, adam):
    pixels, digits = learn
    for part in torch.randperm(len(pixels)).split(32):
        loss = functional.cross_entropy(model(pixels[part]), digits[part])
        adam.zero_grad()
        loss.backward()
        adam.step()


# %%
@torch.no_grad()
def look(model, pile):
    """The loss, and the share of mistakes in percent."""
    pixels, digits = pile
    scores = model(pixels)
    wrong = (scores.argmax(1) != digits).float().mean().item()
    return functional.cross_entropy(scores, digits).item(), 100 * wrong


# %% [markdown]
# ## A bar says when
#
# The oldest window into a training is the **progress bar**. `tqdm` puts one around any loop. This
# is what it writes when 30 of 120 rounds are done after 6 seconds:

# %%
print(tqdm.format_meter(30, 120, 6.0, prefix="training"))

# %% [markdown]
# From left to right: the share that is done, the bar, 30 of 120, the time gone and the time to
# go, and the speed. The time to go is a guess: it takes the rest to be as fast as what was. Read
# one yourself:
#
# <check-yourself name="bar" kind="number" answer="45" unit="seconds"
#   question="40 of 100 rounds are done after 30 seconds. What does the bar say is still to go?"
#   hint="How long does one round take?"
#   wrong="30: That is what has gone. | 75: That is the whole, from the beginning."
#   why="A round takes three quarters of a second, and 60 rounds are left.">
# 40 of 100 rounds are done after 30 seconds. How long is still to go? A round takes three quarters of a
# second and 60 are left, so 45 seconds.
# </check-yourself>
#
# A bar tells you *when* it will be over. It doesn't tell you *whether* it was worth it.
#
# ## A curve says whether
#
# So we write down what we see: loss and mistakes, after each round, for the digits that it learns
# and for the new ones. In a script, `tqdm` draws its bar meanwhile (`leave=False` wipes it away
# at the end).

# %%
#| answers: curve
model, adam = start()
chart = {"learned": [], "new": []}
for _ in tqdm(range(rounds), leave=False):
    one_round(model, adam)
    chart["learned"].append(look(model, learn))
    chart["new"].append(look(model, new))
losses, mistakes = np.transpose(chart["new"])  # each (rounds,)
best = int(losses.argmin())
print(f"lowest loss {losses[best]:.3f} after round {best + 1}")
print(f"at the end  {losses[-1]:.3f}, mistakes {mistakes[-1]:.1f}%")

# %%
#| answers: curve
#| fig-alt: Two panels over the rounds. On the left the loss of learned digits falls to zero, that of new ones falls, turns, and climbs. On the right the mistakes of both fall, and those of the new digits stay level from there on.
#| fig-cap: On new digits the loss turns, and the mistakes don't.
fig, axes = plt.subplots(1, 2, figsize=(6.4, 2.8))
for axis, what in zip(axes, ("loss", "mistakes (%)")):
    column = 0 if what == "loss" else 1
    for (name, seen), style in zip(chart.items(), ("--", "-")):
        values = np.array(seen)[:, column]
        axis.plot(range(1, rounds + 1), values, style, label=name)
    axis.set(xlabel="round", title=what, ylim=(0, None))
axes[0].axvline(best + 1, color="0.5", lw=1)
axes[0].legend()
plt.show()

# %%
#| echo: false
shown = np.unique(np.linspace(0, rounds - 1, 9).round().astype(int))
guess_rounds = [int(n) + 1 for n in shown]
guess_losses = [round(float(losses[n]), 2) for n in shown]
best_loss, last_loss = float(losses[best]), float(losses[-1])
loss_rises = last_loss - best_loss
mistakes_rise = float(mistakes[-1] - mistakes[best])
best_round, learned_loss = best + 1, chart["learned"][-1][0]
mistakes_word = "fewer" if mistakes_rise < 0 else "more"
mistakes_moved = abs(mistakes_rise)

# %% [markdown]
# <your-guess name="curve">
# Compare your sketch with the curve on the left.
# </your-guess>
#
# It falls until round {{ best_round }}, to {{ best_loss:.2f}}, and then climbs to
# {{ last_loss:.2f}}, while on the learned digits it goes down to {{ learned_loss:.3f}}. If you drew a
# curve that falls and levels off, you drew that of the *mistakes*: of 100 new digits,
# {{ mistakes_moved:.1f}} {{ mistakes_word }} are wrong at the end than at the best round. So on
# new digits the loss turns, and the mistakes don't. Is it getting worse or not? We come to that.
#
# Now watch one live. Everything below is computed in your browser, as the curves are drawn.
#
# <train-here>
# Here you could train a network on digits and watch its curves, in this page. That takes JavaScript, which is switched off or did not load.
# </train-here>
#
# Take <try-it set="digits: 100; rounds: 40; hidden: 128; wrong: 0">a hundred digits and forty
# rounds</try-it>, press *Train*, and try to say *stop* at the moment when it's best. Then make it
# fail: <try-it set="digits: 100; rounds: 40; hidden: 128; wrong: 50">half of the labels
# wrong</try-it>. The curve of what it learned from climbs on, and that of the new digits
# doesn't follow.
#
# In a notebook, livelossplot draws such curves while you wait. This ran on 30 November 2026 with
# livelossplot 0.6.1:
#
# ```python
# from livelossplot import PlotLosses
#
# board = PlotLosses()
# for _ in range(rounds):
#     one_round(model, adam)
#     board.update({"loss": look(model, learn)[0], "val_loss": look(model, new)[0]})
#     board.send()
# ```
#
# ??? note "TensorBoard: for twenty trainings, not for one"
#     A curve on the screen is gone tomorrow. **TensorBoard** keeps the curves of all your
#     trainings as files, and lays them over each other in the browser. PyTorch writes the files:
#
#     ```python
#     from torch.utils.tensorboard import SummaryWriter
#
#     with SummaryWriter("runs/first") as board:
#         for done in range(rounds):
#             one_round(model, adam)
#             board.add_scalar("loss/learned", look(model, learn)[0], done)
#             board.add_scalar("loss/new", look(model, new)[0], done)
#     ```
#
#     ```sh
#     pip install tensorboard
#     tensorboard --logdir runs
#     ```
#
#     Then open the address that it prints. A name with a slash, `loss/new`, puts the curves of a
#     group together; a folder for each training is what makes them comparable. We don't install
#     TensorBoard for this page. We wrote such a folder and opened it on 30 November 2026, with
#     PyTorch 2.13 and TensorBoard 2.21. Keras has a callback of the same name. It needs
#     TensorFlow, whatever the backend: without it, `import tensorflow.summary` fails in the first
#     `fit`.
#
# ## A drawing of the network
#
# TensorBoard can also draw the network, with `board.add_graph(model, pixels)`: one box for each
# [layer](../../guide/glossary.md#layer), which a click opens. Where do the boxes come from? PyTorch runs the network once and notes
# which module each operation belongs to. The event file holds those notes, and we can count them
# without TensorBoard. Once for our network, and once for the same three [dense layers](../../guide/glossary.md#dense-layer) in Keras:


# %%
def boxes(model):
    """The modules that operations belong to, and how many operations there are."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what else a trace can't do
        graph = torch.jit.trace(model, learn[0][:1], strict=False).inlined_graph
    scopes = [node.scopeName() for node in graph.nodes()]
    return sorted(set(scopes) - {""}), len(scopes)


layers = [keras.layers.Dense(n, "relu") for n in (128, 128)]
in_keras = keras.Sequential(
    [keras.layers.Input((784,)), *layers, keras.layers.Dense(10)]
)
for name, drawn in {"PyTorch": start()[0], "Keras": in_keras}.items():
    found, operations = boxes(drawn)
    print(f"{name:8} {operations:3} operations in {len(found)} boxes", *found)

# %%
#| echo: false
torch_boxes, keras_boxes = len(boxes(start()[0])[0]), len(boxes(in_keras)[0])
torch_operations, keras_operations = boxes(start()[0])[1], boxes(in_keras)[1]

# %% [markdown]
# PyTorch's network has {{ torch_boxes }} boxes, one for each layer and each bend. Keras's has
# {{ keras_boxes }}: its layers don't announce themselves to PyTorch, so all {{ keras_operations }}
# operations lie side by side in one flat box, which isn't a drawing of anything. (On 30 November
# 2026 we wrote both event files with PyTorch 2.13, Keras 3.15 and TensorBoard 2.21, and counted in
# the files: the same.) For a Keras model, `keras.utils.plot_model` or `model.summary()` says more.
#
# ## Checkpoints
#
# The power goes off in round {{ split }}. What do you need, to go on as if nothing had happened?
# A **checkpoint** is a file with all that the next step depends on. The [weights](../../guide/glossary.md#weight), of course.
#
# <make-a-guess name="checkpoint" kind="choice" answer="it learns, and ends up elsewhere" by="the run"
#   options="nothing, the weights are the network | it learns, and ends up elsewhere | it begins anew"
#   question="Only the weights were saved. What happens when the training goes on?">
# Only the weights were saved. What happens when the training goes on: nothing special, does it end up
# elsewhere, or does it begin anew?
# </make-a-guess>


# %%
def save(model, adam, file):
    """Write under another name first: a checkpoint is whole, or isn't there."""
    state = {"model": model.state_dict(), "adam": adam.state_dict()}
    torch.save({**state, "random": torch.get_rng_state()}, f"{file}.part")
    os.replace(f"{file}.part", file)


def resume(file, forget=()):
    model, adam = start(seed=999)  # another start, to be overwritten
    state = torch.load(file)
    model.load_state_dict(state["model"])
    if "adam" not in forget:
        adam.load_state_dict(state["adam"])
    if "random" not in forget:
        torch.set_rng_state(state["random"])
    return model, adam


# %%
def weights(model):
    return torch.cat([part.detach().reshape(-1) for part in model.parameters()])


def train(model, adam, how_many):
    for _ in range(how_many):
        one_round(model, adam)
    return weights(model)


checkpoint = Path(tempfile.mkdtemp()) / "checkpoint.pt"
model, adam = start()
train(model, adam, split)
save(model, adam, checkpoint)
whole = train(model, adam, split)  # never interrupted

# %%
#| answers: checkpoint
differences = {}
for name, forget in {
    "all of it": (),
    "without Adam": ("adam",),
    "without the random numbers": ("random",),
    "weights only": ("adam", "random"),
}.items():
    resumed = train(*resume(checkpoint, forget), split)
    differences[name] = float((resumed - whole).abs().max())
    print(f"{name:27} largest difference {differences[name]:.1e}")

# %%
#| echo: false
resumed_difference = differences["all of it"]
forgetful_difference = min(d for d in differences.values() if d > 0)
size = checkpoint.stat().st_size / 1e6
weights_size = 4 * len(whole) / 1e6
size_times = size / weights_size

# %% [markdown]
# With everything in the file, the resumed training ends with the *same* weights as the one that was
# never interrupted: a difference of {{ resumed_difference:.0f}}, to the last bit. Without Adam's memory
# it has forgotten where it was rolling; without the state of the random numbers it sees the
# digits in another order. Neither is a catastrophe, and that is the trap: it learns on, so
# nobody notices. If you said "nothing", you took the weights for the whole. The file
# has {{ size:.1f}} MB, {{ size_times:.1f}} times the weights, since Adam keeps two numbers for each.
#
# ## Early stopping
#
# **Early stopping** is a checkpoint with a rule: keep the best so far, and give up when nothing
# better has come for some rounds. How many, is called **patience**.


# %%
def stopped_early(patience):
    model, adam = start()
    lowest, kept, waited, done = float("inf"), None, 0, 0
    while done < rounds and waited < patience:
        one_round(model, adam)
        done, waited = done + 1, waited + 1
        if (loss := look(model, new)[0]) < lowest:
            lowest, waited = loss, 0
            kept = copy.deepcopy(model.state_dict())  # not a view of what changes
    model.load_state_dict(kept)
    return model, done


# %%
early, done = stopped_early(patience=5)
late, late_adam = start()
train(late, late_adam, rounds)
saved_share = 1 - done / rounds
for name, model in {"early": early, "late": late}.items():
    loss, wrong = look(model, test)
    print(f"{name:5} test loss {loss:.3f}, mistakes {wrong:.1f}%")
print(f"stopped after round {done} of {rounds}")


# %%
#| echo: false
def stopped_by_mistakes(patience=5):
    """The round at which early stopping ends, if it looks at the mistakes."""
    fewest, waited = float("inf"), 0
    for seen, wrong in enumerate(mistakes, 1):
        fewest, waited = (wrong, 0) if wrong < fewest else (fewest, waited + 1)
        if waited == patience:
            return seen
    return len(mistakes)


by_mistakes = stopped_by_mistakes()
stops = "later" if by_mistakes > done else "at the same round"
if by_mistakes < done:
    stops = "sooner"
not_so = {
    "sooner": "Their curve still found a new low when that of the loss had turned.",
    "later": "They move in steps of a picture, so five rounds without a low come soon.",
    "at the same round": "The two curves don't turn at the same place.",
}
del not_so[stops]
(not_one, why_not_one), (not_other, why_not_other) = not_so.items()
matrix = np.array([[8, 2], [1, 4]])
first_found = round(100 * matrix[0, 0] / matrix[0].sum())
first_trusted = round(100 * matrix[0, 0] / matrix[:, 0].sum())
early_wrong, late_wrong = look(early, test)[1], look(late, test)[1]
early_loss, late_loss = look(early, test)[0], look(late, test)[0]
more = late_wrong - early_wrong
early_words = f"makes {abs(more):.1f} percentage points {'fewer' if more > 0 else 'more'} mistakes"

# %% [markdown]
# It has saved {{ saved_share:.0%}} of the rounds, and has a test loss of {{ early_loss:.2f}} in place
# of {{ late_loss:.2f}}. In this one run it {{ early_words }}. One run proves nothing about
# mistakes ([why](../../guide/luck.md)). About the loss it's a matter of construction: that is what
# it was stopped by. So decide first what you care about, and stop by *that*.
#
# Notice `deepcopy`. `state_dict()` hands out the living weights, not a photograph of them. Leave
# the copy out, and "the best" is whatever came last. It's exercise 2.
#
# ## Who is taken for whom?
#
# Mistakes in percent are one number. The [**confusion matrix**](../../guide/glossary.md#confusion-matrix) has a hundred: a row for
# each digit, a column for each answer.

# %%
with torch.no_grad():
    scores = late(test[0])  # (10000, 10)
answers = scores.argmax(1)
confusion = torch.bincount(10 * test[1] + answers, minlength=100).reshape(10, 10)
mixed_up = confusion.clone().fill_diagonal_(0)
row, column = divmod(int(mixed_up.argmax()), 10)
most = int(mixed_up.max())
print(f"{mixed_up.sum()} mistakes; {most} times a {row} read as {column}")

# %%
#| fig-alt: A grid of ten by ten squares, one row for each digit and one column for each answer, with counts. The diagonal is left out. A few squares are much darker than the others.
#| fig-cap: Mistakes only, the diagonal is left out. They aren't spread evenly.
fig, ax = plt.subplots(figsize=(4.6, 4.2))
ax.imshow(mixed_up)
for (r, c), count in np.ndenumerate(mixed_up.numpy()):
    shade = "1" if count > 0.4 * mixed_up.max() else "0.3"
    if count:
        ax.text(c, r, count, ha="center", va="center", fontsize=8, color=shade)
ax.set(xlabel="answer", ylabel="digit", xticks=range(10), yticks=range(10))
plt.show()

# %% [markdown]
# The commonest mistake is a {{ row }} read as a {{ column }}. Whether that is a fault of the
# network or of the writers, only the pictures say. Here are the mistakes of which it was surest:

# %%
#| fig-alt: Eight handwritten digits, each with two numbers above it, what it is and what the network said.
#| fig-cap: The surest mistakes, what it is and what the network said. Some of them you might have got wrong, too, but not with this conviction.
sure = scores.softmax(1).max(1).values
wrong = answers != test[1]
surest = torch.argsort(torch.where(wrong, sure, 0), descending=True)[:8]
fig, axes = plt.subplots(1, 8, figsize=(6.4, 1.2))
for ax, n in zip(axes, surest):
    ax.imshow(test[0][n].reshape(28, 28), vmax=1)
    ax.set_title(f"{test[1][n]}: {answers[n]}")
    ax.axis("off")
plt.show()
print("sure by", *(f"{100 * sure[n]:.2f}%" for n in surest))

# %%
#| echo: false
surest_percent = f"{100 * float(sure[surest[0]]):.2f}"

# %% [markdown]
# ## Surer than it is right
#
# {{ surest_percent }}% sure, and wrong. The **misconception** of this page: *[softmax](../../guide/glossary.md#softmax) says how
# probable the answer is.* Let's count. We sort the test digits by how sure the network was, and
# ask in each group how many were right. If a network's 90% means nine out of ten, it is
# **calibrated**.
#
# <make-a-guess name="sure" kind="number" min="50" max="100" step="1" unit="%" answer="{{ late_right_percent }}" by="the test"
#   question="After the last round it's {{ late_sure_percent }}% sure, on average. What percentage is right?">
# After the last round it's {{ late_sure_percent }}% sure, on average. What percentage is right?
# </make-a-guess>


# %%
def calibration(scores, digits):
    """How sure and how often right, overall and in ten groups; and the gap."""
    sure, answers = scores.softmax(1).max(1)
    right = (answers == digits).float()
    place = (10 * sure).long().clamp(max=9)
    groups = [(sure[place == n], right[place == n]) for n in range(10)]
    means = [(s.mean().item(), r.mean().item()) for s, r in groups if len(s)]
    gaps = [abs(s.sum() - r.sum()).item() for s, r in groups]
    return sure.mean().item(), right.mean().item(), sum(gaps) / len(sure), means


# %% [markdown]
# The **gap** is the mean distance between the two, over all digits. Then the cheapest cure there
# is: divide all scores by one number, the [**temperature**](../../guide/glossary.md#temperature). It's
# chosen on the validation digits, by the loss.

# %%
with torch.no_grad():
    new_scores, early_scores = late(new[0]), early(test[0])


def loss_at(temperature):
    return functional.cross_entropy(new_scores / temperature, new[1]).item()


temperatures = np.geomspace(0.5, 8, 200)
trials = [loss_at(temperature) for temperature in temperatures]
temperature = float(temperatures[np.argmin(trials)])

# %%
#| answers: sure
versions = {
    "stopped early": early_scores,
    "last round": scores,
    f"divided by {temperature:.1f}": scores / temperature,
}
for name, version in versions.items():
    says, has, gap, _ = calibration(version, test[1])
    print(f"{name:15} sure {says:.1%}, right {has:.1%}, gap {gap:.1%}")

# %%
#| answers: sure
#| fig-alt: How often right against how sure, for three versions, with a dashed diagonal. The curve of the last round lies below the diagonal, that with temperature close to it.
#| fig-cap: On the diagonal a network is as often right as it's sure. Below it, it boasts.
fig, ax = plt.subplots(figsize=(4.6, 4.0))
ax.plot([20, 100], [20, 100], "--", color="0.5")
for (name, version), marker in zip(versions.items(), "sov"):
    sure_means, right_means = np.transpose(calibration(version, test[1])[3])
    ax.plot(100 * sure_means, 100 * right_means, f"{marker}-", label=name)
ax.set(xlabel="sure (%)", ylabel="right (%)")
ax.legend()
plt.show()

# %%
#| echo: false
late_sure, late_right, late_gap, _ = calibration(scores, test[1])
late_sure_percent, late_right_percent = round(100 * late_sure), round(100 * late_right)
early_gap = calibration(early_scores, test[1])[2]
cured_gap = calibration(scores / temperature, test[1])[2]
cured_changes = int(((scores / temperature).argmax(1) != answers).sum())
cured_loss = functional.cross_entropy(scores / temperature, test[1]).item()

# %% [markdown]
# It's {{ late_sure:.1%}} sure and {{ late_right:.1%}} right: surer than it's right, by a gap of
# {{ late_gap:.1%}}. Stopped early the gap is {{ early_gap:.1%}}. That is the riddle of the two curves
# solved. Once all learned digits are right, their loss can only fall if the scores grow. So the
# network gets surer of *everything*, and each new digit that it misreads costs more. The mistakes
# stay, the loss climbs.
#
# Divided by {{ temperature:.1f}}, the gap is {{ cured_gap:.1%}} and the test loss
# {{ cured_loss:.2f}} in place of {{ late_loss:.2f}}, and {{ cured_changes }} answers have changed: dividing
# all scores of a digit by the same number leaves the largest the largest. One number, and nothing
# was trained. The idea is from [2017][@guo-calibration].
#
# <check-yourself name="temperature" kind="choice" answer="it gets surer" options="it gets surer | it gets less sure | answers change | nothing"
#   question="What does a temperature of 0.5 do to a network?" hint="Dividing by 0.5 doubles the scores."
#   wrong="it gets less sure: That is what more than 1 does. | answers change: The largest score stays the largest."
#   why="The scores are twice as far apart, and softmax looks at differences only.">
# What does a temperature of 0.5 do? It doubles the scores, so the network gets surer, and no answer changes.
# </check-yourself>
#
# ## Equal seeds, unequal weights
#
# You've set the [seed](../../guide/glossary.md#seed). The same program, started twice, gives the same weights, does it? First
# twice with one thread. Then with two: each adds up a part of the sums, and the parts are added at
# the end.
#
# <make-a-guess name="threads" kind="choice" answer="{{ threads_answer }}" by="the run"
#   options="all weights are equal | they differ, but by less than 0.00001 | they differ by more"
#   question="The same seed, with two threads in place of one, {{ thread_rounds }} rounds. What about the weights?">
# The same seed with two threads in place of one: are the weights equal, do they differ by less than
# 0.00001, or by more?
# </make-a-guess>


# %%
def path(threads):
    """The weights after each round, with so many threads."""
    torch.set_num_threads(threads)
    model, adam = start()
    seen = [train(model, adam, 1) for _ in range(thread_rounds)]
    with torch.no_grad():
        return torch.stack(seen), model(test[0]).argmax(1)


# %%
#| answers: threads
(one, one_answers), (again, _), (two, two_answers) = path(1), path(1), path(2)
repeated_difference = float((one - again).abs().max())
drift = (one - two).abs().max(dim=1).values.tolist()  # after each round
other_answers = int((one_answers != two_answers).sum())
torch.set_num_threads(1)
print(f"one thread twice: {repeated_difference}")
print(f"two threads: {drift[0]:.0e} after a round, {drift[-1]:.0e} at the end")
wrong_by_threads = [int((a != test[1]).sum()) for a in (one_answers, two_answers)]
print(f"{other_answers} of 10,000 answers differ; mistakes:", *wrong_by_threads)

# %%
#| echo: false
if drift[-1] == 0:
    threads_answer = "all weights are equal"
    threads_words = "On this computer the library adds up in the same order with both"
elif drift[-1] < 1e-5:
    threads_answer = "they differ, but by less than 0.00001"
    threads_words = "They differ, in the last digits only"
else:
    threads_answer = "they differ by more"
    threads_words = "They differ, and by far more than rounding alone"
drift_first, drift_last = drift[0], drift[-1]
one_wrong, two_wrong = wrong_by_threads

# %% [markdown]
# One thread, twice: a difference of {{ repeated_difference:.0f}}. Two threads: {{ drift_first:.0e}} after
# the first round, {{ drift_last:.0e}} after {{ thread_rounds }}. {{ threads_words }};
# {{ other_answers }} of the 10,000 answers are different ones, and the mistakes are {{ one_wrong }} with
# one thread and {{ two_wrong }} with two. $(a + b) + c$ isn't $a + (b + c)$ for
# floats, and each step builds on the one before, so a difference in the last digit
# [needn't stay there](../six_frameworks/index.md). A seed fixes the random numbers. It doesn't fix
# the order of a sum, the version of a library, or the chip. [PyTorch's own page on
# it][@pytorch-randomness] promises no more.
#
# ### Equal seeds, another backend
#
# The **backend** is the library that does Keras's arithmetic. One layer, seed 1: once in Keras on
# PyTorch, once in Keras on NumPy. A backend is chosen at the import, so each gets a process of its own.
# It draws the layer's first weights, and multiplies the test digits by weights that both are given:


# %%
program = """
import sys
import keras
import numpy as np

keras.utils.set_random_seed(1)
layer = keras.layers.Dense(128)
layer.build((None, 784))
start = keras.ops.convert_to_numpy(layer.kernel)
pixels, weights = np.load("pixels.npy"), np.load("weights.npy")
sums = keras.ops.convert_to_numpy(keras.ops.matmul(pixels, weights))
np.savez(sys.argv[1], start=start, sums=sums)
"""

# %%
import subprocess
import sys

with tempfile.TemporaryDirectory() as folder:
    np.save(f"{folder}/pixels.npy", test[0].numpy())
    np.save(f"{folder}/weights.npy", start()[0][0].weight.detach().numpy().T)
    backends = {}
    for backend in ("torch", "numpy"):
        environment = os.environ | {"KERAS_BACKEND": backend}
        command = [sys.executable, "-c", program, f"{backend}.npz"]
        subprocess.run(command, cwd=folder, env=environment, check=True)
        with np.load(f"{folder}/{backend}.npz") as arrays:
            backends[backend] = dict(arrays)

# %%
for backend, arrays in backends.items():
    print(f"{backend}: seed 1 draws", arrays["start"][0, :4])
by_torch, by_numpy = backends.values()
other_start = float(abs(by_torch["start"] - by_numpy["start"]).max())
other_sums = float(abs(by_torch["sums"] - by_numpy["sums"]).max())
share = float((by_torch["sums"] != by_numpy["sums"]).mean())
print(f"{share:.0%} of the sums of equal weights differ, by {other_sums:.0e} at most")

# %% [markdown]
# The seed is the same, and the random numbers are other ones: each library draws them in its own way.
# With equal weights, {{ share:.0% }} of the sums differ, by {{ other_sums:.0e }} at most, and then
# training goes on from there. Not even one device has one answer: in
# [One chip, many ways](../hardware/index.md) yours computes one network in two ways.
#
# The opinion of this page: **don't chase equal bits. Train three times, and report the spread.** If
# a result needs this seed on that computer, it isn't a result.
#
# ## The windows of 2017
#
# The guide that this site grew from recommended four windows. We installed each on 30 November
# 2026, beside Keras 3.15 on PyTorch:
#
# | tool | what it was for | where it stops |
# | --- | --- | --- |
# | [keras-tqdm][@keras-tqdm] 2.0.1 | a better bar | draws an empty bar, then `KeyError: 'metrics'`, which Keras no longer hands over |
# | [keras-vis][@keras-vis] 0.4.1 | what a network looks at | at its import: `Backend 'torch' not supported` |
# | [quiver][@quiver] 0.1.4 | activations in the browser | doesn't install, its setup is no longer accepted |
# | [keras-sequential-ascii][@keras-sequential-ascii] 0.1.1 | the network in plain text | `'Dense' object has no attribute 'input_shape'` |
#
# All four had looked into the insides of Keras, and the insides moved. What replaced each is in [the
# add-ons](../../guide/add-ons.md). (`tqdm` looks into nothing, and has outlived them.)
#
# ## Exercises
#
# **1. A minute.** The lowest loss came after round 9, and patience is 5.
#
# <check-yourself name="patience" kind="number" answer="14" unit="rounds"
#   question="After which round does the training stop?"
#   hint="Count the rounds in which nothing better comes."
#   wrong="9: Then it would need to know the future. | 13: That is only four rounds without anything better."
#   why="Rounds 10 to 14 are five rounds without anything better. The weights of round 9 are then put back.">
# It stops after round 14, and puts the weights of round 9 back.
# </check-yourself>
#
# **2. The photograph that moves.** Write `is_a_view()`: take a model's `state_dict()`, change a weight,
# and say whether what you took has changed, too. (Change it inside `torch.no_grad()`, or PyTorch
# complains.)
#
# <check-yourself name="view" kind="choice" answer="the weights of the last round"
#   options="the weights of the best round | the weights of the last round | nothing any more"
#   question="Somebody wrote kept = model.state_dict() at the best round, and trained on. What is in kept at the end?"
#   hint="Is it a photograph, or a window?"
#   wrong="the weights of the best round: They would be, with copy.deepcopy around it. | nothing any more: The tensors are still there, and they're the living ones."
#   why="state_dict hands out the living tensors. Each step changes them in place, so what was kept changes along.">
# The weights of the last round: `state_dict()` hands out the living tensors.
# </check-yourself>
#
# ??? tip "A solution to 2"
#     ```python
#     def is_a_view():
#         model = nn.Linear(2, 1)
#         taken = model.state_dict()
#         before = taken["bias"].item()
#         with torch.no_grad():
#             model.bias += 1
#         return taken["bias"].item() != before
#     ```
#
#     It returns `True`. If yours says `False`, you compared the taken one with itself: a tensor has to
#     be made a number (`.item()`) before the change, or it moves along.
#
# **3. From the matrix.** Write `found(confusion)`: for each digit, the share of its pictures that were
# read right (its **recall**), and `trusted(confusion)`: for each *answer*, the share that was
# right (its [**precision**](../../guide/glossary.md#precision)).
#
# <check-yourself name="recall" kind="number" answer="{{ first_found }}" unit="%"
#   question="The rows of a matrix are (8, 2) and (1, 4). What is the recall of the first kind?"
#   hint="How many pictures of the first kind are there?"
#   wrong="{{ first_trusted }}: That's its precision, 8 of the 9 that were called so. | 67: That's the precision of the second kind, 4 of 6."
#   why="8 of the 10 in its row. Rows are what they are, columns are what was said. Whoever has the two exchanged has summed along the wrong axis.">
# 8 of the 10 in its row, {{ first_found }}%.
# </check-yourself>
#
# ??? tip "A solution to 3"
#     ```python
#     def found(confusion):
#         return confusion.diagonal() / confusion.sum(dim=1)
#
#
#     def trusted(confusion):
#         return confusion.diagonal() / confusion.sum(dim=0)
#     ```
#
# **4. Who stops first?** Stop by the mistakes in place of the loss, with the same patience of 5.
#
# <check-yourself name="stops" kind="choice" answer="{{ stops }}"
#   options="sooner | later | at the same round"
#   question="Here the loss stopped it after round {{ done }}. When do the mistakes stop it?"
#   hint="Look at the two curves. Which one still finds something better, now and then?"
#   wrong="{{ not_one }}: {{ why_not_one }} | {{ not_other }}: {{ why_not_other }}"
#   why="After round {{ by_mistakes }}. The mistakes go up and down by luck, and a lucky low is the one that's kept. Stop by what you care about, and don't believe its last digit.">
# {{ stops }}: after round {{ by_mistakes }}, and the loss after round {{ done }}.
# </check-yourself>
#
# **5. Your own training.** Add a checkpoint to one of yours. Then pull the plug, honestly, and go on.
#
# <check-yourself name="plug" kind="choice" answer="checkpoint.pt is the last one that is whole"
#   options="checkpoint.pt is the last one that is whole | checkpoint.pt is half written | there is none"
#   question="Our save is half through its file when the plug is pulled. What do you find?"
#   hint="Which name does the half have?"
#   wrong="checkpoint.pt is half written: The half is called checkpoint.pt.part, and nobody loads that. | there is none: The old one is replaced only once the new one is whole."
#   why="It's written under another name first, and renaming is done in one go.">
# `checkpoint.pt` is the last one that is whole; the half has another name.
# </check-yourself>
#
# ## Where next
#
# You know when to stop a training, what to keep of it, where it fails, and what its percentages
# are worth. You've also seen what a second thread does to the weights. **Does it at least make it
# faster?** [One chip, many ways](../hardware/index.md) measures.
#
# - [On Calibration of Modern Neural Networks][@guo-calibration] (Chuan Guo and others): temperature, and
#   the cleverer methods that it was compared with.
# - [Reproducibility][@pytorch-randomness] (PyTorch): what can be made equal, and what it costs.
# - [Deep Learning Tuning Playbook][@tuning-playbook]: how people who do this every day decide how long to
#   train.

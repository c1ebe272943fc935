# ---
# title: One chip, many ways
# description: The same training with one thread and two, in large batches and small, with shorter numbers, compiled, and in two processes. Measured turn by turn, with what it needs of memory and energy.
# chapter: Bricks
# order: 8
# level: 2
# minutes: 25
# needs: [watching]
# data: [mnist]
# expects:
#   split_difference: "< 1e-6"
#   worst_batch_times: ">= 2"
#   adam_share: ">= 3.9"
#   memory_ratio: ">= 5"
#   channels_difference: "< 1e-4"
#   half_difference: ">= 1e-5"
# says:
#   "the activations, by far": activations_large > weights_small
# parameters:
#   smoke: {turns: 3, batch_turns: 2, compiled: 0}
# threads: 2
# published: 2026-11-30
# recall:
#   - ask: How do you compare two times on a computer that does other things, too?
#     answer: Take turns, so that a disturbance hits both, and look at the differences turn by turn, with their spread.
#   - ask: Which grows with the batch, the weights or the activations?
#     answer: The activations. Weights, gradients and Adam's memory have the same size for every batch.
#   - ask: Two processes have computed the gradients of half a batch each. How do they go on?
#     answer: They take the mean of both gradients, and each makes the same step. So they stay equal.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.17"]
# ///

# %% [markdown]
# A training is waiting for you, and you for it. Your computer has two idle cores, so you give it
# a second **thread**: two workers in place of one, for the same sums.
#
# <make-a-guess name="threads" kind="number" min="0.2" max="3" step="0.1" unit="times" answer="{{ thread_answer }}" by="the run"
#   question="Two threads are how many times as fast as one? (Below 1: slower.)">
# Two threads are how many times as fast as one? Write it down.
# </make-a-guess>
#
# No number on this page is the speed of *your* computer. What you can take home is how to
# measure. The chip of this run: {{ machine }}. Your own device is next:
#
# <check-parity model="digits">
# Here your device could compute the outputs of a network itself, and compare them with Python's. That takes JavaScript, which is switched off or did not load.
# </check-parity>
#
# Let it check, then choose another backend, if it offers one: WebGL is your graphics
# chip, WebAssembly the processor. Same network, same pictures. Which digits of the answers differ?

# %%
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
turns = 12
batch_turns = 5
compiled = 1

# %%
device = "cuda" if torch.cuda.is_available() else "cpu"
(images, labels), _ = keras.datasets.mnist.load_data()
pixels = torch.from_numpy(images[:4096, None].astype("float32") / 255).to(device)
digits = torch.from_numpy(labels[:4096].astype("int64")).to(device)


def network():
    torch.manual_seed(1)
    first = [nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2)]
    second = [nn.Conv2d(16, 32, 3), nn.ReLU(), nn.MaxPool2d(2)]
    dense = [nn.Flatten(), nn.Linear(800, 64), nn.ReLU(), nn.Linear(64, 10)]
    return nn.Sequential(*first, *second, *dense).to(device)


# %%
#| echo: false
import platform

cores = os.cpu_count()
chip = torch.cuda.get_device_name() if device == "cuda" else platform.machine()
where = "a graphics card" if device == "cuda" else "no graphics card"
machine = f"{chip}, {cores} {'core' if cores == 1 else 'cores'}, {where}"

# %% [markdown]
# ## Taking turns
#
# A clock is easily fooled. Somebody's browser wakes up for a second, and the one that ran in that second
# "is slow". So we take turns: one step of each way, then again, {{ turns }} times. What disturbs,
# disturbs all. Then we look at the *differences*, turn by turn, and judge them by [the rule of this
# site](../../guide/luck.md).


# %%
def one_step(model, count=128, half=False, images=pixels):
    """Milliseconds for the gradients of one batch."""
    started = time.perf_counter()
    with torch.autocast(device, torch.bfloat16, enabled=half):
        scores = model(images[:count])
    functional.cross_entropy(scores.float(), digits[:count]).backward()
    if device == "cuda":
        torch.cuda.synchronize()  # a card works on while Python goes ahead
    return 1000 * (time.perf_counter() - started)


def take_turns(ways, turns):
    """For each way its times, after a turn to warm up."""
    clocked = [[way() for way in ways.values()] for _ in range(turns + 1)]
    return dict(zip(ways, np.array(clocked[1:]).T))


# %%
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


# %%
#| answers: threads
def with_threads(count, model):
    def way():
        torch.set_num_threads(count)
        return one_step(model)

    return way


model = network()
clocked = take_turns({n: with_threads(n, model) for n in (1, 2)}, turns)
torch.set_num_threads(1)
gains = clocked[1] / clocked[2] - 1
least, middle, most = np.percentile(clocked[1] / clocked[2], [25, 50, 75])
print(f"two threads: {middle:.2f} times as fast ({least:.2f} to {most:.2f})")
print("verdict:", verdict(gains))

# %%
#| echo: false
thread_verdict, thread_median = verdict(gains), float(middle)
thread_least, thread_most = float(least), float(most)
thread_answer = round(float(np.clip(middle, 0.2, 3)), 1)
thread_words = {
    "a gain": "More than one, and less than the two that one might hope for, is usual",
    "a loss": "So the second worker was in the way",
    "nothing": "So these turns cannot tell one thread from two",
}[thread_verdict]

# %% [markdown]
# {{ thread_median:.2f}} times as fast, in the middle half of the turns from {{ thread_least:.2f}} to
# {{ thread_most:.2f}}. The rule says: *{{ thread_verdict }}*. {{ thread_words }}. If you said 2, you
# forgot what can't be shared: somebody hands out the work, both wait for the slower one at
# each [layer](../../guide/glossary.md#layer), and both fetch from the same memory. On a busy computer there may be no
# second core to have. And a small network has little to share. From here on: one
# thread.
#
# ## How many at once?
#
# A [batch](../../guide/glossary.md#batch) of 1 or of 512: how long does *one picture* take?
#
# <make-a-guess name="batch" kind="choice" answer="{{ batch_answer }}" by="the run" options="1 | 8 | 64 | 512"
#   question="With which batch does a picture take the least time?">
# With which batch does a picture take the least time: 1, 8, 64 or 512?
# </make-a-guess>

# %%
#| answers: batch
batches = [1, 8, 64, 512]
ways = {n: lambda n=n: one_step(model, n) / n for n in batches}
each = take_turns(ways, batch_turns)
for n, times in each.items():
    print(f"batch {n:3}: {np.median(times):7.3f} ms a picture")

# %%
#| answers: batch
#| fig-alt: Milliseconds for one picture against the size of the batch, both axes logarithmic. A batch of 1 lies far above the best.
#| fig-cap: A dot is one turn. Alone, a picture pays for the whole journey; in a batch they share the fare.
fig, ax = plt.subplots(figsize=(6.4, 3.0))
medians = [np.median(times) for times in each.values()]
ax.plot(batches, medians)
for n, times in each.items():
    ax.plot([n] * len(times), times, "o", color="C1", alpha=0.6)
ax.set(xscale="log", yscale="log", xlabel="batch", ylabel="ms a picture")
ax.set(xticks=batches, xticklabels=batches)
plt.show()

# %%
#| echo: false
batch_best = batches[int(np.argmin(medians))]
near = [n for n, m in zip(batches, medians) if m <= 1.1 * min(medians)]
batch_answer = " | ".join(map(str, near))
near_words = " and ".join(map(str, near))
worst_batch_times = float(medians[0] / min(medians))
first_change = float(medians[1] / medians[0] - 1)
last_change = float(medians[3] / medians[2] - 1)

# %% [markdown]
# Alone, a picture takes {{ worst_batch_times:.0f}} times as long as with the best batch. Each call of a layer
# costs something, no matter how much is in it, and for one picture that is most of it. Within a
# tenth of the best: {{ near_words }}. If you said 512 because more is better: from 64 to 512 the
# time of a picture changed by {{ last_change:+.0%}}, from 1 to 8 by {{ first_change:+.0%}}. (That was seconds a *picture*. Fewer and larger steps
# learn less from each, so the fastest batch isn't the one that arrives first.)
#
# ## Three promises
#
# **bfloat16** is a float of 16 bits: the range of a common one, and two to three digits.
# **Channels last** stores the channels of a pixel side by side. **`torch.compile`** reads your
# model and writes a program for it, which takes a compiler, and time. All three are said to be
# faster. On which chip?

# %%
ways = {
    "as it is": lambda: one_step(model),
    "bfloat16": lambda: one_step(model, half=True),
}
last, last_pixels = network(), pixels.to(memory_format=torch.channels_last)
last = last.to(memory_format=torch.channels_last)
ways["channels last"] = lambda: one_step(last, images=last_pixels)


# %%
def compiled_step():
    """A compiled way, and the seconds until its first step was done."""
    torch.compiler.reset()
    model = torch.compile(network())
    started = time.perf_counter()
    one_step(model)
    return (lambda: one_step(model)), time.perf_counter() - started


os.environ["TORCHINDUCTOR_CACHE_DIR"] = tempfile.mkdtemp()  # from nothing
compile_seconds, compile_problem = 0.0, "it was left out of this run"
if compiled:
    try:
        ways["compiled"], compile_seconds = compiled_step()
    except Exception as error:  # no compiler on this computer
        compile_problem = type(error).__name__

# %%
clocked = take_turns(ways, turns)
usual = clocked["as it is"]
rows = {}
for name, times in list(clocked.items())[1:]:
    saved = 100 * (1 - times / usual)
    rows[name] = verdict(saved)
    low, middle, high = np.percentile(saved, [25, 50, 75])
    print(f"{name:13} saves {middle:.0f}% ({low:.0f} to {high:.0f})", rows[name])

# %%
#| echo: false
usual_ms = float(np.median(usual))
if "compiled" in clocked:
    won = float(np.median(usual) - np.median(clocked["compiled"])) / 1000
    compile_words = f"Compiling took {compile_seconds:.0f} seconds. "
    if rows["compiled"] == "a gain":
        compile_words += (
            f"It has paid for itself after {compile_seconds / won:,.0f} steps"
        )
    else:
        compile_words += "Here it never pays for itself, however long you train"
else:
    compile_words = f"Nothing was compiled here ({compile_problem})"
verdict_words = ", ".join(f"{name}: {judged}" for name, judged in rows.items())

# %% [markdown]
# A step as it is takes {{ usual_ms:.0f}} ms, and the verdicts of this run are: {{ verdict_words }}.
# {{ compile_words }}. On another chip the same three lines print something else. A processor with
# instructions for bfloat16 likes it; one without converts to and fro, and loses. The
# **misconception** of this page: *it's faster* is a property of a trick. It's a property of a trick,
# a network and a chip.
#
# And do they compute the same? The scores of 128 digits:

# %%
with torch.no_grad():
    plain = model(pixels[:128])
    turned = last(last_pixels[:128])
    with torch.autocast(device, torch.bfloat16):
        rough = model(pixels[:128]).float()
channels_difference = float((turned - plain).abs().max())
half_difference = float((rough - plain).abs().max())
print(f"channels last {channels_difference:.0e}   bfloat16 {half_difference:.0e}")
print("answers that differ:", int((rough.argmax(1) != plain.argmax(1)).sum()))

# %% [markdown]
# Channels last only moves numbers about: what differs is rounding. bfloat16 rounds everything, and
# the scores differ by {{ half_difference:.0e}}. For a training that is mostly harmless. For a sum
# of a million small numbers it isn't, which is why the [weights](../../guide/glossary.md#weight) themselves stay in 32 bits.
#
# ## Where the memory goes
#
# "Out of memory" is the commonest last line of a training. Training keeps five things: the
# weights, a [gradient](../../guide/glossary.md#gradient) for each, Adam's two numbers for each, and the **activations**, all
# results of layers that the way back will need.
#
# <make-a-guess name="memory" kind="choice" answer="the activations, by far" by="counting"
#   options="the weights, by far | about the same | the activations, by far"
#   question="With a batch of 512: which takes more, the weights or the activations?">
# With a batch of 512: which takes more, the weights or the activations?
# </make-a-guess>


# %%
def kept_bytes(model, count):
    """Bytes that one way forward keeps for the way back, weights not counted."""
    own = {part.data_ptr() for part in model.parameters()}
    kept = {}

    def keep(tensor):
        if tensor.data_ptr() not in own:
            kept[tensor.data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        functional.cross_entropy(model(pixels[:count].clone()), digits[:count])
    return sum(kept.values())


# %%
#| answers: memory
adam = torch.optim.Adam(model.parameters())
adam.step()
weights_bytes = sum(part.nbytes for part in model.parameters())
gradient_bytes = sum(part.grad.nbytes for part in model.parameters())
moments = [t for state in adam.state.values() for t in state.values() if t.dim()]
adam_bytes = sum(moment.nbytes for moment in moments)
activations = {n: kept_bytes(model, n) for n in batches}
print(f"weights {weights_bytes:,} gradients {gradient_bytes:,}")
print(f"Adam {adam_bytes:,}")
print({n: f"{kept / 1e6:.1f} MB" for n, kept in activations.items()})

# %%
#| echo: false
weights_small, activations_large = weights_bytes / 1e6, activations[512] / 1e6
memory_ratio = activations_large / weights_small
adam_share = (weights_bytes + gradient_bytes + adam_bytes) / weights_bytes
four, bytes_each = round(adam_share), 4 * round(adam_share)
picture_kb = activations[512] / 512 / 1000

# %% [markdown]
# The weights take {{ weights_small:.1f}} MB, and everything that has their size {{ four }} times that,
# whatever the batch. The activations of 512 pictures take {{ activations_large:.0f}} MB:
# the activations, by far. If you said "the weights", you thought of large language models, where
# that can be true; in a network for pictures each weight of a [convolution](../../guide/glossary.md#convolution) is used at hundreds of places, and
# each place has to be remembered. So when memory runs out, the first thing to halve is the batch.
#
# ## Two processes, one training
#
# Two cards, or two computers, share a training like this: each has the whole network and half of the
# batch. Each computes its gradients. Then they take the mean of the two (**all-reduce**), and make the
# same step. With PyTorch that is one call. On cards the messenger is NCCL; on processors it's called
# **gloo**. This is a whole program, of which two copies will run:

# %%
program = """
import sys
import torch
import torch.distributed as dist

dist.init_process_group("gloo")
rank, file = dist.get_rank(), sys.argv[1]
model, pixels, digits = torch.load(file, weights_only=False)
half = slice(rank * len(pixels) // 2, (rank + 1) * len(pixels) // 2)
torch.nn.functional.cross_entropy(model(pixels[half]), digits[half]).backward()
for part in model.parameters():
    dist.all_reduce(part.grad)  # the sum of both, in both
    part.grad /= dist.get_world_size()
torch.save([part.grad for part in model.parameters()], f"{file}.{rank}")
dist.destroy_process_group()
"""

# %% [markdown]
# `torchrun` starts the copies and tells each its number. We start it from here, as
# `python -m torch.distributed.run`, and compare with the gradients of one process that had the whole
# batch.

# %%
folder = Path(tempfile.mkdtemp())
script, task = folder / "two.py", folder / "task.pt"
script.write_text(program)
fresh = network().cpu()
batch = pixels[:128].cpu(), digits[:128].cpu()
torch.save((fresh, *batch), task)
torchrun = [sys.executable, "-m", "torch.distributed.run"]
both = ["--standalone", "--nproc-per-node=2", str(script), str(task)]
alone = {**os.environ, "OMP_NUM_THREADS": "1"}
ran = subprocess.run(torchrun + both, env=alone, capture_output=True, text=True)
print(ran.stderr[-500:] if ran.returncode else "both are done")

# %%
functional.cross_entropy(fresh(batch[0]), batch[1]).backward()
whole = [part.grad for part in fresh.parameters()]
first, second = (torch.load(f"{task}.{rank}") for rank in (0, 1))
split_difference = max(float((a - b).abs().max()) for a, b in zip(whole, first))
between = max(float((a - b).abs().max()) for a, b in zip(first, second))
print(f"two processes against one: largest difference {split_difference:.0e}")
print(f"between the two: {between:.0e}")

# %% [markdown]
# The mean of two halves is the whole: equal to {{ split_difference:.0e}}, which is rounding. So ten cards
# with a tenth of the batch each compute what one card would have computed, if it had the
# memory. Two things break the equality: halves of different size, since then the mean of the
# means isn't the mean; and batch normalisation, which sees only its own half.
#
# It's the failure that you can cause yourself: exercise 4.
#
# ## What it costs
#
# Electricity is arithmetic: watts times seconds are **joules**. We haven't measured the watts, and most
# computers don't say. So take two that bracket an ordinary processor, 10 and 100 (our
# assumption, not a measurement), and a training of a thousand steps as measured above:

# %%
seconds = 1000 * np.median(usual) / 1000
joules = {watts: watts * seconds for watts in (10, 100)}
cup = 0.25 * 4190 * 80  # a quarter of a litre of water, by 80 degrees
for watts, energy in joules.items():
    print(f"{watts:3} W: {energy:8,.0f} J, {energy / cup:.3f} cups of tea")

# %%
#| echo: false
tea_most = max(joules.values()) / cup
tea_words = "less than a cup of tea" if tea_most < 1 else f"{tea_most:.1f} cups of tea"

# %% [markdown]
# At 100 watts that is {{ tea_words }}. So this energy is an estimate: a measured time, and an assumed
# power. For your own, put in what a meter in the socket says.
#
# ## What renting costs
#
# For renting, the arithmetic is the same with hours and a price, and one more factor, which people
# forget: how often you'll do it again. The prices below are for an hour of one and the same card, an
# NVIDIA H100 SXM with 80 GB, in dollars and without tax. [Data Receipts](https://github.com/datareceipts/data-receipts)
# *(link unchecked)* took them from the landlords' lists on 9 November 2026. We have read its tables in a
# stored copy, and couldn't open the lists themselves.

# %%
hourly = {  # dollars for one H100 SXM, on demand
    "RunPod, other people's computers": 2.69,
    "RunPod, its own": 3.99,
    "Amazon, p5.48xlarge, a share of 8": 6.88,
    "Azure, ND96isr_H100_v5, a share of 8": 12.29,
}
hours, again = 2, 20  # your training, and how often you'll do it again
for landlord, price in hourly.items():
    print(f"{landlord:37} {price:6.2f}  all in all {price * hours * again:7.2f}")

# %%
#| echo: false
least_rent, most_rent = min(hourly.values()), max(hourly.values())
rent_times = most_rent / least_rent
rent_low, rent_high = least_rent * hours * again, most_rent * hours * again

# %% [markdown]
# {{ rent_times:.1f}} times as much, for the same chip. It isn't the same thing that you rent: a share of
# 8 comes with the other seven and fast cables between them, and the cheapest belongs to somebody who may
# want it back. All these numbers will be others when you read this. What won't change is the last column:
# {{ hours }} hours, {{ again }} times, are {{ rent_low:.0f}} to {{ rent_high:.0f}} dollars, and the first
# of the {{ again }} would have shown most of the mistakes. What to look at before you rent is in [the
# guide](../../guide/hardware.md#rented-by-the-hour).
#
# The opinion: **before you buy a faster computer, find out what yours is waiting for.** If it's a loop
# in Python that decodes pictures, a faster card waits faster.
#
# ## Exercises
#
# **1. A minute.** In 32 bits, a number takes four bytes.
#
# <check-yourself name="adam-memory" kind="number" answer="{{ bytes_each }}" unit="bytes"
#   question="How many bytes does training with Adam take for each weight, without activations?"
#   hint="Weight, gradient, and Adam's two." wrong="4: That is the weight alone. | 12: Adam keeps two numbers, not one."
#   why="Four numbers of four bytes: the weight, its gradient, the mean of gradients, and the mean of their squares.">
# Four numbers of four bytes, {{ bytes_each }}.
# </check-yourself>
#
# **2. Out of memory.** You halve the batch.
#
# <check-yourself name="batch-memory" kind="choice" answer="activations" options="weights | gradients | Adam's memory | activations"
#   question="What gets smaller?" hint="What has one entry for each picture?"
#   wrong="gradients: They're added up over the batch; there is one for each weight. | weights: They don't know of the batch."
#   why="Only the activations have an axis for the pictures.">
# The activations only: they have an axis for the pictures.
# </check-yourself>
#
# **3. A fair clock.** Write `fair(first, second, turns)`: it calls two functions in turn, each
# `turns` times, clocks them, and returns the median of the ratios of their times.
#
# <check-yourself name="fair" kind="choice" answer="the median of the ratios"
#   options="the median of the ratios | the ratio of the medians | the ratio of the fastest"
#   question="In turn 1 the two take 10 and 5 ms, in turn 2, while something else runs, 30 and 15, in turn 3 again 10 and 5. Another clock times all of the first, then all of the second. Which number survives a disturbance that lasts a turn?"
#   hint="Which of them compares what happened at the same time?"
#   wrong="the ratio of the medians: If the disturbance lasts for all turns of one and none of the other, it's in the ratio. | the ratio of the fastest: It compares a quiet moment of the one with a quiet moment of the other, which may be minutes apart, and may not exist."
#   why="Each ratio compares two runs that had the same neighbours.">
# The median of the ratios: each compares two runs that had the same neighbours.
# </check-yourself>
#
# ??? tip "A solution to 3"
#     ```python
#     def clock(call):
#         started = time.perf_counter()
#         call()
#         return time.perf_counter() - started
#
#
#     def fair(first, second, turns):
#         return float(np.median([clock(first) / clock(second) for _ in range(turns)]))
#     ```
#
#     Don't clock all turns of the one before all turns of the other.
#
# **4. Unequal halves.** Two processes have the gradients of 96 and of 32 pictures. Write
# `merged(first, second, counts)`, which gives the gradient of all 128.
#
# <check-yourself name="merged" kind="number" answer="2" tolerance="0.001"
#   question="The gradient of a weight is 1 over the 96, and 5 over the 32. What is it over all 128?"
#   hint="Who speaks for more pictures?"
#   wrong="3: The plain mean gives each of the 32 pictures three times the weight of the others. | 6: That's the sum. A mean loss has a mean gradient."
#   why="96 times 1 and 32 times 5 are 256, and divided by 128 that is 2.">
# 96 times 1 and 32 times 5, divided by 128: 2.
# </check-yourself>
#
# ??? tip "A solution to 4"
#     ```python
#     def merged(first, second, counts):
#         return (counts[0] * first + counts[1] * second) / sum(counts)
#     ```
#
# **5. Your own chip.** Run this page's script. Which of the three promises does your computer keep?
#
# <check-yourself name="own-chip" kind="choice" answer="nothing, by the rule"
#   options="a gain of 4% | nothing, by the rule | the clock is broken"
#   question="Your twelve turns save 4% on average, and lie between -9% and 15%. The rule says p = 0.1. What do you write down?"
#   hint="When is it more than luck, on this site?"
#   wrong="a gain of 4%: Twelve turns that scatter so much have such a mean by luck often enough. | the clock is broken: It's the computer that does other things, too. More turns would tell."
#   why="Above 0.05 it's nothing that these turns can tell from luck. That isn't the same as equal.">
# Nothing, by the rule: these turns can't tell it from luck.
# </check-yourself>
#
# ## Where next
#
# You can now measure what a trick is worth on your chip, say where the memory goes, and split a training
# in two. All of it in one framework. **Would another one compute the same?** [Six
# frameworks](../six_frameworks/index.md) get equal weights and equal batches.
#
# - [Making Deep Learning Go Brrrr From First Principles][@he-brrr] (Horace He): is it arithmetic, memory
#   or Python that you wait for?
# - [Which GPU(s) to Get for Deep Learning][@dettmers-gpus] (Tim Dettmers): what the numbers on the box
#   mean.
# - [Carbon Emissions and Large Neural Network Training][@patterson-energy] (David Patterson and
#   others): the arithmetic above, for trainings that need more than tea.

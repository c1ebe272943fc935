# ---
# title: A picture of your voice
# description: "From recordings to a network that hears which digit you say, by way of a picture: the spectrogram. Why it's nearly perfect in its own test, and what your voice does to it."
# chapter: Seeing
# order: 11
# level: 2
# minutes: 20
# needs: [layers, own_photos]
# data: [spoken_digits]
# exports: [spoken]
# downloads: [spoken.zip]
# expects:
#   mixed_accuracy: ">= 0.65"
#   lost_points: ">= 10"
#   picture_difference: "< 1e-3"
# says:
#   "The same test, and far less": stranger_accuracy < mixed_accuracy
#   "With as many recordings": five_accuracy > one_accuracy
#   "the worst voice": worst_accuracy < best_accuracy
# parameters:
#   smoke: {steps: 60, narrow: 8}
#   gpu: {steps: 3_000, narrow: 48}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: What does a spectrogram show?
#     answer: For each moment and each band of frequencies how strong the sound is, as a picture. Time goes to the right, and the frequency upwards.
#   - ask: Recordings of six people are shuffled, and a fifth of them becomes the test. What does that test not say?
#     answer: How the network does with a seventh person. Everybody in the test was heard in training, too.
#   - ask: You may record a hundred more words. One person, or ten?
#     answer: Ten. What the network has to put up with is the difference between people, and one person has none of it.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["keras>=3.15", "torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Say a digit, in English. The recording stays in this page.
#
# <hear-digit model="spoken">
# Here you could say a digit, or play recordings of a voice that the network never heard, and see which
# digit it hears. That takes JavaScript, which is switched off or didn't load. The rest of the page reads
# without it.
# </hear-digit>
#
# Did it hear you? If not, you're in good company, and we'll measure how good. In its own test this kind
# of network is right {{ mixed_accuracy:.0%}} of the time. Before you look further down:
#
# <make-a-guess name="stranger" kind="number" min="0" max="100" unit="%" answer="{{ stranger_percent }}"
#   by="new voices" question="{{ mixed_percent }} of a hundred in its own test. How many of a hundred if the voice is one that it has never heard?">
# {{ mixed_percent }} of a hundred in its own test. How many of a hundred if the voice is one that it has
# never heard? Write down a number.
# </make-a-guess>

# %%
import os

os.environ["KERAS_BACKEND"] = "torch"  # for get_file alone: the network is PyTorch's

import keras
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn
from torch.nn import functional

# %% tags=["parameters"]
steps = 400  # of each training
narrow = 24  # kernels in the first layer

# %% [markdown]
# ## 1. A sound is a list of numbers
#
# A microphone measures how far the air pushes, {{ rate:,}} times in each second here, and writes the
# number down. That's all a recording is. Ours are from [six people](../../about/data.md#spoken-digits) who
# said each digit {{ takes }} times: {{ recording_count }} recordings, in a byte a sample. The byte isn't the
# pressure itself. It's bent, as telephones do it, so that soft sounds get more of the {{ byte_values }} values
# than loud ones; the third line bends it back.

# %%
rate = 8000  # samples a second
path = keras.utils.get_file(
    "spoken-digits.npz",
    origin="http://127.0.0.1:8000/data/spoken-digits.npz",
    cache_dir=".",  # beside this script, if it's there already
    cache_subdir="",
    file_hash="3160f57992f91fa7ed285b7f12008cbba3408d2db16fcb7e222aa0abca2c13ee",
)
with np.load(path) as kept:
    bent = kept["samples"] / 127.5 - 1
    pressure = np.sign(bent) * np.expm1(np.abs(bent) * np.log(256)) / 255
    recordings = np.split(pressure.astype(np.float32), np.cumsum(kept["lengths"])[:-1])
    digits, voices = torch.tensor(kept["digits"]).long(), kept["voices"]
words = ["zero", "one", "two", "three", "four"]
words += ["five", "six", "seven", "eight", "nine"]

# %% [markdown]
# A network wants all inputs of one size, so each recording is put into the middle of a second of silence.
# (What's longer than a second loses its end.)


# %%
def second(samples):
    """Put a recording into the middle of a second of silence."""
    samples = samples[:rate]
    start = (rate - len(samples)) // 2
    return np.pad(samples, (start, rate - len(samples) - start))


sounds = torch.tensor(np.stack([second(samples) for samples in recordings]))
print(sounds.shape)

# %%
#| fig-alt: Two rows of wavy lines, each a second long. The same word looks different in each voice, and no two lines have a shape in common.
#| fig-cap: The same two words in three voices. As a line, a *six* doesn't look like a *six*.
shown = [[(digits == d) & torch.tensor(voices == v) for v in range(3)] for d in (6, 7)]
firsts = [[int(where.nonzero()[0]) for where in row] for row in shown]
fig, axes = plt.subplots(2, 3, figsize=(6.6, 2.6), sharex=True)
for row, places in zip(axes, firsts):
    for ax, place in zip(row, places):
        ax.plot(np.arange(rate) / rate, sounds[place], lw=0.5)
        ax.set(yticks=[], title=f"{words[digits[place]]}, voice {voices[place] + 1}")
        ax.title.set_size(9)
axes[1, 1].set_xlabel("seconds")
plt.show()

# %%
#| echo: false
recording_count, byte_values = len(recordings), 256
voice_count = len(set(voices.tolist()))
takes = recording_count // (voice_count * len(words))

# %% [markdown]
# What makes a *six* a six isn't in any single number, and hardly in the shape of the line. Your ear
# doesn't look at the line either. It has some thousands of little hairs, each of which trembles along with
# one frequency.
#
# ## 2. Ask for each frequency
#
# How much of a wave is in a stretch of sound? Multiply the two, number by number, and add up. If they swing
# together, all products are positive, and the sum is large. If they don't, the products cancel. The wave
# may begin at another moment than ours, so we ask for a sine, too, and add the two squares.
#
# Multiply, add, move on a little: you've met that. It's a [convolution](../../guide/glossary.md#convolution), and its
# kernels are waves that nobody has to learn. So a whole [spectrogram](../../guide/glossary.md#spectrogram) is one
# [layer](../../guide/glossary.md#layer).


# %%
class Spectrogram(nn.Module):
    """How strong each band of frequencies is: (n, 8000) to (n, 64, 61)."""

    def __init__(self, frame=256, hop=128):
        super().__init__()
        time = torch.arange(frame) / frame
        turns = torch.arange(1, frame // 2 + 1)[:, None]  # of each wave, in a frame
        angle = 2 * torch.pi * turns * time
        # Faded in and out, so that nothing begins with a click. Speech is softer the
        # higher it is, so that each wave counts by its frequency.
        faded = torch.hann_window(frame) * turns / 32
        waves = torch.cat([angle.cos() * faded, angle.sin() * faded])
        self.register_buffer("waves", waves[:, None])
        self.hop = hop

    def forward(self, sound):
        # As loud as it goes, whoever is far from the microphone.
        sound = sound / sound.abs().amax(1, keepdim=True).clamp(min=1e-3)
        both = functional.conv1d(sound[:, None], self.waves, stride=self.hop)
        cosine, sine = both.square().chunk(2, 1)
        power = cosine + sine
        power = (power[:, 0::2] + power[:, 1::2]) / 2  # two in one band
        # Ears count in factors. What is softer than 0.01 is silence.
        return (torch.log(power + 0.01) - np.log(0.01)) / 16


# %%
hear = Spectrogram()
spectrograms = hear(sounds)
print(spectrograms.shape)

# %% [markdown]
# Is that a real spectrogram, or something like one? NumPy's Fourier transform must agree.

# %%
frames = sounds[:4].unfold(1, 256, 128).numpy() * np.hanning(257)[:256]
loudest = sounds[:4].abs().amax(1)[:, None, None].numpy()
power = np.abs(np.fft.rfft(frames / loudest)[..., 1:] * np.arange(1, 129) / 32) ** 2
bands = power.reshape(4, 61, 64, 2).mean(-1).transpose(0, 2, 1)
expected = (np.log(bands + 0.01) - np.log(0.01)) / 16
picture_difference = float(np.abs(expected - spectrograms[:4].numpy()).max())
print(f"largest difference: {picture_difference:.1e}")

# %%
#| fig-alt: Six small pictures, two rows of three. In the upper row, a narrow dark column of stripes has a grey cloud on either side, high up. In the lower row the column of stripes is wider and comes in two parts.
#| fig-cap: The same six recordings. Time goes to the right, the frequency upwards to 4,000 a second, and dark is strong. Now the three of a row have something in common.
fig, axes = plt.subplots(2, 3, figsize=(6.6, 3.6), sharex=True, sharey=True)
for row, places in zip(axes, firsts):
    for ax, place in zip(row, places):
        ax.imshow(
            spectrograms[place],
            origin="lower",
            aspect="auto",
            cmap="Greys",
            vmin=0,
            vmax=0.6,
            extent=(0, 1, 0, rate / 2000),
        )
        ax.set_title(f"{words[digits[place]]}, voice {voices[place] + 1}", size=9)
axes[1, 1].set_xlabel("seconds")
axes[0, 0].set_ylabel("thousands a second")
plt.show()

# %% [markdown]
# Read one. The hiss of an *s* is a cloud high up: many frequencies at once. A vowel is a ladder of
# stripes, because a voice swings with one frequency and all of its multiples. A *six* has its vowel between
# two clouds, and a *seven* has two vowels. Now do it with your own voice: in the element above, say *sss*, then
# sing an *aah*, then whistle.
#
# ## 3. A network for pictures
#
# From here on there's nothing new. It's a picture of one channel, and it goes into a network that could read
# [clothes or digits](../layers/index.md). Each training gets its pictures shifted a little to the left or
# right, because nobody starts to speak at the same moment.


# %%
def network():
    """Make an untrained network for spectrograms: (n, 64, 61) to (n, 10)."""
    widths = [1, narrow, 2 * narrow, 4 * narrow]
    layers = [nn.Unflatten(1, (1, -1))]
    for before, after in zip(widths, widths[1:]):
        layers.append(nn.Conv2d(before, after, 3, stride=2, padding=1, bias=False))
        layers += [nn.BatchNorm2d(after), nn.ReLU()]
    pooled = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3)]
    return nn.Sequential(*layers, *pooled, nn.Linear(widths[-1], 10))


# %% [markdown]
# Half of the pictures are of recordings with some noise, since rooms aren't silent.

# %%
noisy = sounds + 0.02 * torch.rand(len(sounds), 1) * torch.randn_like(sounds)
pictures = torch.stack([spectrograms, hear(noisy)])


# %%
def trained(places, seed=0):
    """Train a network on the recordings at these places."""
    torch.manual_seed(seed)
    model, places = network(), torch.tensor(places)
    optimizer = torch.optim.Adam(model.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, steps)
    for _ in range(steps):
        batch = places[torch.randint(len(places), (32,))]
        copy, shift = torch.randint(2, ()), torch.randint(-12, 13, ())
        picture = pictures[copy, batch].roll(int(shift), 2)
        loss = functional.cross_entropy(model(picture), digits[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return model.eval()


# %%
@torch.no_grad()
def accuracy(model, places):
    """Share of the recordings at these places that are heard as they should be."""
    return float(
        (model(spectrograms[places]).argmax(1) == digits[places]).float().mean()
    )


# %% [markdown]
# First, as it's usually done: shuffle everything, and put a fifth aside for the test.

# %%
shuffled = np.random.default_rng(0).permutation(len(sounds))
fifth = len(sounds) // 5
mixed_accuracy = accuracy(trained(shuffled[fifth:]), shuffled[:fifth])
print(f"{mixed_accuracy:.1%}")

# %% [markdown]
# {{ mixed_accuracy:.0%}}, from {{ learned_count }} recordings. You could publish that.
#
# ## 4. Somebody else
#
# Who's in the test? The same {{ voice_count }} people as in the training. The network has heard each of them
# say each digit. **That isn't what you want to know.** You want to know what it does when *you* come.
#
# So put one whole person aside, train on the others, and test on that person. Then the next.

# %%
#| answers: stranger
everyone = np.arange(len(sounds))
strangers = [
    accuracy(trained(everyone[voices != voice]), everyone[voices == voice])
    for voice in range(max(voices) + 1)
]
stranger_accuracy = float(np.mean(strangers))
print(
    "  ".join(f"{share:.0%}" for share in strangers), f"  mean {stranger_accuracy:.0%}"
)

# %%
#| echo: false
lost_points = 100 * (mixed_accuracy - stranger_accuracy)
mixed_percent, stranger_percent = (
    round(100 * mixed_accuracy),
    round(100 * stranger_accuracy),
)
learned_count = len(sounds) - fifth
worst_accuracy, best_accuracy = min(strangers), max(strangers)
worst_voice = int(np.argmin(strangers)) + 1

# %% [markdown]
# <your-guess name="stranger"></your-guess>
#
# The same test, and far less: {{ stranger_accuracy:.0%}} in the mean, and {{ worst_accuracy:.0%}} for
# voice {{ worst_voice }}, the worst voice. If you guessed about what the first test said, you're with most people who have ever
# split a data set. That's this page's **misconception**: *what wasn't in the [training set](../../guide/glossary.md#training-set) is new.* The
# recording was new. The voice wasn't, nor were the microphone and the room.
#
# It's the same with photographs of one camera, X-rays of one hospital, and messages of one sender. Ask
# of each test: **what will be new in real life, and was it new here?**
#
# ## 5. More, or more different?
#
# Would more recordings help? We can't get more, but we can ask it the other way round. Take {{ few }} recordings
# of one person. Or take {{ few }} of five, so fewer of each. Both times somebody else is the test.
#
# <make-a-guess name="voices" kind="choice" answer="{{ voices_answer }}" by="the run"
#   options="one voice, well known | five voices, each a little | no difference to be seen"
#   question="Equally many recordings of one voice or of five: after which does it hear a stranger better?">
# Equally many recordings of one voice or of five: after which does it hear a stranger better?
# </make-a-guess>

# %%
#| answers: voices
take = np.zeros(len(sounds), int)  # the how manieth of its digit and voice
for digit in range(10):
    for voice in range(voice_count):
        of_both = (digits.numpy() == digit) & (voices == voice)
        take[of_both] = np.arange(of_both.sum())
one, five = [], []
for voice in range(voice_count):
    neighbour = everyone[voices == (voice + 1) % voice_count]
    others = everyone[(voices != voice) & (take < takes // (voice_count - 1))]
    one.append(accuracy(trained(neighbour), everyone[voices == voice]))
    five.append(accuracy(trained(others), everyone[voices == voice]))
print("one: ", "  ".join(f"{share:.0%}" for share in one))
print("five:", "  ".join(f"{share:.0%}" for share in five))

# %%
#| echo: false
one_accuracy, five_accuracy = float(np.mean(one)), float(np.mean(five))


def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


voices_verdict = verdict(np.array(five) - np.array(one))
more_verdict = verdict(np.array(strangers) - np.array(five))
voices_answer = {
    "a gain": "five voices, each a little",
    "a loss": "one voice, well known",
    "nothing": "no difference to be seen",
}[voices_verdict]
few = takes // (voice_count - 1) * 10 * (voice_count - 1)
many = takes * 10 * (voice_count - 1)

# %% [markdown]
# <your-guess name="voices"></your-guess>
#
# With as many recordings, {{ one_accuracy:.0%}} after one voice and {{ five_accuracy:.0%}} after five. By
# [the rule of this site](../../guide/luck.md), over {{ voice_count }} strangers, that's *{{ voices_verdict }}*.
# And from {{ few }} recordings of five voices to all {{ many }} of the same five, {{ stranger_accuracy:.0%}}:
# *{{ more_verdict }}*.
#
# So if you collect sounds yourself, go to as many people, rooms and microphones as you can, and take a
# little of each.
#
# ## 6. Whom does it not hear?
#
# Six voices are few, and they aren't any six: **all of them are men**, four with an accent from
# continental Europe and two from the United States. Nobody who uses this network would see that from the
# {{ mixed_accuracy:.0%}}. It's the kind of thing that belongs on a model card, in its first lines.
#
# You can hear the reason with the slider above. Take a test recording, and make it faster: the pitch rises
# with it, towards the voice of a woman, and then of a child. Watch the stripes move up, and the
# network lose its way.
#
# ## 7. A page that listens
#
# Now let it out. Spectrogram and network become one module, so that what goes in is the sound itself, and
# [the file](../your_own/index.md) that comes out can check all of it against Python.


# %%
class Listener(nn.Module):
    """A second of sound to ten probabilities and its spectrogram."""

    def __init__(self, model):
        super().__init__()
        self.hear, self.model = hear, model

    def forward(self, sound):
        picture = self.hear(sound)
        return torch.softmax(self.model(picture), -1), picture


# %% [markdown]
# The network for the element at the top has learned from five voices. Its test recordings are the sixth
# one's, the first of each digit.

# %% tags=["hide-output"]
from layerbylayer import to_page, to_tfjs

new = everyone[voices == 0]
firsts_of_new = new[take[new] == 0]
chosen = trained(everyone[voices != 0])
to_tfjs(
    Listener(chosen).eval(),
    "exported/spoken",
    title="Spoken digits, by their spectrogram",
    example=sounds[firsts_of_new],
    targets=digits[firsts_of_new].numpy(),
    labels=words,
    input_range=(-1, 1),
    metrics={"accuracy_on_new_voices": stranger_accuracy},
)

# %% [markdown]
# And a zip to take home, with a button for the microphone:

# %%
about = f"""# About this page

## What it is for
To play with: it hears one English digit at a time.

## What it has learned from
{len(new) * 5} recordings of five people, all of them men.

## Where it fails
With voices that it has not heard it is right {stranger_accuracy:.0%} of the
time, and with the one that it finds hardest {worst_accuracy:.0%}.

## Who made it
(Not filled in yet. Your name, the date, and where to write to.)
"""


# %%
class Answer(Listener):
    """A second of sound to ten probabilities."""

    def forward(self, sound):
        return super().forward(sound)[0]


# %%
card = to_page(
    Answer(chosen).eval(),
    "exported/spoken.zip",
    input="sound",
    rate=rate,
    title="Which digit was that?",
    example=sounds[firsts_of_new],
    targets=digits[firsts_of_new].numpy(),
    labels=words,
    about=about,
)

# %% [markdown]
# That's [spoken.zip](spoken.zip). Unpack it, and [serve its folder](../your_own/index.md#4-write-it-down-then-publish).
# Browsers let pages use the microphone only at `localhost` or at an address with *https*.
#
# ## Exercises
#
# **1. Whistle.** In the element at the top, whistle one long tone.
#
# <check-yourself name="whistle" kind="choice" question="What does its spectrogram look like?"
#   options="one thin line | a ladder of lines | a cloud" answer="one thin line"
#   hint="How many frequencies are in it?"
#   wrong="a ladder of lines: That's a voice, which swings with all multiples of its frequency. | a cloud: That's a hiss, all frequencies at once."
#   why="A whistle is almost a pure wave, so a single kernel answers to it. And the network still says a digit: nobody has taught it to say 'none of these'.">
# One thin line, since it's almost a pure wave.
# </check-yourself>
#
# **2. Shorter frames.** Draw the six pictures with `Spectrogram(frame=64)`. (They have 16 bands then, so the
# network won't take them.)
#
# <check-yourself name="frames" kind="choice" question="With shorter frames, what do you see better, and what worse?"
#   options="moments better, pitch worse | pitch better, moments worse | both better" answer="moments better, pitch worse"
#   hint="How many different waves fit into 64 samples?"
#   wrong="pitch better, moments worse: That's what longer frames give. | both better: A short stretch can't tell two slow waves apart."
#   why="To tell two frequencies apart, one has to listen long enough for them to fall out of step. Then one doesn't know when it was.">
# Moments better, pitch worse: to tell two frequencies apart, one has to listen for some time.
# </check-yourself>
#
# **3. The other split.** You have photographs of forty mushrooms, ten of each.
#
# <check-yourself name="mushrooms" kind="choice" question="How do you put a test set aside?"
#   options="ten whole mushrooms | a quarter of all photographs, shuffled | the sharpest photographs" answer="ten whole mushrooms"
#   hint="What will be new when somebody uses it?"
#   wrong="a quarter of all photographs, shuffled: Then nearly every mushroom is on both sides. | the sharpest photographs: Then the test is easier than life."
#   why="In the forest the mushroom will be new, and not only the photograph.">
# Ten whole mushrooms: in the forest the mushroom will be new.
# </check-yourself>
#
# **4. Your own sounds.** Record two kinds of things, such as claps and snaps, twenty times each, with two people. Read
# them with Python's `wave`, and give them to `second`.
#
# <check-yourself name="own" kind="choice" question="Your test is right 100% of the time. What do you try first?"
#   options="a third person | a larger network | more steps" answer="a third person"
#   hint="Who was in the training set?"
#   wrong="a larger network: There's nothing left to gain in this test. | more steps: Nor by these."
#   why="A test that can't fail doesn't tell you anything. Make it harder until it can.">
# A third person.
# </check-yourself>
#
# ## Where next
#
# You turned sound into a picture, and got everything that works on pictures for nothing. **What else is a
# picture, if you look at it from the right side?** Text isn't, and it gets [networks of its
# own](../names/index.md). Two good places besides:
#
# - [The Free Spoken Digit Dataset][@spoken-digits]: all of its recordings, and how to add your voice.
# - [Speech Commands][@speech-commands]: the same idea with thousands of people, and how they were asked.

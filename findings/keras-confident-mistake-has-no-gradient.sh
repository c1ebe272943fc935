#!/usr/bin/env bash
# A Keras network that is wrong and very sure of it learns nothing from its mistake.
#
# Guess: the worse a prediction, the larger the gradient: with a sigmoid and binary
#   cross-entropy it is almost -1, as PyTorch's BCELoss has it.
# Seen (Keras 3.15.1, torch 2.13.0): Keras clips probabilities to 1e-7 before it takes
#   the logarithm. Below that (a score of -17, say) the gradient is exactly 0, and the
#   loss is 16.118 however wrong the score is: fifty epochs move no weight. A softmax
#   with categorical cross-entropy is stuck in the same way.
# Here: since tutorials end networks in a softmax, and readers copy them.
# So: put out scores and use from_logits=True; a loss of 16.118 is the sign to look for.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  keras==3.15.1 torch==2.13.0 numpy==2.4.6

cat >finding.py <<'END'
import sys

import keras
import numpy as np
import torch
from keras.losses import BinaryCrossentropy

LABEL = torch.ones(1, 1)
SCORES = (-5.0, -16.0, -17.0, -25.0)


def gradient(loss, score: float) -> tuple[float, float]:
    """The loss of a score whose label is 1, and its gradient."""
    scores = torch.tensor([[score]], requires_grad=True)
    value = loss(scores)
    value.backward()
    return value.item(), scores.grad.item()


def of_probability(scores):
    return BinaryCrossentropy()(LABEL, torch.sigmoid(scores))


def of_score(scores):
    return BinaryCrossentropy(from_logits=True)(LABEL, scores)


def of_torch(scores):
    return torch.nn.BCELoss()(torch.sigmoid(scores), LABEL)


def moved(activation: str | None) -> float:
    """How far fifty epochs move a bias that begins with a confident mistake."""
    bias = keras.initializers.Constant(-20.0)
    dense = keras.layers.Dense(1, activation, bias_initializer=bias)
    model = keras.Sequential([keras.Input((1,)), dense])
    model.compile("sgd", BinaryCrossentropy(from_logits=activation is None))
    ones = np.ones((8, 1), "float32")
    model.fit(0 * ones, ones, epochs=50, verbose=0)
    return float(dense.get_weights()[1][0]) + 20


keras_, torch_, scored = (
    [gradient(loss, score) for score in SCORES]
    for loss in (of_probability, of_torch, of_score)
)
stuck, free = moved("sigmoid"), moved(None)
pair = torch.tensor([[-25.0, 0.0]], requires_grad=True)
two = keras.losses.SparseCategoricalCrossentropy()(torch.tensor([0]), torch.softmax(pair, -1))
two.backward()
softmax = pair.grad.abs().max().item()
print("Keras", keras.__version__, "- torch", torch.__version__)
print("guess: a gradient of about -1 for each score")
for place, score in enumerate(SCORES):
    loss, slope = keras_[place]
    print(f"seen:  score {score:5}: loss {loss:.3f}, gradient {slope:.3f};", end=" ")
    print(f"PyTorch {torch_[place][1]:.3f}, from_logits {scored[place][1]:.3f}")
print(f"       fifty epochs move the bias by {stuck}, with from_logits by {free:.2f}")
print(f"       softmax, scores -25 and 0: loss {two.item():.3f}, gradient {softmax:.3f}")
still = (
    [slope < -0.99 for _, slope in keras_] == [True, True, False, False]
    and keras_[2] == keras_[3]
    and keras_[3][1] == 0
    and all(slope < -0.99 for _, slope in torch_ + scored)
    and stuck == softmax == 0
    and free > 0.1
)
if not still:
    sys.exit("changed: Keras's gradient of a confident mistake is no longer 0.")
END
KERAS_HOME="$folder" KERAS_BACKEND=torch OMP_NUM_THREADS=1 venv/bin/python finding.py

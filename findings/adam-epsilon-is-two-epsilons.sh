#!/usr/bin/env bash
# With equal settings, Adam's first step is four times as long in PyTorch as in Keras.
#
# Guess: learning rate, betas and epsilon say all: equal ones take equal steps.
# Seen (Keras 3.15.1, torch 2.13.0, TensorFlow.js 4.22.0): Keras adds epsilon before
#   correcting the bias of the second moment, PyTorch and TensorFlow.js after it. In the
#   first step, Keras's epsilon weighs 1 / sqrt(1 - 0.999) = 32 times as much. With 1e-7
#   and a gradient of 1e-6, Keras steps 0.24 of the rate, the others 0.91.
# Here: since readers go on in the browser with what was trained in Keras.
# So: to repeat a run in Keras, multiply epsilon by sqrt(1 - beta_2) there; with gradients
#   far above epsilon it does not matter.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  keras==3.15.1 torch==2.13.0 numpy==2.4.6
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0

cat >tfjs.cjs <<'END'
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");

const steps = process.argv.slice(2).map((gradient) => {
  const weight = tf.variable(tf.tensor1d([0]));
  const adam = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  adam.applyGradients({ [weight.name]: tf.tensor1d([Number(gradient)]) });
  return -weight.dataSync()[0];
});
console.log(JSON.stringify({ version: tf.version_core, steps }));
END

cat >finding.py <<'END'
import json
import math
import subprocess
import sys

import keras
import torch

RATE, BETA, BETA_2, EPSILON = 0.001, 0.9, 0.999, 1e-7
GRADIENTS = (1e-2, 1e-6, 1e-7)


def of_keras(gradient: float, epsilon: float = EPSILON) -> float:
    weight = keras.Variable([0.0])
    adam = keras.optimizers.Adam(RATE, BETA, BETA_2, epsilon)
    adam.apply([torch.tensor([gradient])], [weight])
    return -float(keras.ops.convert_to_numpy(weight)[0])


def of_torch(gradient: float) -> float:
    weight = torch.nn.Parameter(torch.zeros(1))
    adam = torch.optim.Adam([weight], RATE, (BETA, BETA_2), EPSILON)
    weight.grad = torch.tensor([gradient])
    adam.step()
    return -weight.item()


command = ["node", "tfjs.cjs", *map(str, GRADIENTS)]
said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
tfjs = json.loads(said.splitlines()[-1])
print("Keras", keras.__version__, "- torch", torch.__version__, "- TensorFlow.js", tfjs["version"])
print("guess: the same first step three times")
still = True
for gradient, third in zip(GRADIENTS, tfjs["steps"], strict=True):
    first, second = of_keras(gradient), of_torch(gradient)
    shrunk = of_keras(gradient, EPSILON * math.sqrt(1 - BETA_2))
    print(f"seen:  gradient {gradient}: of the rate, Keras steps {first / RATE:.3f},", end=" ")
    print(f"PyTorch {second / RATE:.3f}, TensorFlow.js {third / RATE:.3f}", end=" ")
    print(f"(Keras, with epsilon * {math.sqrt(1 - BETA_2):.4f}: {shrunk / RATE:.3f})")
    still &= math.isclose(second, third, rel_tol=1e-3)
    still &= math.isclose(second, shrunk, rel_tol=1e-3)
    # The two formulas, at the first step.
    still &= math.isclose(second, RATE * gradient / (gradient + EPSILON), rel_tol=1e-3)
    larger = EPSILON / math.sqrt(1 - BETA_2)
    still &= math.isclose(first, RATE * gradient / (gradient + larger), rel_tol=1e-3)
if not still:
    sys.exit("changed: Adam's first steps follow other formulas.")
END
KERAS_HOME="$folder" KERAS_BACKEND=torch OMP_NUM_THREADS=1 venv/bin/python finding.py

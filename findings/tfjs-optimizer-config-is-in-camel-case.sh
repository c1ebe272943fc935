#!/usr/bin/env bash
# TensorFlow.js saves layers in Keras's spelling, and the optimizer beside them in its own.
#
# Guess: `model.save(..., {includeOptimizer: true})` writes Keras's format, as its
#   topology says ("keras_version", use_bias): what it says of the optimizer can be given
#   to Keras's `from_config`, too.
# Seen (tfjs-layers 4.22.0, Keras 3.15.1): the layers are in snake case, the optimizer's
#   settings in camel case (learningRate, beta1). Keras refuses the names.
# Here: a network trained on in the browser comes home without its optimizer's state.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2

cat >save.cjs <<'END'
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const { layers, sequential } = require("@tensorflow/tfjs-layers");

(async () => {
  const model = sequential({ layers: [layers.dense({ units: 3, inputShape: [2] })] });
  model.compile({ optimizer: tf.train.adam(0.01), loss: "meanSquaredError" });
  await model.fit(tf.ones([4, 2]), tf.ones([4, 3]), { epochs: 1, verbose: 0 });
  const keep = async ({ modelTopology, trainingConfig }) => {
    require("node:fs").writeFileSync("saved.json", JSON.stringify({ modelTopology, trainingConfig }));
    return { modelArtifactsInfo: {} };
  };
  await model.save({ save: keep }, { includeOptimizer: true });
})();
END
node save.cjs 2>/dev/null >/dev/null

cat >read.py <<'END'
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import keras

saved = json.load(open("saved.json"))
layer = saved["modelTopology"]["config"]["layers"][0]["config"]
optimizer = saved["trainingConfig"]["optimizer_config"]["config"]
try:
    keras.optimizers.Adam.from_config(optimizer)
    message = "taken"
except ValueError as error:
    message = str(error).splitlines()[0]
print(f"Keras {keras.__version__}, layer: use_bias is {layer['use_bias']}")
print("guess: learning_rate, beta_1, beta_2")
print(f"seen:  {', '.join(optimizer)}; Keras: {message}")
if "learningRate" not in optimizer or message == "taken":
    raise SystemExit("changed: the optimizer is spelled otherwise now.")
END
venv/bin/python read.py

#!/usr/bin/env bash
# TensorFlow.js reads two names of Keras 3 without a word, and computes something else.
#
# Guess: a layer of Keras's name and settings is that layer in TensorFlow.js.
# Seen (Keras 3.15.1, @tensorflow/tfjs-layers 4.22.0): hard_sigmoid is x / 6 + 0.5 in
#   Keras 3, but 0.2 x + 0.5 in TensorFlow.js: 0.083 apart at 2.5. UpSampling2D with
#   bilinear interpolation counts from the middle of a pixel in Keras, from its corner
#   in TensorFlow.js: 0, 1 becomes 0, 0.25, 0.75, 1 or 0, 0.5, 1, 1.
# Here: since models of layers are exported; both names are refused for that reason.
# So: compare numbers after every conversion; that a model loads says little.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
# Keras's NumPy backend borrows from JAX and SciPy.
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
  keras==3.15.1 jax==0.10.2 scipy==1.17.1 numpy==2.4.6
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 \
  @tensorflow/tfjs-layers@4.22.0

# Keras writes the layers' settings and what they compute; TensorFlow.js reads both.
cat >write.py <<'END'
import json

import keras
import numpy as np

LAYERS = [
    (keras.layers.Activation("hard_sigmoid"), [-2.5, -1, 1, 2.5], (1, 4)),
    (keras.layers.UpSampling2D((1, 2), interpolation="bilinear"), [0, 1], (1, 1, 2, 1)),
    (keras.layers.Activation("sigmoid"), [-2.5, -1, 1, 2.5], (1, 4)),
    (keras.layers.UpSampling2D((1, 2), interpolation="nearest"), [0, 1], (1, 1, 2, 1)),
]
cases = []
for layer, values, shape in LAYERS:
    result = np.asarray(layer(np.reshape(values, shape).astype("float32")))
    config = layer.get_config()
    kept = ("name", "activation", "size", "interpolation", "data_format")
    cases.append(
        {
            "class_name": type(layer).__name__,
            "config": {key: config[key] for key in kept if key in config},
            "values": values,
            "shape": shape,
            "result": result.ravel().tolist(),
        }
    )
with open("cases.json", "w") as file:
    json.dump({"version": keras.__version__, "cases": cases}, file)
END
KERAS_HOME="$folder" KERAS_BACKEND=numpy venv/bin/python write.py

cat >finding.cjs <<'END'
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const layers = require("@tensorflow/tfjs-layers");
const { version, cases } = require("./cases.json");

async function distance({ class_name, config, values, shape, result }) {
  const batch_input_shape = [null, ...shape.slice(1)];
  const input = {
    class_name: "InputLayer",
    config: { batch_input_shape, dtype: "float32", name: "input" },
  };
  const modelTopology = {
    class_name: "Sequential",
    config: { name: "one", layers: [input, { class_name, config }] },
  };
  const model = await layers.loadLayersModel({ load: async () => ({ modelTopology }) });
  const seen = await model.predict(tf.tensor(values, shape)).data();
  const show = (numbers) => Array.from(numbers, (value) => value.toFixed(3)).join(" ");
  const name = config.activation ?? `${class_name}, ${config.interpolation}`;
  console.log(`seen:  ${name}: Keras ${show(result)}; TensorFlow.js ${show(seen)}`);
  return Math.max(...result.map((value, place) => Math.abs(value - seen[place])));
}

(async () => {
  console.log(`Keras ${version}, TensorFlow.js ${layers.version_layers}`);
  console.log("guess: the same numbers twice for each layer");
  const apart = [];
  for (const one of cases) apart.push(await distance(one));
  const still = apart[0] > 0.08 && apart[1] > 0.2 && apart[2] < 1e-6 && apart[3] < 1e-6;
  if (!still) {
    console.log("changed: these names mean the same in both now, or others do not.");
    process.exit(1);
  }
})();
END
node finding.cjs

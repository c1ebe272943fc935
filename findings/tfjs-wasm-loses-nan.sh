#!/usr/bin/env bash
# On TensorFlow.js's WebAssembly backend, NaN goes into a layer and a number comes out.
#
# Guess: NaN stays NaN, as on the cpu backend and in NumPy, so that a broken model
#   shows.
# Seen (4.22.0): on wasm a convolution turns NaN into -Infinity, with relu into 0;
#   relu6 and clipByValue give 0; maximum(NaN, 0) is NaN, but maximum(0, NaN) is 0;
#   the largest of NaN and 1 by max pooling is -Infinity. Only relu alone keeps it.
# Here: since the reader's browser runs models on wasm: a network whose input has a
#   NaN answers with an ordinary-looking prediction.
# So: look for NaN in inputs and weights, not in what a model puts out.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 \
  @tensorflow/tfjs-backend-wasm@4.22.0

cat >finding.cjs <<'END'
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
require("@tensorflow/tfjs-backend-wasm");

const image = (...row) => tf.tensor4d(row, [1, 1, row.length, 1]);
const kernel = () => tf.tensor4d([1], [1, 1, 1, 1]);
const nan = () => tf.tensor1d([NaN]);
const zero = () => tf.tensor1d([0]);
const fused = (activation) =>
  tf.fused.conv2d({ x: image(NaN), filter: kernel(), strides: 1, pad: "same", activation });

// What it is, how it is computed, and what comes out on cpu and on wasm.
const cases = [
  ["relu", () => tf.relu(nan()), NaN, NaN],
  ["conv2d", () => tf.conv2d(image(NaN), kernel(), 1, "same"), NaN, -Infinity],
  ["conv2d with relu", () => fused("relu"), NaN, 0],
  ["maxPool of NaN, 1", () => tf.maxPool(image(NaN, 1), [1, 2], 1, "valid"), 1, -Infinity],
  ["relu6", () => tf.relu6(nan()), NaN, 0],
  ["clipByValue 0..1", () => tf.clipByValue(nan(), 0, 1), NaN, 0],
  ["maximum(NaN, 0)", () => tf.maximum(nan(), zero()), NaN, NaN],
  ["maximum(0, NaN)", () => tf.maximum(zero(), nan()), NaN, 0],
];

(async () => {
  console.log(`TensorFlow.js ${tf.version_core}`);
  console.log("guess: NaN on both backends (or, of NaN and 1, the number: 1)");
  let still = true;
  for (const [name, compute, cpu, wasm] of cases) {
    const seen = {};
    for (const backend of ["cpu", "wasm"]) {
      await tf.setBackend(backend);
      seen[backend] = (await compute().data())[0];
    }
    console.log(`seen:  ${name}: cpu ${seen.cpu}, wasm ${seen.wasm}`);
    still &&= Object.is(seen.cpu, cpu) && Object.is(seen.wasm, wasm);
  }
  // The numbers that this ends in look like any other: cpu says NaN, wasm 0.5.
  const answers = [];
  for (const backend of ["cpu", "wasm"]) {
    await tf.setBackend(backend);
    answers.push((await tf.sigmoid(fused("relu")).data())[0]);
  }
  console.log(`seen:  sigmoid(conv2d with relu): cpu ${answers[0]}, wasm ${answers[1]}`);
  still &&= Object.is(answers[0], NaN) && answers[1] === 0.5;
  if (!still) {
    console.log("changed: NaN is kept or lost in other places than described.");
    process.exit(1);
  }
})();
END
node finding.cjs

#!/usr/bin/env bash
# On TensorFlow.js's WebAssembly backend, tf.sign is 0 for numbers below 1.2e-7.
#
# Guess: sign(1e-8) is 1: only 0 has the sign 0, as on the cpu backend and in NumPy.
# Seen (4.22.0): on wasm all numbers closer to 0 than 2 ** -23, the epsilon of float32,
#   have the sign 0, though float32 reaches down to 1e-38.
# Here: since sign is exported, and a page fools a network by the signs of gradients (by
#   Math.sign, luckily): where a network is sure, gradients can be that small, and then
#   x + step * tf.sign(gradient) moves nothing.
# So: scale gradients before taking signs, or compute greater(x, 0) - less(x, 0).
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

const numbers = [1e-38, -1e-8, -1.1e-7, 1.2e-7, -0.5];
const list = async (tensor) => Array.from(await tensor.data()).join(" ");
const difference = (x) => {
  const zero = tf.zerosLike(x);
  return tf.sub(tf.cast(tf.greater(x, zero), "int32"), tf.cast(tf.less(x, zero), "int32"));
};

(async () => {
  const seen = {};
  for (const backend of ["cpu", "wasm"]) {
    await tf.setBackend(backend);
    seen[backend] = await list(tf.sign(tf.tensor1d(numbers)));
  }
  const instead = await list(difference(tf.tensor1d(numbers)));
  console.log(`TensorFlow.js ${tf.version_core}, sign of ${numbers.join(", ")}`);
  console.log(`guess: 1 -1 -1 1 -1 (cpu: ${seen.cpu})`);
  console.log(`seen:  ${seen.wasm} (wasm); greater - less on wasm: ${instead}`);
  const right = "1 -1 -1 1 -1";
  if (seen.cpu !== right || instead !== right || seen.wasm !== "0 0 0 1 -1") {
    console.log("changed: the wasm backend gives small numbers another sign than 0.");
    process.exit(1);
  }
})();
END
node finding.cjs

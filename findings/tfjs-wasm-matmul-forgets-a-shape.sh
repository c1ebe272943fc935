#!/usr/bin/env bash
# On TensorFlow.js's WebAssembly backend, a second matrix product with a reshaped matrix
# computes with the matrix's first shape.
#
# Guess: tf.matMul(b, tf.reshape(w, [2, 3])) does not depend on whether w, of shape
#   [3, 2], has been the right-hand side of a product before. On the cpu backend it
#   does not.
# Seen (4.22.0): where the batch is 1, the prepared product is kept by the place of the
#   right-hand side in memory, which a reshape shares, and not by its shape. The second
#   product then reads and writes as the first did: here its third number is never
#   computed. With two examples in the batch all is right, so a test may not notice.
# Here: x, and x transposed where one axis is 1 (a reshape), are both right-hand sides in
#   a small attention; other sizes end in an error of the memory's bounds.
# So: let the reshaped matrix be a copy (times 1), or reshape before the first product.
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

const list = async (tensor) => Array.from(await tensor.data());
const right = [9, 12, 15];

async function look(backend) {
  await tf.setBackend(backend);
  const w = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const b = tf.tensor2d([1, 2], [1, 2]);
  const reshaped = tf.reshape(w, [2, 3]);
  const copied = tf.mul(reshaped, 1);
  const first = await list(tf.matMul(tf.tensor2d([1, 1, 1], [1, 3]), w));
  const second = await list(tf.matMul(b, reshaped));
  return { first, second, copy: await list(tf.matMul(b, copied)) };
}

(async () => {
  const cpu = await look("cpu");
  const wasm = await look("wasm");
  console.log(`TensorFlow.js ${tf.version_core}: [1, 2] times [[1, 2, 3], [4, 5, 6]]`);
  console.log(`guess: (cpu)  ${cpu.second}`);
  console.log(`seen:  (wasm) ${wasm.second}; with a copy: ${wasm.copy}`);
  const same = (numbers) => String(numbers) === String(right);
  if (!(same(cpu.second) && same(wasm.copy) && !same(wasm.second))) {
    console.log("changed: the wasm backend heeds the shape, or the cpu backend does not.");
    process.exit(1);
  }
})();
END
node finding.cjs

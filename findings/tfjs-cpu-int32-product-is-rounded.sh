#!/usr/bin/env bash
# TensorFlow.js's cpu backend multiplies int32 as doubles: the last digits are wrong.
#
# Guess: an int32 product wraps around at 2 ** 32, exactly, as in NumPy, and as
#   Math.imul and the wasm backend do.
# Seen (4.22.0): the cpu backend multiplies doubles and then wraps. Beyond 2 ** 53 the
#   low bits are gone: it misses 123456789 * 987654321 by 5. The result then depends
#   on the backend, though nothing but integers is involved.
# Here: since exported graphs keep their integers as int32 and run on either backend.
# So: hashes and random numbers by int32 products need Math.imul, not tensors.
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

const [a, b] = [123456789, 987654321];
// Two's complement of the exact product, by integers of any size.
const exact = Number(BigInt.asIntN(32, BigInt(a) * BigInt(b)));

(async () => {
  const seen = {};
  for (const backend of ["cpu", "wasm"]) {
    await tf.setBackend(backend);
    const product = tf.mul(tf.tensor1d([a], "int32"), tf.tensor1d([b], "int32"));
    seen[backend] = (await product.data())[0];
  }
  console.log(`TensorFlow.js ${tf.version_core}, ${a} * ${b} in int32`);
  console.log(`guess: ${exact} (wasm: ${seen.wasm}, Math.imul: ${Math.imul(a, b)})`);
  console.log(`seen:  ${seen.cpu} (cpu), off by ${exact - seen.cpu}`);
  if (seen.wasm !== exact || Math.imul(a, b) !== exact || seen.cpu !== exact - 5) {
    console.log("changed: the cpu backend's product is another one.");
    process.exit(1);
  }
})();
END
node finding.cjs

#!/usr/bin/env bash
# On TensorFlow.js's WebAssembly backend, a bool can be 2, and 0.5 is false.
#
# Guess: a cast from float32 to bool gives 1 for all but 0, as on the cpu backend.
# Seen (4.22.0): the wasm backend keeps one byte of the truncated number: 0.5 and 256
#   are 0, 2 is 2, -3 is 253. "2 and true" is then 0, "not 2" is 3, and the sum of
#   three bools can be 256. Nothing warns.
# Here: since models are exported for both backends: a mask that is made by a cast
#   would differ. NotEqual to 0 gives a clean bool on both.
# So: write tf.notEqual(x, 0), not tf.cast(x, 'bool').
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

const numbers = [0, 1, 0.5, 2, 256, -3];
const list = async (tensor) => Array.from(await tensor.data()).join(" ");

async function look(backend) {
  await tf.setBackend(backend);
  const floats = tf.tensor1d(numbers);
  const cast = tf.cast(floats, "bool");
  const one = tf.tensor1d([true], "bool");
  const two = tf.cast(tf.tensor1d([2]), "bool");
  return {
    cast: await list(cast),
    sum: await list(tf.sum(tf.cast(cast, "int32"))),
    and: await list(tf.logicalAnd(two, one)),
    not: await list(tf.logicalNot(two)),
    notEqual: await list(tf.notEqual(floats, tf.zerosLike(floats))),
  };
}

(async () => {
  const cpu = await look("cpu");
  const wasm = await look("wasm");
  console.log(`TensorFlow.js ${tf.version_core}, numbers: ${numbers.join(" ")}`);
  for (const [name, seen] of [["guess: (cpu)", cpu], ["seen:  (wasm)", wasm]]) {
    console.log(`${name} as bool: ${seen.cast}; their sum: ${seen.sum};`);
    console.log(`       2 and true: ${seen.and}; not 2: ${seen.not};`);
    console.log(`       numbers != 0: ${seen.notEqual}`);
  }
  const right = "0 1 1 1 1 1";
  const still =
    cpu.cast === right && cpu.notEqual === right && wasm.notEqual === right &&
    wasm.cast === "0 1 0 2 0 253" && cpu.and === "1" && wasm.and === "0" &&
    cpu.not === "0" && wasm.not === "3" && cpu.sum === "5" && wasm.sum === "256";
  if (!still) {
    console.log("changed: the two backends' bools have other values than described.");
    process.exit(1);
  }
})();
END
node finding.cjs

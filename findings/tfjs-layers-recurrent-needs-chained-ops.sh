#!/usr/bin/env bash
# TensorFlow.js: a GRU made with tfjs-core and tfjs-layers alone cannot be built.
#
# Guess: tfjs-layers names tfjs-core as its only peer, so the two (and a backend) build
#   every layer there is.
# Seen (4.22.0): dense and convolutional layers are built. Recurrent ones are not: the
#   orthogonal initializer, their default for the recurrent kernel, calls a method on a
#   tensor that only a side-effect module of tfjs-core adds ("rMat.flatten is not a
#   function"). After importing all of `@tensorflow/tfjs` they are.
# Here: the bundle takes single modules of tfjs-core to stay small; a page that trains a
#   recurrent network anew has to bring the method, one that only loads weights has not.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-layers@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs@4.22.0

cat >finding.cjs <<'END'
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const { layers, sequential, version_layers } = require("@tensorflow/tfjs-layers");

const built = (layer) => {
  try {
    return `${sequential({ layers: [layer] }).countParams()} weights`;
  } catch (error) {
    return error.message;
  }
};
const dense = () => layers.dense({ units: 3, inputShape: [2] });
const recurrent = () => layers.gru({ units: 3, inputShape: [4, 2] });

(async () => {
  await tf.ready();
  const before = [built(dense()), built(recurrent())];
  require("@tensorflow/tfjs");
  const after = built(recurrent());
  console.log(`TensorFlow.js layers ${version_layers}`);
  console.log(`dense: ${before[0]}`);
  console.log(`guess: a GRU is built as well`);
  console.log(`seen:  ${before[1]}; after @tensorflow/tfjs: ${after}`);
  if (!before[0].endsWith("weights") || !/flatten/.test(before[1]) || !/weights$/.test(after)) {
    console.log("changed: recurrent layers depend on something else now.");
    process.exit(1);
  }
})();
END
node finding.cjs

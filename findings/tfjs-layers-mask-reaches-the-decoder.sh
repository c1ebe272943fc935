#!/usr/bin/env bash
# In TensorFlow.js, a mask goes on beyond the layer that ends it.
#
# Guess: an encoder of Masking and a recurrent layer gives one vector a sequence, and no
#   mask. A decoder that gets the vector four times (RepeatVector) computes with four steps,
#   as it does in Keras, and as it does when it gets the same numbers in a model of its own.
# Seen (4.22.0): in one model the decoder skips the steps at which the *encoder's* input was
#   padding. The mask of the first layer is handed to every later layer that has none.
#   Predictions differ from those of the two halves, without a word.
# Here: a Keras autoencoder of padded sequences, exported to layers, would be wrong for
#   padded rows, and right for the example if that has no padding.
# So: a Masking layer before the decoder, with a value that never occurs, masks nothing.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @tensorflow/tfjs@4.22.0

cat >finding.cjs <<'END'
const tf = require("@tensorflow/tfjs");

const options = { kernelInitializer: "ones", recurrentInitializer: "ones" };
const decoder = (more) => tf.layers.simpleRNN({ units: 1, ...options, ...more });

(async () => {
  await tf.setBackend("cpu");
  const encoder = [
    tf.layers.masking({ inputShape: [4, 2] }),
    tf.layers.simpleRNN({ units: 1, ...options, kernelInitializer: "zeros", biasInitializer: "ones" }),
    tf.layers.repeatVector({ n: 4 }),
  ];
  const half = tf.sequential({ layers: encoder });
  const whole = tf.sequential({ layers: [...encoder, decoder({})] });
  const other = tf.sequential({ layers: [decoder({ inputShape: [4, 1] })] });
  const of = async (x) => {
    const inOne = (await whole.predict(x).data())[0];
    const inTwo = (await other.predict(half.predict(x)).data())[0];
    return [inOne, inTwo].map((value) => value.toFixed(4));
  };
  const full = await of(tf.tensor3d([[[1, 2], [3, 4], [5, 6], [7, 8]]]));
  const padded = await of(tf.tensor3d([[[1, 2], [0, 0], [0, 0], [0, 0]]]));
  console.log(`TensorFlow.js ${tf.version.tfjs}: one model and its two halves`);
  console.log(`guess: the same for a padded sequence, ${padded[1]} and ${padded[1]}`);
  console.log(`seen:  ${padded.join(" and ")}; without padding ${full.join(" and ")}`);
  if (full[0] !== full[1] || padded[0] === padded[1]) {
    console.log("changed: the mask ends where its layer does, or full sequences differ, too.");
    process.exit(1);
  }
})();
END
node finding.cjs 2>/dev/null

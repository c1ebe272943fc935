#!/usr/bin/env bash
# An npm package of Fashion-MNIST, asked for 8,000 pictures to learn from, gives 80.
#
# Guess: set(8000, 2000) gives 8,000 and 2,000, none of them in both, with values from 0 to 1,
#   as its README says.
# Seen (fashion-mnist 1.1.0): 80 and 7,940, without a warning. The package is made after one of
#   MNIST that keeps all pixels of a class in one long list, and still divides a list's length
#   by 784; here a list holds 7,000 pictures, so a class counts as 8. What lies beyond these is
#   drawn from them by chance: the test is 90 pictures again and again, and 7,930 of its 7,940
#   were learned from. Values go to 255.
# Here: found while the recipe for a data set from a package was tried.
# So: read its JSON files, leave out the two empty pictures, and split by oneself.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fashion-mnist@1.1.0

cat >finding.cjs <<'END'
const fashion = require("fashion-mnist");
const { version } = require("fashion-mnist/package.json");

const warnings = [];
console.warn = (...words) => warnings.push(words);
const { training, test } = fashion.set(8000, 2000);
const learned = new Set(training.map(({ input }) => input));
const both = test.filter(({ input }) => learned.has(input)).length;
const most = training.reduce((largest, { input }) => Math.max(largest, ...input), 0);
const stored = require("fashion-mnist/src/clothes/1.json").data.length;

console.log(`fashion-mnist ${version}`);
console.log("guess: 8000 to learn from, 2000 to test, 0 of these in both, values up to 1");
console.log(`seen:  ${training.length}, ${test.length}, ${both} of these in both, up to ${most}; ${warnings.length} warnings`);
console.log(`       of 7000 stored trousers it counts ${fashion[1].length}`);
const asBefore =
  training.length === 80 &&
  test.length === 7940 &&
  both === 7930 &&
  new Set(test.map(({ input }) => input)).size === 90 &&
  most === 255 &&
  stored === 7000 &&
  warnings.length === 0;
if (!asBefore) {
  console.error("changed: the sets have other sizes or values.");
  process.exit(1);
}
END
node finding.cjs

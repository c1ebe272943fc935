/** What fool-it computes without a page: attacks on a network of two lines. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  attacked,
  moved,
  randomSigns,
  winner,
  type Attack,
  type Attacked,
} from "../../site_src/web/demos/fool-it/attack.ts";

/** Three scores, each a weighted sum of four values; no bend, so that slopes are the weights. */
const weights = [
  [1, 1, 0, 0],
  [0, 0, 1, 1],
  [-1, 2, -1, 0.2],
];
const scores = (input: Float32Array): Float32Array =>
  Float32Array.from(weights, (row) =>
    row.reduce((sum, weight, index) => sum + weight * (input[index] ?? 0), 0),
  );
const linear: Attacked = {
  // Not probabilities, but in the same order.
  probabilities: (input) => Promise.resolve(scores(input)),
  slope: (_, index) => Promise.resolve(Float32Array.from(weights[index] ?? [])),
};
const start = Float32Array.of(60, 60, 50, 50);
const attack: Attack = { way: "one", size: 6, wish: null, range: [0, 255] };

test("the most probable class, and the most probable other one", () => {
  assert.equal(winner([0.2, 0.7, 0.1]), 1);
  assert.equal(winner([0.2, 0.7, 0.1], 1), 0);
  assert.equal(winner([]), -1);
});

test("one step lifts the runner-up over the winner, each value by the size", async () => {
  const after = await attacked(linear, start, 0, attack);
  assert.deepEqual([...after], [54, 54, 56, 56]);
  assert.equal(winner(scores(after)), 1);
  // 10 shades apart, two slopes up and two down: 5 shades are just too few.
  const tie = await attacked(linear, start, 0, { ...attack, size: 4 });
  assert.equal(winner(scores(tie)), 0);
});

test("a wish is brought to the front, though another would be nearer", async () => {
  const after = await attacked(linear, start, 0, { ...attack, wish: 2, size: 60 });
  assert.equal(winner(scores(after)), 2);
});

test("several steps go as far as the size and no farther, and stay in range", async () => {
  const after = await attacked(linear, start, 0, { ...attack, way: "many", size: 20 });
  assert.deepEqual([...after], [40, 40, 70, 70]);
  const low = await attacked(linear, start, 0, { ...attack, way: "many", size: 100 });
  assert.deepEqual([...low], [0, 0, 150, 150]);
});

test("no size is no change, and asks nobody", async () => {
  const silent: Attacked = {
    probabilities: () => Promise.reject(new Error("asked")),
    slope: () => Promise.reject(new Error("asked")),
  };
  assert.equal(await attacked(silent, start, 0, { ...attack, size: 0 }), start);
  const noise = await attacked(silent, start, 0, { ...attack, way: "random" });
  for (const [index, value] of noise.entries()) {
    assert.equal(Math.abs(value - (start[index] ?? 0)), 6);
  }
});

test("random signs are the same again, and as often up as down", () => {
  const signs = randomSigns(784);
  assert.deepEqual(signs, randomSigns(784));
  assert.notDeepEqual(signs, randomSigns(784, 2));
  const ups = signs.filter((sign) => sign === 1).length;
  assert.ok(ups > 330 && ups < 454, `${ups} of 784`);
  assert.ok(signs.every((sign) => Math.abs(sign) === 1));
});

test("a moved value is never out of its room", () => {
  const signs = Float32Array.of(1, -1, 1, -1);
  const far = moved(start, signs, 50, start, { size: 10, range: [0, 65] });
  assert.deepEqual([...far], [65, 50, 60, 40]);
});

/** What from-noise computes without a page: noise, lines, and walks along them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, normalNoise, walk, type Step } from "../../site_src/web/demos/from-noise/flow.ts";

const reading = Float32Array.of(0.25, 0.75);

test("noise is the same for the same seed, and normal", () => {
  const noise = normalNoise(20_000, 1);
  assert.deepEqual(noise, normalNoise(20_000, 1));
  for (const seed of [0, 2, 3]) assert.notDeepEqual(noise, normalNoise(20_000, seed));
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const square = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
  const near = noise.filter((value) => Math.abs(value) < 1).length / noise.length;
  assert.ok(Math.abs(mean) < 0.03, `${mean}`);
  assert.ok(Math.abs(square - 1) < 0.05, `${square}`);
  assert.ok(Math.abs(near - 0.683) < 0.02, `${near}`);
});

test("neighbours in noise, and noises of neighbouring seeds, have nothing to do with each other", () => {
  const correlation = (a: Float32Array, b: Float32Array): number =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) / a.length;
  const noise = normalNoise(20_000, 5);
  assert.ok(Math.abs(correlation(noise, noise.slice(1))) < 0.03);
  assert.ok(Math.abs(correlation(noise, normalNoise(20_000, 6))) < 0.03);
});

test("the line begins at the noise and ends at the picture", () => {
  const noise = Float32Array.of(2, -2);
  const picture = Float32Array.of(1, 1);
  assert.deepEqual([...between(noise, picture, 0)], [2, -2]);
  assert.deepEqual([...between(noise, picture, 1)], [1, 1]);
  assert.deepEqual([...between(noise, picture, 0.5)], [1.5, -0.5]);
});

test("a walk asks at even times, from where it starts, and ends at the last guess", async () => {
  const asked: number[][] = [];
  const step: Step = (picture, time, digit, strength) => {
    asked.push([picture, time, digit, strength].map((input) => input[0] ?? NaN));
    return Promise.resolve([reading, Float32Array.of(8)]);
  };
  const start = Float32Array.of(0);
  const moments = await walk(step, { start, time: 0.5, digit: 3, strength: 2, steps: 4 });
  assert.deepEqual(
    asked.map(([, time]) => time),
    [0.5, 0.625, 0.75, 0.875],
  );
  // A guess that stays what it is makes a straight line with even steps.
  assert.deepEqual(
    moments.map(({ picture }) => picture[0]),
    [0, 2, 4, 6, 8],
  );
  assert.deepEqual(
    asked.map(([, , digit, strength]) => [digit, strength]),
    Array.from({ length: 4 }, () => [3, 2]),
  );
  assert.deepEqual(
    moments.map(({ time }) => time),
    [0.5, 0.625, 0.75, 0.875, 1],
  );
  assert.equal(moments.at(-1)?.picture, moments.at(-2)?.guess);
});

test("what it reads is kept with each guess", async () => {
  let seen = 0;
  const step: Step = () => Promise.resolve([Float32Array.of(++seen), Float32Array.of(10 * seen)]);
  const way = { start: Float32Array.of(0), time: 0, digit: 0, strength: 1, steps: 2 };
  const moments = await walk(step, way);
  assert.deepEqual(
    moments.map(({ reading, guess }) => [reading[0], guess[0]]),
    [
      [1, 10],
      [2, 20],
      [2, 20],
    ],
  );
});

test("a network with one output is refused", async () => {
  const way = { start: Float32Array.of(0), time: 0, digit: 0, strength: 1, steps: 1 };
  await assert.rejects(
    walk(() => Promise.resolve([reading]), way),
    /a reading and a guess/,
  );
});

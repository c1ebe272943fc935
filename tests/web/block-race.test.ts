/** What block-race makes of times, without a page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  differs,
  inMilliseconds,
  orderOf,
  readRacers,
  sentence,
  spread,
  TURNS,
} from "../../site_src/web/demos/block-race/race.ts";

const steady = (time: number): number[] =>
  Array.from({ length: TURNS }, (_, turn) => time + 0.01 * (turn % 3));

test("scores are read, and what isn't written as one is left out", () => {
  assert.deepEqual(readRacers("vgg 10 20 51.2 50.1; fire 5 6 40; bad 1; worse x 2 3; ;"), [
    { name: "vgg", parameters: 10, work: 20, right: [51.2, 50.1] },
    { name: "fire", parameters: 5, work: 6, right: [40] },
  ]);
});

test("quartiles lie between the values", () => {
  assert.deepEqual(spread([4, 1, 3, 2, 5]), { low: 2, middle: 3, high: 4 });
  assert.deepEqual(spread([1, 2]), { low: 1.25, middle: 1.5, high: 1.75 });
});

test("the rule is that of the site: twelve gaps, p below 0.05", () => {
  const gaps = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1];
  const shifted = (by: number): number[] => gaps.map((gap) => gap + by);
  const level = gaps.map(() => 0);
  // The standard error is 1.0445 / sqrt(12) = 0.3015, times 2.201: 0.6637.
  assert.ok(differs(shifted(0.67), level));
  assert.ok(!differs(shifted(0.657), level));
  assert.ok(differs(level, shifted(0.67)), "both ways");
  assert.ok(!differs(level, level));
});

test("a disturbance that hits both in the same turn hides nothing", () => {
  const disturbed = Array.from({ length: TURNS }, (_, turn) => (turn === 5 ? 50 : 0));
  const one = steady(1).map((time, turn) => time + (disturbed[turn] ?? 0));
  const other = steady(1.2).map((time, turn) => time + (disturbed[turn] ?? 0));
  assert.ok(differs(one, other));
});

test("everybody is first once, and nobody is left out", () => {
  const orders = Array.from({ length: 4 }, (_, turn) => orderOf(4, turn));
  assert.deepEqual(new Set(orders.map(([first]) => first)), new Set([0, 1, 2, 3]));
  for (const order of orders) assert.deepEqual([...order].sort(), [0, 1, 2, 3]);
});

test("who is level with the first is said, and the last with its factor", () => {
  const times = new Map([
    ["slow", steady(3)],
    ["quick", steady(1)],
    ["level", steady(1).map((time, turn) => time + (turn % 2 ? 0.2 : -0.19))],
  ]);
  const said = sentence(times);
  assert.match(
    said,
    /has the lowest median, [\d.]+ ms a picture\. Too close to call from these turns: (quick|level)\./,
  );
  assert.match(said, /slow takes [23]\.\d times as long\.$/);
  assert.equal(sentence(new Map()), "");
});

test("times are said with as many digits as they deserve", () => {
  assert.equal(inMilliseconds(0.01234), "0.012 ms");
  assert.equal(inMilliseconds(1.234), "1.23 ms");
});

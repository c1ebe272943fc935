import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  mislabelled,
  normal,
  random,
  shuffled,
} from "../../site_src/web/runtime/training/random.ts";
import {
  changed,
  compact,
  planOf,
  python,
  timeLeft,
  unusual,
  usual,
} from "../../site_src/web/demos/train-here/plan.ts";

describe("random numbers", () => {
  test("are repeated by their seed, uniform, and normal where they should be", () => {
    const draws = Array.from({ length: 20_000 }, random(1));
    assert.deepEqual(Array.from({ length: 20_000 }, random(1)), draws);
    assert.notDeepEqual(Array.from({ length: 20_000 }, random(2)), draws);
    const mean = (values: number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    assert.ok(draws.every((value) => value >= 0 && value < 1));
    assert.ok(Math.abs(mean(draws) - 0.5) < 0.01);
    const next = random(3);
    const bell = Array.from({ length: 20_000 }, () => normal(next));
    assert.ok(Math.abs(mean(bell)) < 0.03);
    assert.ok(Math.abs(mean(bell.map((value) => value ** 2)) - 1) < 0.05);
  });

  test("shuffle everything once", () => {
    const order = shuffled(1000, random(4));
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      Array.from({ length: 1000 }, (_, index) => index),
    );
    assert.ok(order.filter((value, index) => value === index).length < 20);
  });
});

describe("wrong labels", () => {
  const labels = Uint8Array.from({ length: 5000 }, (_, index) => index % 10);
  const wrong = (share: number): number[] => {
    const given = mislabelled(labels, share, 10, 7);
    return [...given.keys()].filter((index) => given[index] !== labels[index]);
  };

  test("are as many as was asked for, none or all at the ends", () => {
    assert.equal(wrong(0).length, 0);
    assert.equal(wrong(1).length, 5000);
    assert.ok(Math.abs(wrong(0.3).length - 1500) < 120);
    assert.ok(mislabelled(labels, 1, 10, 7).every((label) => label < 10));
  });

  test("stay the same ones when there are more, and when more digits arrive", () => {
    const few = new Set(wrong(0.2));
    const more = new Set(wrong(0.5));
    assert.ok([...few].every((index) => more.has(index)));
    const whole = mislabelled(labels, 0.5, 10, 7);
    const part = mislabelled(labels.slice(0, 1000), 0.5, 10, 7);
    assert.deepEqual(whole.slice(0, 1000), part);
  });
});

describe("choices", () => {
  test("come from settings, and what is no option is passed over", () => {
    const settings = new Map([
      ["digits", "100"],
      ["rounds", "7"],
      ["wrong", "55"],
      ["hidden", "many"],
    ]);
    assert.deepEqual(changed(usual, settings), { ...usual, digits: 100, wrong: 55 });
    assert.deepEqual(changed(usual, new Map([["wrong", "101"]])), usual);
    assert.deepEqual(
      [...unusual(changed(usual, settings))],
      [
        ["digits", "100"],
        ["wrong", "55"],
      ],
    );
    assert.equal(unusual(usual).size, 0);
    assert.equal(planOf({ ...usual, wrong: 55 }, 3).wrong, 0.55);
  });

  test("are the same in Python", () => {
    const lines = python(compact);
    const plan = planOf(compact, 1);
    assert.match(lines, new RegExp(`images\\[:${plan.examples}\\]`));
    assert.match(lines, new RegExp(`batch_size=${plan.batchSize}, epochs=${plan.epochs}`));
    assert.match(lines, new RegExp(`Adam\\(${plan.learningRate}\\)`));
    assert.equal(lines.match(/Conv2D/g)?.length, plan.architecture.convolutions);
    assert.doesNotMatch(lines, /relu"\),\n {4}layers\.Dense\(10/);
    assert.match(python({ ...compact, convolutions: 2, hidden: 32 }), /Conv2D\(16, 3[^]*Dense\(32/);
  });

  test("the time that is left is not told more exactly than it is known", () => {
    assert.equal(timeLeft(0.3), "about a second left");
    assert.equal(timeLeft(7.4), "about 7 seconds left");
    assert.equal(timeLeft(33), "about 35 seconds left");
    assert.equal(timeLeft(150), "about 3 minutes left");
  });
});

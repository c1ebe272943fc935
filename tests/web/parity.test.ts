import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { difference, scientific } from "../../site_src/web/demos/check-parity/parity.ts";
import type { Card } from "../../site_src/web/runtime/card.ts";

const card = { parity: { status: "passed", allowed: 1e-5 } } as unknown as Card;
const numbers = (...values: number[]): Float32Array => Float32Array.from(values);

describe("the difference from Python", () => {
  test("is the largest, over all outputs", () => {
    const found = difference(card, [numbers(1, 2), numbers(3)], [numbers(1, 2), numbers(3.5)]);
    assert.deepEqual(found, { largest: 0.5, allowed: 1e-5, passed: false });
  });

  test("passes up to what the card allows", () => {
    assert.ok(difference(card, [numbers(0, 0)], [numbers(0, 9e-6)]).passed);
    assert.ok(!difference(card, [numbers(0, 0)], [numbers(0, 2e-5)]).passed);
  });

  test("does not pass where something is missing or no number", () => {
    assert.ok(!difference(card, [numbers(1), numbers(1)], [numbers(1)]).passed);
    assert.ok(!difference(card, [numbers(1)], [numbers(1, 1)]).passed);
    assert.ok(!difference(card, [numbers(1)], [numbers(NaN)]).passed);
  });
});

test("small numbers are written as one does by hand", () => {
  assert.equal(scientific(2.384185791015625e-7), "2.4 × 10⁻⁷");
  assert.equal(scientific(1e-5), "1 × 10⁻⁵");
  assert.equal(scientific(12), "1.2 × 10¹");
  assert.equal(scientific(0), "0");
  assert.equal(scientific(Infinity), "no number");
});

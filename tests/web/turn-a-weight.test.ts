import assert from "node:assert/strict";
import { test } from "node:test";
import {
  heightAt,
  readCurve,
  slopeAt,
  stepDown,
} from "../../site_src/web/demos/turn-a-weight/slope.ts";

const bowl = readCurve("[-2, -1, 0, 1, 2]", "[4, 1, 0, 1, 4]");

test("between its points the curve is straight, beyond them level", () => {
  assert.equal(heightAt(bowl, 1.5), 2.5);
  assert.equal(heightAt(bowl, 0), 0);
  assert.equal(heightAt(bowl, -9), 4);
  assert.equal(heightAt(bowl, 9), 4);
});

test("the slope says which way is down, and a step goes there", () => {
  assert.equal(slopeAt(bowl, 0), 0);
  assert.ok(slopeAt(bowl, 1.5) > 0 && slopeAt(bowl, -1.5) < 0);
  let weight = 1.5;
  for (let step = 0; step < 50; step++) weight = stepDown(bowl, weight, 0.2);
  assert.ok(Math.abs(weight) < 0.01, `it ends at ${weight}`);
  assert.equal(stepDown(bowl, 1.5, 100), -2, "a step stays inside the curve");
});

test("lists that are no curve are refused", () => {
  assert.throws(() => readCurve("[1, 2, 3]", "[1, 2]"), /equally long/);
  assert.throws(() => readCurve('["a", 2, 3]', "[1, 2, 3]"), /lists of numbers/);
});

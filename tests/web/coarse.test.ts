/** Mosaics of pictures, and the resolution at which they are named. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { coarse, limitOf, sidesOf } from "../../site_src/web/demos/how-coarse/coarse.ts";

test("sides double, from a mosaic to the picture", () => {
  assert.deepEqual(sidesOf(32), [2, 4, 8, 16, 32]);
  assert.deepEqual(sidesOf(12), [3, 6, 12]);
  assert.deepEqual(sidesOf(7), [7]);
});

test("a mosaic has the means of the squares, channel by channel", () => {
  const picture = Float32Array.from({ length: 4 * 4 * 2 }, (_, index) => index);
  // Channel 0 holds 0, 2, 4, … and channel 1 one more.
  assert.deepEqual([...coarse(picture, 4, 2, 2)], [5, 6, 9, 10, 21, 22, 25, 26]);
  assert.deepEqual([...coarse(picture, 4, 2, 1)], [15, 16]);
  assert.deepEqual([...coarse(picture, 4, 2, 4)], [...picture]);
});

test("the limit is where half of all have been named, and wrong ones never count", () => {
  const sides = [2, 4, 8];
  const right = (side: number): { side: number; right: boolean } => ({ side, right: true });
  const wrong = { side: 2, right: false };
  assert.equal(limitOf([right(2), right(4), right(8), wrong], sides), 4);
  assert.equal(limitOf([right(8), right(8), wrong, wrong], sides), 8);
  assert.equal(limitOf([right(8), wrong, wrong], sides), null);
});

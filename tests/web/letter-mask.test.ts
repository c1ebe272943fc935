/** Masks over photographs: covering, marking, comparing, outlining. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  averaged,
  compared,
  fromHex,
  groundColour,
  laid,
  outlineOf,
  scored,
  sentenceOf,
  toHex,
} from "../../site_src/web/demos/letter-mask/mask.ts";

/** A square of 4 by 4 with ones at these places. */
const marked = (...places: number[]): Float32Array =>
  Float32Array.from({ length: 16 }, (_, pixel) => Number(places.includes(pixel)));

test("a pixel of the network is the mean of those of the page", () => {
  const values = [0, 1, 4, 4, 0, 1, 4, 4, 2, 2, 0, 0, 2, 2, 0, 8];
  assert.deepEqual([...averaged(values, 2, 2, 1)], [0.5, 4, 2, 2]);
  const colours = [1, 10, 100, 3, 30, 300, 1, 10, 100, 3, 30, 300];
  assert.deepEqual([...averaged(colours, 1, 2, 3)], [2, 20, 200]);
});

test("a colour lies over what is covered, and shines through by the opacity", () => {
  const photo = Float32Array.of(0.5, 0.5, 0.5, 1, 0, 0, 0, 0, 1);
  const cover = Float32Array.of(0, 0.5, 1);
  const expected = [0.5, 0.5, 0.5, 0.75, 0.25, 0, 0, 0.5, 0.5];
  const shown = laid(photo, cover, [0, 1, 0], 0.5);
  shown.forEach((value, index) => assert.ok(Math.abs(value - (expected[index] ?? NaN)) < 1e-6));
});

test("the ground is the mean of what is covered, or of everything", () => {
  const photo = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1);
  assert.deepEqual(groundColour(photo, Float32Array.of(1, 0, 0, 1)), [1, 0.5, 0.5]);
  assert.deepEqual(groundColour(photo, new Float32Array(4)), [0.5, 0.5, 0.5]);
});

test("intersection over union, and what it is said to be", () => {
  const score = scored(marked(1, 2, 3, 4, 5), marked(4, 5, 6, 7));
  assert.deepEqual(score, { painted: 4, marked: 5, both: 2, iou: 2 / 7 });
  assert.equal(sentenceOf(score), "IoU 0.29: 2 of 4 pixels found, 2 missed, 3 too many.");
  assert.equal(
    sentenceOf(scored(marked(), marked())),
    "Nothing is painted, and it marks nothing: right.",
  );
  assert.equal(
    sentenceOf(scored(marked(3), marked())),
    "Nothing is painted, and it marks 1 pixel all the same.",
  );
  assert.equal(scored(marked(), marked(3)).iou, 0);
});

test("found, missed and too many have colours of their own, and the rest is dimmed", () => {
  const colours = { both: [1, 1, 1], missed: [1, 0, 0], extra: [0, 0, 1] } as const;
  const picture = new Float32Array(48).fill(0.5);
  const shown = compared(picture, marked(0, 1), marked(1, 2), colours);
  const pixel = (index: number): number[] => [...shown.slice(3 * index, 3 * index + 3)];
  assert.deepEqual(pixel(0), [0, 0, 1]);
  assert.deepEqual(pixel(1), [1, 1, 1]);
  assert.deepEqual(pixel(2), [1, 0, 0]);
  assert.ok(pixel(3).every((value) => value > 0 && value < 0.5));
});

test("the outline of one pixel is a diamond around its middle", () => {
  const segments = outlineOf(marked(5), 4);
  assert.equal(segments.length, 4);
  for (const [x0, y0, x1, y1] of segments) {
    for (const [x, y] of [
      [x0, y0],
      [x1, y1],
    ] as const)
      assert.ok(Math.abs(Math.abs(x - 0.375) + Math.abs(y - 0.375) - 0.125) < 1e-6);
  }
});

test("outlines are closed, whatever is marked", () => {
  // The same numbers each time, as even as chance.
  let now = 1;
  const chance = (): number => (now = (now * 16807) % 2147483647) / 2147483647;
  for (let turn = 0; turn < 200; turn++) {
    const ends = new Map<string, number>();
    for (const [x0, y0, x1, y1] of outlineOf(Float32Array.from({ length: 36 }, chance), 6)) {
      for (const [x, y] of [
        [x0, y0],
        [x1, y1],
      ] as const) {
        // Beyond the middles of the last pixels, ends are pushed back onto the picture.
        if (Math.min(x, y) <= 0.084 || Math.max(x, y) >= 0.916) continue;
        const place = `${x.toFixed(6)} ${y.toFixed(6)}`;
        ends.set(place, (ends.get(place) ?? 0) + 1);
      }
    }
    assert.ok(ends.size > 10);
    for (const [place, count] of ends) assert.equal(count % 2, 0, place);
  }
});

test("colours are written in hexadecimal digits, and read again", () => {
  assert.equal(toHex([1, 0.5, 0]), "#ff8000");
  assert.equal(toHex(fromHex("#f2c14e")), "#f2c14e");
});

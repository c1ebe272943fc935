/** What clear-up takes from a photograph, and what brings it back without a network. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bicubic,
  blurred,
  grey,
  halved,
  noisy,
  off,
  paletteOf,
  usualColours,
} from "../../site_src/web/demos/clear-up/rivals.ts";

/** A picture by a rule of row, column and channel. */
function picture(
  side: number,
  value: (row: number, column: number, channel: number) => number,
): Float32Array {
  return Float32Array.from({ length: 3 * side * side }, (_, index) => {
    const pixel = Math.floor(index / 3);
    return value(Math.floor(pixel / side), pixel % side, index % 3);
  });
}

const near = (found: ArrayLike<number>, expected: ArrayLike<number>, most = 1e-6): void => {
  assert.equal(found.length, expected.length);
  for (let index = 0; index < expected.length; index++)
    assert.ok(
      Math.abs((found[index] ?? NaN) - (expected[index] ?? NaN)) <= most,
      `${index}: ${found[index]}, not ${expected[index]}`,
    );
};
const side = 4;
const plain = picture(side, () => 0.25);
const colourful = picture(side, (row, column, channel) => (row + 2 * column + 3 * channel) / 15);

test("a picture isn't off from itself, and a shade is a shade", () => {
  assert.equal(off(colourful, colourful), 0);
  near(
    [
      off(
        plain.map((value) => value + 2 / 255),
        plain,
      ),
    ],
    [2],
    1e-4,
  );
});

test("grey is the same in all channels, and counts green most", () => {
  const [red, green, blue] = [0, 1, 2].map(
    (only) => grey(picture(1, (_, __, channel) => (channel === only ? 1 : 0)))[0] ?? NaN,
  );
  near([red ?? NaN, green ?? NaN, blue ?? NaN], [0.299, 0.587, 0.114]);
  near(grey(plain), plain);
});

test("half the size: each square of four is their mean", () => {
  const small = halved(colourful, side);
  const at = (row: number, column: number): number => small[3 * (side * row + column)] ?? NaN;
  near([at(0, 0), at(0, 1), at(1, 1), at(2, 2)], [0.1, 0.1, 0.1, 0.5]);
});

test("bicubic interpolation is PyTorch's", () => {
  // torch.nn.functional.interpolate of [[0, 1], [0, 1]], scale_factor=2, mode="bicubic"
  const steps = picture(side, (_, column) => (column < 2 ? 0 : 1));
  const row = [...bicubic(steps, side)].slice(0, 12).filter((_, index) => index % 3 === 0);
  near(row, [0.0, 0.226562, 0.773438, 1.0], 1e-5);
  near(bicubic(plain, side), plain);
});

test("a blur keeps a plain picture, spreads a dot evenly, and less with a narrow bell", () => {
  near(blurred(plain, side, 0.8), plain);
  const dot = picture(9, (row, column) => (row === 4 && column === 4 ? 1 : 0));
  const at = (values: Float32Array, row: number, column: number): number =>
    values[3 * (9 * row + column)] ?? NaN;
  const wide = blurred(dot, 9, 0.9);
  near([at(wide, 3, 4), at(wide, 4, 3)], [at(wide, 5, 4), at(wide, 4, 5)]);
  assert.ok(at(blurred(dot, 9, 0.4), 4, 4) > at(wide, 4, 4));
});

test("noise is that of its seed, and as strong as asked", () => {
  const middle = picture(48, () => 0.5);
  const grain = noisy(middle, 25, 1);
  near(grain, noisy(middle, 25, 1), 0);
  assert.notDeepEqual([...grain], [...noisy(middle, 25, 2)]);
  assert.ok(Math.abs(off(grain, middle) - 25) < 1.5, `${off(grain, middle)}`);
});

test("a grey gets its usual colour, and stays what it is without a palette", () => {
  const palette = paletteOf("000000 804020 ffffff");
  near(usualColours(Float32Array.of(0.5, 0.5, 0.5), palette), [128 / 255, 64 / 255, 32 / 255]);
  near(usualColours(plain, []), plain);
});

/**
 * What can be lost of a photograph, and what brings it back without a network. Pictures are square, row by
 * row: red, green and blue of each pixel, from 0 to 1.
 */
import { normal, random } from "../../runtime/training/random.ts";

export const LOST = ["colour", "size", "noise"] as const;
export type Lost = (typeof LOST)[number];

/** Red, green and blue, from 0 to 1. */
type Colour = readonly [number, number, number];

/** How much each channel counts for the eye. */
const BRIGHT = [0.299, 0.587, 0.114] as const;

const clamped = (value: number): number => Math.min(1, Math.max(0, value));

/** How bright each pixel looks, three times. */
export function grey(photo: Float32Array): Float32Array {
  return photo.map((_, index) => {
    const first = index - (index % 3);
    return BRIGHT.reduce((sum, share, channel) => sum + share * (photo[first + channel] ?? 0), 0);
  });
}

/** Means of squares of 2 by 2 pixels, drawn as large as before; `side` is even. */
export function halved(photo: Float32Array, side: number): Float32Array {
  return photo.map((_, index) => {
    const channel = index % 3;
    const [row, column] = placeOf(index, side);
    const [top, left] = [row - (row % 2), column - (column % 2)];
    const at = (down: number, right: number): number =>
      photo[3 * (side * (top + down) + left + right) + channel] ?? 0;
    return (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4;
  });
}

/** With a number by chance added to each, so many of 255 shades in deviation. */
export function noisy(photo: Float32Array, shades: number, seed: number): Float32Array {
  const next = random(seed);
  return photo.map((value) => clamped(value + (shades / 255) * normal(next)));
}

/** For each grey its usual colour: `palette` goes from black to white in even steps. */
export function usualColours(picture: Float32Array, palette: readonly Colour[]): Float32Array {
  return picture.map((value, index) => {
    const colour = palette[Math.round(value * (palette.length - 1))];
    return colour?.[index % 3] ?? value;
  });
}

/**
 * A smooth surface through the squares of `halved`: bicubic interpolation, as PyTorch's `interpolate` has it.
 *
 * R. Keys: Cubic convolution interpolation for digital image processing (1981), with a = -0.75.
 */
export function bicubic(picture: Float32Array, side: number): Float32Array {
  const small = side / 2;
  return picture.map((_, index) => {
    const channel = index % 3;
    const [down, right] = placeOf(index, side).map((place) => {
      const exact = (place + 0.5) / 2 - 0.5;
      const first = Math.floor(exact) - 1;
      return [0, 1, 2, 3].map((step) => ({
        at: 2 * Math.min(small - 1, Math.max(0, first + step)),
        weight: cubic(exact - first - step),
      }));
    }) as [Tap[], Tap[]];
    let sum = 0;
    for (const row of down)
      for (const column of right)
        sum +=
          row.weight * column.weight * (picture[3 * (side * row.at + column.at) + channel] ?? 0);
    return clamped(sum);
  });
}

interface Tap {
  readonly at: number;
  readonly weight: number;
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  const a = -0.75;
  if (x <= 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? a * (((x - 5) * x + 8) * x - 4) : 0;
}

/** Each pixel as a mean of 7 by 7 neighbours, weighted by a bell curve of this width, in pixels. */
export function blurred(picture: Float32Array, side: number, width: number): Float32Array {
  const bell = Array.from({ length: 7 }, (_, step) =>
    Math.exp(-((step - 3) ** 2) / (2 * width ** 2)),
  );
  const total = bell.reduce((sum, weight) => sum + weight, 0);
  const along = (values: Float32Array, isDown: boolean): Float32Array =>
    values.map((_, index) => {
      const [row, column] = placeOf(index, side);
      return bell.reduce((sum, weight, step) => {
        const moved = Math.min(side - 1, Math.max(0, (isDown ? row : column) + step - 3));
        const at = isDown ? side * moved + column : side * row + moved;
        return sum + (weight / total) * (values[3 * at + (index % 3)] ?? 0);
      }, 0);
    });
  return along(along(picture, true), false);
}

/** Row and column of a number of a picture. */
function placeOf(index: number, side: number): [number, number] {
  const pixel = Math.floor(index / 3);
  return [Math.floor(pixel / side), pixel % side];
}

/** How far a picture is off, in shades of 255: the root of the mean squared error. */
export function off(picture: Float32Array, photo: Float32Array): number {
  let sum = 0;
  photo.forEach((value, index) => (sum += ((picture[index] ?? 0) - value) ** 2));
  return 255 * Math.sqrt(sum / photo.length);
}

/** "#"-less colours, one after the other: "000000 ffffff". */
export function paletteOf(text: string): Colour[] {
  return (text.match(/[0-9a-f]{6}/gi) ?? []).map((hex) => {
    const part = (start: number): number => parseInt(hex.slice(start, start + 2), 16) / 255;
    return [part(0), part(2), part(4)];
  });
}

/** From a drawing to what a network takes in. */
import { inkBox, rasterise, type Stroke } from "./strokes.ts";

/** MNIST's digits fit a box of 20 pixels in pictures of 28. */
const BOX_SHARE = 20 / 28;

/**
 * A drawing as MNIST's pictures were made: cropped, scaled so that its longer side fills a box of
 * 20/28 of the picture's shorter side, and moved by whole pixels so that its centre of mass lies in
 * the middle (Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits).
 *
 * Returns `width * height` coverages from 0 to 1; all 0 for an empty drawing. Ink is never pushed
 * out of the picture: where the centre of mass would do that, the move stops at the border.
 */
export function centred(
  strokes: readonly Stroke[],
  radius: number,
  width: number,
  height: number,
): Float32Array {
  const ink = inkBox(strokes, radius);
  if (ink === null) return new Float32Array(width * height);
  const box = Math.round(Math.min(width, height) * BOX_SHARE);
  const scale = box / Math.max(ink.width, ink.height);
  const left = Math.round((width - ink.width * scale) / 2);
  const top = Math.round((height - ink.height * scale) / 2);
  const placement = { scale, x: left - ink.left * scale, y: top - ink.top * scale };
  const middle = rasterise(strokes, radius, placement, width, height);

  const mass = centreOfMass(middle, width);
  const right = left + Math.ceil(ink.width * scale - 1e-6);
  const bottom = top + Math.ceil(ink.height * scale - 1e-6);
  const moveX = clamp(Math.round(middleOf(width) - mass.x), -left, width - right);
  const moveY = clamp(Math.round(middleOf(height) - mass.y), -top, height - bottom);
  return moved(middle, width, height, moveX, moveY);
}

/**
 * Where MNIST's pictures balance: in the middle of pixel 14 of 28, counted from 0. (Of its test
 * images every single one does, to half a pixel; the true middle would be the edge before it.)
 */
export function middleOf(side: number): number {
  return Math.floor(side / 2) + 0.5;
}

/** The whole drawing area, squeezed into `width` by `height` pixels; coverages from 0 to 1. */
export function squeezed(
  strokes: readonly Stroke[],
  radius: number,
  width: number,
  height: number,
): Float32Array {
  const side = Math.min(width, height);
  const placement = { scale: side, x: (width - side) / 2, y: (height - side) / 2 };
  return rasterise(strokes, radius, placement, width, height);
}

/** Where the ink balances, in pixels from the top left corner of a picture that is not empty. */
export function centreOfMass(coverage: Float32Array, width: number): { x: number; y: number } {
  let sum = 0;
  let x = 0;
  let y = 0;
  coverage.forEach((ink, index) => {
    sum += ink;
    x += ink * ((index % width) + 0.5);
    y += ink * (Math.floor(index / width) + 0.5);
  });
  return { x: x / sum, y: y / sum };
}

/**
 * Coverages from 0 to 1 as values for a network: 0 becomes the lower end of `range`, 1 the upper.
 * Each value is repeated `channels` times (channels last).
 */
export function toInput(
  coverage: Float32Array,
  range: readonly [number, number],
  channels: number,
): Float32Array {
  const [low, high] = range;
  const input = new Float32Array(coverage.length * channels);
  coverage.forEach((ink, index) => {
    input.fill(low + ink * (high - low), index * channels, (index + 1) * channels);
  });
  return input;
}

/** The reverse of {@link toInput}: the mean of the channels as a coverage, for showing. */
export function toCoverage(
  input: ArrayLike<number>,
  range: readonly [number, number],
  channels: number,
): Float32Array {
  const [low, high] = range;
  const coverage = new Float32Array(input.length / channels);
  for (let index = 0; index < input.length; index++) {
    const pixel = Math.floor(index / channels);
    const share = ((input[index] ?? low) - low) / (high - low) / channels;
    coverage[pixel] = (coverage[pixel] ?? 0) + share;
  }
  return coverage;
}

/** Two pictures on top of each other: where either has ink, there is ink. */
export function overlaid(below: Float32Array, above: Float32Array): Float32Array {
  return below.map((ink, index) => Math.max(ink, above[index] ?? 0));
}

function moved(
  picture: Float32Array,
  width: number,
  height: number,
  moveX: number,
  moveY: number,
): Float32Array {
  const result = new Float32Array(picture.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const fromRow = row - moveY;
      const fromColumn = column - moveX;
      if (fromRow < 0 || fromRow >= height || fromColumn < 0 || fromColumn >= width) continue;
      result[row * width + column] = picture[fromRow * width + fromColumn] ?? 0;
    }
  }
  return result;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The duel: strokes of a hand against one step along the gradient. */
import type { Stroke } from "../../../drawing/strokes.ts";

/** Strokes that the reader has. */
export const STROKES = 20;
/** The longest stroke, in units of the drawing area's side. */
export const STROKE_LENGTH = 0.15;
/** Half the width of a stroke of the duel: thinner than a pen that writes. */
export const DUEL_RADIUS = 0.025;

/** Sizes of the step that are tried, as shares of the range of inputs. */
export const STEPS: readonly number[] = Array.from({ length: 50 }, (_, index) => (index + 1) / 100);

/** At most the first {@link STROKES} strokes, each cut where it gets longer than allowed. */
export function allowed(strokes: readonly Stroke[]): readonly Stroke[] {
  return strokes.slice(0, STROKES).map((stroke) => cut(stroke, STROKE_LENGTH));
}

/** The beginning of a stroke, at most `length` long. */
export function cut(stroke: Stroke, length: number): Stroke {
  const beginning = stroke.slice(0, 1);
  let remaining = length;
  for (let index = 1; index < stroke.length; index++) {
    const [from, to] = [stroke[index - 1], stroke[index]];
    if (from === undefined || to === undefined) break;
    const way = Math.hypot(to.x - from.x, to.y - from.y);
    if (way > remaining) {
      const share = remaining / way;
      beginning.push({ x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) });
      break;
    }
    beginning.push(to);
    remaining -= way;
  }
  return beginning;
}

/**
 * The input after one step of `size` (a share of the range) for each of `sizes`, one after the other:
 * each value moves by that much, whichever way its gradient says raises the loss, and stays in range.
 *
 * I. Goodfellow, J. Shlens, C. Szegedy: Explaining and Harnessing Adversarial Examples (2014),
 * the fast gradient sign method.
 */
export function stepped(
  input: Float32Array,
  /** Of the score that is to fall, by each value of the input. */
  gradient: Float32Array,
  range: readonly [number, number],
  sizes: readonly number[],
): Float32Array {
  const [low, high] = range;
  const batch = new Float32Array(input.length * sizes.length);
  sizes.forEach((size, index) => {
    input.forEach((value, place) => {
      const moved = value - Math.sign(gradient[place] ?? 0) * size * (high - low);
      batch[index * input.length + place] = Math.min(high, Math.max(low, moved));
    });
  });
  return batch;
}

/** How far two inputs are apart, in shares of the range. */
export interface Change {
  /** Share of the values that changed at all. */
  readonly touched: number;
  readonly largest: number;
  readonly mean: number;
}

export function change(
  before: Float32Array,
  after: Float32Array,
  range: readonly [number, number],
): Change {
  let [touched, largest, total] = [0, 0, 0];
  before.forEach((value, index) => {
    const difference = Math.abs((after[index] ?? 0) - value) / (range[1] - range[0]);
    if (difference > 1e-6) touched++;
    largest = Math.max(largest, difference);
    total += difference;
  });
  return { touched: touched / before.length, largest, mean: total / before.length };
}

/** The class with the highest score, for each example of a batch. */
export function winners(outputs: ArrayLike<number>, classes: number): number[] {
  return Array.from({ length: outputs.length / classes }, (_, example) => {
    let best = 0;
    for (let index = 1; index < classes; index++) {
      const start = example * classes;
      if ((outputs[start + index] ?? 0) > (outputs[start + best] ?? 0)) best = index;
    }
    return best;
  });
}

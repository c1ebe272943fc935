/** A drawing that comes to be before the reader's eyes, stroke by stroke. */

import type { Point, Stroke } from "./strokes.ts";
import { toText } from "./text.ts";

/** Milliseconds that a drawing takes. */
const DURATION = 900;

/**
 * Draws `strokes`, but for those that are `there` already: `draw` gets the drawing so far with each
 * frame, and `strokes` themselves with the last.
 */
export function unfold(
  there: readonly Stroke[],
  strokes: readonly Stroke[],
  draw: (soFar: readonly Stroke[]) => void,
  signal: AbortSignal,
): void {
  const begun = sharedStrokes(there, strokes);
  const start = performance.now();
  const step = (now: number): void => {
    if (signal.aborted) return;
    const share = Math.min(1, Math.max(0, (now - start) / DURATION));
    draw(share === 1 ? strokes : partly(strokes, begun, share));
    if (share < 1) requestAnimationFrame(step);
  };
  step(start);
}

/**
 * The first `share` (0 to 1) of what a pen draws after `begun` strokes that are there from the start,
 * as if it moved at one speed.
 */
export function partly(strokes: readonly Stroke[], begun: number, share: number): Stroke[] {
  const rest = strokes.slice(begun);
  let remaining = share * rest.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  const result = strokes.slice(0, begun);
  for (const stroke of rest) {
    const [first] = stroke;
    if (first === undefined) continue;
    if (remaining <= 0 && share < 1) break;
    const part: Point[] = [first];
    for (let index = 1; index < stroke.length; index++) {
      const [from, to] = [stroke[index - 1] ?? first, stroke[index] ?? first];
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      const t = share >= 1 || length <= remaining ? 1 : remaining / length;
      part.push({ x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) });
      remaining -= length;
      if (t < 1) break;
    }
    result.push(part);
  }
  return result;
}

function lengthOf(stroke: Stroke): number {
  return stroke.reduce((sum, point, index) => {
    const before = stroke[index - 1];
    return before === undefined ? sum : sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}

/** How many strokes at the beginning two drawings share. */
export function sharedStrokes(first: readonly Stroke[], second: readonly Stroke[]): number {
  const [a, b] = [
    first.map((stroke) => toText([stroke])),
    second.map((stroke) => toText([stroke])),
  ];
  let count = 0;
  while (count < a.length && a[count] === b[count]) count++;
  return count;
}

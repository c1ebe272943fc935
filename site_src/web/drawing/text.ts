/** Drawings as short texts: for addresses, for attributes in a page, for what the browser keeps. */
import type { Point, Stroke } from "./strokes.ts";

/** Places along each side that a text can name. */
const PLACES = 100;
/** How far a line may be from the one that was drawn, in units of the side. */
const TOLERANCE = 0.006;

/**
 * "2620-7420": strokes with a hyphen between, each a row of points, each point two digits for x and
 * two for y, in hundredths of the drawing area's side. Points that a line does not need are left out.
 */
export function toText(strokes: readonly Stroke[]): string {
  return strokes
    .map((stroke) => simplified(stroke, TOLERANCE))
    .map((stroke) => stroke.map(({ x, y }) => twoDigits(x) + twoDigits(y)).join(""))
    .join("-");
}

/** The reverse of {@link toText}; null for a text that is no drawing. */
export function fromText(text: string): Stroke[] | null {
  if (text === "") return [];
  if (!/^(\d{4})+(-(\d{4})+)*$/.test(text)) return null;
  return text.split("-").map((stroke) =>
    (stroke.match(/\d{4}/g) ?? []).map((point) => ({
      x: Number(point.slice(0, 2)) / (PLACES - 1),
      y: Number(point.slice(2)) / (PLACES - 1),
    })),
  );
}

function twoDigits(value: number): string {
  const place = Math.round(value * (PLACES - 1));
  return String(Math.min(PLACES - 1, Math.max(0, place))).padStart(2, "0");
}

/**
 * The line without the points that are within `tolerance` of it all the same (D. Douglas, T. Peucker:
 * Algorithms for the reduction of the number of points required to represent a digitized line, 1973).
 */
export function simplified(stroke: Stroke, tolerance: number): Stroke {
  const [first] = stroke;
  const last = stroke.at(-1);
  if (first === undefined || last === undefined || stroke.length < 3) return stroke;
  let far = 0;
  let distance = 0;
  for (let index = 1; index < stroke.length - 1; index++) {
    const away = fromLine(stroke[index] ?? first, first, last);
    if (away > distance) [far, distance] = [index, away];
  }
  if (distance <= tolerance) return [first, last];
  return [
    ...simplified(stroke.slice(0, far + 1), tolerance).slice(0, -1),
    ...simplified(stroke.slice(far), tolerance),
  ];
}

function fromLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const lengthSquared = dx * dx + dy * dy;
  const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / (lengthSquared || 1);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy);
}

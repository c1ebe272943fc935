/** Where words lie on a map, and what is said of one. */
import type { Camera, Spot } from "./camera.ts";
import { seenAt } from "./camera.ts";
import { missing, readTerms } from "./sum.ts";
import type { WordVectors } from "./vectors.ts";

/** How many standard deviations from the mean the edge of the whole map is. */
const REACH = 3.4;

/** An axis from one word to another: "man - woman". */
export interface Axis {
  readonly from: string;
  readonly to: string;
}

export function readAxis(text: string): Axis {
  const [from, to] = readTerms(text);
  return { from, to };
}

export function writeAxis({ from, to }: Axis): string {
  return `${from} - ${to}`;
}

/** What words have along one direction, and where that puts them, from 0 to 1 for most. */
export interface Line {
  readonly values: Float32Array;
  readonly places: Float32Array;
}

export interface Plane {
  readonly across: Line;
  readonly up: Line;
}

function lineOf(values: Float32Array): Line {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length,
  );
  const places = values.map((value) => 0.5 + (value - mean) / (2 * REACH * (spread || 1)));
  return { values, places };
}

/** The direction of an axis; a text where one of its words is missing, or both are the same. */
export function directionOf(vectors: WordVectors, { from, to }: Axis): Float32Array | string {
  const [start, end] = [vectors.find(from), vectors.find(to)];
  if (start === undefined) return from === "" ? "An axis wants two words." : missing(vectors, from);
  if (end === undefined) return to === "" ? "An axis wants two words." : missing(vectors, to);
  if (start === end) return `From ${from} to ${to} is no way.`;
  return vectors.sum([end], [start]);
}

export function planeOf(vectors: WordVectors, across: Float32Array, up: Float32Array): Plane {
  return { across: lineOf(vectors.along(across)), up: lineOf(vectors.along(up)) };
}

export function spotOf({ across, up }: Plane, word: number): Spot {
  return { x: across.places[word] ?? 0, y: up.places[word] ?? 0 };
}

/** The words that are seen nearest to a spot of the picture, among the first so many. */
export function nearSpot(
  plane: Plane,
  camera: Camera,
  spot: Spot,
  count: number,
  most = Infinity,
): number[] {
  const away = plane.across.places.map((_, word) => {
    const { x, y } = seenAt(camera, spotOf(plane, word));
    return Math.hypot(x - spot.x, y - spot.y);
  });
  const order = Array.from(away.keys()).slice(0, Math.min(away.length, most));
  return order.sort((a, b) => (away[a] ?? 0) - (away[b] ?? 0)).slice(0, count);
}

/** The share of all words that lie less far along a line, from 0 to 1. */
export function shareBelow({ values }: Line, word: number): number {
  const own = values[word] ?? 0;
  return values.reduce((count, value) => count + Number(value < own), 0) / values.length;
}

/** "further towards “woman” than 97% of all words". */
export function lies(line: Line, { from, to }: Axis, word: number): string {
  const share = shareBelow(line, word);
  const [end, percent] = share >= 0.5 ? [to, share] : [from, 1 - share];
  return `further towards “${end}” than ${Math.floor(100 * percent)}% of all words`;
}

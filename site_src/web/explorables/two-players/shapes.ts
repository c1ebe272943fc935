/** The points that the generator is to imitate, and how well it does. */
import { normal, random } from "../../runtime/training/random.ts";

export const shapes = {
  ring: "eight heaps in a ring",
  line: "a wavy line",
  heap: "one heap",
} as const;

export type Shape = keyof typeof shapes;

/** Points of a shape. */
const POINTS = 400;
const SEED = 5;
const HEAPS = 8;
/** Distance of the eight heaps from the middle, and the deviation within each. */
const RADIUS = 2;
const SPREAD = 0.08;
/** What is this near to a real point counts as on it. */
export const NEAR = 0.35;

const heap = (index: number): readonly [number, number] => {
  const angle = (2 * Math.PI * index) / HEAPS;
  return [RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
};

/** x and y of the points of a shape, one after the other. */
export function draw(shape: Shape): Float32Array {
  const next = random(SEED);
  const places: number[] = [];
  for (let index = 0; index < POINTS; index++) {
    const share = (index + next()) / POINTS;
    const middle: readonly [number, number] =
      shape === "ring"
        ? heap(index % HEAPS)
        : shape === "line"
          ? [5 * share - 2.5, Math.sin(5 * share - 2.5)]
          : [1.2, 0.8];
    places.push(...middle.map((value) => value + SPREAD * normal(next)));
  }
  return Float32Array.from(places);
}

export interface Standing {
  /** Share of the made points that lie on real ones. */
  readonly real: number;
  /** Share of the real points that have a made one near. */
  readonly reached: number;
}

/** How many of the made points are near real ones, and the other way round. */
export function standing(made: Float32Array, data: Float32Array): Standing {
  return { real: shareNear(made, data), reached: shareNear(data, made) };
}

/** How many of the eight heaps have a made point near their middle, in a ring. */
export function heapsReached(made: Float32Array): number {
  let reached = 0;
  for (let index = 0; index < HEAPS; index++)
    if (shareNear(Float32Array.from(heap(index)), made) === 1) reached++;
  return reached;
}

/** The share of points that have one of the others near. */
function shareNear(points: Float32Array, others: Float32Array): number {
  let near = 0;
  for (let at = 0; at < points.length; at += 2) {
    for (let other = 0; other < others.length; other += 2) {
      const x = (points[at] as number) - (others[other] as number);
      const y = (points[at + 1] as number) - (others[other + 1] as number);
      if (x * x + y * y > NEAR * NEAR) continue;
      near++;
      break;
    }
  }
  return points.length === 0 ? 0 : near / (points.length / 2);
}

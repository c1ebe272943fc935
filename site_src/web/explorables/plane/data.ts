/** Points of two classes in the plane, from -REACH to REACH on both axes. */
import { normal, random, shuffled, type Random } from "../../runtime/training/random.ts";

export const REACH = 3;

export interface Points {
  /** x and y of each point, one after the other. */
  readonly places: Float32Array;
  /** 0 or 1 for each point. */
  readonly labels: Uint8Array;
}

export interface Split {
  readonly train: Points;
  readonly test: Points;
}

export const shapes = {
  clouds: "two clouds",
  circles: "a ring around a disc",
  xor: "four corners (xor)",
  moons: "two moons",
  spiral: "a spiral",
} as const;

export type Shape = keyof typeof shapes;

type Draw = (label: number, share: number, next: Random) => readonly [x: number, y: number];

const turn = (radius: number, angle: number): readonly [number, number] => [
  radius * Math.cos(angle),
  radius * Math.sin(angle),
];

/** A point of the class; `share` goes from 0 to 1 through the points of a class. */
const draws: Readonly<Record<Shape, Draw>> = {
  clouds: (label, _share, next) => {
    const centre = label === 1 ? 1.2 : -1.2;
    return [centre + 0.55 * normal(next), centre + 0.55 * normal(next)];
  },
  circles: (label, _share, next) => {
    const radius = label === 1 ? 1.2 * Math.sqrt(next()) : 1.8 + 0.8 * next();
    return turn(radius, 2 * Math.PI * next());
  },
  xor: (label, _share, next) => {
    const [x, y] = [0.15 + 2.45 * next(), 0.15 + 2.45 * next()];
    const side = next() < 0.5 ? -1 : 1;
    return [side * x, (label === 1 ? side : -side) * y];
  },
  moons: (label, _share, next) => {
    const [x, y] = turn(1.6, Math.PI * next());
    return label === 1 ? [x - 0.8, y - 0.4] : [0.8 - x, 0.4 - y];
  },
  spiral: (label, share) => turn(0.2 + 2.5 * share, 2.5 * Math.PI * share + Math.PI * label),
};

/** `count` points of each class; noise is the deviation that is added to both coordinates. */
export function draw(shape: Shape, count: number, noise: number, seed: number): Points {
  const next = random(seed);
  const points: (readonly [number, number, number])[] = [];
  for (let index = 0; index < count; index++) {
    for (const label of [0, 1]) {
      const [x, y] = draws[shape](label, (index + next()) / count, next);
      points.push([x + noise * normal(next), y + noise * normal(next), label]);
    }
  }
  return pointsOf(points);
}

/** The points, every other one (in random order) for the test. */
export function split(points: Points, seed: number): Split {
  const order = shuffled(points.labels.length, random(seed));
  const half = Math.ceil(order.length / 2);
  const take = (places: Uint32Array): Points =>
    pointsOf([...places].map((i) => pointAt(points, i)));
  return { train: take(order.slice(0, half)), test: take(order.slice(half)) };
}

export function pointAt({ places, labels }: Points, index: number): [number, number, number] {
  return [places[2 * index] ?? 0, places[2 * index + 1] ?? 0, labels[index] ?? 0];
}

export function pointsOf(points: readonly (readonly [number, number, number])[]): Points {
  return {
    places: Float32Array.from(points.flatMap(([x, y]) => [x, y])),
    labels: Uint8Array.from(points, ([, , label]) => label),
  };
}

/** The most points that an address carries. */
export const MOST = 240;
const DIGITS = 36;
const FINEST = DIGITS ** 2 - 1;
export const WRITTEN_POINTS = new RegExp(`^(?:[0-9a-z]{4}[01]){0,${MOST}}$`);

/** Points as a text: two digits of base 36 for x, two for y, one for the label. */
export function writePoints(points: readonly (readonly [number, number, number])[]): string {
  const code = (value: number): string => {
    const share = (Math.min(REACH, Math.max(-REACH, value)) + REACH) / (2 * REACH);
    return Math.round(share * FINEST)
      .toString(DIGITS)
      .padStart(2, "0");
  };
  return points
    .slice(0, MOST)
    .map(([x, y, label]) => `${code(x)}${code(y)}${label}`)
    .join("");
}

export function readPoints(text: string): [number, number, number][] {
  const value = (code: string): number => (parseInt(code, DIGITS) / FINEST) * 2 * REACH - REACH;
  return [...text.matchAll(/(..)(..)(.)/g)].map(([, x = "", y = "", label]) => [
    value(x),
    value(y),
    Number(label),
  ]);
}

/** What became of a table of the reader's: points, or what is wrong with it and where. */
export type Table =
  { readonly points: string; readonly message: string } | { readonly problem: string };

/**
 * Reads rows of two numbers and a label; a first row without numbers is a header. Both columns are
 * stretched to the plane. The label may be any word, as long as there are two of them.
 */
export function readTable(text: string): Table {
  const rows = text
    .split(/\r?\n/)
    .map((row, index) => ({ line: index + 1, cells: row.split(/[,;\t]/).map((c) => c.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const numeric = ({ cells }: (typeof rows)[number]): boolean =>
    cells.slice(0, 2).every((cell) => cell !== "" && Number.isFinite(Number(cell)));
  const first = rows[0];
  if (first === undefined) return { problem: "There are no rows in it." };
  const body = numeric(first) ? rows : rows.slice(1);
  for (const row of body) {
    if (row.cells.length !== 3)
      return {
        problem: `Line ${row.line} has ${row.cells.length} columns; three are needed: two numbers and a label.`,
      };
    if (!numeric(row))
      return {
        problem: `Line ${row.line} begins with ${row.cells.slice(0, 2).join(" and ")}: these aren't two numbers.`,
      };
  }
  const names = [...new Set(body.map(({ cells }) => cells[2] ?? ""))].sort();
  if (names.length !== 2)
    return {
      problem: `There are ${names.length} different labels in the third column; two are needed.`,
    };
  // What an address carries: every so manyth row of a longer table.
  const sampled = body.filter(
    (_, i) =>
      Math.floor((i * MOST) / body.length) !== Math.floor(((i - 1) * MOST) / body.length) ||
      body.length <= MOST,
  );
  const column = (place: number): number[] =>
    stretched(sampled.map(({ cells }) => Number(cells[place])));
  const [xs, ys] = [column(0), column(1)];
  const points = sampled.map(
    ({ cells }, i) => [xs[i] ?? 0, ys[i] ?? 0, names.indexOf(cells[2] ?? "")] as const,
  );
  const of = sampled.length < body.length ? ` of ${body.length}` : "";
  return {
    points: writePoints(points),
    message: `${sampled.length}${of} rows, stretched to the plane: circles are ${names[0]}, diamonds are ${names[1]}.`,
  };
}

function stretched(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const reach = 0.9 * REACH;
  return values.map((v) => (high === low ? 0 : ((v - low) / (high - low)) * 2 * reach - reach));
}

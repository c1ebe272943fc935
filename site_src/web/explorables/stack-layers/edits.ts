/** What a reader can do to a tower, one press at a time. */
import { KERNELS, MOST_BRICKS, MOST_UNITS, POOLS, type Brick } from "./bricks.ts";

/** Bricks as they come out of the box. */
export const box: readonly { readonly name: string; readonly brick: Brick }[] = [
  { name: "Conv2D", brick: { kind: "conv", filters: 8, kernel: 3, same: false } },
  { name: "MaxPooling2D", brick: { kind: "pool", size: 2 } },
  { name: "GlobalAverage", brick: { kind: "global" } },
  { name: "Flatten", brick: { kind: "flatten" } },
  { name: "Dense", brick: { kind: "dense", units: 10 } },
  { name: "Dropout", brick: { kind: "dropout" } },
];

/** The bricks with another one after `place`; as they are where there is no room. */
export function added(bricks: readonly Brick[], place: number, brick: Brick): readonly Brick[] {
  if (bricks.length >= MOST_BRICKS) return bricks;
  return [...bricks.slice(0, place + 1), brick, ...bricks.slice(place + 1)];
}

export function removed(bricks: readonly Brick[], place: number): readonly Brick[] {
  return bricks.filter((_, at) => at !== place);
}

/** The brick at `place` changes places with its neighbour above (-1) or below (1). */
export function moved(bricks: readonly Brick[], place: number, by: -1 | 1): readonly Brick[] {
  const [one, other] = [bricks[place], bricks[place + by]];
  if (one === undefined || other === undefined) return bricks;
  return bricks.map((brick, at) => (at === place ? other : at === place + by ? one : brick));
}

export function replaced(bricks: readonly Brick[], place: number, brick: Brick): readonly Brick[] {
  return bricks.map((old, at) => (at === place ? brick : old));
}

/** More or fewer filters, units, pixels; undefined where there is nothing to change or no further. */
export function resized(brick: Brick, by: 1 | -1): Brick | undefined {
  if (brick.kind === "conv") {
    const filters = scaled(brick.filters, by);
    return filters === undefined ? undefined : { ...brick, filters };
  }
  if (brick.kind === "dense") {
    const units = scaled(brick.units, by);
    return units === undefined ? undefined : { ...brick, units };
  }
  if (brick.kind !== "pool") return undefined;
  const size = neighbour(POOLS, brick.size, by);
  return size === undefined ? undefined : { ...brick, size };
}

/** A larger or smaller kernel. */
export function rekerneled(brick: Brick, by: 1 | -1): Brick | undefined {
  if (brick.kind !== "conv") return undefined;
  const kernel = neighbour(KERNELS, brick.kernel, by);
  return kernel === undefined ? undefined : { ...brick, kernel };
}

/** 1, 2, 4, 8, 10, 16, 32 …: powers of two, and ten for ten answers. */
const SIZES = [1, 2, 4, 8, 10, 16, 32, 64, 128, 256, MOST_UNITS] as const;

function scaled(number: number, by: 1 | -1): number | undefined {
  return by === 1
    ? SIZES.find((size) => size > number)
    : SIZES.filter((size) => size < number).at(-1);
}

function neighbour(list: readonly number[], value: number, by: 1 | -1): number | undefined {
  return list[list.indexOf(value) + by];
}

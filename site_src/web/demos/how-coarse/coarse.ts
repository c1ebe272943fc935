/** Pictures made coarse, and at which resolution somebody could name them. */

/** Pixels along a side, from mosaic to fine: each is half of the next. */
export function sidesOf(finest: number): readonly number[] {
  const sides = [finest];
  for (let side = finest; side % 2 === 0 && side > 2; side /= 2) sides.unshift(side / 2);
  return sides;
}

/** A picture of `finest` by `finest` pixels, row by row, as the means of its squares. */
export function coarse(
  values: Float32Array,
  finest: number,
  channels: number,
  side: number,
): Float32Array {
  const square = finest / side;
  const means = new Float32Array(side * side * channels);
  values.forEach((value, index) => {
    const pixel = Math.floor(index / channels);
    const row = Math.floor(pixel / finest / square);
    const column = Math.floor((pixel % finest) / square);
    const place = (row * side + column) * channels + (index % channels);
    means[place] = (means[place] ?? 0) + value / square ** 2;
  });
  return means;
}

/** What came of one picture: the finest side that was looked at, and whether the name was right. */
export interface Named {
  readonly side: number;
  readonly right: boolean;
}

/** The side at which at least half of all pictures had been named; null where that was never so. */
export function limitOf(named: readonly Named[], sides: readonly number[]): number | null {
  const half = named.length / 2;
  return (
    sides.find(
      (side) => named.filter((answer) => answer.right && answer.side <= side).length >= half,
    ) ?? null
  );
}

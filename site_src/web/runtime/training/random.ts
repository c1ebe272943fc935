/** Random numbers that a seed repeats. */

export type Random = () => number;

/** Uniform in [0, 1): T. Ettinger's mulberry32, good enough to shuffle and to begin with. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normally distributed, mean 0 and deviation 1 (G. Box, M. Muller, 1958). */
export function normal(next: Random): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** The numbers from 0 to `count` - 1 in random order (R. Durstenfeld, 1964). */
export function shuffled(count: number, next: Random): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

/**
 * Labels of which the given share is wrong: replaced by one of the other classes. Whether and by
 * what depends on the seed and on a label's place alone, so more wrong labels include fewer.
 */
export function mislabelled(
  labels: Uint8Array<ArrayBuffer>,
  share: number,
  classes: number,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const next = random(seed);
  return labels.map((label) => {
    const draw = next();
    const other = (label + 1 + Math.floor(next() * (classes - 1))) % classes;
    return draw < share ? other : label;
  });
}

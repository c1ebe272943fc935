/** Numbers along an axis. */

/**
 * The least and the greatest of the numbers, apart from each other; 0 and 1 if there are none.
 *
 * `room` is added on both sides, as a share of what lies between.
 */
export function extent(numbers: readonly (number | null)[], room = 0): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) {
    if (number === null) continue;
    low = Math.min(low, number);
    high = Math.max(high, number);
  }
  if (low > high) return [0, 1];
  const apart = low === high ? Math.abs(low) / 2 || 0.5 : room * (high - low);
  return [low - apart, high + apart];
}

/** Round numbers from `low` to `high`, about `count` of them: steps of 1, 2 or 5 times a power of 10. */
export function ticks(low: number, high: number, count: number): readonly string[] {
  const rough = (high - low) / count;
  const power = Math.floor(Math.log10(rough));
  const unit = 10 ** power;
  const step = ([1, 2, 5].find((factor) => factor * unit >= rough) ?? 10) * unit;
  const places = Math.max(0, Math.min(12, -Math.floor(Math.log10(step))));
  const texts = [];
  for (let n = Math.ceil(low / step); n * step <= high; n++) {
    const value = n * step;
    texts.push(Math.abs(value) < 1e6 ? value.toFixed(places) : String(value));
  }
  return texts;
}

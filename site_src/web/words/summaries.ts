/** What a plot or a picture shows, in a sentence: for who cannot see it. */

/** "3.14", "−0.50": with a minus that is read as one. */
export function signed(value: number): string {
  return value.toFixed(2).replace("-", "−");
}

/** Where the largest of `height` rows of `width` numbers is: "most at the top right". */
export function placeOfMost(values: ArrayLike<number>, height: number, width: number): string {
  let strongest = -1;
  for (let at = 0; at < height * width; at++) {
    if ((values[at] ?? NaN) > (values[strongest] ?? -Infinity)) strongest = at;
  }
  if (strongest < 0) return "nothing anywhere";
  const third = (at: number, side: number): number => Math.floor((3 * at) / side);
  const row = ["top", "middle", "bottom"][third(Math.floor(strongest / width), height)] ?? "";
  const column = ["left", "middle", "right"][third(strongest % width, width)] ?? "";
  return row === column ? "most in the middle" : `most at the ${row} ${column}`;
}

/** "weights from −0.31 to 0.42". */
export function extremes(values: Iterable<number>, what: string): string {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return `${what} from ${signed(low)} to ${signed(high)}`;
}

/** A curve in a sentence: "Loss: 2.31 at step 1, 0.12 at step 400; lowest 0.11 at step 380." */
export function sayCurve(
  name: string,
  place: string,
  xs: readonly number[],
  ys: readonly number[],
  say: (y: number) => string,
): string {
  const last = ys.length - 1;
  if (last < 0) return `${name}: nothing yet.`;
  const at = (index: number): string => `${say(ys[index] ?? 0)} at ${place} ${xs[index]}`;
  if (last === 0) return `${name}: ${at(0)}.`;
  const low = ys.indexOf(Math.min(...ys));
  const high = ys.indexOf(Math.max(...ys));
  const turns = [
    ["lowest", low],
    ["highest", high],
  ] as const;
  const between = turns.filter(([, index]) => index !== 0 && index !== last);
  const extra = between.map(([word, index]) => `; ${word} ${at(index)}`).join("");
  return `${name}: ${at(0)}, ${at(last)}${extra}.`;
}

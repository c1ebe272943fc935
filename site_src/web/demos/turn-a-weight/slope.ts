/** A curve of measured points, between which it is straight. */
export interface Curve {
  /** Rising. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** Reads two lists of numbers of equal length. Throws an `Error` that says what is wrong. */
export function readCurve(xs: string, ys: string): Curve {
  const [first, second] = [xs, ys].map((text) => JSON.parse(text) as unknown);
  const isList = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((item) => Number.isFinite(item));
  if (!isList(first) || !isList(second) || first.length !== second.length || first.length < 3) {
    throw new Error("values and losses have to be lists of numbers, equally long");
  }
  return { xs: first, ys: second };
}

/** Height of the curve; at its ends it stays level. */
export function heightAt({ xs, ys }: Curve, x: number): number {
  const right = xs.findIndex((place) => place >= x);
  if (right <= 0) return (right === 0 ? ys[0] : ys.at(-1)) ?? 0;
  const [a = 0, b = 1] = [xs[right - 1], xs[right]];
  const [from = 0, to = 0] = [ys[right - 1], ys[right]];
  return from + ((x - a) / (b - a)) * (to - from);
}

/** Slope of the curve, measured over one of its pieces to either side. */
export function slopeAt(curve: Curve, x: number): number {
  const { xs } = curve;
  const [first = 0, last = 1] = [xs[0], xs.at(-1)];
  const reach = (last - first) / (xs.length - 1);
  const [from, to] = [Math.max(first, x - reach), Math.min(last, x + reach)];
  return (heightAt(curve, to) - heightAt(curve, from)) / (to - from);
}

/** One step of gradient descent, kept inside the curve. */
export function stepDown(curve: Curve, x: number, rate: number): number {
  const [first = 0, last = 1] = [curve.xs[0], curve.xs.at(-1)];
  return Math.min(last, Math.max(first, x - rate * slopeAt(curve, x)));
}

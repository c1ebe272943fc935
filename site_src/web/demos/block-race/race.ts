/** Times of several networks that took turns: medians, spreads, and the site's rule for more than luck. */

export interface Racer {
  readonly name: string;
  readonly parameters: number;
  /** Of one picture. */
  readonly work: number;
  /** Percent right, one for each seed. */
  readonly right: readonly number[];
}

export interface Spread {
  /** A quarter of the values is below it, half, and three quarters. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Turns that count, after one to warm up. */
export const TURNS = 12;
/**
 * What Student's t exceeds by luck in one of twenty cases, with twelve turns (11 degrees of freedom, both
 * sides): the rule of this site, p below 0.05.
 */
const LUCK = 2.201;

/** Reads "vgg 194506 4718592 51.2 50.1 52.0; …"; leaves out what isn't so written. */
export function readRacers(text: string): Racer[] {
  return text.split(";").flatMap((row) => {
    const [name = "", ...rest] = row.trim().split(/\s+/);
    const [parameters = NaN, work = NaN, ...right] = rest.map(Number);
    const known = [parameters, work, ...right].every(Number.isFinite) && right.length > 0;
    return name !== "" && known ? [{ name, parameters, work, right }] : [];
  });
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return below + (place - Math.floor(place)) * (above - below);
  };
  return { low: at(0.25), middle: at(0.5), high: at(0.75) };
}

/** Whether `times` differ from `others`, turn by turn, by more than luck. Both of {@link TURNS} turns. */
export function differs(times: readonly number[], others: readonly number[]): boolean {
  const gaps = times.map((time, turn) => time - (others[turn] ?? NaN));
  const middle = mean(gaps);
  const variance = mean(gaps.map((gap) => (gap - middle) ** 2)) * (gaps.length / (gaps.length - 1));
  return Math.abs(middle) > LUCK * Math.sqrt(variance / gaps.length);
}

/** The order of a turn: everybody is first once, so that being first is no advantage. */
export function orderOf(count: number, turn: number): number[] {
  return Array.from({ length: count }, (_, place) => (place + turn) % count);
}

/** Milliseconds of a picture by name, each turn one. */
export type Times = ReadonlyMap<string, readonly number[]>;

export function fastest(times: Times): string {
  const medians = [...times].map(([name, values]) => ({ name, middle: spread(values).middle }));
  return medians.sort((a, b) => a.middle - b.middle)[0]?.name ?? "";
}

/** 0.0134 -> "0.013 ms". */
export function inMilliseconds(value: number): string {
  return `${value < 0.1 ? value.toFixed(3) : value.toFixed(2)} ms`;
}

/** Says who is first, who can't be told from it, and who is last. */
export function sentence(times: Times): string {
  const first = fastest(times);
  const own = times.get(first);
  if (own === undefined) return "";
  const others = [...times].filter(([name]) => name !== first);
  const level = others.filter(([, values]) => !differs(values, own)).map(([name]) => name);
  const ranked = others.sort((a, b) => spread(b[1]).middle - spread(a[1]).middle);
  const [last, slow] = ranked[0] ?? [first, own];
  const factor = spread(slow).middle / spread(own).middle;
  const told =
    level.length === 0 ? "" : ` Too close to call from these turns: ${level.join(", ")}.`;
  const end = level.includes(last) ? "" : ` ${last} takes ${factor.toFixed(1)} times as long.`;
  return `On this device, now: ${first} has the lowest median, ${inMilliseconds(spread(own).middle)} a picture.${told}${end}`;
}

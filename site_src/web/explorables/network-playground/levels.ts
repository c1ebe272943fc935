/** Tasks with a par: solve it with no more neurons than that. */
import type { PlaygroundValues } from "./settings.ts";

export interface Level {
  readonly data: "moons" | "circles" | "xor" | "spiral";
  /** The most hidden neurons. */
  readonly par: number;
}

/** Share of the test points that have to be right. */
export const ENOUGH = 0.95;
const NOISE = 5;

/** The pars were reached with Adam at 0.03, by most of four starts each. */
const levels: Readonly<Partial<Record<PlaygroundValues["level"], Level>>> = {
  moons: { data: "moons", par: 3 },
  circles: { data: "circles", par: 3 },
  xor: { data: "xor", par: 4 },
  spiral: { data: "spiral", par: 8 },
};

export function levelOf({ level }: PlaygroundValues): Level | undefined {
  return levels[level];
}

/** What a level sets when it is chosen: its data, and a network that is too small for them. */
export function setUp({ data }: Level): Partial<PlaygroundValues> {
  return { data, noise: NOISE, features: ["x", "y"], hidden: [1] };
}

export interface Standing {
  readonly neurons: number;
  /** What still stands in the way; null when the level is solved. */
  readonly missing: string | null;
}

/** How a network stands that gives this share of the test points their right class. */
export function standing(level: Level, values: PlaygroundValues, right: number): Standing {
  const neurons = values.hidden.reduce((sum, count) => sum + count, 0);
  return { neurons, missing: missing(level, values, neurons, right) };
}

function missing(
  level: Level,
  { data, noise, features }: PlaygroundValues,
  neurons: number,
  right: number,
): string | null {
  if (data !== level.data || noise < NOISE) return "other data, or less noise, than the level has";
  if (features.some((name) => name !== "x" && name !== "y")) return "only x and y may go in";
  if (neurons > level.par) return `${neurons} neurons, and par is ${level.par}`;
  if (right < ENOUGH) return `${Math.round(100 * right)}% of the test points; 95% are needed`;
  return null;
}

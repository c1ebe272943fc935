/** What a reader can set between the two players, and what follows from it. */
import { choice, range, toggle, written, type Values } from "../frame/settings.ts";
import { readPoints, WRITTEN_POINTS } from "../plane/data.ts";
import { draw, shapes } from "./shapes.ts";
import type { Plan, Tuning } from "./training/players.ts";

const RATES = [0, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.03] as const;

export const table = {
  data: choice({
    label: "Real points",
    options: { ...shapes, own: "your own points" },
    usual: "ring",
    key: "d",
  }),
  noise: toggle({ label: "Noise for the generator", usual: true, key: "n" }),
  generator: range({ label: "Generator's learning rate", stops: RATES, usual: 0.002, key: "g" }),
  discriminator: range({
    label: "Discriminator's learning rate",
    stops: RATES,
    usual: 0.002,
    key: "o",
  }),
  speed: choice({
    label: "Speed",
    options: { watch: "to watch", ten: "ten times", full: "all it can" },
    usual: "ten",
    key: "v",
  }),
  points: written({
    label: "Your own points",
    usual: "",
    pattern: WRITTEN_POINTS,
    allowed: "painted in the page, then copied from the address",
  }),
} as const;

export type PlayersValues = Values<typeof table>;

/** What changes the data or the networks, so that the game begins anew. */
export const RESTARTING: ReadonlySet<string> = new Set(["data", "noise", "points"]);

export function planOf({ data, noise, points }: PlayersValues, seed: number): Plan {
  const own = (): Float32Array => Float32Array.from(readPoints(points).flatMap(([x, y]) => [x, y]));
  return { data: data === "own" ? own() : draw(data), noise, seed };
}

export function tuningOf({ generator, discriminator }: PlayersValues): Tuning {
  return { generatorRate: generator, discriminatorRate: discriminator };
}

/** How many rounds pass between two pictures; 0 for as many as it can. */
export function roundsPerFrame({ speed }: PlayersValues): number {
  return { watch: 1, ten: 10, full: 0 }[speed];
}

/** What a reader can set in the playground, and what follows from it. */
import { choice, counts, range, several, written, type Values } from "../frame/settings.ts";
import {
  draw,
  pointsOf,
  readPoints,
  shapes,
  split,
  WRITTEN_POINTS,
  type Split,
} from "../plane/data.ts";
import { features } from "./training/features.ts";
import { activations } from "../learning/network.ts";
import { optimizers } from "../learning/optimizers.ts";
import type { Plan, Tuning } from "./training/trainer.ts";

export const MOST_NEURONS = 8;
export const MOST_LAYERS = 4;

export const table = {
  data: choice({
    label: "Data",
    options: { ...shapes, own: "your own points" },
    usual: "circles",
    key: "d",
  }),
  noise: range({
    label: "Noise",
    min: 0,
    max: 50,
    step: 5,
    usual: 10,
    say: (value) => `${value}%`,
    key: "n",
  }),
  features: several({ label: "Inputs", options: features, usual: ["x", "y"], key: "i" }),
  hidden: counts({
    label: "Hidden neurons",
    min: 1,
    max: MOST_NEURONS,
    most: MOST_LAYERS,
    usual: [4],
    key: "h",
  }),
  activation: choice({ label: "Activation", options: activations, usual: "tanh", key: "a" }),
  optimizer: choice({ label: "Optimizer", options: optimizers, usual: "adam", key: "o" }),
  rate: range({
    label: "Learning rate",
    stops: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
    usual: 0.01,
    key: "l",
  }),
  decay: range({
    label: "Weight penalty (L2)",
    stops: [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1],
    usual: 0,
    say: (value) => (value === 0 ? "none" : String(value)),
    key: "w",
  }),
  batch: range({ label: "Batch", stops: [1, 4, 10, 30, 100, 200], usual: 10, key: "b" }),
  speed: choice({
    label: "Speed",
    options: { watch: "to watch", ten: "ten times", full: "all it can" },
    usual: "watch",
    key: "v",
  }),
  level: choice({
    label: "Level",
    options: {
      free: "free play",
      moons: "1: the moons, 3 neurons",
      circles: "2: the ring, 3 neurons",
      xor: "3: xor, 4 neurons",
      spiral: "4: the spiral, 8 neurons",
    },
    usual: "free",
  }),
  points: written({
    label: "Your own points",
    usual: "",
    pattern: WRITTEN_POINTS,
    allowed: "put down in the page, then copied from the address",
  }),
} as const;

export type PlaygroundValues = Values<typeof table>;

/** Of each class. */
const POINTS = 200;
/** Deviation that a noise of 100% adds, in units of the plane. */
const LOUD = 1.5;
const DATA_SEED = 7;

/** What changes the data or the network, so that training begins anew. */
export const RESTARTING: ReadonlySet<string> = new Set([
  "data",
  "noise",
  "points",
  "features",
  "hidden",
  "activation",
]);

export function dataOf({ data, noise, points }: PlaygroundValues): Split {
  const all =
    data === "own"
      ? pointsOf(readPoints(points))
      : draw(data, POINTS, (LOUD * noise) / 100, DATA_SEED);
  return split(all, DATA_SEED);
}

export function planOf(values: PlaygroundValues, seed: number): Plan {
  const { features, hidden, activation } = values;
  return { features, hidden, activation, seed };
}

export function tuningOf({ optimizer, rate, decay, batch }: PlaygroundValues): Tuning {
  return { optimizer, rate, decay, batch };
}

/** How many epochs pass between two pictures; 0 for as many as it can. */
export function epochsPerFrame({ speed }: PlaygroundValues): number {
  return { watch: 1, ten: 10, full: 0 }[speed];
}

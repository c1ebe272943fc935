/** What a reader can set about a network of three neurons, and how far its two passes are shown. */
import { choice, range, written, type Values } from "../frame/settings.ts";

/** The nine weights and biases, in the order in which an address has them. */
export const WEIGHTS = ["w11", "w12", "b1", "w21", "w22", "b2", "v1", "v2", "c"] as const;
export type WeightName = (typeof WEIGHTS)[number];
export type Weights = Readonly<Record<WeightName, number>>;

/** Lines of both passes: six forward, then fourteen backward. */
export const LINES = 20;

const NUMBER = String.raw`-?\d{1,3}(?:\.\d{1,4})?`;

const number = (label: string, usual: number, key: string) =>
  range({ label, min: -2, max: 2, step: 0.5, usual, key });

export const bends = { tanh: "tanh", relu: "ReLU", linear: "none" } as const;
export type Bend = keyof typeof bends;

export const table = {
  step: range({
    label: "Step",
    min: 0,
    max: LINES,
    step: 1,
    usual: 0,
    key: "s",
    say: (value) => `${value} of ${LINES}`,
  }),
  x1: number("Input x₁", 1, "x"),
  x2: number("Input x₂", -0.5, "y"),
  target: number("Target t", 1, "t"),
  bend: choice({ label: "Activation", options: bends, usual: "tanh", key: "a" }),
  rate: range({ label: "Learning rate", stops: [0.1, 0.3, 1, 3], usual: 0.3, key: "l" }),
  level: choice({
    label: "Find the wrong sign",
    options: { free: "no, all are right", leaf: "level 1", spread: "level 2", root: "level 3" },
    usual: "free",
    key: "f",
  }),
  weights: written({
    label: "Weights",
    usual: "0.5,-1,0.5,1,0.5,-0.5,1,-1.5,-0.2",
    pattern: new RegExp(`^${NUMBER}(?:,${NUMBER}){8}$`),
    allowed:
      "nine numbers of at most four decimals with commas between: w₁₁, w₁₂, b₁, w₂₁, w₂₂, b₂, v₁, v₂, c",
  }),
} as const;

export type BackpropValues = Values<typeof table>;

export function readWeights(text: string): Weights {
  const numbers = text.split(",").map(Number);
  return Object.fromEntries(WEIGHTS.map((name, at) => [name, numbers[at] ?? 0])) as Weights;
}

/** Larger ones than an address holds stay at its limit. */
export function writeWeights(weights: Weights): string {
  const within = (value: number): number => Math.max(-999, Math.min(999, value));
  return WEIGHTS.map((name) => String(Number(within(weights[name]).toFixed(4)))).join();
}

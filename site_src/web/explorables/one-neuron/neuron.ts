/** One neuron: its answers, its loss on points, and the gradient of that. */
import { choice, range, type Values } from "../frame/settings.ts";
import { draw, pointAt, pointsOf, readPoints, type Points } from "../plane/data.ts";
import { gridPlaces, type Surface } from "../plane/paint.ts";

/**
 * Petals of 50 Iris versicolor (0) and 50 Iris virginica (1): length and width, each less its mean
 * and divided by its deviation (R. Fisher, 1936; as scikit-learn has them).
 */
const PETALS =
  "ghe30f1fi0hyfi0bdcn0frfi0f1cn0ghgx06a8e0frcn0ane307q8e0cufi0bd8e0ghe308gcn0ebe30f1fi0c48e0f1fi0an9t0h8jr0bdcn0hyfi0ghb80dkcn0ebe30h8e30ioic0f1fi07q8e09x9t0978e0anb80jegx0f1fi0f1gx0ghfi0ebcn0c4cn0bdcn0ebb80fre30bdb806a8e0cucn0cub80cucn0dkcn0439t0c4cn0pzto1jel61p9o01n2jr1oipf1udo01f1ic1s6jr1oijr1qpto1jeml1kvl61mco01ioml1jes91kvqu1mcjr1v3pf1wjqu1iofi1nsqu1hyml1v3ml1hyjr1nso01pzjr1h8jr1hyjr1n2o01oigx1qpl61swml1n2pf1jefi1n2e31qpqu1n2s91mcjr1h8jr1llo01n2s91jequ1jel61p9qu1nsto1k5qu1iol61k5ml1llqu1jejr1";

/** -0.04 -> "0.0", -0.6 -> "−0.6". */
export const rounded = (value: number): string =>
  value
    .toFixed(1)
    .replace(/^-0\.0$/, "0.0")
    .replace("-", "−");

const number = (label: string, usual: number, key: string) =>
  range({ label, min: -6, max: 6, step: 0.1, usual, key, say: rounded });

export const table = {
  w1: number("Weight of x", -1, "x"),
  w2: number("Weight of y", 1, "y"),
  bias: number("Bias", 0, "b"),
  data: choice({
    label: "Points",
    options: { petals: "petals of irises", clouds: "two clouds", xor: "xor" },
    usual: "petals",
    key: "p",
  }),
  rate: range({ label: "Learning rate", stops: [0.1, 0.3, 1, 3, 10, 30], usual: 1, key: "l" }),
} as const;

export type NeuronValues = Values<typeof table>;

export function pointsFor(data: NeuronValues["data"]): Points {
  return data === "petals" ? pointsOf(readPoints(PETALS)) : draw(data, 50, 0.1, 7);
}

export interface Numbers {
  readonly w1: number;
  readonly w2: number;
  readonly bias: number;
}

export interface Judged {
  /** Mean cross-entropy. */
  readonly loss: number;
  /** How many points are on their side of the line. */
  readonly right: number;
  readonly gradient: Numbers;
}

export function judge(points: Points, { w1, w2, bias }: Numbers): Judged {
  let [loss, right, g1, g2, g0] = [0, 0, 0, 0, 0];
  const count = points.labels.length;
  for (let index = 0; index < count; index++) {
    const [x, y, label] = pointAt(points, index);
    const logit = w1 * x + w2 * y + bias;
    loss += Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
    if (logit > 0 === (label === 1)) right++;
    const error = 1 / (1 + Math.exp(-logit)) - label;
    g1 += error * x;
    g2 += error * y;
    g0 += error;
  }
  return {
    loss: loss / count,
    right,
    gradient: { w1: g1 / count, w2: g2 / count, bias: g0 / count },
  };
}

const SIDE = 40;
const PLACES = gridPlaces(SIDE);

/** What the neuron answers all over the plane, from -1 to 1. */
export function answers({ w1, w2, bias }: Numbers): Surface {
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, index) =>
    Math.tanh((w1 * (PLACES[2 * index] ?? 0) + w2 * (PLACES[2 * index + 1] ?? 0) + bias) / 2),
  );
  return { side: SIDE, values };
}

/** Weights go twice as far as the plane on which their loss is drawn. */
export const WEIGHTS_PER_UNIT = 2;

/** The loss for all pairs of weights at this bias; above 0 it is lower than that of a coin. */
export function losses(points: Points, bias: number): Surface {
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, index) => {
    const [w1, w2] = [PLACES[2 * index] ?? 0, PLACES[2 * index + 1] ?? 0];
    const numbers = { w1: WEIGHTS_PER_UNIT * w1, w2: WEIGHTS_PER_UNIT * w2, bias };
    return 2 * Math.exp(-judge(points, numbers).loss) - 1;
  });
  return { side: SIDE, values };
}

/** One step down the gradient; weights stay where the controls can show them. */
export function stepped(numbers: Numbers, gradient: Numbers, rate: number): Numbers {
  const within = (value: number): number => Math.max(-6, Math.min(6, value));
  return {
    w1: within(numbers.w1 - rate * gradient.w1),
    w2: within(numbers.w2 - rate * gradient.w2),
    bias: within(numbers.bias - rate * gradient.bias),
  };
}

/** The neuron, trained by these steps, in NumPy. */
export function numpyScript(values: NeuronValues, steps: number): string {
  const points = pointsFor(values.data);
  const rows = Array.from(points.labels, (_, index) =>
    pointAt(points, index)
      .map((value) => Number(value.toFixed(2)))
      .join(" "),
  );
  const lines = rows.flatMap((_, i) => (i % 5 === 0 ? [rows.slice(i, i + 5).join("   ")] : []));
  return `import numpy as np

POINTS = """
${lines.join("\n")}
"""
x, y, label = np.array(POINTS.split(), dtype=float).reshape(-1, 3).T

w1, w2, bias = ${values.w1}, ${values.w2}, ${values.bias}
for step in range(${steps}):
    logit = w1 * x + w2 * y + bias
    error = 1 / (1 + np.exp(-logit)) - label
    w1 -= ${values.rate} * (error * x).mean()
    w2 -= ${values.rate} * (error * y).mean()
    bias -= ${values.rate} * error.mean()

logit = w1 * x + w2 * y + bias
loss = (np.logaddexp(0, logit) - label * logit).mean()
right = ((logit > 0) == (label == 1)).sum()
print(f"w1 {w1:.2f}, w2 {w2:.2f}, bias {bias:.2f}: loss {loss:.3f}, {right} right")
`;
}

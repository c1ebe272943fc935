/** A small fully connected network in typed arrays: forward, backward, nothing else. */
import { random } from "../../runtime/training/random.ts";

export const activations = {
  tanh: "tanh",
  relu: "ReLU",
  sigmoid: "sigmoid",
  linear: "none (linear)",
} as const;

export type Activation = keyof typeof activations;

/** One layer; its numbers stand in the network's parameters from `weights` and from `biases` on. */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Of output 0 for all inputs, then of output 1, and so on. */
  readonly weights: number;
  readonly biases: number;
}

/** Layers with these numbers of values before and after them. */
export function layersOf(sizes: readonly number[]): readonly Layer[] {
  let start = 0;
  return sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index] ?? 0;
    const layer = { inputs, outputs, weights: start, biases: start + inputs * outputs };
    start = layer.biases + outputs;
    return layer;
  });
}

export class Network {
  readonly layers: readonly Layer[];
  /** All weights and biases, layer by layer. */
  readonly parameters: Float32Array;
  /** Values of each layer for the examples of the last pass, example by example. */
  readonly values: Float32Array[];
  private readonly deltas: Float32Array[];

  /** `sizes` go from the inputs to the outputs; `most` is the largest number of examples at once. */
  constructor(
    sizes: readonly number[],
    private readonly activation: Activation,
    most: number,
  ) {
    this.layers = layersOf(sizes);
    const last = this.layers.at(-1);
    this.parameters = new Float32Array(last === undefined ? 0 : last.biases + last.outputs);
    this.values = this.layers.map(({ outputs }) => new Float32Array(most * outputs));
    this.deltas = this.layers.map(({ outputs }) => new Float32Array(most * outputs));
  }

  /** Draws weights as Keras does (X. Glorot, Y. Bengio, 2010); biases are zero. */
  initialise(seed: number): void {
    const next = random(seed);
    this.parameters.fill(0);
    for (const { inputs, outputs, weights, biases } of this.layers) {
      const limit = Math.sqrt(6 / (inputs + outputs));
      for (let at = weights; at < biases; at++) this.parameters[at] = limit * (2 * next() - 1);
    }
  }

  /** The logits of `count` examples, whose inputs stand one after the other. */
  forward(inputs: Float32Array, count: number): Float32Array {
    let before = inputs;
    this.layers.forEach((layer, index) => {
      const after = this.values[index] as Float32Array;
      weigh(this.parameters, layer, before, after, count);
      if (index < this.layers.length - 1) activate(this.activation, after, count * layer.outputs);
      before = after;
    });
    return before;
  }

  /**
   * For one output: writes into `gradient` that of the mean cross-entropy between the logits'
   * sigmoids and the labels (0 or 1); returns that mean.
   */
  backward(
    inputs: Float32Array,
    labels: ArrayLike<number>,
    count: number,
    gradient: Float32Array,
  ): number {
    const logits = this.forward(inputs, count);
    const last = this.layers.length - 1;
    const delta = this.deltas[last] as Float32Array;
    let loss = 0;
    for (let example = 0; example < count; example++) {
      const logit = logits[example] as number;
      const label = labels[example] as number;
      loss += crossEntropy(logit, label);
      delta[example] = (1 / (1 + Math.exp(-logit)) - label) / count;
    }
    this.backpropagate(inputs, delta, count, gradient);
    return loss / count;
  }

  /**
   * Writes into `gradient` that of a loss with these slopes at the logits, example by example, and into
   * `slopesAtInputs` those at the inputs. The values are those of the last pass, which had the same inputs.
   */
  backpropagate(
    inputs: Float32Array,
    slopes: Float32Array,
    count: number,
    gradient: Float32Array,
    slopesAtInputs?: Float32Array,
  ): void {
    gradient.fill(0);
    let delta = slopes;
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const before = index === 0 ? inputs : (this.values[index - 1] as Float32Array);
      const below = index === 0 ? slopesAtInputs : (this.deltas[index - 1] as Float32Array);
      blame(this.parameters, this.layers[index] as Layer, before, delta, below, gradient, count);
      if (below && index > 0) {
        const width = (this.layers[index] as Layer).inputs;
        slope(this.activation, before, below, count * width);
        delta = below;
      }
    }
  }
}

/** -log of the probability that a logit gives to its label, without overflow. */
export function crossEntropy(logit: number, label: number): number {
  return Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)));
}

function weigh(
  parameters: Float32Array,
  { inputs, outputs, weights, biases }: Layer,
  before: Float32Array,
  after: Float32Array,
  count: number,
): void {
  let to = 0;
  for (let example = 0, from = 0; example < count; example++, from += inputs) {
    for (let output = 0, at = weights; output < outputs; output++) {
      let sum = parameters[biases + output] as number;
      for (let input = 0; input < inputs; input++, at++)
        sum += (parameters[at] as number) * (before[from + input] as number);
      after[to++] = sum;
    }
  }
}

function activate(activation: Activation, values: Float32Array, length: number): void {
  if (activation === "relu") {
    for (let at = 0; at < length; at++) if ((values[at] as number) < 0) values[at] = 0;
  } else if (activation === "tanh") {
    for (let at = 0; at < length; at++)
      values[at] = 1 - 2 / (Math.exp(2 * (values[at] as number)) + 1);
  } else if (activation === "sigmoid") {
    for (let at = 0; at < length; at++) values[at] = 1 / (1 + Math.exp(-(values[at] as number)));
  }
}

/** Multiplies blame by the activation's slope, which follows from what came out of it. */
function slope(
  activation: Activation,
  values: Float32Array,
  delta: Float32Array,
  length: number,
): void {
  if (activation === "relu") {
    for (let at = 0; at < length; at++) if ((values[at] as number) <= 0) delta[at] = 0;
  } else if (activation === "tanh") {
    for (let at = 0; at < length; at++)
      delta[at] = (delta[at] as number) * (1 - (values[at] as number) ** 2);
  } else if (activation === "sigmoid") {
    for (let at = 0; at < length; at++) {
      const value = values[at] as number;
      delta[at] = (delta[at] as number) * value * (1 - value);
    }
  }
}

/** Adds up a layer's gradient, and hands the blame on to the layer below. */
function blame(
  parameters: Float32Array,
  { inputs, outputs, weights, biases }: Layer,
  before: Float32Array,
  delta: Float32Array,
  below: Float32Array | undefined,
  gradient: Float32Array,
  count: number,
): void {
  below?.fill(0, 0, count * inputs);
  for (let example = 0, from = 0; example < count; example++, from += inputs) {
    for (let output = 0, at = weights; output < outputs; output++) {
      const error = delta[example * outputs + output] as number;
      gradient[biases + output] = (gradient[biases + output] as number) + error;
      for (let input = 0; input < inputs; input++, at++) {
        gradient[at] = (gradient[at] as number) + error * (before[from + input] as number);
        if (below)
          below[from + input] =
            (below[from + input] as number) + error * (parameters[at] as number);
      }
    }
  }
}

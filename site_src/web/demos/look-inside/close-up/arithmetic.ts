/** How one number of a layer comes about, step by step, from the numbers before it. */
import type { LayerInfo, LayerWeight } from "../../../runtime/inside/layer.ts";
import { activationOf, bend, ceiling, describeActivation, isSoftmax } from "./activations.ts";
import { short, signed } from "./numbers.ts";
import { channelsOf, mapSize, paddingOf, windowOf, type Size } from "../geometry.ts";

/** A rectangle of numbers; null where the window reaches beyond the picture. */
export interface Grid {
  readonly width: number;
  readonly values: readonly (number | null)[];
}

/** What one channel of the input adds. */
export interface Part {
  readonly name: string;
  readonly window: Grid;
  /** Weights that the window is multiplied with, number by number; null where there are none. */
  readonly weights: Grid | null;
  readonly value: number;
}

/** A line of the calculation: what is done, and the number after it. */
export interface Step {
  readonly text: string;
  readonly value: number;
}

export interface Arithmetic {
  readonly parts: readonly Part[];
  readonly steps: readonly Step[];
  /** What the layer hands on: the value of the last step. */
  readonly result: number;
}

/** One unit of a layer: a pixel of one of its maps, or (row and column 0) an entry of a vector. */
export interface Unit {
  readonly row: number;
  readonly column: number;
  readonly channel: number;
}

/** A layer with all that its arithmetic needs. */
export interface Surroundings {
  readonly layer: LayerInfo;
  readonly weights: readonly LayerWeight[];
  /** The layers whose outputs it takes in, with these outputs, in C order. */
  readonly inputs: readonly Source[];
}

export interface Source {
  readonly layer: LayerInfo;
  readonly values: Float32Array;
  /** Of a flattened picture: the shape that it had before. */
  readonly unflattened?: readonly number[];
}

/**
 * The arithmetic behind a unit; null for the input and for kinds of layers that are not known here.
 *
 * The result is computed from the numbers that go in, not read off: it agrees with the layer's own
 * output to rounding (float32 there, float64 here).
 */
export function explain(surroundings: Surroundings, unit: Unit): Arithmetic | null {
  const explanation = kinds[surroundings.layer.kind]?.(surroundings, unit);
  if (explanation === undefined) return null;
  const { parts, steps } = explanation;
  return { parts, steps, result: steps.at(-1)?.value ?? 0 };
}

type Explanation = Pick<Arithmetic, "parts" | "steps">;
type Explainer = (surroundings: Surroundings, unit: Unit) => Explanation;

const kinds: Readonly<Record<string, Explainer>> = {
  Conv2D: convolution,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Dense: dense,
  MaxPooling2D: (around, unit) => pooled(around, unit, largest),
  AveragePooling2D: (around, unit) => pooled(around, unit, average),
  GlobalMaxPooling2D: (around, unit) => pooledAll(around, unit, largest),
  GlobalAveragePooling2D: (around, unit) => pooledAll(around, unit, average),
  BatchNormalization: batchNormalization,
  Rescaling: rescaling,
  Activation: (around, unit) => activated(around, unit, activationOf(around.layer)),
  ReLU: (around, unit) => activated(around, unit, ceiling(around.layer)),
  Softmax: (around, unit) => activated(around, unit, "softmax"),
  Add: added,
  Concatenate: concatenated,
  ZeroPadding2D: padded,
  Flatten: passedOn,
  Reshape: passedOn,
  Dropout: (around, unit) => ({
    parts: [],
    steps: [step("passed on: nothing is hidden outside training", ownInput(around, unit))],
  }),
};

// ---- Layers with weights ---------------------------------------------------------------------

function convolution(around: Surroundings, unit: Unit): Explanation {
  const [source] = around.inputs as [Source];
  const kernel = weight(around, "kernel");
  const [, , channels = 1, filters = 1] = kernel.shape;
  const parts = Array.from({ length: channels }, (_, channel) =>
    multiplied(
      channelName(source, channel),
      windowAt(around.layer, source, unit, channel),
      (index) => kernel.values[(index * channels + channel) * filters + unit.channel] ?? 0,
    ),
  );
  return finished(around, unit, parts);
}

function depthwise(around: Surroundings, unit: Unit): Explanation {
  const [source] = around.inputs as [Source];
  const kernel = weight(around, "depthwise_kernel");
  const [, , channels = 1, multiplier = 1] = kernel.shape;
  const channel = Math.floor(unit.channel / multiplier);
  const which = unit.channel % multiplier;
  const part = multiplied(
    channelName(source, channel),
    windowAt(around.layer, source, unit, channel),
    (index) => kernel.values[(index * channels + channel) * multiplier + which] ?? 0,
  );
  return finished(around, unit, [part]);
}

/** A depthwise convolution, and then a mixture of its maps at each pixel. */
function separable(around: Surroundings, unit: Unit): Explanation {
  const [source] = around.inputs as [Source];
  const depth = weight(around, "depthwise_kernel");
  const point = weight(around, "pointwise_kernel");
  const [, , channels = 1, multiplier = 1] = depth.shape;
  const filters = point.shape.at(-1) ?? 1;
  const parts = Array.from({ length: channels * multiplier }, (_, index) => {
    const channel = Math.floor(index / multiplier);
    const share = point.values[index * filters + unit.channel] ?? 0;
    const part = multiplied(
      channelName(source, channel),
      windowAt(around.layer, source, unit, channel),
      (place) =>
        depth.values[(place * channels + channel) * multiplier + (index % multiplier)] ?? 0,
    );
    return { ...part, name: `${part.name}, weighted ${short(share)}`, value: part.value * share };
  });
  return finished(around, unit, parts);
}

function dense(around: Surroundings, unit: Unit): Explanation {
  const [source] = around.inputs as [Source];
  const kernel = weight(around, "kernel");
  const [, units = 1] = kernel.shape;
  const [, width = Math.min(8, source.values.length), channels = 1] = source.unflattened ?? [];
  const parts = Array.from({ length: channels }, (_, channel) => {
    const place = (index: number): number => index * channels + channel;
    const values = Array.from(
      { length: source.values.length / channels },
      (_, index) => source.values[place(index)] ?? 0,
    );
    return multiplied(
      source.unflattened === undefined ? "the numbers before" : `map ${channel + 1}`,
      { width, values },
      (index) => kernel.values[place(index) * units + unit.channel] ?? 0,
    );
  });
  return finished(around, unit, parts);
}

/** Adds up the parts and the bias, and bends the sum. */
function finished(around: Surroundings, unit: Unit, parts: Part[]): Explanation {
  let value = sum(parts.map((part) => part.value));
  const steps = [step(parts.length === 1 ? "all products added up" : "all maps added up", value)];
  const bias = around.weights.find(({ name }) => name === "bias")?.values[unit.channel];
  if (bias !== undefined) {
    value += bias;
    steps.push(step(`bias ${signed(bias)}`, value));
  }
  const name = activationOf(around.layer);
  if (isSoftmax(name)) steps.push(softmaxStep(name, value, scoresOf(around, unit)));
  else if (name !== "linear") steps.push(step(describeActivation(name), bend(name, value)));
  return { parts, steps };
}

/** The sums of all channels at the unit's place, before the activation. */
function scoresOf(around: Surroundings, unit: Unit): number[] {
  const linear = { ...around.layer, config: { ...around.layer.config, activation: "linear" } };
  return Array.from(
    { length: channelsOf(around.layer) },
    (_, channel) => explain({ ...around, layer: linear }, { ...unit, channel })?.result ?? 0,
  );
}

function batchNormalization(around: Surroundings, unit: Unit): Explanation {
  const of = (name: string, otherwise: number): number =>
    around.weights.find((weight) => weight.name === name)?.values[unit.channel] ?? otherwise;
  const epsilon = Number(around.layer.config["epsilon"] ?? 1e-3);
  const before = ownInput(around, unit);
  const mean = of("moving_mean", 0);
  const deviation = Math.sqrt(of("moving_variance", 1) + epsilon);
  const [gamma, beta] = [of("gamma", 1), of("beta", 0)];
  const normal = (before - mean) / deviation;
  return {
    parts: [],
    steps: [
      step("comes in", before),
      step(`mean ${short(mean)} taken off`, before - mean),
      step(`divided by the spread ${short(deviation)}`, normal),
      step(`× ${short(gamma)}`, normal * gamma),
      step(`shifted by ${signed(beta)}`, normal * gamma + beta),
    ],
  };
}

// ---- Layers without --------------------------------------------------------------------------

interface Pool {
  readonly text: (count: number) => string;
  readonly of: (values: readonly number[]) => number;
}

const largest: Pool = {
  text: (count) => `the largest of ${count}`,
  of: (values) => Math.max(...values),
};
const average: Pool = {
  text: (count) => `the mean of ${count}`,
  of: (values) => sum(values) / values.length,
};

function pooled(around: Surroundings, unit: Unit, pool: Pool): Explanation {
  const [source] = around.inputs as [Source];
  return poolOf(windowAt(around.layer, source, unit, unit.channel), source, unit, pool);
}

function pooledAll(around: Surroundings, unit: Unit, pool: Pool): Explanation {
  const [source] = around.inputs as [Source];
  const channels = channelsOf(source.layer);
  const { width } = mapSize(source.layer);
  const values = Array.from(
    { length: source.values.length / channels },
    (_, index) => source.values[index * channels + unit.channel] ?? 0,
  );
  return poolOf({ width, values }, source, unit, pool);
}

function poolOf(window: Grid, source: Source, unit: Unit, pool: Pool): Explanation {
  const inside = window.values.filter((value) => value !== null);
  const value = pool.of(inside);
  return {
    parts: [{ name: channelName(source, unit.channel), window, weights: null, value }],
    steps: [step(pool.text(inside.length), value)],
  };
}

function rescaling(around: Surroundings, unit: Unit): Explanation {
  const before = ownInput(around, unit);
  const scale = Number(around.layer.config["scale"] ?? 1);
  const offset = Number(around.layer.config["offset"] ?? 0);
  const steps = [step("comes in", before), step(`× ${short(scale)}`, before * scale)];
  if (offset !== 0) steps.push(step(`shifted by ${signed(offset)}`, before * scale + offset));
  return { parts: [], steps };
}

function activated(around: Surroundings, unit: Unit, name: string): Explanation {
  const before = ownInput(around, unit);
  const after = isSoftmax(name)
    ? softmaxStep(name, before, Array.from(pixelOf(around.inputs[0], unit)))
    : step(describeActivation(name), bend(name, before));
  return { parts: [], steps: [step("comes in", before), after] };
}

function added(around: Surroundings, unit: Unit): Explanation {
  let value = 0;
  return {
    parts: [],
    steps: around.inputs.map((source, index) => {
      const summand = at(source, unit);
      value += summand;
      return step(index === 0 ? `from ${source.layer.name}` : `plus ${short(summand)}`, value);
    }),
  };
}

function concatenated(around: Surroundings, unit: Unit): Explanation {
  let { channel } = unit;
  for (const source of around.inputs) {
    const channels = channelsOf(source.layer);
    if (channel < channels) {
      const text = `passed on: map ${channel + 1} of ${source.layer.name}`;
      return { parts: [], steps: [step(text, at(source, { ...unit, channel }))] };
    }
    channel -= channels;
  }
  return { parts: [], steps: [] };
}

function padded(around: Surroundings, unit: Unit): Explanation {
  const [source] = around.inputs as [Source];
  const [rows, columns] = paddingOf(around.layer);
  const { height, width } = mapSize(source.layer);
  const [row, column] = [unit.row - rows, unit.column - columns];
  const inside = row >= 0 && column >= 0 && row < height && column < width;
  return {
    parts: [],
    steps: [
      inside
        ? step("passed on, moved", at(source, { row, column, channel: unit.channel }))
        : step("a zero put around the picture", 0),
    ],
  };
}

/** The same numbers, in the same order, in another shape. */
function passedOn(around: Surroundings, unit: Unit): Explanation {
  const { width } = mapSize(around.layer);
  const index = (unit.row * width + unit.column) * channelsOf(around.layer) + unit.channel;
  return { parts: [], steps: [step("passed on", around.inputs[0]?.values[index] ?? 0)] };
}

// ---- Helpers ---------------------------------------------------------------------------------

function multiplied(name: string, window: Grid, weightAt: (index: number) => number): Part {
  const weights = window.values.map((_, index) => weightAt(index));
  const value = sum(window.values.map((pixel, index) => (pixel ?? 0) * (weights[index] ?? 0)));
  return { name, window, weights: { width: window.width, values: weights }, value };
}

function windowAt(layer: LayerInfo, source: Source, unit: Unit, channel: number): Grid {
  const size: Size = mapSize(source.layer);
  const window = windowOf(layer, size);
  if (window === null) return { width: 1, values: [] };
  const { rows, columns } = window;
  const values: (number | null)[] = [];
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < columns.length; j++) {
      const row = unit.row * rows.stride - rows.before + i * rows.dilation;
      const column = unit.column * columns.stride - columns.before + j * columns.dilation;
      const inside = row >= 0 && column >= 0 && row < size.height && column < size.width;
      values.push(inside ? at(source, { row, column, channel }) : null);
    }
  }
  return { width: columns.length, values };
}

function at(source: Source, { row, column, channel }: Unit): number {
  const { width } = mapSize(source.layer);
  return source.values[(row * width + column) * channelsOf(source.layer) + channel] ?? 0;
}

function ownInput(around: Surroundings, unit: Unit): number {
  const [source] = around.inputs;
  return source === undefined ? 0 : at(source, unit);
}

/** All channels at one pixel. */
function pixelOf(source: Source | undefined, unit: Unit): Float32Array {
  if (source === undefined) return new Float32Array();
  const channels = channelsOf(source.layer);
  const start = (unit.row * mapSize(source.layer).width + unit.column) * channels;
  return source.values.subarray(start, start + channels);
}

function weight(around: Surroundings, name: string): LayerWeight {
  const weight = around.weights.find((weight) => weight.name === name);
  if (weight === undefined) throw new Error(`${around.layer.name} has no ${name}`);
  return weight;
}

function channelName(source: Source, channel: number): string {
  const channels = channelsOf(source.layer);
  if (source.layer.inputs.length > 0) return `map ${channel + 1}`;
  if (channels === 3) return ["red", "green", "blue"][channel] ?? "";
  return channels === 1 ? "the picture" : `channel ${channel + 1}`;
}

/** softmax: e to the power of the score, as a share of the sum over all scores. */
function softmaxStep(name: string, value: number, scores: readonly number[]): Step {
  const highest = Math.max(...scores);
  const total = sum(scores.map((score) => Math.exp(score - highest)));
  const share = Math.exp(value - highest) / total;
  return name === "softmax"
    ? step(`softmax: its share among ${scores.length}`, share)
    : step("logarithm of its softmax", value - highest - Math.log(total));
}

function step(text: string, value: number): Step {
  return { text, value };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Where in the input a unit of a layer looks: its receptive field. */
import type { LayerInfo } from "../../runtime/inside/layer.ts";

/** Whole pixels, the ends not included. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Size {
  readonly height: number;
  readonly width: number;
}

/** How a window moves along one axis. */
export interface Axis {
  readonly length: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros before the first pixel. */
  readonly before: number;
}

export interface Window {
  readonly rows: Axis;
  readonly columns: Axis;
}

/** Rows and columns of a layer's output; a vector counts as one pixel with many channels. */
export function mapSize(layer: LayerInfo): Size {
  const [height = 1, width = 1] = layer.shape.length === 3 ? layer.shape : [];
  return { height, width };
}

/** Channels of a layer's output; of a vector its length. */
export function channelsOf(layer: LayerInfo): number {
  return layer.shape.at(-1) ?? 1;
}

/**
 * The window that a convolution or a pooling moves over an input of `size`; null for layers without
 * one. Padding as in TensorFlow: `same` puts the odd zero after the last pixel
 * (https://www.tensorflow.org/api_docs/python/tf/nn, "Notes on padding").
 */
export function windowOf(layer: LayerInfo, size: Size): Window | null {
  const { kernelSize, poolSize, strides, dilationRate, padding } = layer.config;
  const lengths = pair(kernelSize ?? poolSize);
  if (lengths === null) return null;
  const steps = pair(strides) ?? lengths;
  const dilations = pair(dilationRate) ?? [1, 1];
  const same = padding === "same";
  const axis = (index: 0 | 1, side: number): Axis => {
    const [length, stride, dilation] = [lengths[index], steps[index], dilations[index]];
    const reach = (length - 1) * dilation + 1;
    const count = Math.ceil(side / stride);
    const zeros = same ? Math.max(0, (count - 1) * stride + reach - side) : 0;
    return { length, stride, dilation, before: Math.floor(zeros / 2) };
  };
  return { rows: axis(0, size.height), columns: axis(1, size.width) };
}

/** Pixels of the layer's own input that decide the pixels in `box` of its output. */
export function lookedAt(layer: LayerInfo, input: LayerInfo, box: Box): Box {
  const size = mapSize(input);
  const everything = { top: 0, left: 0, bottom: size.height, right: size.width };
  if (input.shape.length !== 3 || layer.shape.length !== 3) return everything;
  const window = windowOf(layer, size);
  if (window !== null) {
    const [top, bottom] = stretch(window.rows, box.top, box.bottom);
    const [left, right] = stretch(window.columns, box.left, box.right);
    return clipped({ top, left, bottom, right }, size);
  }
  if (layer.kind === "ZeroPadding2D") {
    const [rows, columns] = paddingOf(layer);
    return clipped(
      {
        top: box.top - rows,
        bottom: box.bottom - rows,
        left: box.left - columns,
        right: box.right - columns,
      },
      size,
    );
  }
  if (layer.kind === "Reshape") return everything;
  return clipped(box, size);
}

/** Zeros that a ZeroPadding2D puts before the first row and the first column. */
export function paddingOf(layer: LayerInfo): readonly [number, number] {
  const padding = layer.config["padding"];
  if (!Array.isArray(padding)) return [Number(padding ?? 1), Number(padding ?? 1)];
  const [rows, columns] = padding as unknown[];
  const first = (value: unknown): number => Number(Array.isArray(value) ? value[0] : value);
  return [first(rows), first(columns)];
}

/**
 * The part of the model's input that can change the unit at (`row`, `column`) of layer `index`.
 *
 * Where ways divide and meet again it is the box around what each of them sees.
 */
export function receptiveField(
  layers: readonly LayerInfo[],
  index: number,
  row: number,
  column: number,
): Box {
  const wanted = new Map<number, Box>([
    [index, { top: row, left: column, bottom: row + 1, right: column + 1 }],
  ]);
  let result: Box | null = null;
  // A layer's inputs are not always before it in the list, so each is visited when it is reached.
  const open = [index];
  while (open.length > 0) {
    const current = open.shift() ?? 0;
    const layer = layers[current];
    const box = wanted.get(current);
    if (layer === undefined || box === undefined) continue;
    if (layer.inputs.length === 0) result = united(result, box);
    for (const before of layer.inputs) {
      const input = layers[before];
      if (input === undefined) continue;
      const known = wanted.get(before) ?? null;
      const grown = united(known, lookedAt(layer, input, box));
      if (known !== null && sameBox(known, grown)) continue;
      wanted.set(before, grown);
      open.push(before);
    }
  }
  return result ?? { top: 0, left: 0, bottom: 0, right: 0 };
}

function stretch(axis: Axis, from: number, to: number): [number, number] {
  const start = from * axis.stride - axis.before;
  const end = (to - 1) * axis.stride - axis.before + (axis.length - 1) * axis.dilation + 1;
  return [start, end];
}

function clipped(box: Box, { height, width }: Size): Box {
  const within = (value: number, side: number): number => Math.min(side, Math.max(0, value));
  return {
    top: within(box.top, height),
    left: within(box.left, width),
    bottom: within(box.bottom, height),
    right: within(box.right, width),
  };
}

function united(a: Box | null, b: Box): Box {
  if (a === null) return b;
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  };
}

function sameBox(a: Box, b: Box): boolean {
  return a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right;
}

function pair(value: unknown): readonly [number, number] | null {
  if (typeof value === "number") return [value, value];
  if (Array.isArray(value) && value.length === 2) return [Number(value[0]), Number(value[1])];
  return null;
}

/** Cuts the outputs of layers into pictures. */
import type { LayerInfo } from "../../runtime/inside/layer.ts";
import { channelsOf, mapSize } from "./geometry.ts";

/** What is shown of a layer: one picture for each channel; a vector is one picture. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** How many pictures there are. */
  readonly maps: number;
  /** The layer's output is a list of numbers, not a stack of maps. */
  readonly vector: boolean;
}

/** Entries of a vector in one row of its picture. */
function vectorWidth(length: number): number {
  return length <= 16 ? length : length <= 128 ? 16 : 40;
}

export function sheetOf(layer: LayerInfo): Sheet {
  if (layer.shape.length === 3) {
    return { ...mapSize(layer), maps: channelsOf(layer), vector: false };
  }
  const length = channelsOf(layer);
  const width = vectorWidth(length);
  return { width, height: Math.ceil(length / width), maps: 1, vector: true };
}

/** The numbers of picture `map` of a layer, row by row; NaN where a vector's last row is empty. */
export function mapValues(layer: LayerInfo, values: Float32Array, map: number): Float32Array {
  const sheet = sheetOf(layer);
  const size = sheet.width * sheet.height;
  if (sheet.vector) {
    const filled = new Float32Array(size).fill(NaN);
    filled.set(values.subarray(0, size));
    return filled;
  }
  return Float32Array.from({ length: size }, (_, index) => values[index * sheet.maps + map] ?? 0);
}

/** The largest size of any number: what the pictures of a layer are scaled by, all alike. */
export function largestOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Weights that a map is made with: one little picture for each channel that comes in. */
export function kernelsOf(
  shape: readonly number[],
  values: Float32Array,
  map: number,
): { readonly width: number; readonly height: number; readonly pictures: Float32Array[] } {
  const [height = 1, width = 1, channels = 1, filters = 1] = shape;
  const pictures = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from(
      { length: height * width },
      (_, place) => values[(place * channels + channel) * filters + map] ?? 0,
    ),
  );
  return { width, height, pictures };
}

const deeds: Readonly<Record<string, string>> = {
  InputLayer: "what comes in",
  Rescaling: "brings the values into a small range",
  Conv2D: "slides small windows over all maps before",
  DepthwiseConv2D: "slides a small window over each map alone",
  SeparableConv2D: "slides windows over each map, then mixes the maps",
  ZeroPadding2D: "puts zeros around the maps",
  MaxPooling2D: "keeps the largest of neighbouring pixels",
  AveragePooling2D: "keeps the mean of neighbouring pixels",
  GlobalMaxPooling2D: "keeps the largest of each map",
  GlobalAveragePooling2D: "keeps the mean of each map",
  BatchNormalization: "shifts and scales each map",
  Activation: "bends each number",
  ReLU: "sets what is below zero to zero",
  Softmax: "turns scores into probabilities",
  Flatten: "puts all numbers into one row",
  Reshape: "puts the numbers into another shape",
  Dropout: "hides numbers in training only",
  Dense: "weighs all numbers before",
  Add: "adds maps up, place by place",
  Concatenate: "puts maps side by side",
};

/** What a layer does, in a few words. */
export function deedOf(layer: LayerInfo): string {
  return deeds[layer.kind] ?? "";
}

/** "16 maps of 26 × 26", "64 numbers". */
export function sizeOf(layer: LayerInfo): string {
  const sheet = sheetOf(layer);
  const count = channelsOf(layer);
  if (sheet.vector) return `${count.toLocaleString("en")} ${count === 1 ? "number" : "numbers"}`;
  return `${count} ${count === 1 ? "map" : "maps"} of ${sheet.width} × ${sheet.height}`;
}

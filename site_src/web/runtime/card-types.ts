/* Generated from exporters/src/layerbylayer/artifact/card.schema.json by bundler/card-types.mjs. */

/**
 * The whole of card.json.
 */
export interface Card {
  name: string;
  title: string;
  kind: "layers-model" | "graph-model" | "wasm-model";
  labels: string[] | null;
  inputs: Input[];
  outputs: Output[];
  framework: {
    [k: string]: string;
  };
  exporter: {
    [k: string]: string;
  };
  layers: number;
  parameters: number;
  metrics: {
    [k: string]: number;
  };
  files: {
    [k: string]: File;
  };
  example: Example | null;
  parity: Parity;
  quantization: Quantization | null;
  feature_map: FeatureMap | null;
  functions: {
    [k: string]: Function;
  } | null;
  notes: string[];
  format: "layerbylayer-card";
  version: 2;
}
/**
 * One input: shape, dtype, and the range of values to feed.
 */
export interface Input {
  name: string;
  shape: (number | null)[];
  dtype: string;
  range: number[] | null;
  batched?: boolean;
}
/**
 * One output without its batch, unless `batched` says that it has none.
 */
export interface Output {
  name: string;
  shape: (number | null)[];
  dtype: string;
  batched?: boolean;
}
/**
 * A file of the exported folder.
 */
export interface File {
  bytes: number;
  sha256: string;
}
/**
 * Arrays for the inputs, the framework's own outputs, and true classes if known.
 */
export interface Example {
  count: number;
  inputs: Stored[];
  outputs: Stored[];
  targets: number[] | null;
}
/**
 * A raw array in a file: C order, little-endian; bool as bytes of 0 and 1.
 */
export interface Stored {
  file: string;
  dtype: "uint8" | "int32" | "float32";
  shape: number[];
}
/**
 * How far TensorFlow.js's answers are from the framework's, if that was looked at.
 */
export interface Parity {
  status: "passed" | "unchecked";
  reason?: string;
  max_abs_difference?: number;
  allowed?: number;
  examples?: number;
  backend?: string;
  tfjs?: string;
  kernels?: string[];
}
/**
 * What storing the weights in fewer bits changes, on the example.
 */
export interface Quantization {
  requested: "uint8" | "uint16" | "float16";
  stored: {
    [k: string]: number;
  };
  max_abs_change?: number;
  mean_abs_change?: number;
  same_answer?: number;
  accuracy?: number;
  accuracy_before?: number;
}
/**
 * The output that is a classifier's last feature map, and the dense layer's kernel.
 */
export interface FeatureMap {
  output: string;
  kernel: string;
}
/**
 * A part of a graph that runs by itself: the names of its inputs and outputs.
 */
export interface Function {
  inputs: string[];
  outputs: string[];
}

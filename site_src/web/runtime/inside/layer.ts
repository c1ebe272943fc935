/** What the page is told of a model's layers. Plain data: it passes between worker and page. */

/** One layer of a Layers model, in the order of the model's own list. */
export interface LayerInfo {
  readonly name: string;
  /** TensorFlow.js's name of the class, such as `Conv2D`. */
  readonly kind: string;
  /** Of the output, without the batch: rows, columns, channels; or a single length. */
  readonly shape: readonly number[];
  /** Indices of the layers whose outputs it takes in; none for the input itself. */
  readonly inputs: readonly number[];
  /** TensorFlow.js's own settings of the layer (camel case, as from `getConfig`). */
  readonly config: Readonly<Record<string, unknown>>;
  readonly parameters: number;
}

/** One array of a layer's weights, in C order. */
export interface LayerWeight {
  /** `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `depthwise_kernel`, ... */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

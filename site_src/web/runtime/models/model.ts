/** A model in the worker, whatever format it was exported in. */
import { tensor, type Tensor } from "@tensorflow/tfjs-core";
import type { GraphModel } from "@tensorflow/tfjs-converter/dist/executor/graph_model";
import type { LayersModel } from "@tensorflow/tfjs-layers/dist/engine/training";
import { UserFacingError, type Card } from "../card.ts";

interface Net {
  readonly card: Card;
  /** Outputs for a batch of examples, in the order of the card. The caller disposes of them. */
  apply(inputs: readonly Tensor[]): Tensor[];
  dispose(): void;
}

/** Made of layers: its inside can be looked at, and it can be trained. */
export interface LayersNet extends Net {
  readonly kind: "layers-model";
  readonly layers: LayersModel;
}

/** Made of operations. */
export interface GraphNet extends Net {
  readonly kind: "graph-model";
  readonly graph: GraphModel;
}

export type Model = LayersNet | GraphNet;

/**
 * The inputs of a model as tensors of shape (examples, ...). The caller disposes of them.
 *
 * Throws a {@link UserFacingError} when some are missing or no whole number of examples.
 */
export function batch(card: Card, inputs: readonly Float32Array[]): Tensor[] {
  return card.inputs.map(({ shape }, index) => {
    const values = inputs[index] ?? new Float32Array();
    const size = shape.reduce((product, side) => product * side, 1);
    const count = values.length / size;
    if (count === 0 || !Number.isInteger(count)) {
      throw new UserFacingError(
        `The model takes ${size} numbers for each example; it was given ${values.length}.`,
      );
    }
    return tensor(values, [count, ...shape], card.inputs[index]?.dtype ?? "float32");
  });
}

import { inputGradient } from "../inside/gradients.ts";
import { defineTask } from "../task.ts";

export interface GradientsRequest {
  readonly base: string;
  /** One example, in C order. */
  readonly values: Float32Array;
  /** The class whose score is differentiated. */
  readonly index: number;
}

/** How the score of a class changes with each value that a Layers model takes in. */
export default defineTask<GradientsRequest, Float32Array>(async (request, context) => {
  const { layers } = await context.layers(request.base);
  return inputGradient(layers, request.values, request.index);
});

import { activations } from "../inside/activations.ts";
import { defineTask } from "../task.ts";

export interface ActivationsRequest {
  readonly base: string;
  /** One example, in C order. */
  readonly values: Float32Array;
}

/** What each layer of a Layers model hands on, in the order of the task `inspect`. */
export default defineTask<ActivationsRequest, Float32Array[]>(async ({ base, values }, context) => {
  return activations((await context.layers(base)).layers, values);
});

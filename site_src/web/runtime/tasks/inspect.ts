import { describeLayers, layerWeights } from "../inside/activations.ts";
import type { LayerInfo, LayerWeight } from "../inside/layer.ts";
import { defineTask } from "../task.ts";

export interface InspectReply {
  readonly layers: readonly LayerInfo[];
  /** Of each layer. */
  readonly weights: readonly (readonly LayerWeight[])[];
}

/** What a Layers model is made of. */
export default defineTask<{ readonly base: string }, InspectReply>(async ({ base }, context) => {
  const { layers } = await context.layers(base);
  return { layers: describeLayers(layers), weights: layerWeights(layers) };
});

import { tidy } from "@tensorflow/tfjs-core";
import { UserFacingError, type Card } from "../card.ts";
import { winners } from "../inside/winners.ts";
import { batch, type GraphNet } from "../models/model.ts";
import { defineTask } from "../task.ts";

export interface ClassMapsRequest {
  readonly base: string;
  /** One example, in C order. */
  readonly values: Float32Array;
  /** Of how many classes a map is wanted: the most probable ones. */
  readonly top: number;
}

export interface ClassMap {
  /** Which class. */
  readonly index: number;
  /** Row by row: how much each place speaks for the class; below zero, against it. */
  readonly values: Float32Array;
}

export interface ClassMapsReply {
  /** The first output. */
  readonly outputs: Float32Array;
  readonly height: number;
  readonly width: number;
  /** From the most probable class on; none where the card names no feature map. */
  readonly maps: readonly ClassMap[];
}

/**
 * What a picture is taken for, and where in it the evidence is: class activation maps.
 *
 * For a network that ends in global average pooling and a dense layer, the score of a class is the
 * mean over all places of (last feature map x the class's weights), so that this product says what
 * each place adds. B. Zhou and others: Learning Deep Features for Discriminative Localization (2015).
 */
export default defineTask<ClassMapsRequest, ClassMapsReply>(async (request, context) => {
  const net = await context.graph(request.base);
  const tensors = tidy(() => net.apply(batch(net.card, [request.values])));
  const values = await Promise.all(tensors.map((tensor) => tensor.data<"float32">()));
  for (const tensor of tensors) tensor.dispose();
  const outputs = values[0] ?? new Float32Array();
  const place = net.card.outputs.findIndex(({ name }) => name === net.card.feature_map?.output);
  const [height = 0, width = 0, channels = 0] = net.card.outputs[place]?.shape ?? [];
  const features = values[place];
  if (features === undefined) return { outputs, height, width, maps: [] };
  const weights = await classWeights(net);
  const maps = winners(outputs, request.top).map((index) => ({
    index,
    values: Float32Array.from({ length: height * width }, (_, at) => {
      let sum = 0;
      for (let channel = 0; channel < channels; channel++) {
        sum +=
          (features[at * channels + channel] ?? 0) *
          (weights[channel * outputs.length + index] ?? 0);
      }
      return sum;
    }),
  }));
  return { outputs, height, width, maps };
});

const known = new WeakMap<Card, Promise<Float32Array>>();

/** The weights of the dense layer at the end, (channels, classes), read out of the graph once. */
function classWeights(net: GraphNet): Promise<Float32Array> {
  const weights = known.get(net.card) ?? read(net);
  known.set(net.card, weights);
  return weights;
}

async function read({ card, graph }: GraphNet): Promise<Float32Array> {
  const kernel = graph.weights[card.feature_map?.kernel ?? ""]?.[0];
  if (kernel === undefined) throw new UserFacingError("The network's last weights were not found.");
  return kernel.data<"float32">();
}

import { mean, tidy } from "@tensorflow/tfjs-core";
import { UserFacingError } from "../card.ts";
import { batch } from "../models/model.ts";
import { defineTask } from "../task.ts";

export interface FeaturesRequest {
  readonly base: string;
  /** One example, in C order. */
  readonly values: Float32Array;
}

/** What a network sees in a picture: the mean of each of its last maps. */
export default defineTask<FeaturesRequest, Float32Array>(async ({ base, values }, context) => {
  const net = await context.graph(base);
  const place = net.card.outputs.findIndex(({ name }) => name === net.card.feature_map?.output);
  if (place < 0) throw new UserFacingError("This network was exported without its last maps.");
  const features = tidy(() => {
    const map = net.apply(batch(net.card, [values]))[place];
    if (map === undefined) throw new UserFacingError("The network gave no maps.");
    return mean(map, [1, 2]);
  });
  const result = await features.data<"float32">();
  features.dispose();
  return result;
});

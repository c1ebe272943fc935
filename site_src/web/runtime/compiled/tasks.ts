/** What a compiled network answers itself. All else is asked of TensorFlow.js. */
import { UserFacingError } from "../files.ts";
import { winners } from "../inside/winners.ts";
import type { ClassMapsReply, ClassMapsRequest } from "../tasks/class-maps.ts";
import type { FeaturesRequest } from "../tasks/features.ts";
import type { PredictRequest } from "../tasks/predict.ts";
import type { CompiledNetwork } from "./network.ts";

function predict(network: CompiledNetwork, { inputs }: PredictRequest): Float32Array[] {
  return network.call("predict", inputs);
}

/** The mean of each of the last maps. */
function features(network: CompiledNetwork, { values }: FeaturesRequest): Float32Array {
  const { places, map, channels } = lastMaps(
    network,
    predict(network, { base: "", inputs: [values] }),
  );
  if (map === undefined) {
    throw new UserFacingError("This network was exported without its last maps.");
  }
  return Float32Array.from({ length: channels }, (_, channel) => {
    let sum = 0;
    for (let place = 0; place < places; place++) sum += map[place * channels + channel] ?? 0;
    return sum / places;
  });
}

/** Class activation maps: the network has a function that makes them of its last maps. */
function classMaps(network: CompiledNetwork, request: ClassMapsRequest): ClassMapsReply {
  const all = predict(network, { base: "", inputs: [request.values] });
  const { height, width, places, map } = lastMaps(network, all);
  const [outputs = new Float32Array()] = all;
  const kernel = network.card.feature_map?.kernel;
  if (map === undefined || kernel === undefined) return { outputs, height, width, maps: [] };
  const [evidence = new Float32Array()] = network.call(kernel, [map]);
  const maps = winners(outputs, request.top).map((index) => ({
    index,
    values: Float32Array.from(
      { length: places },
      (_, place) => evidence[place * outputs.length + index] ?? 0,
    ),
  }));
  return { outputs, height, width, maps };
}

/** The output that the card calls the feature map, if there is one, and its sizes. */
function lastMaps({ card }: CompiledNetwork, outputs: readonly Float32Array[]) {
  const at = card.outputs.findIndex(({ name }) => name === card.feature_map?.output);
  const [height = 0, width = 0, channels = 0] = card.outputs[at]?.shape ?? [];
  return { map: outputs[at], height, width, channels, places: height * width };
}

export const compiledTasks = { predict, features, "class-maps": classMaps };

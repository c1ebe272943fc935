/** Looking into a Layers model: what its layers are, what they hand on, what they have learned. */
import { tensor, tidy } from "@tensorflow/tfjs-core";
import type { Layer, SymbolicTensor } from "@tensorflow/tfjs-layers/dist/engine/topology";
import { LayersModel } from "@tensorflow/tfjs-layers/dist/engine/training";
import type { LayerInfo, LayerWeight } from "./layer.ts";

/** The layers of a model, its input first; a Sequential model does not list that one itself. */
export function layersOf(model: LayersModel): Layer[] {
  const inputs = model.inputLayers.filter((layer) => !model.layers.includes(layer));
  return [...inputs, ...model.layers];
}

/** What the page is told of each layer, in the order of {@link layersOf}. */
export function describeLayers(model: LayersModel): LayerInfo[] {
  const layers = layersOf(model);
  return layers.map((layer) => ({
    name: layer.name,
    kind: layer.getClassName(),
    shape: (layer.outputShape as (number | null)[]).slice(1).map((side) => side ?? 0),
    inputs: layer.inboundNodes.flatMap((node) =>
      node.inboundLayers.map((before) => layers.indexOf(before)),
    ),
    config: plain(layer.getConfig()),
    parameters: layer.countParams(),
  }));
}

/** What each layer hands on for one example, in C order. */
export function activations(model: LayersModel, values: Float32Array): Float32Array[] {
  const outputs = layersOf(model).map((layer) => layer.output as SymbolicTensor);
  const shape = (model.inputs[0]?.shape ?? []).slice(1).map((side) => side ?? 1);
  return tidy(() => {
    const input = tensor(values, [1, ...shape], "float32");
    const results = new LayersModel({ inputs: model.inputs, outputs }).predict(input);
    return [results].flat().map((result) => result.dataSync<"float32">().slice());
  });
}

/** The weights of each layer, in the order of {@link layersOf}, under their names without the layer's. */
export function layerWeights(model: LayersModel): LayerWeight[][] {
  return layersOf(model).map((layer) => {
    const values = layer.getWeights();
    return layer.weights.map((weight, place) => ({
      name: weight.originalName.split("/").at(-1)?.replace(/_\d+$/, "") ?? "",
      shape: weight.shape.map((side) => side ?? 0),
      values: values[place]?.dataSync<"float32">().slice() ?? new Float32Array(),
    }));
  });
}

/** Settings as plain data: what a message cannot carry is of no use to the page. */
function plain(config: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(config)) as Record<string, unknown>;
}

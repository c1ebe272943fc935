/** Puts together what the arithmetic of a layer needs. */
import type { LayerInfo, LayerWeight } from "../../../runtime/inside/layer.ts";
import type { Surroundings } from "./arithmetic.ts";

/** Layers that hand on the numbers they get, place by place. */
const sameNumbers = new Set(["Dropout", "Activation", "ReLU"]);

/** The rows, columns and channels that the vector of layer `index` had before it was flattened. */
export function unflattened(
  layers: readonly LayerInfo[],
  index: number,
): readonly number[] | undefined {
  const layer = layers[index];
  const before = layer?.inputs[0];
  if (layer === undefined || before === undefined) return undefined;
  if (layer.kind === "Flatten") {
    const shape = layers[before]?.shape;
    return shape?.length === 3 ? shape : undefined;
  }
  return sameNumbers.has(layer.kind) && layer.shape.length === 1
    ? unflattened(layers, before)
    : undefined;
}

/** Layer `index` between the layers before it; `values` are the outputs of all layers. */
export function surroundingsOf(
  layers: readonly LayerInfo[],
  values: readonly Float32Array[],
  weights: readonly LayerWeight[],
  index: number,
): Surroundings | null {
  const layer = layers[index];
  if (layer === undefined) return null;
  const inputs = layer.inputs.flatMap((before) => {
    const source = layers[before];
    const numbers = values[before];
    if (source === undefined || numbers === undefined) return [];
    const shape = unflattened(layers, before);
    return [{ layer: source, values: numbers, ...(shape && { unflattened: shape }) }];
  });
  return { layer, weights, inputs };
}

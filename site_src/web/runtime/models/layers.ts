/** Loads models that are made of layers. A chunk of its own. */
import "@tensorflow/tfjs-layers/dist/flags_layers";
import "virtual:layers";
import type { io } from "@tensorflow/tfjs-core";
import { loadLayersModelFromIOHandler } from "@tensorflow/tfjs-layers/dist/models";
import type { Card } from "../card.ts";
import type { LayersNet } from "./model.ts";

export async function load(card: Card, artifacts: io.IOHandler): Promise<LayersNet> {
  const layers = await loadLayersModelFromIOHandler(artifacts);
  return {
    kind: "layers-model",
    card,
    layers,
    apply(inputs) {
      const outputs = layers.predict([...inputs]);
      return Array.isArray(outputs) ? outputs : [outputs];
    },
    dispose: () => void layers.dispose(),
  };
}

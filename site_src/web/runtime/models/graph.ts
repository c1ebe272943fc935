/** Loads models that are made of operations. A chunk of its own. */
import type { io, Tensor } from "@tensorflow/tfjs-core";
import { GraphModel } from "@tensorflow/tfjs-converter/dist/executor/graph_model";
import type { Card } from "../card.ts";
import type { GraphNet } from "./model.ts";

export async function load(card: Card, artifacts: io.IOHandler): Promise<GraphNet> {
  const graph = new GraphModel(artifacts);
  await graph.load();
  return {
    kind: "graph-model",
    card,
    graph,
    apply(inputs) {
      const outputs = graph.predict([...inputs]) as Tensor | Tensor[];
      return Array.isArray(outputs) ? outputs : [outputs];
    },
    dispose: () => graph.dispose(),
  };
}

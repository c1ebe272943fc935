/** Loads models that are made of operations. A chunk of its own. */
import "@tensorflow/tfjs-converter/dist/flags";
import type { io } from "@tensorflow/tfjs-core";
import { GraphModel } from "@tensorflow/tfjs-converter/dist/executor/graph_model";
import type { Card } from "../card.ts";
import type { GraphNet } from "./model.ts";

export async function load(card: Card, artifacts: io.IOHandler): Promise<GraphNet> {
  const graph = new GraphModel(artifacts);
  await graph.load();
  // The graph's own order of outputs may be another.
  const names = card.outputs.map(({ name }) => name);
  return {
    kind: "graph-model",
    card,
    graph,
    apply(inputs) {
      const outputs = graph.execute([...inputs], names);
      return Array.isArray(outputs) ? outputs : [outputs];
    },
    dispose: () => graph.dispose(),
  };
}

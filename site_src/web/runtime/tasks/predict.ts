import { tidy } from "@tensorflow/tfjs-core";
import { batch } from "../models/model.ts";
import { defineTask } from "../task.ts";

export interface PredictRequest {
  readonly base: string;
  /** For each input of the model one example or several, one after the other, in C order. */
  readonly inputs: readonly Float32Array[];
}

/** The outputs of a model, in the order of its card, in C order. */
export default defineTask<PredictRequest, readonly Float32Array[]>(async (request, context) => {
  const model = await context.model(request.base);
  const outputs = tidy(() => model.apply(batch(model.card, request.inputs)));
  // WebGL's numbers come later; WebAssembly's are there at once.
  const values = await Promise.all(outputs.map((output) => output.data<"float32">()));
  for (const output of outputs) output.dispose();
  return values;
});

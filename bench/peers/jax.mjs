/** jax-js with its WebAssembly backend and its own reader of ONNX, compiled by `jit`. */
import { defaultDevice, init, jit, numpy as np } from "@jax-js/jax";
import { ONNXModel } from "@jax-js/onnx";

export default async function load(folder, shape) {
  await init("wasm");
  defaultDevice("wasm");
  const answer = await fetch(`${folder}model.onnx`);
  const model = new ONNXModel(new Uint8Array(await answer.arrayBuffer()));
  const run = jit(model.run);
  return async (input) => {
    const outputs = run({ input: np.array(input, { shape }) });
    return await Object.values(outputs)[0].data();
  };
}

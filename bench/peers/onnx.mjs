/** ONNX Runtime Web with its WebAssembly backend and one thread. */
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";

export default async function load(folder, shape) {
  env.wasm.wasmPaths = "/onnx/";
  env.wasm.numThreads = 1;
  const session = await InferenceSession.create(`${folder}model.onnx`);
  const [name] = session.inputNames;
  const [first] = session.outputNames;
  return async (input) => {
    const outputs = await session.run({ [name]: new Tensor("float32", input, shape) });
    return outputs[first].data;
  };
}

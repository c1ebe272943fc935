/** LiteRT.js on the processor; without isolation from other origins that is one thread. */
import { loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";

export default async function load(folder, shape) {
  await loadLiteRt("/litert/");
  const model = await loadAndCompile(`${folder}model.tflite`, { accelerator: "wasm" });
  return async (input) => {
    const tensor = new Tensor(input, shape);
    const [output] = await model.run(tensor);
    const values = output.toTypedArray().slice();
    tensor.delete();
    output.delete();
    return values;
  };
}

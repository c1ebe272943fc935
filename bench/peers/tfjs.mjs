/** Stock TensorFlow.js with its WebAssembly backend, by script tags, as its documentation has it. */
const bring = (src) =>
  new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src });
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

export default async function load(folder, shape, format) {
  await bring("/tfjs/tf.min.js");
  await bring("/tfjs/tf-backend-wasm.min.js");
  const { tf } = globalThis;
  tf.wasm.setWasmPaths("/tfjs/");
  await tf.setBackend("wasm");
  const address = `${folder}tfjs/model.json`;
  const model = await (format === "layers"
    ? tf.loadLayersModel(address)
    : tf.loadGraphModel(address));
  return async (input) => {
    const output = tf.tidy(() => model.predict(tf.tensor(input, shape)));
    const values = await output.data();
    output.dispose();
    return values;
  };
}

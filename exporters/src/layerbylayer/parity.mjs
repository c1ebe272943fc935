// Runs exported models in TensorFlow.js.
//
// Reads one JSON object per line, {"folder", "dtype", "shape"}: a folder as to_tfjs writes
// it, with model.json, its weights and example-inputs.bin, and what the inputs are. Answers
// each with one line: {"outputs": <file of float32>, "shape", "backend",
// "tfjs", "kernels"}, or {"error"}, or {"missing"} where a package is not installed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

// Packages are found as Node does: from the working directory upward, then from here, then
// in $NODE_PATH.
const requires = [join(process.cwd(), "package.json"), import.meta.url].map(createRequire);

function find(name) {
  for (const require of requires) {
    try {
      return require.resolve(name);
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  return undefined;
}

function load(name) {
  const path = find(name);
  if (path === undefined) throw Object.assign(new Error(name), { missing: name });
  return createRequire(path)(path);
}

let started;

async function start() {
  const tf = load("@tensorflow/tfjs-core");
  const layers = load("@tensorflow/tfjs-layers");
  const wasm = find("@tensorflow/tfjs-backend-wasm");
  if (wasm) {
    const { setWasmPaths } = load("@tensorflow/tfjs-backend-wasm");
    setWasmPaths(dirname(wasm) + "/");
  } else {
    load("@tensorflow/tfjs-backend-cpu");
  }
  await tf.setBackend(wasm ? "wasm" : "cpu");
  await tf.ready();
  return { tf, layers };
}

function files(folder) {
  const model = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const groups = model.weightsManifest;
  const paths = groups.flatMap((group) => group.paths);
  const data = Buffer.concat(paths.map((path) => readFileSync(join(folder, path))));
  return {
    load: async () => ({
      modelTopology: model.modelTopology,
      weightSpecs: groups.flatMap((group) => group.weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength),
    }),
  };
}

function inputs(tf, { folder, dtype, shape }) {
  const bytes = readFileSync(join(folder, "example-inputs.bin"));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const values = dtype === "uint8" ? new Uint8Array(buffer) : new Float32Array(buffer);
  return tf.tensor(Float32Array.from(values), shape);
}

async function run(request) {
  const { folder } = request;
  started ??= start();
  const { tf, layers } = await started;
  const model = await layers.loadLayersModel(files(folder));
  const x = inputs(tf, request);
  let output;
  const profile = await tf.profile(() => {
    output = model.predict(x);
  });
  const file = join(folder, "tfjs-outputs.bin");
  writeFileSync(file, Buffer.from((await output.data()).buffer.slice(0)));
  const answer = {
    outputs: file,
    shape: output.shape,
    backend: tf.getBackend(),
    tfjs: tf.version_core,
    // The profile lists operations beside kernels; the former end in __op.
    kernels: [...new Set(profile.kernelNames)].filter((name) => !name.endsWith("__op")).sort(),
  };
  tf.dispose([x, output]);
  model.dispose();
  return answer;
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await run(JSON.parse(line));
  } catch (error) {
    answer = error.missing ? { missing: error.missing } : { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}

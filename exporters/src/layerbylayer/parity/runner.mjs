// Runs exported models in TensorFlow.js.
//
// Reads one JSON object per line: {"folder", "kind", "backend", "inputs", "outputs"}. The
// folder is as to_tfjs writes it; kind is "layers-model" or "graph-model"; backend is "wasm",
// "cpu", or null for the first of these that is installed; inputs are [{"name", "dtype",
// "file", "stored", "shape"}], where the file holds numbers of the type `stored`; outputs are
// the names of a graph's outputs. Answers each line with one: {"outputs": [{"file", "dtype",
// "shape"}], "backend", "tfjs", "kernels"}, or {"error"}, or {"missing"} where a package is
// not installed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

// Standard output is for answers alone.
console.log = console.info = console.debug = console.error;

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

async function startBackend(tf, wanted) {
  const wasm = find("@tensorflow/tfjs-backend-wasm");
  const name = wanted ?? (wasm ? "wasm" : "cpu");
  if (tf.getBackend() === name) return;
  // A package registers itself the first time that it is loaded.
  const { setWasmPaths } = load(`@tensorflow/tfjs-backend-${name}`);
  if (name === "wasm" && tf.findBackend("wasm") === null) setWasmPaths(dirname(wasm) + "/");
  if (!(await tf.setBackend(name))) throw new Error(`the backend ${name} did not start`);
}

/** What TensorFlow.js's loaders read: topology, weights and all else in model.json. */
function files(folder) {
  const { weightsManifest, ...model } = JSON.parse(
    readFileSync(join(folder, "model.json"), "utf8"),
  );
  const paths = weightsManifest.flatMap((group) => group.paths);
  const data = Buffer.concat(paths.map((path) => readFileSync(join(folder, path))));
  return {
    load: async () => ({
      ...model,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength),
    }),
  };
}

const STORED = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array };

function tensor(tf, folder, { file, stored, dtype, shape }) {
  const bytes = readFileSync(join(folder, file));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const Values = dtype === "float32" ? Float32Array : dtype === "int32" ? Int32Array : Uint8Array;
  return tf.tensor(Values.from(new STORED[stored](buffer)), shape, dtype);
}

/** Pages pass arrays of inputs, too: what comes back has to be the same, in the same order. */
async function comparePositions(tf, byPosition, inputs, outputs) {
  const again = [byPosition(inputs)].flat();
  try {
    for (const [index, output] of outputs.entries()) {
      const [first, second] = await Promise.all([output.data(), again[index].data()]);
      if (
        first.length !== second.length ||
        first.some((value, at) => !Object.is(value, second[at]))
      )
        throw new Error(`called by position, its output ${index} is another than by name`);
    }
  } finally {
    tf.dispose(again);
  }
}

/** By kind of model: load it, and give a function from inputs to outputs. */
const KINDS = {
  "layers-model": async (folder) => {
    const model = await load("@tensorflow/tfjs-layers").loadLayersModel(files(folder));
    // A batch as large as the example: predict() would cut it into pieces of 32.
    return {
      model,
      compute: (inputs) =>
        model.predict(inputs.length === 1 ? inputs[0] : inputs, {
          batchSize: Math.max(1, inputs[0].shape[0]),
        }),
    };
  },
  "graph-model": async (folder, { inputs: described, outputs }) => {
    const { loadGraphModel } = load("@tensorflow/tfjs-converter");
    const model = await loadGraphModel(files(folder));
    return {
      model,
      compute: (inputs) => {
        const named = Object.fromEntries(described.map(({ name }, index) => [name, inputs[index]]));
        return model.execute(named, outputs);
      },
      byPosition: (inputs) => model.predict(inputs),
    };
  },
};

async function run(request) {
  const { folder, kind } = request;
  const tf = load("@tensorflow/tfjs-core");
  await startBackend(tf, request.backend ?? undefined);
  const { model, compute, byPosition } = await KINDS[kind](folder, request);
  const inputs = request.inputs.map((input) => tensor(tf, folder, input));
  let outputs = [];
  try {
    const profile = await tf.profile(() => {
      outputs = [compute(inputs)].flat();
    });
    if (byPosition && inputs.length + outputs.length > 2)
      await comparePositions(tf, byPosition, inputs, outputs);
    const written = [];
    for (const [index, output] of outputs.entries()) {
      const file = join(folder, `tfjs-output-${index}.bin`);
      const values = await output.data();
      writeFileSync(file, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
      written.push({ file, dtype: output.dtype, shape: output.shape });
    }
    // The profile lists operations beside kernels; the former end in __op.
    const kernels = new Set(profile.kernelNames.filter((name) => !name.endsWith("__op")));
    return {
      outputs: written,
      backend: tf.getBackend(),
      tfjs: tf.version_core,
      kernels: [...kernels].sort(),
    };
  } finally {
    tf.dispose([inputs, outputs]);
    model.dispose();
  }
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

// Tries to load a description of a model, with no weights or those that are named.
//
// node provoke.mjs: reads {"topology", "weights": [{"name", "shape"}]} from standard input, and
// writes TensorFlow.js's error message, or "loaded".
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const { loadLayersModel } = require("@tensorflow/tfjs-layers");
console.log = console.error;
await tf.setBackend("cpu");

const { topology, weights } = JSON.parse(readFileSync(0, "utf8"));
const specs = weights.map((weight) => ({ ...weight, dtype: "float32" }));
const count = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
const given = count > 0 ? { weightSpecs: specs, weightData: new ArrayBuffer(4 * count) } : {};
try {
  await loadLayersModel({ load: async () => ({ modelTopology: topology, ...given }) });
  process.stdout.write("loaded");
} catch (error) {
  process.stdout.write(error.message);
}

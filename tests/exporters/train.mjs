// Trains an exported model on in TensorFlow.js: as its trainingConfig says, ten steps.
//
// node train.mjs FOLDER STEPS SHAPE SHAPE: the folder holds x.bin and y.bin (float32, or
// int32 for whole numbers of one column), of these shapes (JSON) for all steps together.
// Writes the losses, one a step, as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const { loadLayersModel } = require("@tensorflow/tfjs-layers");
console.log = console.error;

const [folder, steps, ...shapes] = process.argv.slice(2);
const read = (name) => new Uint8Array(readFileSync(join(folder, name))).buffer;

await tf.setBackend("cpu");
const { weightsManifest, ...json } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
const [group] = weightsManifest;
const weightData = Buffer.concat(group.paths.map((path) => readFileSync(join(folder, path))));
const artifacts = {
  ...json,
  weightSpecs: group.weights,
  weightData: new Uint8Array(weightData).buffer,
};
const model = await loadLayersModel({ load: async () => artifacts });

const [x, y] = ["x.bin", "y.bin"].map((name, i) =>
  tf.split(tf.tensor(new Float32Array(read(name)), JSON.parse(shapes[i])), Number(steps)),
);
const losses = [];
for (let step = 0; step < steps; step++) {
  const result = await model.trainOnBatch(x[step], y[step]);
  losses.push([result].flat()[0]);
}
process.stdout.write(JSON.stringify(losses) + "\n");

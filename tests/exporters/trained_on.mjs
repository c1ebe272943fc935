// Makes Layers models in TensorFlow.js and saves them as a browser's download does.
//
// node trained_on.mjs FOLDER NAME: writes FOLDER/NAME.json and FOLDER/NAME.weights.bin, of one
// of the models below; for "again", trains the export in FOLDER for a step first.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const { layers, input, model, sequential, loadLayersModel } = require("@tensorflow/tfjs-layers");
console.log = console.error;
await tf.setBackend("cpu");
const [folder, name] = process.argv.slice(2);

const recurrent = { units: 2, recurrentInitializer: "glorotUniform", biasInitializer: "ones" };
const MODELS = {
  plain: () => {
    const made = sequential({
      layers: [
        layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 1], activation: "relu6" }),
        layers.batchNormalization(),
        layers.leakyReLU(),
        layers.flatten(),
        layers.dense({ units: 3, activation: "softmax", kernelRegularizer: "l1l2" }),
      ],
    });
    made.compile({ optimizer: "adam", loss: "categoricalCrossentropy", metrics: ["accuracy"] });
    return made;
  },
  // The defaults of JavaScript: hard_sigmoid of old, the reset gate before the product.
  recurrent: () => {
    const words = input({ shape: [5], dtype: "int32" });
    const numbers = input({ shape: [5, 3] });
    let x = layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true }).apply(words);
    x = layers.bidirectional({ layer: layers.lstm(recurrent) }).apply(x);
    const y = layers.gru(recurrent).apply(numbers);
    const shared = sequential({ layers: [layers.dense({ units: 2, inputShape: [2] })] });
    const both = layers.concatenate().apply([x, shared.apply(y), shared.apply(y)]);
    return model({ inputs: [words, numbers], outputs: [both, y] });
  },
  threshold: () =>
    sequential({ layers: [layers.thresholdedReLU({ theta: 0.5, inputShape: [4] })] }),
  bilinear: () =>
    sequential({
      layers: [layers.upSampling2d({ inputShape: [4, 4, 1], interpolation: "bilinear" })],
    }),
  again: async () => {
    const { weightsManifest, ...json } = JSON.parse(readFileSync(join(folder, "model.json")));
    const [group] = weightsManifest;
    const weightData = Buffer.concat(group.paths.map((path) => readFileSync(join(folder, path))));
    const loaded = await loadLayersModel({
      load: async () => ({
        ...json,
        weightSpecs: group.weights,
        weightData: new Uint8Array(weightData).buffer,
      }),
    });
    const shape = [4, ...loaded.inputs[0].shape.slice(1)];
    await loaded.trainOnBatch(tf.randomUniform(shape), tf.oneHot([0, 1, 1, 0], 2));
    return loaded;
  },
};

const made = await MODELS[name]();
await made.save(
  {
    save: async ({ weightData, weightSpecs, ...artifacts }) => {
      const weightsManifest = [{ paths: [`./${name}.weights.bin`], weights: weightSpecs }];
      writeFileSync(
        join(folder, `${name}.json`),
        JSON.stringify({ ...artifacts, weightsManifest }),
      );
      writeFileSync(join(folder, `${name}.weights.bin`), Buffer.from(weightData));
      return { modelArtifactsInfo: {} };
    },
  },
  { includeOptimizer: true },
);

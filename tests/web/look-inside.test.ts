/** The pure parts of look-inside, against networks that TensorFlow.js runs. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import { explain } from "../../site_src/web/demos/look-inside/close-up/arithmetic.ts";
import {
  allowed,
  change,
  STROKE_LENGTH,
  STROKES,
  stepped,
  winners,
} from "../../site_src/web/demos/look-inside/duel/duel.ts";
import {
  channelsOf,
  mapSize,
  receptiveField,
} from "../../site_src/web/demos/look-inside/geometry.ts";
import {
  agreement,
  gradientHeat,
  occluded,
  occlusionHeat,
} from "../../site_src/web/demos/look-inside/where/heat.ts";
import { surroundingsOf } from "../../site_src/web/demos/look-inside/close-up/surroundings.ts";
import { bundled } from "./support/bundled.ts";

const { tf, layers, activations, describeLayers, layerWeights, inputGradient } =
  await bundled<typeof import("./support/inside.ts")>("inside.ts");

before(() => tf.setBackend("cpu"));

/** Each kind of layer that the exporter writes, in two networks. */
function plainNetwork(): LayersModel {
  const { layers: l } = layers;
  const model = layers.sequential();
  model.add(l.rescaling({ inputShape: [12, 10, 3], scale: 1 / 255, offset: -0.5 }));
  model.add(
    l.conv2d({
      filters: 4,
      kernelSize: [3, 2],
      strides: [2, 1],
      padding: "same",
      activation: "relu",
    }),
  );
  model.add(l.maxPooling2d({ poolSize: 2, padding: "same" }));
  model.add(l.conv2d({ filters: 3, kernelSize: 2, activation: "elu" }));
  model.add(l.flatten());
  model.add(l.dropout({ rate: 0.3 }));
  model.add(l.dense({ units: 6, activation: "relu6" }));
  model.add(l.dense({ units: 5, activation: "softmax" }));
  return known(model);
}

/** TensorFlow.js has no gradient for dilation; forwards it can. */
function dilatedNetwork(): LayersModel {
  const model = layers.sequential();
  model.add(
    layers.layers.conv2d({
      inputShape: [8, 9, 1],
      filters: 3,
      kernelSize: 3,
      dilationRate: [1, 2],
    }),
  );
  // Nor is its gradient of an average right where the window reaches over the border.
  model.add(layers.layers.averagePooling2d({ poolSize: 3, strides: 2, padding: "same" }));
  model.add(layers.layers.conv2d({ filters: 4, kernelSize: 1, activation: "softmax" }));
  return known(model);
}

/** The same weights in every run: no test may depend on luck. */
function known(model: LayersModel): LayersModel {
  const weights = model.weights.map((weight, index) => {
    const shape = weight.shape.map((side) => side ?? 1);
    return weight.originalName.includes("variance")
      ? tf.randomUniform(shape, 0.5, 1.5, "float32", index + 1)
      : tf.randomNormal(shape, 0, 0.4, "float32", index + 1);
  });
  model.setWeights(weights);
  tf.dispose(weights);
  return model;
}

function branchedNetwork(): LayersModel {
  const { layers: l } = layers;
  const input = layers.input({ shape: [9, 9, 2] });
  const padded = l
    .zeroPadding2d({
      padding: [
        [1, 0],
        [0, 2],
      ],
    })
    .apply(input);
  const depth = l
    .depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 })
    .apply(padded) as SymbolicTensor;
  const normal = l.batchNormalization({}).apply(depth) as SymbolicTensor;
  const bent = l.activation({ activation: "tanh" }).apply(normal) as SymbolicTensor;
  const capped = l.reLU({ maxValue: 0.7 }).apply(depth) as SymbolicTensor;
  const sum = l.add().apply([bent, capped]) as SymbolicTensor;
  const apart = l
    .separableConv2d({
      filters: 3,
      kernelSize: 3,
      padding: "same",
      activation: "swish",
    })
    .apply(sum) as SymbolicTensor;
  const both = l.concatenate().apply([sum, apart]) as SymbolicTensor;
  const mean = l.averagePooling2d({ poolSize: 3, strides: 2 }).apply(both);
  const high = l.globalMaxPooling2d({}).apply(mean) as SymbolicTensor;
  const middle = l.globalAveragePooling2d({}).apply(mean) as SymbolicTensor;
  const joined = l.concatenate().apply([high, middle]) as SymbolicTensor;
  const shaped = l.reshape({ targetShape: [14] }).apply(joined);
  const scores = l.dense({ units: 4 }).apply(shaped);
  const output = l.softmax().apply(scores) as SymbolicTensor;
  return known(layers.model({ inputs: input, outputs: output }));
}

function randomInput(model: LayersModel): Float32Array {
  const size = (model.inputs[0]?.shape ?? []).slice(1).reduce<number>((n, s) => n * (s ?? 1), 1);
  return tf.tidy(() => tf.randomUniform([size], -3, 3, "float32", 7).dataSync<"float32">().slice());
}

const networks = {
  "one after the other": plainNetwork,
  "with branches": branchedNetwork,
  "with dilation": dilatedNetwork,
};

for (const [name, build] of Object.entries(networks)) {
  describe(`a network ${name}`, () => {
    test("every number of every layer comes out of its arithmetic", () => {
      const model = build();
      const infos = describeLayers(model);
      const values = activations(model, randomInput(model));
      const weights = layerWeights(model);
      let checked = 0;
      infos.forEach((layer, index) => {
        if (layer.inputs.length === 0) return;
        const around = surroundingsOf(infos, values, weights[index] ?? [], index);
        assert.ok(around);
        const { height, width } = mapSize(layer);
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) {
            for (let channel = 0; channel < channelsOf(layer); channel++) {
              const arithmetic = explain(around, { row, column, channel });
              const place = (row * width + column) * channelsOf(layer) + channel;
              const expected = values[index]?.[place] ?? NaN;
              assert.ok(arithmetic, `${layer.kind} is not explained`);
              assert.ok(
                Math.abs(arithmetic.result - expected) < 1e-4,
                `${layer.name} at ${row}, ${column}, ${channel}: ${arithmetic.result}, not ${expected}`,
              );
              checked++;
            }
          }
        }
      });
      assert.ok(checked > 100);
      model.dispose();
    });

    test("nothing outside the receptive field changes a unit, and its corners do", () => {
      const model = build();
      const infos = describeLayers(model);
      const [height = 0, width = 0, channels = 0] = infos[0]?.shape ?? [];
      const input = randomInput(model);
      const reference = activations(model, input);
      for (const [index, layer] of infos.entries()) {
        const size = mapSize(layer);
        const [row, column] = [size.height >> 1, size.width - 1];
        const box = receptiveField(infos, index, row, column);
        const outside = input.slice();
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const inside = y >= box.top && y < box.bottom && x >= box.left && x < box.right;
            if (!inside)
              outside.fill(9, (y * width + x) * channels, (y * width + x + 1) * channels);
          }
        }
        const start = (row * size.width + column) * channelsOf(layer);
        const unit = (all: Float32Array[]): number[] =>
          Array.from(all[index]?.subarray(start, start + channelsOf(layer)) ?? []);
        assert.deepEqual(unit(activations(model, outside)), unit(reference), layer.name);
      }
      model.dispose();
    });
  });
}

for (const build of [plainNetwork, branchedNetwork]) {
  test(`the gradient of a ${build.name} is what small steps measure`, () => {
    const model = build();
    const input = randomInput(model);
    const infos = describeLayers(model);
    const last = infos.length - 1;
    const gradient = inputGradient(model, input, 2);
    // Of log-probabilities of two classes the scores' difference is known without the scores.
    const other = inputGradient(model, input, 0);
    const logs = (values: Float32Array): number => {
      const out = activations(model, values)[last] ?? new Float32Array();
      return Math.log(out[2] ?? 0) - Math.log(out[0] ?? 0);
    };
    const slope = gradient.map((value, index) => value - (other[index] ?? 0));
    const order = Array.from(slope, (_, index) => index).sort(
      (a, b) => Math.abs(slope[b] ?? 0) - Math.abs(slope[a] ?? 0),
    );
    for (const place of order.slice(0, 5)) {
      const [up, down] = [input.slice(), input.slice()];
      up[place] = (up[place] ?? 0) + 1e-3;
      down[place] = (down[place] ?? 0) - 1e-3;
      const measured = (logs(up) - logs(down)) / 2e-3;
      const computed = slope[place] ?? 0;
      assert.ok(
        Math.abs(measured - computed) < 1e-3 + 0.02 * Math.abs(computed),
        `${measured}, ${computed}`,
      );
    }
    model.dispose();
  });
}

test("looking leaves no tensor behind", () => {
  const model = plainNetwork();
  const input = randomInput(model);
  activations(model, input);
  const { numTensors } = tf.memory();
  for (let i = 0; i < 10; i++) {
    activations(model, input);
    layerWeights(model);
    inputGradient(model, input, i % 5);
  }
  assert.equal(tf.memory().numTensors, numTensors);
});

describe("heat", () => {
  const picture = { height: 6, width: 7, channels: 2 };
  const input = Float32Array.from({ length: 84 }, (_, index) => index + 1);

  test("the covered pixels are blank, all others as they were", () => {
    const batch = occluded(input, picture, 3, 2, -1);
    const count = batch.length / input.length;
    const seen = new Set<number>();
    for (let index = 0; index < count; index++) {
      const one = batch.subarray(index * 84, (index + 1) * 84);
      const blank = Array.from(one, (value, place) => (value === -1 ? place : -1)).filter(
        (p) => p >= 0,
      );
      assert.equal(blank.length, 3 * 3 * 2);
      blank.forEach((place) => seen.add(place));
      one.forEach((value, place) => assert.ok(value === -1 || value === input[place]));
    }
    assert.equal(seen.size, 84, "every pixel is covered once or more");
  });

  test("a network that looks at one pixel alone is found out", () => {
    const important = 2 * 7 + 3;
    const batch = occluded(input, picture, 3, 1, 0);
    const scores = Array.from(
      { length: batch.length / 84 },
      (_, index) => (batch[index * 84 + important * 2] ?? 0) / 100,
    );
    const heat = occlusionHeat((input[important * 2] ?? 0) / 100, scores, picture, 3, 1);
    assert.equal(heat[important], Math.max(...heat));
    const near = (pixel: number): boolean =>
      Math.abs(Math.floor(pixel / 7) - 2) <= 2 && Math.abs((pixel % 7) - 3) <= 2;
    heat.forEach((value, pixel) => assert.equal(value > 0, near(pixel), `pixel ${pixel}`));
    assert.ok(
      (agreement(
        heat.map((_, pixel) => Number(pixel === important)),
        heat,
      ) ?? 0) > 0.8,
    );
  });

  test("a guess is scored by pairs", () => {
    const heat = Float32Array.of(0, 1, 2, 3);
    assert.equal(agreement([0, 0, 1, 1], heat), 1);
    assert.equal(agreement([1, 1, 0, 0], heat), 0);
    assert.equal(agreement([1, 0, 0, 1], heat), 0.5);
    assert.equal(agreement([1, 0, 1, 0], Float32Array.of(5, 5, 5, 5)), 0.5);
    assert.equal(agreement([1, 1, 1, 1], heat), null);
    assert.equal(agreement([0, 0, 0, 0], heat), null);
  });

  test("a pixel's gradient is the largest of its channels", () => {
    assert.deepEqual(Array.from(gradientHeat(Float32Array.of(1, -3, 0, 2), 2)), [3, 2]);
  });
});

describe("the duel", () => {
  test("a stroke ends where it gets too long, and the twenty-first does not count", () => {
    const line = [
      { x: 0, y: 0 },
      { x: 0.1, y: 0 },
      { x: 0.9, y: 0 },
    ];
    const strokes = allowed(Array.from({ length: STROKES + 3 }, () => line));
    assert.equal(strokes.length, STROKES);
    for (const stroke of strokes) {
      assert.ok(Math.abs((stroke.at(-1)?.x ?? 0) - STROKE_LENGTH) < 1e-9);
    }
    assert.deepEqual(allowed([[{ x: 0.3, y: 0.3 }]]), [[{ x: 0.3, y: 0.3 }]]);
  });

  test("a step goes against the score and stays in range", () => {
    const input = Float32Array.of(0, 100, 255, 100);
    const batch = stepped(input, Float32Array.of(1, 1, -1, 0), [0, 255], [0.1, 0.2]);
    const expected = [0, 74.5, 255, 100, 0, 49, 255, 100];
    batch.forEach((value, index) => assert.ok(Math.abs(value - (expected[index] ?? NaN)) < 1e-4));
    const difference = change(input, batch.slice(4), [0, 255]);
    assert.equal(difference.touched, 0.25);
    assert.ok(Math.abs(difference.largest - 0.2) < 1e-6);
    assert.ok(Math.abs(difference.mean - 0.05) < 1e-6);
  });

  test("the winner of each example", () => {
    assert.deepEqual(winners([0.1, 0.9, 0.6, 0.4], 2), [1, 0]);
  });
});

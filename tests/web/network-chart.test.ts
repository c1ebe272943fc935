/** Networks as numbers, and the axes on which they lie, without a page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  describe as inWords,
  familyOf,
  readNetworks,
  shownOf,
  unbeaten,
} from "../../site_src/web/demos/network-chart/networks.ts";
import { axisOf, short } from "../../site_src/web/drawing/axes.ts";

const networks = readNetworks(
  "VGG16 138357544 15470264320 16 60.4 71.3 keras.io Keras; " +
    "Small 1000000 1000000000 10 20.5 60 keras.io Keras; " +
    "Own 2000000 3000000000 12 30 - - built here",
);

test("rows are read in millions and billions, and what isn't a row is left out", () => {
  assert.deepEqual(
    networks.map(({ name }) => name),
    ["VGG16", "Small", "Own"],
  );
  assert.equal(networks[0]?.parameters, 138.357544);
  assert.equal(networks[0].work, 15.47026432);
  assert.equal(networks[2]?.right, null);
  assert.equal(networks[2].kind, "built here");
  assert.deepEqual(readNetworks("; VGG16; VGG16 1 2 x 4 5 a b; VGG16 0 1 1 1 1 a b"), []);
});

test("a network without an accuracy is missing only where it is asked for", () => {
  assert.equal(shownOf(networks, "work", "right").length, 2);
  assert.equal(shownOf(networks, "work", "depth").length, 3);
});

test("nobody is unbeaten who costs more and is right less often", () => {
  const rows = readNetworks(
    "A 1 5 1 1 50 s k; B 1 6 1 1 49 s k; C 1 7 1 1 60 s k; D 1 7 1 1 59 s k; E 1 4 1 1 - s k",
  );
  assert.deepEqual(
    unbeaten(rows, "work").map(({ name }) => name),
    ["A", "C"],
  );
});

test("networks of one family are known by their names", () => {
  const same = [
    ["EfficientNetB0", "EfficientNetB7"],
    ["EfficientNetV2B0", "EfficientNetV2B3"],
    ["ResNet50", "ResNet152"],
    ["ResNet50V2", "ResNet152V2"],
    ["ConvNeXtTiny", "ConvNeXtXLarge"],
    ["DenseNet121", "DenseNet201"],
    ["VGG16", "VGG19"],
  ] as const;
  for (const [one, other] of same) assert.equal(familyOf(one), familyOf(other), one);
  assert.notEqual(familyOf("ResNet50"), familyOf("ResNet50V2"));
  assert.notEqual(familyOf("EfficientNetB0"), familyOf("EfficientNetV2B0"));
});

test("a sentence says all that is known, and what isn't", () => {
  const [vgg, , own] = networks;
  assert.ok(vgg !== undefined && own !== undefined);
  assert.match(
    inWords(vgg),
    /^VGG16: 138 million parameters, 15\.5 billion .*71\.3% right \(keras\.io\)\.$/,
  );
  assert.match(inWords(own), /^Own, built here: .*no accuracy that we could cite\.$/);
});

test("all numbers lie on their axis, in order, and so do its ticks", () => {
  for (const isLog of [true, false]) {
    const axis = axisOf([3, 400, 25], isLog);
    const [low, middle, high] = [axis.share(3), axis.share(25), axis.share(400)];
    assert.ok(0 < low && low < middle && middle < high && high < 1);
    assert.ok(axis.ticks.length >= 2 && axis.ticks.length <= 9, axis.ticks.join());
    assert.ok(axis.ticks.every((tick) => axis.share(tick) >= 0 && axis.share(tick) <= 1));
  }
  assert.deepEqual(axisOf([12, 88], true).ticks, [20, 50, 100]);
  assert.ok(axisOf([5], false).ticks.every(Number.isFinite));
  assert.ok(axisOf([], true).ticks.length > 0);
});

test("three digits count, and no more", () => {
  assert.deepEqual([0.01234, 1.2345, 15.47, 138.4, 1234, 0].map(short), [
    "0.0123",
    "1.23",
    "15.5",
    "138",
    "1234",
    "0",
  ]);
});

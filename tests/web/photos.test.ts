/** The pure parts of classify-photo and teach-me. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { confusionOf, rightOnes } from "../../site_src/web/demos/classify-photo/answers.ts";
import { middleSquare, toNumbers } from "../../site_src/web/drawing/pixels.ts";
import { fromText, toText } from "../../site_src/web/demos/teach-me/model-file.ts";
import { randomOf } from "../../site_src/web/demos/teach-me/scenes.ts";
import { applyHead, trainHead, type Head } from "../../site_src/web/runtime/inside/head.ts";

function trained(examples: readonly Float32Array[], labels: readonly number[], rounds = 150): Head {
  const training = trainHead(examples, labels, 1 + Math.max(...labels), rounds);
  for (;;) {
    const { done, value } = training.next();
    if (done) return value;
  }
}

/** Two clouds of points, far enough apart, in whatever unit. */
function clouds(unit: number): { examples: Float32Array[]; labels: number[] } {
  const random = randomOf(3);
  const labels = Array.from({ length: 20 }, (_, index) => index % 2);
  const examples = labels.map((label) =>
    Float32Array.from({ length: 6 }, (_, i) => unit * (random() + Number(i === label))),
  );
  return { examples, labels };
}

describe("the head", () => {
  for (const unit of [0.01, 1, 100]) {
    test(`tells two clouds apart whose features are about ${unit}`, () => {
      const { examples, labels } = clouds(unit);
      const head = trained(examples, labels);
      examples.forEach((features, index) => {
        const probabilities = applyHead(head, features);
        assert.ok((probabilities[labels[index] ?? 0] ?? 0) > 0.7);
        assert.ok(Math.abs((probabilities[0] ?? 0) + (probabilities[1] ?? 0) - 1) < 1e-6);
      });
    });
  }

  test("its loss falls, and the same examples give the same head", () => {
    const { examples, labels } = clouds(1);
    const losses = [...trainHead(examples, labels, 2, 40)].map(({ loss }) => loss);
    assert.equal(losses.length, 40);
    assert.ok(Math.abs((losses[0] ?? 0) - Math.log(2)) < 1e-9);
    assert.ok((losses.at(-1) ?? 1) < 0.5 * (losses[0] ?? 0));
    assert.deepEqual(trained(examples, labels), trained(examples, labels));
  });

  test("features that are all zero are no reason to fail", () => {
    const head = trained([new Float32Array(3), new Float32Array(3)], [0, 1]);
    for (const value of applyHead(head, new Float32Array(3))) {
      assert.ok(Math.abs(value - 0.5) < 1e-6);
    }
  });
});

describe("a saved head", () => {
  const head = { kernel: Float32Array.of(1.5, -2, 3e-8, 4e7), bias: Float32Array.of(0.1, -0.25) };
  const saved = { model: "imagenet", classes: ["a “b”", "c"], head };
  const features = Float32Array.of(1, 2);
  const text = toText(saved, { features, probabilities: applyHead(head, features) });

  test("comes back bit by bit", () => {
    assert.deepEqual(fromText(text), saved);
  });

  const broken = {
    "text that is no JSON": "hello",
    "other JSON": "[1, 2]",
    nothing: "null",
    "another version": text.replace('"version": 1', '"version": 2'),
    "classes that are missing": text.replace('"classes"', '"kinds"'),
    "a class too many": text.replace('"c"', '"c", "d"'),
    "numbers that are cut off": text.replace(/"kernel": "....../, '"kernel": "'),
    "numbers that are none": text.replace(/"bias": ".*?"/, '"bias": "!"'),
  };
  for (const [name, wrong] of Object.entries(broken)) {
    test(`${name}: is refused with a sentence`, () => {
      assert.notEqual(wrong, text);
      assert.throws(() => fromText(wrong), /file/);
    });
  }
});

test("the square is in the middle of any picture", () => {
  assert.deepEqual(middleSquare(640, 480), { x: 80, y: 0, side: 480 });
  assert.deepEqual(middleSquare(100, 301), { x: 0, y: 100.5, side: 100 });
});

test("bytes become numbers of the network's range, opacity dropped", () => {
  const rgba = [0, 51, 255, 255, 255, 102, 0, 9];
  assert.deepEqual([...toNumbers(rgba, [0, 255])], [0, 51, 255, 255, 102, 0]);
  toNumbers(rgba, [-1, 1]).forEach((value, index) => {
    assert.ok(Math.abs(value - ([-1, -0.6, 1, 1, -0.2, -1][index] ?? NaN)) < 1e-6);
  });
});

test("who was taken for whom", () => {
  assert.deepEqual(confusionOf([0, 1, 1, 2], [0, 2, 1, null], 3), [1, 0, 0, 0, 1, 1, 0, 0, 0]);
  assert.equal(rightOnes([0, 1, 1, 2], [0, 2, 1, null]), 2);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noun, percent, ranking, verdict, withArticle } from "../../site_src/web/words/format.ts";
import { extremes, placeOfMost, sayCurve } from "../../site_src/web/words/summaries.ts";

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

describe("verdict", () => {
  test("names the winner with its probability, then the runner-up", () => {
    const probabilities = [0, 0.016, 0, 0, 0, 0, 0, 0.982, 0.002, 0];
    assert.equal(verdict(probabilities, digits), "Looks like a 7 (98.2%); next guess: 1.");
  });

  test("works on the worker's own arrays", () => {
    const probabilities = Float32Array.of(0.25, 0.75);
    assert.equal(verdict(probabilities, ["B", "A"]), "Looks like an A (75.0%); next guess: B.");
  });

  test("has no runner-up where there is one class", () => {
    assert.equal(verdict([1], ["cat"]), "Looks like a cat (100.0%).");
  });
});

test("percentages do not claim a certainty that is not there", () => {
  assert.equal(percent(0.98214), "98.2%");
  assert.equal(percent(0.99949), "99.9%");
  assert.equal(percent(0.99996), ">99.9%");
  assert.equal(percent(1), "100.0%");
  assert.equal(percent(0.0001), "0.0%");
});

test("articles follow the sound", () => {
  const expected = { "7": "a 7", "8": "an 8", "80": "an 80", "1": "a 1", "11": "an 11" };
  for (const [label, text] of Object.entries(expected)) assert.equal(withArticle(label), text);
  for (const label of "aefhilmnorsxAX") assert.equal(withArticle(label), `an ${label}`);
  for (const label of "bcdgjkpqtuvwyz") assert.equal(withArticle(label), `a ${label}`);
  assert.equal(withArticle("airplane"), "an airplane");
  assert.equal(withArticle("frog"), "a frog");
  assert.equal(withArticle("one"), "a one");
  assert.equal(withArticle("eight"), "an eight");
});

test("the ranking is stable", () => {
  assert.deepEqual(ranking([0.2, 0.4, 0.2, 0.2]), [1, 0, 2, 3]);
});

test("the labels tell what is to be drawn", () => {
  assert.equal(noun(digits), "digit");
  assert.equal(noun(["A", "b", "é"]), "letter");
  assert.equal(noun(["cat", "dog"]), "picture");
  assert.equal(noun([]), "picture");
});

test("a curve is a sentence, with where it turned", () => {
  const say = (y: number): string => y.toFixed(1);
  assert.equal(sayCurve("Loss", "step", [], [], say), "Loss: nothing yet.");
  assert.equal(sayCurve("Loss", "step", [3], [2], say), "Loss: 2.0 at step 3.");
  assert.equal(
    sayCurve("Loss", "step", [1, 2, 3], [2, 1, 0.5], say),
    "Loss: 2.0 at step 1, 0.5 at step 3.",
  );
  assert.equal(
    sayCurve("Loss", "step", [1, 2, 3], [2, 0.5, 3], say),
    "Loss: 2.0 at step 1, 3.0 at step 3; lowest 0.5 at step 2.",
  );
});

test("a map says where its largest number is", () => {
  assert.equal(placeOfMost([0, 0, 1, 0, 0, 0, 0, 0, 0], 3, 3), "most at the top right");
  assert.equal(placeOfMost([0, 0, 0, 0, 1, 0, 0, 0, 0], 3, 3), "most in the middle");
  assert.equal(placeOfMost([-3, -2, -3, -1], 2, 2), "most in the middle");
  assert.equal(placeOfMost([NaN, NaN], 1, 2), "nothing anywhere");
  assert.equal(extremes([1, -0.5], "weights"), "weights from −0.50 to 1.00");
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { UserFacingError } from "../../site_src/web/runtime/files.ts";
import {
  drawn,
  isGuessAt,
  position,
  powers,
  readQuestion,
  ticks,
  valueAt,
  verdict,
  type NumberQuestion,
} from "../../site_src/web/demos/make-a-guess/question.ts";

const read = (attributes: Record<string, string>): ReturnType<typeof readQuestion> =>
  readQuestion((name) => attributes[name] ?? null);
const mistakes = { kind: "number", min: "1", max: "10000", unit: "mistakes", answer: "80" };
const curve = {
  kind: "curve",
  x: "epoch",
  y: "right (%)",
  xs: "[1, 2, 3]",
  min: "0",
  max: "100",
  answer: "[90, 95, 97]",
};
const choice = { kind: "choice", options: "up | down", answer: "down" };

describe("a question", () => {
  test("is read from attributes, and a wrong one is said", () => {
    assert.equal((read(mistakes) as NumberQuestion).answer, 80);
    assert.deepEqual(read(choice), {
      kind: "choice",
      by: "the run",
      options: ["up", "down"],
      answers: ["down"],
    });
    const wrong: [Record<string, string>, RegExp][] = [
      [{ ...mistakes, kind: "toString" }, /kind/],
      [{ ...mistakes, answer: "{{ mistakes }}" }, /answer is not a number/],
      [{ ...mistakes, min: "0", scale: "log" }, /above 0/],
      [{ ...mistakes, min: "20000" }, /smaller/],
      [{ ...choice, answer: "left" }, /left/],
      [{ ...choice, options: "up" }, /two/],
      [{ ...curve, answer: "[1, 2]" }, /3 numbers and answer 2/],
      [{ ...curve, answer: "nan" }, /list of numbers/],
      [{ ...curve, answer: '["a", "b", "c"]' }, /list of numbers/],
    ];
    for (const [attributes, message] of wrong) {
      assert.throws(
        () => read(attributes),
        (error: Error) => error instanceof UserFacingError && message.test(error.message),
      );
    }
  });

  test("knows a guess that was made at another version of it", () => {
    assert.ok(isGuessAt(read(curve), [1, 2, 3]));
    for (const other of [[1, 2], [1, null, 3], 5, "up", undefined]) {
      assert.ok(!isGuessAt(read(curve), other));
    }
    assert.ok(!isGuessAt(read(choice), "left"));
    assert.ok(!isGuessAt(read(mistakes), "5"));
  });
});

describe("the verdict", () => {
  test("tells a factor where guess and answer are far apart, else a difference", () => {
    const said = (guess: number): string => verdict(read(mistakes), guess);
    assert.equal(
      said(1200),
      "You said 1,200 mistakes; the run says 80 mistakes. Your guess is 15 times the answer.",
    );
    assert.match(said(20), /The answer is 4 times your guess\.$/);
    assert.match(said(77), /You are off by 3 mistakes\.$/);
    assert.match(said(80), /exactly\.$/);
  });

  test("of a choice and of a curve", () => {
    assert.equal(verdict(read(choice), "down"), "You said “down”, and so says the run.");
    assert.equal(verdict(read(choice), "up"), "You said “up”; the run says “down”.");
    const tie = read({ kind: "choice", options: "up | down | left", answer: "up | left" });
    assert.equal(
      verdict(tie, "left"),
      "You said “left”, and so says the run. It is a tie with “up”.",
    );
    assert.equal(verdict(tie, "down"), "You said “down”; the run says “up” and “left”, which tie.");
    assert.equal(
      verdict(read(curve), [10, 50, 97]),
      "Your curve is 42 away on average, and farthest at epoch 1: you drew 10, the run says 90.",
    );
  });
});

describe("lines and axes", () => {
  test("places and values are each other's reverse", () => {
    for (const log of [false, true]) {
      for (const value of [1, 7, 80, 1000]) {
        const share = position(value, 1, 1000, log);
        assert.equal(valueAt(share, { min: 1, max: 1000, step: 1, log }), value);
      }
    }
    assert.equal(valueAt(0.31, { min: 0, max: 1, step: 0.1, log: false }), 0.3);
    assert.equal(valueAt(-5, { min: 0, max: 1, step: 0.1, log: false }), 0);
  });

  test("ticks are round and lie within", () => {
    assert.deepEqual(ticks(0, 100), [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(ticks(0.3, 1.1), [0.4, 0.6, 0.8, 1]);
    assert.deepEqual(powers(1, 1000), [1, 10, 100, 1000]);
    assert.deepEqual(powers(5, 2000), [10, 100, 1000]);
  });

  test("a pen's way fills the points it passes, in either direction, and no others", () => {
    const empty = [null, null, null, null, null];
    assert.deepEqual(drawn(empty, [1, 10], [3, 30]), [null, 10, 20, 30, null]);
    assert.deepEqual(drawn(empty, [3, 30], [1, 10]), [null, 10, 20, 30, null]);
    assert.deepEqual(drawn(empty, [1.6, 10], [1.6, 10]), [null, null, 10, null, null]);
    assert.deepEqual(drawn([1, 2, 3], [0, 9], [0.2, 9]), [9, 2, 3]);
  });
});

/** Exercises that answer: what is right, and what is said of what is wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  judge,
  parts,
  readNumber,
  readWrong,
} from "../../site_src/web/demos/check-yourself/answer.ts";

test("numbers are read as people write them", () => {
  const written: [string, number | undefined][] = [
    ["784", 784],
    [" 1,000 ", 1000],
    ["1,000,000.5", 1_000_000.5],
    ["0,5", 0.5],
    ["0,125", 0.125],
    ["79 %", 79],
    ["−3", -3],
    ["1e-3", 0.001],
    [".5", 0.5],
    ["5.", 5],
    ["", undefined],
    ["seven", undefined],
    ["1.2.3", undefined],
    ["0x10", undefined],
  ];
  for (const [text, number] of written) assert.equal(readNumber(text), number, text);
});

test("a number is right within its tolerance, and common mistakes have their sentence", () => {
  const wrong = readWrong("28: That is one side. | 56: Sides: are not added.");
  const exercise = { kind: "number", answer: "784", tolerance: 1, wrong } as const;
  assert.equal(judge(exercise, "784"), undefined);
  assert.equal(judge(exercise, "785"), undefined);
  assert.equal(judge(exercise, "786"), "");
  assert.equal(judge(exercise, "28"), "That is one side.");
  assert.equal(judge(exercise, "56"), "Sides: are not added.");
});

test("a number of the run is right to its last digits", () => {
  const exercise = { kind: "number", answer: "0.30000000000000004", tolerance: 0 } as const;
  assert.equal(judge({ ...exercise, wrong: [] }, "0.3"), undefined);
});

test("a choice is right word for word", () => {
  const wrong = readWrong("twice: Both sides double.");
  const exercise = { kind: "choice", answer: "four times", tolerance: 0, wrong } as const;
  assert.deepEqual(parts("twice | four times |"), ["twice", "four times"]);
  assert.equal(judge(exercise, "four times"), undefined);
  assert.equal(judge(exercise, "twice"), "Both sides double.");
});

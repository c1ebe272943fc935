/** With which page to begin: what needs no page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parsedAnswers, whereToBegin } from "../../site_src/web/shell/begin.ts";

const QUESTIONS = ["a", "b", "c"];

test("the first question that is open or was not known decides", () => {
  const at = (answers: Record<string, boolean>) => whereToBegin(QUESTIONS, answers);
  assert.deepEqual(at({}), { kind: "ask", question: "a" });
  assert.deepEqual(at({ b: false }), { kind: "ask", question: "a" });
  assert.deepEqual(at({ a: true, b: false, c: true }), { kind: "begin", question: "b" });
  assert.deepEqual(at({ a: false, b: true }), { kind: "begin", question: "a" });
  assert.deepEqual(at({ a: true, b: true, c: true }), { kind: "beyond" });
});

test("what is no text of answers is none", () => {
  assert.deepEqual(parsedAnswers('{"a": true, "b": 3}'), { a: true });
  for (const text of [null, "", "null", "7", "{"]) assert.deepEqual(parsedAnswers(text), {});
});

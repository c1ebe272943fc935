import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fits,
  fromAddress,
  plain,
  toAddress,
} from "../../site_src/web/shell/catalogue/catalogue-query.ts";
import {
  joined,
  marked,
  nothing,
  parsed,
  today,
  type Progress,
} from "../../site_src/web/shell/progress.ts";

const resource = {
  text: plain("bayes.js Rasmus Bååth, Piotr Migdał: error bars by right"),
  topics: ["mathematics", "data"],
  facts: { kind: "tool", level: "3", cost: "free", state: "unchecked" },
};
const ask = (words: string, chosen = {}): boolean => fits(resource, { words, chosen });

test("all words have to occur, in any order, whatever their accents and case", () => {
  assert.ok(ask(""));
  assert.ok(ask("  BAATH bayes "));
  assert.ok(ask("Bååth migdal"));
  assert.ok(!ask("bayes lasso"));
});

test("every chosen fact has to be so; a topic is one of several", () => {
  assert.ok(ask("", { topic: "data", kind: "tool", level: "3" }));
  assert.ok(!ask("", { topic: "data", kind: "book" }));
  assert.ok(!ask("", { topic: "vision" }));
});

test("a query survives its address, beside parameters of others", () => {
  const query = { words: "error & bars", chosen: { kind: "tool", level: "3" } } as const;
  const address = toAddress(query, "?q=search&find=old&cost=paid");
  assert.deepEqual(fromAddress(address), query);
  assert.equal(new URLSearchParams(address).get("q"), "search");
  assert.equal(toAddress({ words: " ", chosen: {} }), "");
});

test("progress is what it was after it was kept as text; other text is nothing", () => {
  const progress = marked(nothing, "digits", "2026-11-24");
  assert.deepEqual(parsed(JSON.stringify(progress)), progress);
  assert.deepEqual(marked(progress, "digits", undefined), nothing);
  for (const text of [null, "", "{", "[]", '{"version": 2}'])
    assert.deepEqual(parsed(text), nothing);
});

test("a file from another browser adds its marks, and keeps mine", () => {
  const mine: Progress = {
    ...marked(nothing, "a", "2026-01-01"),
    last: { place: "x/", title: "X" },
  };
  const exercises = { "tutorials/x/#blur": "2025-03-03" };
  const other = { ...marked(marked(nothing, "a", "2025-01-01"), "b", "2025-02-02"), exercises };
  const both = joined(mine, other);
  assert.deepEqual(both.done, { a: "2026-01-01", b: "2025-02-02" });
  assert.deepEqual(both.exercises, exercises);
  assert.equal(both.last?.title, "X");
});

test("a day is the reader's own", () => {
  assert.equal(today(new Date(2026, 10, 4, 23, 59)), "2026-11-04");
});

/** What spam-filter computes without a page: words, scores, thresholds, sentences. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readFilters } from "../../site_src/web/demos/spam-filter/filters.ts";
import { columns } from "../../site_src/web/demos/spam-filter/plot.ts";
import { PRESETS, TASK } from "../../site_src/web/demos/spam-filter/presets.ts";
import {
  judged,
  NO_ANSWERS,
  strongest,
  task,
  weighed,
} from "../../site_src/web/demos/spam-filter/spoken.ts";
import {
  areaUnderCurve,
  describe,
  mistakes,
  outcome,
  rangeOf,
} from "../../site_src/web/demos/spam-filter/threshold.ts";
import { probability, tokens, Vocabulary } from "../../site_src/web/demos/spam-filter/words.ts";

/** The tutorial's Python is tested with the same ones. */
const cases = JSON.parse(
  await readFile(join(import.meta.dirname, "../tutorials/spam-tokens.json"), "utf-8"),
) as [string, string[]][];

const vocabulary = new Vocabulary(["free", "money", "thanks"], 5);
const linear = { start: -1, weights: [2, 0.5, -3] };
const tested = [
  { isSpam: true, text: "a" },
  { isSpam: true, text: "" },
  { isSpam: false, text: "c" },
  { isSpam: false, text: "d" },
];
const scores = [3, -1, 1, -4];

test("a text has the same words as in Python, and each says where it stands", () => {
  for (const [text, words] of cases) {
    assert.deepEqual(
      tokens(text).map(({ word }) => word),
      words,
    );
    for (const { start, end } of tokens(text)) assert.ok(start < end && end <= text.length);
  }
});

test("numbers begin at 2, 1 is a word that isn't known, and 0 is nothing more", () => {
  assert.deepEqual([...vocabulary.numbers(tokens("Free thanks xyz"))], [2, 4, 1, 0, 0]);
  assert.deepEqual([...vocabulary.numbers(tokens("free ".repeat(9)))], [2, 2, 2, 2, 2]);
});

test("a score is a sum in which a word counts once, and only the first ones are read", () => {
  assert.equal(vocabulary.score(tokens("free FREE money xyz"), linear), 1.5);
  assert.equal(vocabulary.score(tokens("a b c d e thanks"), linear), -1);
  assert.equal(probability(0), 0.5);
});

test("words that weigh are named, each once", () => {
  const words = weighed(tokens("Free, free money: thanks"), vocabulary, linear);
  assert.equal(
    strongest(words),
    "Most for spam: free +2.0, money +0.5. Most for good: thanks −3.0.",
  );
  assert.equal(strongest([]), "Most for spam: no word. Most for good: no word.");
});

test("a threshold sorts four messages into four drawers", () => {
  assert.deepEqual(outcome(scores, tested, 0), { caught: 1, missed: 1, lost: 1, kept: 1 });
  assert.deepEqual(outcome(scores, tested, 9), { caught: 0, missed: 2, lost: 0, kept: 2 });
  assert.match(describe(outcome(scores, tested, 0), 0), /precision 50\.0%.*recall 50\.0%.*1 good/);
  assert.match(describe(outcome(scores, tested, -9), -9), /^At −9\.0 .*2 good messages are lost/);
  assert.match(describe(outcome(scores, tested, 9), 9), /precision none.*No good message is lost/);
});

test("the area under the curve is the share of pairs in the right order", () => {
  // 3 beats both good ones, -1 beats one of them.
  assert.equal(areaUnderCurve(scores, tested), 0.75);
  assert.equal(areaUnderCurve([1, 1, 1, 1], tested), 0.5);
});

test("mistakes come in the order of sureness, without those that aren't fit to be shown", () => {
  assert.deepEqual(mistakes(scores, tested, -9, "lost"), ["c", "d"]);
  assert.deepEqual(mistakes(scores, tested, 9, "missed"), ["a"]);
  assert.deepEqual(mistakes(scores, tested, 2, "lost"), []);
});

test("all messages are in a column, those far out in the outermost", () => {
  const shown = columns([99, -99, 0, 0], tested, [-6, 6], 4);
  assert.deepEqual(shown, { spam: [1, 0, 0, 1], good: [0, 0, 2, 0] });
  assert.deepEqual(rangeOf([-1, 2]), [-6, 6]);
});

test("sentences count the filters, and the task says what is missing", () => {
  const answers = { bayes: 9, logistic: 2, cnn: -1, transformer: null };
  assert.equal(judged(answers, 0), "2 of 3 filters stop it; the convolution lets it through.");
  assert.equal(judged({ ...answers, transformer: 1 }, -2), "All 4 filters stop it.");
  assert.equal(judged({ ...answers, transformer: 1 }, 9), "All 4 filters let it through.");
  assert.equal(judged(NO_ANSWERS, 0), "");
  const whole = tokens("free money click thanks");
  assert.match(task(tokens("free beer"), answers, 9), /wants money and click in it/);
  assert.match(task(whole, answers, 9), /as the task wants/);
  assert.match(task(whole, { ...answers, transformer: 1 }, 9), /^Done: .* with 1 other word\./);
});

test("the adverts begin with what the task wants", () => {
  for (const name of ["advert", "padded"]) {
    const words = new Set(tokens(PRESETS[name]?.text ?? "").map(({ word }) => word));
    for (const word of TASK) assert.ok(words.has(word), `${word} in ${name}`);
  }
});

test("a file that holds something else is refused", () => {
  for (const content of [null, {}, { words: "a", length: 1 }, "text"])
    assert.throws(() => readFilters(content), /has no filters/);
  const whole = {
    words: "free money",
    length: 4,
    bayes: [0, 1, 2],
    logistic: [0, 1, 2],
    spam: [1, 0],
    scores: [[1, 2], [1, 2], [1, 2], [1]],
    texts: ["a", "b"],
    samples: [["a", 1]],
  };
  assert.throws(() => readFilters(whole), /scores for each filter/);
  const filters = readFilters({ ...whole, scores: Array(4).fill([1, 2]) });
  assert.deepEqual(filters.tested[0], { isSpam: true, text: "a" });
  assert.equal(filters.vocabulary.place("money"), 1);
});

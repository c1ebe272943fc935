/** The letters, the network and the score of `<beat-it-with-birds>`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  orderOf,
  SIDE,
  type Letter,
} from "../../site_src/web/explorables/beat-it-with-birds/letters.ts";
import { Pupil } from "../../site_src/web/explorables/beat-it-with-birds/pupil.ts";
import {
  right,
  rowsOf,
  sayScore,
} from "../../site_src/web/explorables/beat-it-with-birds/score.ts";
import { LETTERS, table } from "../../site_src/web/explorables/beat-it-with-birds/settings.ts";
import { random } from "../../site_src/web/runtime/training/random.ts";

/** Letters of which the left ones have more ink above, with noise: easy to learn, not to guess. */
function easy(): Letter[] {
  const next = random(5);
  return Array.from({ length: LETTERS }, () => {
    const truth = next() < 0.5 ? "l" : "r";
    const pixels = Float32Array.from({ length: SIDE * SIDE }, (_, at) => {
      const inked = at < (SIDE * SIDE) / 2 === (truth === "l");
      return inked ? 0.4 + 0.6 * next() : 0.6 * next();
    });
    return { pixels, truth };
  });
}

function learn(
  letters: readonly Letter[],
  learning: ConstructorParameters<typeof Pupil>[1],
): Pupil {
  const pupil = new Pupil(letters, learning);
  for (let at = 0; at < LETTERS; at++) pupil.next();
  return pupil;
}

test("letters come in an order that a number repeats, and none comes twice", () => {
  assert.deepEqual(orderOf(3), orderOf(3));
  assert.notDeepEqual(orderOf(3), orderOf(4));
  for (const order of table.order.stops) {
    assert.equal(new Set(orderOf(order)).size, LETTERS);
    assert.ok(orderOf(order).every((at) => at >= 0 && at < 80));
  }
});

test("a network guesses at first and learns; it answers before it is told", () => {
  for (const memory of ["all", "last"] as const)
    for (const hidden of [0, 16]) {
      const { hits } = learn(easy(), { hidden, looks: 1, memory });
      assert.ok(right(hits.slice(-20)) >= 18, `${memory} ${hidden}: ${rowsOf(hits).join()}`);
    }
  // Where right and left are thrown with a coin, nothing can be known before.
  const next = random(9);
  const coin = easy().map((letter) => ({ ...letter, truth: next() < 0.5 ? "l" : "r" }) as const);
  const hits = learn(coin, { hidden: 16, looks: 10, memory: "all" }).hits;
  assert.ok(right(hits) > 15 && right(hits) < 45, String(right(hits)));
});

test("a network that works in small steps learns the same, and says when it is done", () => {
  const learning = { hidden: 4, looks: 3, memory: "all" } as const;
  const letters = easy();
  const pupil = new Pupil(letters, learning);
  let steps = 0;
  for (; pupil.isBehind(LETTERS); steps++) pupil.work();
  assert.equal(steps, LETTERS * (1 + 3));
  assert.deepEqual(pupil.hits, learn(letters, learning).hits);
});

test("a network stops where the letters do", () => {
  const pupil = learn(easy(), { hidden: 0, looks: 1, memory: "all" });
  pupil.next();
  assert.equal(pupil.hits.length, LETTERS);
});

test("the score counts tens that are complete, and tells of the network where it is wanted", () => {
  const hits = [...Array<boolean>(10).fill(true), false, true];
  assert.deepEqual(rowsOf(hits), [10]);
  assert.equal(sayScore([], null), "");
  assert.equal(sayScore([false], [true]), "After one letter: you 0 right, the network 1.");
  assert.equal(sayScore(hits, null), "After 12 letters: you 11 right.");
  const all = Array.from({ length: LETTERS }, (_, at) => at % 10 !== 0);
  assert.match(sayScore(all, all), /Your tens: 9, 9, 9, 9, 9, 9\. The network's: 9,/);
});

test("pecks stand in an address", () => {
  assert.equal(table.pecks.read("lrlr"), "lrlr");
  assert.equal(table.pecks.read("lrx"), undefined);
  assert.equal(table.pecks.read("l".repeat(LETTERS + 1)), undefined);
});

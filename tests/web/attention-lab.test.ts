/** The arithmetic and the tasks of `<attention-lab>`. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look, missing } from "../../site_src/web/explorables/attention-lab/attention.ts";
import {
  readArrows,
  table,
  WORDS,
  writeArrows,
  type AttentionValues,
} from "../../site_src/web/explorables/attention-lab/settings.ts";
import { usualValues } from "../../site_src/web/explorables/frame/settings.ts";
import { normal, random } from "../../site_src/web/runtime/training/random.ts";

const usual = usualValues(table);

function drawn(seed: number): AttentionValues {
  const next = random(seed);
  const some = (): string => writeArrows(WORDS.map(() => [normal(next), normal(next)] as const));
  return { ...usual, queries: some(), keys: some(), values: some() };
}

/** The usual values, with another query of "its". */
function asked(x: number, y: number, changed: Partial<AttentionValues>): AttentionValues {
  const queries = readArrows(usual.queries).map((arrow, at) =>
    at === 3 ? ([x, y] as const) : arrow,
  );
  return { ...usual, ...changed, queries: writeArrows(queries) };
}

describe("attention", () => {
  test("shares are of one, and what comes out is never outside of the values", () => {
    for (let seed = 1; seed < 60; seed++) {
      const { weights, values, output } = look(drawn(seed));
      assert.ok(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-12);
      // In no direction is it further than the furthest value.
      for (let angle = 0; angle < 6.3; angle += 0.3) {
        const far = ([x, y]: readonly [number, number]): number =>
          x * Math.cos(angle) + y * Math.sin(angle);
        assert.ok(far(output) <= Math.max(...values.map(far)) + 1e-9);
      }
    }
  });

  test("nobody looks ahead who mustn't, and undivided scores are sharper", () => {
    const first = look({ ...usual, asking: "the", causal: true });
    assert.deepEqual(first.weights, [1, 0, 0, 0, 0]);
    assert.deepEqual(first.scores.slice(1), [null, null, null, null]);
    assert.equal(look({ ...usual, asking: "bowl", causal: true }).scores.includes(null), false);
    for (let seed = 1; seed < 20; seed++) {
      const sharpest = (scaled: boolean): number =>
        Math.max(...look({ ...drawn(seed), scaled }).weights);
      assert.ok(sharpest(false) >= sharpest(true) - 1e-12);
    }
  });

  test("arrows survive an address to a tenth, and stay in the plane", () => {
    const arrows = WORDS.map((_, at) => [at - 2.04, 9 * (at - 2)] as const);
    const read = readArrows(writeArrows(arrows));
    assert.deepEqual(read[0], [-2, -3]);
    assert.deepEqual(read[4], [2, 3]);
    assert.match(writeArrows(arrows), /^-20,-30,-10,-30,0,0,/);
    assert.equal(table.keys.read(writeArrows(arrows)), writeArrows(arrows));
  });
});

describe("the tasks", () => {
  test("each can be done by the query alone, and isn't done at the start", () => {
    for (const level of ["one", "two", "nowhere"] as const)
      assert.notEqual(missing({ ...usual, level }), null);
    assert.equal(missing(usual), undefined);
    assert.equal(missing(asked(2, -1, { level: "one" })), null);
    assert.equal(missing(asked(3, 1, { level: "two" })), null);
    assert.equal(missing(asked(0, 0, { level: "nowhere" })), null);
  });

  test("what is missing is said", () => {
    assert.match(missing(asked(2, -1, { level: "two" })) ?? "", /the same is wanted/);
    assert.match(missing(asked(-1, 1, { level: "two" })) ?? "", /together, and 80%/);
    assert.match(missing({ ...usual, level: "one", asking: "cat" }) ?? "", /“its” that has to ask/);
    assert.match(missing({ ...usual, level: "nowhere", causal: true }) ?? "", /ahead/);
  });
});

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
import {
  END,
  EQUALS,
  Sorter,
  TOKENS,
  type Step,
} from "../../site_src/web/explorables/attention-lab/sorter.ts";
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

describe("the trained GPT", () => {
  const [blocks, heads, past, size] = [2, 2, 20, 16] as const;
  const shape = [blocks, heads, past, size];
  const card = {
    inputs: [
      { name: "token", shape: [1], dtype: "int32", range: null },
      { name: "position", shape: [1], dtype: "int32", range: null },
      { name: "keys", shape, dtype: "float32", range: null },
      { name: "values", shape, dtype: "float32", range: null },
    ],
  } as const;

  /** A step that looks at the token that it reads alone, and writes what `answer` says of all read so far. */
  function acting(answer: (read: readonly number[]) => number): Step {
    return (token, position, keys, values) => {
      const at = position[0] ?? 0;
      // What was read is in the last places of the keys, as the exported step keeps it.
      const read = [...keys.subarray(past - at, past), token[0] ?? 0];
      const shares = new Float32Array(blocks * heads * (past + 1));
      for (let head = 0; head < blocks * heads; head++) shares[(head + 1) * (past + 1) - 1] = 1;
      const next = new Float32Array(keys.length);
      next.set(keys.subarray(1, past), 0);
      next[past - 1] = token[0] ?? 0;
      const probabilities = new Float32Array(TOKENS.length).fill(0.01);
      probabilities[answer(read)] = 0.89;
      return Promise.resolve([probabilities, shares, next, values]);
    };
  }

  const sorting = acting((read) => {
    const list = read.slice(0, read.indexOf(EQUALS)).sort((a, b) => a - b);
    const done = read.length - list.length - 1;
    return read.includes(EQUALS) ? (list[done] ?? END) : 0;
  });

  test("it reads the list, then its own words, one token a step, up to the end", async () => {
    const sorter = new Sorter("31415", sorting, card);
    assert.deepEqual(sorter.tokens, [3, 1, 4, 1, 5, EQUALS]);
    await sorter.write(2);
    assert.deepEqual(sorter.written, [1, 1]);
    assert.deepEqual([sorter.ended, sorter.right], [false, false]);
    await sorter.write(11);
    assert.deepEqual(sorter.written, [1, 1, 3, 4, 5, END]);
    assert.deepEqual([sorter.ended, sorter.right], [true, true]);
  });

  test("shares are those of the tokens so far, the one that is read last", async () => {
    const sorter = new Sorter("907", sorting, card);
    await sorter.write(11);
    assert.equal(sorter.moment(0), undefined);
    for (const number of [1, 2, 3, 4]) {
      const { shares, probability } = sorter.moment(number) ?? assert.fail();
      assert.equal(shares.length, blocks * heads);
      for (const share of shares)
        assert.deepEqual(share, [...Array.from({ length: 2 + number }, () => 0), 1]);
      assert.ok(Math.abs(probability - 0.89) < 1e-6);
    }
    assert.equal(sorter.moment(5), undefined);
  });

  test("a wrong answer is wrong, and without an end it stops where the positions do", async () => {
    const stuck = acting(() => 7);
    const sorter = new Sorter("0123456789", stuck, card);
    await sorter.write(99);
    assert.equal(sorter.written.length, past + 1 - 10);
    assert.ok(sorter.ended && !sorter.right);
    const short = new Sorter(
      "21",
      acting(() => END),
      card,
    );
    await short.write(5);
    assert.deepEqual(short.written, [END]);
    assert.equal(short.right, false);
  });
});

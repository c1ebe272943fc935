/** The two passes of `<see-backprop>`, and its levels. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { usualValues } from "../../site_src/web/explorables/frame/settings.ts";
import { accused, setUp, wrongIn } from "../../site_src/web/explorables/see-backprop/levels.ts";
import {
  lossOf,
  nudged,
  passes,
  sayNumber,
  stepped,
} from "../../site_src/web/explorables/see-backprop/passes.ts";
import {
  LINES,
  table,
  WEIGHTS,
  writeWeights,
  type BackpropValues,
  type Bend,
  type Weights,
} from "../../site_src/web/explorables/see-backprop/settings.ts";
import { normal, random } from "../../site_src/web/runtime/training/random.ts";

const usual = usualValues(table);

function drawn(seed: number, bend: Bend): BackpropValues {
  const next = random(seed);
  const weights = Object.fromEntries(WEIGHTS.map((name) => [name, normal(next)])) as Weights;
  return { ...usual, bend, weights: writeWeights(weights), x1: normal(next), x2: normal(next) };
}

describe("the passes", () => {
  for (const bend of ["tanh", "relu", "linear"] as const) {
    test(`${bend}: each slope is what a trial finds`, () => {
      for (let seed = 1; seed < 20; seed++) {
        const values = drawn(seed, bend);
        const lines = passes(values);
        assert.equal(lines.length, LINES);
        for (const name of WEIGHTS) {
          const slope = lines.find(({ id }) => id === `d${name}`)?.value ?? NaN;
          assert.ok(Math.abs(slope - nudged(values, name)) < 1e-4, `${seed} ${name}: ${slope}`);
        }
      }
    });
  }

  test("no line is made of one that comes after it", () => {
    const known = new Set<string>(["x1", "x2", "t", ...WEIGHTS]);
    for (const { id, from } of passes(usual)) {
      for (const part of from) assert.ok(known.has(part), `${id} needs ${part}`);
      known.add(id);
    }
  });

  test("a small step goes down, and one with all signs wrong goes up", () => {
    const lines = passes(usual);
    const after = (weights: Weights): number =>
      lossOf({ ...usual, weights: writeWeights(weights) });
    assert.ok(after(stepped({ ...usual, rate: 0.1 }, lines)) < lossOf(usual));
    const turned = lines.map((line) => ({ ...line, value: -line.value }));
    assert.ok(after(stepped({ ...usual, rate: 0.1 }, turned)) > lossOf(usual));
  });

  test("numbers have a real minus, and no minus before 0", () => {
    assert.equal(sayNumber(-0.25), "−0.25");
    assert.equal(sayNumber(-0.0001), "0");
  });
});

describe("the wrong sign", () => {
  for (const level of ["leaf", "spread", "root"] as const) {
    test(`${level}: one line is the answer, it can be seen, and nothing else passes`, () => {
      const values = { ...usual, ...setUp(level), level };
      const wrong = wrongIn(values);
      assert.ok(wrong !== undefined);
      const [right, turned] = [passes(values), passes(values, wrong)];
      for (const [place, { id, value }] of right.entries()) {
        assert.notEqual(sayNumber(value), "0", `${id} shows no sign`);
        if (id === wrong) assert.equal(turned[place]?.value, -value);
      }
      const wrongLines = turned.filter(({ id }) => accused(values, id).isWrong);
      assert.deepEqual(
        wrongLines.map(({ id }) => id),
        [wrong],
      );
      // Of another line it is said whether it inherits the mistake.
      for (const [place, line] of turned.entries()) {
        if (line.id === wrong) continue;
        const differs = line.value !== right[place]?.value;
        const { message } = accused(values, line.id);
        assert.equal(/what it is made of/.test(message), differs, `${line.id}: ${message}`);
      }
    });
  }

  test("where all signs are right there is nothing to find", () => {
    assert.equal(wrongIn(usual), undefined);
    assert.equal(accused(usual, "dw11").isWrong, false);
  });
});

/** The bricks of `<stack-layers>`: shapes, parameters, refusals, puzzles. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { usualValues } from "../../site_src/web/explorables/frame/settings.ts";
import {
  build,
  MOST_BRICKS,
  readStack,
  WRITTEN_STACK,
  writeStack,
  type Brick,
} from "../../site_src/web/explorables/stack-layers/bricks.ts";
import {
  added,
  box,
  moved,
  rekerneled,
  removed,
  resized,
} from "../../site_src/web/explorables/stack-layers/edits.ts";
import { missing, setUp } from "../../site_src/web/explorables/stack-layers/levels.ts";
import {
  bricksOf,
  inputOf,
  table,
  type StackValues,
} from "../../site_src/web/explorables/stack-layers/settings.ts";
import { random } from "../../site_src/web/runtime/training/random.ts";

const usual = usualValues(table);
const DIGIT = [28, 28, 1];

function standing(changed: Partial<StackValues>): string | null | undefined {
  const values = { ...usual, ...changed };
  return missing(values, build(inputOf(values), bricksOf(values)));
}

describe("bricks", () => {
  test("shapes and parameters are those that Keras counts", () => {
    const { laid, refusal, parameters } = build(DIGIT, readStack("c16k3-p2-c32k5s-p3-f-d64-d10"));
    assert.equal(refusal, null);
    assert.deepEqual(
      laid.map(({ output }) => output.join("x")),
      ["26x26x16", "13x13x16", "13x13x32", "4x4x32", "512", "64", "10"],
    );
    assert.deepEqual(
      laid.map((part) => part.parameters),
      [160, 0, 12_832, 0, 0, 32_832, 650],
    );
    assert.equal(parameters, 46_474);
  });

  test("a brick that doesn't fit ends the tower, and names itself as Keras does", () => {
    const { laid, refusal } = build(DIGIT, readStack("c8k3-f-c8k3-d10"));
    assert.equal(laid.length, 2);
    assert.match(refusal?.keras ?? "", /layer 'conv2d_1'.*\(None, 5408\)$/);
    assert.match(refusal?.pytorch ?? "", /\[1, 5408\]$/);
    const small = build([4, 4, 3], readStack("p2-p3"));
    assert.match(small.refusal?.pytorch ?? "", /\(3x2x2\)/);
    assert.equal(build([4, 4, 3], readStack("p2-c1k2")).output.join(), "1,1,1");
  });

  test("whatever is pressed, the tower can be written into an address and read again", () => {
    const next = random(7);
    const pick = (count: number): number => Math.floor(count * next());
    let bricks: readonly Brick[] = [];
    for (let press = 0; press < 2000; press++) {
      const place = pick(bricks.length);
      const brick = bricks[place];
      const by = next() < 0.5 ? -1 : 1;
      const kind = pick(5);
      if (kind === 0) bricks = added(bricks, place, box[pick(box.length)]?.brick as Brick);
      else if (kind === 1 && next() < 0.7) bricks = removed(bricks, place);
      else if (kind === 2) bricks = moved(bricks, place, by);
      else if (brick) {
        const made = kind === 3 ? resized(brick, by) : rekerneled(brick, by);
        if (made) bricks = bricks.map((old, at) => (at === place ? made : old));
      }
      assert.ok(bricks.length <= MOST_BRICKS);
      const text = writeStack(bricks);
      assert.match(text, WRITTEN_STACK);
      assert.deepEqual(readStack(text), bricks);
      build(DIGIT, bricks);
    }
  });
});

describe("the puzzles", () => {
  test("10 by 10 takes two bricks; three are over par, and other sizes not it", () => {
    const values = { ...setUp("ten"), level: "ten" as const };
    assert.match(standing(values) ?? "", /26 × 26 × 8, and 10 × 10 is wanted/);
    assert.equal(standing({ ...values, stack: "p2-c8k5" }), null);
    assert.match(standing({ ...values, stack: "c8k5-p2-c8k3" }) ?? "", /3 bricks, and par is 2/);
    assert.match(standing({ ...values, input: "photos", stack: "p2-c8k7" }) ?? "", /a digit/);
  });

  test("no pair of one brick or none reaches 10 by 10: two are par", () => {
    const kernels = [1, 2, 3, 5, 7].map((kernel) => `c8k${kernel}`);
    for (const stack of ["", "p2", "p3", "p4", ...kernels])
      assert.notEqual(standing({ level: "ten", stack }), null);
  });

  test("half the parameters: 94% are in one layer, which has to stay and shrink", () => {
    const values = { ...setUp("halve"), level: "halve" as const };
    const { laid, parameters } = build(DIGIT, bricksOf({ ...usual, ...values }));
    const most = Math.max(...laid.map((part) => part.parameters));
    assert.equal(Math.round((100 * most) / parameters), 94);
    assert.match(standing(values) ?? "", /at most/);
    assert.match(
      standing({ ...values, stack: "c16k3-p2-c32k3-p2-f-d64-d10" }) ?? "",
      /has to stay/,
    );
    assert.match(standing({ ...values, stack: "c16k3-p2-c32k3-g-d128" }) ?? "", /ten numbers/);
    assert.match(standing({ ...values, stack: "f-c8k3" }) ?? "", /doesn't fit/);
    assert.equal(standing({ ...values, stack: "c16k3-p2-c32k3-p4-f-d128-d10" }), null);
    assert.equal(standing({ ...values, stack: "c16k3-p2-c32k3-g-d128-d10" }), null);
  });
});

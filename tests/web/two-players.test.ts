/** Two players without a page: what they learn, how they collapse, and what is said of it. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Network, crossEntropy } from "../../site_src/web/explorables/learning/network.ts";
import { usualValues } from "../../site_src/web/explorables/frame/settings.ts";
import { writePoints } from "../../site_src/web/explorables/plane/data.ts";
import { Opinion } from "../../site_src/web/explorables/two-players/opinion.ts";
import {
  planOf,
  table,
  tuningOf,
  type PlayersValues,
} from "../../site_src/web/explorables/two-players/settings.ts";
import { draw, heapsReached, standing } from "../../site_src/web/explorables/two-players/shapes.ts";
import {
  Players,
  type Moment,
} from "../../site_src/web/explorables/two-players/training/players.ts";
import { normal, random } from "../../site_src/web/runtime/training/random.ts";

/** The moments after each hundred rounds. */
function played(changed: Partial<PlayersValues>, rounds: number, seed = 1): Moment[] {
  const values = { ...usualValues(table), ...changed };
  const players = new Players(planOf(values, seed), tuningOf(values));
  const moments: Moment[] = [];
  for (let round = 1; round <= rounds; round++) {
    players.play();
    if (round % 100 === 0) moments.push(players.moment());
  }
  return moments;
}

const heaps = (moment: Moment | undefined): number => heapsReached(moment?.points ?? draw("heap"));

describe("two players", () => {
  test("in a fair game all heaps are found, and most points lie on real ones", () => {
    const moment = played({}, 1000).at(-1);
    assert.ok(moment);
    assert.equal(heaps(moment), 8);
    assert.ok(standing(moment.points, draw("ring")).real > 0.6);
  });

  test("in a hurry the generator has its points together, and hops", () => {
    const moments = played({ generator: 0.03, discriminator: 0.001 }, 1000);
    const late = moments.slice(4);
    assert.ok(Math.max(...late.map(heaps)) <= 3, late.map(heaps).join());
    assert.ok(new Set(late.map(({ points }) => points.slice(0, 2).join())).size > 3);
  });

  test("without noise all of its points are one", () => {
    const [moment] = played({ noise: false }, 100);
    const points = moment?.points ?? new Float32Array();
    for (let at = 2; at < points.length; at++) assert.equal(points[at], points[at - 2]);
  });

  test("the same seed plays the same game, another seed another one", () => {
    const last = (seed: number): string => played({}, 100, seed)[0]?.points.join() ?? "";
    assert.equal(last(3), last(3));
    assert.notEqual(last(3), last(4));
  });

  test("the reader's own points are the real ones; without any, nothing is learned", () => {
    const points = writePoints([
      [1, 1, 1],
      [-1, 2, 1],
    ]);
    const plan = planOf({ ...usualValues(table), data: "own", points }, 1);
    assert.deepEqual(
      Array.from(plan.data, (value) => Math.round(10 * value) / 10),
      [1, 1, -1, 2],
    );
    const moments = played({ data: "own" }, 200);
    assert.deepEqual(moments[0]?.points, moments[1]?.points);
  });
});

test("slopes at the inputs are those of finite differences", () => {
  const next = random(5);
  const network = new Network([2, 6, 1], "tanh", 4);
  network.initialise(2);
  const inputs = Float32Array.from({ length: 8 }, () => normal(next));
  const loss = (): number =>
    network.forward(inputs, 4).reduce((sum, logit) => sum + crossEntropy(logit, 1), 0);
  const slopes = network.forward(inputs, 4).map((logit) => 1 / (1 + Math.exp(-logit)) - 1);
  const atInputs = new Float32Array(8);
  network.backpropagate(inputs, slopes, 4, new Float32Array(network.parameters.length), atInputs);
  inputs.forEach((value, at) => {
    inputs[at] = value + 1e-2;
    const above = loss();
    inputs[at] = value - 1e-2;
    const below = loss();
    inputs[at] = value;
    assert.ok(Math.abs((above - below) / 2e-2 - (atInputs[at] ?? 0)) < 2e-3, String(at));
  });
});

test("what counts as near: copies are, far points aren't", () => {
  const ring = draw("ring");
  assert.deepEqual(standing(ring, ring), { real: 1, reached: 1 });
  assert.equal(heapsReached(ring), 8);
  const away = ring.map((value) => 10 + value);
  assert.deepEqual(standing(away, ring), { real: 0, reached: 0 });
  assert.equal(heapsReached(away), 0);
  const one = Float32Array.of(2, 0);
  assert.equal(heapsReached(one), 1);
  assert.equal(standing(one, ring).real, 1);
  assert.ok(Math.abs(standing(one, ring).reached - 1 / 8) < 0.01);
});

test("an opinion is sure of itself where its logits are large", () => {
  const [moment] = played({}, 100);
  assert.ok(moment);
  const { side, values } = new Opinion().of(moment.opinion);
  assert.equal(values.length, side * side);
  assert.ok(values.every((value) => value >= -1 && value <= 1));
  assert.ok(new Set(values).size > 100);
});

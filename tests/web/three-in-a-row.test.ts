/** What three-in-a-row computes without a page: rules, a policy, and its gradient. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EMPTY,
  inputOf,
  isOver,
  likeliest,
  lineOf,
  put,
  toMove,
  type Board,
} from "../../site_src/web/demos/three-in-a-row/rules.ts";
import {
  Learner,
  playerOf,
  policy,
} from "../../site_src/web/demos/three-in-a-row/training/learner.ts";
import { Network } from "../../site_src/web/explorables/learning/network.ts";

/** "xx. .o. ..o" as a board. */
function boardOf(text: string): Board {
  return Array.from(text.replaceAll(" ", ""), (square) =>
    square === "x" ? "×" : square === "o" ? "○" : null,
  );
}

test("a line of three ends a game, and so does a full board", () => {
  assert.deepEqual(lineOf(boardOf("xo. xo. x..")), [0, 3, 6]);
  assert.deepEqual(lineOf(boardOf("xxo .o. o.x")), [2, 4, 6]);
  assert.equal(lineOf(boardOf("xox oxo oxo")), undefined);
  assert.ok(isOver(boardOf("xox oxo oxo")));
  assert.ok(!isOver(boardOf("xox oxo ox.")));
  assert.equal(lineOf(EMPTY), undefined);
});

test("× begins, and a stone is put without changing the board before", () => {
  assert.equal(toMove(EMPTY), "×");
  const board = put(EMPTY, 4, "×");
  assert.equal(board[4], "×");
  assert.equal(EMPTY[4], null);
  assert.equal(toMove(board), "○");
});

test("a board is given with the own stones first, from either side", () => {
  const board = boardOf("x.. .o. ...");
  const places = (input: Float32Array): number[] =>
    Array.from(input.keys()).filter((at) => input[at] === 1);
  assert.deepEqual(places(inputOf(board, "×")), [0, 9 + 4]);
  assert.deepEqual(places(inputOf(board, "○")), [4, 9]);
});

test("the likeliest square is a free one", () => {
  const shares = [0.5, 0.1, 0.2, 0, 0, 0, 0, 0.2, 0];
  assert.equal(likeliest(shares, boardOf("x.. .o. ...")), 2);
});

test("a policy is shares of the free squares", () => {
  const player = playerOf(2);
  player.initialise(1);
  const boards = new Float32Array(36);
  boards.set(inputOf(boardOf("xo. ..x o.."), "×"), 0);
  boards.set(inputOf(EMPTY, "×"), 18);
  const shares = policy(player, boards, 2);
  for (const first of [0, 9]) {
    const sum = shares.subarray(first, first + 9).reduce((total, share) => total + share, 0);
    assert.ok(Math.abs(sum - 1) < 1e-5, `${sum}`);
  }
  for (const taken of [0, 1, 5, 6]) assert.equal(shares[taken], 0);
  assert.ok(shares.subarray(9).every((share) => share > 0));
});

test("slopes at several outputs go back to each weight as differences say", () => {
  const network = new Network([3, 5, 2], "relu", 4);
  network.initialise(3);
  const inputs = Float32Array.from({ length: 12 }, (_, at) => Math.sin(3 * at));
  const slopes = Float32Array.from({ length: 8 }, (_, at) => Math.cos(2 * at));
  /** A loss whose slopes at the outputs are these. */
  const loss = (): number =>
    network.forward(inputs, 4).reduce((sum, value, at) => sum + value * (slopes[at] ?? 0), 0);
  loss();
  const gradient = new Float32Array(network.parameters.length);
  network.backpropagate(inputs, slopes, 4, gradient);
  const little = 1e-2;
  for (let at = 0; at < gradient.length; at++) {
    const kept = network.parameters[at] ?? 0;
    network.parameters[at] = kept + little;
    const above = loss();
    network.parameters[at] = kept - little;
    const below = loss();
    network.parameters[at] = kept;
    const wanted = (above - below) / (2 * little);
    assert.ok(Math.abs((gradient[at] ?? 0) - wanted) < 0.02, `${at}: ${gradient[at]}, ${wanted}`);
  }
});

test("it learns to win against chance, the same from the same seed", () => {
  const run = (seed: number, updates: number): number[][] => {
    const learner = new Learner(seed, 1);
    const won = Array.from({ length: updates }, () => learner.update()[0]);
    return [won, Array.from(learner.network.parameters)];
  };
  const mean = (shares: readonly number[]): number =>
    shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const [won = []] = run(1, 60);
  assert.ok(mean(won.slice(-10)) > mean(won.slice(0, 10)) + 0.1, won.join(" "));
  assert.deepEqual(run(1, 4), run(1, 4));
  assert.notDeepEqual(run(2, 4), run(1, 4));
});

test("results are shares of all games, as first and as second in turns", () => {
  const learner = new Learner(5, 3);
  const first = learner.update();
  const second = learner.update();
  for (const results of [first, second])
    assert.ok(Math.abs(results[0] + results[1] + results[2] - 1) < 1e-9);
  // Whoever begins has the advantage, trained or not.
  assert.ok(first[0] > second[0], `${first.join(" ")} and ${second.join(" ")}`);
});

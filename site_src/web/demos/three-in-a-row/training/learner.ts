/**
 * A policy gradient (R. Williams, 1992) on three in a row, against a rival that plays by chance: what
 * the tutorial does in PyTorch, in typed arrays. Runs in a worker, and in tests without one.
 */
import { Network } from "../../../explorables/learning/network.ts";
import { optimizer } from "../../../explorables/learning/optimizers.ts";
import { random } from "../../../runtime/training/random.ts";
import { LINES } from "../rules.ts";

/** Games of one update. */
export const GAMES = 256;
/** Moves of a player in one game, at most. */
const MOVES = 5;
const RATE = 0.005;

/** Shares of won, drawn and lost games. */
export type Results = readonly [won: number, drawn: number, lost: number];

/** The network of a player for so many boards at once. */
export function playerOf(boards: number): Network {
  return new Network([18, 128, 9], "relu", boards);
}

/** Shares of the nine squares for each of the boards; a square that is taken gets none. */
export function policy(network: Network, boards: Float32Array, count: number): Float32Array {
  const scores = network.forward(boards, count);
  const shares = new Float32Array(9 * count);
  for (let at = 0; at < count; at++) {
    let [highest, sum] = [-Infinity, 0];
    const free = (square: number): boolean =>
      boards[18 * at + square] === 0 && boards[18 * at + 9 + square] === 0;
    for (let square = 0; square < 9; square++)
      if (free(square)) highest = Math.max(highest, scores[9 * at + square] as number);
    for (let square = 0; square < 9; square++)
      if (free(square))
        sum += shares[9 * at + square] = Math.exp((scores[9 * at + square] as number) - highest);
    for (let square = 0; square < 9; square++)
      shares[9 * at + square] = (shares[9 * at + square] as number) / sum;
  }
  return shares;
}

/** Whether nine numbers from `from` on have a line of ones. */
function hasLine(boards: Float32Array, from: number): boolean {
  return LINES.some((line) => line.every((square) => boards[from + square] === 1));
}

export class Learner {
  readonly network = playerOf(GAMES * MOVES);
  private readonly next;
  private readonly gradient = new Float32Array(this.network.parameters.length);
  private readonly step = optimizer("adam", this.gradient.length);
  /** The boards of all its moves, what it drew there, in which game, and from which shares. */
  private readonly seen = new Float32Array(18 * GAMES * MOVES);
  private readonly drawn = new Uint8Array(GAMES * MOVES);
  private readonly game = new Uint16Array(GAMES * MOVES);
  private readonly slopes = new Float32Array(9 * GAMES * MOVES);
  private updates = 0;

  /** A defeat counts `price` times as much as a victory. */
  constructor(
    seed: number,
    private readonly price: number,
  ) {
    this.network.initialise(seed);
    this.next = random(seed + 1);
  }

  /** Plays many games, as first and as second in turns, and takes one step along their gradient. */
  update(): Results {
    const results = new Int8Array(GAMES);
    const { moves, shares } = this.play(this.updates++ % 2, results);
    const returns = Array.from(results, (result) => (result < 0 ? this.price * result : result));
    const baseline = returns.reduce((sum, value) => sum + value, 0) / GAMES;
    for (let move = 0; move < moves; move++) {
      const advantage = (returns[this.game[move] as number] as number) - baseline;
      for (let square = 0; square < 9; square++) {
        const chosen = this.drawn[move] === square ? 1 : 0;
        const share = shares[9 * move + square] as number;
        this.slopes[9 * move + square] = (-advantage * (chosen - share)) / GAMES;
      }
    }
    this.network.forward(this.seen, moves);
    this.network.backpropagate(this.seen, this.slopes, moves, this.gradient);
    this.step(this.network.parameters, this.gradient, RATE);
    const share = (wanted: number): number =>
      results.filter((result) => result === wanted).length / GAMES;
    return [share(1), share(0), share(-1)];
  }

  /** Writes the results of the games; gives how many moves were its own, and their shares. */
  private play(side: number, results: Int8Array): { moves: number; shares: Float32Array } {
    // Own stones first, whoever is to move.
    const boards = new Float32Array(18 * GAMES);
    const shares = new Float32Array(9 * GAMES * MOVES);
    let going = Array.from({ length: GAMES }, (_, game) => game);
    let moves = 0;
    for (let turn = 0; turn < 9; turn++) {
      const own = turn % 2 === side;
      const first = moves;
      if (own) {
        for (const game of going) {
          this.seen.set(boards.subarray(18 * game, 18 * game + 18), 18 * moves);
          this.game[moves++] = game;
        }
        const now = policy(this.network, this.seen.subarray(18 * first), going.length);
        shares.set(now, 9 * first);
      }
      going = going.filter((game, index) => {
        const square = own
          ? this.draw(shares, 9 * (first + index))
          : this.anySquare(boards, 18 * game);
        if (own) this.drawn[first + index] = square;
        const from = 18 * game + (own ? 0 : 9);
        boards[from + square] = 1;
        if (!hasLine(boards, from)) return true;
        results[game] = own ? 1 : -1;
        return false;
      });
    }
    return { moves, shares };
  }

  /** A square, drawn with the nine shares from `from` on. */
  private draw(shares: Float32Array, from: number): number {
    let remaining = this.next();
    let last = 0;
    for (let square = 0; square < 9; square++) {
      const share = shares[from + square] as number;
      if (share === 0) continue;
      last = square;
      remaining -= share;
      if (remaining < 0) break;
    }
    return last;
  }

  /** A free square, by chance. */
  private anySquare(boards: Float32Array, from: number): number {
    for (;;) {
      const square = Math.floor(9 * this.next());
      if (boards[from + square] === 0 && boards[from + 9 + square] === 0) return square;
    }
  }
}

/** A small network that learns as a bird does: one letter after the other, and after each the truth. */
import { Network } from "../learning/network.ts";
import { optimizer, type Step } from "../learning/optimizers.ts";
import { SIDE, type Letter } from "./letters.ts";
import { LETTERS, type BirdValues } from "./settings.ts";

const PIXELS = SIDE * SIDE;
export const RATE = 0.005;

/** What decides how a network learns. */
export type Learning = Pick<BirdValues, "hidden" | "looks" | "memory">;

export class Pupil {
  /** For each letter that it has seen: whether it was right before it was told. */
  readonly hits: boolean[] = [];
  private readonly network: Network;
  private readonly step: Step;
  private readonly gradient: Float32Array;
  private readonly seen = new Float32Array(LETTERS * PIXELS);
  private readonly truths = new Uint8Array(LETTERS);
  /** Steps that it still takes after the last letter. */
  private remaining = 0;

  /** `letters` come in this order; the random numbers that it begins with follow from `seed`. */
  constructor(
    private readonly letters: readonly Letter[],
    private readonly learning: Learning,
    seed = 1,
  ) {
    const { hidden } = learning;
    const sizes = hidden === 0 ? [PIXELS, 1] : [PIXELS, hidden, 1];
    this.network = new Network(sizes, "relu", LETTERS);
    this.network.initialise(seed);
    this.gradient = new Float32Array(this.network.parameters.length);
    this.step = optimizer("adam", this.gradient.length);
  }

  /** Whether it hasn't answered so many letters yet, or not learned from the last one. */
  isBehind(letters: number): boolean {
    return this.hits.length < letters || this.remaining > 0;
  }

  /** Answers the next letter and is told, or takes one step after the last one. */
  work(): void {
    if (this.remaining > 0) this.learn();
    else this.answer();
  }

  /** Answers the next letter, is told, and learns. */
  next(): void {
    this.answer();
    while (this.remaining > 0) this.learn();
  }

  private answer(): void {
    const at = this.hits.length;
    const letter = this.letters[at];
    if (letter === undefined) return;
    this.seen.set(letter.pixels, at * PIXELS);
    this.truths[at] = Number(letter.truth === "r");
    const [logit = 0] = this.network.forward(letter.pixels, 1);
    this.hits.push(logit > 0 === (letter.truth === "r"));
    this.remaining = this.learning.looks;
  }

  private learn(): void {
    const last = this.hits.length;
    const first = this.learning.memory === "all" ? 0 : last - 1;
    const inputs = this.seen.subarray(first * PIXELS, last * PIXELS);
    const labels = this.truths.subarray(first, last);
    this.network.backward(inputs, labels, labels.length, this.gradient);
    this.step(this.network.parameters, this.gradient, RATE);
    this.remaining--;
  }
}

/** A network that reads one letter at a time, and keeps its notes between two letters. */
import type { Card } from "./card.ts";

/** The exported step: a letter and the state go in; shares of the next letter and the new state come out. */
export type Step = (...inputs: Float32Array[]) => Promise<readonly Float32Array[]>;

/** A number from 0 to 1, another one each time. */
export type Dice = () => number;

/**
 * Shares at a temperature, from those at temperature 1: in proportion to p^(1/T), which is what
 * dividing the scores before a softmax by T gives.
 */
export function tempered(shares: Float32Array, temperature: number): Float32Array {
  const most = Math.max(...shares);
  // Relative to the largest, so that no power underflows to nothing but zeros.
  const powers = shares.map((share) => (share / most) ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The place that a throw from 0 to 1 hits, where each place is as wide as its share. */
export function drawn(shares: Float32Array, thrown: number): number {
  let left = thrown;
  for (const [place, share] of shares.entries()) {
    left -= share;
    if (left < 0) return place;
  }
  // Shares may add up to a little less than 1.
  return shares.indexOf(Math.max(...shares));
}

/** What has been read so far, as the network keeps it. */
export class LetterReader {
  /** Of the next letter, at temperature 1; empty before the first one. */
  shares: Float32Array = new Float32Array();
  state: Float32Array;

  constructor(
    private readonly step: Step,
    /** Of the network: its second input is the state. */
    card: Pick<Card, "inputs">,
  ) {
    this.state = new Float32Array(card.inputs[1]?.shape.at(-1) ?? 0);
  }

  /** Reads the letter at this place of the alphabet. */
  async read(letter: number): Promise<void> {
    const [shares, state] = await this.step(Float32Array.of(letter), this.state);
    if (shares === undefined || state === undefined) throw new Error("The step has 2 outputs.");
    [this.shares, this.state] = [shares, state];
  }

  /** Draws the next letter by lot; returns its place, and doesn't read it. */
  draw(temperature: number, dice: Dice): number {
    return drawn(tempered(this.shares, temperature), dice());
  }
}

/** A network that writes a name letter by letter, and keeps its notes between two letters. */
import type { Card } from "../../runtime/card.ts";

/** The full stop stands for the beginning and for the end. */
export const LETTERS = Array.from(".abcdefghijklmnopqrstuvwxyz");
export const END = 0;
/** Letters after which a name that has no end is cut off. */
export const LONGEST = 20;

/** The exported step: a letter and the state go in; shares of the next letter and the new state come out. */
export type Step = (...inputs: Float32Array[]) => Promise<readonly Float32Array[]>;

/** A number from 0 to 1, another one each time. */
export type Dice = () => number;

/** Only letters from a to z, small and without accents; what else was typed falls away. */
export function lettersOf(typed: string): string {
  return typed
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
}

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

/** One name on its way. */
export class Writer {
  /** Small letters, those that it was given to begin with among them. */
  text = "";
  ended = false;
  /** Of the next letter, at temperature 1. */
  shares: Float32Array = new Float32Array(LETTERS.length);

  private constructor(
    private readonly step: Step,
    private state: Float32Array,
  ) {}

  /** Has the network of this card read a beginning. */
  static async after(beginning: string, step: Step, card: Pick<Card, "inputs">): Promise<Writer> {
    const width = card.inputs[1]?.shape.at(-1) ?? 0;
    const writer = new Writer(step, new Float32Array(width));
    await writer.read(END);
    for (const letter of beginning) {
      writer.text += letter;
      await writer.read(LETTERS.indexOf(letter));
    }
    return writer;
  }

  /** Writes one letter, or the end; returns its place in {@link LETTERS}. */
  async write(temperature: number, dice: Dice): Promise<number> {
    const letter = drawn(tempered(this.shares, temperature), dice());
    if (letter !== END) {
      this.text += LETTERS[letter] ?? "";
      await this.read(letter);
    }
    this.ended = letter === END || this.text.length >= LONGEST;
    return letter;
  }

  private async read(letter: number): Promise<void> {
    const [shares, state] = await this.step(Float32Array.of(letter), this.state);
    if (shares === undefined || state === undefined) throw new Error("The step has 2 outputs.");
    [this.shares, this.state] = [shares, state];
  }
}

/** A whole name at once. */
export async function wholeName(
  step: Step,
  card: Pick<Card, "inputs">,
  temperature: number,
  dice: Dice,
): Promise<string> {
  const writer = await Writer.after("", step, card);
  while (!writer.ended) await writer.write(temperature, dice);
  return writer.text;
}

/** "marina" -> "Marina". */
export function asName(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A network that writes a name letter by letter, and keeps its notes between two letters. */
import type { Card } from "../../runtime/card.ts";
import { LetterReader, type Dice, type Step } from "../../runtime/letter-reader.ts";

/** The full stop stands for the beginning and for the end. */
export const LETTERS = Array.from(".abcdefghijklmnopqrstuvwxyz");
export const END = 0;
/** Letters after which a name that has no end is cut off. */
export const LONGEST = 20;

/** Only letters from a to z, small and without accents; what else was typed falls away. */
export function lettersOf(typed: string): string {
  return typed
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, "");
}

/** One name on its way. */
export class Writer {
  /** Small letters, those that it was given to begin with among them. */
  text = "";
  ended = false;

  private constructor(private readonly reader: LetterReader) {}

  /** Of the next letter, at temperature 1. */
  get shares(): Float32Array {
    return this.reader.shares;
  }

  /** Has the network of this card read a beginning. */
  static async after(beginning: string, step: Step, card: Pick<Card, "inputs">): Promise<Writer> {
    const writer = new Writer(new LetterReader(step, card));
    await writer.reader.read(END);
    for (const letter of beginning) {
      writer.text += letter;
      await writer.reader.read(LETTERS.indexOf(letter));
    }
    return writer;
  }

  /** Writes one letter, or the end; returns its place in {@link LETTERS}. */
  async write(temperature: number, dice: Dice): Promise<number> {
    const letter = this.reader.draw(temperature, dice);
    if (letter !== END) {
      this.text += LETTERS[letter] ?? "";
      await this.reader.read(letter);
    }
    this.ended = letter === END || this.text.length >= LONGEST;
    return letter;
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

/** The GPT of the tutorial on attention, one token a step: it reads a list of digits and writes it in order. */
import type { Card } from "../../runtime/card.ts";

/** What a token stands for. */
export const TOKENS = Array.from("0123456789=.");
export const EQUALS = 10;
export const END = 11;

/** One step: a token is read, every head looks at it and at those before, and the next one is written. */
export interface Moment {
  /** For each head, block after block, its shares of the tokens from the first to the one that is read. */
  readonly shares: readonly (readonly number[])[];
  readonly next: number;
  readonly probability: number;
}

/** The exported step: token, position, keys and values go in; probabilities, shares, keys, values come out. */
export type Step = (...inputs: Float32Array[]) => Promise<readonly Float32Array[]>;

/** A list that is being sorted. What was read stays as keys and values: each step reads one token. */
export class Sorter {
  private readonly moments: Moment[] = [];
  private readonly digits: readonly number[];
  private readonly past: number;
  private readonly heads: number;
  private keys: Float32Array;
  private values: Float32Array;

  /** `card` is the exported step's; `list` has at least one digit. */
  constructor(
    readonly list: string,
    private readonly step: Step,
    card: Pick<Card, "inputs">,
  ) {
    this.digits = Array.from(list, Number);
    const [blocks = 0, heads = 0, past = 0, size = 0] = card.inputs[2]?.shape ?? [];
    this.past = past;
    this.heads = blocks * heads;
    this.keys = new Float32Array(this.heads * past * size);
    this.values = new Float32Array(this.heads * past * size);
  }

  /** The list, the equals sign, and what was written. */
  get tokens(): readonly number[] {
    return [...this.digits, EQUALS, ...this.written];
  }

  get written(): readonly number[] {
    return this.moments.slice(this.digits.length).map(({ next }) => next);
  }

  /** Whether it has written the end, or has no position left to read at. */
  get ended(): boolean {
    return this.written.at(-1) === END || this.moments.length > this.past;
  }

  /** What was written is the list in order, and the end. */
  get right(): boolean {
    const wanted = [...this.digits].sort((a, b) => a - b);
    return this.written.join() === [...wanted, END].join();
  }

  /** The step that wrote the token of this number, counted from 1; undefined where it was not written. */
  moment(number: number): Moment | undefined {
    return number < 1 ? undefined : this.moments[this.digits.length + number - 1];
  }

  /** Goes on, one token a step, until so many are written, or the end. */
  async write(count: number): Promise<void> {
    while (this.written.length < count && !this.ended) {
      const position = this.moments.length;
      const token = this.tokens[position] ?? END;
      const outputs = await this.step(
        Float32Array.of(token),
        Float32Array.of(position),
        this.keys,
        this.values,
      );
      const [probabilities = this.keys, shares = this.keys, keys, values] = outputs;
      if (keys === undefined || values === undefined) throw new Error("The step has 4 outputs.");
      const probability = Math.max(...probabilities);
      this.moments.push({
        shares: this.byHead(shares, position),
        next: probabilities.indexOf(probability),
        probability,
      });
      [this.keys, this.values] = [keys, values];
    }
  }

  /** The newest token stands last in the row of each head; places before the first token are empty. */
  private byHead(shares: Float32Array, position: number): number[][] {
    const places = this.past + 1;
    return Array.from({ length: this.heads }, (_, head) => [
      ...shares.subarray((head + 1) * places - position - 1, (head + 1) * places),
    ]);
  }
}

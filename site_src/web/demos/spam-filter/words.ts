/** From a text to words, to numbers and to a score: the same as in the tutorial's Python. */

/** Links, addresses and numbers become one word each; see `TOKEN` of the tutorial. */
const TOKEN = /(https?:\/\/\S+|www\.\S+)|(\S+@\S+)|([0-9]+)|[a-z]+(?:['’][a-z]+)?|[!$%]/gi;

/** A word of a text, and where it stands there. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

export function tokens(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (found) => {
    const [all, link, address, figures] = found;
    const word =
      link !== undefined
        ? "link"
        : address !== undefined
          ? "email"
          : figures !== undefined
            ? "#"
            : all.toLowerCase().replace("’", "'");
    return { word, start: found.index, end: found.index + all.length };
  });
}

/** A sum of weights, one for each word that is there, and a start. */
export interface Linear {
  readonly start: number;
  /** In the order of the vocabulary. */
  readonly weights: readonly number[];
}

/** Words, in the order of their numbers: the first one has number 2, after *nothing* and *unknown*. */
export class Vocabulary {
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    words: readonly string[],
    /** Words that a network reads. */
    readonly length: number,
  ) {
    this.places = new Map(words.map((word, place) => [word, place]));
  }

  /** Its place in the list of words; -1 where it isn't in it. */
  place(word: string): number {
    return this.places.get(word) ?? -1;
  }

  /** The numbers of the first words, and 0 for nothing more to read: what a network takes. */
  numbers(found: readonly Token[]): Float32Array {
    const row = new Float32Array(this.length);
    row.set(found.slice(0, this.length).map(({ word }) => Math.max(1, this.place(word) + 2)));
    return row;
  }

  /** Log-odds of a text: each word counts once, however often it stands there. */
  score(found: readonly Token[], { start, weights }: Linear): number {
    const there = new Set(found.slice(0, this.length).map(({ word }) => this.place(word)));
    return [...there].reduce((sum, place) => sum + (weights[place] ?? 0), start);
  }
}

/** 2.2 -> 0.9. */
export const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Sums of words: how they are written, what comes out of them, and what is said of it. */
import type { Neighbour, WordVectors } from "./vectors.ts";

/** The first word, the one that is taken away, and the one that is added; "" where there is none. */
export type Terms = readonly [string, string, string];

export const NO_TERMS: Terms = ["", "", ""];

/** A word as the file has it: small letters from a to z. */
export function plainWord(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z]/g, "");
}

/** Reads "king - man + woman"; the words of a shorter sum are "". */
export function readTerms(text: string): Terms {
  const terms: [string, string, string] = ["", "", ""];
  for (const [, sign = "", word = ""] of text.matchAll(/([-−+]?)\s*([\p{L}’']+)/gu)) {
    const place = sign === "+" ? 2 : sign === "" ? 0 : 1;
    terms[place] = plainWord(word);
  }
  return terms;
}

/** Writes "king - man + woman", with the sign that stands for less. */
export function writeTerms([first, less, more]: Terms, minus = "-"): string {
  return [first, less && `${minus} ${less}`, more && `+ ${more}`].filter(Boolean).join(" ");
}

export interface Result {
  readonly near: readonly Neighbour[];
  /** The words that were put in. */
  readonly putIn: ReadonlySet<string>;
  /** In one sentence. */
  readonly said: string;
}

/** Computes a sum; a word that is not there is said, with some that begin alike. */
export function compute(vectors: WordVectors, terms: Terms, count = 10): Result {
  const putIn = new Set(terms.filter((term) => term !== ""));
  const nothing = { near: [], putIn };
  if (putIn.size === 0) return { ...nothing, said: "Type a word." };
  const unknown = [...putIn].find((word) => vectors.find(word) === undefined);
  if (unknown !== undefined) return { ...nothing, said: missing(vectors, unknown) };
  const [first, less, more] = terms.map((term) => vectors.find(term));
  const there = (place: number | undefined): number[] => (place === undefined ? [] : [place]);
  const total = vectors.sum([...there(first), ...there(more)], there(less));
  // A word less itself points nowhere.
  if (Math.hypot(...total) < 1e-6) return { ...nothing, said: "That's nothing: all zeros." };
  const near = vectors.nearest(total, count);
  return { near, putIn, said: sentence(terms, near, putIn) };
}

function sentence(terms: Terms, near: readonly Neighbour[], putIn: ReadonlySet<string>): string {
  const [best] = near;
  const others = near.filter(({ word }) => !putIn.has(word));
  if (best === undefined) return "";
  const named = ({ word, cosine }: Neighbour): string => `${word} (${cosine.toFixed(2)})`;
  if (putIn.size === 1)
    return `Nearest to ${best.word}, itself apart: ${others.slice(0, 3).map(named).join(", ")}.`;
  const start = `${writeTerms(terms, "−")}: nearest is ${named(best)}`;
  if (!putIn.has(best.word)) return `${start}, which was not put in.`;
  const [other] = others;
  return `${start}, which was put in. Of the other words: ${other ? named(other) : "none of the first ten"}.`;
}

/** "“kiing” is not among the 20,000 words. There are: kind, king." */
export function missing(vectors: WordVectors, word: string): string {
  const count = vectors.words.length.toLocaleString("en");
  let alike: string[] = [];
  for (let kept = word.length; alike.length === 0 && kept > 0; kept--)
    alike = vectors.suggestions(word.slice(0, kept), 3);
  const others = alike.length === 0 ? "" : ` There are: ${alike.join(", ")}.`;
  return `“${word}” is not among the ${count} words.${others}`;
}

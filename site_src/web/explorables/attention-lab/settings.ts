/** What a reader can set about attention over a short sentence, and about a trained GPT. */
import { choice, range, toggle, written, type Values } from "../frame/settings.ts";

export const WORDS = ["the", "cat", "saw", "its", "bowl"] as const;

/** Arrows are in tenths, from -30 to 30 in both directions. */
export const LARGEST = 3;

/** A query and a key for each word; then a value for each. */
const USUAL = {
  queries: "0,0,5,-5,10,15,5,15,5,10",
  keys: "-10,-5,20,-10,-15,10,5,5,10,20",
  values: "-10,-20,20,10,-20,10,0,-10,10,20",
};

const arrows = (label: string, usual: string) =>
  written({
    label,
    usual,
    pattern: /^-?[0-3]?\d(?:,-?[0-3]?\d){9}$/,
    allowed: "ten whole numbers with commas between: x and y of each word's arrow, in tenths",
  });

const words = Object.fromEntries(WORDS.map((word) => [word, word])) as Record<Word, string>;

export type Word = (typeof WORDS)[number];

export const table = {
  asking: choice({ label: "Who asks", options: words, usual: "its", key: "a" }),
  hand: choice({
    label: "Your hand moves",
    options: { query: "the query", key: "a key" },
    usual: "query",
    key: "h",
  }),
  grabbed: choice({ label: "The key of", options: words, usual: "cat", key: "k" }),
  scaled: toggle({ label: "Divide by √2", usual: true, key: "d" }),
  causal: toggle({ label: "Don't look ahead", usual: false, key: "c" }),
  level: choice({
    label: "Task",
    options: { free: "none", one: "look at cat", two: "look at two", nowhere: "look nowhere" },
    usual: "free",
    key: "t",
  }),
  show: choice({
    label: "What you see",
    options: { hand: "by hand", heads: "a trained GPT" },
    usual: "hand",
    key: "s",
  }),
  list: written({
    label: "Your digits",
    usual: "31415",
    pattern: /^\d{1,10}$/,
    allowed: "one to ten digits, which the trained GPT sorts",
  }),
  wrote: range({
    label: "Tokens to write",
    ...{ min: 0, max: 11, step: 1, usual: 0, key: "w" },
  }),
  queries: arrows("Queries", USUAL.queries),
  keys: arrows("Keys", USUAL.keys),
  values: arrows("Values", USUAL.values),
} as const;

export type AttentionValues = Values<typeof table>;
export type Arrow = readonly [x: number, y: number];

export function readArrows(text: string): readonly Arrow[] {
  const numbers = text.split(",").map((number) => Number(number) / 10);
  return WORDS.map((_, at) => [numbers[2 * at] ?? 0, numbers[2 * at + 1] ?? 0]);
}

export function writeArrows(arrows: readonly Arrow[]): string {
  const tenths = (value: number): number =>
    Math.max(-10 * LARGEST, Math.min(10 * LARGEST, Math.round(10 * value))) + 0;
  return arrows.map(([x, y]) => `${tenths(x)},${tenths(y)}`).join();
}

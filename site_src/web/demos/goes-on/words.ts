/** What goes-on computes and says without a page. */

/** Something with a name for the reader: a unit, or a moment of the training. */
export interface Named<Key> {
  readonly key: Key;
  readonly name: string;
}

/** Reads "17: speech; 4: length of the word"; the first name of a key counts. */
export function readNamed(text: string): Named<string>[] {
  return text
    .split(";")
    .map((part) => part.split(":"))
    .filter(([key = "", ...name]) => key.trim() !== "" && name.length > 0)
    .map(([key = "", ...name]) => ({ key: key.trim(), name: name.join(":").trim() }))
    .filter(({ key }, place, all) => all.findIndex((other) => other.key === key) === place);
}

/** The signs that keyboards and phones put in, and what the book has in their place. */
const STRAIGHT: readonly (readonly [RegExp, string])[] = [
  [/[“”„«»]/g, '"'],
  [/[‘’]/g, "'"],
  [/–/g, "—"],
  [/\t/g, " "],
];

/** Only letters of the alphabet: curly quotation marks become straight, what else is typed falls away. */
export function known(typed: string, alphabet: readonly string[]): string {
  const plain = STRAIGHT.reduce((text, [from, to]) => text.replace(from, to), typed);
  return Array.from(plain)
    .filter((letter) => alphabet.includes(letter))
    .join("");
}

/** What one letter has made of the state. */
export interface Read {
  readonly letter: string;
  readonly state: Float32Array;
}

/** The share of letters, in percent, after which a unit stood above 0. */
export function above(letters: readonly Read[], unit: number): number {
  const high = letters.filter(({ state }) => (state[unit] ?? 0) > 0).length;
  return Math.round((100 * high) / Math.max(1, letters.length));
}

/** Percent of a colour behind a letter: none at 0, and never so much that the letter is hard to read. */
export function tint(value: number): number {
  return Math.round(48 * Math.min(1, Math.abs(value)));
}

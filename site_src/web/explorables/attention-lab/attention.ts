/** Scaled dot-product attention of one word over a sentence (A. Vaswani and others, 2017). */
import { readArrows, WORDS, type Arrow, type AttentionValues } from "./settings.ts";

export interface Looked {
  readonly query: Arrow;
  readonly keys: readonly Arrow[];
  readonly values: readonly Arrow[];
  /** Query times key, divided or not. Null for a word that may not be looked at. */
  readonly scores: readonly (number | null)[];
  /** Shares of one. */
  readonly weights: readonly number[];
  /** The mean of the values, by these shares. */
  readonly output: Arrow;
}

/** Length of a query and of a key. */
const SIZE = 2;

export function look(settings: AttentionValues): Looked {
  const asking = WORDS.indexOf(settings.asking);
  const [queries, keys, values] = [settings.queries, settings.keys, settings.values].map(
    readArrows,
  );
  const query = queries?.[asking] ?? [0, 0];
  const scores = (keys ?? []).map(([x, y], at) =>
    settings.causal && at > asking
      ? null
      : (x * query[0] + y * query[1]) / (settings.scaled ? Math.sqrt(SIZE) : 1),
  );
  const highest = Math.max(...scores.flatMap((score) => score ?? []));
  const parts = scores.map((score) => (score === null ? 0 : Math.exp(score - highest)));
  const sum = parts.reduce((total, part) => total + part, 0);
  const weights = parts.map((part) => part / sum);
  const mean = (axis: 0 | 1): number =>
    weights.reduce((total, weight, at) => total + weight * (values?.[at]?.[axis] ?? 0), 0);
  return {
    ...{ query, keys: keys ?? [], values: values ?? [], scores, weights },
    output: [mean(0), mean(1)],
  };
}

/** Share that is enough for "looks at". */
const MUCH = 0.8;
/** How far shares may be from each other that count as the same. */
const NEAR = 0.05;

/** What a task still lacks; null when it is done, undefined where there is none. */
export function missing(settings: AttentionValues): string | null | undefined {
  const { weights } = look(settings);
  const share = (word: (typeof WORDS)[number]): number => weights[WORDS.indexOf(word)] ?? 0;
  const say = (part: number): string => `${Math.round(100 * part)}%`;
  if (settings.level === "free") return undefined;
  if (settings.asking !== "its") return "it is “its” that has to ask";
  if (settings.level === "one")
    return share("cat") >= MUCH ? null : `${say(share("cat"))} of it is on cat, and 80% are wanted`;
  if (settings.level === "two") {
    const [cat, bowl] = [share("cat"), share("bowl")];
    if (cat + bowl < MUCH)
      return `cat and bowl have ${say(cat + bowl)} together, and 80% are wanted`;
    return Math.abs(cat - bowl) <= NEAR
      ? null
      : `cat has ${say(cat)} and bowl ${say(bowl)}: the same is wanted`;
  }
  if (settings.causal) return "looking ahead has to be allowed";
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  return most - least <= NEAR
    ? null
    : `shares go from ${say(least)} to ${say(most)}: all the same is wanted`;
}

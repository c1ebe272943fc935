/** What the filters' answers say in words. */
import { FILTERS, TITLES, type FilterName } from "./filters.ts";
import { TASK } from "./presets.ts";
import type { Linear, Token, Vocabulary } from "./words.ts";

/** Log-odds of a message by each filter; null where none has come yet. */
export type Answers = Readonly<Record<FilterName, number | null>>;

export const NO_ANSWERS: Answers = { bayes: null, logistic: null, cnn: null, transformer: null };

const listed = (parts: readonly string[]): string =>
  parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1] ?? ""}`;

/** "3 of 4 filters stop it; the Transformer lets it through." */
export function judged(answers: Answers, threshold: number): string {
  const known = FILTERS.filter((name) => answers[name] !== null);
  if (known.length === 0) return "";
  const passed = known.filter((name) => (answers[name] ?? 0) <= threshold);
  const stopped = known.length - passed.length;
  const names = listed(passed.map((name) => `the ${TITLES[name].toLowerCase()}`))
    .replaceAll("the naive bayes", "naive Bayes")
    .replaceAll("the logistic regression", "logistic regression")
    .replaceAll("transformer", "Transformer");
  if (passed.length === 0) return `All ${known.length} filters stop it.`;
  if (stopped === 0) return `All ${known.length} filters let it through.`;
  const verb = passed.length === 1 ? "lets" : "let";
  return `${stopped} of ${known.length} filters ${stopped === 1 ? "stops" : "stop"} it; ${names} ${verb} it through.`;
}

/** How far the task is: what is missing, or how many other words it took. */
export function task(found: readonly Token[], answers: Answers, threshold: number): string {
  const words = found.map(({ word }) => word);
  const missing = TASK.filter((word) => !words.includes(word));
  if (missing.length > 0) return `The task wants ${listed(missing)} in it, too.`;
  if (FILTERS.some((name) => (answers[name] ?? Infinity) > threshold))
    return `It has ${listed(TASK)}, as the task wants.`;
  const others = words.length - TASK.length;
  return `Done: ${listed(TASK)} are in it, with ${others} other ${others === 1 ? "word" : "words"}. Can you do with fewer?`;
}

export interface Weighed extends Token {
  /** 0 where the filter doesn't know the word. */
  readonly weight: number;
}

/** The words that are read, with their weights. */
export function weighed(
  found: readonly Token[],
  vocabulary: Vocabulary,
  { weights }: Linear,
): Weighed[] {
  return found.slice(0, vocabulary.length).map((token) => {
    const place = vocabulary.place(token.word);
    return { ...token, weight: place < 0 ? 0 : (weights[place] ?? 0) };
  });
}

/** "Most for spam: free +1.9, click +1.2. Most for good: problem −0.8." */
export function strongest(words: readonly Weighed[]): string {
  const once = [...new Map(words.map((word) => [word.word, word])).values()];
  const side = (sign: 1 | -1): string =>
    once
      .filter(({ weight }) => sign * weight >= 0.05)
      .sort((a, b) => sign * (b.weight - a.weight))
      .slice(0, 4)
      .map(({ word, weight }) => `${word} ${sign < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`)
      .join(", ");
  const [spam, good] = [side(1), side(-1)];
  return `Most for spam: ${spam || "no word"}. Most for good: ${good || "no word"}.`;
}

/** What a result says in words. */

/** 0.98214 -> "98.2%". Never claims a certainty that is not there. */
export function percent(probability: number): string {
  if (probability < 1 && probability >= 0.9995) return ">99.9%";
  return `${(100 * probability).toFixed(1)}%`;
}

/** Indices from the most to the least probable; equal ones in their own order. */
export function ranking(probabilities: ArrayLike<number>): number[] {
  return Array.from(probabilities, (_, index) => index).sort(
    (a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0),
  );
}

/** "a 7", "an 8", "an F", "a cat", "a one". */
export function withArticle(label: string): string {
  const vowel = /^(8|11$|18$|(?!one$)[aeiou]\S|[aefhilmnorsx]$)/i.test(label);
  return `${vowel ? "an" : "a"} ${label}`;
}

/** "Looks like a 7 (98.2%); next guess: 1." */
export function verdict(probabilities: ArrayLike<number>, labels: readonly string[]): string {
  const [first = 0, second] = ranking(probabilities);
  const name = (index: number): string => labels[index] ?? String(index);
  const winner = `Looks like ${withArticle(name(first))} (${percent(probabilities[first] ?? 0)})`;
  return second === undefined ? `${winner}.` : `${winner}; next guess: ${name(second)}.`;
}

/** What is to be drawn for a model with these labels: "digit", "letter", or else "picture". */
export function noun(labels: readonly string[]): string {
  if (labels.length > 0 && labels.every((label) => /^\d$/.test(label))) return "digit";
  if (labels.length > 0 && labels.every((label) => /^\p{L}$/u.test(label))) return "letter";
  return "picture";
}

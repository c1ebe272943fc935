/** Answers of a game: counted, and compared. */

/** A row for each truth, a column for each answer, one after the other; null is no answer. */
export function confusionOf(
  truths: readonly number[],
  answers: readonly (number | null)[],
  classes: number,
): number[] {
  const counts = new Array<number>(classes * classes).fill(0);
  truths.forEach((truth, index) => {
    const answer = answers[index] ?? null;
    if (answer === null) return;
    const place = truth * classes + answer;
    counts[place] = (counts[place] ?? 0) + 1;
  });
  return counts;
}

/** How many of the answers are right. */
export function rightOnes(truths: readonly number[], answers: readonly (number | null)[]): number {
  return truths.filter((truth, index) => answers[index] === truth).length;
}

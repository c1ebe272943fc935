/** What a threshold does to the messages of the test: counts, shares, and which ones are judged wrongly. */
import type { Tested } from "./filters.ts";

export interface Outcome {
  /** Spam that is stopped. */
  readonly caught: number;
  /** Spam that comes through. */
  readonly missed: number;
  /** Good messages that are stopped. */
  readonly lost: number;
  /** Good messages that come through. */
  readonly kept: number;
}

export function outcome(
  scores: readonly number[],
  tested: readonly Tested[],
  threshold: number,
): Outcome {
  const counts = { caught: 0, missed: 0, lost: 0, kept: 0 };
  for (const [at, { isSpam }] of tested.entries()) {
    const stopped = (scores[at] ?? 0) > threshold;
    counts[isSpam ? (stopped ? "caught" : "missed") : stopped ? "lost" : "kept"]++;
  }
  return counts;
}

/** The share of pairs, a spam and a good message, in which the spam has more; half for equal ones. */
export function areaUnderCurve(scores: readonly number[], tested: readonly Tested[]): number {
  const good = scores.filter((_, at) => !tested[at]?.isSpam).sort((a, b) => a - b);
  const spam = scores.filter((_, at) => tested[at]?.isSpam);
  const won = spam.reduce(
    (sum, score) => sum + (below(good, score, false) + below(good, score, true)) / 2,
    0,
  );
  return won / (good.length * spam.length);
}

/** How many of these sorted numbers are less than one, or as much. */
function below(sorted: readonly number[], value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle] ?? 0;
    if (one < value || (orEqual && one === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** "At 0.0 it stops 360 messages; 352 of them are spam: precision 97.8%. ..." */
export function describe({ caught, missed, lost }: Outcome, threshold: number): string {
  const stopped = caught + lost;
  const share = (part: number, whole: number): string =>
    whole === 0 ? "none" : `${((100 * part) / whole).toFixed(1)}%`;
  const at = threshold.toFixed(1).replace("-", "−");
  return (
    `At ${at} it stops ${stopped} messages, ${caught} of them spam: precision ${share(caught, stopped)}. ` +
    `Of ${caught + missed} spam messages it stops ${caught}: recall ${share(caught, caught + missed)}. ` +
    `${lost === 0 ? "No good message is" : lost === 1 ? "1 good message is" : `${lost} good messages are`} lost.`
  );
}

/** Messages that are judged wrongly and fit to be shown, those first of which it is most sure. */
export function mistakes(
  scores: readonly number[],
  tested: readonly Tested[],
  threshold: number,
  kind: "lost" | "missed",
): string[] {
  const sign = kind === "lost" ? 1 : -1;
  const sure = (at: number): number => sign * ((scores[at] ?? 0) - threshold);
  return tested
    .map((message, at) => ({ ...message, at }))
    .filter(({ isSpam, text, at }) => isSpam === (kind === "missed") && text !== "" && sure(at) > 0)
    .sort((a, b) => sure(b.at) - sure(a.at))
    .map(({ text }) => text);
}

/** The smallest and largest threshold worth trying: where all but the outermost scores lie. */
export function rangeOf(scores: readonly number[]): readonly [number, number] {
  const sorted = [...scores].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [Math.min(-6, Math.floor(at(0.02))), Math.max(6, Math.ceil(at(0.98)))];
}

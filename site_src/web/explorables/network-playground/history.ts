/** The moments of a run, to go back to; a long run keeps fewer of them. */
import type { Moment } from "./training/trainer.ts";

/** The most moments that are kept. */
const MOST = 400;

/** The moments with one more. When there are too many, every other one goes, never the first. */
export function remembered(moments: readonly Moment[], next: Moment): readonly Moment[] {
  const before = moments.at(-1);
  if (before?.epoch === next.epoch) return [...moments.slice(0, -1), next];
  const all = [...moments, next];
  if (all.length <= MOST) return all;
  return all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/** A run that was ended: its curve stays for comparison. */
export interface PastRun {
  readonly name: string;
  readonly moments: readonly Pick<Moment, "epoch" | "test">[];
}

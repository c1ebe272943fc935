/** What the curves of a training are drawn from. */
import type { TrainingState } from "../../runtime/tasks/training.ts";

/** Most points of a curve; when there are more, every second one is left out. */
const POINTS = 400;

export interface Moment {
  readonly step: number;
  readonly loss: number;
  /** Percent of the labels that it learned from, and of test digits. */
  readonly right: number;
  readonly tested: number;
}

/** Adds what the worker told to a training's moments, and thins these out when they are many. */
export function addMoment(moments: readonly Moment[], state: TrainingState): readonly Moment[] {
  const { correct, shown } = tally(state.confusion);
  const moment = {
    step: state.step,
    loss: state.loss,
    right: 100 * state.right,
    tested: (100 * correct) / Math.max(1, shown),
  };
  return [...(moments.length < POINTS ? moments : moments.filter((_, i) => i % 2 === 0)), moment];
}

/** Digits on the diagonal of a confusion matrix, and all of them. */
export function tally(confusion: Uint16Array): { correct: number; shown: number } {
  let correct = 0;
  let shown = 0;
  confusion.forEach((count, place) => {
    shown += count;
    if (place % 10 === Math.floor(place / 10)) correct += count;
  });
  return { correct, shown };
}

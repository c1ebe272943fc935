/** Exercises that the reader has solved; they count in the reader's progress. */
import { load, save, today } from "./shell/progress.ts";
import { place } from "./shell/root.ts";

/** Marks an exercise of this page as solved, today if it was not before. */
export function solveExercise(name: string): void {
  const progress = load();
  const key = `${place(location.href) ?? location.pathname}#${name}`;
  if (progress.exercises?.[key] !== undefined) return;
  save({ ...progress, exercises: { ...progress.exercises, [key]: today() } });
}

/** What demos and the page tell each other; all events bubble. */

/** A demo's code is asked for, wherever the demo is. */
export const WANTED = "lbl-wanted";

/** A demo uses files beside those of its model: a {@link CustomEvent} with their addresses. */
export const USED = "lbl-used";

/** An exercise was tried, or given up: a {@link CustomEvent} with an {@link Answered}. */
export const ANSWERED = "lbl-answered";

export interface Answered {
  /** Of the exercise. */
  readonly name: string;
  /** Whether the answer was right, at once and without a hint. */
  readonly known: boolean;
}

export function answered(detail: Answered): CustomEvent<Answered> {
  return new CustomEvent(ANSWERED, { bubbles: true, detail });
}

export function wanted(): Event {
  return new Event(WANTED, { bubbles: true });
}

export function used(files: readonly string[]): CustomEvent<readonly string[]> {
  return new CustomEvent(USED, { bubbles: true, detail: files });
}

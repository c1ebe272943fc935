/** What demos and the page tell each other; both events bubble. */

/** A demo's code is asked for, wherever the demo is. */
export const WANTED = "lbl-wanted";

/** A demo uses files beside those of its model: a {@link CustomEvent} with their addresses. */
export const USED = "lbl-used";

export function wanted(): Event {
  return new Event(WANTED, { bubbles: true });
}

export function used(files: readonly string[]): CustomEvent<readonly string[]> {
  return new CustomEvent(USED, { bubbles: true, detail: files });
}

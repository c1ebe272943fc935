/** Which way an arrow key points. */

/** Right and down are positive, as on the screen. */
export type Way = readonly [right: number, down: number];

const ways: Readonly<Record<string, Way>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Undefined where the key is no arrow, or is held with one that belongs to browser or system. */
export function arrowWay(event: KeyboardEvent): Way | undefined {
  return event.ctrlKey || event.metaKey || event.altKey ? undefined : ways[event.key];
}

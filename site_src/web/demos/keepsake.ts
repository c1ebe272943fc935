/** The reader's own drawings: the last digit and the last letter stay in this browser. */
import { fromText, toText } from "./drawing.ts";
import type { Stroke } from "./strokes.ts";

function key(what: string): string {
  return `layer-by-layer:drawing:${what}`;
}

/** Where the browser keeps nothing (private windows): for as long as the page lives. */
const forgetful = new Map<string, string>();
const changes = new EventTarget();

/** Keeps a drawing of a "digit", say; an empty one is not kept. */
export function keep(what: string, strokes: readonly Stroke[]): void {
  if (strokes.length === 0) return;
  const text = toText(strokes);
  forgetful.set(key(what), text);
  try {
    localStorage.setItem(key(what), text);
  } catch {
    // Kept above all the same.
  }
  changes.dispatchEvent(new Event(what));
}

/** The reader's last drawing of a "digit", say; null where there is none. */
export function kept(what: string): Stroke[] | null {
  let text: string | null = forgetful.get(key(what)) ?? null;
  try {
    text = localStorage.getItem(key(what)) ?? text;
  } catch {
    // What this page knows has to do.
  }
  return text === null ? null : fromText(text);
}

/** Calls `changed` after each drawing of this kind, until the returned function is called. */
export function onKeep(what: string, changed: () => void): () => void {
  changes.addEventListener(what, changed);
  return () => changes.removeEventListener(what, changed);
}

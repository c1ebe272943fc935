/** The reader's own drawings: the last digit and the last letter stay in this browser. */
import { followStored, readStored, writeStored } from "../storage.ts";
import type { Stroke } from "./strokes.ts";
import { fromText, toText } from "./text.ts";

/** Keeps a drawing of a "digit", say; an empty one is not kept. */
export function saveDrawing(what: string, strokes: readonly Stroke[]): void {
  if (strokes.length > 0) writeStored(`drawing/${what}`, toText(strokes));
}

/** The reader's last drawing of a "digit", say; null where there is none. */
export function savedDrawing(what: string): Stroke[] | null {
  const text = readStored(`drawing/${what}`);
  return text === null ? null : fromText(text);
}

/** Calls `changed` after each drawing of this kind, until the returned function is called. */
export function onDrawingSaved(what: string, changed: () => void): () => void {
  return followStored(`drawing/${what}`, changed);
}

/** The reader's own version of a cell, kept in this browser. */
import { followStored, readStored, writeStored } from "../../storage.ts";

function stored(cell: string): string {
  return `code${location.pathname}:${cell}`;
}

/** The reader's version of this cell; null if there is none. */
export function savedCode(cell: string): string | null {
  return readStored(stored(cell));
}

/** Keeps a version, or deletes it (null). */
export function saveCode(cell: string, code: string | null): void {
  if (code !== savedCode(cell)) writeStored(stored(cell), code);
}

/** Calls `changed` after each change of this cell's version, until the returned function is called. */
export function onCodeSaved(cell: string, changed: () => void): () => void {
  return followStored(stored(cell), changed);
}

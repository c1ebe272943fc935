/** What a reader has guessed, kept in the browser: questions, answers and covers follow it. */
import { followStored, readStored, writeStored } from "../storage.ts";

function stored(name: string): string {
  return `guess${location.pathname}:${name}`;
}

/** What was committed under this name on this page: null if it was waived, undefined if nothing was. */
export function savedGuess(name: string): unknown {
  try {
    return JSON.parse(readStored(stored(name)) ?? "") as unknown;
  } catch {
    return undefined;
  }
}

/** Commits a guess, waives it (null), or takes it back (undefined). */
export function saveGuess(name: string, guess: unknown): void {
  writeStored(stored(name), guess === undefined ? null : JSON.stringify(guess));
}

/** Calls `changed` after each commit of this name, until the returned function is called. */
export function onGuessSaved(name: string, changed: () => void): () => void {
  return followStored(stored(name), changed);
}

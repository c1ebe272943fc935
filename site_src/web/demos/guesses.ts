/** The reader's guesses, kept in this browser: a guess that was committed stays so over a reload. */

const changes = new EventTarget();
/** Where the browser keeps nothing (private windows, full storage): for as long as the page lives. */
const forgetful = new Map<string, unknown>();

function key(name: string): string {
  return `layer-by-layer:guess:${location.pathname}:${name}`;
}

/** What was committed under this name on this page; undefined if nothing was. */
export function recall(name: string): unknown {
  try {
    const stored = localStorage.getItem(key(name));
    return stored === null ? forgetful.get(key(name)) : JSON.parse(stored);
  } catch {
    return forgetful.get(key(name));
  }
}

/** Commits a guess, or takes it back (undefined). */
export function commit(name: string, guess: unknown): void {
  try {
    if (guess === undefined) localStorage.removeItem(key(name));
    else localStorage.setItem(key(name), JSON.stringify(guess));
  } catch {
    // Kept below all the same.
  }
  if (guess === undefined) forgetful.delete(key(name));
  else forgetful.set(key(name), guess);
  changes.dispatchEvent(new CustomEvent("change", { detail: name }));
}

/** Calls `changed` after each commit of this name, until the returned function is called. */
export function onCommit(name: string, changed: () => void): () => void {
  const listen = (event: Event): void => {
    if ((event as CustomEvent<string>).detail === name) changed();
  };
  changes.addEventListener("change", listen);
  return () => changes.removeEventListener("change", listen);
}

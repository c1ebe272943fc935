/**
 * What the browser keeps for its reader, and shows to nobody: the only place where the site's code
 * touches local storage. Names are `layer-by-layer/1/<what>`; 1 is the version of what stands there.
 *
 * Where the browser keeps nothing (private windows, full storage), it is kept for as long as the
 * page lives.
 */

export const PREFIX = "layer-by-layer/1/";

/** What names began with before they had a version. */
const former: readonly (readonly [RegExp, string])[] = [
  [/^layer-by-layer$/, "progress"],
  [/^layer-by-layer-no-keys$/, "keys"],
  [/^layer-by-layer:drawing:/, "drawing/"],
  [/^layer-by-layer:guess:/, "guess"],
  [/^lbl-backend$/, "backend"],
  [/^lbl-fastest-/, "fastest-backend/"],
];

/** For as long as the page lives: what could not be kept, null what could not be deleted. */
export const unkept = new Map<string, string | null>();
const changes = new EventTarget();

/** The text under this name; null where there is none. */
export function readStored(name: string): string | null {
  const known = unkept.get(name);
  if (known !== undefined) return known;
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Keeps a text under this name, or deletes what is there (null); tells those who follow it. */
export function writeStored(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, text);
    unkept.delete(name);
  } catch {
    unkept.set(name, text);
  }
  changes.dispatchEvent(new Event(name));
}

/** Calls `changed` whenever this name has changed, in this tab or another, until it is stopped. */
export function followStored(name: string, changed: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  changes.addEventListener(name, changed, { signal });
  // In tests under Node there is no window.
  (globalThis as { addEventListener?: typeof addEventListener }).addEventListener?.(
    "storage",
    ({ key }) => {
      // Without a name everything was deleted.
      if (key === null || key === PREFIX + name) changed();
    },
    { signal },
  );
  return () => stop.abort();
}

/** Gives what was kept under a former name its name of today. */
export function renameFormer(): void {
  try {
    for (const key of Object.keys(localStorage)) {
      const rule = former.find(([pattern]) => pattern.test(key));
      if (rule === undefined) continue;
      const name = PREFIX + key.replace(...rule);
      const text = localStorage.getItem(key);
      if (text !== null && localStorage.getItem(name) === null) localStorage.setItem(name, text);
      localStorage.removeItem(key);
    }
  } catch {
    // What cannot be renamed stays where it is.
  }
}

renameFormer();

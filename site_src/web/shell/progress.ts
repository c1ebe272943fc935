/** What a reader has done: kept in this browser only, and shown to nobody. */
import { followStored, readStored, writeStored } from "../storage.ts";

const NAME = "progress";

export interface Progress {
  readonly version: 1;
  /** Pages marked as done, by name ("digits", "guide/play"), each with its day. */
  readonly done: Readonly<Record<string, string>>;
  /** The day of the first visit, by the page's place ("tutorials/digits/"). */
  readonly seen: Readonly<Record<string, string>>;
  /** Exercises that were solved, by page and name ("tutorials/numbers/#blur"), each with its day. */
  readonly exercises?: Readonly<Record<string, string>>;
  /** Where the reader was last. */
  readonly last?: { readonly place: string; readonly title: string; readonly heading?: string };
}

export const nothing: Progress = { version: 1, done: {}, seen: {} };

/** Today, as 2026-11-24, where the reader is. */
export function today(now = new Date()): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Progress from its text; what is no such text is nothing. */
export function parsed(text: string | null): Progress {
  try {
    const read = JSON.parse(text ?? "null") as Progress | null;
    return read?.version === 1 ? { ...nothing, ...read } : nothing;
  } catch {
    return nothing;
  }
}

/** With the page marked as done on this day, or with the mark taken back. */
export function marked(progress: Progress, page: string, day: string | undefined): Progress {
  const { [page]: _, ...others } = progress.done;
  return { ...progress, done: day === undefined ? others : { ...others, [page]: day } };
}

/** Both readers' marks: for a file that comes back from another browser. */
export function joined(mine: Progress, other: Progress): Progress {
  return {
    ...mine,
    done: { ...other.done, ...mine.done },
    seen: { ...other.seen, ...mine.seen },
    exercises: { ...other.exercises, ...mine.exercises },
    ...((mine.last ?? other.last) ? { last: mine.last ?? other.last } : {}),
  };
}

export function load(): Progress {
  return parsed(readStored(NAME));
}

/** Keeps it, and tells the elements of this page. `undefined` deletes everything. */
export function save(progress: Progress | undefined): void {
  writeStored(NAME, progress === undefined ? null : JSON.stringify(progress));
}

/** Calls now, and whenever the progress changes in this tab or in another. */
export function follow(show: () => void): () => void {
  show();
  return followStored(NAME, show);
}

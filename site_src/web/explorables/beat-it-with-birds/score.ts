/** Who was right, and what is said about it. */
import { LETTERS } from "./settings.ts";

export const ROW = 10;

/** How many were right in each row of ten that is complete. */
export function rowsOf(hits: readonly boolean[]): number[] {
  return Array.from({ length: Math.floor(hits.length / ROW) }, (_, row) =>
    right(hits.slice(ROW * row, ROW * (row + 1))),
  );
}

export function right(hits: readonly boolean[]): number {
  return hits.filter(Boolean).length;
}

/** The score so far in words; the network's where it is wanted. */
export function sayScore(yours: readonly boolean[], its: readonly boolean[] | null): string {
  const done = yours.length;
  if (done === 0) return "";
  const network = its === null ? "" : `, the network ${right(its.slice(0, done))}`;
  const rows = done < LETTERS ? "" : ` Your tens: ${rowsOf(yours).join(", ")}.`;
  const rival = done < LETTERS || its === null ? "" : ` The network's: ${rowsOf(its).join(", ")}.`;
  return `After ${done === 1 ? "one letter" : `${done} letters`}: you ${right(yours)} right${network}.${rows}${rival}`;
}

/** A table of numbers with a label for each row, split into rows to learn from and rows to be tested on. */
import { random, shuffled } from "../../runtime/training/random.ts";
import { DIAMONDS } from "./diamonds.ts";

export interface Rows {
  /** One list of numbers for each row. */
  readonly numbers: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

export interface SplitTable {
  /** The reader's own file; null for the diamonds. */
  readonly file: string | null;
  readonly columns: readonly string[];
  readonly classes: readonly string[];
  readonly train: Rows;
  readonly test: Rows;
}

/** The most rows of a reader's table that are used, and the fewest that make sense. */
const MOST_ROWS = 2000;
const FEWEST_ROWS = 10;
const MOST_CLASSES = 4;

/** 400 diamonds, as they come: the first 200 to learn from, the others to be tested on. */
export function diamonds(): SplitTable {
  const rows = DIAMONDS.trim()
    .split(/[\n,]/)
    .map((row) => row.split(" ").map(Number));
  const all = {
    numbers: rows.map((row) => row.slice(0, -1)),
    labels: rows.map((row) => row.at(-1) ?? 0),
  };
  const half = rows.length / 2;
  return {
    file: null,
    columns: ["carat", "depth %", "table %", "price"],
    classes: ["not ideal", "ideal"],
    train: part(all, (at) => at < half),
    test: part(all, (at) => at >= half),
  };
}

function part({ numbers, labels }: Rows, isIn: (at: number) => boolean): Rows {
  return {
    numbers: numbers.filter((_, at) => isIn(at)),
    labels: labels.filter((_, at) => isIn(at)),
  };
}

export type ReadTable = { readonly table: SplitTable } | { readonly problem: string };

/**
 * Reads a CSV whose last column is the label. A first row without numbers has the names of the
 * columns. Every other row, in random order, is for the test.
 */
export function readCsv(file: string, text: string): ReadTable {
  const rows = text
    .split(/\r?\n/)
    .map((row, index) => ({ line: index + 1, cells: row.split(/[,;\t]/).map((c) => c.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const [first] = rows;
  if (first === undefined) return { problem: "There are no rows in it." };
  const width = first.cells.length;
  if (width < 2)
    return { problem: "There is one column; needed are some of numbers, then the label." };
  const isNumber = (cell: string): boolean => cell !== "" && Number.isFinite(Number(cell));
  const headed = first.cells.slice(0, -1).every((cell) => !isNumber(cell));
  const body = (headed ? rows.slice(1) : rows).slice(0, MOST_ROWS);
  for (const { line, cells } of body) {
    if (cells.length !== width)
      return { problem: `Line ${line} has ${cells.length} columns, and the first has ${width}.` };
    const wrong = cells.slice(0, -1).findIndex((cell) => !isNumber(cell));
    if (wrong >= 0)
      return { problem: `Line ${line}, column ${wrong + 1}: “${cells[wrong]}” is no number.` };
  }
  if (body.length < FEWEST_ROWS)
    return { problem: `There are ${body.length} rows of numbers; ${FEWEST_ROWS} are needed.` };
  const classes = [...new Set(body.map(({ cells }) => cells[width - 1] ?? ""))].sort();
  if (classes.length < 2 || classes.length > MOST_CLASSES)
    return {
      problem: `There are ${classes.length} different labels in the last column; two to four are needed.`,
    };
  const all = {
    numbers: body.map(({ cells }) => cells.slice(0, -1).map(Number)),
    labels: body.map(({ cells }) => classes.indexOf(cells[width - 1] ?? "")),
  };
  const testing = new Set(shuffled(body.length, random(1)).filter((_, at) => at % 2 === 1));
  const columns = first.cells.slice(0, -1).map((cell, at) => (headed ? cell : `column ${at + 1}`));
  return {
    table: {
      ...{ file, columns, classes },
      train: part(all, (at) => !testing.has(at)),
      test: part(all, (at) => testing.has(at)),
    },
  };
}

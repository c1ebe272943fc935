/** What the page and the worker that runs Python say to each other. */

/** What `plot` and `show` of page_python/sketch.py have drawn. */
export type Drawing = Plot | Pictures;

export interface Plot {
  readonly series: readonly Series[];
  /** Names of the axes, empty if they have none. */
  readonly x: string;
  readonly y: string;
}

export interface Series {
  /** A guide is a thin grey line; words stand at their places and have no other mark. */
  readonly kind: "line" | "points" | "guide" | "words";
  readonly label: string;
  /** null where there is nothing to be drawn. */
  readonly xs: readonly (number | null)[];
  readonly ys: readonly (number | null)[];
}

export interface Pictures {
  readonly pictures: readonly {
    readonly label: string;
    readonly width: number;
    /** Red, green and blue of each pixel in turn, from 0 to 255, row by row. */
    readonly colours: readonly number[];
  }[];
}

/** One cell to be run. */
export interface CellCode {
  /** As Python's errors call it. */
  readonly name: string;
  readonly code: string;
  /** Assertions about the reader's answer; empty if it is no exercise. */
  readonly check: string;
}

/** What came of a cell: `Result` of page_python/session.py. */
export interface CellResult {
  readonly error: string | null;
  readonly line: number | null;
  readonly stopped: boolean;
  /** null where nothing was checked, empty where nothing is wrong. */
  readonly wrong: string | null;
}

export type ToPython =
  | {
      readonly kind: "start";
      /** Its first byte becomes 2 to stop what runs; undefined where memory cannot be shared. */
      readonly interrupt: Uint8Array | undefined;
    }
  | ({ readonly kind: "run" } & CellCode)
  | { readonly kind: "reset" };

export type FromPython =
  | { readonly kind: "arriving"; readonly done: number; readonly total: number }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "drawing"; readonly drawing: Drawing }
  | { readonly kind: "done"; readonly result: CellResult };

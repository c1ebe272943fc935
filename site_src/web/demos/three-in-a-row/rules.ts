/** Three in a row: squares 0 to 8, row by row; × begins. */

export type Side = "×" | "○";
/** Who is on each square. */
export type Board = readonly (Side | null)[];

export const EMPTY: Board = Array.from({ length: 9 }, () => null);

export const LINES: readonly (readonly [number, number, number])[] = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
];

/** What squares are called, the first one in the upper left. */
export const NAMES: readonly string[] = [
  "upper left",
  "upper middle",
  "upper right",
  "middle left",
  "centre",
  "middle right",
  "lower left",
  "lower middle",
  "lower right",
];

export function put(board: Board, square: number, side: Side): Board {
  return board.map((stone, at) => (at === square ? side : stone));
}

/** A line of three stones of one side, if there is one. */
export function lineOf(board: Board): readonly number[] | undefined {
  return LINES.find(
    ([a, b, c]) => board[a] !== null && board[a] === board[b] && board[a] === board[c],
  );
}

export function isOver(board: Board): boolean {
  return lineOf(board) !== undefined || !board.includes(null);
}

/** Whose turn it is. */
export function toMove(board: Board): Side {
  return board.filter((stone) => stone !== null).length % 2 === 0 ? "×" : "○";
}

/** A board as a network is given it: nine numbers for the own stones, nine for the others'. */
export function inputOf(board: Board, own: Side): Float32Array {
  const input = new Float32Array(18);
  board.forEach((stone, square) => {
    if (stone !== null) input[stone === own ? square : 9 + square] = 1;
  });
  return input;
}

/** The square with the largest share of those that are free. */
export function likeliest(shares: ArrayLike<number>, board: Board): number {
  let best = -1;
  board.forEach((stone, square) => {
    if (stone === null && (best < 0 || (shares[square] ?? 0) > (shares[best] ?? 0))) best = square;
  });
  return best;
}

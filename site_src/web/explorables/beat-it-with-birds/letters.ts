/** The letters of a game: a sheet of two families, and the order in which they come. */
import { fetchFile, UserFacingError } from "../../runtime/files.ts";
import { random, shuffled } from "../../runtime/training/random.ts";
import { siteUrl } from "../../site.ts";
import { LETTERS, type Pair } from "./settings.ts";

/** Pixels of a letter in each direction. */
export const SIDE = 28;
const COLUMNS = 10;
/** Rows of each family: the upper ones are of the left family. */
const ROWS = 4;

/** What is hidden until the end of a game. */
export const names: Readonly<Record<Pair, readonly [string, string]>> = {
  corners: ["Metropolis", "Tomorrow"],
  feet: ["Work Sans", "Rokkitt"],
  book: ["Literata", "Playfair"],
};

export interface Letter {
  /** Row by row; 0 is paper, 1 is ink. */
  readonly pixels: Float32Array;
  readonly truth: "l" | "r";
}

/** Address of the sheet with the letters of two families. */
export function sheetUrl(pair: Pair): string {
  return siteUrl(`data/birds/${pair}.png`);
}

/** All letters of a sheet, row by row. Throws a {@link UserFacingError} where it doesn't come. */
export async function fetchLetters(pair: Pair): Promise<readonly Letter[]> {
  const response = await fetchFile(sheetUrl(pair));
  const sheet = await createImageBitmap(await response.blob()).catch(() => {
    throw new UserFacingError(`${pair}.png is damaged: it is not a picture.`);
  });
  const canvas = new OffscreenCanvas(sheet.width, sheet.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new UserFacingError("This browser can't read pictures.");
  context.drawImage(sheet, 0, 0);
  sheet.close();
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return lettersOf(
    Float32Array.from({ length: data.length / 4 }, (_, at) => (data[4 * at] ?? 0) / 255),
  );
}

/** The letters of a sheet, whose pixels stand row by row: 0 is paper, 1 is ink. */
export function lettersOf(sheet: Float32Array): readonly Letter[] {
  return Array.from({ length: 2 * ROWS * COLUMNS }, (_, at) => {
    const [left, top] = [SIDE * (at % COLUMNS), SIDE * Math.floor(at / COLUMNS)];
    const pixels = Float32Array.from(
      { length: SIDE * SIDE },
      (_, pixel) =>
        sheet[(top + Math.floor(pixel / SIDE)) * SIDE * COLUMNS + left + (pixel % SIDE)] ?? 0,
    );
    return { pixels, truth: at < ROWS * COLUMNS ? "l" : "r" };
  });
}

/** Which letters of a sheet come, one after the other: the same for the same number. */
export function orderOf(order: number): readonly number[] {
  return [...shuffled(2 * ROWS * COLUMNS, random(order))].slice(0, LETTERS);
}

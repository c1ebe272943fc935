/** The examples that come with a model: real inputs, and the classes they truly belong to. */
import { UserFacingError, type Card, type StoredArray } from "./card.ts";
import { fetchChecked, type Expected } from "./file-cache.ts";

export interface Example {
  /** The values to feed the model, exactly as they were stored. */
  readonly input: Float32Array;
  /** Index of the true class; null where it is not known. */
  readonly target: number | null;
}

/** Splits the bytes of a stored array along its first axis. Throws when there are too few bytes. */
export function decodeArray(buffer: ArrayBuffer, stored: StoredArray): Float32Array[] {
  const [count = 0, ...shape] = stored.shape;
  const size = shape.reduce((product, side) => product * side, 1);
  const width = stored.dtype === "uint8" ? 1 : 4;
  if (buffer.byteLength !== count * size * width) {
    throw new UserFacingError(`${stored.file} is damaged: it has ${buffer.byteLength} bytes.`);
  }
  const view = new DataView(buffer);
  const read = {
    uint8: (offset: number) => view.getUint8(offset),
    int32: (offset: number) => view.getInt32(offset, true),
    float32: (offset: number) => view.getFloat32(offset, true),
  }[stored.dtype];
  return Array.from({ length: count }, (_, example) =>
    Float32Array.from({ length: size }, (_, index) => read((example * size + index) * width)),
  );
}

/** The first `count` examples of the model in the folder `base`; none where the card has none. `fresh`: past what
 * is kept. */
export async function fetchExamples(
  base: string,
  card: Card,
  count: number,
  fresh = false,
): Promise<Example[]> {
  if (card.example === null) return [];
  const { inputs, targets } = card.example;
  const { file } = inputs[0];
  const expected = card.files[file] as Expected;
  const { buffer } = await fetchChecked(new URL(file, base), expected, { fresh });
  const decoded = decodeArray(buffer, inputs[0]);
  return decoded
    .slice(0, count)
    .map((input, index) => ({ input, target: targets?.[index] ?? null }));
}

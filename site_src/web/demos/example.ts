/** The examples that come with a model: real inputs, and the classes they truly belong to. */
import { fetchFile, PlainError, type Card, type StoredArray } from "../runtime/card.ts";

export interface Example {
  /** The values to feed the model, exactly as they were stored. */
  readonly input: Float32Array;
  /** Index of the true class; null where it is not known. */
  readonly target: number | null;
}

/** Splits the bytes of a stored array along its first axis. Throws when they are too few. */
export function decodeArray(buffer: ArrayBuffer, stored: StoredArray): Float32Array[] {
  const [count = 0, ...shape] = stored.shape;
  const size = shape.reduce((product, side) => product * side, 1);
  const width = stored.dtype === "uint8" ? 1 : 4;
  if (buffer.byteLength !== count * size * width) {
    throw new PlainError(`${stored.file} is damaged: it has ${buffer.byteLength} bytes.`);
  }
  const view = new DataView(buffer);
  return Array.from({ length: count }, (_, example) =>
    Float32Array.from({ length: size }, (_, index) => {
      const offset = (example * size + index) * width;
      if (stored.dtype === "uint8") return view.getUint8(offset);
      if (stored.dtype === "int32") return view.getInt32(offset, true);
      return view.getFloat32(offset, true);
    }),
  );
}

/** The first `count` examples of the model in the folder `base`; none where the card has none. */
export async function fetchExamples(base: string, card: Card, count: number): Promise<Example[]> {
  if (card.example === null) return [];
  const { inputs, targets } = card.example;
  const [stored] = inputs;
  if (stored === undefined) return [];
  const response = await fetchFile(new URL(stored.file, base));
  const decoded = decodeArray(await response.arrayBuffer(), stored);
  return decoded
    .slice(0, count)
    .map((input, index) => ({ input, target: targets?.[index] ?? null }));
}

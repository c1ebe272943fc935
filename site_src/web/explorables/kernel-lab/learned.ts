/** The kernels of a trained network's first layer: of its file, the bytes that hold them and no others. */
import { fetchFile, UserFacingError } from "../../runtime/files.ts";
import { writeKernel } from "./settings.ts";

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** What is read of a model.json. */
interface Model {
  readonly weightsManifest?: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly Weight[];
  }[];
}

const SIZE = 4;

/**
 * Fetches the kernels of 3 by 3 that the model in `base` begins with, as the table holds kernels.
 * Throws a {@link UserFacingError} where they don't come, or where the model begins otherwise.
 */
export async function learnedKernels(base: string): Promise<string[]> {
  const model = (await (await fetchFile(new URL("model.json", base))).json()) as Model;
  const [group] = model.weightsManifest ?? [];
  const [path] = group?.paths ?? [];
  const [first] = group?.weights ?? [];
  const [height, width, channels, count = 0] = first?.shape ?? [];
  if (path === undefined || height !== 3 || width !== 3 || channels !== 1)
    throw new UserFacingError("This network doesn't begin with kernels of 3 by 3.");
  if (first?.dtype !== "float32")
    throw new UserFacingError("This network's kernels aren't stored as 32-bit numbers.");
  const bytes = await beginning(await fetchFile(new URL(path, base)), 9 * count * SIZE);
  return split(bytes, count);
}

/** Kernels that lie beside each other, a number of each by turns (rows, columns, channels, kernels). */
export function split(bytes: DataView, count: number): string[] {
  return Array.from({ length: count }, (_, kernel) =>
    writeKernel(
      Array.from({ length: 9 }, (_, at) => bytes.getFloat32(SIZE * (at * count + kernel), true)),
    ),
  );
}

/** The first bytes of an answer; the rest is called off, as it may be a thousand times as much. */
async function beginning(response: Response, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined && filled < length) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes.set(value.subarray(0, length - filled), filled);
    filled += Math.min(value.length, length - filled);
  }
  await reader?.cancel();
  if (filled < length) throw new UserFacingError("The kernels arrived cut off.");
  return new DataView(bytes.buffer);
}

/** Fetches the files of an exported model, checks them and makes a TensorFlow.js model of them. */
import { io, tensor, tidy, type Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers/dist/engine/training";
import { loadLayersModelFromIOHandler } from "@tensorflow/tfjs-layers/dist/models";
import { fetchFile, PlainError, type Card } from "./card.ts";
import { readBytes, type Progress } from "./stream.ts";

interface ModelJson {
  readonly modelTopology: object;
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: io.WeightsManifestEntry[];
  }[];
}

export class Model {
  /** Numbers in one example. */
  readonly size: number;

  private constructor(
    private readonly layers: LayersModel,
    private readonly shape: readonly number[],
  ) {
    this.size = shape.reduce((product, side) => product * side, 1);
  }

  /** Sum of the sizes of the files that {@link Model.load} fetches, in bytes. */
  static bytes(card: Card): number {
    return modelFiles(card).reduce((sum, file) => sum + (card.files[file]?.bytes ?? 0), 0);
  }

  /**
   * Fetches the model in the folder `base` and checks each file against the card; awaits
   * `backendReady` before the first tensor is made, not before the files are fetched.
   *
   * Throws a {@link PlainError} when a file is missing or is not the one that the card describes.
   */
  static async load(
    base: string,
    card: Card,
    fresh: boolean,
    backendReady: Promise<unknown>,
    progress: Progress,
  ): Promise<Model> {
    const content = new Map<string, Uint8Array<ArrayBuffer>>();
    await Promise.all(
      modelFiles(card).map(async (file) => {
        const response = await fetchFile(new URL(file, base), fresh);
        const bytes = await readBytes(response, card.files[file]?.bytes ?? 0, progress);
        await verify(file, bytes, card);
        content.set(file, bytes);
      }),
    );
    const json = JSON.parse(new TextDecoder().decode(content.get("model.json"))) as ModelJson;
    const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
    const shards = json.weightsManifest
      .flatMap((group) => group.paths)
      .map((path) => {
        const bytes = content.get(path);
        if (bytes === undefined) throw new PlainError(`card.json does not list ${path}.`);
        return bytes;
      });
    const weightData = await new Blob(shards).arrayBuffer();
    await backendReady;
    const layers = await loadLayersModelFromIOHandler(
      io.fromMemory({ modelTopology: json.modelTopology, weightSpecs, weightData }),
    );
    return new Model(layers, card.inputs[0].shape);
  }

  /**
   * Outputs for one or more examples, one after the other in `values`, in C order.
   *
   * Throws a {@link PlainError} when `values` is not a whole number of examples.
   */
  predict(values: Float32Array): Float32Array {
    const count = values.length / this.size;
    if (count === 0 || !Number.isInteger(count)) {
      throw new PlainError(
        `The model takes ${this.size} numbers for each example; it was given ${values.length}.`,
      );
    }
    return tidy(() => {
      const input = tensor(values, [count, ...this.shape], "float32");
      const output = this.layers.predict(input) as Tensor;
      return output.dataSync<"float32">().slice();
    });
  }

  dispose(): void {
    this.layers.dispose();
  }
}

/** The card lists the examples too; those are for the page and for the parity check. */
function modelFiles(card: Card): readonly string[] {
  const { inputs, outputs } = card.example ?? { inputs: [], outputs: [] };
  const examples = [...inputs, ...outputs].map(({ file }) => file);
  return Object.keys(card.files).filter((file) => !examples.includes(file));
}

async function verify(file: string, bytes: Uint8Array<ArrayBuffer>, card: Card): Promise<void> {
  const expected = card.files[file];
  const damaged = new PlainError(`${file} arrived damaged: it is not the file that was published.`);
  if (expected === undefined || bytes.length !== expected.bytes) throw damaged;
  // crypto.subtle exists only over HTTPS and on localhost.
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== expected.sha256) throw damaged;
}

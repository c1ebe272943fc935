/** Fetches the files of an exported model, checks them and makes a model of them. */
import { io } from "@tensorflow/tfjs-core";
import { UserFacingError, type Card } from "../card.ts";
import { fetchChecked, type Expected } from "../file-cache.ts";
import type { Progress } from "../stream.ts";
import { modelFiles } from "./files.ts";
import type { Model } from "./model.ts";

const loaders = {
  "layers-model": () => import("./layers.ts"),
  "graph-model": () => import("./graph.ts"),
} satisfies Record<EngineKind, () => Promise<unknown>>;

type EngineKind = Exclude<Card["kind"], "wasm-model">;

/** Sum of the sizes of the files that {@link loadModel} fetches, in bytes. */
export function modelBytes(card: Card): number {
  return modelFiles(card).reduce((sum, file) => sum + (card.files[file]?.bytes ?? 0), 0);
}

/**
 * Fetches the model in the folder `base` and checks each file against the card; awaits
 * `backendReady` before the first tensor is made, not before the files are fetched.
 *
 * Throws a {@link UserFacingError} when a file is missing or is not the one that the card describes.
 */
export async function loadModel(
  base: string,
  card: Card,
  fresh: boolean,
  backendReady: Promise<unknown>,
  progress: Progress,
): Promise<Model> {
  const loader = loaders[card.kind as EngineKind]();
  const content = new Map<string, Uint8Array<ArrayBuffer>>();
  await Promise.all([
    loader,
    ...modelFiles(card).map(async (file) => {
      const expected = card.files[file] as Expected;
      content.set(file, await fetchChecked(new URL(file, base), expected, { fresh, progress }));
    }),
  ]);
  const json = JSON.parse(new TextDecoder().decode(content.get("model.json"))) as io.ModelJSON;
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  const shards = json.weightsManifest
    .flatMap((group) => group.paths)
    .map((path) => {
      const bytes = content.get(path);
      if (bytes === undefined) throw new UserFacingError(`card.json does not list ${path}.`);
      return bytes;
    });
  const { weightsManifest: _, ...described } = json;
  const weightData = await new Blob(shards).arrayBuffer();
  await backendReady;
  const { load } = await loader;
  return load(card, io.fromMemory({ ...described, weightSpecs, weightData }));
}

/**
 * Which parts of TensorFlow.js go into the bundle, and where its packages keep them.
 *
 * Stock TensorFlow.js registers every kernel (one function for one operation), gradient and class
 * of layers that there is. The bundle has those that the exported models' cards and topologies name
 * and those that tasks declare (see Needs in runtime/task.ts), and nothing else.
 */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** @typedef {{ name: string, file: string }} Part An export of a file, to be imported by name. */

export const backends = /** @type {const} */ (["wasm", "webgl", "cpu"]);

/**
 * The index below, kept in `file` for as long as the packages and our kernels are the same ones:
 * making it takes seconds.
 * @param {string} packages
 * @param {string} ours
 * @param {string} file where it is kept
 */
export async function keptIndex(packages, ours, file) {
  const manifests = ["core", "layers", ...backends.map((name) => `backend-${name}`)].map((name) =>
    readFile(join(packages, `tfjs-${name}/package.json`), "utf8"),
  );
  const own = (await readdir(ours, { recursive: true })).sort();
  const made = [...(await Promise.all(manifests)), ...own, packages, ours];
  const key = createHash("sha256").update(made.join("\0")).digest("hex");
  const before = await readFile(file, "utf8").then(JSON.parse, () => undefined);
  if (before?.key === key) return revived(before.index);
  const fresh = await index(packages, ours);
  const plain = JSON.stringify({ key, index: fresh }, (_, value) =>
    value instanceof Map ? { entries: [...value] } : value,
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, plain);
  await rename(`${file}.${process.pid}`, file);
  return fresh;
}

/** @typedef {Awaited<ReturnType<typeof index>>} Index @param {any} plain @returns {Index} */
function revived({ gradients, classes, kernels }) {
  const map = (/** @type {any} */ { entries }) => new Map(entries);
  return {
    gradients: map(gradients),
    classes: map(classes),
    kernels: Object.fromEntries(backends.map((name) => [name, map(kernels[name])])),
  };
}

/**
 * Where the kernels of each backend, the gradients and the classes of layers are, by name.
 * @param {string} packages the folder node_modules/@tensorflow
 * @param {string} ours the folder of our own kernels, for those that a backend lacks
 */
async function index(packages, ours) {
  const layers = join(packages, "tfjs-layers/dist/layers");
  const [gradients, classes, ...kernels] = await Promise.all([
    exported(await files(join(packages, "tfjs-core/dist/gradients"), /_grad\.js$/), "kernelName"),
    exported(
      [
        join(packages, "tfjs-layers/dist/engine/input_layer.js"),
        ...(await files(layers, /(?<!serialization)\.js$/)),
        ...(await files(join(layers, "preprocessing"), /\.js$/)),
      ],
      "className",
    ),
    ...backends.map(async (backend) => {
      const folder = join(packages, `tfjs-backend-${backend}/dist/kernels`);
      const own = await files(join(ours, backend), /\.ts$/);
      return exported([...(await files(folder, /\.js$/)), ...own], "kernelName");
    }),
  ]);
  const byBackend = Object.fromEntries(backends.map((name, i) => [name, kernels[i] ?? new Map()]));
  return { gradients, classes, kernels: byBackend };
}

/**
 * Names that the exported models in `folder` need: kernels from their cards, classes of layers
 * from their topologies. Without exported models there are none.
 * @param {string} folder
 */
export async function neededByModels(folder) {
  /** @type {Set<string>} */ const kernels = new Set();
  /** @type {Set<string>} */ const layers = new Set();
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const card = JSON.parse(await readFile(join(folder, name, "card.json"), "utf8"));
    // Compiled networks have kernels of their own, inside.
    if (card.kind === "wasm-model") continue;
    for (const kernel of card.parity.kernels ?? []) kernels.add(kernel);
    if (card.kind !== "layers-model") continue;
    const model = JSON.parse(await readFile(join(folder, name, "model.json"), "utf8"));
    for (const layer of classNames(model.modelTopology)) layers.add(layer);
  }
  return { kernels, layers };
}

/** @returns {Generator<string>} every class_name in a topology, wrapped layers included
 *  @param {unknown} value */
function* classNames(value) {
  if (typeof value !== "object" || value === null) return;
  if ("class_name" in value && typeof value.class_name === "string") yield value.class_name;
  for (const inner of Object.values(value)) yield* classNames(inner);
}

/**
 * What each file tasks/<name>.needs.ts declares.
 * @param {string} folder
 * @returns {Promise<Map<string, Required<import("../runtime/task.ts").Needs>>>}
 */
export async function neededByTasks(folder) {
  const names = (await readdir(folder)).filter((name) => /^[\w-]+(?<!\.needs)\.ts$/.test(name));
  const declared = (await readdir(folder)).filter((name) => name.endsWith(".needs.ts"));
  const modules = await run(declared.map((name) => join(folder, name)));
  return new Map(
    names.map((name) => {
      const task = basename(name, ".ts");
      const needs = modules[declared.indexOf(`${task}.needs.ts`)]?.["needs"];
      return [task, { kernels: [], gradients: [], layers: [], .../** @type {object} */ (needs) }];
    }),
  );
}

/** @param {string} folder @param {RegExp} pattern */
async function files(folder, pattern) {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => pattern.test(name)).map((name) => join(folder, name));
}

/**
 * All exports of the files that have the string `key`, by that string; later files win.
 * @param {string[]} paths
 * @param {string} key
 * @returns {Promise<Map<string, Part>>}
 */
async function exported(paths, key) {
  const modules = await run(paths);
  /** @type {Map<string, Part>} */ const parts = new Map();
  for (const [i, file] of paths.entries()) {
    for (const [name, value] of Object.entries(modules[i] ?? {})) {
      const known = /** @type {Record<string, unknown> | undefined} */ (value)?.[key];
      if (typeof known !== "string") continue;
      // A class imported again elsewhere, or one that inherits its name, is not meant.
      if (key === "className" && !Object.hasOwn(/** @type {object} */ (value), key)) continue;
      parts.set(known, { name, file });
    }
  }
  return parts;
}

/**
 * Runs ES modules that Node.js would not load as they are, and returns what they export.
 * @param {string[]} paths
 * @returns {Promise<Record<string, unknown>[]>}
 */
async function run(paths) {
  const lines = paths.map((path, i) => `export * as m${i} from ${JSON.stringify(path)};`);
  const folder = await mkdtemp(join(tmpdir(), "layer-by-layer-"));
  try {
    const outfile = join(folder, "parts.mjs");
    await build({
      stdin: { contents: lines.join("\n"), resolveDir: "/", loader: "js" },
      outfile,
      bundle: true,
      format: "esm",
      platform: "browser",
      logLevel: "error",
      define: { process: "undefined" },
    });
    const modules = await import(pathToFileURL(outfile).href);
    return paths.map((_, i) => modules[`m${i}`]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

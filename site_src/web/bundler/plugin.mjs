/** Gives the worker's bundle exactly the parts of TensorFlow.js that it needs. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { backends, keptIndex, neededByModels, neededByTasks } from "./tensorflow.mjs";

/**
 * Files of TensorFlow.js that never run here. The packages import them for their side effects, so a
 * bundler may not drop them on its own.
 * @type {readonly [RegExp, string][]}
 */
const replaced = [
  // Threads need SharedArrayBuffer, hence response headers that a static host cannot send.
  [
    /tfjs-backend-wasm[\\/]wasm-out[\\/]tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/,
    "export const wasmWorkerContents = ''; export default undefined;",
  ],
  // Node's fetch and text codecs.
  [
    /tfjs-core[\\/]dist[\\/]platforms[\\/]platform_node\.js$/,
    "export const PlatformNode = undefined;",
  ],
];

/**
 * @param {string} packages the folder node_modules/@tensorflow
 * @param {string} runtime the folder runtime/
 * @param {string} models the folder of the exported models
 * @returns {Promise<import("esbuild").Plugin>}
 */
export async function tensorflow(packages, runtime, models) {
  const [parts, ofModels, tasks] = await Promise.all([
    keptIndex(
      packages,
      join(runtime, "kernels"),
      join(packages, "../.cache/layer-by-layer/tensorflow.json"),
    ),
    neededByModels(models),
    neededByTasks(join(runtime, "tasks")),
  ]);
  // What any prediction needs comes with the worker.
  const base = new Set([...ofModels.kernels, ...(tasks.get("predict")?.kernels ?? [])]);
  const layers = new Set(["InputLayer", ...ofModels.layers]);
  for (const needs of tasks.values()) for (const name of needs.layers) layers.add(name);

  /** @type {Map<string, string>} Source of each virtual module. */
  const modules = new Map();
  modules.set("virtual:layers", importing(known(parts.classes, layers)));
  for (const backend of backends) {
    const kernels = parts.kernels[backend] ?? new Map();
    modules.set(`virtual:base/${backend}`, list("kernels", kernels, base, "the models"));
    for (const [task, needs] of tasks) {
      const more = new Set(needs.kernels.filter((name) => !base.has(name)));
      modules.set(`virtual:${task}/${backend}`, list("kernels", kernels, more, task));
    }
  }
  for (const [task, needs] of tasks) {
    const gradients = list("gradients", parts.gradients, new Set(needs.gradients), task);
    modules.set(`virtual:${task}/gradients`, gradients);
  }
  modules.set("virtual:needs", contents([...tasks.keys()], modules));

  // Whatever comes later imports what is there already, the worker or TensorFlow.js: so the bundler
  // keeps all that these need in one file each, where else it would make one for each way to share it.
  const after = (/** @type {string} */ file) => `import ${JSON.stringify(join(runtime, file))};\n`;
  const afterEngine = after("tensorflow/engine.ts");
  const later = new Map(
    [
      ...["models/layers.ts", "models/graph.ts", "backends/webgl.ts", "backends/cpu.ts"],
      ...(await readdir(join(runtime, "tasks")))
        .filter((name) => !name.endsWith(".needs.ts"))
        .map((name) => `tasks/${name}`),
    ].map((file) => [join(runtime, file), afterEngine]),
  );
  for (const file of ["tensorflow/engine.ts", "compiled/train-head.ts"]) {
    later.set(join(runtime, file), after("worker.ts"));
  }

  return {
    name: "tensorflow",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: "virtual" }));
      onLoad({ filter: /.*/, namespace: "virtual" }, ({ path }) => {
        const code = modules.get(path);
        if (code === undefined) return { errors: [{ text: `There is no ${path}.` }] };
        return { contents: afterEngine + code, resolveDir: runtime };
      });
      onLoad({ filter: /[\\/]runtime[\\/].*\.ts$/ }, async ({ path }) => {
        const first = later.get(path);
        return first && { contents: first + (await readFile(path, "utf8")), loader: "ts" };
      });
      onLoad({ filter: /[\\/]@tensorflow[\\/].*\.js$/ }, ({ path }) => {
        const replacement = replaced.find(([pattern]) => pattern.test(path));
        return replacement && { contents: replacement[1] };
      });
    },
  };
}

/** @param {string[]} tasks @param {Map<string, string>} modules */
function contents(tasks, modules) {
  const empty = (/** @type {string} */ name) => !modules.get(name)?.includes("import");
  const load = (/** @type {string} */ name, /** @type {string} */ what) =>
    empty(name) ? `async () => ({ ${what}: [] })` : `() => import(${JSON.stringify(name)})`;
  const lines = [
    'import { kernels } from "virtual:base/wasm";',
    "export const baseKernels = {",
    "  wasm: async () => ({ kernels }),",
    '  webgl: () => import("virtual:base/webgl"),',
    '  cpu: () => import("virtual:base/cpu"),',
    "};",
    "export const taskKernels = {",
    ...tasks.flatMap((task) => [
      `  ${JSON.stringify(task)}: {`,
      ...backends.map((name) => `    ${name}: ${load(`virtual:${task}/${name}`, "kernels")},`),
      "  },",
    ]),
    "};",
    "export const taskGradients = {",
    ...tasks.map(
      (task) => `  ${JSON.stringify(task)}: ${load(`virtual:${task}/gradients`, "gradients")},`,
    ),
    "};",
  ];
  return lines.join("\n");
}

/**
 * A module that imports parts and exports them as a list.
 * @param {string} name of the list
 * @param {Map<string, import("./tensorflow.mjs").Part>} parts
 * @param {Set<string>} wanted
 * @param {string} whose for whom, in a message
 */
function list(name, parts, wanted, whose) {
  const chosen = known(parts, wanted, `${name} of ${whose}`);
  const imports = chosen.map(
    (part, i) => `import { ${part.name} as p${i} } from ${JSON.stringify(part.file)};`,
  );
  return [...imports, `export const ${name} = [${chosen.map((_, i) => `p${i}`)}];`].join("\n");
}

/** @param {import("./tensorflow.mjs").Part[]} parts */
function importing(parts) {
  const files = new Set(parts.map(({ file }) => file));
  return [...files].map((file) => `import ${JSON.stringify(file)};`).join("\n");
}

/**
 * The parts with these names. Names of classes that are no layers are passed over; a kernel or
 * gradient that is missing is an error.
 * @param {Map<string, import("./tensorflow.mjs").Part>} parts
 * @param {Set<string>} wanted
 * @param {string} [where]
 */
function known(parts, wanted, where) {
  return [...wanted].sort().flatMap((name) => {
    const part = parts.get(name);
    if (part !== undefined) return [part];
    if (where === undefined) return [];
    throw new Error(
      `TensorFlow.js has no ${name} among the ${where}. ` +
        "Correct the name, or write it in runtime/kernels/<backend>/.",
    );
  });
}

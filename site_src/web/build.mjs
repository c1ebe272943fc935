/**
 * Bundles the browser part: `node build.mjs [--models FOLDER] [--target FOLDER]`.
 *
 * The models are the exported ones, whose cards say what of TensorFlow.js is needed. Two kinds of
 * files come out: `demos.js`, `search.js`, `site.css`, `demos.css`, `lists.css` and `notebook.css`,
 * whose names a page knows; and chunks, the worker and the WebAssembly files, whose names carry a
 * hash so that they can be cached for ever. Everything is written to a temporary folder first: a
 * failed build leaves the last good one alone.
 */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { tensorflow } from "./bundler/plugin.mjs";
import { minifiedStyles } from "./bundler/styles.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const packages = join(root, "node_modules/@tensorflow");
const pyodide = join(root, "node_modules/pyodide");
const { values: options } = parseArgs({
  options: {
    models: { type: "string", default: join(root, "build/web/models") },
    target: { type: "string", default: join(root, "build/web/assets") },
  },
});
const target = resolve(options.target);

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  minify: true,
  splitting: true,
  sourcemap: false,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  outdir: "",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
};

/**
 * Name of the file that a bundle begins with.
 * @param {import("esbuild").Metafile} metafile
 */
function entryFile({ outputs }) {
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint !== undefined);
  if (entry === undefined) throw new Error("a worker was not bundled");
  return basename(entry);
}

/**
 * The files that Python in a page takes: its worker's, then all that this needs.
 * @param {import("esbuild").Metafile} metafile
 */
function pythonFiles(metafile) {
  const files = Object.keys(metafile.outputs).map((path) => basename(path));
  return { worker: entryFile(metafile), files };
}

/**
 * The worker's file, all files of a first prediction for each format of models, and of a training.
 * What runs TensorFlow.js comes after the worker, which runs compiled networks alone.
 * @param {import("esbuild").Metafile} metafile
 */
function runtimeFiles({ outputs }) {
  const entry = (/** @type {string} */ source) => {
    const output = Object.entries(outputs).find(([, { entryPoint }]) =>
      entryPoint?.endsWith(source),
    );
    if (output === undefined) throw new Error(`${source} was not bundled`);
    return output[0];
  };
  /** @param {string} path @returns {string[]} */
  const withImports = (path) => [
    path,
    ...(outputs[path]?.imports ?? [])
      .filter(({ kind }) => kind === "import-statement")
      .flatMap((imported) => withImports(imported.path)),
  ];
  const worker = ["runtime/worker-bootstrap.ts", "runtime/worker.ts"].flatMap((source) =>
    withImports(entry(source)),
  );
  const names = (/** @type {string[]} */ paths) => [
    ...new Set(paths.map((path) => basename(path))),
  ];
  const wasm = Object.keys(outputs).filter((path) => /-simd-\w+\.wasm$/.test(path));
  const files = (/** @type {string[]} */ ...sources) => {
    const all = ["runtime/tensorflow/engine.ts", ...sources];
    const parts = all.flatMap((source) => withImports(entry(source)));
    return names([...worker, ...parts, ...wasm]);
  };
  return {
    worker: basename(worker[0] ?? ""),
    files: {
      "wasm-model": names(worker),
      "layers-model": files("runtime/models/layers.ts"),
      "graph-model": files("runtime/models/graph.ts"),
    },
    training: files(
      "runtime/tasks/training.ts",
      "virtual:training/wasm",
      "virtual:training/gradients",
    ),
  };
}

/**
 * Digests of the exported models' cards: a page and its models belong together.
 * @param {string} folder
 */
async function cards(folder) {
  const names = (await readdir(folder).catch(() => [])).sort();
  const digests = names.map(async (name) => {
    const card = await readFile(join(folder, name, "card.json"));
    return [name, createHash("sha256").update(card).digest("hex").slice(0, 10)];
  });
  return Object.fromEntries(await Promise.all(digests));
}

const started = performance.now();
await mkdir(dirname(target), { recursive: true });
const fresh = await mkdtemp(join(dirname(target), ".assets-"));
try {
  const bytes = async (/** @type {string} */ file) =>
    (await stat(join(packages, "tfjs-backend-wasm/dist", file))).size;
  const LBL_CARDS = JSON.stringify(JSON.stringify(await cards(resolve(options.models))));
  const worker = await build({
    ...common,
    entryPoints: { bootstrap: join(here, "runtime/worker-bootstrap.ts") },
    entryNames: "[name]-[hash]",
    outdir: fresh,
    loader: { ".wasm": "file" },
    plugins: [await tensorflow(packages, join(here, "runtime"), resolve(options.models))],
    define: {
      ...common.define,
      // Lets the bundler drop what is written for Node.
      process: "undefined",
      LBL_CARDS,
      LBL_WASM_BYTES: String(await bytes("tfjs-backend-wasm.wasm")),
      LBL_WASM_SIMD_BYTES: String(await bytes("tfjs-backend-wasm-simd.wasm")),
    },
  });
  const python = await build({
    ...common,
    entryPoints: { python: join(here, "python/worker.ts") },
    entryNames: "[name]-[hash]",
    outdir: fresh,
    loader: { ".wasm": "file", ".zip": "file", ".py": "text" },
    // What is written for Node is never reached.
    external: ["node:*", "ws"],
    define: {
      ...common.define,
      LBL_PYODIDE_BYTES: JSON.stringify({
        wasm: (await stat(join(pyodide, "pyodide.asm.wasm"))).size,
        library: (await stat(join(pyodide, "python_stdlib.zip"))).size,
      }),
    },
  });
  /** Bundles the worker of an element that trains networks of its own; gives the name of its file. */
  const trainer = async (/** @type {string} */ name, /** @type {string} */ folder) => {
    const { metafile } = await build({
      ...common,
      entryPoints: { [name]: join(here, folder, "training/worker.ts") },
      entryNames: "[name]-[hash]",
      outdir: fresh,
    });
    return JSON.stringify(entryFile(metafile));
  };
  const runtime = runtimeFiles(worker.metafile);
  const define = {
    ...common.define,
    LBL_WORKER_FILE: JSON.stringify(runtime.worker),
    LBL_RUNTIME_FILES: JSON.stringify(runtime.files),
    LBL_TRAINING_FILES: JSON.stringify(runtime.training),
    LBL_PLAYGROUND_WORKER: await trainer("playground", "explorables/network-playground"),
    LBL_GAME_WORKER: await trainer("game", "demos/three-in-a-row"),
    LBL_PLAYERS_WORKER: await trainer("players", "explorables/two-players"),
    LBL_PYTHON: JSON.stringify(pythonFiles(python.metafile)),
    LBL_CARDS,
  };
  await Promise.all([
    build({
      ...common,
      entryPoints: { demos: join(here, "demos.ts") },
      plugins: [minifiedStyles],
      // Styles of libraries, for the inside of elements.
      loader: { ".css": "text" },
      entryNames: "[name]",
      outdir: fresh,
      define,
    }),
    build({
      ...common,
      splitting: false,
      entryPoints: {
        sw: join(here, "service-worker.ts"),
        search: join(here, "shell/search.ts"),
        site: join(here, "styles/site.css"),
        notebook: join(here, "styles/notebook.css"),
        // Beside demos.js of the build above.
        demos: join(here, "styles/demos.css"),
        lists: join(here, "styles/lists.css"),
      },
      entryNames: "[name]",
      // The pages' heads name two of them.
      assetNames: "fonts/[name]",
      loader: { ".woff2": "file" },
      outdir: fresh,
      define,
    }),
  ]);

  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
} finally {
  await rm(fresh, { recursive: true, force: true });
}

const files = (await readdir(target, { recursive: true })).filter((f) => f.includes(".")).sort();
for (const file of files) {
  const content = await readFile(join(target, file));
  const gzip = gzipSync(content, { level: 9 }).length;
  const kb = (/** @type {number} */ n) => `${(n / 1000).toFixed(1)} KB`.padStart(9);
  console.log(`${file.padEnd(48)}${kb(content.length)}${kb(gzip)} gzip`);
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${files.length} files in ${relative(root, target)}, ${seconds} s`);

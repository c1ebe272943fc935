/**
 * Bundles the browser part into build/web/assets/.
 *
 * Three kinds of files come out: `demos.js` and `site.css`, whose names a page knows; and chunks,
 * the worker and the WebAssembly files, whose names carry a hash so that they can be cached for ever.
 * Everything is written to a temporary folder first: a failed build leaves the last good one alone.
 */
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const target = join(root, "build/web/assets");
const wasmFolder = join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist");

/**
 * Files of TensorFlow.js that a page which only predicts never runs. The packages import them for
 * their side effects, so a bundler may not drop them on its own.
 */
const unused = [
  // Threads need SharedArrayBuffer, hence response headers that a static host cannot send.
  /tfjs-backend-wasm[\\/]wasm-out[\\/]tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/,
  // Node's fetch and text codecs.
  /tfjs-core[\\/]dist[\\/]platforms[\\/]platform_node\.js$/,
];

/** @type {import("esbuild").Plugin} */
const leaveOutUnused = {
  name: "leave-out-unused",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@tensorflow[\\/].*\.js$/ }, ({ path }) => {
      if (!unused.some((pattern) => pattern.test(path))) return undefined;
      const contents = path.includes("platform_node")
        ? "export const PlatformNode = undefined;"
        : "export const wasmWorkerContents = ''; export default undefined;";
      return { contents };
    });
  },
};

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  minify: true,
  sourcemap: false,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
};

const started = performance.now();
await mkdir(dirname(target), { recursive: true });
const fresh = await mkdtemp(join(dirname(target), ".assets-"));
try {
  const bytes = async (/** @type {string} */ file) => (await stat(join(wasmFolder, file))).size;
  const worker = await build({
    ...common,
    entryPoints: { worker: join(here, "runtime/worker.ts") },
    entryNames: "[name]-[hash]",
    outdir: fresh,
    loader: { ".wasm": "file" },
    plugins: [leaveOutUnused],
    define: {
      ...common.define,
      // Lets the bundler drop what is written for Node.
      process: "undefined",
      LBL_WASM_BYTES: String(await bytes("tfjs-backend-wasm.wasm")),
      LBL_WASM_SIMD_BYTES: String(await bytes("tfjs-backend-wasm-simd.wasm")),
    },
  });
  const workerFile = Object.entries(worker.metafile.outputs)
    .filter(([, output]) => output.entryPoint?.endsWith("runtime/worker.ts"))
    .map(([path]) => basename(path))[0];
  if (workerFile === undefined) throw new Error("the worker's bundle was not written");

  await Promise.all([
    build({
      ...common,
      entryPoints: { demos: join(here, "demos.ts") },
      entryNames: "[name]",
      outdir: fresh,
      splitting: true,
      define: { ...common.define, LBL_WORKER_FILE: JSON.stringify(workerFile) },
    }),
    build({
      ...common,
      entryPoints: { site: join(here, "styles/site.css") },
      entryNames: "[name]",
      // The pages' heads name two of them.
      assetNames: "fonts/[name]",
      loader: { ".woff2": "file" },
      outdir: fresh,
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

// Runs exported graph models in Chromium, from the files as a page would load them (by tsx).
//
// Reads lines of JSON as parity.mjs does, with one more field: "times", how often to run the
// model after the first time. Answers each with a line like parity.mjs's, and with the median
// of the milliseconds that these took, as "milliseconds".
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { createInterface } from "node:readline";
import { launch } from "../web/support/launch.ts";

const require = createRequire(import.meta.url);
const PACKAGES = ["core", "converter", "backend-cpu", "backend-webgl", "backend-wasm"];
const SCRIPTS = PACKAGES.map((name) =>
  require.resolve(`@tensorflow/tfjs-${name}/dist/tf-${name}.min.js`),
);
const WASM = dirname(SCRIPTS.at(-1));
/** localhost, so that the page may do what only safe origins may; nothing listens there. */
const ORIGIN = "http://localhost:1/";
const TYPES = { ".html": "text/html", ".json": "application/json", ".wasm": "application/wasm" };

/** tsx marks functions in this way, also those that are handed to a page. */
const NAMED = "globalThis.__name = (value) => value;";

const browser = await launch();

/** A page with TensorFlow.js, which finds its WebAssembly in wasm/ and the model in model/. */
async function open(folder) {
  const page = await browser.newPage();
  await page.addInitScript(NAMED);
  await page.route(`${ORIGIN}**`, (route) => {
    const [kind, name] = new URL(route.request().url()).pathname.slice(1).split("/");
    if (kind === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html>" });
    const path = join(kind === "wasm" ? WASM : folder, name);
    const contentType = TYPES[extname(name)] ?? "application/octet-stream";
    return route.fulfill({ contentType, body: readFileSync(path) });
  });
  await page.goto(ORIGIN);
  for (const path of SCRIPTS) await page.addScriptTag({ path });
  return page;
}

/** In the page: loads the model and runs it; values as plain numbers. */
async function compute({ backend, inputs, outputs, times }) {
  tf.wasm.setWasmPaths("/wasm/");
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} did not start`);
  const model = await tf.loadGraphModel("/model/model.json");
  const STORED = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array };
  const fed = {};
  for (const { name, file, stored, dtype, shape } of inputs) {
    const values = new STORED[stored](await (await fetch(`/model/${file}`)).arrayBuffer());
    const Values = dtype === "float32" ? Float32Array : dtype === "int32" ? Int32Array : Uint8Array;
    fed[name] = tf.tensor(Values.from(values), shape, dtype);
  }
  const read = async () => {
    const results = [model.execute(fed, outputs)].flat();
    const values = await Promise.all(results.map((result) => result.data()));
    tf.dispose(results);
    return results.map(({ dtype, shape }, i) => ({ dtype, shape, values: Array.from(values[i]) }));
  };
  const results = await read();
  const took = [];
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await read();
    took.push(performance.now() - started);
  }
  took.sort((a, b) => a - b);
  return {
    results,
    backend: tf.getBackend(),
    tfjs: tf.version_core,
    kernels: [],
    milliseconds: took[took.length >> 1] ?? null,
  };
}

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

async function run(request) {
  const page = await open(request.folder);
  try {
    const { results, ...answer } = await page.evaluate(compute, { times: 0, ...request });
    const outputs = results.map(({ dtype, shape, values }, index) => {
      const file = join(request.folder, `chromium-output-${index}.bin`);
      writeFileSync(file, new Uint8Array(ARRAYS[dtype].from(values).buffer));
      return { file, dtype, shape };
    });
    return { outputs, ...answer };
  } finally {
    await page.close();
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await run(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
await browser.close();

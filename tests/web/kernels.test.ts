/** Kernels of our own agree with those of TensorFlow.js in plain JavaScript. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { Convolution, Gradients } from "./support/kernels.ts";

const here = dirname(fileURLToPath(import.meta.url));
const wasm = createRequire(import.meta.url).resolve(
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
);

let folder: string;
let gradients: Gradients;

before(async () => {
  // As in the site: the packages as modules, and none of what is written for Node.js.
  folder = await mkdtemp(join(tmpdir(), "layer-by-layer-"));
  const outfile = join(folder, "kernels.mjs");
  await build({
    entryPoints: [resolve(here, "support/kernels.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "browser",
    define: { process: "undefined" },
    external: ["fs", "path", "worker_threads", "perf_hooks", "os", "util", "crypto"],
    logLevel: "error",
  });
  const { start } = (await import(pathToFileURL(outfile).href)) as {
    start(binary: Uint8Array): Promise<Gradients>;
  };
  gradients = await start(await readFile(wasm));
});

after(() => rm(folder, { recursive: true }));

describe("the gradient of a convolution with respect to its filter", () => {
  const cases: Record<string, Convolution> = {
    "of one example": { x: [1, 5, 5, 1], filter: [3, 3, 1, 1], stride: 1, pad: "valid" },
    "of a batch": { x: [4, 9, 8, 3], filter: [3, 2, 3, 5], stride: 1, pad: "valid" },
    "with padding": { x: [2, 7, 7, 2], filter: [5, 5, 2, 3], stride: 1, pad: "same" },
    "with a stride that leaves rows over": {
      x: [3, 8, 9, 2],
      filter: [3, 3, 2, 4],
      stride: 2,
      pad: "valid",
    },
    "with a stride and padding": { x: [2, 8, 11, 2], filter: [3, 4, 2, 2], stride: 3, pad: "same" },
    "of one pixel": { x: [2, 6, 6, 3], filter: [1, 1, 3, 2], stride: 2, pad: "same" },
  };
  for (const [name, convolution] of Object.entries(cases)) {
    test(name, async () => {
      const { expected, actual, left } = await gradients(convolution);
      assert.equal(actual.length, expected.length);
      for (const [i, value] of expected.entries()) {
        const difference = Math.abs(value - (actual[i] ?? NaN));
        assert.ok(difference < 1e-4, `at ${i}: ${actual[i]} instead of ${value}`);
      }
      assert.equal(left, 0, "numbers were left behind");
    });
  }
});

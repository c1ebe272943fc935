import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const runtime = join(dirname(fileURLToPath(import.meta.url)), "../../site_src/web/runtime");

async function imported(file: string): Promise<string[]> {
  const text = await readFile(join(runtime, file), "utf8");
  return [...text.matchAll(/dist\/kernels\/(\w+)"/g)].map(([, name]) => name ?? "").sort();
}

test("the same kernels are there for WebAssembly and for JavaScript", async () => {
  const wasm = await imported("kernels-wasm.ts");
  // TensorFlow.js names one file differently in its two backends.
  const cpu = (await imported("kernels-cpu.ts")).map((name) =>
    name === "BatchNorm" ? "FusedBatchNorm" : name,
  );
  assert.ok(wasm.length > 10);
  assert.deepEqual(cpu.sort(), wasm);
});

test("each imported kernel is also in the list", async () => {
  for (const file of (await readdir(runtime)).filter((name) => /^kernels-\w+\.ts$/.test(name))) {
    const text = await readFile(join(runtime, file), "utf8");
    const names = [...text.matchAll(/import \{ (\w+) \}/g)].map(([, name]) => name ?? "");
    const list = text.slice(text.indexOf("export const"));
    for (const name of names) assert.match(list, new RegExp(`\\b${name},`));
  }
});

// Runs compiled networks in Node.js, through their own model.mjs.
//
// Reads one JSON object per line: {"folder", "module", "functions"}, where module is the file
// to run, or null for what model.mjs chooses, and functions are [{"name", "inputs": [{"file",
// "stored"}], "outputs": [{"dtype", "shape"}]}]; the files hold numbers of the type `stored`.
// Answers each line with one: {"outputs": [{"file", "dtype", "shape"}], "backend", "tfjs",
// "kernels"}, as parity/runner.mjs does, or {"error"}.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";

// Node.js 20 has relaxed SIMD, but not without being told.
if (parseFloat(process.versions.v8) < 11.4) {
  setFlagsFromString("--experimental-wasm-relaxed-simd");
}

const STORED = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array };
let loaded = 0;

async function run({ folder, module, functions }) {
  // A module is loaded once for each address, and a folder may hold another one by now.
  const address = `${pathToFileURL(join(folder, "model.mjs"))}?${loaded++}`;
  const { default: load } = await import(address);
  const network = await load(module ? { module: readFileSync(join(folder, module)) } : {});
  const written = [];
  for (const { name, inputs, outputs } of functions) {
    const arrays = inputs.map(({ file, stored }) => {
      const bytes = readFileSync(join(folder, file));
      return new STORED[stored](Uint8Array.from(bytes).buffer);
    });
    for (const [i, values] of network[name](...arrays).entries()) {
      const file = join(folder, `run-output-${written.length}.bin`);
      writeFileSync(file, Buffer.from(values.buffer));
      written.push({ file, ...outputs[i] });
    }
  }
  return { outputs: written, backend: "compiled", tfjs: null, kernels: [] };
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

// Runs a compiled network in a memory whose arena is full of NaN before each run.
//
// Reads lines of JSON: {"folder", "weightsAt", "arenaAt", "inputs": [{"file", "address"}],
// "outputs": [{"dtype", "shape", "address", "bytes"}]}. Answers each with the outputs of the
// second run, as files, or with an error if the first run's differ.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

function run({ folder, weightsAt, arenaAt, inputs, outputs }) {
  const module = new WebAssembly.Module(readFileSync(join(folder, "model.wasm")));
  const { memory, predict } = new WebAssembly.Instance(module).exports;
  const bytes = Buffer.from(memory.buffer);
  bytes.set(readFileSync(join(folder, "weights.bin")), weightsAt);
  const once = () => {
    new Float32Array(memory.buffer, arenaAt).fill(NaN);
    for (const { file, address } of inputs) bytes.set(readFileSync(join(folder, file)), address);
    predict();
    return outputs.map(({ address, bytes: size }) =>
      Buffer.from(bytes.subarray(address, address + size)),
    );
  };
  const [first, second] = [once(), once()];
  if (first.some((output, i) => !output.equals(second[i]))) throw new Error("two runs differ");
  const written = outputs.map(({ dtype, shape }, i) => {
    const file = join(folder, `output-${i}.bin`);
    writeFileSync(file, second[i]);
    return { file, dtype, shape };
  });
  return { outputs: written, backend: "compiled", tfjs: null, kernels: [] };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = run(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}

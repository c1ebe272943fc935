// A network, compiled to WebAssembly by layerbylayer. It needs the files beside it, and no
// library: card.json says what it is, model.d.ts what its functions take and give.
//
//   import load from "./model.mjs";
//   const network = await load();
//   const [output] = network.predict(input);

/* What the exporter puts in: files, where the weights go, functions. */
const NETWORK = undefined;

/** A module that multiplies and adds at once: valid where there is relaxed SIMD. */
const RELAXED = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11],
);

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/**
 * Loads the network.
 *
 * `files` may give what is not to be fetched from beside this module: `module`, the bytes of
 * model.wasm, or a WebAssembly.Module of it or of model.relaxed.wasm, and `weights`, the bytes
 * of weights.bin.
 *
 * Throws an Error when a file is missing, or is not the one that was written with this module.
 */
export default async function load(files = {}) {
  const relaxed = !files.module && WebAssembly.validate(RELAXED);
  const name = relaxed ? "model.relaxed.wasm" : "model.wasm";
  const address = relaxed
    ? new URL("./model.relaxed.wasm", import.meta.url)
    : new URL("./model.wasm", import.meta.url);
  const [module, weights] = await Promise.all([
    files.module ?? read(name, address),
    files.weights ?? read("weights.bin", new URL("./weights.bin", import.meta.url)),
  ]);
  const [code, numbers] = await Promise.all([
    module instanceof WebAssembly.Module
      ? module
      : checked(name, module).then((bytes) => WebAssembly.compile(bytes)),
    checked("weights.bin", weights),
  ]);
  const { exports } = await WebAssembly.instantiate(code);
  new Uint8Array(exports.memory.buffer).set(numbers, NETWORK.weightsAt);
  exports.widen?.(); // weights that are stored in fewer bits
  const network = Object.fromEntries(
    Object.entries(NETWORK.functions).map(([name, described]) => [
      name,
      (...inputs) => run(exports, name, described, inputs),
    ]),
  );
  if (NETWORK.state) {
    const state = new Uint8Array(exports.memory.buffer, ...NETWORK.state);
    network.reset = () => void state.fill(0);
  }
  return network;
}

async function read(name, url) {
  // Node.js fetches no files; where there is no such function, fetch does.
  const fs = url.protocol === "file:" && globalThis.process?.getBuiltinModule?.("node:fs");
  if (fs) return fs.readFileSync(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${name} cannot be fetched: ${response.status}, ${url}`);
  return response.arrayBuffer();
}

/** The bytes, if they are those that belong here. Pages without https can compare lengths only. */
async function checked(name, file) {
  const bytes = ArrayBuffer.isView(file)
    ? new Uint8Array(file.buffer, file.byteOffset, file.byteLength)
    : new Uint8Array(file);
  const expected = NETWORK.files[name];
  const subtle = globalThis.crypto?.subtle;
  const digest = subtle && new Uint8Array(await subtle.digest("SHA-256", bytes));
  const actual =
    digest && Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (bytes.length !== expected.bytes || (actual && actual !== expected.sha256)) {
    throw new Error(
      `${name} is not the file that was exported with model.mjs (${bytes.length} bytes, ` +
        `${expected.bytes} expected). Copy the whole folder again.`,
    );
  }
  return bytes;
}

/** Runs a function on as many examples as its inputs hold. */
function run(exports, name, { inputs, outputs }, arrays) {
  if (arrays.length !== inputs.length) {
    const names = inputs.map((input) => `"${input.name}"`).join(", ");
    throw new TypeError(`${name} takes ${inputs.length} arrays, ${names}; not ${arrays.length}.`);
  }
  const counts = inputs.map((input, i) => examples(input, arrays[i]));
  const count = Math.max(...counts, inputs.length ? 0 : 1);
  if (counts.some((number) => number !== count)) {
    throw new TypeError(
      `the inputs of ${name} hold ${counts.join(", ")} examples; not as many each.`,
    );
  }
  if (NETWORK.state && count > 1) {
    throw new TypeError(`${name} keeps a state: give it one example at a time, not ${count}.`);
  }
  const memory = exports.memory.buffer;
  const views = { float32: new Float32Array(memory), int32: new Int32Array(memory) };
  const view = ({ dtype, address, size }) =>
    views[dtype === "float32" ? dtype : "int32"].subarray(address / 4, address / 4 + size);
  const results = outputs.map(({ dtype, size }) => new ARRAYS[dtype](count * size));
  for (let i = 0; i < count; i++) {
    for (const [at, input] of inputs.entries()) {
      const target = view(input);
      for (let k = 0; k < input.size; k++) target[k] = arrays[at][i * input.size + k];
    }
    try {
      exports[name]();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      throw new RangeError("an index lies outside of the table that it points into.");
    }
    for (const [at, output] of outputs.entries()) results[at].set(view(output), i * output.size);
  }
  return results;
}

/** How many examples an array holds. */
function examples({ name, shape, size, dtype }, values) {
  const described = `the input "${name}" (${shape.join(" × ") || "a number"})`;
  const count = values?.length / size;
  if (!Number.isInteger(count) || count === 0) {
    throw new TypeError(
      `${described} takes ${size} numbers for an example, or a multiple; not ${values?.length}.`,
    );
  }
  for (let i = 0; i < values.length; i++) {
    const wrong = dtype === "float32" ? Number.isNaN(+values[i]) : !Number.isInteger(+values[i]);
    if (wrong) throw new TypeError(`${described} holds ${values[i]} at ${i}: that is no ${dtype}.`);
  }
  return count;
}

/** A network that was compiled to WebAssembly: it runs by itself, without TensorFlow.js. */
import { UserFacingError, type Card } from "../card.ts";
import { fetchChecked, keyOf, type Expected } from "../file-cache.ts";
import type { Progress } from "../stream.ts";

/** What its model.mjs gives: functions on arrays of numbers, for one example or several. */
type Functions = Readonly<Record<string, (...inputs: Float32Array[]) => ArrayLike<number>[]>>;

export interface CompiledNetwork {
  readonly card: Card;
  /** Outputs in the order of the card, in C order. Throws where the inputs do not fit. */
  call(name: string, inputs: readonly Float32Array[]): Float32Array[];
}

/** What the exported loader is called by. */
type Load = (files: {
  readonly module: WebAssembly.Module;
  readonly weights: Uint8Array;
}) => Promise<Functions>;

/** This browser has no WebAssembly, or one that is too old for the network. */
export class NoWebAssemblyError extends Error {}

const LOADER = "model.mjs";
const WEIGHTS = "weights.bin";

/** A module that multiplies and adds at once: valid only where there is relaxed SIMD. */
const relaxedProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0],
  ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11],
);

/** The files of a compiled network that this browser runs. Throws {@link NoWebAssemblyError}. */
export function compiledFiles(): readonly [module: string, weights: string, loader: string] {
  if (typeof WebAssembly !== "object") throw new NoWebAssemblyError();
  const relaxed = WebAssembly.validate(relaxedProbe);
  return [relaxed ? "model.relaxed.wasm" : "model.wasm", WEIGHTS, LOADER];
}

/**
 * Fetches the compiled network in the folder `base`; all its files at once. Each is checked against
 * the card before any of it runs.
 *
 * Throws a {@link UserFacingError} when one is missing or is not the one that the card describes,
 * and {@link NoWebAssemblyError} when this browser cannot run it.
 */
export async function loadCompiled(
  base: string,
  card: Card,
  fresh: boolean,
  progress: Progress,
): Promise<CompiledNetwork> {
  const [code] = compiledFiles();
  const get = (file: string): Promise<Uint8Array<ArrayBuffer>> =>
    fetchChecked(new URL(file, base), expected(card, file), { fresh, progress });
  const [module, weights, load] = await Promise.all([
    get(code).then(compile),
    get(WEIGHTS),
    loader(base, card, fresh),
  ]);
  const functions = await load({ module, weights });
  return {
    card,
    call(name, inputs) {
      const outputs = functions[name]?.(...inputs) ?? [];
      return outputs.map((values) => Float32Array.from(values));
    },
  };
}

/** What passes the check of its digest, and still does not compile, is beyond this browser. */
async function compile(bytes: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(bytes);
  } catch {
    throw new NoWebAssemblyError();
  }
}

/** A script can only be had by its address, which names its digest, as those of all scripts do. */
async function loader(base: string, card: Card, fresh: boolean): Promise<Load> {
  const url = keyOf(new URL(LOADER, base), expected(card, LOADER));
  // A browser may remember that an address failed.
  if (fresh) url.searchParams.set("again", String(Date.now()));
  try {
    return ((await import(url.href)) as { default: Load }).default;
  } catch {
    throw new UserFacingError("The network's own code could not be fetched. Are you offline?");
  }
}

function expected(card: Card, file: string): Expected {
  const entry = card.files[file];
  if (entry === undefined) throw new UserFacingError(`card.json does not list ${file}.`);
  return entry;
}

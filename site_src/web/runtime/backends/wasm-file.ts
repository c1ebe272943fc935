/** The file of WebAssembly, with SIMD where the browser has it. Needs nothing of TensorFlow.js. */
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm";
import { fetchFile } from "../files.ts";

/** A module of eleven instructions that uses SIMD: valid only where the browser has it. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26,
  11,
]);

export const hasWasm = typeof WebAssembly === "object";
const hasSimd = hasWasm && WebAssembly.validate(simdProbe);

/** Size in bytes of the file that {@link wasmFile} fetches. */
export const wasmBytes = !hasWasm ? 0 : hasSimd ? LBL_WASM_SIMD_BYTES : LBL_WASM_BYTES;

let early: Promise<Response> | undefined;

/** Begins to fetch the file, for {@link wasmFile} to find it under way. */
export function prefetchWasm(): void {
  if (!hasWasm) return;
  early ??= fetchFile(address());
  // Whoever asks for the file is told what went wrong.
  early.catch(() => {});
}

/** Fetches the file, `fresh` past the browser's cache. Throws a UserFacingError when that fails. */
export function wasmFile(fresh: boolean): Promise<Response> {
  const begun = fresh ? undefined : early;
  early = undefined;
  return begun ?? fetchFile(address(), fresh);
}

function address(): URL {
  return new URL(hasSimd ? simdUrl : plainUrl, import.meta.url);
}

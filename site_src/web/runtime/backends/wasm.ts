/** Starts WebAssembly, with SIMD where the browser has it. */
import { registerBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm";
import { fetchFile } from "../files.ts";
import { counted, type Progress } from "../stream.ts";
import { instantiate } from "./wasm-module.ts";

/** A module of eleven instructions that uses SIMD: valid only where the browser has it. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26,
  11,
]);

export const hasWasm = typeof WebAssembly === "object";
const hasSimd = hasWasm && WebAssembly.validate(simdProbe);

/** Size in bytes of the file that {@link startWasm} fetches. */
export const wasmBytes = !hasWasm ? 0 : hasSimd ? LBL_WASM_SIMD_BYTES : LBL_WASM_BYTES;

/**
 * Starts WebAssembly and makes it TensorFlow.js's current backend.
 *
 * Throws a PlainError when the file cannot be fetched, another error when the browser refuses to
 * compile it.
 */
export async function startWasm(fresh: boolean, progress: Progress): Promise<void> {
  const url = new URL(hasSimd ? simdUrl : plainUrl, import.meta.url);
  const response = counted(await fetchFile(url, fresh), progress);
  const binary = await WebAssembly.compile(await response.arrayBuffer());
  const module = await instantiate(binary);
  registerBackend("wasm", () => new BackendWasm(module), 3);
  if (!(await setBackend("wasm"))) throw new Error("WebAssembly did not start.");
}

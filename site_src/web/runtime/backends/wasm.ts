/** Starts WebAssembly, with SIMD where the browser has it. */
import { registerBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { counted, type Progress } from "../stream.ts";
import { wasmFile } from "./wasm-file.ts";
import { instantiate } from "./wasm-module.ts";

/**
 * Starts WebAssembly and makes it TensorFlow.js's current backend.
 *
 * Throws a UserFacingError when the file cannot be fetched, another error when the browser refuses to
 * compile it.
 */
export async function startWasm(fresh: boolean, progress: Progress): Promise<void> {
  const response = counted(await wasmFile(fresh), progress);
  const binary = await WebAssembly.compile(await response.arrayBuffer());
  const module = await instantiate(binary);
  registerBackend("wasm", () => new BackendWasm(module), 3);
  if (!(await setBackend("wasm"))) throw new Error("WebAssembly did not start.");
}

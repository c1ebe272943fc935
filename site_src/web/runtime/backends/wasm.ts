/** Starts WebAssembly, with SIMD where the browser has it. */
import { registerBackend, setBackend } from "@tensorflow/tfjs-core";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm";
import wasmFactory, {
  type BackendWasmModule,
} from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";
import { fetchFile } from "../card.ts";
import { counted, type Progress } from "../stream.ts";

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
  // The stock start-up code fetches the file on its own, tells nobody how far it is and, when the
  // file is missing, neither succeeds nor fails. So the module is handed to Emscripten ready-made.
  const module = await new Promise<BackendWasmModule>((resolve, reject) => {
    const instantiateWasm = (
      imports: WebAssembly.Imports,
      ready: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object => {
      WebAssembly.instantiate(binary, imports).then((instance) => ready(instance, binary), reject);
      return {};
    };
    wasmFactory({
      instantiateWasm,
      locateFile: (path) => path,
      onAbort: (reason) => reject(new Error(reason)),
    }).then(resolve, reject);
  });
  // The package's types leave out what Emscripten's modules all have.
  const { cwrap } = module as unknown as {
    cwrap<F>(name: string, result: string | null, parameters: string[]): F;
  };
  module.tfjs = {
    init: cwrap("init", null, []),
    initWithThreadsCount: cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: cwrap("get_threads_count", "number", []),
    registerTensor: cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: cwrap("dispose_data", null, ["number"]),
    dispose: cwrap("dispose", null, []),
  };
  registerBackend("wasm", () => new BackendWasm(module), 3);
  if (!(await setBackend("wasm"))) throw new Error("WebAssembly did not start.");
}

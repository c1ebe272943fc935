/** Chooses what computes: WebAssembly with SIMD, WebAssembly without, or as a last resort JavaScript. */
import {
  findBackendFactory,
  registerBackend,
  registerKernel,
  removeBackend,
  setBackend,
} from "@tensorflow/tfjs-core";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm";
import wasmFactory, {
  type BackendWasmModule,
} from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu/dist/backend_cpu";
import { fetchFile } from "./card.ts";
import { cpuKernels } from "./kernels-cpu.ts";
import { wasmKernels } from "./kernels-wasm.ts";
import type { BackendName } from "./protocol.ts";
import { counted, type Progress } from "./stream.ts";

/** A module of eleven instructions that uses SIMD: valid only where the browser has it. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26,
  11,
]);

const hasWasm = typeof WebAssembly === "object";
const hasSimd = hasWasm && WebAssembly.validate(simdProbe);

/** Size in bytes of what {@link startBackend} will fetch. */
export const backendBytes = !hasWasm ? 0 : hasSimd ? LBL_WASM_SIMD_BYTES : LBL_WASM_BYTES;

/**
 * Starts the best backend that works here and makes it TensorFlow.js's current one.
 *
 * Throws a PlainError when the WebAssembly file cannot be fetched. A browser that refuses to
 * compile it computes in JavaScript instead: slower, the same numbers.
 */
export async function startBackend(fresh: boolean, progress: Progress): Promise<BackendName> {
  if (hasWasm) {
    const response = await fetchFile(new URL(hasSimd ? simdUrl : plainUrl, import.meta.url), fresh);
    try {
      await startWasm(counted(response, progress));
      return "wasm";
    } catch {
      if (findBackendFactory("wasm")) removeBackend("wasm");
    }
  }
  for (const kernel of cpuKernels) registerKernel(kernel);
  registerBackend("cpu", () => new MathBackendCPU(), 1);
  await setBackend("cpu");
  return "cpu";
}

async function startWasm(response: Response): Promise<void> {
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
  for (const kernel of wasmKernels) registerKernel(kernel);
  registerBackend("wasm", () => new BackendWasm(module), 2);
  if (!(await setBackend("wasm"))) throw new Error("the WASM backend did not start");
}

/** From a compiled WebAssembly file to what TensorFlow.js calls. */
import wasmFactory, {
  type BackendWasmModule,
} from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.js";

export async function instantiate(binary: WebAssembly.Module): Promise<BackendWasmModule> {
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
  return module;
}

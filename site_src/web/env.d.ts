/** Names that build.mjs fills in, and files that it copies and hands over as addresses. */

/** File name of the worker, with its hash, beside the other scripts. */
declare const LBL_WORKER_FILE: string;
/**
 * Digests (SHA-256) of the cards of the exported models, by the models' names, as JSON: as a text it lands only
 * where it is read, while an object would be a part of every script.
 */
declare const LBL_CARDS: string;
/** File names of what a first prediction takes, for each format of models. */
declare const LBL_RUNTIME_FILES: Readonly<
  Record<"layers-model" | "graph-model" | "wasm-model", readonly string[]>
>;
/** File names of what a training in the page takes. */
declare const LBL_TRAINING_FILES: readonly string[];
/** File name of the worker that trains the playground's network. */
declare const LBL_PLAYGROUND_WORKER: string;
/** File name of the worker that trains a player of three in a row. */
declare const LBL_GAME_WORKER: string;
/** File name of the worker in which two players learn from each other. */
declare const LBL_PLAYERS_WORKER: string;
/** Sizes in bytes of the two WebAssembly files, for an honest progress bar. */
declare const LBL_WASM_BYTES: number;
declare const LBL_WASM_SIMD_BYTES: number;

declare module "*.wasm" {
  /** Address of the copied file, relative to the script that imports it. */
  const url: string;
  export default url;
}

/** The kernels and gradients that build.mjs found to be needed: see Needs in runtime/task.ts. */
declare module "virtual:needs" {
  import type { GradConfig, KernelConfig } from "@tensorflow/tfjs-core";
  type Backend = import("./runtime/protocol.ts").EngineBackend;
  type Task = import("./runtime/tasks.ts").EngineTaskName;
  type Kernels = Promise<{ readonly kernels: readonly KernelConfig[] }>;
  /** Those of the exported models and of any prediction. */
  export const baseKernels: Readonly<Record<Backend, () => Kernels>>;
  /** Those that a task declares, beyond the base. */
  export const taskKernels: Readonly<Record<Task, Readonly<Record<Backend, () => Kernels>>>>;
  export const taskGradients: Readonly<
    Record<Task, () => Promise<{ readonly gradients: readonly GradConfig[] }>>
  >;
}

/** Registers the classes of layers that the exported models and the tasks name. */
declare module "virtual:layers" {}

declare module "*.css" {
  const text: string;
  export default text;
}

/** Bytes of Python's two large files, for an honest progress bar. */
declare const LBL_PYODIDE_BYTES: Readonly<Record<"wasm" | "library", number>>;
/** File name of the worker that runs Python, and those of all files that it takes. */
declare const LBL_PYTHON: { readonly worker: string; readonly files: readonly string[] };

declare module "*.zip" {
  /** Address of the copied file, relative to the script that imports it. */
  const url: string;
  export default url;
}

declare module "*.py" {
  const text: string;
  export default text;
}

declare module "pyodide/pyodide.asm.mjs" {
  type Options = NonNullable<Parameters<typeof import("pyodide").loadPyodide>[0]>;
  const createPyodideModule: NonNullable<Options["createPyodideModule"]>;
  export default createPyodideModule;
}

/** Names that build.mjs fills in, and files that it copies and hands over as addresses. */

/** File name of the worker, with its hash, beside the other scripts. */
declare const LBL_WORKER_FILE: string;
/** Sizes in bytes of the two WebAssembly files, for an honest progress bar. */
declare const LBL_WASM_BYTES: number;
declare const LBL_WASM_SIMD_BYTES: number;

declare module "*.wasm" {
  /** Address of the copied file, relative to the script that imports it. */
  const url: string;
  export default url;
}

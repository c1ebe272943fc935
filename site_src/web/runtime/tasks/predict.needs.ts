import type { Needs } from "../task.ts";

/**
 * What any prediction may need, whatever kernels the card names: batching, casting, and `Transpose`,
 * which the kernels of WebAssembly that reduce call themselves, so that no card names it.
 */
export const needs: Needs = {
  kernels: ["Cast", "Concat", "Fill", "Identity", "Reshape", "Slice", "Transpose"],
};

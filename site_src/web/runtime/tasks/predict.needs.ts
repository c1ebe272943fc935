import type { Needs } from "../task.ts";

/** What any prediction may need, whatever kernels the card names: batching and casting. */
export const needs: Needs = {
  kernels: ["Cast", "Concat", "Fill", "Identity", "Reshape", "Slice"],
};

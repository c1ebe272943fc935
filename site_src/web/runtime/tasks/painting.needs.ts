import type { Needs } from "../task.ts";
import { needs as backwards } from "./gradients.needs.ts";

/** Beyond going backwards through layers: means, and how much neighbours differ. */
export const needs: Needs = {
  gradients: backwards.gradients ?? [],
  kernels: [...(backwards.kernels ?? []), "Mean", "Sign"],
};

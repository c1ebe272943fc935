import type { Needs } from "../task.ts";

export const needs: Needs = { kernels: ["Mean"] };

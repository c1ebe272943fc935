import type { Plugin } from "esbuild";

export const minifiedStyles: Plugin;

/** Takes spaces and comments out of the elements' styles: esbuild leaves texts in code as they are. */
import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/** Styles without values from code, and without escapes, which mean something else in code. */
const STYLES = /\bcss`([^`$\\]*)`/g;

/** @type {import("esbuild").Plugin} */
export const minifiedStyles = {
  name: "minified-styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf-8");
      const styles = [...source.matchAll(STYLES)].map(([, text]) => text ?? "");
      const smaller = await Promise.all(
        styles.map((text) => transform(text, { loader: "css", minify: true })),
      );
      let next = 0;
      const contents = source.replaceAll(STYLES, () => `css\`${smaller[next++]?.code.trim()}\``);
      return { contents, loader: "ts" };
    });
  },
};

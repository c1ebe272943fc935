/** Modules that only a bundler can read: TensorFlow.js's files import folders, as Node may not. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Bundles the module `file` of this folder, as the site is bundled, and imports it. */
export async function bundled<T>(file: string): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "layers-bundle-"));
  try {
    const outfile = join(folder, "bundle.mjs");
    await build({
      entryPoints: [join(here, file)],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      mainFields: ["module", "main"],
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
      target: "es2022",
      logLevel: "error",
    });
    return (await import(pathToFileURL(outfile).href)) as T;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

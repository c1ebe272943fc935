import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../site_src/web");

/** The code of the browser part as one text, in which any run of white space is one blank. */
export async function webSource(): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const code = names.filter((name) => name.endsWith(".ts")).sort();
  const texts = await Promise.all(code.map((name) => readFile(join(folder, name), "utf-8")));
  return texts.join("\n").replace(/\s+/g, " ");
}

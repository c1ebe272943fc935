/**
 * What readers download, against an earlier revision: bundles the browser part of both with the same
 * exported models, in one run.
 *
 * - `landing`: scripts and styles of the landing page before anybody touches it;
 * - `prediction`: code up to the first prediction of digits, without the weights: that of the worker,
 *   and of the network itself where it is compiled.
 *
 * Sizes are bytes after `gzip -9`. The revision is `BASE` in the environment.
 *
 * Usage: npx tsx bench/bytes.ts [folder of exported models]. Writes bench/bytes.json.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const base = process.env["BASE"] ?? "60e5655";
const models = resolve(process.argv[2] ?? "site/models");
/** The network's own code, where it is compiled; a browser without relaxed SIMD takes the other module. */
const OWN = ["model.mjs", "model.relaxed.wasm"].map((file) => join(models, "digits-wasm", file));
/** Demos that stand on the landing page. */
const DEMOS = ["draw-and-classify", "train-here"];

interface Bytes {
  readonly landing: number;
  readonly prediction: number;
}

/** Bundles the browser part below `root`, for the models in `folder`, and measures it. */
async function measure(root: string, folder: string, target: string): Promise<Bytes> {
  const script = join(root, "site_src/web/build.mjs");
  execFileSync("node", [script, "--models", folder, "--target", target], { stdio: "pipe" });
  const names = await readdir(target);
  const contents = new Map<string, Buffer>();
  for (const name of names.filter((one) => /\.(js|css|wasm)$/.test(one))) {
    contents.set(name, await readFile(join(target, name)));
  }
  const size = (files: Iterable<string>): number =>
    [...files].reduce(
      (sum, file) => sum + gzipSync(contents.get(file) ?? Buffer.alloc(0), { level: 9 }).length,
      0,
    );
  /** Files that these import at once, and they themselves. */
  const withImports = (files: readonly string[]): Set<string> => {
    const all = new Set(files);
    for (const file of all) {
      const text = contents.get(file)?.toString() ?? "";
      for (const [, name] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
        if (name !== undefined) all.add(name);
      }
    }
    return all;
  };
  const chunk = (name: string): string => {
    const found = names.find((file) => file.startsWith(`${name}-`) && file.endsWith(".js"));
    if (found === undefined) throw new Error(`${root} has no ${name}`);
    return found;
  };
  const landing = withImports(["demos.js", ...DEMOS.map(chunk)]);
  const scripts = [...landing].map((file) => contents.get(file)?.toString() ?? "").join("");
  const listOf = (kind: string): string | undefined =>
    new RegExp(`"${kind}":(\\[[^\\]]*\\])`).exec(scripts)?.[1];
  const compiled = listOf("wasm-model");
  const list = compiled ?? listOf("layers-model");
  if (list === undefined) throw new Error(`${root} does not say what a prediction needs`);
  const needed = withImports(JSON.parse(list) as string[]);
  if (compiled !== undefined) {
    for (const file of OWN) {
      contents.set(file, await readFile(file));
      needed.add(file);
    }
  }
  return { landing: size([...landing, "site.css"]), prediction: size(needed) };
}

const folder = await mkdtemp(join(tmpdir(), "bytes-"));
try {
  const archive = execFileSync("git", ["archive", base, "site_src/web"], { maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  // Earlier revisions do not know compiled networks.
  const others = join(folder, "models");
  await cp(models, others, { recursive: true, filter: (path) => !path.endsWith("-wasm") });
  const before = await measure(folder, others, join(folder, "before"));
  const after = await measure(resolve("."), models, join(folder, "after"));
  const ratio = {
    landing: after.landing / before.landing,
    prediction: after.prediction / before.prediction,
  };
  const result = { base, unit: "bytes after gzip -9", before, after, ratio };
  await writeFile("bench/bytes.json", `${JSON.stringify(result, null, 2)}\n`);
  console.log(result);
} finally {
  await rm(folder, { recursive: true, force: true });
}

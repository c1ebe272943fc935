/**
 * What readers download, against an earlier revision: bundles the browser part of both with the same
 * exported models, in one run.
 *
 * - `landing`: scripts and styles of the landing page before anybody touches it;
 * - `prediction`: what is fetched from the touch to the first prediction of digits, without the model.
 *
 * Sizes are bytes after `gzip -9`. The revision is `BASE` in the environment.
 *
 * Usage: npx tsx bench/bytes.ts [folder of exported models]. Writes bench/bytes.json.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const base = process.env["BASE"] ?? "60e5655";
const models = resolve(process.argv[2] ?? "build/web/models");
/** Demos that stand on the landing page. */
const DEMOS = ["draw-and-classify", "train-here"];

interface Bytes {
  readonly landing: number;
  readonly prediction: number;
}

/** Bundles the browser part below `root`, and measures it. */
async function measure(root: string, target: string): Promise<Bytes> {
  const script = join(root, "site_src/web/build.mjs");
  execFileSync("node", [script, "--models", models, "--target", target], { stdio: "pipe" });
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
  const list = /"layers-model":(\[[^\]]*\])/.exec(scripts)?.[1];
  if (list === undefined) throw new Error(`${root} does not say what a prediction needs`);
  const needed = JSON.parse(list) as string[];
  return { landing: size([...landing, "site.css"]), prediction: size(withImports(needed)) };
}

const folder = await mkdtemp(join(tmpdir(), "bytes-"));
try {
  const archive = execFileSync("git", ["archive", base, "site_src/web"], { maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  await symlink(resolve("node_modules"), join(folder, "node_modules"));
  const before = await measure(folder, join(folder, "before"));
  const after = await measure(resolve("."), join(folder, "after"));
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

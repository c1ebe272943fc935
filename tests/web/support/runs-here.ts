/** A site of one tutorial whose cells run in the page: see runs_here/build_page.py. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const run = promisify(execFile);

/** Builds it into a temporary folder. */
export async function buildRunsHere(): Promise<{
  readonly folder: string;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "layers-runs-here-"));
  const bundle = ["--models", join(folder, "models"), "--target", join(folder, "assets")];
  await run("node", [join(root, "site_src/web/build.mjs"), ...bundle], { cwd: root });
  const script = join(here, "runs_here/build_page.py");
  const environment = { ...process.env, PYTHONPATH: `${join(root, "exporters/src")}:${root}` };
  const options = { cwd: root, env: environment };
  await run(join(root, ".venv/bin/python"), [script, folder], options);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

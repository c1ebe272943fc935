/** A site of models that no tutorial has, and the scripts to run them: see fixtures.py. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve, type Server } from "./serve.ts";
import { siteFolder } from "./site.ts";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const run = promisify(execFile);

/**
 * Exports the models, adds those of the built site that are named, bundles what they need, and
 * serves all that until it is closed.
 */
export function serveFixtures(...ofSite: readonly string[]): Promise<Server> {
  return bundledFor(async (models) => {
    await run(join(root, ".venv/bin/python"), [join(here, "fixtures.py"), models], { cwd: root });
    await copyModels(ofSite, models);
  });
}

/**
 * Bundles the elements that need no model, under the plain names that a demo page knows, and serves
 * them, with those models of the built site that are named.
 */
export function serveElements(...ofSite: readonly string[]): Promise<Server> {
  return bundledFor(async (models) => {
    await mkdir(models);
    await copyModels(ofSite, models);
  });
}

async function copyModels(names: readonly string[], target: string): Promise<void> {
  for (const name of names)
    await cp(join(siteFolder, "models", name), join(target, name), { recursive: true });
}

async function bundledFor(write: (models: string) => Promise<void>): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "layers-fixtures-"));
  const models = join(folder, "models");
  await write(models);
  const arguments_ = ["--models", models, "--target", join(folder, "assets")];
  await run("node", [join(root, "site_src/web/build.mjs"), ...arguments_], { cwd: root });
  for (const data of ["data/photos", "data/birds"])
    await cp(join(root, "docs", data), join(folder, data), { recursive: true });
  const server = await serve(folder);
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

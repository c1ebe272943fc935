/** `make serve` while a tutorial still runs: its page is there, and gets its numbers by itself. */
import assert from "node:assert/strict";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { violations } from "../support/axe.ts";
import { launch } from "../support/launch.ts";
import { fits } from "../support/site.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const python = join(root, ".venv/bin/python");
const clone = `
import sys
from pathlib import Path
from bench.support.clone import make_clone
print(make_clone(Path(sys.argv[1])).script)
`;

let browser: Browser;
let folder: string;
let url: string;
let server: ChildProcess;

/** A port that nothing listens at. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "layers-serving-"));
  const repository = join(folder, "repository");
  const { stdout } = await promisify(execFile)(python, ["-c", clone, repository], { cwd: root });
  const script = stdout.trim();
  // Its run ends when the test wants it to.
  const waits = `
import time
from pathlib import Path

while not Path("${folder}/go").exists():
    time.sleep(0.05)
`;
  await writeFile(script, (await readFile(script, "utf8")) + waits);
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  const command = ["-m", "site_src.pipeline", "serve", "--address", `127.0.0.1:${port}`];
  server = spawn(python, command, {
    cwd: repository,
    env: { ...process.env, LAYERS_CACHE: join(folder, "cache"), PYTHONPATH: "" },
    stdio: "ignore",
  });
  browser = await launch();
});

after(async () => {
  await (browser as Browser | undefined)?.close();
  const ended = once(server, "exit");
  server.kill("SIGINT");
  await ended;
  await rm(folder, { recursive: true, force: true });
});

test("a page is there before its numbers, says so, and gets them by itself", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const address = `${url}tutorials/adding/`;
  const answers = async (): Promise<boolean> =>
    page.goto(address).then(
      (answer) => answer?.status() === 200,
      () => false,
    );
  while (!(await answers())) await page.waitForTimeout(200);
  await page.getByText("This page is being computed").waitFor();
  await page.getByText("Two and three make …").waitFor();
  const bar = page.getByRole("complementary", { name: "How far this site is" });
  assert.equal((await bar.innerText()).trim(), "0 of 1 computed");
  await fits(page);
  assert.deepEqual(await violations(page, ".lbl-computing"), []);

  await writeFile(join(folder, "go"), "");
  await page.getByText("Two and three make 5.").waitFor({ timeout: 120_000 });
  assert.equal(await bar.count(), 0);
});

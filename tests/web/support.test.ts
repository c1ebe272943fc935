import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { findBrowser } from "./support/launch.ts";
import { serve, type Server } from "./support/serve.ts";

let folder: string;
let server: Server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "layer-by-layer-"));
  await mkdir(join(folder, "site/page"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "outside the site");
  await writeFile(join(folder, "site/index.html"), "<h1>Hello</h1>");
  await writeFile(join(folder, "site/page/index.html"), "<h1>Page</h1>");
  await writeFile(join(folder, "site/code.wasm"), "\0asm");
  server = await serve(join(folder, "site"), { headers: { "x-test": "yes" } });
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe("the static server", () => {
  test("serves folders by their index.html", async () => {
    assert.equal(await (await fetch(server.url)).text(), "<h1>Hello</h1>");
    assert.equal(await (await fetch(`${server.url}page/`)).text(), "<h1>Page</h1>");
    assert.equal((await fetch(`${server.url}page`)).url, `${server.url}page/`);
  });

  test("knows the type that WebAssembly needs, and adds the headers it was given", async () => {
    const { headers } = await fetch(`${server.url}code.wasm`);
    assert.equal(headers.get("content-type"), "application/wasm");
    assert.equal(headers.get("x-test"), "yes");
  });

  test("gives nothing that is missing or outside", async () => {
    assert.equal((await fetch(`${server.url}missing`)).status, 404);
    assert.equal((await fetch(`${server.url}..%2fsecret.txt`)).status, 404);
  });
});

describe("finding a browser", () => {
  test("CHROME comes first, and must be a program", async () => {
    const program = join(folder, "browser");
    await writeFile(program, "");
    assert.throws(() => findBrowser({ CHROME: program, PATH: "" }), /CHROME is set to/);
    await chmod(program, 0o755);
    assert.equal(findBrowser({ CHROME: program, PATH: "" }), program);
  });

  test("then the PATH is searched", async () => {
    const program = join(folder, "google-chrome");
    await writeFile(program, "", { mode: 0o755 });
    assert.equal(findBrowser({ PATH: `/nowhere:${folder}` }), program);
  });

  test("without one there is one clear line", () => {
    assert.throws(() => findBrowser({ PATH: `${folder}/site` }, "linux"), /install Chromium/);
  });
});

/** Pages that were visited work without a network, and never as a mixture of two versions. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { serve, type Server } from "../support/serve.ts";
import { draw, seven, siteFolder, told, winner } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();

/** A copy of the site behind a server that can go away, and a page of a browser that has seen nothing. */
async function withSite(
  check: (world: {
    folder: string;
    page: Page;
    url: string;
    /** Nothing answers any more. */
    unplug(): Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "layer-by-layer-"));
  const server: Server = await serve(folder, { prefix: "/some/where/" });
  const context = await here.browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  try {
    await cp(siteFolder, folder, { recursive: true });
    await check({ folder, page, url: server.url, unplug: () => server.close() });
  } finally {
    await context.close();
    await server.close().catch(() => {});
    await rm(folder, { recursive: true });
  }
}

async function open(page: Page, url: string, kept: "page" | "demos"): Promise<void> {
  await page.goto(url);
  const state = kept === "page" ? "html[data-offline]" : "html[data-offline=demos]";
  await page.locator(state).waitFor({ state: "attached" });
}

/** Publishes another version: other pages, another script, the old one gone. */
async function publish(folder: string): Promise<void> {
  const assets = join(folder, "assets");
  const script = (await readdir(assets)).find((name) => /^demos-\w+\.js$/.test(name));
  assert.ok(script);
  await rename(join(assets, script), join(assets, "demos-0123456789.js"));
  const list = JSON.parse(await readFile(join(assets, "files.json"), "utf8")) as {
    version: string;
    files: string[];
  };
  const pages = await readdir(folder, { recursive: true });
  for (const name of pages.filter((path) => path.endsWith(".html"))) {
    const text = await readFile(join(folder, name), "utf8");
    const changed = text
      .replaceAll(list.version, "bbbbbbbbbb")
      .replaceAll(script, "demos-0123456789.js")
      .replace("<title>", "<title>Newer: ");
    await writeFile(join(folder, name), changed);
  }
  const files = list.files.map((file) => file.replace(script, "demos-0123456789.js"));
  await writeFile(join(assets, "files.json"), JSON.stringify({ version: "bbbbbbbbbb", files }));
}

/** The versions whose pages are kept. */
function versions(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await caches.keys()).filter((name) => name.startsWith("pages-")).sort(),
  );
}

describe("without a network", { concurrency: 2 }, () => {
  test("load, unplug, reload, draw", async () => {
    await withSite(async ({ page, url, unplug }) => {
      await open(page, `${url}tutorials/digits/`, "demos");
      await unplug();
      await page.reload();
      const demo = page.locator("draw-and-classify").first();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.equal(await winner(demo), "7");
      assert.equal(await demo.locator(".row button").count(), 12);
    });
  });

  test("a network that was trained in the page can be trained again", async () => {
    await withSite(async ({ page, url, unplug }) => {
      await open(page, url, "page");
      const demo = page.locator("train-here");
      const teach = async (): Promise<void> => {
        await draw(demo, seven);
        await told(demo, /It has no idea\.$/);
        await demo.locator("button.strong").click();
        await demo.locator("xpath=self::*[@data-state='done']").waitFor({ timeout: 180_000 });
      };
      await teach();
      await page.locator("html[data-offline=demos]").waitFor({ state: "attached" });
      await unplug();
      await page.reload();
      await teach();
      assert.equal(await winner(demo), "7");
    });
  });

  test("pages that were visited are there, others say what is the matter", async () => {
    await withSite(async ({ page, url, unplug }) => {
      await open(page, `${url}guide/`, "page");
      await open(page, `${url}about/data/`, "page");
      await unplug();
      await page.goto(`${url}guide/`);
      assert.ok((await page.locator("article h1").innerText()).length > 3);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.notEqual(background, "rgba(0, 0, 0, 0)", "the styles are missing");
      await page.goto(`${url}guide/hardware/`);
      await page.getByText("has not been opened before").waitFor();
    });
  });
});

describe("when a new version is published", { concurrency: 2 }, () => {
  test("everything that is kept becomes the new version", async () => {
    await withSite(async ({ folder, page, url, unplug }) => {
      await open(page, `${url}guide/`, "page");
      await open(page, `${url}about/data/`, "page");
      const [old] = await versions(page);
      await publish(folder);
      await open(page, `${url}guide/`, "page");
      assert.match(await page.title(), /^Newer: /);
      await page.waitForFunction(
        async (name) => !(await caches.keys()).includes(name),
        old as string,
      );
      assert.deepEqual(await versions(page), ["pages-bbbbbbbbbb"]);
      const scripts = await page.evaluate(async () => {
        const kept = await (await caches.open("assets")).keys();
        return kept.map(({ url }) => url).filter((name) => /\/demos-/.test(name));
      });
      assert.deepEqual(scripts, [`${url}assets/demos-0123456789.js`], "the old script is kept");
      await unplug();
      for (const path of ["guide/", "about/data/"]) {
        await page.goto(url + path);
        assert.match(await page.title(), /^Newer: /, path);
      }
    });
  });

  test("an update that breaks off leaves the old version, whole", async () => {
    await withSite(async ({ folder, page, url, unplug }) => {
      await open(page, `${url}guide/`, "page");
      await open(page, `${url}about/data/`, "page");
      const [old = ""] = await versions(page);
      await publish(folder);
      // One of the pages to be fetched again is of yet another version: that one has begun to come.
      const other = join(folder, "about/data/index.html");
      const text = await readFile(other, "utf8");
      await writeFile(other, text.replaceAll("bbbbbbbbbb", "cccccccccc"));
      await page.goto(`${url}guide/`);
      assert.match(await page.title(), /^Newer: /);
      await page.waitForFunction(async () => (await caches.keys()).includes("pages-bbbbbbbbbb"));
      await unplug();
      for (const path of ["guide/", "about/data/"]) {
        await page.goto(url + path);
        assert.doesNotMatch(await page.title(), /^Newer: /, path);
      }
      assert.ok((await versions(page)).includes(old));
    });
  });
});

/** Pages that were visited work without a network, and never as a mixture of two versions; nor are
 * open ones left behind by an update. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
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
  // The reader scrolls.
  await page.evaluate(() => dispatchEvent(new Event("scroll")));
  const state = kept === "page" ? "html[data-offline]" : "html[data-offline=demos]";
  await page.locator(state).waitFor({ state: "attached" });
}

/** Publishes another version: other pages, all scripts under other names, another card of a model. */
async function publish(folder: string): Promise<void> {
  const assets = join(folder, "assets");
  const { version, files } = JSON.parse(await readFile(join(assets, "files.json"), "utf8")) as {
    version: string;
    files: Record<string, string>;
  };
  const changes = new Map([[version, "bbbbbbbbbb"]]);
  for (const name of await readdir(assets)) {
    const [, stem, hash] = /^([\w-]+)-([0-9A-Z]{8}|[0-9a-f]{10})\.js$/.exec(name) ?? [];
    if (stem === undefined || hash === undefined) continue;
    const first = hash.startsWith("Z") ? "Y" : "Z";
    const newer = stem === "demos" ? "0123456789" : `${first}${hash.slice(1)}`;
    changes.set(name, name.replace(hash, newer));
    await rename(join(assets, name), join(assets, name.replace(hash, newer)));
  }
  const name = "models/digits-wasm/card.json";
  const card = join(folder, name);
  await writeFile(card, `${await readFile(card, "utf8")} `);
  const [before, after] = [files[name] ?? "", await sha256(card)];
  changes.set(before, after);
  // What the scripts know of it, and look for; whole digests come first.
  changes.set(before.slice(0, 10), after.slice(0, 10));

  const parts = new RegExp([...changes.keys()].join("|").replaceAll(".", "\\."), "g");
  const texts = await readdir(folder, { recursive: true });
  for (const name of texts.filter((path) => /\.html$|^assets[^.]*\.js$/.test(path))) {
    const text = (await readFile(join(folder, name), "utf8"))
      .replace(parts, (part) => changes.get(part) ?? part)
      .replace("<title>", "<title>Newer: ");
    await writeFile(join(folder, name), text);
  }
  const listed: Record<string, string> = {};
  for (const path of Object.keys(files)) {
    const name = path.replace(parts, (part) => changes.get(part) ?? part);
    listed[name] = await sha256(join(folder, name));
  }
  const list = JSON.stringify({ version: "bbbbbbbbbb", files: listed });
  await writeFile(join(assets, "files.json"), list);
}

async function sha256(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex")
    .slice(0, 32);
}

/** Waits until the new version is complete, and the old one gone. */
async function moved(page: Page): Promise<void> {
  const end = Date.now() + 20_000;
  let kept = await versions(page);
  while (kept.join() !== "pages-bbbbbbbbbb") {
    assert.ok(Date.now() < end, `still there: ${kept.join(", ")}`);
    await page.waitForTimeout(100);
    kept = await versions(page);
  }
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

test("a script that came damaged once is fetched again with the next visit", async () => {
  await withSite(async ({ folder, page, url }) => {
    // From here on the service worker answers.
    await open(page, `${url}guide/`, "page");
    const assets = join(folder, "assets");
    const name = (await readdir(assets)).find((file) => /^draw-and-classify-\w+\.js$/.test(file));
    const script = join(assets, name ?? "");
    const content = await readFile(script);
    await writeFile(script, "This is a page of the hotel's network.");
    await page.goto(`${url}tutorials/digits/`);
    const demo = page.locator("draw-and-classify").first();
    const answered = page.waitForResponse((response) => response.url().endsWith(name ?? ""));
    await demo.scrollIntoViewIfNeeded();
    await answered;
    // All the others are kept all the same.
    await page.waitForFunction(
      async (used) => {
        const kept = (await (await caches.open("assets")).keys()).map(({ url }) => url);
        return used.every((name) => kept.some((url) => url.endsWith(name)));
      },
      await page.evaluate(
        (damaged) =>
          [...document.querySelectorAll<HTMLElement>("script[src], link[rel=stylesheet]")]
            .map((element) => element.getAttribute("src") ?? element.getAttribute("href") ?? "")
            .map((address) => address.split("/").at(-1) ?? "")
            .filter((file) => file !== damaged && /-\w{8,10}\.(js|css)$/.test(file)),
        name,
      ),
    );
    await writeFile(script, content);
    await page.reload();
    await draw(demo, seven);
    await told(demo, /^Looks like a 7/);
  });
});

describe("when a new version is published", { concurrency: 2 }, () => {
  test("everything that is kept becomes the new version", async () => {
    await withSite(async ({ folder, page, url, unplug }) => {
      await open(page, `${url}guide/`, "page");
      await open(page, `${url}about/data/`, "page");
      await publish(folder);
      await open(page, `${url}guide/`, "page");
      assert.match(await page.title(), /^Newer: /);
      await moved(page);
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

  test("a page that was visited has its demo still, without having been opened again", async () => {
    await withSite(async ({ folder, page, url, unplug }) => {
      await open(page, `${url}tutorials/digits/`, "demos");
      await publish(folder);
      await page.goto(`${url}guide/`);
      await moved(page);
      await unplug();
      await page.goto(`${url}tutorials/digits/`);
      assert.match(await page.title(), /^Newer: /);
      const demo = page.locator("draw-and-classify").first();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const names = await page.evaluate(async () => {
        const kept = await Promise.all(
          ["assets", "models"].map(async (name) => (await caches.open(name)).keys()),
        );
        return kept.flat().map(({ url }) => url);
      });
      const cards = names.filter((name) => name.includes("models/digits-wasm/card.json"));
      assert.equal(cards.length, 1, "the old model is kept, too");
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

describe("a tab that stays open while a new version is published", { concurrency: 2 }, () => {
  const tutorial = "tutorials/digits/";
  const reads = async (page: Page): Promise<void> => {
    assert.match(await page.title(), /^Newer: /);
    const demo = page.locator("draw-and-classify").first();
    await draw(demo, seven);
    await told(demo, /^Looks like a 7/);
  };
  /** Clicks on the demo's Retry: the page of today is then opened. */
  const retry = async (page: Page): Promise<void> => {
    const demo = page.locator("draw-and-classify").first();
    const alert = demo.locator("xpath=self::*[@role='alert']").or(demo.locator("[role=alert]"));
    await alert.first().waitFor();
    assert.doesNotMatch(await alert.first().innerText(), /switched off/);
    const opened = page.waitForEvent("load");
    await demo.getByRole("button", { name: "Retry" }).click();
    await opened;
  };

  test("says that the code of a demo did not come, and Retry opens the new page", async () => {
    await withSite(async ({ folder, page, url }) => {
      await page.setViewportSize({ width: 1000, height: 200 });
      await page.goto(url + tutorial);
      await publish(folder);
      await page.locator("draw-and-classify").first().scrollIntoViewIfNeeded();
      await retry(page);
      await reads(page);
    });
  });

  test("says that the network's code did not come, and Retry opens the new page", async () => {
    await withSite(async ({ folder, page, url }) => {
      await page.goto(url + tutorial);
      const demo = page.locator("draw-and-classify").first();
      await demo.locator("lbl-pad canvas").waitFor();
      await publish(folder);
      await draw(demo, seven);
      await retry(page);
      await reads(page);
    });
  });

  test("is moved on with another tab, whose visit removed what this one had kept", async () => {
    await withSite(async ({ folder, page, url }) => {
      await open(page, url + tutorial, "demos");
      await publish(folder);
      const other = await page.context().newPage();
      await other.goto(`${url}guide/`);
      await moved(other);
      await draw(page.locator("draw-and-classify").first(), seven);
      await retry(page);
      await reads(page);
    });
  });

  test("runs its cells in the new page, with what the reader wrote", async () => {
    await withSite(async ({ folder, page, url }) => {
      await page.goto(`${url}tutorials/one_neuron/`);
      const cell = page.locator("run-cell").first();
      await cell.scrollIntoViewIfNeeded();
      await cell.getByRole("button", { name: "Edit" }).click();
      await cell.locator(".cm-content").click();
      await page.keyboard.type("# mine");
      await publish(folder);
      const run = cell.getByRole("button", { name: "Run" });
      await run.click();
      await cell.getByText("could not be loaded").waitFor();
      const opened = page.waitForEvent("load");
      await run.click();
      await opened;
      assert.match(await page.title(), /^Newer: /);
      // Where there is a version of the reader's, the editor opens by itself.
      await cell.scrollIntoViewIfNeeded();
      await cell.locator(".cm-content", { hasText: "# mine" }).waitFor();
    });
  });
});

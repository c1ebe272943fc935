/** The pages around the demos, in a real browser: the catalogue, marks, keys, the projector. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { quietly, visit, type Visit, type VisitOptions } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();

async function onPage(
  path: string,
  check: (page: Page, visited: Visit) => Promise<void>,
  options: VisitOptions = {},
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + path, options);
  await quietly(visited, here.server.url, () => check(visited.page, visited));
}

const shown = (page: Page) => page.locator(".lbl-resources > li:visible").count();

test("the catalogue is whole without JavaScript", async () => {
  await onPage(
    "resources/",
    async (page) => {
      assert.ok((await shown(page)) >= 200);
      assert.match(await page.locator("resource-filter").innerText(), /complete without/);
    },
    { javaScriptEnabled: false },
  );
});

test("the catalogue is searched while one types, and the address keeps the question", async () => {
  await onPage("resources/", async (page) => {
    const search = page.getByRole("searchbox", { name: "Search in the resources" });
    await search.fill("karpathy backprop");
    await page.getByLabel("kind", { exact: true }).selectOption("article");
    const found = await shown(page);
    assert.ok(found >= 1 && found < 10, `${found} found`);
    assert.match(await page.locator("resource-filter [role=status]").innerText(), /^\d of \d+/);
    // Sections without a hit are gone, with their headings.
    assert.equal(await page.locator("h2", { hasText: "Sound" }).isVisible(), false);
    const address = page.url();
    assert.match(address, /\?find=karpathy\+backprop&kind=article$/);
    await page.goto(here.server.url);
    await page.goto(address);
    await page.locator("resource-filter:defined input").waitFor();
    assert.equal(await search.inputValue(), "karpathy backprop");
    assert.equal(await shown(page), found);
    await page.locator("resource-filter").getByRole("button", { name: "Clear" }).click();
    assert.ok((await shown(page)) >= 200);
    assert.equal(new URL(page.url()).search, "");
    await search.fill("no such resource anywhere");
    assert.match(await page.locator("resource-filter [role=status]").innerText(), /Nothing fits/);
  });
});

test("the search of the site answers, and its worker comes with the first question", async () => {
  await onPage("guide/start/", async (page, { requests }) => {
    await page.waitForLoadState("networkidle");
    const worker = /\/javascripts\/workers\/search/;
    assert.deepEqual(
      requests.filter((url) => worker.test(new URL(url).pathname)),
      [],
    );
    await page.getByRole("textbox", { name: "Search", exact: true }).click();
    await page.keyboard.type("backpropagation", { delay: 20 });
    await page.locator(".md-search-result__item").first().waitFor();
    assert.match(await page.locator(".md-search-result__meta").innerText(), /matching/);
    // And the next question, which is another one's.
    const found = await page.locator(".md-search-result__link").first().getAttribute("href");
    await page.keyboard.type(" spreadsheet", { delay: 20 });
    await page.locator('.md-search-result__link[href*="spreadsheet"]').first().waitFor();
    assert.ok(found);
  });
});

test("a page is marked as done, the mark shows elsewhere, is exported, and deleted", async () => {
  await onPage(
    "tutorials/digits/",
    async (page) => {
      await page.getByRole("button", { name: "Mark as done" }).click();
      await page.getByRole("button", { name: /Done on \d{4}-\d\d-\d\d/ }).waitFor();
      await page.goto(`${here.server.url}paths/afternoon/`);
      await page.locator('.lbl-steps > li[data-page="digits"][data-done]').waitFor();
      await page.locator('.lbl-wide a[data-page="digits"][data-done]').waitFor();
      await page.goto(`${here.server.url}tutorials/digits/`);
      // Whoever comes back is asked first.
      await page.locator("details.lbl-recall[open]").waitFor();
      await page.goto(`${here.server.url}paths/`);
      const progress = page.locator("reader-progress");
      await progress.getByText("1 page done").waitFor();
      assert.match(await progress.innerText(), /Go on where you left: Your first network/);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Take it along" }).click();
      const file = await (await download).path();
      const kept = JSON.parse(await readFile(file, "utf8")) as { done: Record<string, string> };
      assert.deepEqual(Object.keys(kept.done), ["digits"]);
      page.on("dialog", (dialog) => void dialog.accept());
      await page.getByRole("button", { name: "Delete everything" }).click();
      await progress.getByText("Nothing is marked").waitFor();
      assert.equal(
        await page.evaluate(() => localStorage.getItem("layer-by-layer/1/progress")),
        null,
      );
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Bring a file back" }).click();
      await (await chooser).setFiles(file);
      await progress.getByText("1 page done").waitFor();
    },
    { acceptDownloads: true },
  );
});

test("keys lead to pages, tell what they do, and can be switched off", async () => {
  await onPage("guide/start/", async (page) => {
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keys" });
    await help.getByText("the tutorials").waitFor();
    await help.getByLabel("Keys are on").uncheck();
    await help.getByRole("button", { name: "Close" }).click();
    await page.keyboard.press("t");
    await page.keyboard.press("?");
    assert.equal(await help.isVisible(), false);
    assert.match(page.url(), /guide\/start\/$/);
    await page.evaluate(() => localStorage.removeItem("layer-by-layer/1/keys"));
    const scheme = () => page.evaluate(() => document.body.dataset["mdColorScheme"]);
    const first = await scheme();
    // As if the next frame, which takes the focus from the closed dialog, were late.
    await page.locator("dialog.lbl-keys").evaluate((dialog) => {
      const key = new KeyboardEvent("keydown", { key: "d", bubbles: true });
      dialog.dispatchEvent(key);
    });
    assert.notEqual(await scheme(), first);
    await page.keyboard.press("t");
    await page.waitForURL(/\/tutorials\/$/);
  });
});

test("typing in the search is typing", async () => {
  await onPage("resources/", async (page) => {
    const search = page.getByRole("searchbox", { name: "Search in the resources" });
    await search.pressSequentially("tg?");
    assert.equal(await search.inputValue(), "tg?");
    assert.equal(await page.getByRole("dialog", { name: "Keys" }).count(), 0);
  });
});

test("projector mode is large, bare, in the address, and goes from section to section", async () => {
  await onPage("tutorials/digits/?projector", async (page) => {
    await page.locator("html[data-projector]").waitFor();
    assert.equal(await page.locator(".md-header").isVisible(), false);
    const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press("PageDown");
    await page.waitForFunction((y) => scrollY > y, before);
    await page.keyboard.press("b");
    await page.locator("html:not([data-projector])").waitFor();
    assert.ok(
      (await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))) < size,
    );
    assert.doesNotMatch(page.url(), /projector/);
  });
});

test("a page that is not there has a way back", async () => {
  await onPage("404.html", async (page) => {
    assert.match(await page.locator("h1").innerText(), /not found \(99.7%\)/);
    await page.getByRole("link", { name: "Back to the start" }).click();
    await page.locator("train-here").waitFor();
  });
});

test("on paper there is the text, and nothing to press", async () => {
  await onPage("tutorials/digits/", async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const hidden of [".md-header", ".md-sidebar", "reader-done", ".lbl-downloads"]) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    }
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ground, "rgb(255, 255, 255)");
    assert.ok((await page.pdf({ format: "A4" })).length > 20_000);
  });
});

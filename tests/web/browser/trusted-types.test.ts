/** Where scripts make HTML or code of a text: the places that docs/contributing/threats.md lists, and no other. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { serve } from "../support/serve.ts";
import { draw, near, seven, siteFolder, told } from "../support/site.ts";
import { world } from "../support/world.ts";

const headers = { "Content-Security-Policy-Report-Only": "require-trusted-types-for 'script'" };
const here = world(() => serve(siteFolder, { headers }));

const pages: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "": search,
  "tutorials/digits/": async (page) => {
    const demo = page.locator("draw-and-classify").first();
    await draw(demo, seven);
    await told(demo, /^Looks like a 7/);
    await search(page);
  },
  "play/playground/": async (page) => {
    const playground = await near(page.locator("network-playground"));
    await playground.locator("figure").waitFor();
  },
  "resources/": search,
  "about/stored-data/": search,
};

/** Uses what the theme brings: the search, the palette, the button that copies. */
async function search(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Search", exact: true }).click();
  await page.keyboard.type("spreadsheet");
  await page.locator(".md-search-result__link").first().waitFor();
  await page.keyboard.press("Escape");
  await page.locator("label.md-header__button[for^=__palette]:visible").click();
  const copy = page.locator(".md-code__button, .md-clipboard").first();
  if ((await copy.count()) > 0) await copy.click();
}

/** Opens a page, does something in it, and returns the places that the browser reported. */
async function reported(path: string, use: (page: Page) => Promise<void>): Promise<string[]> {
  const context = await here.browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const places = new Set<string>();
    await page.exposeFunction("report", (place: string) => places.add(place));
    await page.addInitScript("globalThis.__name = (value) => value;");
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        if (event.effectiveDirective !== "require-trusted-types-for") return;
        const script = event.sourceFile.split("/").at(-1) ?? "";
        const whose = script.startsWith("bundle.") ? "theme" : "ours";
        (globalThis as unknown as { report(place: string): void }).report(
          `${whose}: ${event.sample.split("|")[0] ?? ""}`,
        );
      });
    });
    await page.goto(here.server.url + path);
    await use(page);
    await page.waitForLoadState("networkidle");
    return [...places];
  } finally {
    await context.close();
  }
}

/** The rows of the table: whose script, and the place. */
async function documented(): Promise<string[]> {
  const text = await readFile("docs/contributing/threats.md", "utf8");
  return [...text.matchAll(/^\| (theme|ours) \| ([\w ]+) \|/gm)].map(
    ([, whose, place]) => `${whose ?? ""}: ${place ?? ""}`,
  );
}

test("text becomes HTML or code in the documented places only", async () => {
  const found = new Set<string>();
  for (const [path, use] of Object.entries(pages)) {
    for (const place of await reported(path, use)) found.add(place);
  }
  assert.deepEqual([...found].sort(), (await documented()).sort());
});

test("the browser reports a place that is new", async () => {
  const places = await reported("guide/", (page) =>
    page.evaluate(() => {
      document.body.insertAdjacentHTML("beforeend", "<b>new</b>");
    }),
  );
  assert.ok(places.includes("ours: Element insertAdjacentHTML"), places.join());
});

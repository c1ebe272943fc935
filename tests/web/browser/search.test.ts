/** The search of the site: nothing comes before it is touched, and newcomers find what answers them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { quietly, visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();

/** What newcomers type, and the page that answers it. */
const questions: Readonly<Record<string, string>> = {
  "image classifier": "tutorials/own_photos/",
  "first network": "tutorials/digits/",
  "how to install": "run-it-yourself/",
  "how many examples": "tutorials/how_much_data/",
  "graphics card": "guide/hardware/",
  "choosing a framework": "guide/frameworks/",
  "what does it see": "tutorials/look_inside/",
  spreadsheet: "tutorials/spreadsheet/",
  "language model": "guide/language-models/",
  mathematics: "guide/mathematics/",
};

/** Asks as a reader does, and gives the addresses of the pages that come first. */
async function found(page: Page, question: string): Promise<string[]> {
  const box = page.getByRole("textbox", { name: "Search", exact: true });
  const meta = page.locator(".md-search-result__meta");
  // The theme looks at the box when a key goes up.
  const ask = async (text: string): Promise<void> => {
    await box.fill(text);
    await box.press("End");
  };
  // Two questions may have the same first answer: in between stands one that has none.
  await ask("qqqqqqqq");
  await meta.filter({ hasText: "No matching" }).waitFor();
  await ask(question);
  await meta.filter({ hasText: /\d matching/ }).waitFor();
  const links = page.locator(".md-search-result__item > .md-search-result__link");
  const all = await links.evaluateAll((items) =>
    items.map((item) => (item as HTMLAnchorElement).href),
  );
  return [...new Set(all.map((address) => new URL(address).pathname.slice(1)))].slice(0, 3);
}

test("ten questions of newcomers find the page that answers them", async () => {
  const visited = await visit(here.browser, here.server.url);
  await quietly(visited, here.server.url, async () => {
    const { page } = visited;
    await page.getByRole("textbox", { name: "Search", exact: true }).click();
    const lost: string[] = [];
    for (const [question, answer] of Object.entries(questions)) {
      const pages = await found(page, question);
      if (!pages.includes(answer)) lost.push(`${question}: ${pages.join(", ")}`);
    }
    assert.deepEqual(lost, []);
  });
});

test("no index comes before the search is touched", async () => {
  const visited = await visit(here.browser, here.server.url);
  await quietly(visited, here.server.url, async () => {
    const { page, requests } = visited;
    const index = (): string[] =>
      requests.filter((url) => /search_index|workers\//.test(new URL(url).pathname));
    await page.waitForLoadState("networkidle");
    assert.deepEqual(index(), []);
    await page.getByRole("textbox", { name: "Search", exact: true }).click();
    await found(page, "spreadsheet");
    assert.equal(index().length, 2);
  });
});

test("without site data the theme works: search, palette, copying", async () => {
  const prepare = (page: Page): Promise<unknown> =>
    page.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(globalThis, name, {
          configurable: true,
          get() {
            throw new DOMException("Access is denied for this document.", "SecurityError");
          },
        });
      }
    });
  // The theme's own lines in the head say so; what they would have read is not there.
  const expected = /Access is denied/;
  const address = `${here.server.url}tutorials/digits/`;
  const visited = await visit(here.browser, address, { prepare, expected });
  await quietly(visited, here.server.url, async () => {
    const { page } = visited;
    await page.getByRole("textbox", { name: "Search", exact: true }).click();
    assert.ok((await found(page, "spreadsheet")).includes("tutorials/spreadsheet/"));
    await page.keyboard.press("Escape");
    const scheme = (): Promise<string | null> =>
      page.locator("body").getAttribute("data-md-color-scheme");
    const before = await scheme();
    await page.locator("label.md-header__button[for^=__palette]:visible").click();
    assert.notEqual(await scheme(), before);
    await page.locator(".md-code__button, .md-clipboard").first().waitFor({ state: "attached" });
  });
});

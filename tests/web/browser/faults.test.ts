/**
 * Every demo without one of its files: missing, truncated, something else, slow, cut off. It says so,
 * the rest of the page lives, and Retry brings it. In `make test` one demo, and a file of each kind;
 * `FAULTS=all` (`make chaos`) tries all files of all demos.
 */
import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import type { Locator, Page, Route } from "playwright-core";
import { demos } from "../../../site_src/web/registry.ts";
import { pagesOfElements, settled, use } from "../support/elements.ts";
import { CUT_OFF } from "../support/serve.ts";
import { near, quietly, siteFile, visit, type VisitOptions } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();
const pages = await pagesOfElements();
const everything = process.env["FAULTS"] === "all";
/** The demo that is tried always. */
const example = "draw-and-classify";

/** What a browser gets instead of a file. */
const faults = {
  missing: (route) => route.fulfill({ status: 404, body: "Not found" }),
  truncated: async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length >> 1) });
  },
  // A hotel's page where one logs in.
  "something else": (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><p>Please log in.</p>" }),
  slow: async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue();
  },
  "cut off": (route) =>
    route.continue({ headers: { ...route.request().headers(), [CUT_OFF]: "" } }),
} as const satisfies Record<string, (route: Route) => Promise<void>>;
type Fault = keyof typeof faults;
const allFaults = Object.keys(faults) as Fault[];

/** The browser's own words about a file, and about half of a script, wherever it ends. */
const expected =
  /Failed to load|net::ERR|MIME type|ERR_|\b(Invalid|Unexpected|Unterminated|[Mm]issing) /;

async function onPage(
  tag: string,
  options: VisitOptions,
  check: (element: Locator, page: Page, requests: readonly string[]) => Promise<void>,
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + (pages.get(tag) ?? ""), options);
  const { page, requests } = visited;
  await quietly(visited, here.server.url, () =>
    check(page.locator(tag + (use(tag).which ?? "")).first(), page, requests),
  );
}

/** Uses a demo as a reader does, and waits for what comes of it. */
async function act(element: Locator, tag: string): Promise<void> {
  const [step] = use(tag).steps;
  assert.ok(step);
  await near(element);
  await step.act?.(element);
  await settled(element, step);
}

/** What a script imports before it begins, itself included: without these a page has no JavaScript. */
async function importsOf(name: string, found = new Set<string>()): Promise<ReadonlySet<string>> {
  if (found.has(name)) return found;
  found.add(name);
  const code = String(await siteFile(`assets/${name}`));
  for (const [, imported = ""] of code.matchAll(/(?:\bfrom|\bimport) ?"\.\/([\w-]+\.js)"/g))
    await importsOf(imported, found);
  return found;
}

/** The page's one script and all that it imports, by their paths. */
async function filesOfPage(html: string): Promise<string[]> {
  const [entry = ""] = /demos(-\w+)?\.js/.exec(html) ?? [];
  return [...(await importsOf(entry))].map((name) => `assets/${name}`);
}

/** The files that a demo fetches when a reader comes and uses it, by their paths. */
async function filesOf(tag: string): Promise<string[]> {
  const found = new Set<string>();
  await onPage(tag, {}, async (element, page, requests) => {
    await page.waitForLoadState("networkidle");
    const html = await page.content();
    const ofThePage = await filesOfPage(html);
    await act(element, tag);
    for (const url of requests) {
      const path = url.slice(here.server.url.length);
      const name = path.split("/").at(-1) ?? "";
      if (
        url.startsWith(here.server.url) &&
        /\.(js|mjs|wasm|json|bin|gz|zip|webp|jpg|whl)\b/.test(name) &&
        // What comes as the reader comes near it belongs to it, what stands in the HTML does not.
        !html.includes(name) &&
        !ofThePage.includes(path)
      )
        found.add(path);
    }
  });
  return [...found];
}

/** Files of a kind are fetched by the same code. */
function kindOf(path: string): string {
  const [, folder = "", ending = ""] = /^(\w+)\/.*?(\.[\w.]+?)(\?.*)?$/.exec(path) ?? [];
  return `${folder} ${ending}`;
}

/** Waits for what says that something is lost: in the element, or in its place. */
async function saysSo(element: Locator): Promise<void> {
  const alert = element.getByRole("alert");
  const told = element.getByRole("status").filter({ hasText: /could not be fetched/ });
  const place = element.and(element.page().locator("[role=alert]"));
  await alert.or(told).or(place).first().waitFor({ timeout: 120_000 });
}

/** The reader can still go on, by keys. */
async function lives(page: Page): Promise<void> {
  const link = page.locator("article a[href]:visible, header a[href]:visible").first();
  await link.focus();
  assert.ok(await link.evaluate((link) => link === document.activeElement));
}

/** An address without its question mark, which goes past what is kept. */
const plain = (address: string): string => address.replace(/\?.*/, "");

/** Has a browser get something else than a file, until it is told that all is well. */
function instead(path: string, fault: Fault): { options: VisitOptions; mend: () => void } {
  let faulty = true;
  const file = plain(here.server.url + path);
  const prepare = (page: Page): Promise<unknown> =>
    page.context().route(
      (url) => plain(url.href) === file,
      (route) => (faulty ? faults[fault](route) : route.continue()),
    );
  return { options: { prepare, expected }, mend: () => (faulty = false) };
}

async function tryWith(
  tag: string,
  path: string,
  fault: Fault,
  context: TestContext,
): Promise<void> {
  const { options, mend } = instead(path, fault);
  await onPage(tag, options, async (element, page) => {
    const first = act(element, tag);
    // It may be passed over by then.
    first.catch(() => {});
    const said = await Promise.race([first.then(() => false), saysSo(element).then(() => true)]);
    // Some do without: of two ways to compute they take the other.
    if (!said) {
      // bench/chaos counts it.
      if (fault !== "slow") context.diagnostic("it does without");
      return;
    }
    assert.ok(fault !== "slow", "what is slow is not lost");
    await lives(page);
    mend();
    const named = element.getByRole("button", { name: /^Retry/ });
    const other = element.getByRole("button", { name: /^(Start|Run|Train|Teach|Check)/ });
    await ((await named.count()) > 0 ? named : other).first().click();
    await Promise.any([first, page.waitForTimeout(500).then(() => act(element, tag))]);
  });
}

/** Without the page's own script nobody is there to bring a demo. */
async function tryPageWith(path: string, fault: Fault): Promise<void> {
  const tag = example;
  const { options, mend } = instead(path, fault);
  await onPage(tag, options, async (element, page) => {
    if (fault !== "slow") {
      const lost = page.getByRole("alert").filter({ hasText: "could not be loaded" });
      await lost.waitFor();
      await lives(page);
      mend();
      await lost.getByRole("button", { name: "Retry" }).press("Enter");
    }
    await act(element, tag);
    assert.equal(await page.getByText("Parts of this page could not").count(), 0);
  });
}

describe("a page without its script says so, and Retry brings it", { concurrency: 2 }, async () => {
  const html = String(await siteFile(`${pages.get(example) ?? ""}index.html`));
  for (const [place, path] of (await filesOfPage(html)).entries())
    for (const [turn, fault] of allFaults.entries())
      if (place === 0 || (everything && place % allFaults.length === turn))
        test(`${path}: ${fault}`, () => tryPageWith(path, fault));
});

/** Pairs of a file and a fault that were tried with some demo: elements share files. */
const tried = new Set<string>();

/**
 * What to try with the files of a demo. Scripts are fetched in one way: each with another fault, and
 * one that several demos share with another fault in each. Of all else the first of a kind is tried
 * with every fault.
 */
function* trials(turn: number, files: readonly string[]): Generator<[string, Fault]> {
  const kinds = new Set<string>();
  for (const [place, path] of files.entries()) {
    const kind = kindOf(path);
    const untried = allFaults
      .map((_, index) => allFaults[(turn + place + index) % allFaults.length] as Fault)
      .filter((fault) => !tried.has(`${path} ${fault}`));
    const count = kinds.has(kind) || kind.endsWith(".js") ? 1 : allFaults.length;
    if (!everything && kinds.has(kind)) continue;
    kinds.add(kind);
    for (const fault of untried.slice(0, count)) {
      tried.add(`${path} ${fault}`);
      yield [path, fault];
    }
  }
}

describe("a demo without one of its files", () => {
  for (const [turn, tag] of (everything ? Object.keys(demos) : [example]).entries()) {
    test(`${tag} says so, and Retry brings it`, { concurrency: 2 }, async (context) => {
      const files = await filesOf(tag);
      assert.ok(files.length > 0, "it has no file of its own");
      const all = [...trials(turn, files)].map(([path, fault]) =>
        context.test(`${path}: ${fault}`, (context) => tryWith(tag, path, fault, context)),
      );
      await Promise.all(all);
    });
  }
});

/** What every page of the built site keeps to, whoever wrote it. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { relative } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { OF_COLOURS, violations } from "../support/axe.ts";
import { serve, type Server } from "../support/serve.ts";
import { quietly, siteFile, siteFolder, visit } from "../support/site.ts";
import { world } from "../support/world.ts";

/**
 * Bytes of all that the browser asks for within five seconds, before anyone touches anything, gzip;
 * without the index of Zensical's search and without pictures below the first screen. The code that pages
 * fold is among them.
 */
const BUDGET = 175_000;

const pages = (await readdir(siteFolder, { recursive: true }))
  .filter((name) => name.endsWith(".html"))
  .sort();

// Below a prefix, as a project's page on a shared host is.
const here = world(() => serve(siteFolder, { prefix: "/some/where/" }));
// The page of a missing address stands for all folders: it knows only a configured prefix.
let atRoot: Server;

before(async () => {
  atRoot = await serve(siteFolder);
});

after(async () => {
  await (atRoot as Server | undefined)?.close();
});

test("there are pages", () => {
  for (const name of ["index.html", "404.html", "guide/index.html", "tutorials/digits/index.html"])
    assert.ok(pages.includes(name), name);
});

// Five seconds of each are waiting.
describe("every page", { concurrency: 4 }, () => {
  for (const name of pages) {
    test(`${name}: no other host, light, within its policy, no code cut off, accessible in light and dark`, async () => {
      const { url: root } = name === "404.html" ? atRoot : here.server;
      const path = name.replace(/(^|\/)index\.html$/, "$1");
      const colorScheme = "light" as const;
      const visited = await visit(here.browser, root + path, {
        viewport: { width: 1280, height: 800 },
        colorScheme,
      });
      const { page, requests } = visited;
      await quietly(visited, root, async () => {
        await page.waitForLoadState("networkidle");
        await page.waitForFunction(() => performance.now() > 5000);
        assertPolicy(await page.content());
        const later = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLImageElement>('img[loading="lazy"]')]
            .filter((image) => image.getBoundingClientRect().top >= innerHeight)
            .map((image) => image.currentSrc.replace(/#.*/, "")),
        );
        const first = requests.filter((url) => !later.includes(url));
        const bytes = await weight(root, first);
        assert.ok(bytes <= BUDGET, `${bytes} bytes: ${[...new Set(first)].join(" ")}`);

        const cut = await page.evaluate(() =>
          [...document.querySelectorAll("pre > code")]
            .filter((code) => !code.closest(".lbl-output") && code.scrollWidth > code.clientWidth)
            .map((code) => code.textContent),
        );
        assert.deepEqual(cut, [], "lines are longer than the column");

        for (const [scheme, rules] of [["default"], ["slate", OF_COLOURS]] as const) {
          await page.evaluate(async (value) => {
            document.body.dataset["mdColorScheme"] = value;
            // Colours change in the course of a moment.
            await new Promise(requestAnimationFrame);
            await Promise.all(document.getAnimations().map(({ finished }) => finished));
          }, scheme);
          const found = await violations(page, "html", rules);
          assert.deepEqual(found, [], `in the scheme ${scheme}`);
        }
      });
    });
  }
});

/** Gzip size of the files that were asked for. */
async function weight(root: string, requests: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const url of new Set(requests)) {
    if (!url.startsWith(root)) continue;
    const { pathname } = new URL(url.slice(root.length), "http://site/");
    const file = decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
    if (file.endsWith("/search.json")) continue;
    bytes += gzipSync(await siteFile(relative("/", file)), { level: 9 }).length;
  }
  return bytes;
}

function assertPolicy(html: string): void {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1];
  assert.ok(policy, "the page has no policy");
  const scripts = /script-src ([^;]+)/.exec(policy)?.[1]?.split(" ") ?? [];
  assert.ok(scripts.includes("'self'") && scripts.includes("'wasm-unsafe-eval'"), policy);
  for (const source of scripts) {
    assert.match(source, /^('self'|'wasm-unsafe-eval'|'sha256-[\w+/=]+')$/);
  }
}

/**
 * The pages of both builders look alike: screenshots of their blocks, one beside the other.
 *
 * Text, links and elements are compared in tests/site/test_builders.py. This sees what only styles
 * decide: sizes, colours, what is hidden. The themes set type a little differently, so lines may
 * break elsewhere; a block is compared in its size and, made small, in its colours.
 */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launch } from "../support/launch.ts";
import { serve, type Server } from "../support/serve.ts";
import { siteFolder } from "../support/site.ts";

const PAGES = ["guide/hardware/", "tutorials/", "tutorials/digits/", "about/data/", "resources/"];
/** By how much a block may be larger than its counterpart: one line more of five, say. */
const LARGER = 1.35;
/**
 * How far the colours of two blocks may be apart, from 0 to 255, on average over its places. A
 * heading whose letters stand a little further left reaches 19, another ground more than 50.
 */
const APART = 25;
const COLUMNS = 24;

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Shot {
  readonly boxes: readonly Box[];
  /** A PNG of the whole page. */
  readonly picture: string;
}

let browser: Browser;
const servers: Server[] = [];

before(async () => {
  for (const folder of [siteFolder, join(dirname(siteFolder), "test-zensical")])
    servers.push(await serve(folder));
  browser = await launch();
});

after(async () => {
  await (browser as Browser | undefined)?.close();
  for (const server of servers) await server.close();
});

/** Everything that stands in the article, from above to below, without Zensical's empty anchor. */
async function shoot(page: Page, url: string): Promise<Shot> {
  await page.goto(url);
  await page.waitForLoadState("networkidle");
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll("article > *:not(#__skip)")]
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { name: element.localName, x, y: y + scrollY, width, height };
      })
      .filter(({ width, height }) => width > 0 && height > 0),
  );
  const picture = await page.screenshot({ fullPage: true, animations: "disabled" });
  return { boxes, picture: picture.toString("base64") };
}

/** How far apart the colours of blocks are, both made small in the same way, one after the other. */
function apart(page: Page, shots: readonly Shot[]): Promise<number[]> {
  return page.evaluate(
    async ({ shots, columns }) => {
      const pictures = await Promise.all(
        shots.map(({ picture }) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          return createImageBitmap(new Blob([bytes], { type: "image/png" }));
        }),
      );
      const [ours = [], theirs = []] = shots.map(({ boxes }) => boxes);
      return ours.map((one, index) => {
        const height = Math.max(2, Math.round((columns * one.height) / one.width));
        const [mine = [], other = []] = [one, theirs[index] ?? one].map((box, which) => {
          const context = new OffscreenCanvas(columns, height).getContext("2d");
          const picture = pictures[which];
          if (!picture || !context) throw new Error("no picture to look at");
          context.imageSmoothingQuality = "high";
          context.drawImage(picture, box.x, box.y, box.width, box.height, 0, 0, columns, height);
          return [...context.getImageData(0, 0, columns, height).data];
        });
        const sum = mine.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0);
        return sum / mine.length;
      });
    },
    { shots, columns: COLUMNS },
  );
}

/** What differs between two pages, a line each. */
async function differences(
  path: string,
  change?: (page: Page) => Promise<void>,
): Promise<string[]> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  try {
    const shots: Shot[] = [];
    for (const { url } of servers) {
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      await page.addInitScript("globalThis.__name = (value) => value;");
      if (url === servers[1]?.url) await change?.(page);
      shots.push(await shoot(page, url + path));
      await page.close();
    }
    const [ours, theirs] = shots.map(({ boxes }) => boxes.map(({ name }) => name));
    if (ours?.join() !== theirs?.join()) return [`${path}: ${ours?.join()} and ${theirs?.join()}`];
    const bench = await context.newPage();
    await bench.addInitScript("globalThis.__name = (value) => value;");
    await bench.goto("about:blank");
    const colours = await apart(bench, shots);
    const found: string[] = [];
    for (const [index, one] of (shots[0]?.boxes ?? []).entries()) {
      const other = shots[1]?.boxes[index] as Box;
      const where = `${path}: ${one.name} ${index + 1}`;
      for (const side of ["width", "height"] as const) {
        const ratio = Math.max(one[side] / other[side], other[side] / one[side]);
        // A line more or less, of a short block, says nothing.
        if (ratio > LARGER && Math.abs(one[side] - other[side]) > 30)
          found.push(`${where}: its ${side} is ${one[side]} and ${other[side]}`);
      }
      const distance = colours[index] ?? 0;
      if (distance > APART) found.push(`${where}: its colours are ${distance.toFixed(1)} apart`);
    }
    return found;
  } finally {
    await context.close();
  }
}

for (const path of PAGES) {
  test(`${path} looks the same from both builders`, async () => {
    assert.deepEqual(await differences(path), []);
  });
}

test("a block that looks otherwise would be found", async () => {
  const found = await differences("guide/hardware/", async (page) => {
    await page.route("**/hardware/", async (route) => {
      const response = await route.fetch();
      const html = (await response.text()).replace(
        "</head>",
        "<style>article > p:nth-of-type(2){background:#888}article > h2{padding:3rem 0}</style></head>",
      );
      await route.fulfill({ response, body: html });
    });
  });
  assert.ok(
    found.some((line) => /colours/.test(line)) && found.some((line) => /height/.test(line)),
    found.join(),
  );
});

/** word-sums and word-map in a real browser: by keys, by touch, on a phone, and when the file is missing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, siteFile, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements());
const FILE = "word-vectors.bin";
const sums = `<word-sums file="${FILE}" sum="king - man + woman">Here you could add words.</word-sums>
  <p><try-it set="sum: paris - france + italy">the capital of Italy</try-it></p>`;
const map = `<word-map file="${FILE}" across="man - woman" up="poor - rich">Here you could see a map.</word-map>
  <p><try-it set="across: cold - hot; up: small - large; find: ice">ice, between cold and hot</try-it></p>`;

/** The file of the built page, beside the page with the element. */
const file = async (page: Page): Promise<void> => {
  const body = Buffer.from(await siteFile(`tutorials/words/${FILE}`));
  await page.route(`**/demo/${FILE}`, (route) => route.fulfill({ body }));
};

async function onPage(
  element: string,
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const prepare = async (page: Page): Promise<void> => {
    await file(page);
    await options.prepare?.(page);
  };
  const visited = await demoPage(here.browser, here.server, element, { ...options, prepare });
  const demo = visited.page.locator("word-sums, word-map");
  await quietly(visited, here.server.url, async () => check(await near(demo), visited));
}

const press = (demo: Locator, name: string): Promise<void> =>
  demo.getByRole("button", { name, exact: true }).press("Enter");
const term = (demo: Locator, name: string): Locator => demo.getByLabel(name, { exact: true });
const items = (demo: Locator): Locator => demo.getByRole("listitem");
const canvas = (demo: Locator): Locator => demo.locator("canvas");

/** Puts the element away and back, as a page does that is rebuilt around it. */
const putBack = (demo: Locator): Promise<void> =>
  demo.evaluate((element) => {
    const { parentNode, nextSibling } = element;
    element.remove();
    parentNode?.insertBefore(element, nextSibling);
  });

describe("word-sums", { concurrency: 2 }, () => {
  test("nothing is fetched before a touch; then the king is struck out, and not left out", async () => {
    await onPage(sums, {}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => url.endsWith(FILE)), requests.join("\n"));
      await term(demo, "Plus this word").press("Enter");
      await told(demo, /^king − man \+ woman: nearest is king \(0\.\d\d\), which was put in\. Of/);
      assert.equal(await items(demo).count(), 10);
      assert.match(await items(demo).first().innerText(), /^king\s+0\.\d\d\s+put in$/);
      assert.equal(await items(demo).first().locator("s").count(), 1);
    });
  });

  test("typed words count at once, with suggestions; a strange one is said", async () => {
    await onPage(sums, {}, async (demo) => {
      await press(demo, "What's nearest?");
      await told(demo, /nearest is king/);
      await term(demo, "Less this word").fill("");
      await term(demo, "Plus this word").fill("");
      await term(demo, "First word").fill("Coff");
      const options = demo.locator("#term-0-words option");
      const suggested = await options.evaluateAll((all) =>
        all.map((option) => option.getAttribute("value")),
      );
      assert.ok(suggested.includes("coffee"), suggested.join());
      await told(demo, /^“coff” is not among the 20,000 words\. There are: /);
      await term(demo, "First word").fill("coffee");
      await told(demo, /^Nearest to coffee, itself apart: tea/);
      // A neighbour is looked up by a press on it.
      await press(demo, "tea");
      await told(demo, /^Nearest to tea, itself apart: /);
      assert.equal(await term(demo, "First word").inputValue(), "tea");
    });
  });

  test("a phrase sets it, the address keeps it, and it lives on when it was put away", async () => {
    await onPage(sums, {}, async (demo, { page }) => {
      await (await near(page.locator("try-it"))).locator("[role=button]").press("Enter");
      await told(demo, /^paris − france \+ italy: nearest is rome/);
      await page.waitForURL(/word-sums\.sum=paris/);
      await page.reload();
      await told(demo, /^paris − france \+ italy: nearest is rome/);
      await putBack(demo);
      await term(demo, "Plus this word").fill("germany");
      await told(demo, /^paris − france \+ germany: nearest is berlin/);
    });
  });

  for (const width of [1280, 360])
    test(`it fits ${width} pixels, and axe finds nothing`, async () => {
      await onPage(sums, { viewport: { width, height: 740 } }, async (demo, { page }) => {
        await press(demo, "What's nearest?");
        await told(demo, /nearest is king/);
        await fits(page);
        assert.deepEqual(await violations(page, "word-sums"), []);
      });
    });

  for (const [fault, answer] of [
    ["missing", { status: 404, body: "" }],
    ["another one", { contentType: "text/html", body: "<p>Please log in.</p>" }],
  ] as const)
    test(`a file that is ${fault} is said, and Retry brings it`, async () => {
      let faulty = true;
      const prepare = (page: Page): Promise<unknown> =>
        page.route(`**/demo/${FILE}`, (route) =>
          faulty ? route.fulfill(answer) : route.fallback(),
        );
      await onPage(sums, { prepare, expected: /404/ }, async (demo) => {
        await press(demo, "What's nearest?");
        await demo.getByRole("alert").waitFor();
        faulty = false;
        await press(demo, "Retry");
        await told(demo, /nearest is king/);
      });
    });
});

describe("word-map", { concurrency: 2 }, () => {
  const camera = (demo: Locator): Promise<string> =>
    demo.page().evaluate(() => new URL(location.href).searchParams.get("word-map.at") ?? "");

  test("it comes at the first press, and keys move it, zoom it and show all", async () => {
    await onPage(map, {}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => url.endsWith(FILE)), requests.join("\n"));
      await press(demo, "Show the map");
      await told(demo, /^In the middle: \w+, /);
      assert.match(
        (await canvas(demo).getAttribute("aria-label")) ?? "",
        /^Map of 20,000 words, across from man to woman, up from poor to rich\./,
      );
      await canvas(demo).press("+");
      await page.waitForURL(/word-map\.at=0\.5\+0\.5\+1\.4/);
      await canvas(demo).press("ArrowRight");
      await page.waitForURL(/word-map\.at=0\.571\+0\.5\+1\.4/);
      await canvas(demo).press("0");
      await page.waitForFunction(() => !location.search.includes("word-map.at"));
    });
  });

  test("a word is found, with its neighbours on the map and in all numbers", async () => {
    await onPage(map, {}, async (demo, { page }) => {
      await (await near(page.locator("try-it"))).locator("[role=button]").press("Enter");
      await told(
        demo,
        /^“ice” is further towards “(cold|hot)” than \d+% .* in all 100 numbers: \w+/,
      );
      await page.waitForURL(/word-map\.find=ice/);
      await demo.getByLabel("Find a word").fill("fire");
      await told(demo, /^“fire” is further towards /);
      await demo.getByLabel("Across: to").fill("xyzzy");
      await told(demo, /^“xyzzy” is not among the 20,000 words/);
      await press(demo, "Two that nobody chose");
      await told(demo, /^“fire” is further towards “(left|right)”/);
      await page.waitForURL(/word-map\.view=components/);
    });
  });

  test("a drag moves it, a press picks a word, the wheel zooms where the map has the focus", async () => {
    await onPage(map, {}, async (demo, { page }) => {
      await press(demo, "Show the map");
      await told(demo, /^In the middle/);
      await canvas(demo).scrollIntoViewIfNeeded();
      const box = await canvas(demo).boundingBox();
      assert.ok(box);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 80, y, { steps: 4 });
      await page.mouse.up();
      await page.waitForURL(/word-map\.at=0\.3/);
      await page.mouse.wheel(0, -400);
      await page.waitForFunction(() => /word-map\.at=[^&]*\+2\.72/.test(location.search));
      const before = await camera(demo);
      await page.mouse.click(x, y);
      await told(demo, /^“\w+” is further towards “(man|woman)”/);
      assert.equal(await camera(demo), before);
    });
  });

  for (const width of [1280, 360])
    test(`it fits ${width} pixels, and axe finds nothing`, async () => {
      await onPage(map, { viewport: { width, height: 740 } }, async (demo, { page }) => {
        await press(demo, "Show the map");
        await told(demo, /^In the middle/);
        await demo.getByLabel("Find a word").fill("nurse");
        await told(demo, /^“nurse”/);
        await fits(page);
        assert.deepEqual(await violations(page, "word-map"), []);
        await putBack(demo);
        await canvas(demo).press("0");
        await page.waitForFunction(() => !location.search.includes("word-map.at"));
      });
    });

  test("a file that is missing is said, and Retry brings it", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(`**/demo/${FILE}`, (route) =>
        faulty ? route.fulfill({ status: 404, body: "" }) : route.fallback(),
      );
    await onPage(map, { prepare, expected: /404/ }, async (demo) => {
      await press(demo, "Show the map");
      await demo.getByRole("alert").getByText(`${FILE} is missing`).waitFor();
      faulty = false;
      await press(demo, "Retry");
      await told(demo, /^In the middle/);
    });
  });
});

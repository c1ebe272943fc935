/** invent-names and real-or-invented in a real browser: by keys, on a phone, and when files are missing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, siteFile, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("inventor", "inventor-wasm"));
const LIST = "name-lists.json";
const parts = `model="inventor" list="${LIST}"`;
const inventor = `<invent-names ${parts}>Here you could invent names.</invent-names>
  <p><try-it set="begin: mar; temperature: 0.2">cold, from Mar</try-it></p>`;
const game = `<real-or-invented ${parts}>Here you could play.</real-or-invented>`;

/** The lists of the built page, beside the page with the element. */
const lists = async (page: Page): Promise<void> => {
  const body = String(await siteFile(`tutorials/names/${LIST}`));
  await page.route(`**/demo/${LIST}`, (route) => route.fulfill({ body }));
};

async function onPage(
  element: string,
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const prepare = async (page: Page): Promise<void> => {
    await lists(page);
    await options.prepare?.(page);
  };
  const visited = await demoPage(here.browser, here.server, element, { ...options, prepare });
  const demo = visited.page.locator("invent-names, real-or-invented");
  await quietly(visited, here.server.url, async () => check(await near(demo), visited));
}

const press = (demo: Locator, name: string): Promise<void> =>
  demo.getByRole("button", { name, exact: true }).press("Enter");
const begins = (demo: Locator): Locator => demo.getByLabel("It begins with");
const heat = (demo: Locator): Locator => demo.getByRole("slider", { name: /^Temperature/ });
const items = (demo: Locator): Locator => demo.getByRole("listitem");
const PLACES = "(in the training set|real, and put aside|in none of our lists)";

describe("invent-names", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then letter by letter, from the reader's beginning", async () => {
    await onPage(inventor, {}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /\.wasm|name-lists/.test(url)), requests.join("\n"));
      // Accents and whatever is no letter fall away.
      await begins(demo).fill("Zoë 3");
      await told(demo, /^After Zoe: (\w|the end) [\d.]+%, .*%\.$/);
      assert.equal(await begins(demo).inputValue(), "zoe");
      await press(demo, "One letter");
      await told(demo, /^It wrote \w, with [\d.>]+%\. After Zoe\w: |^Zoe: /);
    });
  });

  test("a whole name is looked up, ten are counted, and the same seed writes them again", async () => {
    await onPage(inventor, { reducedMotion: "reduce" }, async (demo) => {
      await press(demo, "A whole name");
      await told(demo, new RegExp(`^[A-Z][a-z]*: ${PLACES}\\.$`));
      assert.equal(await items(demo).count(), 1);
      await press(demo, "Start over");
      await told(demo, /^At the beginning: /);
      await press(demo, "Ten names");
      await told(demo, /^10 names: \d+ in the training set; \d+ real, .*; \d+ in none/);
      const first = await items(demo).allInnerTexts();
      assert.equal(first.length, 10);
      await press(demo, "Start over");
      await told(demo, /^At the beginning: /);
      await press(demo, "Ten names");
      await told(demo, /^10 names: /);
      assert.deepEqual(await items(demo).allInnerTexts(), first);
    });
  });

  test("what is said of a name is what the lists say", async () => {
    await onPage(inventor, {}, async (demo) => {
      await heat(demo).fill("0.5");
      await press(demo, "Ten names");
      await told(demo, /^10 names: /);
      const file = JSON.parse(String(await siteFile(`tutorials/names/${LIST}`))) as {
        learned: string;
        aside: string;
      };
      const learned = new Set(file.learned.split(" "));
      for (const text of await items(demo).allInnerTexts()) {
        const [name = "", place] = text.split("\n").map((part) => part.trim());
        assert.equal(place === "in the training set", learned.has(name.toLowerCase()), text);
      }
    });
  });

  test("a phrase sets it, the address keeps it, and cold is more certain than warm", async () => {
    await onPage(inventor, {}, async (demo, { page }) => {
      await (await near(page.locator("try-it"))).locator("[role=button]").press("Enter");
      await told(demo, /^After Mar: /);
      await page.waitForURL(/inventor\.begin=mar&inventor\.temperature=0\.2/);
      const bars = demo.getByRole("img");
      const most = async (): Promise<number> =>
        Number(/: .*? ([\d.]+)%/.exec((await bars.getAttribute("aria-label")) ?? "")?.[1]);
      const cold = await most();
      await heat(demo).press("End");
      await demo.getByText("Temperature 2.0").waitFor();
      assert.ok((await most()) < cold, `${await most()} < ${cold}`);
      await page.waitForURL(/inventor\.temperature=2$/);
      await page.reload();
      await told(demo, /^After Mar: /);
      assert.equal(await heat(demo).inputValue(), "2");
    });
  });

  test("whoever types while it writes is heard", async () => {
    await onPage(inventor, {}, async (demo) => {
      await begins(demo).fill("k");
      await told(demo, /^After K: /);
      await press(demo, "A whole name");
      await begins(demo).fill("br");
      await told(demo, /^After Br: /);
      await demo.page().waitForTimeout(600);
      await told(demo, /^After Br: /);
      assert.equal(await items(demo).count(), 0);
    });
  });

  for (const width of [1280, 360])
    test(`it fits ${width} pixels, and axe finds nothing`, async () => {
      const options = { viewport: { width, height: 740 }, reducedMotion: "reduce" } as const;
      await onPage(inventor, options, async (demo, { page }) => {
        await press(demo, "Ten names");
        await told(demo, /^10 names: /);
        await press(demo, "One letter");
        await told(demo, /^It wrote|: /);
        await fits(page);
        assert.deepEqual(await violations(page, "invent-names"), []);
      });
    });

  test("a list that is missing is said, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(`**/demo/${LIST}`, (route) =>
        faulty ? route.fulfill({ status: 404, body: "" }) : route.fallback(),
      );
    await onPage(inventor, { prepare, expected: /404/ }, async (demo) => {
      await press(demo, "Ten names");
      await demo.getByRole("alert").getByText(`${LIST} is missing`).waitFor();
      faulty = false;
      await press(demo, "Retry");
      await told(demo, /^At the beginning: /);
      await press(demo, "Ten names");
      await told(demo, /^10 names: /);
    });
  });
});

describe("real-or-invented", { concurrency: 2 }, () => {
  /** Plays a round by keys; returns the names as they came. */
  async function played(demo: Locator, answer: "Real" | "Invented"): Promise<string[]> {
    const names: string[] = [];
    for (let number = 1; number <= 10; number++) {
      await demo.getByText(`Name ${number} of 10`).waitFor();
      names.push(await demo.locator(".game-name").innerText());
      await press(demo, answer);
    }
    return names;
  }

  test("ten names by keys on a phone, the truth of each, and a score", async () => {
    const file = JSON.parse(String(await siteFile(`tutorials/names/${LIST}`))) as {
      learned: string;
      aside: string;
    };
    await onPage(game, { viewport: { width: 360, height: 740 } }, async (demo, { page }) => {
      await press(demo, "Begin");
      await demo.getByText("Name 1 of 10").waitFor();
      // By keys alone: the focus waits at the first answer.
      assert.equal(
        await page.evaluate(() => document.activeElement?.localName),
        "real-or-invented",
      );
      const names = await played(demo, "Real");
      await told(demo, /(\d+) of 10 right\. You took (\d) of \2 inventions for real\. A coin/);
      assert.equal(new Set(names).size, 10);
      const aside = new Set(file.aside.split(" "));
      const learned = new Set(file.learned.split(" "));
      const real = names.filter((name) => aside.has(name.toLowerCase())).length;
      assert.ok(names.every((name) => !learned.has(name.toLowerCase())));
      await told(demo, new RegExp(`${real} of 10 right`));
      await fits(page);
      assert.deepEqual(await violations(page, "real-or-invented"), []);
    });
  });

  test("the first round is the same for everybody, the second is another one", async () => {
    const rounds: string[][] = [];
    for (let visit = 0; visit < 2; visit++)
      await onPage(game, {}, async (demo) => {
        await press(demo, "Begin");
        rounds.push(await played(demo, "Invented"));
        await press(demo, "Ten others");
        if (visit === 1) rounds.push(await played(demo, "Invented"));
      });
    assert.deepEqual(rounds[0], rounds[1]);
    assert.notDeepEqual(rounds[1], rounds[2]);
  });

  test("a network that is missing is said, and Retry begins the round", async () => {
    const card = /\/models\/inventor[^/]*\/card\.json/;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(card, (route) => route.fulfill({ status: 404, body: "" }));
    await onPage(game, { prepare, expected: /404/ }, async (demo, { page }) => {
      await demo.getByRole("alert").waitFor();
      await page.unroute(card);
      await press(demo, "Retry");
      await demo.getByText("Name 1 of 10").waitFor();
    });
  });
});

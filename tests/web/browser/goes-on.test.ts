/** goes-on in a real browser: by keys, on a phone, put back, and when files are missing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const MODELS = ["moby-early", "moby"];
const here = world(() => serveElements(...MODELS.flatMap((name) => [name, `${name}-wasm`])));
const element = `<goes-on model="moby" units="3: speech; 5: word" moments="moby-early: few; moby: all">
  Here you could let it go on.</goes-on>
  <p><try-it set="begin: The whale; temperature: 0.3; unit: 5; seed: 4">the whale</try-it></p>`;
const calm = { reducedMotion: "reduce" } as const;

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("goes-on");
  await quietly(visited, here.server.url, async () => check(await near(demo), visited));
}

const press = (demo: Locator, name: string): Promise<void> =>
  demo.getByRole("button", { name, exact: true }).press("Enter");
const text = (demo: Locator): Locator => demo.getByRole("img");
const letters = (demo: Locator): Locator => text(demo).locator("span");
const colours = (demo: Locator): Promise<string[]> =>
  letters(demo).evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));

describe("goes-on", { concurrency: 2 }, () => {
  test("no network before a touch; then it reads, writes, and the same dice write the same", async () => {
    await onPage(calm, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /\.wasm|weights|\.bin/.test(url)), requests.join("\n"));
      await press(demo, "Go on");
      await told(demo, /^It wrote: /);
      const first = await text(demo).innerText();
      assert.ok(first.startsWith('"Call me Ishmael," said I.'), first);
      assert.ok((await letters(demo).count()) > 200);
      await press(demo, "Other dice");
      await told(demo, /^It wrote: /);
      await page.waitForURL(/moby\.seed=2/);
      assert.notEqual(await text(demo).innerText(), first);
      await page.goto(page.url().replace("moby.seed=2", "moby.seed=1"));
      await press(await near(page.locator("goes-on")), "Go on");
      await told(page.locator("goes-on"), /^It wrote: /);
      assert.equal(await text(page.locator("goes-on")).innerText(), first);
    });
  });

  test("another unit has other colours, of the same letters", async () => {
    await onPage(calm, async (demo) => {
      await press(demo, "Go on");
      await told(demo, /^It wrote: .* unit 3 \(speech\) is above zero\.$/s);
      const [before, written] = [await colours(demo), await text(demo).innerText()];
      assert.ok(new Set(before).size > 5);
      await demo.getByLabel("The colour is").selectOption("7");
      await told(demo, /unit 7 is above zero/);
      assert.notDeepEqual(await colours(demo), before);
      assert.equal(await text(demo).innerText(), written);
    });
  });

  test("it can be stopped, goes on from there, and is heard while it writes", async () => {
    await onPage({}, async (demo) => {
      await press(demo, "Go on");
      await letters(demo).nth(40).waitFor();
      await press(demo, "Stop");
      await told(demo, /^Stopped\. /);
      const count = await letters(demo).count();
      await demo.page().waitForTimeout(400);
      assert.equal(await letters(demo).count(), count);
      await press(demo, "One letter");
      await told(demo, /^It wrote: /);
      assert.equal(await letters(demo).count(), count + 1);
      await press(demo, "Go on");
      await demo.getByLabel("It begins with").fill("“Ahab’s”");
      await told(demo, /^It has read the beginning\./);
      // Curly signs become the book's.
      assert.equal(await text(demo).innerText(), '"Ahab\'s"');
      await demo.getByRole("button", { name: "Go on", exact: true }).waitFor();
    });
  });

  test("a phrase sets it, the address keeps it, and it works when it's put back", async () => {
    await onPage(calm, async (demo, { page }) => {
      await page.locator("try-it [role=button]").press("Enter");
      await told(demo, /^It has read the beginning\. After \d+% of the letters, unit 5 \(word\)/);
      await page.waitForURL(/moby\.begin=The\+whale&moby\.temperature=0\.3&moby\.unit=5.*seed=4/);
      await page.reload();
      await press(demo, "Go on");
      await told(demo, /^It wrote: /);
      const wrote = await text(demo).innerText();
      assert.ok(wrote.startsWith("The whale"), wrote);
      await demo.evaluate((one) => {
        const { parentElement } = one;
        one.remove();
        parentElement?.prepend(one);
      });
      assert.equal(await text(demo).innerText(), wrote);
      await press(demo, "One letter");
      await told(demo, /^It wrote: “/);
    });
  });

  test("another moment of the training is another network, fetched when it's chosen", async () => {
    await onPage(calm, async (demo, { page, requests }) => {
      await press(demo, "Go on");
      await told(demo, /^It wrote: /);
      assert.ok(!requests.some((url) => url.includes("moby-early")));
      const wrote = await text(demo).innerText();
      await demo.getByLabel("It has read").selectOption("moby-early");
      await told(demo, /^It has read the beginning\./);
      await press(demo, "Go on");
      await told(demo, /^It wrote: /);
      assert.notEqual(await text(demo).innerText(), wrote);
      await page.waitForURL(/moby\.moment=moby-early/);
    });
  });

  for (const width of [1280, 360])
    test(`it fits ${width} pixels, and axe finds nothing, light and dark`, async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const options = { viewport: { width, height: 740 }, colorScheme, ...calm };
        await onPage(options, async (demo, { page }) => {
          await press(demo, "Go on");
          await told(demo, /^It wrote: /);
          await fits(page);
          assert.deepEqual(await violations(page, "goes-on"), []);
        });
      }
    });

  test("a network that is missing is said, and Retry reads the beginning", async () => {
    const card = /\/models\/moby[^/]*\/card\.json/;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(card, (route) => route.fulfill({ status: 404, body: "" }));
    await onPage({ ...calm, prepare, expected: /404/ }, async (demo, { page }) => {
      await demo.getByRole("alert").waitFor();
      await page.unroute(card);
      await press(demo, "Retry");
      await told(demo, /^It has read the beginning\./);
      await press(demo, "Go on");
      await told(demo, /^It wrote: /);
    });
  });
});

/** network-chart and block-race in a real browser: by mouse, keys and finger, and when files miss. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const racers = ["fire", "mobilenet", "vit"];
const here = world(() =>
  serveElements(...racers.flatMap((name) => [`lego-${name}`, `lego-${name}-wasm`])),
);
const rows =
  "VGG16 138357544 15470264320 16 60.4 71.3 keras.io Keras; " +
  "VGG19 143667240 19632062464 19 65.9 71.3 keras.io Keras; " +
  "MobileNet 4253864 568740352 28 66.8 70.4 keras.io Keras; " +
  "SqueezeNet 1248424 840000000 18 50 58.092 torchvision built here";
const chart = `<network-chart networks="${rows}">Here you could compare networks.</network-chart>
  <p><try-it set="network: VGG16; x: depth">VGG16</try-it></p>`;
const race = `<block-race models="lego-"
  scores="${racers.map((name, index) => `${name} ${1000 * (index + 1)} 2000000 4${index}.0 4${index}.9`).join("; ")}">
  Here your browser would time networks.</block-race>`;
const phone = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;

async function onPage(
  element: string,
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = await near(visited.page.locator("network-chart, block-race").first());
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const named = (demo: Locator, name: string): Locator =>
  demo.getByRole("combobox", { name, exact: true });
const done = (demo: Locator): Promise<void> =>
  demo.locator("xpath=self::*[@data-state='done']").waitFor({ timeout: 120_000 });

describe("network-chart", { concurrency: 2 }, () => {
  test("at first it says who is unbeaten; a bubble under the pointer says its numbers", async () => {
    await onPage(chart, {}, async (demo) => {
      await told(demo, /^On the dashed line: 2 networks .* from MobileNet to VGG16\.$/);
      await demo.locator("circle.bubble").last().hover();
      await demo.locator(".sentence", { hasText: /million parameters/ }).waitFor();
      await demo.locator("circle.bubble.own").click();
      await told(
        demo,
        /^SqueezeNet, built here: 1\.25 million parameters.*58\.1% right \(torchvision\)/,
      );
      assert.equal(await named(demo, "Network").inputValue(), "SqueezeNet");
      await demo.locator("text.label", { hasText: "SqueezeNet" }).waitFor();
    });
  });

  test("other axes move the bubbles, and stand in the address, and come back", async () => {
    await onPage(chart, {}, async (demo, { page }) => {
      const across = (): Promise<(string | null)[]> =>
        demo
          .locator("circle.bubble")
          .evaluateAll((all) => all.map((one) => one.getAttribute("cx")));
      const before = await across();
      await named(demo, "Across").selectOption("depth");
      assert.notDeepEqual(await across(), before);
      await named(demo, "Size of a bubble").selectOption("none");
      await page.waitForURL(/network-chart\.x=depth&network-chart\.size=none/);
      const set = await across();
      await page.reload();
      await near(demo);
      await demo.getByRole("application", { name: /Across: layers deep/ }).waitFor();
      assert.equal(await named(demo, "Across").inputValue(), "depth");
      assert.deepEqual(await across(), set);
    });
  });

  test("a phrase chooses a network and an axis", async () => {
    await onPage(chart, {}, async (demo, { page }) => {
      // A choice of the reader's own doesn't stand in its way.
      await named(demo, "Network").selectOption("MobileNet");
      await (await near(page.locator("try-it"))).locator("[role=button]").click();
      await told(demo, /^VGG16: 138 million parameters/);
      assert.equal(await named(demo, "Across").inputValue(), "depth");
      assert.equal(await named(demo, "Network").inputValue(), "VGG16");
      // Its family is shown with it.
      await demo.locator("polyline.family").waitFor({ state: "attached" });
    });
  });

  test("by the keyboard alone, at 360 pixels, in the dark, for a screen reader", async () => {
    await onPage(chart, phone, async (demo, { page }) => {
      await demo.getByRole("application").press("ArrowRight");
      await told(demo, /^MobileNet: /);
      await demo.getByRole("application").press("ArrowRight");
      await told(demo, /^SqueezeNet/);
      await demo.locator("summary").press("Enter");
      const row = demo.getByRole("row", { name: /^VGG16/ });
      assert.match(await row.innerText(), /138\s+15\.5\s+16\s+60\.4\s+71\.3/);
      await fits(page);
      assert.deepEqual(await violations(page, "network-chart"), []);
    });
  });

  test("taken off the page and put back, it works", async () => {
    await onPage(chart, {}, async (demo) => {
      await demo.evaluate((element) => {
        const parent = element.parentElement;
        element.remove();
        parent?.append(element);
      });
      await named(demo, "Network").selectOption("VGG19");
      await told(demo, /^VGG19: /);
    });
  });
});

describe("block-race", { concurrency: 1 }, () => {
  test("nothing is fetched before the start; then each has a time, a spread and a verdict", async () => {
    await onPage(race, {}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /\.wasm|model\.json|weights/.test(url)));
      await demo.getByRole("button", { name: "Time them on this device" }).press("Enter");
      await done(demo);
      await told(
        demo,
        /^On this device, now: (fire|mobilenet|vit) has the lowest median, [\d.]+ ms/,
      );
      for (const name of racers) {
        const row = await demo.getByRole("row", { name: new RegExp(`^${name}`) }).innerText();
        assert.match(
          row,
          /[\d.]+ ms \([\d.]+ to [\d.]+\)\s+(the lowest|not to be told apart|[\d.]+ times)/,
        );
      }
      assert.equal(await demo.locator("svg circle").count(), racers.length);
      assert.ok(!requests.some((url) => /engine-/.test(url)), "no TensorFlow.js");
      await demo.getByRole("button", { name: "Time them again" }).click();
      await told(demo, /^They take turns/);
      await done(demo);
    });
  });

  test("on a phone, in the dark, for a screen reader, before and after", async () => {
    await onPage(race, phone, async (demo, { page }) => {
      assert.deepEqual(await violations(page, "block-race"), []);
      await demo.getByRole("button", { name: "Time them" }).click();
      await done(demo);
      await fits(page);
      assert.deepEqual(await violations(page, "block-race"), []);
    });
  });

  test("removed while they run and put back, it can be started again", async () => {
    await onPage(race, {}, async (demo) => {
      await demo.getByRole("button", { name: "Time them" }).click();
      await demo.evaluate((element) => {
        const parent = element.parentElement;
        element.remove();
        parent?.append(element);
      });
      await told(demo, /^Nothing has been timed yet/);
      await demo.getByRole("button", { name: "Time them" }).click();
      await done(demo);
    });
  });

  test("a network that is missing is said, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/weights\.bin/, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage(race, { prepare, expected: /Failed to load resource/ }, async (demo) => {
      await demo.getByRole("button", { name: "Time them" }).click();
      await demo.locator("[role=alert]", { hasText: "could not be timed" }).waitFor();
      faulty = false;
      await demo.getByRole("button", { name: "Retry" }).click();
      await done(demo);
    });
  });
});

/** paint-like in a real browser, with the tutorial's network: painted, paused, set from outside, and when files miss. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("eyes", "eyes-wasm"));

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<paint-like model="eyes">Here you could watch.</paint-like>
    <p><try-it set="photo: 1; style: 5; content: 0">There</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("paint-like");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const button = (demo: Locator, name: string): Locator =>
  demo.getByRole("button", { name, exact: true });
const sentence = async (demo: Locator): Promise<string> =>
  (await demo.locator(".sentence").textContent())?.trim() ?? "";

/** The values of the picture on its way, as the element shows them. */
async function shown(demo: Locator): Promise<readonly number[]> {
  return demo
    .locator(".picture lbl-map")
    .evaluate((map) => [...(map as unknown as { values: Float32Array }).values]);
}

/** Waits until the photograph is there. */
async function photographed(demo: Locator): Promise<void> {
  await demo.locator(".picture lbl-map").waitFor();
  for (let turn = 0; turn < 200; turn++) {
    if ((await shown(demo)).some((value) => value > 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("no photograph came");
}

const begun = (demo: Locator): Promise<void> =>
  demo.locator(".sentence", { hasText: /^Step [3-9]/ }).waitFor();

describe("paint-like", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then the picture nears the style, and begins anew", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await photographed(demo);
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights/.test(url)));
      const photo = await shown(demo);
      await button(demo, "Paint").click();
      await told(demo, /^Painted in 60 steps/);
      const left = Number(/(\d+)%/.exec(await sentence(demo))?.[1]);
      assert.ok(left < 60, `${left}% of the style loss is left`);
      assert.notDeepEqual(await shown(demo), photo);
      await button(demo, "Start over").click();
      await demo.locator(".sentence", { hasText: "Press Paint" }).waitFor();
      assert.deepEqual(await shown(demo), photo);
    });
  });

  test("it rests when paused, and goes on where it was", async () => {
    await onPage({}, async (demo, { page }) => {
      await photographed(demo);
      await button(demo, "Paint").click();
      await begun(demo);
      await button(demo, "Pause").click();
      await button(demo, "Go on").waitFor();
      const [before, picture] = [await sentence(demo), await shown(demo)];
      await page.waitForTimeout(500);
      assert.equal(await sentence(demo), before);
      assert.deepEqual(await shown(demo), picture);
      await button(demo, "Go on").click();
      await told(demo, /^Painted in 60 steps/);
    });
  });

  test("taken from the page while it paints, it can be put back and goes on", async () => {
    await onPage({}, async (demo) => {
      await photographed(demo);
      await button(demo, "Paint").click();
      await begun(demo);
      await demo.evaluate((element) => {
        const { parentElement, nextSibling } = element;
        element.remove();
        parentElement?.insertBefore(element, nextSibling);
      });
      await button(demo, "Go on").click();
      await told(demo, /^Painted in 60 steps/);
    });
  });

  test("prose sets it, the address keeps it, and keys do all", async () => {
    await onPage({ query: "?eyes.photo=6" }, async (demo, { page }) => {
      await photographed(demo);
      await demo
        .locator(".sentence", { hasText: "a temple in the style of a cup of coffee" })
        .waitFor();
      await page.locator("try-it").getByRole("button").press("Enter");
      await page.waitForURL(/eyes\.photo=1&eyes\.style=5&eyes\.content=0/);
      await demo.locator(".sentence", { hasText: "a cat in the style of a flower" }).waitFor();
      await demo.getByRole("slider").press("ArrowRight");
      await page.waitForURL(/eyes\.content=1/);
    });
  });

  test("a photo of the reader's own is painted, too", async () => {
    await onPage({}, async (demo) => {
      await photographed(demo);
      const before = await shown(demo);
      await demo
        .locator("input[type=file]")
        .first()
        .setInputFiles("docs/data/photos/astronaut.jpg");
      await demo.locator(".sentence", { hasText: "your photo in the style of" }).waitFor();
      assert.notDeepEqual(await shown(demo), before);
    });
  });

  test("a network that is missing is said, and so is a photo; Retry fetches them", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/weights|rocket\.jpg/, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      const row = demo.locator("[role=alert]", { hasText: "could not be fetched" });
      await row.waitFor();
      const contents = demo.locator("select").first();
      const missing = await contents.inputValue();
      await contents.selectOption("a cat");
      await row.waitFor({ state: "detached" });
      await photographed(demo);
      await button(demo, "Paint").click();
      const network = demo.locator("[role=alert]", { hasText: "network is not here" });
      await network.waitFor();
      faulty = false;
      await network.getByRole("button", { name: "Retry" }).click();
      await network.waitFor({ state: "detached" });
      await button(demo, "Paint").click();
      await told(demo, /^Painted in 60 steps/);
      faulty = true;
      await contents.selectOption(missing);
      await row.waitFor();
      faulty = false;
      const before = await shown(demo);
      await row.getByRole("button", { name: "Retry" }).click();
      await row.waitFor({ state: "detached" });
      for (let turn = 0; turn < 100; turn++) {
        if (!isDeepStrictEqual(await shown(demo), before)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.fail("the photograph didn't come");
    });
  });

  test("it fits a phone, light and dark, and has no barriers", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await onPage(
        { viewport: { width: 360, height: 780 }, colorScheme },
        async (demo, { page }) => {
          await photographed(demo);
          await fits(page);
          assert.deepEqual(await violations(page, "paint-like"), []);
        },
      );
    }
  });
});

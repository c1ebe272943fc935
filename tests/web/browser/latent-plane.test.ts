/** latent-plane in a real browser, with the tutorial's network: by mouse, keys and finger, and when files miss. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { draw, fits, near, pixels, quietly, seven, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("digit-plane", "digit-plane-wasm"));

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const map = "7 1.5 1.5; 1 -1.5 -1.5; 0 -1.5 1.5";
  const element = `<latent-plane model="digit-plane" map="${map}">Here you could drag.</latent-plane>
    <p><try-it set="image: 1; at: 1.5 -0.5">There</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("latent-plane");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const plane = (demo: Locator): Locator => demo.locator("lbl-latent-map canvas");
const image = (demo: Locator, number: number): Locator =>
  demo.getByRole("button", { name: `test image ${number},` });

/** Opacities of a small picture, row by row. */
async function shown(demo: Locator, name: RegExp): Promise<number[]> {
  const { data } = await pixels(demo.getByRole("img", { name }).locator("canvas"));
  return data.filter((_, index) => index % 4 === 3);
}
const atCross = (demo: Locator): Promise<number[]> => shown(demo, /^What the decoder draws/);

/** Waits until a condition holds. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100; turn++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("it never held");
}

describe("latent-plane", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then each place under the finger is drawn", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await image(demo, 1).waitFor();
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights/.test(url)));
      assert.ok((await atCross(demo)).every((value) => value === 0));
      const box = await plane(demo).boundingBox();
      assert.ok(box !== null);
      const { x, y, width } = box;
      await page.mouse.move(x + 0.2 * width, y + 0.8 * width);
      await page.mouse.down();
      await told(demo, /^The cross is at −0\.9, −0\.9\. Nearest on the map: 1, /);
      const first = await atCross(demo);
      assert.ok(first.some((value) => value > 100));
      await page.mouse.move(x + 0.8 * width, y + 0.2 * width, { steps: 4 });
      // While the finger is down, before anything is said.
      await until(async () => (await atCross(demo)).join() !== first.join());
      await page.mouse.up();
      await told(demo, /^The cross is at 0\.9, 0\.9\. Nearest on the map: 7, /);
      assert.ok(!requests.some((url) => /engine-/.test(url)), "no TensorFlow.js");
      await page.mouse.move(x + 0.5 * width, y + 0.5 * width);
      await told(demo, /^The cross is at 0\.9, 0\.9\./);
    });
  });

  test("the reader's seven gets its place, with a ring that stays when the cross goes on", async () => {
    await onPage({}, async (demo) => {
      await draw(demo, seven);
      await told(demo, /^Your digit lies at /);
      const given = await shown(demo, /^What the encoder is given/);
      assert.ok(given.some((value) => value > 200));
      const name = (await plane(demo).getAttribute("aria-label")) ?? "";
      const [, cross, ring] = /now at (.+)\. The ring, your own, is at (.+)\.$/.exec(name) ?? [];
      assert.ok(cross !== undefined && cross === ring, name);
      await plane(demo).press("ArrowRight");
      await told(demo, /^The cross is at /);
      const after = (await plane(demo).getAttribute("aria-label")) ?? "";
      assert.ok(after.endsWith(`The ring, your own, is at ${ring}.`), after);
      assert.ok(!after.includes(`now at ${cross}.`), after);
      await demo.getByRole("button", { name: "Clear" }).click();
      await until(async () => !(await plane(demo).getAttribute("aria-label"))?.includes("ring"));
    });
  });

  test("a phrase sets picture and place, both are in the address, and come back", async () => {
    await onPage({}, async (demo, { page }) => {
      await near(page.locator("try-it"));
      await page.locator("try-it [role=button]").click();
      await told(demo, /^The cross is at 1\.5, −0\.5\./);
      await page.waitForURL(/digit-plane\.image=1&digit-plane\.at=1\.5[+ %20]+-0\.5/);
      assert.match((await plane(demo).getAttribute("aria-label")) ?? "", /The ring, your own/);
      const before = await atCross(demo);
      await page.reload();
      await told(demo, /^The cross is at 1\.5, −0\.5\./);
      assert.deepEqual(await atCross(demo), before);
      await image(demo, 1).click();
      await told(demo, /^The test image lies at /);
      await page.waitForURL((url) => !url.searchParams.has("digit-plane.at"));
    });
  });

  test("by the keyboard alone, at 360 pixels, in the dark, for a screen reader", async () => {
    const options = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;
    await onPage(options, async (demo, { page }) => {
      await image(demo, 2).press("Enter");
      await told(demo, /^The test image lies at /);
      for (let step = 0; step < 40; step++) await plane(demo).press("ArrowLeft");
      await told(demo, /^The cross is at −1\.6, /);
      await fits(page);
      assert.deepEqual(await violations(page, "latent-plane"), []);
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
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await image(demo, 1).click();
      await demo.locator("[role=alert]", { hasText: "network is not here" }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await told(demo, /^The test image lies at /);
    });
  });
});

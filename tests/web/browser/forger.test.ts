/** latent-plane with a decoder alone, the forger of the tutorial on GANs, in a real browser. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, pixels, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("forger", "forger-wasm"));
const READ =
  /^The cross is at .+\. Our classifier reads what is drawn there as an? \d \(>?\d+\.\d%\)\./;

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<latent-plane model="forger" decoder map="7 1.5 1.5; 1 -2 -2">Here you could drag.</latent-plane>
    <p><try-it set="at: 1.5 -0.5">There</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("latent-plane");
  await quietly(visited, here.server.url, async () => check(await near(demo), visited));
}

const plane = (demo: Locator): Locator => demo.locator("lbl-latent-map canvas");

/** Opacities of what is drawn at the cross, row by row. */
async function drawn(demo: Locator): Promise<string> {
  const { data } = await pixels(
    demo.getByRole("img", { name: "What the network draws at the cross" }).locator("canvas"),
  );
  return data.filter((_, index) => index % 4 === 3).join();
}

describe("a decoder alone", { concurrency: 2 }, () => {
  test("there is nothing to draw on, and each place has its picture and its reading", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /\.wasm|weights/.test(url)), "nothing before a touch");
      assert.equal(await demo.locator("lbl-pad").count(), 0);
      await plane(demo).press("ArrowRight");
      await told(demo, READ);
      const first = await drawn(demo);
      for (let step = 0; step < 12; step++) await plane(demo).press("ArrowUp");
      await told(demo, /^The cross is at 0\.\d, [12]\.\d\./);
      assert.notEqual(await drawn(demo), first);
      assert.match(
        (await plane(demo).getAttribute("aria-label")) ?? "",
        /^The plane with 2 digits\./,
      );
    });
  });

  test("a phrase sets the place, which is in the address, and comes back", async () => {
    await onPage({}, async (demo, { page }) => {
      await near(page.locator("try-it"));
      await page.locator("try-it [role=button]").click();
      await told(demo, /^The cross is at 1\.5, −0\.5\./);
      await page.waitForURL(/forger\.at=1\.5[+ %20]+-0\.5/);
      const before = await drawn(demo);
      await page.reload();
      await told(demo, /^The cross is at 1\.5, −0\.5\./);
      assert.equal(await drawn(demo), before);
    });
  });

  test("by the keyboard alone, at 360 pixels, in the dark, for a screen reader", async () => {
    const options = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;
    await onPage(options, async (demo, { page }) => {
      await plane(demo).press("ArrowLeft");
      await told(demo, READ);
      await fits(page);
      assert.deepEqual(await violations(page, "latent-plane"), []);
    });
  });

  test("a network that is missing is said, and Retry draws what was asked for", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/weights\.bin/, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await plane(demo).press("ArrowLeft");
      await demo.locator("[role=alert]", { hasText: "network is not here" }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await told(demo, READ);
    });
  });
});

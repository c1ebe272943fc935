/** from-noise in a real browser, with the site's denoiser: by mouse and keys, and when files miss. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { draw, fits, near, pixels, quietly, seven, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("denoiser", "denoiser-wasm"));

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<from-noise model="denoiser">Here you could use noise.</from-noise>
    <p><try-it set="image: 1; noise: 100; digit: 3; steps: 4">Make it a 3</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("from-noise");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const image = (demo: Locator, number: number): Locator =>
  demo.getByRole("button", { name: `test image ${number},` });
const time = (demo: Locator): Locator => demo.getByRole("slider", { name: "Time" });
const noise = (demo: Locator): Locator => demo.getByRole("slider", { name: "Noise" });

/** Opacities of a small picture, row by row. */
async function shown(demo: Locator, name: string): Promise<number[]> {
  const picture = demo.getByRole("img", { name, exact: true });
  const { data } = await pixels(picture.locator("canvas"));
  return data.filter((_, index) => index % 4 === 3);
}

const atStart = (demo: Locator): Promise<number[]> => shown(demo, "The picture at the start");
const now = (demo: Locator): Promise<number[]> => shown(demo, "The picture now");
const guess = (demo: Locator): Promise<number[]> => shown(demo, "The network's guess of the end");

describe("from-noise", { concurrency: 2 }, () => {
  test("nothing runs before a touch; the reader's seven sinks into noise and comes back", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await image(demo, 1).waitFor();
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights-/.test(url)));
      await draw(demo, seven);
      await told(
        demo,
        /^From 70% noise, asked for a 7\. In 16 steps: our classifier reads what came as an? \d/,
      );
      // What was told may be of the first stroke.
      let same = false;
      for (let tries = 0; tries < 100 && !same; tries++)
        same = isDeepStrictEqual(await now(demo), await guess(demo));
      assert.ok(same, "at the end it's what was guessed");
      assert.notDeepEqual(await now(demo), await atStart(demo));
    });
  });

  test("one scrubs through time: at step 0 it is where it began, and each step moves it", async () => {
    await onPage({}, async (demo) => {
      await image(demo, 1).click();
      await told(demo, /In 16 steps/);
      await time(demo).fill("0");
      await told(demo, /At step 0 of 16: our classifier reads its guess/);
      const start = await now(demo);
      assert.deepEqual(start, await atStart(demo));
      await time(demo).fill("9");
      await told(demo, /At step 9 of 16/);
      assert.notDeepEqual(await now(demo), start);
      assert.deepEqual(await atStart(demo), start);
    });
  });

  test("with 100% noise the drawing makes no difference, with less it does", async () => {
    await onPage({}, async (demo) => {
      const start = async (number: number, percent: string): Promise<number[]> => {
        await image(demo, number).click();
        await noise(demo).fill(percent);
        await told(demo, new RegExp(`^From ${percent}% noise`));
        const picture = await atStart(demo);
        await demo.getByRole("button", { name: "Clear" }).click();
        await told(demo, /^From noise alone/);
        return picture;
      };
      assert.deepEqual(await start(1, "100"), await start(2, "100"));
      assert.notDeepEqual(await start(1, "40"), await start(2, "40"));
    });
  });

  test("other noise is other noise, and the address brings the same one back", async () => {
    await onPage({}, async (demo, { page }) => {
      await image(demo, 1).click();
      await told(demo, /In 16 steps/);
      const first = await atStart(demo);
      await demo.getByRole("button", { name: "Other noise" }).click();
      await page.waitForURL(/denoiser\.seed=2/);
      await told(demo, /In 16 steps/);
      const second = await atStart(demo);
      assert.notDeepEqual(first, second);
      await page.reload();
      await told(demo, /In 16 steps/);
      assert.deepEqual(await atStart(demo), second);
    });
  });

  test("a phrase asks for a 3 in four steps; without a drawing it is noise alone", async () => {
    await onPage({}, async (demo, { page }) => {
      await near(page.locator("try-it"));
      await page.locator("try-it [role=button]").click();
      await told(demo, /^From 100% noise, asked for a 3\. In 4 steps/);
      await page.waitForURL(/denoiser\.noise=100&denoiser\.digit=3&denoiser\.steps=4/);
      await demo.getByRole("button", { name: "Clear" }).click();
      await demo.getByRole("combobox", { name: "Ask for" }).selectOption("anything");
      await demo.getByRole("combobox", { name: "Steps" }).selectOption("1");
      await told(demo, /^From noise alone, asked for anything\. In 1 step: /);
    });
  });

  test("it is played from the start to the end, and can be stopped", async () => {
    await onPage({}, async (demo) => {
      await image(demo, 1).click();
      await told(demo, /In 16 steps/);
      await demo.getByRole("button", { name: "Watch it come back" }).click();
      await demo.getByText(/^Time: step [1-9] of 16$/).waitFor();
      await demo.getByRole("button", { name: "Stop" }).click();
      await told(demo, /At step \d+ of 16/);
      await demo.getByRole("button", { name: "Watch it come back" }).click();
      await told(demo, /In 16 steps/);
    });
  });

  test("who wants no motion goes on step by step", async () => {
    await onPage({ reducedMotion: "reduce" }, async (demo) => {
      await image(demo, 1).click();
      await told(demo, /In 16 steps/);
      const watch = demo.getByRole("button", { name: "Watch it come back" });
      await watch.click();
      await told(demo, /At step 0 of 16/);
      await watch.click();
      await told(demo, /At step 1 of 16/);
    });
  });

  test("by the keyboard alone, at 360 pixels, for a screen reader", async () => {
    await onPage({ viewport: { width: 360, height: 740 } }, async (demo, { page }) => {
      await image(demo, 2).press("Enter");
      await told(demo, /^From 70% noise/);
      await noise(demo).press("End");
      await told(demo, /^From 100% noise/);
      await time(demo).press("ArrowLeft");
      await told(demo, /At step 15 of 16/);
      await fits(page);
      assert.deepEqual(await violations(page, "from-noise"), []);
    });
  });

  test("a network that is missing is said, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/models\/denoiser[\w-]*\/.*\.(wasm|bin)/, (route) =>
          faulty && !/example-/.test(route.request().url())
            ? route.fulfill({ status: 404, body: "" })
            : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await image(demo, 1).click();
      await demo.locator("[role=alert]", { hasText: "The network is not here." }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await told(demo, /^From 70% noise/);
    });
  });
});

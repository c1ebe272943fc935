/** two-players in a real browser: played, stopped, painted for, taken away, and when its code misses. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { DemoPageOptions } from "../support/demo-page.ts";
import { openExplorable } from "../support/explorable-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { told } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements());
const tag = "two-players";
const open = (
  options: DemoPageOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> => openExplorable(here, tag, options, check);

const button = (demo: Locator, name: string): Locator =>
  demo.getByRole("button", { name, exact: true });
const round = async (demo: Locator): Promise<number> =>
  Number(/Round (\d+)/.exec(await demo.locator(".result").innerText())?.[1]);

describe("two-players", { concurrency: 2 }, () => {
  test("plays until it's paused, and goes on by single rounds", async () => {
    await open({}, async (page, demo) => {
      await button(demo, "Play").click();
      await demo.locator(".result", { hasText: /[1-8] of the 8 heaps/ }).waitFor();
      await button(demo, "Pause").click();
      await told(demo.locator("figure"), /^Paused\. Round \d+/);
      await button(demo, "Play").waitFor();
      // A round that was under way when the pause came is still told.
      let before = NaN;
      for (let now = await round(demo); now !== before; now = await round(demo)) {
        before = now;
        await page.waitForTimeout(500);
      }
      await button(demo, "One round").click();
      await demo.locator(".result", { hasText: `Round ${before + 1}:` }).waitFor();
      await button(demo, "New start").click();
      await demo.locator(".result", { hasText: "Round 0:" }).waitFor();
    });
  });

  test("learning rates change during a game, other points begin a new one", async () => {
    await open({}, async (page, demo) => {
      await button(demo, "One round").click();
      await demo.locator(".result", { hasText: "Round 1:" }).waitFor();
      await demo.getByRole("slider", { name: "Generator's learning rate" }).press("End");
      await page.waitForURL(/two-players\.generator=0\.03/);
      await button(demo, "One round").click();
      await demo.locator(".result", { hasText: "Round 2:" }).waitFor();
      await demo.getByLabel("Real points").selectOption("line");
      await demo.locator(".result", { hasText: /Round 0: .* real ones have one near/ }).waitFor();
    });
  });

  test("points are painted by mouse and by keys, taken back, and kept in the address", async () => {
    await open({ query: `?${tag}.data=own` }, async (page, demo) => {
      await demo.locator(".result", { hasText: "Paint some points" }).waitFor();
      const plane = demo.locator("lbl-plane canvas");
      const box = await plane.boundingBox();
      assert.ok(box !== null);
      await page.mouse.move(box.x + 60, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + 160, box.y + 60, { steps: 10 });
      await page.mouse.up();
      await told(demo.locator("figure"), /^(1[01]|[6-9]) points\./);
      await plane.press("ArrowRight");
      await plane.press("Enter");
      await page.waitForURL(/two-players\.points=\w+/);
      await button(demo, "One round").click();
      await demo.locator(".result", { hasText: /^Round 1: / }).waitFor();
      await button(demo, "Clear").click();
      await told(demo.locator("figure"), /^0 points\./);
    });
  });

  test("taken away it leaves no worker, and put back it plays again", async () => {
    await open({}, async (page, demo) => {
      await button(demo, "Play").click();
      await demo.locator(".result", { hasText: /Round [1-9]/ }).waitFor();
      assert.equal(page.workers().length, 1);
      await demo.evaluate((element) => {
        const place = element.parentElement;
        element.remove();
        (globalThis as { back?: () => void }).back = () => place?.append(element);
      });
      await page.waitForFunction(() => document.querySelector("two-players") === null);
      for (let turn = 0; turn < 100 && page.workers().length > 0; turn++)
        await page.waitForTimeout(50);
      assert.equal(page.workers().length, 0);
      await page.evaluate(() => (globalThis as { back?: () => void }).back?.());
      await button(demo, "Play").click();
      await demo.locator(".result", { hasText: /Round [1-9]/ }).waitFor();
    });
  });

  test("code that does not come is said, and Play brings it", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/players-[-\w]*\.js$/, (route) =>
          faulty ? route.fulfill({ status: 404 }) : route.continue(),
        );
    await open({ prepare, expected: /Failed to load|404/ }, async (_page, demo) => {
      await demo.getByRole("alert").waitFor();
      faulty = false;
      await button(demo, "Play").click();
      await demo.locator(".result", { hasText: /Round [1-9]/ }).waitFor();
      assert.equal(await demo.getByRole("alert").count(), 0);
    });
  });
});

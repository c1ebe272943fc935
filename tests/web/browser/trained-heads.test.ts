/** `<attention-lab>`'s trained GPT: it goes on with the reader's digits, and its heads light up over them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { openExplorable } from "../support/explorable-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, told } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("sorter", "sorter-wasm"));
const tag = "attention-lab";
const query = `?${tag}.show=heads`;

const open = (
  options: DemoPageOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> => openExplorable(here, tag, { query, ...options }, check);

const next = (demo: Locator): Locator => demo.getByRole("button", { name: "Next token" });
const heads = (demo: Locator): Locator =>
  demo.getByRole("table", { name: "Where each head looks" });

/** The shares of each head, as a screen reader is told them. */
function shares(demo: Locator): Promise<number[][]> {
  return heads(demo)
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td .only-read")].map((cell) => parseInt(cell.textContent)),
      ),
    );
}

describe("a trained GPT", () => {
  test("reads the reader's list and writes one token a press, to the end", async () => {
    await open({}, async (page, demo) => {
      await demo.getByLabel("Your digits").fill("2x1");
      // What is typed is read at once; what is no digit is not taken.
      await told(demo.locator("figure"), /^It reads = and writes (\d|=|the end), with \d+%\./);
      assert.equal(await demo.getByLabel("Your digits").inputValue(), "21");
      await page.waitForFunction(() => location.search.includes("attention-lab.list=21"));
      for (let pressed = 0; pressed < 18 && (await next(demo).isEnabled()); pressed++) {
        const before = await heads(demo).locator("thead th").count();
        await next(demo).press("Enter");
        await heads(demo).locator("thead th").nth(before).waitFor({ state: "attached" });
      }
      await told(demo.locator("figure"), /Sorted, without a mistake\.|Not sorted: .* be 1 2\./);
    });
  });

  test("a list that is typed in one go is gone on with", async () => {
    await open({}, async (page, demo) => {
      await next(demo).press("Enter");
      await told(demo.locator("figure"), /^It reads =/);
      // As on a slow phone: keys come while it is at work on those before.
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
      const field = demo.getByLabel("Your digits");
      for (const list of ["1234567890", "2718281828", "9876543210", "3141592653"]) {
        await field.press("ControlOrMeta+a");
        await field.pressSequentially(list, { delay: 60 });
        await page.waitForFunction((all) => location.search.includes(all), `list=${list}`);
        await demo.getByText("it begins to write").waitFor({ state: "hidden" });
      }
    });
  });

  test("each head shares out one look over what came before", async () => {
    await open({ query: `${query}&${tag}.list=907&${tag}.wrote=2` }, async (_page, demo) => {
      await told(demo.locator("figure"), /^It reads .* and writes/);
      const found = await shares(demo);
      assert.equal(found.length, 4);
      for (const share of found) {
        // Three digits, the equals sign, one token that was written.
        assert.equal(share.length, 5);
        const sum = share.reduce((total, part) => total + part, 0);
        assert.ok(Math.abs(sum - 100) <= 3, share.join());
      }
    });
  });

  test("back to the start is back to one's own hand", async () => {
    await open({}, async (page, demo) => {
      await demo.getByRole("slider", { name: /^Tokens to write/ }).press("ArrowRight");
      await told(demo.locator("figure"), /^It reads =/);
      await demo.getByRole("button", { name: "Back to the start" }).click();
      await demo.locator("lbl-plane").first().waitFor();
      await page.waitForFunction(() => location.search === "");
    });
  });

  test("the focus stays: on the switch of sides, on a button that is done, in a field", async () => {
    await open({ query: `${query}&${tag}.list=1` }, async (page, demo) => {
      const focused = (): Promise<boolean> =>
        demo.evaluate((element) => element.shadowRoot?.activeElement !== null);
      await next(demo).focus();
      for (let pressed = 0; pressed < 6; pressed++) {
        await page.keyboard.press("Enter");
        await told(demo.locator("figure"), /^It reads/);
      }
      await demo.getByRole("slider", { name: /^Tokens to write/ }).press("End");
      await next(demo).and(demo.locator("[aria-disabled=true]")).focus();
      const written = await demo.locator("thead th").count();
      await page.keyboard.press("Enter");
      assert.ok(await focused());
      assert.equal(await demo.locator("thead th").count(), written);

      // A letter in the middle is not taken, and the caret stays where it was.
      const field = demo.getByLabel("Your digits");
      await field.fill("123");
      await field.press("Home");
      await field.press("ArrowRight");
      await field.pressSequentially("x4");
      assert.equal(await field.inputValue(), "1423");

      await demo.getByRole("radio", { name: "a trained GPT" }).press("ArrowLeft");
      await demo.locator("lbl-plane").first().waitFor();
      assert.ok(await focused());
      // The explorable's own key doesn't open the page's search, which hears the same one.
      await page.evaluate(() => {
        addEventListener("keydown", ({ key }) => (document.title = key));
      });
      await page.keyboard.press("s");
      await heads(demo).waitFor();
      assert.ok(await focused());
      assert.notEqual(await page.title(), "s");
    });
  });

  test("a network that doesn't come is said, and tried again", async () => {
    const card = "**/models/sorter*/card.json*";
    const visited = await demoPage(
      here.browser,
      here.server,
      `<${tag} explorable heads>It takes JavaScript.</${tag}>`,
      { prepare: (page) => page.route(card, (route) => route.abort()) },
    );
    try {
      const demo = await near(visited.page.locator(tag));
      await demo.getByRole("alert").waitFor();
      await visited.page.unroute(card);
      await demo.getByRole("button", { name: "Retry" }).click();
      await next(demo).click();
      await told(demo.locator("figure"), /^It reads =/);
      // Where it begins with the heads, the start is with the heads.
      await demo.getByRole("button", { name: "Back to the start" }).click();
      await demo.locator(".result", { hasText: "Press “Next token”" }).waitFor();
    } finally {
      await visited.close();
    }
  });

  for (const width of [1280, 360])
    test(`the longest list fits ${width} pixels and one screen, and axe finds nothing`, async () => {
      const viewport = { width, height: 740 };
      const long = `${query}&${tag}.list=3141592653&${tag}.wrote=11`;
      await open({ viewport, query: long }, async (page, demo) => {
        await told(demo.locator("figure"), /^It reads/);
        await fits(page);
        const [stage, result] = await Promise.all(
          [".stage", ".result"].map((part) => demo.locator(part).boundingBox()),
        );
        assert.ok(stage && result && result.y + result.height - stage.y <= viewport.height);
        assert.deepEqual(await violations(page, tag), []);
      });
    });
});

/** three-in-a-row in a real browser: by mouse and keys, trained in the page, and when files are missing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("three-in-a-row", "three-in-a-row-wasm"));

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<three-in-a-row model="three-in-a-row" games="0 12800 256000">Here you could play.</three-in-a-row>
    <p><try-it set="player: after; begin: you; moves: 15">two squares</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("three-in-a-row");
  await quietly(visited, here.server.url, async () => check(await near(demo), visited));
}

const button = (demo: Locator, name: string): Locator =>
  demo.getByRole("button", { name, exact: true });
const square = (demo: Locator, number: number): Locator =>
  demo.getByRole("button", { name: new RegExp(`^${number}, `) });
const stones = async (demo: Locator): Promise<string> => {
  const names = await demo
    .locator(".square")
    .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
  return names.map((name) => /: (×|○|free)/.exec(name)?.[1]?.replace("free", ".") ?? "?").join("");
};
const ITS_MOVE = /^It took [1-9], [a-z ]+, with \d+%\. You are [×○]\./;
const OVER = /(You win!|A draw\.|It wins\.)$/;

/** Takes the first free square until the game is over. */
async function playOn(demo: Locator): Promise<void> {
  for (let turn = 0; turn < 6; turn++) {
    const status = (await demo.getByRole("status").textContent()) ?? "";
    if (OVER.test(status.trim())) return;
    const free = (await stones(demo)).indexOf(".") + 1;
    await square(demo, free).press("Enter");
    await square(demo, free).and(demo.locator(":not([aria-label*=free])")).waitFor();
    // The network has answered, or the game is over: what was said before says neither.
    const open = demo.locator(".square[aria-disabled=false]").first();
    await open
      .or(demo.getByRole("status").filter({ hasText: OVER }))
      .first()
      .waitFor();
  }
}

describe("three-in-a-row", { concurrency: 2 }, () => {
  test("nothing runs before a move; then it answers, and a taken square stays", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /\.wasm|weights|game-/.test(url)), requests.join("\n"));
      await square(demo, 1).click();
      await told(demo, ITS_MOVE);
      const board = await stones(demo);
      assert.equal(board[0], "×");
      assert.equal(Array.from(board).filter((stone) => stone === "○").length, 1);
      await square(demo, 1).press("Enter");
      assert.equal(await stones(demo), board);
    });
  });

  test("a game is played to its end, is counted, and the next one begins", async () => {
    await onPage({}, async (demo) => {
      await playOn(demo);
      await told(demo, OVER);
      const said = (await demo.getByText(/^Against this one/).textContent()) ?? "";
      const counts = Array.from(said.matchAll(/\d/g), ([digit]) => Number(digit));
      assert.equal(
        counts.reduce((sum, one) => sum + one, 0),
        1,
        said,
      );
      await button(demo, "New game").click();
      await told(demo, /^You are ×\./);
      assert.equal(await stones(demo), ".........");
    });
  });

  test("it begins if it's asked to, and says what it thinks only if that's wanted", async () => {
    await onPage({}, async (demo) => {
      await button(demo, "Let it begin").click();
      await told(demo, /^It took .* You are ○\.$/);
      assert.ok((await demo.locator(".square .share").count()) > 0);
      await demo.getByLabel("Show what it thinks").uncheck();
      assert.equal(await demo.locator(".square .share").count(), 0);
    });
  });

  test("a phrase plays its squares, the address keeps the game, and brings it back", async () => {
    await onPage({ reducedMotion: "reduce" }, async (demo, { page }) => {
      await near(page.locator("try-it"));
      await page.locator("try-it [role=button]").click();
      await told(demo, ITS_MOVE);
      await page.waitForURL(/three-in-a-row\.player=after&three-in-a-row\.moves=1/);
      const board = await stones(demo);
      assert.equal(board[0], "×");
      const after = demo.getByRole("button", { name: "After 256,000 games" });
      assert.equal(await after.getAttribute("aria-pressed"), "true");
      await page.reload();
      await told(demo, ITS_MOVE);
      assert.equal(await stones(demo), board);
    });
  });

  test("one is trained in the page, plays while it trains, pauses, and begins anew", async () => {
    await onPage({}, async (demo, { requests }) => {
      await button(demo, "Yours").click();
      const curve = demo.getByRole("img", { name: /^Against a rival by chance\./ });
      const opening = demo.getByRole("img", { name: /^Its opening: / });
      const before = await opening.getAttribute("aria-label");
      await button(demo, "Train").click();
      await demo.getByRole("img", { name: /Won: \d+% at game 2560, \d+% at game/ }).waitFor();
      assert.notEqual(await opening.getAttribute("aria-label"), before);
      await square(demo, 5).click();
      await told(demo, ITS_MOVE);
      await button(demo, "Pause").click();
      await told(demo, /^Paused after [\d,]+ games\.$/);
      assert.ok(!requests.some((url) => url.includes(".wasm")), "no network of ours");
      await demo.getByRole("combobox", { name: "A defeat costs" }).selectOption("0");
      await told(demo, /^You are ×\./);
      assert.match((await curve.getAttribute("aria-label")) ?? "", /Won: nothing yet\./);
    });
  });

  test("taken away and put back, it goes on training from where it was", async () => {
    await onPage({}, async (demo, { page }) => {
      await button(demo, "Yours").click();
      await button(demo, "Train").click();
      const trained = demo.getByRole("img", { name: /Won: \d+% at game 2560/ });
      await trained.waitFor();
      await page.evaluate(() => {
        const element = document.querySelector("three-in-a-row");
        const place = element?.parentElement;
        element?.remove();
        if (element) place?.append(element);
      });
      await button(demo, "Train").click();
      await demo.getByRole("img", { name: /at game 2560, .*at game/ }).waitFor();
      await square(demo, 1).click();
      await told(demo, ITS_MOVE);
    });
  });

  test("by the keyboard alone, at 360 pixels, in the dark, for a screen reader", async () => {
    const options = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;
    await onPage(options, async (demo, { page }) => {
      await square(demo, 5).focus();
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Enter");
      await told(demo, ITS_MOVE);
      assert.equal((await stones(demo))[0], "×");
      const free = (await stones(demo)).lastIndexOf(".") + 1;
      await page.keyboard.press(String(free));
      await square(demo, free).and(demo.locator("[aria-label*='×']")).waitFor();
      await button(demo, "Yours").press("Enter");
      await button(demo, "Train").waitFor();
      await fits(page);
      assert.deepEqual(await violations(page, "three-in-a-row"), []);
    });
  });

  test("a network that is missing is said, and Retry goes on with the game", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/models\/three-in-a-row[\w-]*\/.*\.(wasm|bin)/, (route) =>
          faulty && !/example-/.test(route.request().url())
            ? route.fulfill({ status: 404, body: "" })
            : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await square(demo, 1).click();
      await demo.locator("[role=alert]", { hasText: "network is not here" }).waitFor();
      faulty = false;
      await button(demo, "Retry").click();
      await told(demo, ITS_MOVE);
      assert.equal((await stones(demo))[0], "×");
    });
  });

  test("a trainer that is missing is said, and Train tries again", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/game-[-\w]*\.js$/, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await button(demo, "Yours").click();
      await button(demo, "Train").click();
      await demo.getByRole("alert").waitFor();
      faulty = false;
      await button(demo, "Train").click();
      await demo.getByRole("img", { name: /Won: \d+% at game 2560/ }).waitFor();
    });
  });
});

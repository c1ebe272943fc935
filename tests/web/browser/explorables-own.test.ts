/** What each of the newer explorables does that no table says. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type { DemoPageOptions } from "../support/demo-page.ts";
import { openExplorable } from "../support/explorable-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { told } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(serveElements);

const open = (
  tag: string,
  options: DemoPageOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> => openExplorable(here, tag, options, check);

describe("see backprop", () => {
  const tag = "see-backprop";

  test("goes forward and back, tells each line, and learns", async () => {
    await open(tag, {}, async (_page, demo) => {
      const next = demo.getByRole("button", { name: "Next" });
      await next.click();
      await told(demo.locator("figure"), /^a₁ = w₁₁ · x₁ \+ w₁₂ · x₂ \+ b₁ = .* = 1\.5\./);
      await demo.getByRole("button", { name: "Forward" }).click();
      await told(demo.locator("figure"), /^L = ½ \(y − t\)² = .*From here, the way back/);
      await demo.getByRole("button", { name: "All back" }).click();
      assert.ok(await next.isDisabled());
      const ledger = demo.getByRole("list", { name: /^All numbers/ });
      await ledger.getByRole("button", { name: /^dw₁₁/ }).click();
      const line = await told(demo.locator("figure"), /^dw₁₁ = da₁ · x₁ = /);
      const [, slope, trial] = /= (−?[\d.]+)\. By trial,.*: (−?[\d.]+)\.$/.exec(line) ?? [];
      assert.ok(slope !== undefined && slope === trial, line);
      await demo.getByRole("button", { name: "All back" }).click();
      await demo.getByRole("button", { name: "Learn" }).click();
      const said = await told(demo.locator("figure"), /Loss [\d.]+ before, [\d.]+ now/);
      const [before = 0, now = 0] = (said.match(/\d\.\d+/g) ?? []).map(Number);
      assert.ok(now < before, said);
    });
  });

  test("a wrong sign is looked for, found, and counts as an exercise", async () => {
    await open(tag, {}, async (page, demo) => {
      await demo.getByLabel("Find the wrong sign").selectOption("spread");
      await told(demo.locator("figure"), /Which is the first/);
      const ledger = demo.getByRole("list", { name: /^All numbers/ });
      await ledger.getByRole("button", { name: /^dv₁/ }).click();
      await told(demo.locator("figure"), /That sign is right/);
      await ledger.getByRole("button", { name: /^db₂/ }).click();
      await told(demo.locator("figure"), /in what it is made of/);
      await ledger.getByRole("button", { name: /^da₂/ }).press("Enter");
      await told(demo.locator("figure"), /^Found!/);
      assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /backprop spread/);
    });
  });
});

describe("stack layers", () => {
  const tag = "stack-layers";

  test("refuses in the words of either library, and builds on when the brick is gone", async () => {
    await open(tag, {}, async (page, demo) => {
      await demo.locator(".result", { hasText: "expected min_ndim=4, found ndim=2" }).waitFor();
      await demo.getByRole("radio", { name: "PyTorch" }).check();
      await told(demo.locator("figure"), /PyTorch says: Expected 3D \(unbatched\) or 4D/);
      const tower = demo.getByRole("list", { name: /^The network/ });
      await tower.getByRole("button", { name: /doesn't fit/ }).click();
      await page.keyboard.press("Delete");
      await told(demo.locator("figure"), /^28 × 28 × 1 becomes 10\. .* of them in Dense\(64\)/);
      await demo.getByRole("button", { name: "Take it out" }).click();
      await demo.getByRole("button", { name: "Move up" }).click();
      await told(demo.locator("figure"), /28 × 28 × 1 becomes/);
    });
  });

  test("10 by 10 in two bricks is solved, and counts as an exercise", async () => {
    await open(tag, {}, async (page, demo) => {
      await demo.getByLabel("Puzzle").selectOption("ten");
      await told(demo.locator("figure"), /Not yet: 26 × 26 × 8, and 10 × 10/);
      await demo.getByRole("button", { name: "MaxPooling2D", exact: true }).click();
      await demo.getByRole("button", { name: "Move up" }).click();
      const tower = demo.getByRole("list", { name: /^The network/ });
      await tower.getByRole("button", { name: /^Conv2D/ }).click();
      await demo.getByRole("button", { name: "Larger kernel" }).press("Enter");
      await told(demo.locator("figure"), /Solved!/);
      assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /stack ten/);
    });
  });
});

describe("tree and split", () => {
  const tag = "tree-and-split";
  const file = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({
    name: "mine.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });

  test("a deeper tree knows more by heart; a forest knows more of what is new", async () => {
    await open(tag, { reducedMotion: "reduce" }, async (page, demo) => {
      const depth = demo.getByRole("slider", { name: /^Depth/ });
      await depth.focus();
      await page.keyboard.press("End");
      const alone = await told(demo.locator("figure"), /depth 12: right for (99|100)% of the rows/);
      await demo.getByRole("slider", { name: /^Trees/ }).focus();
      await page.keyboard.press("End");
      const together = await told(demo.locator("figure"), /^100 trees/);
      const fresh = (said: string): number => Number(/(\d+)% of new ones/.exec(said)?.[1]);
      assert.ok(fresh(together) > fresh(alone), `${alone} ${together}`);
      await demo.getByText("The first tree in words").click();
      assert.match(await demo.locator("pre").first().innerText(), /≤ [\d.]+\?/);
    });
  });

  test("a table of the reader's grows a tree, or is told what is wrong with it", async () => {
    await open(tag, {}, async (_page, demo) => {
      const bring = demo.locator("input[type=file]");
      await bring.setInputFiles(file("1,2,a\n1,b\n"));
      await told(demo.locator("figure"), /mine\.csv: Line 2 has 2 columns/);
      const rows = Array.from({ length: 40 }, (_, i) => `${i},${i < 20 ? "low" : "high"}`);
      await bring.setInputFiles(file(`size,kind\n${rows.join("\n")}`));
      await told(demo.locator("figure"), /20 rows to learn from, 20 new ones\. high, low/);
      await demo.locator("lbl-take-as-python summary").click();
      assert.match(await demo.locator("lbl-take-as-python pre").innerText(), /open\("mine\.csv"/);
      await demo.locator("lbl-take-as-python summary").click();
      await demo.getByRole("button", { name: "The diamonds again" }).click();
      await told(demo.locator("figure"), /^2 leaves, depth 1/);
    });
  });
});

describe("attention lab", () => {
  const tag = "attention-lab";

  test("a query is moved by keys, a value too, and a task is solved", async () => {
    await open(tag, {}, async (page, demo) => {
      await demo.getByLabel("Task").selectOption("nowhere");
      await told(demo.locator("figure"), /Not yet: shares go from/);
      const [left, right] = [0, 1].map((at) => demo.locator("lbl-plane canvas").nth(at));
      assert.ok(left && right);
      // The cross of the keyboard begins in the middle; a step there and back is the way to 0.
      await left.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowLeft");
      await told(demo.locator("figure"), /Solved!/);
      assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /attention nowhere/);
      await right.focus();
      await page.keyboard.press("ArrowUp");
      await page.waitForFunction(() => location.search.includes("attention-lab.values="));
    });
  });

  test("another word asks, and may not look ahead", async () => {
    await open(tag, {}, async (_page, demo) => {
      await demo
        .getByRole("group", { name: "Who asks" })
        .getByRole("button", { name: "cat" })
        .click();
      await told(demo.locator("figure"), /^“cat” looks at/);
      await demo.getByRole("switch", { name: "Don't look ahead" }).press("Space");
      await told(demo.locator("figure"), /^“cat” looks at/);
      assert.equal(await demo.getByText("comes later").count(), 3);
    });
  });
});

describe("beat it with birds", () => {
  const tag = "beat-it-with-birds";
  const verdict = /^(Right|Wrong)\. After one letter: you [01] right, the network [01]\./;

  test("pecks by button and by arrow keys are told right or wrong, and stand in the address", async () => {
    await open(tag, {}, async (page, demo) => {
      const left = demo.getByRole("button", { name: "left" });
      await left.and(demo.locator(":not([aria-disabled=true])")).click();
      await told(demo.locator("figure"), verdict);
      await page.keyboard.press("ArrowRight");
      await told(demo.locator("figure"), /After 2 letters: you \d right/);
      await page.waitForFunction(() => location.search.endsWith("pecks=lr"));
      await demo.getByText("Letter 3 of 60").waitFor();
      await demo.getByRole("button", { name: "From the first letter" }).click();
      await demo.getByText("Letter 1 of 60").waitFor();
    });
  });

  test("a game that is over tells both curves and the names, and counts as an exercise", async () => {
    const query = `?${tag}.pair=feet&${tag}.pecks=${"l".repeat(59)}`;
    await open(tag, { query }, async (page, demo) => {
      await demo
        .getByRole("button", { name: "left" })
        .and(demo.locator(":not([aria-disabled=true])"))
        .press("Enter");
      const result = demo.locator(".result", { hasText: "The network's:" });
      const said = await result.innerText();
      assert.match(said, /Left was Work Sans, right was Rokkitt\.$/);
      const tens = (text: string): number[] => text.split(", ").map(Number);
      const [, yours = "", its = ""] =
        /Your tens: ([\d, ]+)\. The network's: ([\d, ]+)\./.exec(said) ?? [];
      const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
      assert.match(
        said,
        new RegExp(`you ${sum(tens(yours))} right, the network ${sum(tens(its))}\\.`),
      );
      const curves = demo.getByRole("img", { name: /^Right answers of each ten/ });
      assert.match((await curves.getAttribute("aria-label")) ?? "", new RegExp(`You: ${yours}\\.`));
      assert.ok(await demo.getByRole("button", { name: "left" }).isDisabled());
      assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /birds/);
      // Other neurons, the same pecks: its curve alone is another.
      await demo.getByRole("slider", { name: /^Steps after/ }).focus();
      await page.keyboard.press("End");
      await demo.locator(".result", { hasText: `Your tens: ${yours}.` }).waitFor();
      // Another pair: what was pecked means nothing there.
      await demo.getByRole("radio", { name: "the third" }).check();
      await demo.getByText("Letter 1 of 60").waitFor();
    });
  });

  test("letters that don't come are a sentence, and a button tries again", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/corners\.png/, (route) =>
          faulty ? route.fulfill({ status: 404 }) : route.continue(),
        );
    await open(tag, { prepare, expected: /Failed to load|404/ }, async (_page, demo) => {
      await demo.getByRole("alert").filter({ hasText: "corners.png is missing" }).waitFor();
      faulty = false;
      await demo.getByRole("button", { name: "Try again" }).click();
      await demo
        .getByRole("button", { name: "left" })
        .and(demo.locator(":not([aria-disabled=true])"))
        .waitFor();
    });
  });
});

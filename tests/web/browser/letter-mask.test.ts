/** letter-mask in a real browser, with the tutorial's network: by mouse, keys and finger, and when files miss. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("outliner", "outliner-wasm"));
const SCORE = /^IoU \d\.\d\d: \d+ of \d+ pixels found, \d+ missed, \d+ too many\.$/;

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<letter-mask model="outliner">Here you could paint.</letter-mask>
    <p><try-it set="photo: 6; letter: Q; colour: ground; opacity: 60">There</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("letter-mask");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const stage = (demo: Locator): Locator => demo.locator(".stage > canvas");
const said = async (demo: Locator): Promise<string> =>
  (await demo.locator("[role=status]").first().textContent())?.trim() ?? "";

/** How many pixels are painted, as the sentence says. */
async function painted(demo: Locator): Promise<number> {
  return Number(/of (\d+) pixels found/.exec(await said(demo))?.[1] ?? NaN);
}

/** The stage, copied in small: reading it itself again and again would be slow, and browsers say so. */
async function shown(demo: Locator): Promise<readonly number[]> {
  return stage(demo).evaluate((canvas) => {
    const copy = document.createElement("canvas");
    copy.width = copy.height = 64;
    const context = copy.getContext("2d", { willReadFrequently: true });
    context?.drawImage(canvas as HTMLCanvasElement, 0, 0, 64, 64);
    return [...(context?.getImageData(0, 0, 64, 64).data ?? [])];
  });
}

/** Waits until the photograph is there: the stage isn't clear. */
async function photographed(demo: Locator): Promise<void> {
  await stage(demo).waitFor();
  for (let turn = 0; turn < 200; turn++) {
    if ((await shown(demo))[3] === 255) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("no photograph came");
}

/** Paints a line over the photograph with the mouse. */
async function paintOver(demo: Locator): Promise<void> {
  const box = await demo.locator("lbl-pad canvas").boundingBox();
  assert.ok(box !== null);
  const { x, y, width } = box;
  const { mouse } = demo.page();
  await mouse.move(x + 0.1 * width, y + 0.1 * width);
  await mouse.down();
  await mouse.move(x + 0.1 * width, y + 0.9 * width, { steps: 8 });
  await mouse.up();
}

describe("letter-mask", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then what is painted is counted and outlined", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await photographed(demo);
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights/.test(url)));
      assert.equal(requests.filter((url) => url.endsWith(".jpg")).length, 1, "one photo only");
      const bare = await shown(demo);
      await paintOver(demo);
      await told(demo, SCORE);
      const both = await painted(demo);
      assert.notDeepEqual(await shown(demo), bare);
      await demo.getByLabel("Letter").fill("");
      await demo.page().waitForFunction((before) => {
        const text = document.querySelector("letter-mask")?.shadowRoot?.textContent ?? "";
        const count = /of (\d+) pixels found/.exec(text)?.[1];
        return count !== undefined && Number(count) < before;
      }, both);
      await demo.getByRole("button", { name: "Clear" }).click();
      await told(demo, /^Nothing is painted, and it marks /);
      assert.ok(!requests.some((url) => /engine-/.test(url)), "no TensorFlow.js");
    });
  });

  test("a phrase sets photo, letter, colour and opacity; the address brings them back", async () => {
    await onPage({}, async (demo, { page }) => {
      await near(page.locator("try-it"));
      await page.locator("try-it [role=button]").click();
      await told(demo, SCORE);
      await page.waitForURL(/outliner\.photo=6&outliner\.letter=Q&outliner\.colour=ground/);
      assert.equal(await demo.getByRole("switch").isChecked(), true);
      assert.equal(await demo.getByRole("slider", { name: "Opacity" }).inputValue(), "60");
      await page.reload();
      await told(demo, SCORE);
      assert.equal(await demo.getByLabel("Letter").inputValue(), "Q");
      assert.equal(await demo.getByLabel("Photograph").inputValue(), "5");
    });
  });

  test("a photo of the reader's own is looked at, and nothing is sent", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await photographed(demo);
      const before = await shown(demo);
      // A picture of one colour, made here and now.
      const green = await page.evaluate(() => {
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 64;
        const context = canvas.getContext("2d");
        if (context === null) return "";
        context.fillStyle = "#008000";
        context.fillRect(0, 0, 64, 64);
        return canvas.toDataURL("image/png").split(",")[1] ?? "";
      });
      const count = requests.length;
      await demo.locator("input[type=file]").setInputFiles({
        name: "mine.png",
        mimeType: "image/png",
        buffer: Buffer.from(green, "base64"),
      });
      await told(demo, SCORE);
      const after = await shown(demo);
      assert.notDeepEqual(after, before);
      assert.deepEqual(after.slice(0, 3), [0, 128, 0]);
      assert.ok(requests.slice(count).every((url) => !url.includes("mine")));
      assert.equal(
        await demo.getByLabel("Photograph").locator("option:checked").innerText(),
        "your own",
      );
      await demo.getByLabel("Photograph").selectOption("a flower");
      await page.waitForURL(/outliner\.photo=5/);
    });
  });

  test("by the keyboard alone, at 360 pixels, in the dark, for a screen reader", async () => {
    const options = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;
    await onPage(options, async (demo, { page }) => {
      await photographed(demo);
      const pad = demo.locator("lbl-pad canvas");
      await pad.press("Delete");
      await told(demo, /^Nothing is painted/);
      await pad.press("Space");
      for (let step = 0; step < 6; step++) await pad.press("ArrowDown");
      await pad.press("Space");
      await told(demo, SCORE);
      await fits(page);
      assert.deepEqual(await violations(page, "letter-mask"), []);
    });
  });

  test("it works after it was taken out and put back", async () => {
    await onPage({}, async (demo, { page }) => {
      await paintOver(demo);
      await told(demo, SCORE);
      await page.evaluate(() => {
        const element = document.querySelector("letter-mask");
        const parent = element?.parentElement;
        element?.remove();
        if (element) parent?.prepend(element);
      });
      await demo.getByRole("button", { name: "Clear" }).click();
      await told(demo, /^Nothing is painted/);
      await demo.getByLabel("Letter").fill("H");
      await told(demo, SCORE);
    });
  });

  test("a network that is missing is said, and so is a photo; Retry fetches them", async () => {
    let faulty = true;
    const lost = /weights\.bin|cat\.jpg/;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(lost, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      const row = demo.locator("[role=alert]", { hasText: "could not be fetched" });
      await row.waitFor();
      await demo.getByLabel("Letter").fill("H");
      const network = demo.locator("[role=alert]", { hasText: "network is not here" });
      await network.waitFor();
      faulty = false;
      await row.getByRole("button", { name: "Retry" }).click();
      await photographed(demo);
      await network.getByRole("button", { name: "Retry" }).click();
      await told(demo, SCORE);
    });
  });
});

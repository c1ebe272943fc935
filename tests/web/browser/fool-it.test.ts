/** fool-it in a real browser, with the site's digits: by mouse, keys and finger, and when files miss. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { draw, fits, near, pixels, quietly, seven, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("digits"));

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<fool-it model="digits">Here you could fool a network.</fool-it>
    <p><try-it set="image: 1; shades: 100; way: many; wish: 3">Make it a 3</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("fool-it");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const image = (demo: Locator, number: number): Locator =>
  demo.getByRole("button", { name: `test image ${number},` });
const size = (demo: Locator): Locator => demo.getByRole("slider");

/** Opacities of a small picture, row by row. */
async function shown(demo: Locator, name: RegExp): Promise<number[]> {
  const { data } = await pixels(demo.getByRole("img", { name }).locator("canvas"));
  return data.filter((_, index) => index % 4 === 3);
}

describe("fool-it", { concurrency: 2 }, () => {
  test("nothing runs before a touch; the reader's seven is read, and attacked", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await image(demo, 1).waitFor();
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights-/.test(url)));
      await draw(demo, seven);
      await told(demo, /^Untouched, it is a 7/);
      assert.ok((await shown(demo, /^The change/)).every((value) => value === 0));
      await size(demo).fill("128");
      await told(demo, /^With 128 shades of 255 it says: an? [^7].* Untouched, it said a 7/);
      assert.ok((await shown(demo, /^The change/)).some((value) => value === 255));
    });
  });

  test("no pixel moves by more than the slider says; random noise of that size is survived", async () => {
    await onPage({}, async (demo) => {
      await image(demo, 1).click();
      await told(demo, /^Untouched, it is a 7/);
      const before = await shown(demo, /^The picture, untouched/);
      await demo.getByRole("radio", { name: "random noise" }).check();
      await size(demo).fill("40");
      await told(demo, /^With 40 shades of 255 it still says: a 7/);
      const after = await shown(demo, /^The picture that/);
      const most = Math.max(...after.map((value, i) => Math.abs(value - (before[i] ?? 0))));
      // Colours are whole numbers.
      assert.ok(most >= 39 && most <= 41, `${most}`);
      assert.ok(await demo.getByRole("combobox").isDisabled());
    });
  });

  test("a wish comes true, is in the address, and a phrase sets it", async () => {
    await onPage({}, async (demo, { page }) => {
      await near(page.locator("try-it"));
      await page.locator("try-it [role=button]").click();
      await told(demo, /^With 100 shades of 255 it says: a 3 .* Untouched, it said a 7/);
      await page.waitForURL(/digits\.shades=100&digits\.way=many&digits\.wish=3/);
      assert.equal(await demo.getByRole("combobox").inputValue(), "3");
      await page.reload();
      await told(demo, /^With 100 shades of 255 it says: a 3/);
      // What it says anyway needs no change.
      await demo.getByRole("combobox").selectOption("7");
      await told(demo, /^No change is needed: untouched, it is a 7/);
      await demo.getByRole("button", { name: "Clear" }).press("Enter");
      await told(demo, /^Draw a digit/);
      // Nothing is left to clear, and who works with keys is where they were.
      const focused = demo.locator("[aria-disabled=true]:focus");
      assert.equal(await focused.textContent().then((text) => text?.trim()), "Clear");
    });
  });

  test("a size beyond the slider's end is its end", async () => {
    await onPage({ query: "?digits.image=1&digits.shades=999" }, async (demo) => {
      await told(demo, /^With 128 shades of 255/);
    });
  });

  test("by the keyboard alone, at 360 pixels, for a screen reader", async () => {
    await onPage({ viewport: { width: 360, height: 740 } }, async (demo, { page }) => {
      await image(demo, 2).press("Enter");
      await told(demo, /^Untouched, it is a 2/);
      await size(demo).press("End");
      await told(demo, /^With 128 shades/);
      await demo.getByRole("radio", { name: "one step along the slopes" }).press("ArrowDown");
      await demo.getByRole("radio", { name: "10 small steps", checked: true }).waitFor();
      await told(demo, /^With 128 shades/);
      await fits(page);
      assert.deepEqual(await violations(page, "fool-it"), []);
    });
  });

  test("a network that is missing is said, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/engine-\w+\.js$/, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await image(demo, 1).click();
      await demo.locator("[role=alert]", { hasText: "could not be loaded" }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await told(demo, /^Untouched, it is a 7/);
    });
  });
});

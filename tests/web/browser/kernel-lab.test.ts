/** What `<kernel-lab>` looks at: the reader's drawing and camera, with a network's kernels. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import type { DemoPageOptions } from "../support/demo-page.ts";
import { openExplorable } from "../support/explorable-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, told } from "../support/site.ts";
import { world } from "../support/world.ts";

const camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const here = world(() => serveElements("digits"), camera);
const tag = "kernel-lab";

const open = (
  options: DemoPageOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> => openExplorable(here, tag, options, check);

const learned = (demo: Locator): Locator =>
  demo.getByRole("group", { name: "Kernels that a network learned" }).getByRole("button");

describe("kernel lab", () => {
  test("an edge detector is built, and counts as an exercise", async () => {
    await open({}, async (page, demo) => {
      await demo.getByLabel("Task").selectOption("upright");
      await told(demo.locator("figure"), /^Not yet: it overlooks upright edges/);
      for (const [place, weight] of [
        ["Row 1, column 1", "-1"],
        ["Row 1, column 3", "1"],
      ] as const) {
        await demo.getByRole("spinbutton", { name: place }).fill(weight);
        await page.keyboard.press("Enter");
      }
      await told(demo.locator("figure"), /^Solved!/);
      assert.match(await page.evaluate(() => JSON.stringify(localStorage)), /kernel upright/);
    });
  });

  test("a drawing is made by keyboard, stands in the address, and opens again", async () => {
    await open({}, async (page, demo) => {
      await demo.getByRole("button", { name: "Draw" }).click();
      await told(demo.locator("figure"), /^Draw in the square\./);
      await demo.locator("lbl-pad canvas").focus();
      for (const key of ["Space", "ArrowRight", "ArrowDown", "Space"])
        await page.keyboard.press(key);
      await page.waitForFunction(() => location.search.includes("drawing="));
      const paper = demo.getByRole("group", { name: /^The picture, 40 by 40: ink/ });
      const said = await paper.getAttribute("aria-label");
      assert.match(said ?? "", /centre|middle|right|bottom/);
      const { search } = new URL(page.url());
      await open({ query: search }, async (_again, copy) => {
        await copy.getByRole("button", { name: "Clean sheet" }).click();
        await told(copy.locator("figure"), /^Draw in the square\./);
      });
    });
  });

  test("a network's kernels are shown on it and taken, from a few bytes of its file", async () => {
    const query = `?${tag}.picture=hand&${tag}.drawing=2620-7420`;
    for (const colorScheme of ["light", "dark"] as const) {
      await open({ query, colorScheme }, async (page, demo) => {
        await demo.getByRole("button", { name: "what a network learned" }).click();
        await learned(demo).nth(15).waitFor();
        await learned(demo).nth(2).press("Enter");
        await page.waitForFunction(() => /kernel=-?0?\.?\d/.test(location.search));
        assert.equal(await learned(demo).nth(2).getAttribute("aria-pressed"), "true");
        await told(demo.locator("figure"), /The weights add up to/);
        assert.deepEqual(await violations(page, tag), []);
      });
    }
    await open({ query, viewport: { width: 360, height: 740 } }, async (page, demo) => {
      await demo.getByRole("button", { name: "what a network learned" }).click();
      await learned(demo).nth(15).waitFor();
      await fits(page);
    });
  });

  test("kernels that don't come are a sentence, and the button tries again", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/model\.json/, (route) =>
          faulty ? route.fulfill({ status: 404 }) : route.continue(),
        );
    await open({ prepare, expected: /Failed to load|404/ }, async (_page, demo) => {
      const ask = demo.getByRole("button", { name: "what a network learned" });
      await ask.click();
      await demo.getByRole("alert").filter({ hasText: "model.json is missing" }).waitFor();
      faulty = false;
      await ask.click();
      await learned(demo).first().waitFor();
      assert.equal(await demo.getByRole("alert").count(), 0);
    });
  });

  test("the camera comes on only by its button, is looked at live, and leaves its last picture", async () => {
    await open({ permissions: ["camera"] }, async (page, demo) => {
      assert.equal(await demo.locator("video").count(), 0);
      await demo.getByRole("button", { name: "Camera" }).click();
      await page.waitForFunction(() => location.search.includes("picture=own"));
      const made = demo.locator(".out [role=img]");
      await demo.locator("video").waitFor();
      const first = await made.getAttribute("aria-label");
      await page.waitForFunction(
        ([tag, first]) =>
          document
            .querySelector(tag)
            ?.shadowRoot?.querySelector(".out [role=img]")
            ?.getAttribute("aria-label") !== first,
        [tag, first] as const,
      );
      await demo.getByRole("button", { name: "Camera off" }).click();
      await told(demo.locator("figure"), /^The weights add up/);
      assert.equal(await demo.locator("video").count(), 0);
      await demo.getByRole("button", { name: "Camera" }).click();
      await demo.locator("video").waitFor();
      await demo.getByRole("combobox", { name: "Picture" }).selectOption("disc");
      await demo.locator("video").waitFor({ state: "detached" });
    });
  });

  test("a camera that is refused is a sentence", async () => {
    const prepare = (page: Page): Promise<unknown> =>
      page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException("", "NotAllowedError"));
      });
    await open({ prepare }, async (_page, demo) => {
      await demo.getByRole("button", { name: "Camera" }).click();
      await demo.getByRole("alert").filter({ hasText: "does not let this page" }).waitFor();
    });
  });
});

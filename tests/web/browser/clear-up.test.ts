/** clear-up in a real browser, with the tutorial's network: by mouse and keys, a photo of one's own, and faults. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, pixels, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveElements("improver", "improver-wasm"));
const SAID =
  /^The network is off by [\d.]+ shades, (usual colours|bicubic|a blur) by [\d.]+, doing nothing by [\d.]+\.$/;

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<clear-up model="improver" palette="000000 806040 ffffff" bell="0.7">
    Here you could improve.</clear-up>
    <p><try-it demo="improver" set="photo: 6; lost: size">There</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, options);
  const demo = visited.page.locator("clear-up");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const list = (demo: Locator, name: string): Locator => demo.getByRole("combobox", { name });
const shown = async (demo: Locator, name: string | RegExp): Promise<number[]> =>
  (await pixels(demo.getByRole("img", { name }).locator("canvas"))).data;

/** Waits until the photograph is there: it isn't black. */
async function photographed(demo: Locator): Promise<void> {
  await demo.locator(".pictures").waitFor();
  for (let turn = 0; turn < 200; turn++) {
    const seen = await shown(demo, "The photograph");
    if (seen.some((value, index) => index % 4 !== 3 && value > 60)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("no photograph came");
}

describe("clear-up", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then each loss has its rival, and its numbers", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await photographed(demo);
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights/.test(url)));
      for (const [lost, rival] of [
        ["Its colours", "usual colours"],
        ["Half its size", "bicubic"],
        ["Clean pixels", "a blur"],
      ] as const) {
        await list(demo, "What is gone").selectOption({ label: lost });
        const said = await told(
          demo,
          new RegExp(`^The network is off by [\\d.]+ shades, ${rival} by`),
        );
        assert.match(said.trim(), SAID);
        await demo.getByText(`without a network: ${rival}`).waitFor();
      }
      assert.notDeepEqual(
        await shown(demo, "What the network is given"),
        await shown(demo, "The photograph"),
      );
      await demo.getByRole("img", { name: /^What the network makes of a cat/ }).waitFor();
    });
  });

  test("without colours each pixel is grey; more noise is further off", async () => {
    await onPage({}, async (demo) => {
      await photographed(demo);
      await list(demo, "What is gone").selectOption("colour");
      await told(demo, /usual colours/);
      const grey = await shown(demo, "What the network is given");
      for (let index = 0; index < grey.length; index += 4) {
        assert.ok(Math.abs((grey[index] ?? NaN) - (grey[index + 1] ?? NaN)) <= 1);
        assert.ok(Math.abs((grey[index] ?? NaN) - (grey[index + 2] ?? NaN)) <= 1);
      }
      assert.ok(await demo.getByRole("slider", { name: "Noise" }).isDisabled());
      await list(demo, "What is gone").selectOption("noise");
      const nothing = async (): Promise<number> =>
        Number(/nothing by (\d+\.\d)/.exec(await told(demo, /a blur by/))?.[1] ?? NaN);
      const before = await nothing();
      await demo.getByRole("slider", { name: "Noise" }).fill("80");
      await demo.page().waitForFunction((least) => {
        const text = document.querySelector("clear-up")?.shadowRoot?.textContent ?? "";
        return Number(/nothing by (\d+\.\d)/.exec(text)?.[1]) > least;
      }, 2 * before);
    });
  });

  test("prose sets it, the address keeps it, and keys do all", async () => {
    await onPage({ query: "?improver.noise=40" }, async (demo, { page }) => {
      await photographed(demo);
      await demo.getByText("40 shades").waitFor();
      await page.locator("try-it").getByRole("button").press("Enter");
      await told(demo, /bicubic by/);
      await page.waitForURL(/improver\.photo=6&improver\.lost=size/);
      await demo.getByRole("img", { name: "What the network makes of a temple" }).waitFor();
      await list(demo, "What is gone").focus();
      await page.keyboard.press("ArrowDown");
      await told(demo, /a blur by/);
    });
  });

  test("a photo of the reader's own; taken from the page, it can be put back", async () => {
    await onPage({}, async (demo) => {
      await photographed(demo);
      await demo
        .locator("input[type=file]")
        .first()
        .setInputFiles("docs/data/photos/astronaut.jpg");
      await told(demo, SAID);
      await demo.getByRole("img", { name: "What the network makes of your photo" }).waitFor();
      await demo.evaluate((element) => {
        const { parentElement, nextSibling } = element;
        element.remove();
        parentElement?.insertBefore(element, nextSibling);
      });
      await list(demo, "What is gone").selectOption("size");
      await told(demo, /bicubic by/);
    });
  });

  test("a network that is missing is said, and so is a photo; Retry fetches them", async () => {
    let faulty = true;
    await onPage(
      {
        prepare: (page) =>
          page
            .context()
            .route(/weights|cat\.jpg/, (route) =>
              faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
            ),
        expected: /Failed to load resource/,
      },
      async (demo) => {
        const row = demo.locator("[role=alert]", { hasText: "could not be fetched" });
        await row.waitFor();
        await list(demo, "Photograph").selectOption("a cup of coffee");
        const network = demo.locator("[role=alert]", { hasText: "network is not here" });
        await network.waitFor();
        await row.waitFor({ state: "detached" });
        faulty = false;
        await network.getByRole("button", { name: "Retry" }).click();
        await network.waitFor({ state: "detached" });
        await told(demo, SAID);
      },
    );
  });

  test("it fits a phone, light and dark, and has no barriers", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await onPage(
        { viewport: { width: 360, height: 780 }, colorScheme },
        async (demo, { page }) => {
          await photographed(demo);
          await fits(page);
          assert.deepEqual(await violations(page, "clear-up"), []);
        },
      );
    }
  });
});

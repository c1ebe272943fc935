/** Reading and playing where screens, colours and connections are not what a page hopes for. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page, Route } from "playwright-core";
import {
  draw,
  fits,
  near,
  quietly,
  seven,
  told,
  visit,
  type VisitOptions,
} from "../support/site.ts";
import { violations } from "../support/axe.ts";
import { world } from "../support/world.ts";

const here = world();

async function onPage(
  path: string,
  options: VisitOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + path, options);
  const demo = visited.page.locator("draw-and-classify").first();
  await quietly(visited, here.server.url, () => check(visited.page, demo));
}

function style(element: Locator, property: string, pseudo?: string): Promise<string> {
  return element.evaluate(
    (node, [property, pseudo]) => getComputedStyle(node, pseudo).getPropertyValue(property ?? ""),
    [property, pseudo],
  );
}

/** The share of an element's pixels that are not of its ground. */
async function inked(element: Locator): Promise<number> {
  const picture = (await element.screenshot({ animations: "disabled" })).toString("base64");
  return element.page().evaluate(async (picture) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    if (context === null) throw new Error("no picture to look at");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colours = new Uint32Array(data.buffer);
    return colours.filter((colour) => colour !== colours[0]).length / colours.length;
  }, picture);
}

for (const colorScheme of ["light", "dark"] as const) {
  const options = { forcedColors: "active", colorScheme } as const;
  test(`in forced colours a guess has its line and its handle, ${colorScheme}`, async () => {
    await onPage("tutorials/digits/", options, async (page) => {
      const guess = await near(page.locator("make-a-guess").first());
      const line = guess.locator("input[type=range]");
      const empty = await inked(line);
      assert.ok(empty > 0.1, `${empty} of the line can be seen`);
      await line.focus();
      await page.keyboard.press("ArrowRight");
      await guess.locator("button").focus();
      const taken = await inked(line);
      assert.ok(taken > empty + 0.005, `${taken} with its handle, ${empty} without`);
    });
  });

  test(`in forced colours one sees which brick the tools change, ${colorScheme}`, async () => {
    await onPage("play/stack-layers/", options, async (page) => {
      const tower = (await near(page.locator("stack-layers"))).locator(".tower");
      const brick = tower.locator("[aria-pressed]").first();
      await brick.click();
      await page.mouse.move(0, 0);
      await brick.evaluate((element) => (element as HTMLElement).blur());
      const chosen = await inked(brick);
      await tower.locator("[aria-pressed]").last().click();
      await page.mouse.move(0, 0);
      assert.ok(chosen > (await inked(brick)) + 0.01, "the one looks as the others do");
    });
  });
}

describe("a demo", { concurrency: 2 }, () => {
  test("shows its winner, its pad and its switch in forced colours", async () => {
    await onPage("tutorials/digits/", { forcedColors: "active" }, async (page, demo) => {
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const winner = demo.locator("li[data-winner]");
      const fill = await style(winner.locator(".fill"), "background-color");
      assert.notEqual(fill, await style(winner.locator(".track"), "background-color"));
      assert.equal(await style(demo.locator("lbl-pad canvas"), "outline-style"), "solid");
      const knob = demo.locator("input[role=switch]");
      const colour = await style(knob, "background-color", "::before");
      assert.notEqual(colour, await style(knob, "background-color"));
      assert.deepEqual(await violations(page, "draw-and-classify"), []);
    });
  });

  test("says its verdict on the screen where one draws, on a phone", async () => {
    const viewport = { width: 360, height: 740 };
    await onPage("tutorials/digits/", { viewport }, async (_page, demo) => {
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const verdict = await demo.locator(".sentence").boundingBox();
      const pad = await demo.locator("lbl-pad").boundingBox();
      assert.ok(verdict && pad);
      assert.ok(verdict.y >= 0 && verdict.y + verdict.height <= pad.y, JSON.stringify(verdict));
      assert.ok(pad.y + pad.height <= viewport.height, JSON.stringify(pad));
    });
  });

  test("moves nothing where motion is to be reduced", async () => {
    await onPage("tutorials/digits/", { reducedMotion: "reduce" }, async (_page, demo) => {
      await near(demo);
      for (const part of [demo.locator(".fill").first(), demo.locator("input[role=switch]")])
        assert.equal(await style(part, "transition-duration"), "0s");
    });
  });

  test("whose code does not come says so, and Retry brings it", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(/\/draw-and-classify-\w+\.js$/, (route: Route) =>
        faulty ? route.fulfill({ status: 404 }) : route.continue(),
      );
    const expected = /Failed to load resource|404/;
    await onPage("tutorials/digits/", { prepare, expected }, async (_page, demo) => {
      await demo.scrollIntoViewIfNeeded();
      const retry = demo.getByRole("button", { name: "Retry" });
      await retry.waitFor();
      assert.doesNotMatch(await demo.innerText(), /switched off/);
      faulty = false;
      await retry.click();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
    });
  });

  test("whose worker's script is empty says so, and Retry goes past it", async () => {
    // As a cache that was damaged: at the same address it stays empty.
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/bootstrap-\w+\.js$/, (route) =>
          route.fulfill({ contentType: "text/javascript", body: "" }),
        );
    await onPage("tutorials/digits/", { prepare }, async (_page, demo) => {
      await draw(demo, seven);
      await demo.locator("[role=alert]").getByRole("button", { name: "Retry" }).click();
      await told(demo, /^Looks like a 7/);
    });
  });
});

test("figures have ink for the ground that the system gives them, in forced colours", async () => {
  for (const scheme of ["light", "dark"] as const) {
    const options = { forcedColors: "active", colorScheme: scheme } as const;
    await onPage("tutorials/digits/", options, async (page) => {
      // What the reader has chosen for the page says nothing about the system's ground.
      for (const chosen of ["default", "slate"]) {
        await page.evaluate((chosen) => {
          document.body.setAttribute("data-md-color-scheme", chosen);
        }, chosen);
        const ink = page.locator(`article img[src$="#only-${scheme}"]`);
        const other = page.locator(`article img[src*="#only-"]:not([src$="#only-${scheme}"])`);
        assert.ok((await ink.count()) > 0);
        for (const one of await ink.all()) assert.ok(await one.isVisible());
        for (const one of await other.all()) assert.ok(!(await one.isVisible()));
      }
    });
  }
});

// 400 % of a window of 1280.
for (const path of ["notebooks/why_a_bend/", "tutorials/digits/", "guide/start/", "resources/"]) {
  test(`${path} is not wider than 320 pixels`, async () => {
    await onPage(path, { viewport: { width: 320, height: 640 } }, fits);
  });
}

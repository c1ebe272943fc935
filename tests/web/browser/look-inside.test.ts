/** look-inside in a real browser: with the site's digits, and with a network of every kind of layer. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { askWorker } from "../support/ask-worker.ts";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveFixtures } from "../support/fixtures.ts";
import { draw, fits, pixels, quietly, seven, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serveFixtures("digits"));

interface Options extends DemoPageOptions {
  readonly model?: string;
}

async function onPage(
  options: Options,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const { model = "digits", ...page } = options;
  const element = `<look-inside model="${model}">Here you would see into a network.</look-inside>
    <p><try-it set="image: 1; view: where">Where does it look?</try-it></p>`;
  const visited = await demoPage(here.browser, here.server, element, page);
  const demo = visited.page.locator("look-inside");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

const examples = (demo: Locator): Locator => demo.locator(".examples button");
const layer = (demo: Locator, name: string): Locator => demo.locator(`[data-layer="${name}"]`);
const tab = (demo: Locator, name: string): Locator => demo.locator("[role=tab]", { hasText: name });

/** The numbers of a picture: opacities, row by row. */
async function opacities(map: Locator): Promise<number[]> {
  const { data } = await pixels(map.locator("canvas"));
  return data.filter((_, index) => index % 4 === 3);
}

/** The number that stands under the enlarged map, and the one at the end of the arithmetic. */
async function pickedAndComputed(demo: Locator): Promise<[string | undefined, string]> {
  const caption = await demo.locator("lbl-close-up figcaption").first().innerText();
  const result = await demo.locator("lbl-close-up [data-result] output").innerText();
  return [caption.split(": ")[1], result];
}

describe("layer by layer", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then every layer is there", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await examples(demo).first().waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await demo.getAttribute("data-state"), "idle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.json|weights-/.test(url)));
      await examples(demo).first().click();
      await told(demo, /^Looks like a 7/);
      assert.equal(await demo.locator("lbl-layer-list li").count(), 10);
      assert.equal(await layer(demo, "conv2d").locator(".map").count(), 16);
      const second = layer(demo, "conv2d_1");
      assert.equal(await second.locator(".map").count(), 16);
      await second.locator("button", { hasText: "Show all 32" }).click();
      assert.equal(await second.locator(".map").count(), 32);
    });
  });

  test("from any layer one sees the way to the output, on a phone too", async () => {
    const options = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
    await onPage(options, async (demo) => {
      await examples(demo).first().tap();
      await told(demo, /^Looks like a 7/);
      const jump = demo.locator(".jumps button", { hasText: "Output" });
      await jump.tap();
      const last = demo.locator("lbl-layer-list li").last();
      await last.locator(".map").first().waitFor();
      // The page scrolls there smoothly, which takes its time.
      let box = await last.boundingBox();
      for (let i = 0; i < 100 && !(box && box.y > 0 && box.y < 740); i++) {
        await demo.page().waitForTimeout(200);
        box = await last.boundingBox();
      }
      assert.ok(box && box.y > 0 && box.y < 740, `the output is at ${box?.y}`);
      assert.ok(await jump.isVisible());
    });
  });

  test("the pictures follow while the pen is down, and empty when the sheet is cleared", async () => {
    await onPage({}, async (demo, { page }) => {
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const map = layer(demo, "conv2d").locator("lbl-map").first();
      const first = await opacities(map);
      assert.ok(first.some((value) => value > 0));
      const box = await demo.locator(".drawing lbl-pad canvas").boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + 40, box.y + 230);
      await page.mouse.down();
      await page.mouse.move(box.x + 240, box.y + 240, { steps: 5 });
      await page.waitForFunction((before) => {
        const list = document
          .querySelector("look-inside")
          ?.shadowRoot?.querySelector("lbl-layer-list");
        const maps = list?.shadowRoot?.querySelector("[data-layer=conv2d] lbl-map")?.shadowRoot;
        const canvas = maps?.querySelector("canvas");
        const copy = new OffscreenCanvas(canvas?.width ?? 1, canvas?.height ?? 1);
        const context = copy.getContext("2d");
        if (canvas) context?.drawImage(canvas, 0, 0);
        const data = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
        return before.some((value, index) => value !== data[4 * index + 3]);
      }, first);
      await page.mouse.up();
      await demo.locator("button", { hasText: "Clear" }).first().click();
      await told(demo, /^Draw a digit/);
      assert.ok((await opacities(map)).every((value) => value === 0));
    });
  });

  test("a map shows its kernels, a pixel its arithmetic, by mouse and by keyboard", async () => {
    await onPage({}, async (demo, { page }) => {
      await examples(demo).first().click();
      await layer(demo, "conv2d_1").locator(".map").nth(2).click();
      const view = demo.locator("lbl-close-up");
      assert.equal(await view.locator(".name").innerText(), "conv2d_1, map 3 of 32");
      assert.equal(await view.locator(".kernel-list lbl-map").count(), 16);
      assert.equal(await view.locator(".field").count(), 0);
      await view.locator(".enlarged").click({ position: { x: 60, y: 60 } });
      await told(demo, /^Row \d+, column \d+: .*ReLU: below zero becomes zero: /);
      const [picked, computed] = await pickedAndComputed(demo);
      assert.equal(computed, picked);
      // Two 3 x 3 windows with a 2 x 2 pooling between them see 8 x 8 pixels.
      assert.match(await view.locator(".where").innerText(), /looks at 8 × 8 pixels/);
      assert.equal(await view.locator(".part").count(), 3);
      assert.equal(await view.locator(".part").first().locator("td").count(), 18);
      await view.locator("button", { hasText: "Show all 16" }).click();
      assert.equal(await view.locator(".part").count(), 16);

      await view.locator(".enlarged").focus();
      const before = await demo.locator("[role=status]").innerText();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowDown");
      await page.waitForFunction(
        (text) =>
          document.querySelector("look-inside")?.shadowRoot?.querySelector("[role=status]")
            ?.textContent !== text,
        before,
      );
      const [other, again] = await pickedAndComputed(demo);
      assert.equal(again, other);
      await view.locator("button", { hasText: "Close" }).click();
      assert.equal(await view.count(), 0);
    });
  });

  test("parts of a sum leave nothing behind when others are shown", async () => {
    await onPage({}, async (demo) => {
      await examples(demo).first().click();
      await layer(demo, "conv2d_1").locator(".map").first().click();
      const view = demo.locator("lbl-close-up");
      const enlarged = view.locator(".enlarged");
      await enlarged.press("ArrowRight");
      const parts = view.locator(".parts");
      const nodes = (): Promise<number> => parts.evaluate((list) => list.childNodes.length);
      const few = await nodes();
      const names = new Set<string>();
      for (let time = 0; time < 4; time++) {
        // With another pixel, other maps count most.
        for (const key of ["ArrowDown", "ArrowRight"]) await enlarged.press(key);
        (await parts.locator(".part-name > :first-child").allInnerTexts()).forEach((name) =>
          names.add(name),
        );
        await view.locator("button", { hasText: "Show all 16" }).press("Enter");
        assert.equal(await parts.locator(".part").count(), 16);
        await view.locator("button", { hasText: "Show fewer" }).press("Enter");
        assert.equal(await parts.locator(".part").count(), 3);
      }
      assert.ok(names.size > 3, "always the same parts");
      assert.equal(await nodes(), few);
    });
  });

  test("the address brings back image, view and map; a phrase sets them", async () => {
    await onPage({ query: "?digits.image=2&digits.map=conv2d 4" }, async (demo, { page }) => {
      await told(demo, /^Looks like a 2/);
      await demo.locator("lbl-close-up", { hasText: "conv2d, map 4 of 16" }).waitFor();
      await tab(demo, "A duel").click();
      await page.waitForURL(/digits\.view=duel/);
      await page.locator("try-it").click();
      await told(demo, /^Looks like a 7/);
      assert.equal(await tab(demo, "Where it looks").getAttribute("aria-selected"), "true");
      await page.waitForURL(/digits\.image=1/);
    });
  });

  test("the reader's drawing is offered again", async () => {
    await onPage({}, async (demo, { page }) => {
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      await page.goto(page.url().replace(/\?.*/, ""));
      await demo.locator("button", { hasText: "Your last digit" }).click();
      await told(demo, /^Looks like a 7/);
    });
  });

  test("what each layer of the digits hands on comes out of its arithmetic", async () => {
    await onPage({}, async (demo) => {
      await examples(demo).nth(2).click();
      await told(demo, /^Looks like/);
      const names = await demo
        .locator("[data-layer]")
        .evaluateAll((items) => items.map((item) => item.getAttribute("data-layer") ?? ""));
      for (const name of names.slice(1)) {
        await layer(demo, name).locator(".map").first().click();
        const map = demo.locator("lbl-close-up .enlarged");
        const box = await map.boundingBox();
        assert.ok(box);
        await map.click({ position: { x: box.width / 2, y: box.height / 2 } });
        const [picked, computed] = await pickedAndComputed(demo);
        assert.equal(computed, picked, name);
      }
      // The last layer was a dense one: its numbers are told as numbers.
      assert.match(
        await demo.locator("lbl-close-up figcaption").first().innerText(),
        /^Number \d+:/,
      );
    });
  });
});

async function paint(demo: Locator, panel: string, y: number, x = 0.3): Promise<void> {
  const pad = demo.locator(`${panel} lbl-pad canvas`);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  assert.ok(box);
  const { mouse } = demo.page();
  await mouse.move(box.x + x * box.width, box.y + y * box.height);
  await mouse.down();
  await mouse.move(box.x + (x + 0.4) * box.width, box.y + y * box.height, { steps: 6 });
  await mouse.up();
}

describe("where it looks", { concurrency: 2 }, () => {
  test("who paints the seven is scored better than who paints the paper", async () => {
    await onPage({}, async (demo) => {
      await tab(demo, "Where it looks").click();
      await demo.locator("lbl-where", { hasText: "Draw something first" }).waitFor();
      await examples(demo).first().click();
      await told(demo, /^Looks like a 7/);
      const compare = demo.locator("lbl-where button", { hasText: "Compare" });
      const score = async (y: number, x: number): Promise<number> => {
        await paint(demo, "lbl-where", y, x);
        await compare.click();
        const sentence = await told(demo, /^Looked for a 7\. .*\d+% of the time/);
        return Number(/(\d+)% of the time/.exec(sentence)?.[1]);
      };
      await compare.waitFor();
      assert.ok(await compare.isDisabled());
      const good = await score(0.3, 0.3);
      assert.ok((await opacities(demo.locator("lbl-where .heat"))).some((value) => value > 200));
      const covering = await opacities(demo.locator("lbl-where .heat"));
      await demo.locator("lbl-where label", { hasText: "by the gradient" }).click();
      await told(demo, /% of the time/);
      assert.notDeepEqual(await opacities(demo.locator("lbl-where .heat")), covering);
      await demo.locator("lbl-where button", { hasText: "Paint again" }).click();
      const bad = await score(0.85, 0.55);
      assert.ok(good > 60 && bad < good - 15, `${good}, ${bad}`);
    });
  });

  test("by keyboard, and without a guess", async () => {
    await onPage({}, async (demo, { page }) => {
      await examples(demo).nth(1).click();
      await told(demo, /^Looks like a 2/);
      await tab(demo, "Layer by layer").focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await tab(demo, "Where it looks").getAttribute("aria-selected"), "true");
      await demo.locator("lbl-where lbl-pad canvas").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Space");
      await demo.locator("lbl-where button", { hasText: "Compare" }).click();
      await told(demo, /^Looked for a 2/);
      await demo.locator("lbl-where button", { hasText: "Paint again" }).click();
      await demo.locator("lbl-where button", { hasText: "without a guess" }).click();
      await told(demo, /Warm colours/);
    });
  });
});

describe("the duel", { concurrency: 2 }, () => {
  test("twenty strokes and no more, against one step", async () => {
    await onPage({}, async (demo) => {
      await examples(demo).nth(2).click();
      await told(demo, /^Looks like a 1/);
      await tab(demo, "A duel").click();
      const state = demo.locator("lbl-duel .state");
      for (let stroke = 0; stroke < 21; stroke++)
        await paint(demo, "lbl-duel", 0.2 + 0.03 * stroke);
      await state.filter({ hasText: /20 (of 20 )?strokes/ }).waitFor();
      await demo.locator("lbl-duel button", { hasText: "Let the gradient try" }).click();
      await told(demo, /^One step, each pixel by at most \d+%: it takes this for /);
      const rows = await demo.locator("lbl-duel tbody tr").allInnerTexts();
      assert.equal(rows.length, 4);
      const numbers = rows.slice(1).map((row) => row.match(/[\d.]+%/g)?.map(parseFloat) ?? []);
      for (const pair of numbers) assert.equal(pair.length, 2);
      // The step touches more pixels, each by less.
      const [touched = [], largest = []] = numbers;
      assert.ok((touched[1] ?? 0) > (touched[0] ?? 0));
      assert.ok((largest[1] ?? 100) < (largest[0] ?? 0));
      assert.doesNotMatch(rows[0] ?? "", /The gradient.* 1 \(/);
      await demo.locator("lbl-duel button", { hasText: "Begin again" }).click();
      await told(demo, /^It says 1/);
    });
  });

  test("who turns a 1 into something else has fooled it", async () => {
    await onPage({}, async (demo) => {
      await examples(demo).nth(2).click();
      await told(demo, /^Looks like a 1/);
      await tab(demo, "A duel").click();
      for (const x of [0.2, 0.3, 0.4, 0.1]) await paint(demo, "lbl-duel", 0.2, x);
      await told(demo, /^Fooled with \d+ of 20 strokes: it now says 7/);
    });
  });
});

describe("any exported Layers model", { concurrency: 2 }, () => {
  test("a network of photos with every kind of layer: maps, arithmetic, heat, gradient", async () => {
    await onPage({ model: "every-layer" }, async (demo) => {
      await examples(demo).first().click();
      await told(demo, /^Looks like a/);
      const names = await demo
        .locator("[data-layer]")
        .evaluateAll((items) => items.map((item) => item.getAttribute("data-layer") ?? ""));
      assert.equal(names.length, 24);
      for (const name of names.slice(1)) {
        await layer(demo, name).locator(".map").last().click();
        const map = demo.locator("lbl-close-up .enlarged");
        await map.focus();
        await map.press("ArrowRight");
        const [picked, computed] = await pickedAndComputed(demo);
        assert.equal(computed, picked, name);
      }
      await tab(demo, "Where it looks").click();
      await paint(demo, "lbl-where", 0.5);
      await demo.locator("lbl-where button", { hasText: "Compare" }).click();
      await told(demo, /^Looked for/);
      const gradient = demo.locator("lbl-where label", { hasText: "by the gradient" });
      await gradient.click();
      assert.ok(await gradient.locator("input").isChecked());
      await tab(demo, "A duel").click();
      await demo.locator("lbl-duel button", { hasText: "Let the gradient try" }).click();
      await told(demo, /step/);
      assert.equal(await demo.locator("[role=alert]").count(), 0);
    });
  });

  test("where TensorFlow.js has no gradient, that is said, and covering works", async () => {
    await onPage({ model: "dilated" }, async (demo) => {
      await examples(demo).first().click();
      await told(demo, /^Looks like/);
      await tab(demo, "Where it looks").click();
      await demo.locator("lbl-where button", { hasText: "without a guess" }).click();
      await told(demo, /^Looked for/);
      const gradient = demo.locator("lbl-where label", { hasText: "by the gradient" });
      assert.match(await gradient.innerText(), /cannot compute it/);
      assert.ok(await gradient.locator("input").isDisabled());
      await tab(demo, "A duel").click();
      await demo.locator("lbl-duel button", { hasText: "Let the gradient try" }).click();
      await demo.locator("lbl-duel [role=alert]").waitFor();
    });
  });

  test("the gradient in WebAssembly is what small steps measure", async () => {
    await onPage({ model: "every-layer" }, async (demo, { page, requests }) => {
      await examples(demo).first().click();
      await told(demo, /^Looks like/);
      const script = requests.find((url) => /\/worker-[^/]*\.js$/.test(url)) ?? "";
      const base = `${here.server.url}models/every-layer/`;
      const values = Float32Array.from({ length: 16 * 16 * 3 }, (_, i) => 60 + ((i * 37) % 140));
      const gradient = (index: number) =>
        ({ task: "gradients", request: { base, values, index } }) as const;
      const { replies } = await askWorker<readonly [Float32Array, Float32Array]>(page, {
        script,
        base,
        tasks: [gradient(0), gradient(1)],
        times: 1,
      });
      const slope = values.map((_, i) => (replies[0][i] ?? 0) - (replies[1][i] ?? 0));
      const places = Array.from(slope, (_, index) => index)
        .sort((a, b) => Math.abs(slope[b] ?? 0) - Math.abs(slope[a] ?? 0))
        .slice(0, 8);
      const STEP = 0.5;
      const moved = places.flatMap((place) =>
        [STEP, -STEP].map((step) => values.map((value, i) => value + (i === place ? step : 0))),
      );
      const predicted = await askWorker<readonly (readonly [Float32Array])[]>(page, {
        script,
        base,
        tasks: moved.map((input) => ({ task: "predict", request: { base, inputs: [input] } })),
        times: 1,
      });
      const scores = predicted.replies.map(([p]) => Math.log(p[0] ?? 0) - Math.log(p[1] ?? 0));
      // Most of them: where a ReLU or a maximum changes its mind within the step, they differ.
      const near = places.filter((place, i) => {
        const measured = ((scores[2 * i] ?? 0) - (scores[2 * i + 1] ?? 0)) / (2 * STEP);
        return Math.abs(measured - (slope[place] ?? 0)) < 0.05 * Math.abs(slope[place] ?? 0);
      });
      assert.ok(near.length >= 5, `${near.length} of 8`);
    });
  });

  test("looking in leaves no tensor behind", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await examples(demo).first().click();
      await told(demo, /^Looks like/);
      const script = requests.find((url) => /\/worker-[^/]*\.js$/.test(url));
      assert.ok(script);
      const base = `${here.server.url}models/digits/`;
      const values = new Float32Array(784).fill(100);
      const { before, after } = await askWorker(page, {
        script,
        base,
        tasks: [
          { task: "inspect", request: { base } },
          { task: "activations", request: { base, values } },
          { task: "gradients", request: { base, values, index: 3 } },
        ],
        times: 30,
      });
      assert.ok(before > 0);
      assert.equal(after, before);
    });
  });
});

describe("for everybody", { concurrency: 2 }, () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}, before and after use, in all three views`, async () => {
      await onPage({ colorScheme }, async (demo, { page }) => {
        await examples(demo).first().waitFor();
        assert.deepEqual(await violations(page, "look-inside"), []);
        await examples(demo).first().click();
        await told(demo, /^Looks like/);
        await layer(demo, "conv2d_1").locator(".map").first().click();
        await demo.locator("lbl-close-up .enlarged").click();
        assert.deepEqual(await violations(page, "look-inside"), []);
        await tab(demo, "Where it looks").click();
        await demo.locator("lbl-where button", { hasText: "without a guess" }).click();
        await told(demo, /^Looked for/);
        assert.deepEqual(await violations(page, "look-inside"), []);
        await tab(demo, "A duel").click();
        await demo.locator("lbl-duel button", { hasText: "Let the gradient try" }).click();
        await demo.locator("lbl-duel table").waitFor();
        assert.deepEqual(await violations(page, "look-inside"), []);
      });
    });
  }

  test("at 320 px nothing scrolls sideways, in any view; a finger picks and paints", async () => {
    const options = { hasTouch: true, isMobile: true, viewport: { width: 320, height: 700 } };
    await onPage(options, async (demo, { page }) => {
      await examples(demo).first().tap();
      await told(demo, /^Looks like/);
      await fits(page);
      for (const name of ["conv2d_1", "dense"]) {
        await layer(demo, name).locator(".map").first().tap();
        await demo.locator("lbl-close-up .enlarged").tap();
        const [picked, computed] = await pickedAndComputed(demo);
        assert.equal(computed, picked);
        await fits(page);
        const card = await demo.locator(".card").boundingBox();
        for (const part of await demo.locator("lbl-close-up :is(table, figure, .steps)").all()) {
          const box = await part.boundingBox();
          assert.ok(card && box && box.x + box.width <= card.x + card.width, "cut off");
        }
      }
      await tab(demo, "Where it looks").tap();
      await demo.locator("lbl-where lbl-pad canvas").tap();
      await demo.locator("lbl-where button", { hasText: "Compare" }).tap();
      await told(demo, /% of the time/);
      await fits(page);
      await tab(demo, "A duel").tap();
      await demo.locator("lbl-duel button", { hasText: "Let the gradient try" }).tap();
      await demo.locator("lbl-duel table").waitFor();
      await fits(page);
    });
  });

  test("without JavaScript there is a sentence", async () => {
    await onPage({ javaScriptEnabled: false }, async (demo) => {
      assert.match(await demo.innerText(), /Here you would see into a network/);
    });
  });

  test("without TensorFlow.js the layers stay shut, that is said, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/engine-\w+\.js$/, (route) =>
          faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
        );
    await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
      await examples(demo).first().click();
      await demo.locator("[role=alert]", { hasText: "could not be loaded" }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await told(demo, /^Looks like a 7/);
    });
  });

  test("a damaged file is said, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.context().route(/weights-.*\.bin$/, async (route) => {
        if (!faulty) return route.continue();
        const response = await route.fetch();
        const body = await response.body();
        body[100] = (body[100] ?? 0) ^ 1;
        return route.fulfill({ response, body });
      });
    await onPage({ prepare }, async (demo) => {
      await examples(demo).first().click();
      await demo.locator("[role=alert]", { hasText: "damaged" }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await told(demo, /^Looks like a 7/);
    });
  });
});

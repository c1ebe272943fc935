/**
 * What a reader does with guesses, phrases that draw, and a network that is trained in the page: on
 * the page of contributing/demos/, which holds one of each.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import {
  draw,
  near,
  quietly,
  readBars,
  seven,
  told,
  visit,
  winner,
  type Visit,
  type VisitOptions,
} from "../support/site.ts";
import { world } from "../support/world.ts";

const path = "contributing/demos/";
/** Trainings take seconds, on a busy machine many. */
const PATIENCE = { timeout: 180_000 };

const here = world();

async function onDemos(
  options: VisitOptions & { query?: string },
  check: (visited: Visit) => Promise<void>,
): Promise<void> {
  const { query = "", ...rest } = options;
  const visited = await visit(here.browser, here.server.url + path + query, rest);
  await quietly(visited, here.server.url, () => check(visited));
}

const guess = (page: Page, name: string): Locator => page.locator(`make-a-guess[name=${name}]`);
const commit = (element: Locator): Promise<void> => element.locator("button.strong").click();
const said = (element: Locator): Promise<string> => element.locator(".said").innerText();

describe("the code of demos", { concurrency: 2 }, () => {
  const waiting = (page: Page): Promise<string[]> =>
    page.evaluate(() => [...document.querySelectorAll(":not(:defined)")].map((e) => e.localName));

  test("comes when the reader does, and nothing moves", async () => {
    await onDemos({}, async ({ page, requests }) => {
      await page.waitForLoadState("networkidle");
      const demos = ["make-a-guess", "draw-and-classify", "look-inside", "train-here"];
      assert.deepEqual(
        demos.filter((name) => requests.some((url) => url.includes(`/${name}-`))),
        [],
      );
      const element = page.locator("look-inside");
      await page.evaluate(() => {
        const shifts = globalThis as unknown as { shifted: number };
        shifts.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            shifts.shifted += (entry as unknown as { value: number }).value;
        }).observe({ type: "layout-shift" });
      });
      await near(element);
      await element.locator("canvas").first().waitFor();
      await page.waitForLoadState("networkidle");
      const shifted = await page.evaluate(
        () => (globalThis as unknown as { shifted: number }).shifted,
      );
      assert.ok(shifted < 0.1, `the layout shifted by ${shifted}`);
      assert.ok((await waiting(page)).includes("train-here"));
    });
  });

  test("comes at once for whoever goes by keys", async () => {
    await onDemos({}, async ({ page }) => {
      assert.ok((await waiting(page)).includes("train-here"));
      await everything(page);
    });
  });

  test("comes for a phrase that sets the state of a demo that is far away", async () => {
    await onDemos({}, async ({ page }) => {
      const phrase = await near(page.locator("try-it[set^=digits]"));
      await page.evaluate(() => {
        // As far apart as on a long page.
        const demo = document.querySelector<HTMLElement>("train-here:not([compact])");
        document.querySelector("article")?.prepend(demo as HTMLElement);
        document.querySelector("try-it[set^=digits]")?.setAttribute("demo", "train-here");
      });
      await phrase.locator("[role=button]").click();
      const demo = page.locator("train-here:not([compact])");
      await demo.locator(".wrong strong", { hasText: "100%" }).waitFor();
      await page.waitForURL(/train-here\.wrong=100/);
    });
  });
});

describe("a guess before the answer", { concurrency: 2 }, () => {
  test("a number is typed, committed, held against the answer, and kept over a reload", async () => {
    await onDemos({}, async ({ page }) => {
      const pixels = await near(guess(page, "pixels"));
      await pixels.locator("form").waitFor();
      assert.doesNotMatch(await pixels.innerText(), /784/, "the answer is there already");
      assert.ok(await pixels.locator("button.strong").isDisabled());
      const field = pixels.locator("input[type=number]");
      await field.fill("40");
      await field.blur();
      await commit(pixels);
      const verdict = /^You said 40 pixels; arithmetic says 784 pixels\. The answer is 20 times/;
      assert.match(await said(pixels), verdict);
      await page.reload();
      await pixels.locator(".said").waitFor();
      assert.match(await said(pixels), verdict);
      await pixels.locator("button.quiet").click();
      await pixels.locator("form").waitFor();
      await page.reload();
      await pixels.locator("form").waitFor();
    });
  });

  test("the keys alone set the handle and commit", async () => {
    await onDemos({}, async ({ page }) => {
      const slider = (await near(guess(page, "pixels"))).locator("input[type=range]");
      await slider.focus();
      assert.equal(await slider.getAttribute("aria-valuetext"), "not set");
      await slider.press("End");
      assert.equal(await slider.getAttribute("aria-valuetext"), "10,000 pixels");
      await slider.press("Enter");
      assert.match(await said(guess(page, "pixels")), /^You said 10,000 pixels/);
      const option = guess(page, "double").locator("input").first();
      await option.focus();
      await option.press("ArrowDown");
      await page.keyboard.press("Enter");
      assert.match(
        await said(guess(page, "double")),
        /^You said “four times as many”, and so says/,
      );
    });
  });

  test("a curve drawn with the mouse; the answer comes further down, and over it", async () => {
    await onDemos({}, async ({ page }) => {
      const square = await near(guess(page, "square"));
      const canvas = square.locator("svg");
      await canvas.scrollIntoViewIfNeeded();
      const box = await canvas.boundingBox();
      assert.ok(box);
      const at = (x: number, y: number): [number, number] => [
        box.x + x * box.width,
        box.y + y * box.height,
      ];
      await page.mouse.move(...at(0.05, 0.7));
      await page.mouse.down();
      await page.mouse.move(...at(0.5, 0.4), { steps: 5 });
      assert.ok(await square.locator("button.strong").isDisabled(), "half a curve is no guess");
      await page.mouse.move(...at(0.99, 0.2), { steps: 5 });
      await page.mouse.up();
      await commit(square);
      assert.match(await said(square), /^Noted/);
      assert.equal(await square.locator(".answer circle").count(), 0, "it is revealed too early");
      const answer = page.locator("your-guess[name=square]");
      assert.match(
        await said(answer),
        /^Your curve is [\d.]+ away on average, and farthest at side/,
      );
      assert.equal(await answer.locator(".answer circle").count(), 5);
      const label = await answer.locator("svg").getAttribute("aria-label");
      assert.match(label ?? "", /At side 4: you [\d.]+, arithmetic 16\./);
    });
  });

  test("a curve drawn by a finger does not scroll the page, one drawn by keys is told", async () => {
    const options = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
    await onDemos(options, async ({ page }) => {
      const canvas = (await near(guess(page, "square"))).locator("svg");
      await canvas.scrollIntoViewIfNeeded();
      const box = await canvas.boundingBox();
      assert.ok(box);
      const scrolled = await page.evaluate(() => scrollY);
      const touch = await page.context().newCDPSession(page);
      const send = (
        type: "touchStart" | "touchMove" | "touchEnd",
        x = 0,
        y = 0,
      ): Promise<unknown> =>
        touch.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: type === "touchEnd" ? [] : [{ x: box.x + x * box.width, y: box.y + y }],
        });
      await send("touchStart", 0.1, 60);
      for (let i = 1; i <= 10; i++) await send("touchMove", 0.1 + 0.089 * i, 60 + 12 * i);
      await send("touchEnd");
      assert.equal(await page.evaluate(() => scrollY), scrolled);
      assert.ok(await guess(page, "square").locator("button.strong").isEnabled());
    });
    await onDemos({}, async ({ page }) => {
      const canvas = (await near(guess(page, "square"))).locator("svg");
      await canvas.focus();
      await page.keyboard.press("ArrowRight");
      for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("PageUp");
      assert.equal(await canvas.getAttribute("aria-valuetext"), "11.2 at side 4");
      await commit(guess(page, "square"));
      assert.match(await said(guess(page, "square")), /^Noted/);
    });
  });

  test("without JavaScript there are a sentence and a still picture", async () => {
    await onDemos({ javaScriptEnabled: false }, async ({ page }) => {
      assert.match(await guess(page, "pixels").innerText(), /^Write down how many pixels/);
      assert.ok(await page.locator("your-guess[name=square]").isVisible());
      assert.equal(await page.locator("try-it").nth(1).innerText(), "close its top");
      assert.match(await page.locator("train-here").first().innerText(), /^Here you could train/);
      for (const name of [
        "draw-and-classify",
        "look-inside",
        "train-here",
        "train-here[compact]",
      ]) {
        const still = page.locator(name).last().locator("img");
        await still.scrollIntoViewIfNeeded();
        await page.waitForLoadState("networkidle");
        assert.ok(
          await still.evaluate((image) => (image as HTMLImageElement).naturalWidth > 300),
          `${name} has no still picture`,
        );
      }
    });
  });
});

describe("prose that draws", { concurrency: 2 }, () => {
  test("a phrase puts its drawing on the canvas, and the address brings it back", async () => {
    let address = "";
    await onDemos({}, async ({ page }) => {
      const demo = page.locator("draw-and-classify");
      await near(page.locator("try-it").first());
      await page.locator("try-it [role=button]").nth(0).click();
      await told(demo, /^Looks like a 4/);
      await page.locator("try-it [role=button]").nth(1).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/digits\.drawing=\d+-\d+-30156315/);
      await told(demo, /^Looks like a [79]/);
      address = page.url();
    });
    await onDemos({ query: new URL(address).search, reducedMotion: "reduce" }, async ({ page }) => {
      const demo = page.locator("draw-and-classify");
      await demo.scrollIntoViewIfNeeded();
      await told(demo, /^Looks like a [79]/);
      assert.equal(page.url(), address);
    });
  });

  test("a phrase breaks between lines as its sentence does, and keeps its full stop", async () => {
    const phone = { viewport: { width: 360, height: 780 } };
    const visited = await visit(here.browser, `${here.server.url}play/see-backprop/`, phone);
    await quietly(visited, here.server.url, async () => {
      const { page } = visited;
      await near(page.locator("try-it").last());
      const apart = await page.evaluate(() =>
        [...document.querySelectorAll("try-it")].flatMap((phrase) => {
          const [after, lines] = [phrase.nextSibling, phrase.shadowRoot?.querySelector("span")];
          if (!(after instanceof Text) || !/^[.,;:?!]/.test(after.data) || !lines) return [];
          const mark = document.createRange();
          mark.setStart(after, 0);
          mark.setEnd(after, 1);
          const last = [...lines.getClientRects()].at(-1);
          return last && mark.getBoundingClientRect().left >= last.right - 1
            ? []
            : [phrase.textContent];
        }),
      );
      assert.deepEqual(apart, []);
      const lines = await page
        .locator("try-it [role=button]")
        .evaluateAll((phrases) => phrases.map((phrase) => phrase.getClientRects().length));
      assert.ok(Math.max(...lines) > 1, "no phrase is broken here");
    });
  });

  test("the reader's own digit is offered after a reload, a drawing of the page's is not", async () => {
    await onDemos({}, async ({ page }) => {
      const demo = await near(page.locator("draw-and-classify"));
      const own = demo.locator("button[aria-label^='yours']");
      await page.locator("try-it [role=button]").nth(0).click();
      await told(demo, /^Looks like a 4/);
      await demo.locator("button", { hasText: "Clear" }).click();
      assert.equal(await own.count(), 0);
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      await page.goto(here.server.url + path);
      await demo.scrollIntoViewIfNeeded();
      await own.click();
      await told(demo, /^Looks like a 7/);
      assert.equal(await winner(demo), "7");
    });
  });
});

describe("training in the page", { concurrency: 1 }, () => {
  const short = "?train-here.digits=1000&train-here.rounds=1&train-here.patterns=4";
  const full = (page: Page): Locator => page.locator("train-here:not([compact])");

  test("the short form: no idea, a click, sure; and the same in Python", async () => {
    await onDemos({}, async ({ page, requests }) => {
      const demo = page.locator("train-here[compact]");
      await near(demo);
      await demo.locator("lbl-pad canvas").waitFor();
      await page.waitForLoadState("networkidle");
      const heavy = /engine-|training-|\/data\/digits\//;
      assert.deepEqual(
        requests.filter((url) => heavy.test(url)),
        [],
        "it loads before it is touched",
      );
      assert.ok(await demo.locator("button.strong").isDisabled());
      await draw(demo, seven);
      await told(demo, /It has no idea\.$/);
      assert.deepEqual(
        requests.filter((url) => /\/data\/digits\//.test(url)),
        [],
      );
      await demo.locator("button.strong").click();
      await demo.locator("xpath=self::*[@data-state='done']").waitFor(PATIENCE);
      const spoken = await told(demo, /Looks like a 7/);
      const share = Number(/reads ([\d.]+)% of 1,000 digits/.exec(spoken)?.[1]);
      assert.ok(share > 75, spoken);
      assert.equal(await winner(demo), "7");
      const python = await demo.locator("pre").innerText();
      assert.match(python, /layers\.Conv2D\(8, 5, activation="relu"\)/);
      assert.match(python, /model\.fit\(images\[:1000\]/);
      const files = requests.filter((url) => /\/data\/digits\/.*gz$/.test(url));
      assert.equal(files.length, 2, "a thousand to learn from, a thousand to be tested on");
    });
  });

  test("curves, confusion and patterns change while it trains; pause, another drawing, go on", async () => {
    // Its last digits come when they are let through: it cannot end before it is paused.
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const prepare = (page: Page): Promise<unknown> =>
      page.context().route(/\/data\/digits\/train-2\.gz$/, async (route) => {
        await held;
        await route.continue();
      });
    const query = "?train-here.digits=3000&train-here.rounds=1&train-here.patterns=4";
    await onDemos({ query, prepare }, async ({ page }) => {
      const demo = await near(full(page));
      const train = demo.locator("button.strong");
      await train.click();
      await demo.locator(".far", { hasText: /^Step [1-9]/ }).waitFor(PATIENCE);
      await train.click();
      await told(demo, /^Paused\./);
      release();
      const step = async (): Promise<string> =>
        /Step (\d+) of 94/.exec(await demo.locator(".far").innerText())?.[1] ?? "";
      const paused = await step();
      assert.match(
        (await demo.locator("lbl-plot [role=img]").first().getAttribute("aria-label")) ?? "",
        /^Loss: [\d.]+ at step/,
      );
      const cells = (): Promise<string[]> => demo.locator(".confusion tbody td").allInnerTexts();
      const early = await cells();
      assert.ok(early.some((text) => Number(text) > 0));
      assert.equal(await demo.locator(".patterns lbl-map").count(), 4);
      await draw(demo, seven);
      await told(demo, /^Looks like/);
      assert.equal(await step(), paused, "it went on while it was paused");
      await train.click();
      await demo.locator("xpath=self::*[@data-state='done']").waitFor(PATIENCE);
      assert.equal(await step(), "94");
      const late = await cells();
      assert.equal(
        late.reduce((sum, text) => sum + Number(text), 0),
        1000,
      );
      assert.notDeepEqual(late, early);
      const total = (await readBars(demo)).reduce((sum, { value }) => sum + (value ?? 0), 0);
      assert.ok(Math.abs(total - 1) < 1e-4);
    });
  });

  test("a click on Pause that comes as the training ends throws nothing away", async () => {
    const query = "?train-here.digits=100&train-here.rounds=1&train-here.patterns=4";
    await onDemos({ query }, async ({ page }) => {
      const demo = await near(full(page));
      const button = demo.locator("button.strong");
      await button.click();
      await demo.evaluate(async (element) => {
        const state = (): string => (element as HTMLElement).dataset["state"] ?? "";
        while (state() !== "done") await new Promise((resolve) => setTimeout(resolve, 1));
        element.shadowRoot?.querySelector<HTMLElement>("button.strong")?.click();
      });
      await told(demo, /^It reads [\d.]+% of 1,000 digits/);
      assert.equal(await demo.getAttribute("data-state"), "done");
      // A while later the same button means what it says.
      await page.waitForTimeout(1000);
      await button.click();
      await demo.locator("xpath=self::*[@data-state='training']").waitFor();
      await demo.locator("xpath=self::*[@data-state='done']").waitFor(PATIENCE);
    });
  });

  test("with wrong labels only it learns them by heart, and reads no new digit", async () => {
    const query =
      "?train-here.digits=100&train-here.rounds=40&train-here.convolutions=0&train-here.hidden=128";
    await onDemos({ query }, async ({ page }) => {
      const demo = await near(full(page));
      await (await near(page.locator("try-it").last())).locator("[role=button]").click();
      await page.waitForURL(/train-here\.wrong=100/);
      assert.equal(await demo.locator(".wrong input").inputValue(), "100");
      await demo.locator("button.strong").click();
      await demo.locator("xpath=self::*[@data-state='done']").waitFor(PATIENCE);
      const label = await demo.locator("lbl-plot [role=img]").nth(1).getAttribute("aria-label");
      const last = (name: string): number =>
        Number(new RegExp(`${name}: \\d+% at step \\d+, (\\d+)%`).exec(label ?? "")?.[1]);
      const [learned, fresh] = [last("learned from"), last("new ones")];
      assert.ok(learned > 80, `it has learned ${learned}% of the wrong labels`);
      assert.ok(fresh < 20, `it reads ${fresh}% of new digits`);
    });
  });

  test("choices make another network, stand in the address, and can be made by keys", async () => {
    await onDemos({}, async ({ page }) => {
      const demo = await near(full(page));
      await draw(demo, seven);
      await told(demo, /no idea/);
      const before = await readBars(demo);
      const select = demo.locator("select").first();
      await select.focus();
      await select.selectOption("2");
      await page.waitForURL(/train-here\.convolutions=2/);
      await page.waitForFunction((old) => {
        const demo = document.querySelector("train-here:not([compact])");
        const bar = demo?.shadowRoot?.querySelector("[data-label='0']");
        return bar?.getAttribute("data-probability") !== old;
      }, String(before[0]?.value));
      await page.reload();
      await demo.locator("select").first().waitFor();
      assert.equal(await demo.locator("select").first().inputValue(), "2");
    });
  });

  test("the long form whose choices do not come says so, and Retry brings them", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(/\/long-form-\w+\.js$/, (route) =>
        faulty ? route.fulfill({ status: 404 }) : route.continue(),
      );
    const expected = /Failed to load resource|404/;
    await onDemos({ prepare, expected }, async ({ page }) => {
      const demo = full(page);
      await demo.scrollIntoViewIfNeeded();
      const retry = demo.getByRole("button", { name: "Retry" });
      await retry.waitFor();
      faulty = false;
      await retry.click();
      await near(demo);
      await demo.locator("select").first().waitFor();
      assert.equal(await demo.locator("figure").count(), 3);
    });
  });

  for (const fault of ["damaged", "missing"] as const) {
    test(`a ${fault} file of digits gives a message, and Retry works`, async () => {
      let faulty = true;
      const prepare = (page: Page): Promise<unknown> =>
        page.context().route(/\/data\/digits\/train-0\.gz$/, async (route) => {
          if (!faulty) return route.continue();
          if (fault === "missing") return route.fulfill({ status: 404, body: "Not found" });
          const response = await route.fetch();
          const body = await response.body();
          body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
          return route.fulfill({ response, body });
        });
      const expected = /Failed to load resource/;
      await onDemos({ query: short, prepare, expected }, async ({ page }) => {
        const demo = await near(full(page));
        await demo.locator("button.strong").click();
        const alert = demo.locator("[role=alert]");
        await alert.waitFor();
        assert.match(await alert.innerText(), /damaged|missing/);
        faulty = false;
        await alert.locator("button").click();
        await demo.locator("xpath=self::*[@data-state='done']").waitFor(PATIENCE);
        assert.equal(await alert.count(), 0);
      });
    });
  }
});

const playful = "make-a-guess, your-guess, try-it, train-here";

describe("for everybody", { concurrency: 2 }, () => {
  test("at 320 px nothing of the new elements sticks out", async () => {
    await onDemos({ viewport: { width: 320, height: 740 } }, async ({ page }) => {
      await (await near(page.locator("train-here").last())).locator("canvas").first().waitFor();
      const overhang = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.scrollingElement ?? document.body;
        const demos = [...document.querySelectorAll("make-a-guess, your-guess, train-here")];
        const right = Math.max(...demos.map((item) => item.getBoundingClientRect().right));
        return Math.max(scrollWidth - clientWidth, right - innerWidth);
      });
      assert.ok(overhang <= 0, `${overhang} px too wide`);
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}, before and after guesses and a training`, async () => {
      const query = "?train-here.digits=100&train-here.rounds=1";
      await onDemos({ colorScheme, query, reducedMotion: "reduce" }, async ({ page }) => {
        const train = await near(page.locator("train-here:not([compact])"));
        await train.locator("lbl-plot [role=img]").first().waitFor();
        await everything(page);
        assert.deepEqual(await violations(page, playful), []);
        await guess(page, "pixels").locator("input[type=number]").fill("5");
        await guess(page, "pixels").locator("input[type=number]").press("Enter");
        await guess(page, "double").locator("label").first().click();
        await commit(guess(page, "double"));
        const canvas = guess(page, "square").locator("svg");
        await canvas.focus();
        for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
        await commit(guess(page, "square"));
        await train.locator("button.strong").click();
        await train.locator("xpath=self::*[@data-state='done']").waitFor(PATIENCE);
        assert.deepEqual(await violations(page, playful), []);
      });
    });
  }
});

/** Has all demos brought, as the key that goes from control to control does. */
async function everything(page: Page): Promise<void> {
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector(":not(:defined)") === null);
}

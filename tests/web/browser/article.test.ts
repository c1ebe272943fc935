/** What a tutorial's page does for its reader: covered answers, folded code, figures that open large. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { near, quietly, visit, type VisitOptions } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();
const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };

async function onPage(
  path: string,
  options: VisitOptions,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + path, options);
  await quietly(visited, here.server.url, () => check(visited.page));
}

/** Goes to where an answer is: covers come when the reader does. */
async function covered(page: Page): Promise<void> {
  await page
    .locator("make-a-guess, your-guess")
    .last()
    .evaluate((element) => element.scrollIntoView());
  await page.locator(".lbl-cover").first().waitFor({ state: "attached" });
}

describe("what answers a guess", { concurrency: 2 }, () => {
  const wall = (page: Page) => page.getByRole("img", { name: /^A wall of all misread/ }).first();
  const curve = (page: Page) => page.locator("figure", { hasText: "Most is learned in the first" });

  test("is covered until the guess is made, and again when it is taken back", async () => {
    await onPage("tutorials/digits/", {}, async (page) => {
      await covered(page);
      assert.equal(await wall(page).isVisible(), false);
      assert.equal(await page.getByText("If you guessed zero, read on").isVisible(), false);
      assert.equal(await curve(page).isVisible(), false, "another guess covers it");
      const other = page.getByText("No two people write alike");
      assert.ok(await other.isVisible(), "what answers nothing stays");
      const guess = await near(page.locator("make-a-guess[name=mistakes]"));
      await guess.locator("input[type=number]").fill("80");
      await guess.locator("input[type=number]").press("Enter");
      await wall(page).waitFor();
      assert.ok(await page.getByText("If you guessed zero, read on").isVisible());
      assert.equal(await curve(page).isVisible(), false, "that guess has not been made");
      await page.reload();
      await covered(page);
      await wall(page).waitFor();
      const again = await near(page.locator("make-a-guess[name=mistakes]"));
      await again.locator("button.quiet").click();
      await wall(page).waitFor({ state: "hidden" });
    });
  });

  test("is shown without a guess, by the keys alone, over a reload", async () => {
    await onPage("tutorials/digits/", {}, async (page) => {
      await covered(page);
      const cover = page.locator(".lbl-cover", { hasText: "rehearsal digits" }).first();
      const button = cover.getByRole("button", { name: "Show me without guessing" });
      await button.focus();
      await page.keyboard.press("Enter");
      await curve(page).waitFor();
      const focused = await page.evaluate(() => document.activeElement?.className ?? "");
      assert.match(focused, /lbl-answer/, "focus is lost with the button");
      await page.reload();
      await covered(page);
      await curve(page).waitFor();
      assert.equal(await wall(page).isVisible(), false, "the other guess was not waived");
    });
  });

  test("takes all of several guesses, and the link leads to the first that is missing", async () => {
    await onPage("tutorials/mnist_lies/", {}, async (page) => {
      await covered(page);
      const cover = page.locator(".lbl-cover").first();
      assert.match(await cover.innerText(), /Batch norm helps ….*and 7 more/s);
      await cover.locator("a").click();
      assert.match(page.url(), /#guess-norm$/);
      const guess = await near(page.locator("make-a-guess[name=norm]"));
      await guess.locator("label").first().click();
      await guess.locator("button.strong").click();
      await page.locator(".lbl-cover", { hasText: "Dropout helps" }).first().waitFor();
      assert.match(await cover.innerText(), /and 6 more/);
    });
  });

  test("an output and the sentences after it have one cover", async () => {
    await onPage("tutorials/downhill/", {}, async (page) => {
      await covered(page);
      const covers = page.locator(".lbl-cover", { hasText: "largest step size that still gets" });
      assert.equal(await covers.count(), 1);
      const sentence = page.getByText("there is as much room again above it");
      assert.equal(await sentence.isVisible(), false);
      await covers.getByRole("button").click();
      await sentence.waitFor();
      await page.getByText("arrives up to").last().waitFor();
    });
  });

  test("a question covers what comes after it, as far as the next heading", async () => {
    await onPage("contributing/demos/", {}, async (page) => {
      await covered(page);
      const answer = page.locator("p", { hasText: "Four times as many: twice in each row" });
      assert.equal(await answer.isVisible(), false);
      const heading = page.getByRole("heading", { name: /whose answer comes further down/ });
      assert.ok(await heading.isVisible());
      await page.locator(".lbl-cover button").first().click();
      await answer.waitFor();
    });
  });

  test("is on paper, and there without JavaScript", async () => {
    await onPage("tutorials/digits/", {}, async (page) => {
      await covered(page);
      await page.emulateMedia({ media: "print" });
      assert.ok(await curve(page).isVisible());
      assert.equal(await page.locator(".lbl-cover").first().isVisible(), false);
    });
    await onPage("tutorials/digits/", { javaScriptEnabled: false }, async (page) => {
      assert.ok(await curve(page).isVisible());
      assert.equal(await page.locator(".lbl-cover").count(), 0);
    });
  });

  test("a slider has no handle until it is taken", async () => {
    await onPage("tutorials/digits/", {}, async (page) => {
      const slider = (await near(page.locator("make-a-guess[name=mistakes]"))).locator(
        "input[type=range]",
      );
      assert.match((await slider.getAttribute("class")) ?? "", /untouched/);
      await slider.press("ArrowRight");
      assert.doesNotMatch((await slider.getAttribute("class")) ?? "", /untouched/);
    });
  });
});

describe("on a phone", { concurrency: 2 }, () => {
  test("long code is folded to its first lines, and unfolds", async () => {
    await onPage("tutorials/digits/", PHONE, async (page) => {
      const program = page.locator(".whole-program").first();
      const button = program.locator(".lbl-unfold");
      await button.waitFor();
      const folded = (await program.boundingBox())?.height ?? 0;
      assert.ok(folded < 250, `${folded} px of folded code`);
      assert.match(await button.innerText(), /^All \d+ lines$/);
      await button.click();
      assert.equal(await button.getAttribute("aria-expanded"), "true");
      assert.ok(((await program.boundingBox())?.height ?? 0) > 700);
    });
    await onPage("tutorials/digits/", {}, async (page) => {
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator(".lbl-unfold").count(), 0, "a wide screen has room");
    });
  });

  test("a figure opens larger than it is on the page, and closes", async () => {
    await onPage("tutorials/digits/", PHONE, async (page) => {
      const figure = page.locator("figure", { hasText: "No two people write alike" });
      await figure.scrollIntoViewIfNeeded();
      const small = await figure.locator("img:visible").first().boundingBox();
      await figure.locator(".lbl-larger").click();
      const large = await page.locator("dialog.lbl-large img").boundingBox();
      assert.ok((large?.width ?? 0) >= 2 * (small?.width ?? 1), `${large?.width} px wide`);
      assert.deepEqual(await violations(page, "dialog.lbl-large"), []);
      await page.keyboard.press("Escape");
      await page.locator("dialog.lbl-large").waitFor({ state: "detached" });
    });
  });

  test("a figure whose script is gone opens as the picture that it is", async () => {
    const expected = /large-figure|ERR_FAILED/;
    await onPage("tutorials/digits/", { expected }, async (page) => {
      await page.route(/large-figure-/, (route) => route.abort());
      const figure = page.locator("figure", { hasText: "No two people write alike" });
      await figure.scrollIntoViewIfNeeded();
      const picture = figure.locator("img:visible").first();
      const shown = await picture.evaluate((image: HTMLImageElement) => image.src);
      await figure.locator(".lbl-larger").click();
      await page.waitForURL((address) => address.href === shown);
    });
  });

  test("nothing lies over the page but its header", async () => {
    for (const options of [PHONE, {}])
      await onPage("tutorials/digits/", options, async (page) => {
        await page.mouse.wheel(0, 3000);
        await page.mouse.wheel(0, -500);
        const covering = await page.evaluate(() =>
          [...document.querySelectorAll("body *")]
            .filter((part) => ["fixed", "sticky"].includes(getComputedStyle(part).position))
            .filter((part) => part.checkVisibility({ opacityProperty: true }))
            .filter(
              (part) => !part.matches(".md-header, .md-sidebar, :is(.md-header, .md-sidebar) *"),
            )
            .map((part) => part.className),
        );
        assert.deepEqual(covering, []);
      });
  });
});

test("a weight is turned by keys and by the hand; steps lead downhill", async () => {
  await onPage("contributing/demos/", {}, async (page) => {
    const demo = await near(page.locator("turn-a-weight"));
    const slider = demo.locator("input[type=range]");
    const told = (): Promise<string | null> => slider.getAttribute("aria-valuetext");
    assert.equal(await told(), "weight -1.50, loss 2.500, slope -2.333");
    assert.match(await demo.locator("[role=status]").innerText(), /the weight has to go up/);
    await slider.press("End");
    assert.equal(await told(), "weight 2.00, loss 4.000, slope 3.000");
    for (let step = 0; step < 40; step++)
      await demo.getByRole("button", { name: "One step downhill" }).click();
    assert.match((await told()) ?? "", /loss 0\.0/);
    const box = await demo.locator("svg").boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 0.25 * box.width, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.1 * box.width, box.y + 20, { steps: 4 });
    await page.mouse.up();
    assert.match((await told()) ?? "", /^weight -1\.6\d/);
    await demo.getByRole("button", { name: "Back to where it was" }).click();
    assert.equal(await told(), "weight -1.50, loss 2.500, slope -2.333");
    assert.deepEqual(await violations(page, "turn-a-weight"), []);
  });
});

test("forty letters are pecked, each is judged, and the result is drawn as the reader's curve", async () => {
  await onPage("tutorials/letters/", PHONE, async (page) => {
    const demo = await near(page.locator("peck-letters"));
    const picture = page.locator("figure", { hasText: "Two families, forty letters" });
    assert.equal(await picture.isVisible(), false, "the answers are on it");
    const letter = demo.locator(".now .letter");
    const image = await letter.evaluate((node) => getComputedStyle(node).backgroundImage);
    const address = /url\("(.*)"\)/.exec(image)?.[1] ?? "";
    assert.ok((await page.request.get(address)).ok(), `${address} is not there`);
    for (let count = 0; count < 40; count++) {
      await demo.getByRole("button", { name: "y", exact: true }).tap();
      assert.match(await demo.locator("[role=status]").innerText(), /^(Right|No), it was [xy]\./);
    }
    assert.match(
      await demo.locator("[role=status]").innerText(),
      /rows of ten: \d+, \d+, \d+, \d+/,
    );
    await picture.waitFor();
    const curve = await near(page.locator("make-a-guess[name=yours]"));
    await curve.locator(".answer circle").first().waitFor();
    assert.deepEqual(await violations(page, "peck-letters"), []);
  });
});

test("who draws by keys sees which keys", async () => {
  await onPage("tutorials/digits/", {}, async (page) => {
    const pad = (await near(page.locator("draw-and-classify").first())).locator("lbl-pad");
    const hint = pad.getByText("Space puts it down and lifts it");
    assert.equal(await hint.isVisible(), false);
    await pad.locator("canvas").focus();
    await page.keyboard.press("ArrowRight");
    await hint.waitFor();
  });
});

test("the map of a path and its list have the same numbers", async () => {
  await onPage("paths/week/", {}, async (page) => {
    const listed = await page.locator(".lbl-steps > li > a").allInnerTexts();
    const boxes = await page.locator("article svg:visible a").evaluateAll((links) =>
      links.map((link) => {
        const texts = [...link.querySelectorAll("text")].map((text) => text.textContent);
        return { title: texts.slice(0, -1).join(" "), number: Number(texts.at(-1)) };
      }),
    );
    assert.ok(boxes.length > 3);
    for (const { title, number } of boxes) assert.equal(listed[number - 1], title);
  });
});

test("the catalogue says once when links were checked, and marks those that fail", async () => {
  await onPage("resources/", {}, async (page) => {
    assert.equal(await page.locator(".lbl-resources small", { hasText: "unchecked" }).count(), 0);
    assert.match(
      await page.locator("article").innerText(),
      /last checked on \d{4}-|yet whether these/,
    );
  });
});

describe("a word of the glossary", { concurrency: 2 }, () => {
  test("opens its sentences and a picture where it stands, and closes", async () => {
    await onPage("tutorials/digits/", PHONE, async (page) => {
      const word = page.locator("article a[href$='#gradient']").first();
      await word.scrollIntoViewIfNeeded();
      await word.tap();
      const card = page.locator(".lbl-term");
      await card.waitFor();
      assert.match(await card.innerText(), /^Gradient/);
      assert.ok(await card.locator("svg.lbl-sketch").isVisible());
      assert.match(page.url(), /tutorials\/digits\/$/, "the page was left");
      const box = await card.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 360 && box.y >= 0);
      assert.deepEqual(await violations(page, ".lbl-term"), []);
      await page.keyboard.press("Escape");
      await card.waitFor({ state: "detached" });
    });
  });

  test("leads to the glossary where it cannot be fetched", async () => {
    const expected = /ERR_FAILED/;
    await onPage("tutorials/digits/", { expected }, async (page) => {
      await page.route(/guide\/glossary\//, (route) =>
        route.request().isNavigationRequest() ? route.continue() : route.abort(),
      );
      await page.locator("article a[href$='#gradient']").first().click();
      await page.waitForURL(/guide\/glossary\/#gradient$/);
    });
  });
});

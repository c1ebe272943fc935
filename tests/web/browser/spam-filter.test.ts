/** spam-filter in a real browser: by keys, on a phone, and when files are missing. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, near, quietly, siteFile, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const models = ["spam-cnn", "spam-cnn-wasm", "spam-transformer", "spam-transformer-wasm"];
const here = world(() => serveElements(...models));
const FILE = "spam-filter.json";
const parts = `model="spam-cnn" other="spam-transformer" file="${FILE}"`;
const element = `<spam-filter threshold ${parts}>Here you could write a message.</spam-filter>
  <p><try-it set="filter: bayes; threshold: 5">a high threshold</try-it>
  <try-it set="message: padded">the padded advert</try-it></p>`;

interface Content {
  readonly spam: readonly number[];
  readonly scores: readonly (readonly number[])[];
  /** Text, whether it's spam, and its place among the scores. */
  readonly samples: readonly (readonly [string, number, number])[];
}

const content = async (): Promise<Content> =>
  JSON.parse(String(await siteFile(`tutorials/spam/${FILE}`))) as Content;

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const prepare = async (page: Page): Promise<void> => {
    const body = String(await siteFile(`tutorials/spam/${FILE}`));
    await page.route(`**/demo/${FILE}`, (route) => route.fulfill({ body }));
    await options.prepare?.(page);
  };
  const visited = await demoPage(here.browser, here.server, element, { ...options, prepare });
  const demo = visited.page.locator("spam-filter");
  await quietly(visited, here.server.url, async () => check(await near(demo), visited));
}

const press = (demo: Locator, name: string): Promise<void> =>
  demo.getByRole("button", { name, exact: true }).press("Enter");
const message = (demo: Locator): Locator => demo.getByRole("textbox");
const slider = (demo: Locator): Locator => demo.getByRole("slider");
const answer = async (demo: Locator, filter: string): Promise<number> => {
  const item = demo.locator(`[data-filter=${filter}][data-log-odds]`);
  return Number(await item.getAttribute("data-log-odds"));
};
const all = /^(All 4 filters|[123] of 4 filters)/;

describe("spam-filter", { concurrency: 2 }, () => {
  test("nothing is fetched before a touch; then all four read what is typed", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /\.wasm|\.json$/.test(url) && url.includes(FILE)));
      await press(demo, "Ask the filters");
      await told(demo, all);
      const before = await answer(demo, "logistic");
      await message(demo).fill("thanks for the patch, I've installed it on linux");
      await told(demo, /^(All 4|[123] of 4) .*The task wants free, money and click in it/);
      assert.ok((await answer(demo, "logistic")) < before);
      assert.ok((await answer(demo, "bayes")) < 0);
      await message(demo).fill("…");
      await told(demo, /^There is no word in it\.$/);
    });
  });

  test("what the reader writes is neither sent nor put into the address", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await message(demo).fill("zeppelin zeppelin");
      await told(demo, all);
      assert.doesNotMatch(page.url(), /zeppelin/);
      assert.ok(!requests.some((url) => url.includes("zeppelin")));
    });
  });

  test("the networks in the page say what they said in the tutorial", async () => {
    await onPage({}, async (demo) => {
      const { samples, scores } = await content();
      for (const [text, isSpam, place] of samples.slice(0, 3)) {
        await press(demo, "A real message");
        await told(demo, new RegExp(`filters? .* and really ${isSpam === 1 ? "spam" : "good"}`));
        assert.equal(await message(demo).inputValue(), text);
        for (const [number, filter] of ["bayes", "logistic", "cnn", "transformer"].entries()) {
          const wanted = scores[number]?.[place] ?? NaN;
          // The networks answer a little later than the sums.
          await demo.page().waitForFunction(
            ([name, value]) => {
              const item = document
                .querySelector("spam-filter")
                ?.shadowRoot?.querySelector(`[data-filter=${name}]`);
              const found = Number(item?.getAttribute("data-log-odds") ?? NaN);
              return Math.abs(found - value) < 0.02 + 0.005 * Math.abs(value);
            },
            [filter, wanted] as const,
          );
        }
      }
    });
  });

  test("a threshold counts the real messages, by keys and by a phrase", async () => {
    await onPage({}, async (demo, { page }) => {
      const { spam, scores } = await content();
      await press(demo, "Show the messages");
      await slider(demo).press("End");
      await told(demo, /^At \d+\.\d it stops/);
      await page.locator("try-it [role=button]").first().press("Enter");
      const said = await told(demo, /^At 5\.0 it stops/);
      const bayes = scores[0] ?? [];
      const stopped = bayes.filter((score) => score > 5).length;
      const caught = bayes.filter((score, at) => score > 5 && spam[at] === 1).length;
      assert.ok(
        said.startsWith(`At 5.0 it stops ${stopped} messages, ${caught} of them spam`),
        said,
      );
      await page.waitForURL(/spam-cnn\.filter=bayes&spam-cnn\.threshold=5/);
      await page.reload();
      await told(await near(demo), /^At 5\.0 it stops/);
    });
  });

  test("it lives on when it was put away, and a phrase sets the message", async () => {
    await onPage({}, async (demo, { page }) => {
      await page.locator("try-it [role=button]").nth(1).press("Enter");
      await told(demo, all);
      await demo.evaluate((one) => {
        const { parentNode, nextSibling } = one;
        one.remove();
        parentNode?.insertBefore(one, nextSibling);
      });
      assert.match(await message(demo).inputValue(), /^Someone wrote/);
      await press(demo, "A letter");
      await told(demo, /^(All 4 filters|[123] of 4 filters).*through\.$|stop it\.$/);
    });
  });

  for (const [width, colorScheme] of [
    [1280, "light"],
    [360, "dark"],
  ] as const)
    test(`it fits ${width} pixels, and axe finds nothing`, async () => {
      await onPage({ viewport: { width, height: 740 }, colorScheme }, async (demo, { page }) => {
        await press(demo, "Ask the filters");
        await told(demo, all);
        await fits(page);
        assert.deepEqual(await violations(page, "spam-filter"), []);
      });
    });

  for (const [fault, status] of [
    [FILE, { status: 404, body: "" }],
    ["weights.bin", { status: 404, body: "" }],
  ] as const)
    test(`when ${fault} is missing, that is said, and Retry brings it`, async () => {
      let faulty = true;
      const prepare = (page: Page): Promise<unknown> =>
        page.route(fault === FILE ? `**/demo/${FILE}` : "**/models/spam-cnn*/**", (route) =>
          faulty ? route.fulfill(status) : route.fallback(),
        );
      await onPage({ prepare, expected: /404/ }, async (demo) => {
        await press(demo, "Ask the filters");
        await demo.getByRole("alert").first().waitFor();
        faulty = false;
        await press(demo, "Retry");
        await told(demo, all);
      });
    });
});

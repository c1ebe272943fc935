/** The runtime in a real browser: what computes, what is kept, what happens when it breaks. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page, Request } from "playwright-core";
import { violations } from "../support/axe.ts";
import { serve } from "../support/serve.ts";
import {
  draw,
  quietly,
  readBars,
  seven,
  siteFolder,
  told,
  visit,
  type Visit,
  type VisitOptions,
} from "../support/site.ts";
import { world } from "../support/world.ts";

const tutorial = "tutorials/digits/";

const engine = /\/assets\/(engine-|tfjs-)/;
const here = world();

async function onPage(
  options: VisitOptions,
  check: (visited: Visit & { badge: Locator; demo: Locator }) => Promise<void>,
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + tutorial, options);
  const { page } = visited;
  // WebGL without a graphics card takes its time.
  page.setDefaultTimeout(60_000);
  const [badge, demo] = [page.locator("check-parity"), page.locator("draw-and-classify").first()];
  await quietly(visited, here.server.url, () => check({ ...visited, badge, demo }));
}

async function check(badge: Locator, name = /Check it|Check again/): Promise<string> {
  await badge.scrollIntoViewIfNeeded();
  await badge.locator("button", { hasText: name }).click();
  return told(badge, /^(The|Not the) same/);
}

async function compute(badge: Locator, backend: string): Promise<string> {
  await badge.locator("select").selectOption(backend);
  const name = {
    auto: "the compiled network",
    wasm: "TensorFlow.js in WebAssembly",
    webgl: "TensorFlow.js in WebGL",
    cpu: "TensorFlow.js in JavaScript",
  }[backend];
  return told(badge, new RegExp(`with ${name},`));
}

describe("the check of parity", { concurrency: 2 }, () => {
  test("says what was found at the build, and on a click what is found here", async () => {
    await onPage({}, async ({ badge }) => {
      await badge.scrollIntoViewIfNeeded();
      const before = await told(badge, /When this site was built/);
      assert.match(
        before,
        /the compiled network and Python .* 24 examples, to within [\d.]+ × 10⁻⁷\.$/,
      );
      const after = await check(badge);
      assert.match(after, /^The same as in Python: on your device, with the compiled network,/);
      assert.match(after, /differ by at most [\d.]+ × 10⁻[⁷⁸]\. 1 × 10⁻⁴ is allowed\.$/);
    });
  });

  test("tells when this device computes something else", async () => {
    // The stored outputs are changed, and so is what the card says of them: only the numbers differ.
    const prepare = async (page: Page): Promise<void> => {
      const altered = Buffer.from(await (await fetchStored()).arrayBuffer());
      altered.writeFloatLE(altered.readFloatLE(0) + 0.25, 0);
      await page.addInitScript(() => {
        // No digests, as where the page does not come over HTTPS.
        Object.defineProperty(globalThis.crypto, "subtle", { value: undefined });
      });
      await page.route(/example-output-0\.bin/, (route) => route.fulfill({ body: altered }));
    };
    await onPage({ prepare }, async ({ badge }) => {
      assert.match(await check(badge), /^Not the same as in Python: .* 2\.5 × 10⁻¹\./);
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}, before and after use`, async () => {
      await onPage({ colorScheme }, async ({ badge, page }) => {
        await badge.scrollIntoViewIfNeeded();
        await told(badge, /When this site was built/);
        assert.deepEqual(await violations(page, "check-parity"), []);
        await check(badge);
        assert.deepEqual(await violations(page, "check-parity"), []);
      });
    });
  }

  test("a missing file gives a message, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(/example-output-0\.bin/, (route) =>
        faulty ? route.fulfill({ status: 404 }) : route.continue(),
      );
    await onPage({ prepare, expected: /Failed to load resource/ }, async ({ badge }) => {
      await badge.scrollIntoViewIfNeeded();
      await badge.locator("button").click();
      await badge.locator("[role=alert]", { hasText: "missing" }).waitFor();
      faulty = false;
      assert.match(await check(badge, /Retry/), /^The same/);
    });
  });
});

function fetchStored(): Promise<Response> {
  return fetch(`${here.server.url}models/digits-wasm/example-output-0.bin`);
}

describe("what computes", { concurrency: 2 }, () => {
  test("can be chosen, is the same everywhere, and is remembered", async () => {
    await onPage({}, async ({ badge, page, requests }) => {
      await check(badge);
      assert.ok(!requests.some((url) => engine.test(url)), "TensorFlow.js came without need");
      assert.match(await compute(badge, "wasm"), /^The same .* 1 × 10⁻⁵ is allowed\.$/);
      assert.ok(requests.some((url) => engine.test(url)));
      // The rasterizer of the test's browser has 32 bits, as most graphics cards.
      assert.match(await compute(badge, "webgl"), /^The same/);
      assert.match(await compute(badge, "cpu"), /^The same/);
      await page.reload();
      assert.match(await check(badge), /in JavaScript/);
      assert.equal(await badge.locator("select").inputValue(), "cpu");
      assert.match(await compute(badge, "auto"), /^The same/);
    });
  });

  test("when WebGL's context is lost, the drawing stays and is read again without it", async () => {
    const expected = /CONTEXT_LOST|context lost/i;
    await onPage({ prepare: withReins, expected }, async ({ badge, demo, page }) => {
      await check(badge);
      await compute(badge, "webgl");
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const strokes = await readBars(demo);
      await loseContext(page, "now");
      await demo.locator("input[role=switch]").uncheck();
      await barsThat(demo, (bars) => apart(bars, strokes) > 1e-2);
      await demo.locator("input[role=switch]").check();
      await barsThat(demo, (bars) => apart(bars, strokes) < 1e-3);
      await told(demo, /^Looks like a 7/);
      const found = await check(badge);
      assert.match(
        found,
        /^The same as in Python: on your device, with TensorFlow.js in WebAssembly/,
      );
    });
  });

  test("two questions that wait when the context is lost are both answered", async () => {
    const expected = /CONTEXT_LOST|context lost/i;
    await onPage({ prepare: withReins, expected }, async ({ badge, demo, page }) => {
      await check(badge);
      await compute(badge, "webgl");
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const strokes = await readBars(demo);
      await loseContext(page, "fenceSync");
      // Both at once, without the scrolling between them.
      await badge.locator("button").evaluate((button: HTMLElement) => button.click());
      await demo.locator("input[role=switch]").evaluate((button: HTMLElement) => button.click());
      await barsThat(demo, (bars) => apart(bars, strokes) > 1e-2);
      assert.match(await told(badge, /in WebAssembly/), /^The same/);
      assert.match(await compute(badge, "webgl"), /^The same/, "it cannot be chosen again");
    });
  });
});

/** Only a program in the worker can reach the contexts there: this one loses them when it is told. */
function withReins(page: Page): Promise<unknown> {
  const reins = `
    const contexts = [];
    const real = OffscreenCanvas.prototype.getContext;
    OffscreenCanvas.prototype.getContext = function (...given) {
      const context = real.apply(this, given);
      if (context !== null) contexts.push(context);
      return context;
    };
    const channel = new BroadcastChannel("lose");
    const lose = (context) => context.getExtension("WEBGL_lose_context")?.loseContext();
    channel.onmessage = ({ data: moment }) => {
      for (const context of contexts) {
        if (moment === "now") lose(context);
        else context[moment] = function (...given) {
          delete context[moment];
          lose(context);
          return context[moment](...given);
        };
      }
      channel.postMessage("done");
    };`;
  return page.context().route(/\/assets\/worker-\w+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${reins}\n${await response.text()}` });
  });
}

/** Loses the worker's contexts: now, or when they are next waited for. */
function loseContext(page: Page, moment: "now" | "fenceSync"): Promise<void> {
  return page.evaluate(
    (moment) =>
      new Promise<void>((done) => {
        const channel = new BroadcastChannel("lose");
        channel.onmessage = () => done();
        channel.postMessage(moment);
      }),
    moment,
  );
}

type Bars = Awaited<ReturnType<typeof readBars>>;

/** The largest difference between two states of the bars. */
function apart(one: Bars, other: Bars): number {
  return Math.max(...one.map(({ value }, i) => Math.abs((value ?? 0) - (other[i]?.value ?? 0))));
}

/** Waits for bars that fit: the sentence may be the same before and after a change. */
async function barsThat(demo: Locator, fit: (bars: Bars) => boolean): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const bars = await readBars(demo);
    if (fit(bars)) return;
    assert.ok(Date.now() < end, `the bars remained ${JSON.stringify(bars)}`);
    await demo.page().waitForTimeout(20);
  }
}

describe("models", { concurrency: 2 }, () => {
  test("are fetched once, and then taken from what is kept", async () => {
    await onPage({}, async ({ demo, page, requests }) => {
      const weights = (): number => requests.filter((url) => /weights\.bin/.test(url)).length;
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.equal(weights(), 1);
      await page.reload();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.equal(weights(), 1);
    });
  });

  test("what is kept and has become damaged is fetched again", async () => {
    await onPage({}, async ({ demo, page, requests }) => {
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      await page.evaluate(async () => {
        const cache = await caches.open("models");
        for (const request of await cache.keys()) await cache.put(request, new Response("damaged"));
      });
      await page.reload();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.equal(requests.filter((url) => /weights\.bin/.test(url)).length, 2);
    });
  });

  test("a card of another version is not taken for this page's", async () => {
    const prepare = (page: Page): Promise<unknown> =>
      page.route(/\/card\.json$/, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace("digits", "other") });
      });
    await onPage({ prepare }, async ({ demo }) => {
      await demo.scrollIntoViewIfNeeded();
      await demo.locator("[role=alert]", { hasText: "Reload the page" }).waitFor();
    });
  });

  test("on a slow network the bar moves, and the drawing is read in the end", async () => {
    const slow = await serve(siteFolder, { rate: 100_000 });
    const { page, close } = await visit(here.browser, slow.url + tutorial);
    try {
      const demo = page.locator("draw-and-classify").first();
      await page.evaluate(() => {
        const seen: number[] = [];
        Object.assign(globalThis, { seen });
        setInterval(() => {
          const root = document.querySelector("draw-and-classify")?.shadowRoot;
          const bar = root?.querySelector("[role=progressbar]");
          if (bar) seen.push(Number(bar.getAttribute("aria-valuenow")));
        }, 30);
      });
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
      assert.ok(new Set(seen).size >= 3, `it showed ${[...new Set(seen)].join(", ")}`);
      assert.deepEqual(
        seen,
        [...seen].sort((a, b) => a - b),
        "it went back",
      );
    } finally {
      await close();
      await slow.close();
    }
  });

  test("a connection that breaks in the middle gives a message, and Retry works", async () => {
    // A server that stops after half of the file.
    const requests: Request[] = [];
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.context().route(/\/weights\.bin$/, async (route) => {
        requests.push(route.request());
        if (!faulty) return route.continue();
        const response = await route.fetch();
        const body = await response.body();
        await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
      });
    await onPage({ prepare, expected: /Failed to load|ERR_/ }, async ({ demo }) => {
      await draw(demo, seven);
      const alert = demo.locator("[role=alert]");
      await alert.waitFor();
      faulty = false;
      await alert.locator("button", { hasText: "Retry" }).click();
      await told(demo, /^Looks like a 7/);
      assert.ok(requests.length >= 2);
    });
  });
});

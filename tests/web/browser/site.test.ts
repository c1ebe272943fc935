/**
 * The built site in a real browser. `SITE_DIR` names its folder (site/ by default).
 *
 * Every page is opened in a fresh context; at the end of each test the console must have been silent
 * and no request may have left the host.
 */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Locator, Page } from "playwright-core";
import { checkCard, type Card } from "../../../site_src/web/runtime/card.ts";
import type { WorkerResponse } from "../../../site_src/web/runtime/protocol.ts";
import { violations } from "../support/axe.ts";
import { serve } from "../support/serve.ts";
import {
  draw,
  pixels,
  quietly,
  readBars,
  seen,
  seven,
  siteFile,
  siteFolder,
  told,
  visit,
  winner,
  type Visit,
  type VisitOptions,
} from "../support/site.ts";
import { world } from "../support/world.ts";

const tutorial = "tutorials/digits/";
const network = /\/models\/digits(-wasm)?\/(model|weights)/;
/** TensorFlow.js, and what it loads. */
const engine = /\/assets\/(engine-|layers-|graph-|tfjs-)|\/models\/digits\//;

const cardOf = async (name: string): Promise<Card> =>
  checkCard(JSON.parse(String(await siteFile(`models/${name}/card.json`))));
const card = await cardOf("digits-wasm");
const here = world();

/** Opens a page, hands over its demo, and at the end checks what every page must keep to. */
async function onPage(
  path: string,
  options: VisitOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + path, options);
  const demo = visited.page.locator("draw-and-classify").first();
  await quietly(visited, here.server.url, () => check(demo, visited));
}

describe("before anyone touches the demo", { concurrency: 2 }, () => {
  test(`/${tutorial} fetches the card and the test images, no network and nothing to run it`, async () => {
    await onPage(tutorial, {}, async (demo, { page, requests }) => {
      await demo.scrollIntoViewIfNeeded();
      await demo.locator(".row button").first().waitFor();
      await demo.locator("lbl-pad canvas").hover();
      await page.waitForLoadState("networkidle");
      assert.equal(await demo.getAttribute("data-state"), "idle");
      assert.ok(requests.some((url) => url.endsWith("/models/digits-wasm/card.json")));
      assert.deepEqual(
        requests.filter((url) => network.test(url) || engine.test(url)),
        [],
      );
      assert.equal(await demo.locator(".sentence").innerText(), "Draw a digit.");
      assert.ok((await readBars(demo)).every(({ value }) => value === null));
    });
  });

  test("the demo is in the first screen of the landing page", async () => {
    await onPage("", { viewport: { width: 1280, height: 800 } }, async (_, { page, requests }) => {
      const pad = page.locator("train-here lbl-pad canvas");
      await pad.waitFor();
      const box = await pad.boundingBox();
      assert.ok(box && box.y + box.height <= 800, `it ends at ${box && box.y + box.height}`);
      // The short form has no choices and no curves, and fetches none.
      assert.ok(requests.some((url) => /\/train-here-\w+\.js$/.test(url)));
      assert.ok(!requests.some((url) => /\/(long-form|plot)-\w+\.js$/.test(url)));
    });
  });

  test("the place for the demo is kept: nothing moves when it comes", async () => {
    for (const width of [1280, 360]) {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const prepare = (page: Page): Promise<unknown> =>
        page.route(/\/assets\/draw-and-classify-/, async (route) => {
          await held;
          await route.continue();
        });
      await onPage(tutorial, { viewport: { width, height: 800 }, prepare }, async (demo) => {
        const before = (await demo.boundingBox())?.height ?? 0;
        release();
        await demo.scrollIntoViewIfNeeded();
        await demo.locator(".row button").first().waitFor();
        const after = (await demo.boundingBox())?.height ?? 0;
        assert.ok(Math.abs(after - before) <= 24, `${width} px wide: ${before} became ${after}`);
      });
    }
  });
});

describe("drawing", { concurrency: 2 }, () => {
  test(`a seven on /${tutorial} is taken for a 7`, async () => {
    await onPage(tutorial, {}, async (demo) => {
      await draw(demo, seven);
      const sentence = await told(demo, /^Looks like/);
      assert.match(sentence, /^Looks like a 7 \(>?[\d.]+%\); next guess: \d\.$/);
      assert.equal(await winner(demo), "7");
      assert.equal(await demo.locator("[data-winner]").getAttribute("data-label"), "7");
      const total = (await readBars(demo)).reduce((sum, { value }) => sum + (value ?? 0), 0);
      assert.ok(Math.abs(total - 1) < 1e-5, `the bars add up to ${total}`);
    });
  });

  test("the bars follow while the pen is still down", async () => {
    await onPage(tutorial, {}, async (demo, { page }) => {
      await draw(demo, [[0.5, 0.5]]);
      await told(demo, /^Looks like/);
      await demo.locator("button", { hasText: "Clear" }).click();
      const box = await demo.locator("lbl-pad canvas").boundingBox();
      assert.ok(box);
      await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.15 * box.height);
      await page.mouse.down();
      await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.85 * box.height, { steps: 10 });
      await demo.locator("[data-label='1'][data-winner]").waitFor();
      await page.mouse.up();
    });
  });

  test("a finger draws and does not scroll the page", async () => {
    const options = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
    await onPage(tutorial, options, async (demo, { page }) => {
      const canvas = demo.locator("lbl-pad canvas");
      await canvas.scrollIntoViewIfNeeded();
      const box = await canvas.boundingBox();
      assert.ok(box);
      const scrolled = await page.evaluate(() => scrollY);
      const touch = await page.context().newCDPSession(page);
      const send = (type: "touchStart" | "touchMove" | "touchEnd", y: number): Promise<unknown> =>
        touch.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: type === "touchEnd" ? [] : [{ x: box.x + box.width / 2, y }],
        });
      await send("touchStart", box.y + 0.85 * box.height);
      for (let i = 1; i <= 10; i++) await send("touchMove", box.y + (0.85 - 0.07 * i) * box.height);
      await send("touchEnd", 0);
      await told(demo, /^Looks like a 1 /);
      assert.equal(await page.evaluate(() => scrollY), scrolled);
    });
  });

  test("the keyboard draws, too", async () => {
    await onPage(tutorial, {}, async (demo, { page }) => {
      await demo.locator("lbl-pad canvas").focus();
      const press = async (key: string, times = 1): Promise<void> => {
        for (let i = 0; i < times; i++) await page.keyboard.press(key);
      };
      await press("ArrowUp", 6);
      await press("Space");
      await press("ArrowDown", 11);
      await press("Space");
      await told(demo, /^Looks like a 1 /);
      await press("ArrowRight", 3);
      assert.equal(await winner(demo), "1", "a lifted pen leaves no ink");
      await press("Delete");
      await told(demo, /^Draw a digit\.$/);
      assert.ok((await readBars(demo)).every(({ value }) => value === null));
    });
  });

  test("Clear leaves an empty sheet and empty bars", async () => {
    await onPage(tutorial, {}, async (demo) => {
      const clear = demo.locator("button", { hasText: "Clear" });
      assert.ok(await clear.isDisabled());
      await draw(demo, seven);
      await told(demo, /^Looks like/);
      await clear.click();
      await told(demo, /^Draw a digit\.$/);
      assert.ok((await readBars(demo)).every(({ value }) => value === null));
      assert.ok((await seen(demo)).every((ink) => ink === 0));
    });
  });

  test("the switch shows what centring does to a small seven in a corner", async () => {
    const corner = seven.map(([x, y]) => [0.35 * x, 0.35 * y] as const);
    await onPage(tutorial, {}, async (demo) => {
      await draw(demo, corner);
      await told(demo, /^Looks like a 7/);
      const [height = 0, width = 0] = card.inputs[0].shape;
      const centred = await seen(demo);
      assert.equal(centred.length, height * width);
      const bars = await readBars(demo);

      await demo.locator("input[role=switch]").uncheck();
      await demo.locator(".seen", { hasText: "the whole square, squeezed" }).waitFor();
      const squeezed = await seen(demo);
      const inkBeyond = (picture: number[]): boolean =>
        picture.some((ink, i) => ink > 0 && (i % width > width / 2 || i / width > height / 2));
      assert.ok(inkBeyond(centred));
      assert.ok(!inkBeyond(squeezed), "the drawing was moved out of its corner");
      await assertEventually(async () => {
        const now = await readBars(demo);
        return now.some(({ value }, i) => Math.abs((value ?? 0) - (bars[i]?.value ?? 0)) > 0.01);
      }, "the bars did not change");

      await demo.locator("input[role=switch]").check();
      await told(demo, /^Looks like a 7/);
      assert.deepEqual(await seen(demo), centred);
    });
  });
});

describe("test images", { concurrency: 2 }, () => {
  test("each gives the probabilities that Python computed, to 1e-4", async () => {
    const { example } = card;
    assert.ok(example);
    const classes = card.outputs[0].shape[0] ?? 0;
    const stored = await siteFile(`models/digits-wasm/${example.outputs[0].file}`);
    const expected = new Float32Array(stored.buffer.slice(stored.byteOffset), 0);
    await onPage(tutorial, {}, async (demo) => {
      const images = demo.locator(".row button");
      await demo.scrollIntoViewIfNeeded();
      await images.first().waitFor();
      assert.equal(await images.count(), 12);
      for (let index = 0; index < 12; index++) {
        const label: string = card.labels?.[example.targets?.[index] ?? -1] ?? "";
        const name: string = `test image ${index + 1}, labelled ${label}`;
        assert.equal(await images.nth(index).getAttribute("aria-label"), name);
        await images.nth(index).click();
        const row = expected.subarray(index * classes, (index + 1) * classes);
        await assertEventually(
          async () => {
            const bars = await readBars(demo);
            return bars.every(({ value }, i) => Math.abs((value ?? -1) - (row[i] ?? 0)) <= 1e-4);
          },
          `image ${index + 1} has other probabilities here than in Python`,
        );
        await told(demo, new RegExp(`it is labelled ${label}\\.$`));
        assert.equal(await images.nth(index).getAttribute("aria-pressed"), "true");
      }
    });
  });

  test("a stroke on top of one is added to what the network sees", async () => {
    await onPage(tutorial, {}, async (demo) => {
      await demo.scrollIntoViewIfNeeded();
      await demo.locator(".row button").first().click();
      await told(demo, /labelled 7/);
      const alone = await seen(demo);
      await draw(demo, [
        [0.1, 0.95],
        [0.9, 0.95],
      ]);
      await told(demo, /You drew over a test image/);
      const both = await seen(demo);
      assert.ok(both.every((ink, i) => ink >= (alone[i] ?? 0)));
      assert.ok(both.some((ink, i) => ink > (alone[i] ?? 0)));
    });
  });
});

describe("when something is wrong", { concurrency: 2 }, () => {
  const files = {
    "a damaged weights file": [/\/weights\.bin$/, "damaged"],
    "a damaged module": [/\.wasm$/, "damaged"],
    "half a module": [/\.wasm$/, "cut"],
    "a module of another network": [/\.wasm$/, "foreign"],
    "a missing module": [/\.wasm$/, "missing"],
    "a missing loader": [/\/model\.mjs\?/, "missing"],
    "a missing worker": [/\/worker-.*\.js$/, "missing"],
    "a model that cannot be reached": [/\/weights\.bin$/, "unreachable"],
  } as const;
  for (const [name, [pattern, fault]] of Object.entries(files)) {
    test(`${name} gives a message, and Retry works`, async () => {
      let faulty = true;
      const prepare = (page: Page): Promise<unknown> =>
        page.context().route(pattern, async (route) => {
          if (!faulty) return route.continue();
          if (fault === "unreachable") return route.abort();
          if (fault === "missing") return route.fulfill({ status: 404, body: "Not found" });
          const response = await route.fetch();
          const body = await response.body();
          const half = body.length >> 1;
          if (fault === "cut") return route.fulfill({ response, body: body.subarray(0, half) });
          if (fault === "foreign") {
            return route.fulfill({
              response,
              body: await siteFile("models/letters-wasm/model.wasm"),
            });
          }
          body[half] = (body[half] ?? 0) ^ 1;
          return route.fulfill({ response, body });
        });
      const expected = /Failed to load resource/;
      await onPage(tutorial, { prepare, expected }, async (demo) => {
        await draw(demo, seven);
        const alert = demo.locator("[role=alert]");
        await alert.waitFor();
        assert.equal(await demo.getAttribute("data-state"), "error");
        assert.match(await alert.innerText(), /damaged|missing|could not be/);
        await draw(demo, [[0.5, 0.5]]);
        assert.ok(
          (await seen(demo)).some((ink) => ink > 0),
          "drawing has stopped, too",
        );
        await demo.locator("button", { hasText: "Clear" }).click();
        faulty = false;
        await alert.locator("button", { hasText: "Retry" }).click();
        await draw(demo, seven);
        await told(demo, /^Looks like a 7/);
        assert.equal(await alert.count(), 0);
      });
    });
  }

  test("without a card the element says so, and Retry works", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page.route(/\/card\.json$/, (route) => (faulty ? route.abort() : route.continue()));
    await onPage(tutorial, { prepare, expected: /Failed to load/ }, async (demo) => {
      await demo.scrollIntoViewIfNeeded();
      await demo.locator("[role=alert]", { hasText: "card.json" }).waitFor();
      faulty = false;
      await demo.locator("button", { hasText: "Retry" }).click();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.equal(await demo.locator(".row button").count(), 12);
    });
  });

  test("a browser that compiles no WebAssembly computes the same in JavaScript", async () => {
    // What a policy without 'wasm-unsafe-eval' does, and it forbids eval as the next test does.
    const strict = await serve(siteFolder, {
      headers: {
        "content-security-policy": "worker-src 'self'; script-src 'self' 'unsafe-inline'",
      },
    });
    const visited = await visit(here.browser, strict.url + tutorial);
    try {
      const demo = visited.page.locator("draw-and-classify").first();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.ok(visited.requests.some((url) => url.endsWith(".wasm")));
      assert.match(
        await demo.locator("[role=note]").innerText(),
        /no WebAssembly .* in JavaScript/s,
      );
    } finally {
      await visited.close();
      await strict.close();
    }
  });

  test("a browser without WebAssembly computes the same in JavaScript, and says so", async () => {
    const prepare = (page: Page): Promise<unknown> =>
      page.context().route(/\/bootstrap-\w+\.js$/, async (route) => {
        const response = await route.fetch();
        const body = `delete globalThis.WebAssembly;\n${await response.text()}`;
        await route.fulfill({ response, body });
      });
    await onPage(tutorial, { prepare }, async (demo, { page, requests }) => {
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.match(
        await demo.locator("[role=note]").innerText(),
        /no WebAssembly .* in JavaScript/s,
      );
      assert.deepEqual(
        requests.filter((url) => /\.wasm$/.test(url)),
        [],
      );
      assert.deepEqual(await violations(page, "draw-and-classify"), []);
    });
  });

  test("nothing that we ship needs eval", async () => {
    // Material's own inline scripts are not ours to judge here, hence 'unsafe-inline'.
    const policy = "script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'";
    const strict = await serve(siteFolder, { headers: { "content-security-policy": policy } });
    const visited = await visit(here.browser, strict.url + tutorial);
    try {
      const demo = visited.page.locator("draw-and-classify").first();
      await draw(demo, seven);
      await told(demo, /^Looks like a 7/);
      assert.deepEqual(visited.complaints, []);
    } finally {
      await visited.close();
      await strict.close();
    }
  });

  test("with JavaScript off the page reads", async () => {
    await onPage(tutorial, { javaScriptEnabled: false }, async (demo, { page }) => {
      assert.ok((await page.locator("h1").innerText()).length > 3);
      assert.ok((await page.locator("article p").count()) > 0);
      assert.match(await demo.innerText(), /\w+ \w+/);
      assert.ok(await demo.isVisible());
    });
  });
});

describe("for everybody", { concurrency: 2 }, () => {
  for (const width of [320, 360]) {
    test(`at ${width} px nothing scrolls sideways`, async () => {
      for (const path of [tutorial, "tutorials/letters/"]) {
        await onPage(path, { viewport: { width, height: 740 } }, async (demo, { page }) => {
          await draw(demo, seven);
          await told(demo, /^Looks like/);
          const overhang = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.scrollingElement ?? document.body;
            const demos = [...document.querySelectorAll("draw-and-classify")];
            const right = Math.max(...demos.map((item) => item.getBoundingClientRect().right));
            return Math.max(scrollWidth - clientWidth, right - innerWidth);
          });
          assert.ok(overhang <= 0, `${overhang} px too wide on /${path}`);
          // Nor is anything cut off inside the card.
          const frame = await demo.boundingBox();
          assert.ok(frame);
          for (const part of ["lbl-pad canvas", ".bars", ".row", ".switch", ".button"]) {
            const box = await demo.locator(part).boundingBox();
            assert.ok(box && box.x >= frame.x && box.x + box.width <= frame.x + frame.width, part);
          }
        });
      }
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing in the demo, ${colorScheme}, before and after use`, async () => {
      await onPage(tutorial, { colorScheme }, async (demo, { page }) => {
        await demo.scrollIntoViewIfNeeded();
        await demo.locator(".row button").first().waitFor();
        const scheme = await page.evaluate(() => document.body.dataset["mdColorScheme"]);
        assert.equal(scheme, colorScheme === "dark" ? "slate" : "default");
        assert.deepEqual(await violations(page, "draw-and-classify"), []);
        await draw(demo, seven);
        await told(demo, /^Looks like/);
        assert.deepEqual(await violations(page, "draw-and-classify"), []);
      });
    });
  }

  test("the drawing follows when the page changes between light and dark", async () => {
    await onPage(tutorial, { colorScheme: "light" }, async (demo, { page }) => {
      await draw(demo, seven);
      const ink = async (): Promise<number> => {
        const { width, data } = await pixels(demo.locator("lbl-pad canvas"));
        return data[4 * (Math.round(0.195 * width) * width + Math.round(0.5 * width))] ?? -1;
      };
      const light = await ink();
      await page.evaluate(() => (document.body.dataset["mdColorScheme"] = "slate"));
      await assertEventually(async () => (await ink()) > light + 100, "the ink stayed dark");
    });
  });
});

describe("the runtime", { concurrency: 2 }, () => {
  test("a first prediction takes at most 15 KB of code, the worker's included, and no TensorFlow.js", async () => {
    const fetched = new Set<string>();
    await onPage(tutorial, {}, async (demo, { page, requests }) => {
      await demo.scrollIntoViewIfNeeded();
      await page.waitForLoadState("networkidle");
      const before = requests.length;
      await draw(demo, seven);
      await told(demo, /^Looks like/);
      const worker = /\/assets\/(bootstrap|worker)-/;
      const taken = requests.filter((url, i) => i >= before || worker.test(url));
      for (const url of taken) fetched.add(url.slice(here.server.url.length).replace(/\?.*/, ""));
      assert.deepEqual(
        requests.filter((url) => engine.test(url)),
        [],
      );
    });
    const code = [...fetched].filter((path) => /\.(m?js|wasm)$/.test(path));
    const folders = new Set(code.map((path) => path.split("/").slice(0, -1).join("/")));
    assert.deepEqual(folders, new Set(["assets", "models/digits-wasm"]), String(code));
    let bytes = 0;
    for (const path of code) bytes += gzipSync(await siteFile(path)).length;
    assert.ok(bytes <= 15_000, `${bytes} bytes: ${code.join(", ")}`);
  });

  test("a hundred predictions leave no tensor behind, and dispose leaves none at all", async () => {
    const names = await readdir(join(siteFolder, "assets"));
    const worker = names.find((name) => /^worker-.*\.js$/.test(name));
    assert.ok(worker);
    const original = await cardOf("digits");
    await onPage(tutorial, {}, async (_demo, { page }) => {
      const counts = await page.evaluate(
        async ({ script, base, card, size }) => {
          const worker = new Worker(script, { type: "module" });
          let id = 0;
          const ask = (question: Record<string, unknown>): Promise<unknown> =>
            new Promise((resolve, reject) => {
              const mine = ++id;
              worker.addEventListener("message", ({ data }: MessageEvent<WorkerResponse>) => {
                if (data.id !== mine) return;
                if (data.kind === "failed") reject(new Error(data.message));
                else if (data.kind === "done") resolve(data.value);
              });
              worker.postMessage({ ...question, id: mine });
            });
          const tensors = (): Promise<unknown> => ask({ kind: "memory" });
          const request = { base, inputs: [new Float32Array(size).fill(1)] };
          const backend = await ask({ kind: "load", base, card, fresh: false });
          const atFirst = await tensors();
          for (let i = 0; i < 100; i++) await ask({ kind: "ask", task: "predict", request });
          const afterwards = await tensors();
          await ask({ kind: "dispose", base });
          const atLast = await tensors();
          worker.terminate();
          return { backend, atFirst, afterwards, atLast };
        },
        {
          script: `${here.server.url}assets/${worker}`,
          base: `${here.server.url}models/digits/`,
          card: original,
          size: card.inputs[0].shape.reduce((product, side) => product * side, 1),
        },
      );
      assert.equal(counts.backend, "wasm");
      assert.ok(Number(counts.atFirst) > 0);
      assert.equal(counts.afterwards, counts.atFirst);
      assert.equal(counts.atLast, 0);
    });
  });
});

async function assertEventually(check: () => Promise<boolean>, message: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail(message);
}

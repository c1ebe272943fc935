/** The explorables in a real browser: what their tables say, for each of them; then each one's own. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { tables } from "../../../site_src/web/explorables/tables.ts";
import { violations } from "../support/axe.ts";
import type { DemoPageOptions } from "../support/demo-page.ts";
import { openExplorable } from "../support/explorable-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, told } from "../support/site.ts";
import { world } from "../support/world.ts";

// The attention lab's other side has a trained network.
const here = world(() => serveElements("sorter", "sorter-wasm"));

const open = (
  tag: string,
  options: DemoPageOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> => openExplorable(here, tag, options, check);

/** What all controls of the settings show. */
function shown(demo: Locator): Promise<string[]> {
  return demo
    .locator(".controls :is(select, input, output, b, button[aria-pressed])")
    .evaluateAll((controls) =>
      controls.map((control) => {
        if (control instanceof HTMLSelectElement) return control.value;
        if (control instanceof HTMLInputElement)
          return control.type === "range" ? control.value : String(control.checked);
        return `${control.textContent.trim()} ${control.getAttribute("aria-pressed") ?? ""}`;
      }),
    );
}

async function addressed(page: Page, before: string): Promise<string> {
  await page.waitForFunction((before) => location.search !== before, before);
  return page.evaluate(() => location.search);
}

for (const [tag, table] of Object.entries(tables)) {
  describe(tag, { concurrency: 1 }, () => {
    test("keys set it, the address says so, and opens it in the same state", async () => {
      await open(tag, {}, async (page, demo) => {
        let search = "";
        for (const [name, { key }] of Object.entries(table)) {
          if (key === undefined) continue;
          // From a place in it that isn't typed into.
          await demo.locator("button.plain").focus();
          await page.keyboard.press(key);
          search = await addressed(page, search);
          assert.ok(new URLSearchParams(search).has(`${tag}.${name}`), `${name}: ${search}`);
        }
        const before = await shown(demo);
        await open(tag, { query: search }, async (again, copy) => {
          assert.deepEqual(await shown(copy), before);
          await copy.locator("button.plain").click();
          await again.waitForFunction(() => location.search === "");
          await open(tag, {}, async (_page, fresh) =>
            assert.deepEqual(await shown(copy), await shown(fresh)),
          );
        });
      });
    });

    test("every control does something, with the keyboard alone", async () => {
      await open(tag, {}, async (page, demo) => {
        const controls = demo.locator(
          ".controls :is(select, input[type=range], input[role=switch], button:not([aria-disabled=true]))",
        );
        for (let index = 0; index < (await controls.count()); index++) {
          const control = controls.nth(index);
          const before = await page.evaluate(() => location.search);
          await control.focus();
          if (await control.evaluate((e) => e.matches("select, input[type=range]"))) {
            const last = await control.evaluate(
              (e) => e instanceof HTMLInputElement && e.value === e.max,
            );
            const list = await control.evaluate((e) => e.localName === "select");
            await page.keyboard.press(list ? "ArrowDown" : last ? "ArrowLeft" : "ArrowRight");
          } else await page.keyboard.press("Space");
          await addressed(page, before);
        }
        const radios = demo.locator(".controls fieldset");
        for (let index = 0; index < (await radios.count()); index++) {
          const before = await page.evaluate(() => location.search);
          await radios.nth(index).locator("input:checked").focus();
          await page.keyboard.press("ArrowRight");
          await addressed(page, before);
        }
        assert.notEqual(await demo.locator("figure > [role=status]").innerText(), "");
      });
    });

    test("fits a phone, and what one does and sees fits one screen", async () => {
      const sizes = [
        { width: 1280, height: 720 },
        { width: 360, height: 740 },
      ];
      for (const viewport of sizes) {
        await open(tag, { viewport }, async (page, demo) => {
          await fits(page);
          const [stage, result] = await Promise.all(
            [".stage", ".result"].map((part) => demo.locator(part).boundingBox()),
          );
          assert.ok(stage && result);
          const height = result.y + result.height - stage.y;
          assert.ok(height <= viewport.height, `${height} px of ${viewport.height}`);
        });
      }
    });

    for (const colorScheme of ["light", "dark"] as const) {
      test(`axe finds nothing, ${colorScheme}`, async () => {
        await open(tag, { colorScheme }, async (page, demo) => {
          await demo.locator("lbl-take-as-python summary").click();
          await demo.locator("lbl-take-as-python pre").waitFor();
          assert.deepEqual(await violations(page, tag), []);
        });
      });
    }

    test("its Python can be read, and saved", async () => {
      await open(tag, {}, async (page, demo) => {
        const python = demo.locator("lbl-take-as-python");
        await python.locator("summary").click();
        assert.match(await python.locator("pre").innerText(), /import/);
        const saved = page.waitForEvent("download");
        await python.getByRole("button", { name: "Save" }).click();
        assert.match((await saved).suggestedFilename(), /^\w+\.py$/);
      });
    });
  });
}

describe("the playground's network", () => {
  const tag = "network-playground";
  const query = `?${tag}.data=moons&${tag}.rate=0.03&${tag}.noise=0&${tag}.speed=full`;

  test("learns, can be stopped and taken back, and starts anew beside its old curve", async () => {
    await open(tag, { query }, async (page, demo) => {
      await demo.getByRole("button", { name: "Train" }).click();
      await told(demo.locator("figure"), /Training/);
      await demo.locator(".result", { hasText: /(9\d|100)% of the test points/ }).waitFor();
      await demo.getByRole("button", { name: "Pause" }).click();
      await told(
        demo.locator("figure"),
        /^Paused\. \d+% of the test points are right after \d+ epochs/,
      );
      const history = demo.getByRole("slider", { name: "Back and forth" });
      await history.focus();
      await page.keyboard.press("Home");
      await demo.locator(".result", { hasText: /after 0 epochs/ }).waitFor();
      await page.keyboard.press("End");
      assert.equal(await demo.locator(".legend", { hasText: "dashed" }).count(), 0);
      await demo.getByRole("button", { name: "New start" }).click();
      await demo.locator(".legend", { hasText: "dashed: 4, tanh" }).waitFor();
    });
  });

  test("whose code does not come says so, and Train brings it", async () => {
    let faulty = true;
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/\/playground[-\w]*\.js$/, (route) =>
          faulty ? route.fulfill({ status: 404 }) : route.continue(),
        );
    await open(tag, { query, prepare, expected: /Failed to load|404/ }, async (_page, demo) => {
      await demo.getByRole("alert").waitFor();
      faulty = false;
      await demo.getByRole("button", { name: "Train" }).click();
      await demo.locator(".result", { hasText: /(9\d|100)% of the test points/ }).waitFor();
      assert.equal(await demo.getByRole("alert").count(), 0);
    });
  });

  test("tells the numbers of a neuron by keyboard, and grows by plus", async () => {
    await open(tag, {}, async (page, demo) => {
      const graph = demo.locator("lbl-network-graph");
      await demo.getByRole("button", { name: "One epoch" }).click();
      await graph.locator(".neuron[tabindex='0']").focus();
      await page.keyboard.press("ArrowDown");
      const neuron = graph.getByRole("button", {
        name: /^Layer 1, neuron 2: weights [+−]\d\.\d\d, [+−]\d\.\d\d; bias [+−]\d\.\d\d$/,
      });
      await neuron.waitFor();
      await demo.getByText("What this neuron answers.").waitFor();
      await graph.getByRole("button", { name: "More: layers" }).click();
      await graph.getByRole("button", { name: "Fewer: neurons of layer 2" }).click();
      await page.waitForFunction(() => location.search.includes("hidden=4-3"));
    });
  });

  test("takes points by mouse and by keyboard, and a table, or says what is wrong with it", async () => {
    await open(tag, { query: `?${tag}.data=own&${tag}.speed=full` }, async (page, demo) => {
      const plane = demo.locator("lbl-plane canvas");
      await plane.click({ position: { x: 60, y: 60 } });
      await told(demo.locator("figure"), /^1 points/);
      await demo.getByRole("button", { name: "diamonds" }).click();
      await plane.focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("Enter");
      await told(demo.locator("figure"), /^2 points/);
      const bring = demo.locator("input[type=file]");
      const file = (text: string): { name: string; mimeType: string; buffer: Buffer } => ({
        name: "mine.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(text),
      });
      await bring.setInputFiles(file("1,2\n"));
      await told(demo.locator("figure"), /mine\.csv: Line 1 has 2 columns/);
      const rows = Array.from(
        { length: 40 },
        (_, i) => `${i < 20 ? i : i + 20},${i % 7},${i < 20 ? "low" : "high"}`,
      );
      await bring.setInputFiles(file(rows.join("\n")));
      await told(demo.locator("figure"), /40 rows.*circles are high, diamonds are low/);
      await demo.getByRole("button", { name: "Train" }).click();
      const result = demo.locator(".result", { hasText: "100% of the test points" });
      await result.waitFor({ timeout: 120_000 });
    });
  });

  test("a level is solved, and counts as an exercise", async () => {
    await open(tag, { query: `?${tag}.rate=0.03&${tag}.speed=full` }, async (page, demo) => {
      await demo.getByLabel("Level").selectOption("moons");
      await demo.locator(".result", { hasText: "Not yet" }).waitFor();
      const more = demo.getByRole("button", { name: "More: neurons of layer 1" });
      await more.click();
      await more.click();
      await demo.getByRole("button", { name: "Train" }).click();
      await told(demo.locator("figure"), /Solved with 3/);
      const kept = await page.evaluate(() => JSON.stringify(localStorage));
      assert.match(kept, /playground moons/);
    });
  });

  test("leaves nothing behind: no memory while it trains, no worker when it goes", async () => {
    await open(tag, { query }, async (page, demo) => {
      const session = await page.context().newCDPSession(page);
      const used = async (): Promise<number> => {
        await session.send("HeapProfiler.collectGarbage");
        return (await session.send("Runtime.getHeapUsage")).usedSize;
      };
      await demo.getByRole("button", { name: "Train" }).click();
      await page.waitForTimeout(10_000);
      const before = await used();
      await page.waitForTimeout(20_000);
      const grown = (await used()) - before;
      assert.ok(grown < 4e6, `${grown} bytes more`);
      assert.equal(page.workers().length, 1);
      await demo.evaluate((element) => element.remove());
      await page.waitForTimeout(500);
      assert.equal(page.workers().length, 0);
    });
  });
});

describe("the others", () => {
  test("one neuron: the ball is moved by keys, and steps lead downhill", async () => {
    await open("one-neuron", {}, async (page, demo) => {
      await demo.locator("lbl-plane canvas[tabindex]").focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction(() => location.search.includes("one-neuron.w1=0.3"));
      await demo.getByRole("button", { name: "100 steps" }).click();
      // Each step is a frame, and a machine without a graphics card may paint few of them.
      await told(demo.locator("figure"), /^94 of 100 points/, 120_000);
    });
  });

  test("downhill: a race ends with a sentence, and in fog with less to see", async () => {
    const query = "?race-downhill.rate=0.6&race-downhill.fog=on";
    await open("race-downhill", { query, reducedMotion: "reduce" }, async (_page, demo) => {
      await demo.getByRole("button", { name: "Go" }).click();
      await told(demo.locator("figure"), /^Lowest: .*SGD flew off the map\.$/);
    });
  });

  test("softmax: the surprise is told", async () => {
    await open("softmax-and-loss", {}, async (_page, demo) => {
      await demo.getByLabel("Logit of dog").focus();
      await demo.page().keyboard.press("End");
      await told(
        demo.locator("figure"),
        /It is a dog, and the network gave that 95\.0%\. Loss 0\.05/,
      );
    });
  });
});

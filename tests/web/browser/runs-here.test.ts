/** A tutorial whose cells run in the page: Python there gives what Python gave. */
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { buildRunsHere } from "../support/runs-here.ts";
import { serve } from "../support/serve.ts";
import {
  fits,
  near,
  quietly,
  siteFolder,
  visit,
  type Visit,
  type VisitOptions,
} from "../support/site.ts";
import { world } from "../support/world.ts";

/** Workers have the policy of the server, not of the page: so the server has one here. */
const STRICT = {
  "content-security-policy":
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'",
};
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
const PAGE = "tutorials/counting/";

/** Where the fixture's site lies. */
let folder = "";
let remove: (() => Promise<void>) | undefined;
const here = world(async () => {
  ({ folder, remove } = await buildRunsHere());
  return serve(folder, { headers: STRICT });
});

after(async () => {
  await remove?.();
});

function open(options: VisitOptions = {}, at = here.server): Promise<Visit> {
  return visit(here.browser, at.url + PAGE, { ...options });
}

/** The cell with this code. */
async function cell(page: Page, code: string): Promise<Locator> {
  const block = page.locator(".lbl-run").filter({ hasText: code });
  const found = block.locator("run-cell");
  await found.scrollIntoViewIfNeeded();
  await found.getByRole("button", { name: /^Run/ }).waitFor();
  return found;
}

/** Runs the cell and waits until nothing runs; Python may have to come first. */
async function run(of: Locator): Promise<void> {
  await of.getByRole("button", { name: /^Run/ }).click();
  await ended(of);
}

async function ended(of: Locator): Promise<void> {
  await of.getByRole("button", { name: "Reset" }).waitFor({ timeout: 120_000 });
}

/** Replaces the cell's code by other code. */
async function write(of: Locator, code: string): Promise<void> {
  const edit = of.getByRole("button", { name: "Edit" });
  if (await edit.isVisible()) await edit.click();
  await of.getByRole("textbox").fill(code);
}

async function output(of: Locator): Promise<string> {
  return (await of.locator(".output pre").allInnerTexts()).join("\n").trim();
}

/** Numbers, and what stands between them; white space does not count. */
function parts(text: string): (number | string)[] {
  return text
    .split(/(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)/)
    .map((part, i) => (i % 2 === 1 ? Number(part) : part.replace(/\s+/g, "")));
}

function assertSame(found: string, meant: string): void {
  const [mine, expected] = [parts(found), parts(meant)];
  assert.equal(mine.length, expected.length, `${found}\nis not\n${meant}`);
  for (const [i, part] of expected.entries()) {
    const other = mine[i];
    if (typeof part === "string" || typeof other === "string") assert.equal(other, part);
    else {
      const difference = Math.abs((other ?? NaN) - part);
      assert.ok(difference <= 1e-12 * Math.max(1, Math.abs(part)), `${other} is not ${part}`);
    }
  }
}

/** Runs all cells of a page, and compares each with what it gave in Python; returns those. */
async function assertSameCells(
  page: Page,
): Promise<readonly { text: string; fails: boolean; draws: boolean }[]> {
  const blocks = page.locator(".lbl-run");
  const expected = await blocks.evaluateAll((all) =>
    all.map((block) => ({
      text: block.querySelector(".lbl-output pre")?.textContent ?? "",
      fails: block.querySelector(".lbl-error") !== null,
      draws: block.querySelector("figure") !== null,
    })),
  );
  // The last one brings all before it.
  const last = blocks.last().locator("run-cell");
  await last.scrollIntoViewIfNeeded();
  await run(last);
  for (const [i, { text, fails, draws }] of expected.entries()) {
    const one = blocks.nth(i).locator("run-cell");
    const mine = await output(one);
    if (fails) assert.equal(mine.split("\n").at(-1), text.trim().split("\n").at(-1));
    else assertSame(mine, text);
    assert.equal((await one.locator(".output figure").count()) > 0, draws);
  }
  return expected;
}

test("every cell gives what it gave in Python, errors and drawings included", async () => {
  const visited = await open();
  const { page } = visited;
  await quietly(visited, here.server.url, async () => {
    // Nothing of Python comes before somebody wants it.
    await cell(page, "def largest");
    assert.deepEqual(
      visited.requests.filter((url) => /pyodide|python|editor/.test(url)),
      [],
    );
    const expected = await assertSameCells(page);
    assert.equal(expected.length, 6);
    assert.equal(expected.filter(({ draws }) => draws).length, 2);
    assert.equal(expected.filter(({ fails }) => fails).length, 1);
    const first = page.locator(".lbl-run").first().locator("> .lbl-output");
    assert.ok(!(await first.isVisible()));
    const drawn = page.locator(".lbl-run").filter({ hasText: "of words" }).locator(".output svg");
    assert.deepEqual(await drawn.locator("text.words").allTextContents(), ["a place", "of words"]);
    assert.equal(
      await drawn.locator("path.guide[d^=M]").count(),
      2,
      "in the drawing and its legend",
    );
    assert.equal(await drawn.locator(".points.series-1 path").count(), 3);
    const failing = await cell(page, "numbers[3]");
    assert.match(await output(failing), /^Traceback[\s\S]*line 2[\s\S]*IndexError/);
    assert.equal(await failing.locator(".cm-wrong").innerText(), "print(numbers[3])");
    await failing.getByRole("button", { name: "Reset" }).click();
    assert.ok(await first.isVisible());
  });
});

/** The tutorials of the built site that run in their page; there need not be any. */
const tutorials = (
  await readdir(join(siteFolder, "tutorials"), { recursive: true }).catch(() => [])
)
  .filter((name) => name.endsWith("index.html"))
  .filter((name) =>
    readFileSync(join(siteFolder, "tutorials", name), "utf8").includes("<run-cell"),
  );

for (const name of tutorials) {
  test(`tutorials/${name}: every cell gives what it gave in Python`, async () => {
    const site = await serve(siteFolder);
    try {
      const address = `${site.url}tutorials/${name.replace("index.html", "")}`;
      const visited = await visit(here.browser, address);
      await quietly(visited, site.url, async () => {
        await assertSameCells(visited.page);
      });
    } finally {
      await site.close();
    }
  });
}

test("an exercise says what is wrong, is solved, kept, counted and taken along", async () => {
  const visited = await open();
  const { page } = visited;
  await quietly(visited, here.server.url, async () => {
    const exercise = await cell(page, "def largest");
    const status = exercise.getByRole("status");
    await run(exercise);
    await status.getByText("Not yet. The largest of [1, 2] is 2, and not 1.").waitFor();
    await write(exercise, "def largest(numbers):\n    return sorted(numbers)[-1]  # mine");
    await run(exercise);
    await status.getByText("Right!").waitFor();
    const download = page.waitForEvent("download");
    await exercise.getByRole("button", { name: "Download my version" }).click();
    const script = await readFile(await (await download).path(), "utf8");
    assert.match(script, /^# ---\n# title: Counting/);
    assert.match(script, /tags=\["exercise"\]\ndef largest\(numbers\):\n {4}return sorted/);
    assert.match(script, /\n\n# %% tags=\["solution"\]/);
    await page.reload();
    await (await cell(page, "def largest")).getByText("# mine").waitFor();
    await page.goto(`${here.server.url}about/stored-data/`);
    const row = page.getByRole("row", { name: "Your code on /tutorials/counting/" });
    await row.waitFor();
    const kept = await page.evaluate(() => localStorage.getItem("layer-by-layer/1/progress"));
    assert.match(kept ?? "", /"tutorials\/counting\/#cell-8":"\d{4}-\d\d-\d\d"/);
    await page.getByRole("button", { name: "Delete: Your code on" }).click();
    await row.waitFor({ state: "detached" });
    await page.goBack();
    const fresh = await cell(page, "def largest");
    assert.equal(await fresh.getByRole("button", { name: "Undo my changes" }).count(), 0);
  });
});

describe("what never ends", () => {
  test("is stopped; Python begins anew, and computes again what is needed", async () => {
    const visited = await open();
    const { page } = visited;
    await quietly(visited, here.server.url, async () => {
      const second = await cell(page, "round(value)");
      await write(second, "while True:\n    print('and on')");
      await second.getByRole("button", { name: "Run" }).click();
      const shown = second.locator(".output");
      await shown.getByText("[The output stops here").waitFor({ timeout: 120_000 });
      assert.ok((await output(second)).length < 21_000);
      await second.getByRole("button", { name: "Stop" }).click();
      await second
        .getByRole("status")
        .getByText(/^Stopped\. .* is gone/)
        .waitFor();
      await second.getByRole("button", { name: "Undo my changes" }).click();
      await run(second);
      assert.match(await output(second), /^\(\[0, 0, 0, 0, 1, 0, 0, 0\]/);
    });
  });

  test("is interrupted where memory can be shared, and nothing is lost", async () => {
    const isolated = await serve(folder, { headers: { ...STRICT, ...ISOLATED } });
    const visited = await open({}, isolated);
    const { page } = visited;
    await quietly(visited, isolated.url, async () => {
      const second = await cell(page, "round(value)");
      await write(second, "print('begun')\nkept = 5\nwhile True:\n    pass");
      await second.getByRole("button", { name: "Run" }).click();
      await second.locator(".output").getByText("begun").waitFor({ timeout: 120_000 });
      await second.getByRole("button", { name: "Stop" }).click();
      await second.getByRole("status").getByText("Stopped.").waitFor();
      await write(second, "kept + 1");
      await run(second);
      assert.equal(await output(second), "6");
    });
    await isolated.close();
  });
});

test("after one visit and one run, it works without a network", async () => {
  const context = await here.browser.newContext();
  const page = await context.newPage();
  const other = await serve(folder, { headers: STRICT, prefix: "/some/where/" });
  try {
    await page.goto(other.url + PAGE);
    const first = await cell(page, "random.seed");
    await write(first, "print(6 * 7)");
    await run(first);
    await page.locator("html[data-offline=demos]").waitFor({ state: "attached" });
    await other.close();
    await page.reload();
    const again = await cell(page, "random.seed");
    await run(again);
    assert.equal(await output(again), "42");
  } finally {
    await context.close();
    await other.close().catch(() => {});
  }
});

test("what cannot be fetched is told, and the next try succeeds", async () => {
  const visited = await open({ expected: /ERR_FAILED|Failed to load/ });
  const { page } = visited;
  await quietly(visited, here.server.url, async () => {
    await page.route(/pyodide.*\.wasm/, (route) => route.abort());
    const first = await cell(page, "random.seed");
    await first.getByRole("button", { name: "Run" }).click();
    await first
      .getByRole("status")
      .getByText(/could not be fetched/)
      .waitFor();
    await page.unroute(/pyodide.*\.wasm/);
    await run(first);
    assert.match(await output(first), /mean 0\.240 <of 8>/);
  });
});

for (const width of [1280, 360]) {
  test(`it is accessible in light and dark, by keyboard, ${width} pixels wide`, async () => {
    const visited = await open({ viewport: { width, height: 900 } });
    const { page } = visited;
    await quietly(visited, here.server.url, async () => {
      const drawn = await cell(page, "plot([0, 1, 2]");
      const button = drawn.getByRole("button", { name: "Run" });
      await button.press("Enter");
      await ended(drawn);
      await drawn.getByRole("button", { name: "Edit" }).press("Enter");
      const editor = drawn.getByRole("textbox");
      await editor.press("Control+End");
      await page.keyboard.type("\nprint('typed')");
      await page.keyboard.press("Shift+Enter");
      await drawn.locator(".output").getByText("typed").waitFor();
      // Tab leaves the editor.
      await editor.press("Tab");
      assert.equal(await editor.evaluate((element) => element.matches(":focus")), false);
      await fits(page);
      for (const scheme of ["default", "slate"]) {
        await page.evaluate((value) => (document.body.dataset["mdColorScheme"] = value), scheme);
        assert.deepEqual(await violations(page, "run-cell"), [], `in the scheme ${scheme}`);
      }
    });
  });
}

for (const width of [1280, 360]) {
  test(`a number is checked: hint, mistakes, why; ${width} pixels wide`, async () => {
    const visited = await open({ viewport: { width, height: 900 } });
    const { page } = visited;
    await quietly(visited, here.server.url, async () => {
      const exercise = await near(page.locator("check-yourself[name=count]"));
      const status = exercise.getByRole("status");
      const answer = exercise.getByLabel("How many numbers");
      const give = async (text: string): Promise<void> => {
        await answer.fill(text);
        await answer.press("Enter");
      };
      const show = exercise.getByRole("button", { name: "Show the answer" });
      await give("many");
      await status.getByText("Write a number").waitFor();
      await exercise.getByRole("button", { name: "A hint" }).press("Enter");
      await status.getByText("Some of them are secret.").waitFor();
      await give("5");
      await status.getByText("Not yet. You forgot the secret ones.").waitFor();
      assert.equal(await show.count(), 0);
      await give("4");
      await status.getByText("Not yet.", { exact: true }).waitFor();
      assert.equal(await show.count(), 1);
      await give("8");
      await status.getByText("Right!").waitFor();
      await status.getByText("Five drawn at random").waitFor();
      const kept = await page.evaluate(() => localStorage.getItem("layer-by-layer/1/progress"));
      assert.match(kept ?? "", /"tutorials\/counting\/#count":/);
      await fits(page);
      for (const scheme of ["default", "slate"]) {
        await page.evaluate((value) => (document.body.dataset["mdColorScheme"] = value), scheme);
        assert.deepEqual(await violations(page, "check-yourself"), [], `in the scheme ${scheme}`);
      }
    });
  });
}

test("a choice is checked, by keyboard; an answer that is shown does not count", async () => {
  const visited = await open();
  const { page } = visited;
  await quietly(visited, here.server.url, async () => {
    const exercise = await near(page.locator("check-yourself[name=size]"));
    const status = exercise.getByRole("status");
    const check = exercise.getByRole("button", { name: "Check" });
    await check.press("Enter");
    await status.getByText("Choose an answer first.").waitFor();
    await exercise.getByRole("radio", { name: "twice" }).press("Space");
    for (let i = 0; i < 2; i++) {
      await check.press("Enter");
      await status.getByText("Not yet. That would be one side alone.").waitFor();
    }
    await exercise.getByRole("button", { name: "Show the answer" }).press("Enter");
    await status.getByText("The answer is four times.").waitFor();
    await status.getByText("Both sides double.").waitFor();
    const kept = await page.evaluate(() => localStorage.getItem("layer-by-layer/1/progress"));
    assert.doesNotMatch(kept ?? "", /#size/);
  });
});

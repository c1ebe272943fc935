/** What a teacher prints of an explorable's page: a question, exercises to write on, and their key. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { tables } from "../../../site_src/web/explorables/tables.ts";
import { near, quietly, siteFolder, visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();
const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The pages of the site that are an explorable's own, by its tag. */
async function pageOf(tag: string): Promise<string> {
  const index = await readFile(join(siteFolder, "play/index.html"), "utf8");
  for (const [, folder = ""] of index.matchAll(/lbl-card" href="([^"]+)"/g)) {
    const file = resolve(siteFolder, "play", folder, "index.html");
    if ((await readFile(file, "utf8")).includes(`<${tag} explorable`)) return `play/${folder}`;
  }
  throw new Error(`The gallery has no card of ${tag}.`);
}

/** The text of each sheet of A4, as Chromium prints them; spaces are one wide. */
async function printed(page: Page): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "layers-sheets-"));
  const path = join(folder, "page.pdf");
  await page.pdf({ path, format: "A4" });
  const reader = join(root, "tests/web/support/pdf_pages.py");
  const { stdout } = await run(join(root, ".venv/bin/python"), [reader, path]);
  await rm(folder, { recursive: true });
  return (JSON.parse(stdout) as string[]).map((text) => text.replaceAll(/\s+/g, " "));
}

interface Exercise {
  readonly question: string;
  readonly why: string;
}

/** Without what a line's end may have become. */
const bare = (text: string): string => text.replaceAll(/[\s\u00ad\ufffe-]/g, "");

/** Prints, and looks for each exercise on the sheet, and for what solves it on the key alone. */
async function sheetOf(page: Page, exercises: readonly Exercise[]): Promise<string> {
  const sheets = await printed(page);
  const first = sheets.findIndex((text) => /^ ?Key\b/.test(text));
  assert.ok(first > 0, "no sheet begins with the key");
  const sheet = bare(sheets.slice(0, first).join(" "));
  const key = bare(sheets.slice(first).join(" "));
  assert.ok(sheet.includes(bare("Ask the class.")), "there is no question for the class");
  for (const { question, why } of exercises) {
    assert.ok(sheet.includes(bare(question)), `not on the sheet: ${question}`);
    assert.ok(key.includes(bare(question)) && key.includes(bare(why)), `no key: ${question}`);
    assert.ok(!sheet.includes(bare(why)), `the sheet tells why: ${why}`);
  }
  return sheet;
}

for (const tag of Object.keys(tables)) {
  test(`${tag}: question and exercises are printed, and the key on a sheet of its own`, async () => {
    const visited = await visit(here.browser, here.server.url + (await pageOf(tag)));
    await quietly(visited, here.server.url, async () => {
      const { page } = visited;
      const exercises = page.locator("check-yourself");
      const asked = await exercises.evaluateAll((elements) =>
        elements.map((element) => ({
          question: element.getAttribute("question") ?? "",
          why: element.getAttribute("why") ?? "",
        })),
      );
      assert.ok(asked.length > 0, "there is no exercise");
      assert.equal(await page.locator(".lbl-key").isVisible(), false);
      // At once, when nobody has scrolled to the exercises.
      await sheetOf(page, asked);

      const demo = await near(page.locator(`${tag}[explorable]`));
      await demo.locator("figure").waitFor();
      for (let at = 0; at < asked.length; at++)
        await (await near(exercises.nth(at))).getByRole("button", { name: "Check" }).waitFor();
      const sheet = await sheetOf(page, asked);
      assert.ok(sheet.includes(bare(await demo.locator("figcaption").innerText())));
      await page.emulateMedia({ media: "print" });
      for (const element of [demo, exercises]) {
        const visible = element
          .locator(".button, .plain, input[type=range]")
          .filter({ visible: true });
        assert.equal(await visible.count(), 0, "paper has buttons");
      }
    });
  });
}

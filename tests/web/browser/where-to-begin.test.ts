import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { fits, quietly, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(serveElements);
const question = (name: string, answer: number): string => `
<h2>Question ${name}</h2>
<p><check-yourself name="${name}" kind="number" answer="${answer}" question="How many, ${name}?"
  hint="Count them." wrong="0: None?" why="So many.">So many.</check-yourself></p>
<p>New to you? Begin with <a href="../${name}/">the page on ${name}</a>.</p>`;
const element = `${question("one", 1)}${question("two", 2)}${question("three", 3)}
<p><where-to-begin name="test" questions="one | two | three">Begin somewhere.</where-to-begin></p>
<p>All right? Then skip to <a href="../far/">the far page</a>.</p>`;

async function onPage(
  options: DemoPageOptions,
  check: (visited: Visit) => Promise<void>,
): Promise<void> {
  const visited = await demoPage(here.browser, here.server, element, options);
  await quietly(visited, here.server.url, () => check(visited));
}

const said = (page: Page): Locator => page.locator("where-to-begin").getByRole("status");

async function answer(page: Page, name: string, text: string): Promise<void> {
  const exercise = page.locator(`check-yourself[name=${name}]`);
  await exercise.scrollIntoViewIfNeeded();
  const field = exercise.getByLabel("How many");
  await field.fill(text);
  await field.press("Enter");
}

describe("where-to-begin", { concurrency: 2 }, () => {
  test("the first question that was not known says where, on a phone, by keyboard", async () => {
    await onPage({ viewport: { width: 360, height: 740 } }, async ({ page }) => {
      await said(page).getByText("Question 1 of 3 is next.").waitFor();
      await answer(page, "three", "0");
      await said(page).getByText("Question 1 of 3 is next.").waitFor();
      await answer(page, "one", "1");
      await said(page).getByText("Question 2 of 3 is next.").waitFor();
      // What decides stays in sight of the question.
      const box = await said(page).boundingBox();
      assert.ok(box !== null && box.y >= 0 && box.y + box.height <= 740);
      await fits(page);
      assert.deepEqual(await violations(page, "where-to-begin"), []);
      await page.getByRole("button", { name: "I can't answer question 2" }).press("Enter");
      await said(page).getByText("Begin with the page on two").waitFor();
      const link = said(page).getByRole("link");
      assert.equal(await link.getAttribute("href"), `${here.server.url}two/`);
      // A right answer that comes later changes nothing.
      await answer(page, "two", "2");
      await said(page).getByText("Begin with the page on two").waitFor();
      await page.reload();
      await said(page).getByText("Begin with the page on two").waitFor();
      await page.getByRole("button", { name: "Start over" }).press("Enter");
      await said(page).getByText("Question 1 of 3 is next.").waitFor();
      const kept = await page.evaluate(() => localStorage.getItem("layer-by-layer/1/begin/test"));
      assert.equal(kept, null);
    });
  });

  test("who needs a hint did not know it", async () => {
    await onPage({}, async ({ page }) => {
      const first = page.locator("check-yourself[name=one]");
      await first.scrollIntoViewIfNeeded();
      await first.getByRole("button", { name: "A hint" }).click();
      await said(page).getByText("Begin with the page on one, the first of them.").waitFor();
    });
  });

  test("who knows everything is sent on; dark, too", async () => {
    await onPage({ colorScheme: "dark" }, async ({ page }) => {
      for (const [name, text] of Object.entries({ one: "1", two: "2", three: "3" })) {
        await answer(page, name, text);
      }
      await said(page).getByText("All 3 right. You may skip to the far page.").waitFor();
      assert.deepEqual(await violations(page, "where-to-begin"), []);
    });
  });
});

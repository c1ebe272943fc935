/** The page that lists what the browser keeps, and deletes it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "../support/axe.ts";
import { serve } from "../support/serve.ts";
import { siteFolder, visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world(() => serve(siteFolder));
const KEPT = { "layer-by-layer/1/keys": "off", "layer-by-layer/1/drawing/digit": "[]" };

for (const width of [1280, 360]) {
  test(`lists what is kept and deletes it, by keyboard, ${width} pixels wide`, async () => {
    const { page, close } = await visit(here.browser, `${here.server.url}about/stored-data/`, {
      viewport: { width, height: 900 },
    });
    await page.evaluate((kept) => Object.assign(localStorage, kept), KEPT);
    await page.reload();
    await page.getByRole("row", { name: "Your last digit" }).waitFor();
    assert.deepEqual(await violations(page, "stored-data"), []);

    await page.getByRole("button", { name: "Delete: Single keys are off" }).press("Enter");
    await page.getByRole("status").getByText("Single keys are off has been deleted.").waitFor();
    const names = await page.evaluate(() => Object.keys(localStorage));
    assert.ok(!names.includes("layer-by-layer/1/keys"));
    assert.ok(names.includes("layer-by-layer/1/drawing/digit"));

    page.on("dialog", (dialog) => void dialog.accept());
    await page.getByRole("button", { name: "Delete everything" }).press("Enter");
    await page.getByText("Everything has been deleted.").waitFor();
    const rest = await page.evaluate(() => Object.keys(localStorage));
    assert.deepEqual(
      rest.filter((name) => name in KEPT),
      [],
    );
    await close();
  });
}

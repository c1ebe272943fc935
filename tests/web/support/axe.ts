/** axe-core in a page: https://github.com/dequelabs/axe-core */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const script = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Axe {
  run(
    context: string,
    options: object,
  ): Promise<{
    violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[];
  }>;
}

/** All violations of any impact within `selector`, the whole page by default. */
export async function violations(page: Page, selector = "html"): Promise<string[]> {
  const present = await page.evaluate(() => "axe" in globalThis);
  // Not as a script of the page: its policy forbids what it does not name.
  if (!present) await page.evaluate(await readFile(script, "utf8"));
  return page.evaluate(async (context) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(context, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`),
    );
  }, selector);
}

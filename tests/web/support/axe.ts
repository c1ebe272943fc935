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
  // Off by default, as it is new: who speaks to a page says what stands on a button.
  const rules = { "label-content-name-mismatch": { enabled: true } };
  const present = await page.evaluate(() => "axe" in globalThis);
  // Not as a script of the page: its policy forbids what it does not name.
  if (!present) await page.evaluate(await readFile(script, "utf8"));
  return page.evaluate(
    async ([context, rules]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run(context, { resultTypes: ["violations"], rules });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`),
      );
    },
    [selector, rules] as const,
  );
}

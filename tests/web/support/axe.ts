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

/** What may differ between light and dark: colours, and pictures that one of them hides. */
export const OF_COLOURS = ["color-contrast", "link-in-text-block", "image-alt", "svg-img-alt"];

/**
 * All violations of any impact within `selector`, the whole page by default; of all rules, or of those
 * that are named.
 */
export async function violations(
  page: Page,
  selector = "html",
  only?: readonly string[],
): Promise<string[]> {
  // Off by default, as it is new: who speaks to a page says what stands on a button.
  const all = { rules: { "label-content-name-mismatch": { enabled: true } } };
  const chosen = only === undefined ? all : { runOnly: { type: "rule", values: only } };
  const present = await page.evaluate(() => "axe" in globalThis);
  // Not as a script of the page: its policy forbids what it does not name.
  if (!present) await page.evaluate(await readFile(script, "utf8"));
  return page.evaluate(
    async ([context, options]) => {
      const { axe } = globalThis as unknown as { axe: Axe };
      const { violations } = await axe.run(context, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`),
      );
    },
    [selector, { resultTypes: ["violations"], ...chosen }] as const,
  );
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What axe finds in the element `tag`, of any impact. */
export async function violations(page: Page, tag: string): Promise<string[]> {
  // Not as a script of the page: its policy forbids what it does not name.
  await page.evaluate(readFileSync(source, "utf8"));
  return page.evaluate(async (tag) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(context: string): Promise<{
          violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[];
        }>;
      };
    };
    const result = await axe.run(tag);
    return result.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`),
    );
  }, tag);
}

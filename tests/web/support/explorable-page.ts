/** A page with one explorable, whose console is listened to. */
import type { Locator, Page } from "playwright-core";
import { demoPage, type DemoPageOptions } from "./demo-page.ts";
import { near, quietly } from "./site.ts";
import type { World } from "./world.ts";

/** Opens a page with this explorable and nothing else, and checks that the console stays silent. */
export async function openExplorable(
  here: World,
  tag: string,
  options: DemoPageOptions,
  check: (page: Page, demo: Locator) => Promise<void>,
): Promise<void> {
  const html = `<${tag} explorable>It takes JavaScript.</${tag}>`;
  const visited = await demoPage(here.browser, here.server, html, options);
  await quietly(visited, here.server.url, async () => {
    const demo = await near(visited.page.locator(tag));
    await demo.locator("figure").waitFor();
    await demo.locator("details:not([open]) > summary").evaluateAll((summaries) =>
      summaries.forEach((summary) => {
        if (summary.getRootNode() instanceof ShadowRoot && summary.closest(".tune, .start"))
          (summary as HTMLElement).click();
      }),
    );
    await check(visited.page, demo);
  });
}

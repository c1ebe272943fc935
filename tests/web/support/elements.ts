/** The elements of the registry: where each is found in the built site, and whether a step has worked. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { demos, pageElements } from "../../../site_src/web/registry.ts";
import { heard, type Heard } from "./heard.ts";
import { siteFile, siteFolder } from "./site.ts";
import { uses, type Step, type Use } from "./uses.ts";

export const tags = [...Object.keys(demos), ...Object.keys(pageElements)];

/** How an element is used; an error if nobody has said it. */
export function use(tag: string): Use {
  const known = uses[tag];
  assert.ok(known, `${tag} is used nowhere in tests/web/support/uses.ts`);
  return known;
}

/** A page for each element of the registry that any page has in the form that is used. */
export async function pagesOfElements(): Promise<Map<string, string>> {
  // On the landing page it shows nothing before there is progress.
  const found = new Map([["reader-progress", "paths/"]]);
  const names = await readdir(siteFolder, { recursive: true });
  const pages = names.filter((name) => name.endsWith("index.html")).sort();
  for (const name of pages) {
    const html = String(await siteFile(name));
    for (const tag of tags)
      if (!found.has(tag) && (use(tag).written ?? new RegExp(`<${tag}[\\s>]`)).test(html))
        found.set(tag, name.replace("index.html", ""));
  }
  return found;
}

/** Each name of a drawing is expected, and each that is expected is there. */
function check({ drawn = [], told, instead }: Step, now: Heard): void {
  const unexpected = now.drawn.filter(
    (name) => !(name === "" ? instead !== undefined : drawn.some((like) => like.test(name))),
  );
  assert.deepEqual(unexpected, [], "drawings of which this is said, and nothing else");
  const missing = drawn.filter((like) => !now.drawn.some((name) => like.test(name)));
  assert.deepEqual(missing, [], `of the drawings is said: ${now.drawn.join("; ")}`);
  if (told) assert.match(now.told, told);
  if (instead)
    assert.ok(
      now.named.some((name) => instead.test(name)),
      `${instead} is not in ${now.named.join("; ")}`,
    );
}

/** What one is told comes a moment after the key. */
export async function settled(element: Locator, step: Step): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const now = await heard(element);
    try {
      check(step, now);
      return;
    } catch (error) {
      if (attempt >= 20) throw error;
    }
    await element.page().waitForTimeout(250);
  }
}

/** Each element of the registry by keyboard, by ear, in forced colours, still, at 400 %: one test each. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Page } from "playwright-core";
import { pagesOfElements, settled, tags, use } from "../support/elements.ts";
import { lostInForcedColours } from "../support/forced.ts";
import { fits, near, quietly, siteFolder, visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = world();

interface Found {
  /** How many controls there are. */
  readonly controls: number;
  /** Controls that a mouse can use and Tab does not reach. */
  readonly unreached: string[];
  /** Controls on which one does not see where the keyboard is. */
  readonly unseen: string[];
  /** Pictures without a name. */
  readonly unnamed: string[];
  /** What moves though motion is to be reduced. */
  readonly moving: string[];
}

/** Looks at an element, and at what is in its shadow. */
function look(page: Page, tag: string): Promise<Found> {
  return page.evaluate((tag) => {
    const { focused } = window as unknown as { focused: Map<Element, boolean> };
    const parts: Element[] = [];
    const collect = (root: Element | ShadowRoot): void => {
      for (const part of root.querySelectorAll("*")) {
        parts.push(part);
        if (part.shadowRoot) collect(part.shadowRoot);
      }
    };
    const element = document.querySelector(tag);
    if (!element) throw new Error(`no ${tag}`);
    collect(element);
    if (element.shadowRoot) collect(element.shadowRoot);
    const shown = parts.filter((part) => part.checkVisibility({ visibilityProperty: true }));
    const told = (part: Element): string => part.outerHTML.slice(0, 160);
    const isOneOfMany = (part: Element): boolean =>
      part.matches("input[type=radio], [role=radio], [role=tab], [role=option], [tabindex='-1']");
    const controls = shown.filter(
      (part) =>
        part.matches("button, input, select, textarea, summary, a[href], [tabindex], [onclick]") &&
        !part.matches(":disabled, [aria-disabled=true], [type=hidden], [aria-hidden=true]") &&
        !isOneOfMany(part) &&
        part.getBoundingClientRect().width > 0,
    );
    const isNamed = (part: Element): boolean =>
      part.closest("[aria-hidden=true], button, a, label, [aria-label], [aria-labelledby]") !==
        null || part.querySelector(":scope > title") !== null;
    const hostIsNamed = (part: Element): boolean => {
      const root = part.getRootNode();
      return root instanceof ShadowRoot && (isNamed(root.host) || hostIsNamed(root.host));
    };
    return {
      controls: controls.length,
      unreached: controls.filter((part) => !focused.has(part)).map(told),
      unseen: [...focused].filter(([, visible]) => !visible).map(([part]) => told(part)),
      unnamed: shown
        .filter((part) => part.matches("canvas, svg") && !isNamed(part) && !hostIsNamed(part))
        .map(told),
      moving: shown
        .filter((part) => {
          const { transitionDuration, animationName } = getComputedStyle(part);
          return /[1-9]/.test(transitionDuration) || animationName !== "none";
        })
        .map(told),
    };
  }, tag);
}

/** Presses Tab from before an element until the focus has left it, and looks what was missed. */
async function tabThrough(page: Page, tag: string): Promise<Found> {
  await page.evaluate((tag) => {
    const focused = new Map<Element, boolean>();
    Object.assign(window, { focused });
    const before = document.createElement("button");
    document.querySelector(tag)?.before(before);
    before.focus();
  }, tag);
  for (let step = 0; step < 150; step++) {
    await page.keyboard.press("Tab");
    const inside = await page.evaluate((tag) => {
      const { focused } = window as unknown as { focused: Map<Element, boolean> };
      let active = document.activeElement;
      const inside = document.querySelector(tag)?.contains(active) ?? false;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (inside && active) {
        const { outlineStyle, boxShadow } = getComputedStyle(active);
        focused.set(active, outlineStyle !== "none" || boxShadow !== "none");
      }
      return inside;
    }, tag);
    if (!inside) return look(page, tag);
  }
  assert.fail(`Tab does not leave ${tag}`);
}

const pages = await pagesOfElements();

async function reached(page: Page, tag: string): Promise<void> {
  let { controls, ...found } = await tabThrough(page, tag);
  // What is fetched, such as examples, may have come while Tab was being pressed.
  for (let more = 0; more < 5 && found.unreached.length > 0; more++)
    ({ controls, ...found } = await tabThrough(page, tag));
  assert.ok(controls > 0, "it has no control");
  assert.deepEqual(found, { unreached: [], unseen: [], unnamed: [], moving: [] });
}

describe("an element", { concurrency: 2 }, () => {
  for (const tag of tags) {
    test(`${tag}: by keyboard, by ear, in forced colours, without motion, at 400 %`, async () => {
      const path = pages.get(tag);
      assert.ok(path !== undefined, `no page of ${siteFolder} has it`);
      const visited = await visit(here.browser, here.server.url + path, {
        viewport: { width: 320, height: 640 },
        reducedMotion: "reduce",
      });
      const { page } = visited;
      const element = page.locator(tag + (use(tag).which ?? "")).first();
      await quietly(visited, here.server.url, async () => {
        await near(page.locator(tag).first());
        await page.waitForLoadState("networkidle");
        await fits(page);
        await reached(page, tag);
        await near(element);
        for (const step of use(tag).steps) {
          await step.act?.(element);
          await settled(element, step);
          await fits(page);
          assert.deepEqual(await lostInForcedColours(page, tag), []);
        }
        if (use(tag).which === undefined) await reached(page, tag);
      });
    });
  }
});

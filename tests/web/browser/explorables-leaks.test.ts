/** Explorables that are stepped for long keep no memory, and leave none when they go. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { explorables } from "../../../site_src/web/explorables/explorables.ts";
import { openExplorable } from "../support/explorable-page.ts";
import { serveElements } from "../support/fixtures.ts";
import { world } from "../support/world.ts";

const here = world(serveElements);

/** Rounds before it is measured, when all that is made once has been made; then as many again, thrice. */
const ROUNDS = 30;
/** Bytes that a round may keep: a number for a curve, not a picture, a tree or an element. */
const KEPT = 4000;

const pressed =
  (...names: readonly string[]) =>
  async (demo: Locator): Promise<void> => {
    for (const name of names)
      await demo.getByRole("button", { name, exact: true }).first().press("Enter");
  };

/** There and back with a slider or on a plane. */
const moved =
  (find: (demo: Locator) => Locator, there: string, back: string) =>
  async (demo: Locator): Promise<void> => {
    for (const key of [there, back]) await find(demo).press(key);
  };

/** What is done in a round; after it, all is as before. */
const rounds: Readonly<Record<string, (demo: Locator) => Promise<void>>> = {
  "see-backprop": pressed("Forward", "All back", "Learn", "Back to the start"),
  "stack-layers": pressed("Dropout", "Take it out"),
  "tree-and-split": moved((demo) => demo.getByRole("slider", { name: /^Depth/ }), "End", "Home"),
  "attention-lab": moved(
    (demo) => demo.locator("lbl-plane canvas").first(),
    "ArrowRight",
    "ArrowLeft",
  ),
  "kernel-lab": pressed("upright edges", "blur"),
  "beat-it-with-birds": pressed("← left", "right →", "From the first letter"),
  "network-playground": moved((demo) => demo.getByRole("slider").first(), "End", "Home"),
  "one-neuron": pressed("One step downhill", "Back to the start"),
  "race-downhill": moved((demo) => demo.getByRole("slider").first(), "End", "Home"),
  "softmax-and-loss": moved((demo) => demo.getByRole("slider").first(), "End", "Home"),
  "two-players": moved((demo) => demo.getByRole("slider").first(), "End", "Home"),
};

interface Used {
  readonly bytes: number;
  readonly nodes: number;
}

async function used(page: Page): Promise<Used> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  await session.detach();
  return { bytes: usedSize, nodes };
}

/** Waits until no more nodes than these are left; the browser itself holds what was used last for a second. */
async function settled(page: Page, most: number): Promise<number> {
  const end = Date.now() + 15_000;
  for (;;) {
    const { nodes } = await used(page);
    if (nodes <= most || Date.now() > end) return nodes;
    await page.waitForTimeout(250);
  }
}

/** Takes an element off the page; says how many nodes it had, those of shadow trees included. */
function takeOff(demo: Locator): Promise<number> {
  return demo.evaluate((element) => {
    const count = (node: Node): number => {
      const shadow = node instanceof Element ? node.shadowRoot : null;
      const children = [...node.childNodes].map(count);
      return children.reduce((sum, more) => sum + more, 1 + (shadow === null ? 0 : count(shadow)));
    };
    const nodes = count(element);
    element.remove();
    return nodes;
  });
}

/**
 * Changes the address, as the next explorable does that the reader takes up. Until then Chromium
 * keeps one explorable of a page alive: with a new address, its autofill watches the last select
 * whose value changed, to see whether a form was sent, and doesn't notice when the select goes
 * together with the element around its shadow tree (seen in Chromium 156).
 */
async function goOn(page: Page): Promise<void> {
  await page.evaluate(() => history.replaceState(history.state, "", "?next"));
}

test("none is forgotten", () => {
  assert.deepEqual(Object.keys(rounds).sort(), Object.keys(explorables).sort());
});

describe("stepped for long", { concurrency: 1 }, () => {
  for (const [tag, round] of Object.entries(rounds)) {
    test(`${tag} keeps nothing, and goes without a trace`, async () => {
      await openExplorable(here, tag, { reducedMotion: "reduce" }, async (page, demo) => {
        const repeated = async (times: number): Promise<Used> => {
          for (let time = 0; time < times; time++) await round(demo);
          return used(page);
        };
        const before = await repeated(ROUNDS);
        const { bytes } = await repeated(3 * ROUNDS);
        assert.ok(bytes - before.bytes < 3 * ROUNDS * KEPT, `${bytes - before.bytes} bytes more`);
        const few = before.nodes + ROUNDS;
        const nodes = await settled(page, few);
        assert.ok(nodes <= few, `${nodes - before.nodes} nodes more`);
        const own = await takeOff(demo);
        await goOn(page);
        // What is left belongs to the page, or is a template that a next one would use.
        const left = await settled(page, nodes - own);
        assert.ok(left <= nodes - own, `${left} of ${nodes} nodes stay, and ${own} were its own`);
      });
    });
  }
});

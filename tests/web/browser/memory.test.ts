/**
 * Readers leave pages open, and play for long: memory is where it was, tensors and heap. `FAULTS=all`
 * (`make chaos`) plays ten times as long.
 */
import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Locator, Page } from "playwright-core";
import { Heap } from "../support/heap.ts";
import { draw, near, quietly, seven, told, visit } from "../support/site.ts";
import { pause } from "../support/uses.ts";
import { world } from "../support/world.ts";

const here = world();
const long = process.env["FAULTS"] === "all";
const PREDICTIONS = long ? 2000 : 200;
const TRAININGS = long ? 20 : 4;
/** So many bytes are no leak: caches of compiled code, and what the browser itself keeps. */
const ALLOWED = 3e6;

interface Watched {
  readonly page: Page;
  readonly heap: Heap;
  readonly context: TestContext;
}

async function onPage(
  path: string,
  context: TestContext,
  check: (watched: Watched) => Promise<void>,
): Promise<void> {
  const visited = await visit(here.browser, here.server.url + path, { reducedMotion: "reduce" });
  const { page } = visited;
  await quietly(visited, here.server.url, async () =>
    check({ page, heap: await Heap.of(page), context }),
  );
}

/** Tensors of TensorFlow.js in the page's workers. */
async function tensors(page: Page): Promise<number> {
  const counts = page.workers().map((worker) =>
    worker.evaluate(async () => {
      const scope = globalThis as unknown as {
        postMessage: (response: { id: number; value: number }) => void;
        onmessage: ((event: { data: { kind: "memory"; id: number } }) => void) | null;
      };
      // That of the theme's search listens in another way.
      if (scope.onmessage === null) return 0;
      const { postMessage } = scope;
      // The page hears nothing of it.
      const counted = new Promise<number>((resolve) => {
        scope.postMessage = (response) => {
          if (response.id === -1) resolve(response.value);
          else postMessage.call(scope, response);
        };
      });
      scope.onmessage({ data: { kind: "memory", id: -1 } });
      const count = await counted;
      scope.postMessage = postMessage;
      return count;
    }),
  );
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

interface Counts {
  readonly tensors: number;
  readonly workers: number;
}

/** Whether no more is held; what a training held before that ended late may be gone by now. */
function isNoMore(after: Counts, before: Counts): boolean {
  return after.tensors <= before.tensors && after.workers <= before.workers;
}

/** Does something, and checks that tensors, workers and the heap are where they were. */
async function leavesNothing(
  { page, heap, context }: Watched,
  act: () => Promise<void>,
): Promise<void> {
  const before = { tensors: await tensors(page), workers: heap.countOfWorkers };
  const bytes = await heap.bytes();
  await act();
  let after = before;
  // What was stopped ends a moment later.
  for (let attempt = 0; attempt < 20; attempt++) {
    after = { tensors: await tensors(page), workers: heap.countOfWorkers };
    if (isNoMore(after, before)) break;
    await page.waitForTimeout(250);
  }
  const more = (await heap.bytes()) - bytes;
  const measured = {
    what: context.name,
    before: bytes,
    more,
    tensors: [before.tensors, after.tensors],
  };
  // bench/chaos reads it.
  context.diagnostic(`memory: ${JSON.stringify(measured)}`);
  const counts = `${JSON.stringify(after)} after ${JSON.stringify(before)}`;
  assert.ok(isNoMore(after, before), counts);
  assert.ok(more < ALLOWED, `${more} bytes more`);
}

/** Has the network look at so many drawings, each as soon as the one before is answered. */
async function predict(demo: Locator, times: number): Promise<void> {
  const answers = await demo.evaluate(async (demo, times) => {
    const pad = demo.shadowRoot?.querySelector("lbl-pad") as HTMLElement & { strokes: unknown };
    const bars = demo.shadowRoot?.querySelector(".bars");
    if (!bars) throw new Error("no bars");
    const changed = (): Promise<boolean> =>
      new Promise((resolve) => {
        const end = setTimeout(() => resolve(false), 1000);
        const observer = new MutationObserver(() => {
          observer.disconnect();
          clearTimeout(end);
          resolve(true);
        });
        observer.observe(bars, { attributes: true, subtree: true });
      });
    const place = (): { x: number; y: number } => ({
      x: 0.2 + 0.6 * Math.random(),
      y: 0.2 + 0.6 * Math.random(),
    });
    let answers = 0;
    for (let drawing = 0; drawing < times; drawing++) {
      const answered = changed();
      // As the pad does for each move of a pen; a browser without a graphics card paints few.
      pad.strokes = [[place(), place(), place()]];
      pad.dispatchEvent(new CustomEvent("lbl-draw"));
      if (await answered) answers++;
    }
    return answers;
  }, times);
  assert.ok(answers > 0.95 * times, `only ${answers} of ${times} are answered`);
}

test(`${PREDICTIONS} predictions`, async (context) => {
  await onPage("tutorials/digits/", context, async (watched) => {
    const demo = await near(watched.page.locator("draw-and-classify").first());
    await draw(demo, seven);
    await told(demo, /^Looks like/);
    await predict(demo, 100);
    await leavesNothing(watched, () => predict(demo, PREDICTIONS));
  });
});

async function begin(demo: Locator): Promise<void> {
  await demo.locator("button.strong").press("Enter");
  await demo.locator(".far", { hasText: /^Step \d/ }).waitFor({ timeout: 120_000 });
}

/** Shows another tab for a moment. */
async function hide(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.bringToFront();
  await page.waitForTimeout(300);
  await other.close();
  await page.bringToFront();
}

test(`${TRAININGS} trainings that are begun and stopped`, async (context) => {
  await onPage("tutorials/clinic/?train-here.digits=500", context, async (watched) => {
    const { page } = watched;
    const demo = await near(page.locator("train-here"));
    const some = async (times: number): Promise<void> => {
      for (let training = 0; training < times; training++) {
        await begin(demo);
        // A tab that nobody sees gets no frames: the training goes on all the same.
        if (training % 4 === 3) await hide(page);
        await pause(demo);
        // Where there are no frames, as after another tab, keys and clicks of the browser may wait.
        const forget = demo.getByRole("button", { name: "Forget everything" });
        await forget.evaluate((button: HTMLElement) => button.click());
      }
    };
    await some(3);
    await leavesNothing(watched, () => some(TRAININGS));
  });
});

test(`${TRAININGS} elements that are removed while they train`, async (context) => {
  await onPage("tutorials/clinic/?train-here.digits=500", context, async (watched) => {
    const { page } = watched;
    const some = async (times: number): Promise<void> => {
      for (let training = 0; training < times; training++) {
        const demo = await near(page.locator("train-here"));
        await begin(demo);
        await demo.evaluate((demo) => {
          demo.replaceWith(document.createElement("train-here"));
        });
      }
    };
    await some(3);
    await leavesNothing(watched, () => some(TRAININGS));
  });
});

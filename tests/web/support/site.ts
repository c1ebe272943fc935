/** What the browser tests share: a page of the site that reports whatever it should not do. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";

/** The built site that is tested. */
export const siteFolder = process.env["SITE_DIR"] ?? "site";

export interface Visit {
  readonly page: Page;
  /** Addresses of all requests so far. */
  readonly requests: readonly string[];
  /** What the console said at the level of a warning or error, and uncaught errors; none expected. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  readonly prepare?: (page: Page) => Promise<unknown>;
  /** Complaints that belong to the test, such as the browser's own about a missing file. */
  readonly expected?: RegExp;
}

/** Opens a page in a fresh context: nothing cached, nothing remembered. */
export async function visit(
  browser: Browser,
  url: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const { prepare, expected, ...context } = options;
  const opened = await browser.newContext(context);
  const page = await opened.newPage();
  page.setDefaultTimeout(30_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complain(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(message.text());
  });
  // The tests' own compiler marks functions in this way, also those that are handed to the page.
  await page.addInitScript("globalThis.__name = (value) => value;");
  // What a service worker answers cannot be intercepted; offline.test.ts is about that.
  await page.addInitScript("delete Navigator.prototype.serviceWorker;");
  await prepare?.(page);
  await page.goto(url);
  // Beside much other work, a browser was seen that never answered: then its process ends it.
  const close = (): Promise<void> =>
    Promise.race([opened.close(), delay(60_000, undefined, { ref: false })]);
  return { page, requests, complaints, close };
}

/**
 * Does a test in a page and closes it. At the end the console must have been silent, and no request
 * may have left the site at `root`.
 */
export async function quietly(
  visited: Visit,
  root: string,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
    assert.deepEqual(visited.complaints, [], "the console was not silent");
    const elsewhere = visited.requests.filter(
      (url) => !url.startsWith(root) && !/^(data|blob):/.test(url),
    );
    assert.deepEqual(elsewhere, [], "requests left the host");
  } finally {
    await visited.close();
  }
}

/** Nothing scrolls sideways. */
export async function fits(page: Page): Promise<void> {
  const overhang = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.scrollingElement ?? document.body;
    return scrollWidth - clientWidth;
  });
  assert.ok(overhang <= 0, `${overhang} px too wide`);
}

/** Milliseconds after which an element's code counts as lost, and those between two looks. */
const [PATIENCE, LOOK] = [60_000, 2000];

/** Scrolls to an element, as a reader does, and waits for its code; until then it is a sentence. */
export async function near(element: Locator): Promise<Locator> {
  const end = performance.now() + PATIENCE;
  const isDefined = ({ localName }: Element, look: number): Promise<boolean> =>
    Promise.race([
      customElements.whenDefined(localName).then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, look, false)),
    ]);
  // A page that loads itself again, after Retry for example, is at its top afterwards.
  for (;;) {
    await element.scrollIntoViewIfNeeded();
    const defined = await element.evaluate(isDefined, LOOK).catch((error: unknown) => {
      if (/context was destroyed|navigat/.test(String(error))) return false;
      throw error;
    });
    if (defined) return element;
    assert.ok(performance.now() < end, `the code of ${String(element)} did not come`);
  }
}

/** A 7 as a hand writes it, in units of the drawing area's side. */
export const seven = [
  [0.26, 0.2],
  [0.5, 0.19],
  [0.74, 0.2],
  [0.62, 0.45],
  [0.46, 0.86],
] as const;

/** Draws one stroke with the mouse. */
export async function draw(
  demo: Locator,
  points: readonly (readonly [number, number])[],
): Promise<void> {
  const canvas = (await near(demo)).locator("lbl-pad canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  assert.ok(box, "the drawing area is not on the page");
  const { mouse } = demo.page();
  const at = ([x, y]: readonly [number, number]): [number, number] => [
    box.x + x * box.width,
    box.y + y * box.height,
  ];
  const [start = [0.5, 0.5] as const, ...rest] = points;
  await mouse.move(...at(start));
  await mouse.down();
  for (const point of rest) await mouse.move(...at(point), { steps: 4 });
  await mouse.up();
}

/** Waits for a sentence that fits, as a screen reader would be told it. */
export async function told(demo: Locator, pattern: RegExp, timeout = 30_000): Promise<string> {
  const status = demo.locator("[role=status]", { hasText: pattern });
  await status.waitFor({ state: "attached", timeout });
  return demo.locator("[role=status]").innerText();
}

/** The bars: label and probability, null while they are empty. */
export async function readBars(demo: Locator): Promise<{ label: string; value: number | null }[]> {
  return demo.locator("[data-label]").evaluateAll((items) =>
    items.map((item) => {
      const value = item.getAttribute("data-probability");
      return {
        label: item.getAttribute("data-label") ?? "",
        value: value === null ? null : Number(value),
      };
    }),
  );
}

/** The label of the longest bar. */
export async function winner(demo: Locator): Promise<string | undefined> {
  const bars = await readBars(demo);
  return bars.sort((a, b) => (b.value ?? -1) - (a.value ?? -1))[0]?.label;
}

/** The pixels of a canvas: red, green, blue and opacity, row by row. */
export async function pixels(canvas: Locator): Promise<{ width: number; data: number[] }> {
  return canvas.evaluate((element) => {
    // Read from a copy: reading changes how a browser treats a canvas, and it warns of that.
    const { width, height } = element as HTMLCanvasElement;
    const copy = new OffscreenCanvas(width, height);
    const context = copy.getContext("2d", { willReadFrequently: true });
    context?.drawImage(element as HTMLCanvasElement, 0, 0);
    return { width, data: Array.from(context?.getImageData(0, 0, width, height).data ?? []) };
  });
}

/** The picture that the network is shown, as opacities from 0 to 255, row by row. */
export async function seen(demo: Locator): Promise<number[]> {
  const { data } = await pixels(demo.locator(".seen lbl-picture canvas"));
  return data.filter((_, index) => index % 4 === 3);
}

/** A file of the site, as it lies on the disk. */
export function siteFile(path: string): Promise<Buffer<ArrayBuffer>> {
  return readFile(join(siteFolder, path));
}

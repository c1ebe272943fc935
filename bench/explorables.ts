/**
 * Whether explorables keep up with the hand, and how fast the playground trains. Needs a built site.
 *
 * - Frames a second of each explorable while it does what is most work, and its longest wait between
 *   two of them.
 * - Epochs a second of our playground and of TensorFlow's (bench/support/playgrounds.ts), which is
 *   cloned and built for it; PLAYGROUND may name a clone.
 *
 * Usage: npx tsx bench/explorables.ts [folder of the site]. Writes bench/explorables.json.
 */
import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { tables } from "../site_src/web/explorables/tables.ts";
import { findBrowser } from "../tests/web/support/launch.ts";
import { serve } from "../tests/web/support/serve.ts";
import { near } from "../tests/web/support/site.ts";
import { NAMED, recordFrames, rounded, type Frames } from "./support/frames.ts";
import { comparePlaygrounds } from "./support/playgrounds.ts";

const site = resolve(process.argv[2] ?? "site");
const THEIRS = process.env["PLAYGROUND"] ?? "https://github.com/tensorflow/playground";
const SECONDS = 3;

interface Work {
  /** Of its page, from play/ on. */
  readonly page: string;
  /** What a reader does, for the table. */
  readonly what: string;
  readonly prepare?: (demo: Locator) => Promise<unknown>;
  /** Done over and over. */
  readonly act: (demo: Locator, page: Page, turn: number) => Promise<unknown>;
}

/** Drags what is dragged from one side to the other, a little with each turn. */
const drag =
  (find: (demo: Locator) => Locator): Work["act"] =>
  async (demo, page, turn) => {
    const box = await find(demo).boundingBox();
    if (box === null) throw new Error("There is nothing to drag.");
    const [x, y] = [0.5 + 0.4 * Math.sin(turn / 8), 0.5 + 0.2 * Math.cos(turn / 8)];
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height);
    if (turn === 0) await page.mouse.down();
  };

const slider = (demo: Locator): Locator => demo.locator("input[type=range]:visible").first();
const button = (demo: Locator, name: string): Locator =>
  demo.getByRole("button", { name, exact: true }).first();

const dragged = (tag: string): Work => ({
  page: `${tag}/`,
  what: "its first slider is dragged",
  act: drag(slider),
});

/** Where there is more work than in a slider that is dragged. */
const works: Readonly<Record<string, Work>> = {
  "network-playground": {
    page: "playground/?network-playground.data=spiral&network-playground.hidden=8-8&network-playground.speed=full",
    what: "it trains as fast as it can",
    prepare: (demo) => button(demo, "Train").click(),
    act: (_demo, page) => page.waitForTimeout(100),
  },
  "race-downhill": {
    page: "downhill/",
    what: "optimizers race",
    prepare: (demo) => button(demo, "Go").click(),
    act: (_demo, page) => page.waitForTimeout(100),
  },
  "kernel-lab": {
    page: "kernel-lab/",
    what: "its kernel is changed",
    act: (demo, _page, turn) =>
      button(demo, turn % 2 === 0 ? "upright edges" : "blur").press("Enter"),
  },
  "stack-layers": {
    page: "stack-layers/",
    what: "a brick comes and goes",
    act: (demo, _page, turn) =>
      button(demo, turn % 2 === 0 ? "Dropout" : "Take it out").press("Enter"),
  },
  "attention-lab": {
    page: "attention-lab/",
    what: "an arrow is dragged",
    act: drag((demo) => demo.locator("lbl-plane canvas").first()),
  },
  "beat-it-with-birds": {
    page: "beat-it-with-birds/?beat-it-with-birds.looks=10&beat-it-with-birds.hidden=32",
    what: "letters are pecked, and its network takes ten steps after each",
    act: (demo, _page, turn) => button(demo, turn % 2 === 0 ? "← left" : "right →").press("Enter"),
  },
};

async function frames(browser: Browser, url: string, work: Work): Promise<Frames> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(NAMED);
  await page.goto(`${url}play/${work.page}`, { waitUntil: "networkidle" });
  const demo = await near(page.locator("[explorable]"));
  await demo.locator("figure").waitFor();
  await work.prepare?.(demo);
  const found = await recordFrames(page, async () => {
    const end = performance.now() + 1000 * SECONDS;
    for (let turn = 0; performance.now() < end; turn++) await work.act(demo, page, turn);
  });
  await page.close();
  return found;
}

const load = rounded(loadavg()[0] ?? NaN);
const server = await serve(site);
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
const kept: Record<string, Frames & { readonly what: string }> = {};
for (const tag of Object.keys(tables)) {
  const work = works[tag] ?? dragged(tag);
  kept[tag] = { what: work.what, ...(await frames(browser, server.url, work)) };
  console.log(tag, kept[tag]);
}
const results = {
  date: new Date().toISOString().slice(0, 10),
  load_at_begin: load,
  hardware: `${cpus().length} cores, ${cpus()[0]?.model}`,
  browser: browser.version(),
  frames: kept,
  playgrounds: await comparePlaygrounds(browser, server.url, THEIRS),
};
await browser.close();
await server.close();
const text = JSON.stringify(results, undefined, 1);
await writeFile(new URL("explorables.json", import.meta.url), `${text}\n`);
console.log(text);

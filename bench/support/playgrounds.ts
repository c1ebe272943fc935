/**
 * Our playground and TensorFlow's: the same network on the same points, in turns within one run.
 *
 * Theirs is built from its source as its README says. One line of it is changed: what it calls a
 * circle are our points, so that both learn from the same ones.
 */
import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import {
  draw,
  pointAt,
  readPoints,
  writePoints,
} from "../../site_src/web/explorables/plane/data.ts";
import { serve } from "../../tests/web/support/serve.ts";
import { median, NAMED, recordFrames, rounded, type Frames } from "./frames.ts";

const COMMIT = "02469bd3751764b20486015d4202b792af5362a6";
const HIDDEN = [4, 2];
const RATE = 0.03;
const BATCH = 10;
/** Of each class; an address of ours carries no more. */
const POINTS = 120;
const REPEATS = 7;
const SECONDS = 3;

const run = promisify(execFile);
const drawn = draw("circles", POINTS, 0.15, 7);
/** As the address has them: these are the numbers that ours reads. */
const written = writePoints(Array.from({ length: 2 * POINTS }, (_, at) => pointAt(drawn, at)));

/** Clones TensorFlow's playground, gives it our points, and builds it; returns the folder. */
async function buildTheirs(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "layer-by-layer-playground-"));
  const inside = { cwd: folder };
  await run("git", ["clone", "--quiet", source, folder]).catch((error: unknown) => {
    throw new Error(
      `The source of TensorFlow's playground can't be had from ${source}: ${String(error)}\n` +
        "Give a clone of it instead: PLAYGROUND=folder npx tsx bench/explorables.ts",
    );
  });
  await run("git", ["checkout", "--quiet", COMMIT], inside);
  const state = join(folder, "src/state.ts");
  const text = await readFile(state, "utf8");
  const ours = text.replace('"circle": dataset.classifyCircleData', '"circle": dataset.given');
  if (ours === text) throw new Error(`${state} names its circle otherwise.`);
  await writeFile(state, ours);
  const examples = readPoints(written).map(([x, y, label]) => ({ x, y, label: 2 * label - 1 }));
  await appendFile(
    join(folder, "src/dataset.ts"),
    `\nexport function given(): Example2D[] {\n  return ${JSON.stringify(examples)};\n}\n`,
  );
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], inside);
  await run("npm", ["run", "build"], inside);
  return folder;
}

/** One page: its epochs and frames while it trains as fast as it can. */
interface Trained {
  readonly epochs: number;
  readonly frames: Frames;
}

/** Trains in a page for some seconds after the first one; `count` reads the epochs from it. */
async function train(page: Page, press: string, count: string): Promise<Trained> {
  const epochs = async (): Promise<number> =>
    Number((await page.locator(count).innerText()).replaceAll(",", ""));
  await page.locator(press).click();
  await page.waitForTimeout(1000);
  let [from, began, rate] = [0, 0, 0];
  const frames = await recordFrames(page, async () => {
    [from, began] = [await epochs(), performance.now()];
    await page.waitForTimeout(1000 * SECONDS);
    rate = (1000 * ((await epochs()) - from)) / (performance.now() - began);
  });
  if (rate === 0) throw new Error(`${page.url()} doesn't train.`);
  return { epochs: rate, frames };
}

async function inPage(
  browser: Browser,
  url: string,
  press: string,
  count: string,
): Promise<Trained> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(NAMED);
  await page.addInitScript("delete Navigator.prototype.serviceWorker;");
  // Theirs asks for fonts and counts its visitors, which is no part of training.
  await context.route(
    (address) => !address.href.startsWith(new URL(url).origin),
    (route) => route.abort(),
  );
  await page.goto(url);
  await page.locator(press).waitFor();
  const trained = await train(page, press, count);
  await context.close();
  return trained;
}

/** Both ways of training without a page around them, as globals of one script. */
async function alone(theirs: string): Promise<string> {
  const ours = resolve("site_src/web/explorables");
  const entry = `
    import * as nn from ${JSON.stringify(join(theirs, "src/nn.ts"))};
    import { pointsOf } from ${JSON.stringify(join(ours, "plane/data.ts"))};
    import { Trainer } from ${JSON.stringify(join(ours, "network-playground/training/trainer.ts"))};
    const during = (epoch) => {
      epoch();
      const began = performance.now();
      let [epochs, took] = [0, 0];
      for (; took < 1000; took = performance.now() - began, epochs++) epoch();
      return (1000 * epochs) / took;
    };
    const right = (points, answer) =>
      points.filter(([x, y, label]) => answer(x, y) > 0 === (label === 1)).length / points.length;
    globalThis.theirs = (points) => {
      const { TANH } = nn.Activations;
      const network = nn.buildNetwork([2, ${HIDDEN}, 1], TANH, TANH, null, ["x", "y"]);
      const rate = during(() => points.forEach(([x, y, label], at) => {
        nn.forwardProp(network, [x, y]);
        nn.backProp(network, 2 * label - 1, nn.Errors.SQUARE);
        if ((at + 1) % ${BATCH} === 0) nn.updateWeights(network, ${RATE}, 0);
      }));
      return [rate, right(points, (x, y) => nn.forwardProp(network, [x, y]))];
    };
    globalThis.ours = (points) => {
      const plan = { features: ["x", "y"], hidden: [${HIDDEN}], activation: "tanh", seed: 1 };
      const data = { train: pointsOf(points), test: pointsOf(points) };
      const tuning = { optimizer: "sgd", rate: ${RATE}, decay: 0, batch: ${BATCH} };
      const trainer = new Trainer(plan, data, tuning);
      return [during(() => trainer.trainEpoch()), trainer.moment().right];
    };
  `;
  const bundled = await build({
    stdin: { contents: entry, resolveDir: resolve("."), loader: "js" },
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "error",
  });
  return bundled.outputFiles[0]?.text ?? "";
}

/**
 * Epochs a second of both, in their pages and without them.
 *
 * @param site - Address of the built site.
 * @param source - A git repository of TensorFlow's playground.
 */
export async function comparePlaygrounds(
  browser: Browser,
  site: string,
  source: string,
): Promise<object> {
  const folder = await buildTheirs(source);
  const server = await serve(join(folder, "dist"));
  const blank = await browser.newPage();
  await blank.addScriptTag({ content: await alone(folder) });
  const half = readPoints(written).slice(0, POINTS);
  const without = (name: string): Promise<[number, number]> =>
    blank.evaluate(
      ([name, points]) =>
        (globalThis as unknown as Record<string, (points: unknown) => [number, number]>)[name]?.(
          points,
        ) ?? [0, 0],
      [name, half] as const,
    );
  const theirUrl = `${server.url}#activation=tanh&batchSize=${BATCH}&dataset=circle&learningRate=${RATE}&noise=0&networkShape=${HIDDEN}&percTrainData=50&problem=classification`;
  const setting = (name: string, value: string | number): string =>
    `network-playground.${name}=${value}`;
  const ourUrl = `${site}play/playground/?${[
    setting("data", "own"),
    setting("points", written),
    setting("hidden", HIDDEN.join("-")),
    setting("optimizer", "sgd"),
    setting("rate", RATE),
    setting("batch", BATCH),
    setting("speed", "full"),
  ].join("&")}`;
  const found = {
    page: { theirs: [] as Trained[], ours: [] as Trained[] },
    alone: { theirs: [] as [number, number][], ours: [] as [number, number][] },
  };
  for (let turn = 0; turn < REPEATS; turn++) {
    found.page.theirs.push(await inPage(browser, theirUrl, "#play-pause-button", "#iter-number"));
    found.page.ours.push(
      await inPage(
        browser,
        ourUrl,
        "network-playground .top button.strong",
        "network-playground .counted strong",
      ),
    );
    found.alone.theirs.push(await without("theirs"));
    found.alone.ours.push(await without("ours"));
  }
  await blank.close();
  await server.close();
  await rm(folder, { recursive: true });
  const compared = (theirs: readonly number[], ours: readonly number[]): object => ({
    theirs: Math.round(median(theirs)),
    ours: Math.round(median(ours)),
    ratio: rounded(median(ours) / median(theirs)),
    lowest_ratio: rounded(Math.min(...ours) / Math.max(...theirs)),
  });
  const epochs = (trained: readonly Trained[]): number[] => trained.map(({ epochs }) => epochs);
  const frames = (trained: readonly Trained[]): object => ({
    per_second: median(trained.map(({ frames }) => frames.per_second)),
    longest_gap_ms: median(trained.map(({ frames }) => frames.longest_gap_ms)),
  });
  const { page, alone: bare } = found;
  return {
    their_commit: COMMIT,
    repeats: REPEATS,
    epochs_per_second_in_the_page: compared(epochs(page.theirs), epochs(page.ours)),
    frames_meanwhile: { theirs: frames(page.theirs), ours: frames(page.ours) },
    epochs_per_second_without_a_page: compared(
      bare.theirs.map(([rate]) => rate),
      bare.ours.map(([rate]) => rate),
    ),
    share_right_afterwards: {
      theirs: rounded(median(bare.theirs.map(([, right]) => right)), 2),
      ours: rounded(median(bare.ours.map(([, right]) => right)), 2),
    },
  };
}

/**
 * How long readers wait in the browser, and Lighthouse's opinion. Needs a built site (`make site`).
 *
 * - From the first touch of a demo to its first prediction, against a page with the stock
 *   `tf.min.js` and WebAssembly backend that loads the same model: one after the other, several times,
 *   in one run of one browser; from a fast server and from one of 1 MB/s. What else leads into the
 *   browser is timed by bench/peers.ts.
 * - A prediction afterwards, with the way to the worker and back.
 * - Frames a second of the landing page while its network trains.
 * - Lighthouse, with its settings for phones, for the landing page, a page of the guide and a tutorial.
 *
 * Usage: npx tsx bench/web.ts [folder of the site]. Writes bench/web.json.
 */
import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import lighthouse from "lighthouse";
import { checkCard } from "../site_src/web/runtime/card.ts";
import { findBrowser } from "../tests/web/support/launch.ts";
import { serve } from "../tests/web/support/serve.ts";

const site = resolve(process.argv[2] ?? "site");
const REPEATS = 7;
const PORT = 9333;
/** tsx marks functions in this way, also those that are handed to a page. */
const NAMED = "globalThis.__name = (value) => value;";
const PAGES = { landing: "", guide: "guide/start/", tutorial: "tutorials/digits/" };

const require = createRequire(import.meta.url);
const stock = {
  "tf.min.js": require.resolve("@tensorflow/tfjs/dist/tf.min.js"),
  "tf-backend-wasm.min.js":
    require.resolve("@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js"),
};

/** As the documentation of TensorFlow.js has it, begun by a touch. */
const stockPage = `<!doctype html><title>Stock</title><button>Touch</button><script>
const bring = (src) => new Promise((done, failed) => {
  const script = Object.assign(document.createElement("script"), { src });
  script.onload = done;
  script.onerror = failed;
  document.head.append(script);
});
document.querySelector("button").addEventListener("pointerdown", async () => {
  await bring("tf.min.js");
  await bring("tf-backend-wasm.min.js");
  tf.wasm.setWasmPaths("./");
  await tf.setBackend("wasm");
  const model = await tf.loadLayersModel("../models/digits/model.json");
  await model.predict(tf.zeros([1, 28, 28, 1])).data();
  document.body.dataset.predicted = "yes";
});
</script>`;

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Milliseconds from the touch until something is there, in a browser that has seen nothing. */
async function timed(
  browser: Browser,
  url: string,
  touch: (page: Page) => Promise<void>,
  predicted: string,
): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  // What is fetched for later does not belong to it.
  await page.addInitScript("delete Navigator.prototype.serviceWorker;");
  await page.addInitScript(NAMED);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.evaluate((selector) => {
    const marks = globalThis as unknown as { from: number; time: Promise<number> };
    addEventListener("pointerdown", () => (marks.from ??= performance.now()), { capture: true });
    marks.time = new Promise((resolve) => {
      const [outer = "", inner = ""] = selector.split(" >>> ");
      const look = (): void => {
        const host = document.querySelector(outer);
        const found = inner === "" ? host : host?.shadowRoot?.querySelector(inner);
        if (found) resolve(performance.now() - marks.from);
        else setTimeout(look, 1);
      };
      look();
    });
  }, predicted);
  await touch(page);
  const time = await page.evaluate(() => (globalThis as unknown as { time: Promise<number> }).time);
  await context.close();
  return time;
}

async function firstPrediction(browser: Browser, rate?: number): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "layer-by-layer-"));
  const server = await serve(folder, rate === undefined ? {} : { rate });
  try {
    await cp(site, folder, { recursive: true });
    await cp(dirname(stock["tf-backend-wasm.min.js"]), join(folder, "stock"), {
      recursive: true,
      filter: (path) => !path.includes("kernels"),
    });
    for (const [name, path] of Object.entries(stock)) {
      await copyFile(path, join(folder, "stock", name));
    }
    await writeFile(join(folder, "stock/index.html"), stockPage);
    const times = { ours: [] as number[], stock: [] as number[] };
    for (let i = 0; i < REPEATS; i++) {
      times.stock.push(
        await timed(
          browser,
          `${server.url}stock/`,
          (page) => page.locator("button").click(),
          "body[data-predicted]",
        ),
      );
      times.ours.push(
        await timed(
          browser,
          server.url + PAGES.tutorial,
          async (page) => {
            const demo = page.locator("draw-and-classify").first();
            await demo.scrollIntoViewIfNeeded();
            await demo.locator("lbl-pad canvas").click();
          },
          "draw-and-classify >>> [data-winner]",
        ),
      );
    }
    const ours = median(times.ours);
    const other = median(times.stock);
    const found = {
      ours: rounded(ours),
      stock: rounded(other),
      ratio: Math.round((100 * ours) / other) / 100,
    };
    console.log(rate === undefined ? "fast server" : `${rate} bytes/s`, found);
    return found;
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds of one prediction of digits on WebAssembly, with the way to the worker and back. */
async function oneMore(browser: Browser): Promise<number> {
  const server = await serve(site);
  const context = await browser.newContext();
  const page = await context.newPage();
  const card = checkCard(
    JSON.parse(await readFile(join(site, "models/digits-wasm/card.json"), "utf8")),
  );
  const worker = (await readdir(join(site, "assets"))).find((name) => /^worker-/.test(name));
  await page.addInitScript(NAMED);
  await page.goto(server.url);
  const times = await page.evaluate(
    async ({ script, base, card }) => {
      const worker = new Worker(script, { type: "module" });
      let last = 0;
      const ask = (question: object): Promise<void> =>
        new Promise((resolve, reject) => {
          const id = ++last;
          worker.onmessage = ({ data }) => {
            if (data.id !== id) return;
            if (data.kind === "failed") reject(new Error(data.message));
            if (data.kind === "done") resolve();
          };
          worker.postMessage({ ...question, id });
        });
      await ask({ kind: "load", base, card, fresh: false, fastest: "wasm" });
      const times = [];
      for (let i = 0; i < 120; i++) {
        const request = { base, inputs: [new Float32Array(784).fill(i)] };
        const started = performance.now();
        await ask({ kind: "ask", task: "predict", request });
        times.push(performance.now() - started);
      }
      return times.slice(20);
    },
    { script: `${server.url}assets/${worker}`, base: `${server.url}models/digits-wasm/`, card },
  );
  await context.close();
  await server.close();
  return Math.round(median(times) * 100) / 100;
}

/** How often the landing page is painted while it trains, and its longest wait between two frames. */
async function frames(browser: Browser): Promise<Record<string, number>> {
  const server = await serve(site);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(NAMED);
  await page.goto(server.url, { waitUntil: "networkidle" });
  const demo = page.locator("train-here");
  await demo.locator("lbl-pad canvas").click();
  await demo.locator("[role=status]", { hasText: "no idea" }).waitFor({ state: "attached" });
  await demo.locator("button.strong").click();
  const times = await demo.evaluate(async (element) => {
    const times: number[] = [];
    const state = (): string => (element as HTMLElement).dataset["state"] ?? "";
    while (state() !== "done") times.push(await new Promise(requestAnimationFrame));
    return times;
  });
  await page.close();
  await server.close();
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  return { per_second: rounded(gaps.length / seconds), longest_gap_ms: rounded(Math.max(...gaps)) };
}

async function scores(): Promise<Record<string, Record<string, number>>> {
  const server = await serve(site);
  const found: Record<string, Record<string, number>> = {};
  for (const [name, path] of Object.entries(PAGES)) {
    const result = await lighthouse(server.url + path, { port: PORT, logLevel: "error" });
    const categories = Object.values(result?.lhr.categories ?? {});
    found[name] = Object.fromEntries(
      categories.map(({ id, score }) => [id, Math.round(100 * (score ?? 0))]),
    );
    for (const { id, score, title } of Object.values(result?.lhr.audits ?? {})) {
      if (score !== null && score < 0.9) console.log(`  ${name}: ${id} ${score} (${title})`);
    }
  }
  await server.close();
  return found;
}

const load = rounded(loadavg()[0] ?? NaN);
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ["--no-sandbox", "--disable-dev-shm-usage", `--remote-debugging-port=${PORT}`],
});
const results = {
  date: new Date().toISOString().slice(0, 10),
  load_at_begin: load,
  hardware: `${cpus().length} cores, ${cpus()[0]?.model}`,
  browser: browser.version(),
  first_prediction_ms: await firstPrediction(browser),
  first_prediction_at_1_MB_per_s_ms: await firstPrediction(browser, 1_000_000),
  one_more_prediction_ms: await oneMore(browser),
  frames_while_training: await frames(browser),
  lighthouse: await scores(),
};
await browser.close();
const text = JSON.stringify(results, undefined, 1);
await writeFile(new URL("web.json", import.meta.url), `${text}\n`);
console.log(text);

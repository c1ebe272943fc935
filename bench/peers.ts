/**
 * The same networks by five ways into the browser: seconds to the first prediction, milliseconds for one
 * more, bytes of code and peak of memory. Each way as its own documentation has it, on WebAssembly with
 * one thread, in turns within one run.
 *
 * The networks are written by bench/peers/networks.py. A way that cannot load a network is written down
 * with its own message; one whose answer differs from the compiled network's is an error.
 *
 * Usage: npx tsx bench/peers.ts [folder of networks]. Writes bench/peers.json.
 */
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium, type Browser, type Page } from "playwright-core";
import { findBrowser } from "../tests/web/support/launch.ts";
import { serve } from "../tests/web/support/serve.ts";

const networks = resolve(process.argv[2] ?? "build/peers");
const sources = fileURLToPath(new URL("peers/", import.meta.url));
const require = createRequire(import.meta.url);

const WAYS = ["compiled", "tfjs", "litert", "onnx", "jax"] as const;
type Way = (typeof WAYS)[number];

interface Network {
  readonly name: string;
  readonly shape: readonly number[];
  readonly format: "layers" | "graph";
  /** Predictions in a turn: enough that a turn is longer than the clock is coarse. */
  readonly times: number;
  /** First visits of each way. */
  readonly visits: number;
  /** Bytes a second of the slow server, besides the fast one. */
  readonly rates: readonly (number | undefined)[];
}

const NETWORKS: readonly Network[] = [
  {
    name: "digits",
    shape: [1, 28, 28, 1],
    format: "layers",
    times: 20,
    visits: 7,
    rates: [undefined, 1_000_000],
  },
  {
    name: "mobilenetv2",
    shape: [1, 224, 224, 3],
    format: "graph",
    times: 2,
    visits: 3,
    rates: [undefined],
  },
  {
    name: "efficientnet-lite0",
    shape: [1, 3, 224, 224],
    format: "graph",
    times: 2,
    visits: 3,
    rates: [undefined],
  },
];
const TURNS = 25;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const rounded = (value: number, places = 2): number => Number(value.toFixed(places));

/** Everything that the pages fetch, in a folder of its own. */
async function prepare(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "layer-by-layer-peers-"));
  await symlink(networks, join(root, "networks"));
  await build({
    entryPoints: [...WAYS, "page"].map((name) => join(sources, `${name}.mjs`)),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    conditions: ["onnxruntime-web-use-extern-wasm"],
    nodePaths: [resolve("bench/node_modules")],
    outdir: root,
    logLevel: "error",
  });
  const folders = {
    litert: join(dirname(require.resolve("@litertjs/core")), "../wasm"),
    onnx: dirname(require.resolve("onnxruntime-web/wasm")),
    tfjs: dirname(require.resolve("@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js")),
  };
  for (const [name, folder] of Object.entries(folders)) {
    await cp(folder, join(root, name), {
      recursive: true,
      filter: (path) => !path.endsWith(".map"),
    });
  }
  await cp(require.resolve("@tensorflow/tfjs/dist/tf.min.js"), join(root, "tfjs/tf.min.js"));
  const script = '<script type="module" src="page.js"></script>';
  await writeFile(
    join(root, "index.html"),
    `<!doctype html><title>Way</title><button>Touch</button>${script}`,
  );
  return root;
}

const address = (url: string, way: Way, network: Network): string =>
  `${url}?way=${way}&network=${network.name}&shape=${network.shape.join(",")}&format=${network.format}`;

/** A page that has predicted once, or the message of the way that could not. */
async function visit(page: Page, url: string): Promise<string | undefined> {
  await page.goto(url, { waitUntil: "networkidle" });
  await page.locator("button").click();
  await page.locator("body[data-state]").waitFor({ timeout: 120_000 });
  return page.evaluate(() => (globalThis as unknown as { failed?: string }).failed);
}

const took = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { took: number }).took);

/** Milliseconds from the touch to the first prediction, in a browser that has seen nothing. */
async function first(
  browser: Browser,
  root: string,
  network: Network,
  ways: readonly Way[],
  rate: number | undefined,
): Promise<Partial<Record<Way, number>>> {
  const server = await serve(root, rate === undefined ? {} : { rate });
  const times = new Map<Way, number[]>(ways.map((way) => [way, []]));
  for (let i = 0; i < network.visits; i++) {
    for (const way of ways) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await visit(page, address(server.url, way, network));
      times.get(way)?.push(await took(page));
      await context.close();
    }
  }
  await server.close();
  return Object.fromEntries([...times].map(([way, list]) => [way, rounded(median(list), 0)]));
}

interface Kept {
  readonly page: Page;
  readonly outputs: number[];
  readonly code: number;
}

/** Opens a page of each way, counts its code, and keeps it open for the turns. */
async function open(
  browser: Browser,
  url: string,
  network: Network,
): Promise<{ kept: Map<Way, Kept>; refused: Partial<Record<Way, string>> }> {
  const kept = new Map<Way, Kept>();
  const refused: Partial<Record<Way, string>> = {};
  for (const way of WAYS) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const bodies: Promise<Buffer>[] = [];
    page.on("response", (response) => {
      const path = new URL(response.url()).pathname;
      if (/\.(m?js|wasm)$/.test(path) && path !== "/page.js") bodies.push(response.body());
    });
    const failed = await visit(page, address(url, way, network));
    if (failed === undefined) {
      const outputs = await page.evaluate(
        () => (globalThis as unknown as { first: number[] }).first,
      );
      const code = (await Promise.all(bodies)).map((body) => gzipSync(body, { level: 9 }).length);
      kept.set(way, { page, outputs, code: code.reduce((a, b) => a + b, 0) });
    } else {
      refused[way] = failed.split("\n", 1)[0] ?? failed;
      await context.close();
    }
  }
  return { kept, refused };
}

/** Throws where a way's outputs are not the compiled network's: then it is another network. */
function compare(network: Network, kept: ReadonlyMap<Way, Kept>): void {
  const expected = kept.get("compiled")?.outputs ?? [];
  const scale = Math.max(...expected.map(Math.abs), 1e-6);
  for (const [way, { outputs }] of kept) {
    const largest = Math.max(...outputs.map((value, i) => Math.abs(value - (expected[i] ?? NaN))));
    if (!(largest <= 1e-3 * scale)) {
      throw new Error(`${network.name} by ${way} differs by ${largest} of ${scale}`);
    }
  }
}

/** Milliseconds of one more prediction, in turns. */
async function turns(
  network: Network,
  kept: ReadonlyMap<Way, Kept>,
): Promise<Partial<Record<Way, number>>> {
  const times = new Map<Way, number[]>([...kept.keys()].map((way) => [way, []]));
  for (let turn = -3; turn < TURNS; turn++) {
    for (const [way, { page }] of kept) {
      const taken = await page.evaluate(
        (count) => (globalThis as unknown as { turn(count: number): Promise<number> }).turn(count),
        network.times,
      );
      if (turn >= 0) times.get(way)?.push(taken);
    }
  }
  return Object.fromEntries([...times].map(([way, list]) => [way, rounded(median(list), 3)]));
}

/** Peak megabytes of the page's process above an empty page's, each way in a browser of its own. */
async function memory(url: string, network: Network, way: Way): Promise<number> {
  const browser = await launch();
  const page = await browser.newPage();
  const session = await browser.newBrowserCDPSession();
  const peak = async (): Promise<number> => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const pages = processInfo.filter(({ type }) => type === "renderer");
    const peaks = await Promise.all(
      pages.map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, "utf8");
        return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1]) / 1024;
      }),
    );
    return Math.max(...peaks);
  };
  await page.goto(url, { waitUntil: "networkidle" });
  const empty = await peak();
  await visit(page, address(url, way, network));
  await page.evaluate(() =>
    (globalThis as unknown as { turn(count: number): Promise<number> }).turn(3),
  );
  const full = await peak();
  await browser.close();
  return rounded(full - empty, 0);
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });

const versions = async (): Promise<Record<string, string>> => {
  const lock = JSON.parse(await readFile("bench/package.json", "utf8")) as {
    dependencies: Record<string, string>;
  };
  return lock.dependencies;
};

const load = rounded(loadavg()[0] ?? NaN, 1);
const root = await prepare();
const browser = await launch();
const server = await serve(root);
const found: Record<string, unknown> = {};
try {
  for (const network of NETWORKS) {
    const { kept, refused } = await open(browser, server.url, network);
    compare(network, kept);
    const ways = [...kept.keys()];
    const result: Record<string, unknown> = {
      code_bytes: Object.fromEntries([...kept].map(([way, { code }]) => [way, code])),
      refused,
      one_more_ms: await turns(network, kept),
    };
    for (const { page } of kept.values()) await page.context().close();
    for (const rate of network.rates) {
      const name = rate === undefined ? "first_ms" : "first_at_1_MB_per_s_ms";
      result[name] = await first(browser, root, network, ways, rate);
    }
    const peaks: Partial<Record<Way, number>> = {};
    for (const way of ways) peaks[way] = await memory(server.url, network, way);
    result["peak_MB"] = peaks;
    found[network.name] = result;
    console.log(network.name, result);
  }
} finally {
  await server.close();
  await browser.close();
  await rm(root, { recursive: true });
}
const report = {
  date: new Date().toISOString().slice(0, 10),
  hardware: `${cpus().length} cores, ${cpus()[0]?.model}`,
  browser: browser.version(),
  load_at_begin: load,
  versions: await versions(),
  export_seconds: JSON.parse(await readFile(join(networks, "networks.json"), "utf8")) as unknown,
  networks: found,
};
await writeFile(
  new URL("peers.json", import.meta.url),
  `${JSON.stringify(report, undefined, 1)}\n`,
);

/**
 * The service worker: pages that were visited, and their models, work without a network.
 *
 * Files whose names carry a hash are taken from the cache for ever. Pages, and whatever else has a
 * plain name, come from the network; what comes is kept with all else of the same version of the
 * site, and without a network everything is taken from one version. When a page of a new version
 * comes, all pages that are kept are fetched again, and the old version is thrown away only when
 * the new one is complete. Models are kept by runtime/file-cache.ts, by their digests.
 */
import { fetchCard } from "./runtime/card.ts";
import { modelFiles } from "./runtime/models/files.ts";
import { fetchChecked, cacheWritesDone, type Expected } from "./runtime/file-cache.ts";
import type { ToServiceWorker } from "./shell/offline.ts";

/** The part of a service worker's global scope used here; the `dom` library does not have it. */
interface Scope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}
interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface FromPage extends WaitingEvent {
  readonly data: ToServiceWorker;
  readonly ports: readonly MessagePort[];
}

const scope = globalThis as unknown as Scope;
const root = new URL(scope.registration.scope);
const ASSETS = "assets";
const VERSION_OF_PAGE = /<meta name="layerbylayer-version" content="(\w+)">/;
/** As esbuild, Material and the pipeline write it: `name-HASH.js`, `name.hash.min.js`. */
const HASHED = /[-.]([0-9a-f]{8,10}|[0-9A-Z]{8})\.[\w.]+$/;

const pagesOf = (version: string): Promise<Cache> => caches.open(`pages-${version}`);

scope.addEventListener("install", (event) => {
  (event as WaitingEvent).waitUntil(scope.skipWaiting());
});

scope.addEventListener("activate", (event) => {
  (event as WaitingEvent).waitUntil(scope.clients.claim());
});

scope.addEventListener("fetch", (received) => {
  const event = received as FetchEvent;
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(root.href)) return;
  if (url.href.startsWith(`${root.href}models/`)) return;
  if (HASHED.test(url.pathname)) event.respondWith(unchanging(request));
  else event.respondWith(newest(request, (work) => event.waitUntil(work)));
});

scope.addEventListener("message", (received) => {
  const event = received as FromPage;
  const { data, ports } = event;
  const work =
    data.kind === "visited" ? visited(data.version, data.page, data.files) : wanted(data);
  // A failure leaves what was kept; the next visit tries again.
  const done = work.then(
    () => true,
    () => false,
  );
  event.waitUntil(done.then((kept) => ports[0]?.postMessage(kept)));
});

/** A file whose name changes with what is in it. */
async function unchanging(request: Request | string): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone()).catch(() => {});
  return response;
}

/** A page, or another file with a plain name. */
async function newest(
  request: Request,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  try {
    const response = await fetch(request);
    if (response.ok && request.mode === "navigate") {
      waitUntil(keepPage(request.url, response.clone()).catch(() => {}));
    }
    return response;
  } catch (error) {
    const version = await currentVersion();
    const cache = version === undefined ? undefined : await pagesOf(version);
    const kept = await cache?.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept !== undefined) return kept;
    if (request.mode === "navigate") return notKept();
    throw error;
  }
}

function notKept(): Response {
  const html =
    '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    "<title>Offline</title><style>body{font:1.1rem/1.5 system-ui;max-width:34rem;margin:4rem auto;" +
    "padding:0 1rem;color-scheme:light dark}</style><h1>You are offline</h1><p>This page has not " +
    "been opened before on this device. Those that have been are here still: go back, and try " +
    "again when there is a network.</p>";
  const headers = { "content-type": "text/html; charset=utf-8" };
  return new Response(html, { status: 503, headers });
}

/**
 * Keeps a page with all else of its version, and returns that. A new version makes everything that
 * is kept be fetched again.
 */
async function keepPage(url: string, response: Response): Promise<string | undefined> {
  const version = VERSION_OF_PAGE.exec(await response.clone().text())?.[1];
  if (version === undefined || !response.ok) return undefined;
  await (await pagesOf(version)).put(withoutSearch(url), response);
  if ((await currentVersion()) === undefined) await setCurrent(version);
  // One after the other: two pages of a new version may come at once.
  moving = moving.then(() => moveTo(version)).catch(() => {});
  await moving;
  return version;
}

let moving: Promise<unknown> = Promise.resolve();

/** Fetches all that is kept of another version again, as this one, and forgets the other. */
async function moveTo(version: string): Promise<void> {
  const old = await currentVersion();
  if (old === undefined || old === version) return;
  const [from, to] = await Promise.all([pagesOf(old), pagesOf(version)]);
  for (const { url } of await from.keys()) {
    if ((await to.match(url)) !== undefined) continue;
    const response = await fetch(url, { cache: "no-cache" });
    // It is gone from the site.
    if (response.status === 404) continue;
    const found = VERSION_OF_PAGE.exec(await response.clone().text())?.[1];
    // Yet another version came meanwhile: its first page begins this anew.
    if (!response.ok || (found !== undefined && found !== version)) return;
    await to.put(url, response);
  }
  await setCurrent(version);
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-") && name !== `pages-${version}`) await caches.delete(name);
  }
  await dropUnused(version);
}

/** Throws away files with hashes that the new version of the site does not have. */
async function dropUnused(version: string): Promise<void> {
  const response = await fetch(new URL("assets/files.json", root), { cache: "no-cache" });
  if (!response.ok) return;
  const list = (await response.json()) as { version: string; files: string[] };
  if (list.version !== version) return;
  const used = new Set(list.files.map((file) => new URL(file, root).href));
  const cache = await caches.open(ASSETS);
  for (const request of await cache.keys()) {
    if (!used.has(request.url)) await cache.delete(request);
  }
}

/** A page has been opened, and it took these files. */
async function visited(version: string, page: string, files: readonly string[]): Promise<void> {
  const pages = await pagesOf(version);
  if ((await pages.match(page)) === undefined) {
    // What is there now may be newer than what was opened: then there is nothing to keep of that.
    if ((await keepPage(page, await fetch(page))) !== version) return;
  }
  for (const url of files) {
    if (!url.startsWith(root.href) || url.startsWith(`${root.href}models/`)) continue;
    if (HASHED.test(new URL(url).pathname)) await unchanging(url);
    else if ((await pages.match(url)) === undefined) {
      const response = await fetch(url);
      if (response.ok) await pages.put(url, response);
    }
  }
}

/** The reader has come near a demo: its model, and what runs it. */
async function wanted({ base, runtime }: ToServiceWorker & { kind: "wanted" }): Promise<void> {
  const card = await fetchCard(base);
  const { inputs = [] } = card.example ?? {};
  const files = [...modelFiles(card), ...inputs.map(({ file }) => file)];
  for (const file of files) {
    await fetchChecked(new URL(file, base), card.files[file] as Expected);
  }
  for (const file of runtime[card.kind])
    await unchanging(new URL(file, `${root.href}assets/`).href);
  await cacheWritesDone();
}

function withoutSearch(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** The version that is complete: what is taken without a network. */
async function currentVersion(): Promise<string | undefined> {
  const state = await caches.open("state");
  return (await state.match(new URL("version", root)))?.text();
}

async function setCurrent(version: string): Promise<void> {
  const state = await caches.open("state");
  await state.put(new URL("version", root), new Response(version));
}

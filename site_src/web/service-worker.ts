/**
 * The service worker: pages that were visited, and their models, work without a network.
 *
 * Files whose names carry a hash are taken from the cache for ever, once they have the digest that
 * was published. Pages, and whatever else has a plain name, come from the network; what comes is
 * kept with all else of the same version of the site, and without a network everything is taken from
 * one version. When a page of a new version comes, all that is kept is fetched again: pages, their
 * scripts, their models. The old version is thrown away only when the new one is complete. Models
 * are kept by runtime/file-cache.ts, by their digests.
 */
import { compiledOf, fetchCard } from "./runtime/card.ts";
import { modelFiles } from "./runtime/models/files.ts";
import { CACHE, fetchChecked, cacheWritesDone, type Expected } from "./runtime/file-cache.ts";
import {
  digestOf,
  fetchPublished,
  HASHED,
  keepChecked,
  pathOf,
  root,
} from "./service-worker/published.ts";
import { keepAssets, keepModels } from "./service-worker/successors.ts";
import type { ToServiceWorker } from "./shell/offline.ts";

/** The part of a service worker's global scope used here; the `dom` library does not have it. */
interface Scope extends EventTarget {
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
const ASSETS = "assets";
const VERSION_OF_PAGE = /<meta name="layerbylayer-version" content="(\w+)">/;
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
  if (url.href.startsWith(`${root.href}models/`)) {
    // Pages and the worker look after a model's files themselves; not after its script.
    if (url.pathname.endsWith(".mjs")) event.respondWith(scriptOfModel(request));
    return;
  }
  const waitUntil = (work: Promise<unknown>): void => event.waitUntil(work);
  event.respondWith((HASHED.test(url.pathname) ? unchanging : newest)(request, waitUntil));
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
  event.waitUntil(done.then((isDone) => ports[0]?.postMessage(isDone)));
});

/** A compiled network's script, whose address holds its digest. */
async function scriptOfModel(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const script = await cache.match(request);
  if (script === undefined) return fetch(request);
  // What was kept had no type.
  return new Response(await script.arrayBuffer(), {
    headers: { "content-type": "text/javascript" },
  });
}

/** A file whose name changes with what is in it. Nobody waits until it has been checked and is kept. */
async function unchanging(
  request: Request,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const cached = await cache.match(request);
  if (cached !== undefined) return cached;
  const response = await fetch(request);
  if (response.ok) waitUntil(keepChecked(request.url, cache, response.clone()).catch(() => {}));
  return response;
}

/** Keeps a file whose name changes with what is in it. Rejects where it is not what was published. */
async function keepUnchanging(url: string): Promise<void> {
  const cache = await caches.open(ASSETS);
  if ((await cache.match(url)) === undefined) await keepChecked(url, cache);
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
    } else if (response.ok) {
      waitUntil(keepPlain(request.url, response.clone()).catch(() => {}));
    }
    return response;
  } catch (error) {
    const version = await currentVersion();
    const cache = version === undefined ? undefined : await pagesOf(version);
    const cached = await cache?.match(request, { ignoreSearch: request.mode === "navigate" });
    if (cached !== undefined) return cached;
    if (request.mode === "navigate") return notKept();
    throw error;
  }
}

/** Keeps what a page has asked for without a hash, such as the index of the search. */
async function keepPlain(url: string, response: Response): Promise<void> {
  const version = await currentVersion();
  if (version === undefined || version !== (await fetchPublished()).version) return;
  if ((await digestOf(url)) !== undefined) await keepChecked(url, await pagesOf(version), response);
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
  const list = await fetchPublished();
  if (list.version !== version) return;
  const [from, to] = await Promise.all([pagesOf(old), pagesOf(version)]);
  for (const { url } of await from.keys()) {
    if ((await to.match(url)) !== undefined) continue;
    if ((pathOf(url) ?? "") in list.files) {
      await keepChecked(url, to);
      continue;
    }
    const response = await fetch(url, { cache: "no-cache" });
    // It is gone from the site.
    if (response.status === 404) continue;
    const itsVersion = VERSION_OF_PAGE.exec(await response.clone().text())?.[1];
    // Yet another version came meanwhile: its first page begins this anew.
    if (!response.ok || (itsVersion !== undefined && itsVersion !== version)) return;
    await to.put(url, response);
  }
  const [assets, models] = await Promise.all([caches.open(ASSETS), caches.open(CACHE)]);
  await keepAssets(list, assets, to);
  const wanted = await keepModels(list, models);
  await cacheWritesDone();
  await setCurrent(version);
  for (const name of await caches.keys()) {
    if (name.startsWith("pages-") && name !== `pages-${version}`) await caches.delete(name);
  }
  const used = new Set(Object.keys(list.files).map((file) => new URL(file, root).href));
  await dropOthers(assets, used);
  await dropOthers(models, wanted);
}

async function dropOthers(cache: Cache, wanted: ReadonlySet<string>): Promise<void> {
  for (const request of await cache.keys()) {
    if (!wanted.has(request.url)) await cache.delete(request);
  }
}

/** A page has been opened, and it took these files. */
async function visited(version: string, page: string, files: readonly string[]): Promise<void> {
  const begun = await caches.has(`pages-${version}`);
  if (!begun || (await (await pagesOf(version)).match(page)) === undefined) {
    // What is there now may be newer than what was opened: then there is nothing to keep of that.
    if ((await keepPage(page, await fetch(page))) !== version) return;
  }
  const pages = await pagesOf(version);
  const missing: string[] = [];
  for (const url of files) {
    if (!url.startsWith(root.href) || url.startsWith(`${root.href}models/`)) continue;
    if ((await digestOf(url)) === undefined) continue;
    try {
      if (HASHED.test(new URL(url).pathname)) await keepUnchanging(url);
      else if ((await pages.match(url)) === undefined) await keepChecked(url, pages);
    } catch {
      // One that came damaged keeps the others from nothing.
      missing.push(url);
    }
  }
  if (missing.length > 0) throw new Error(`${page} was kept without ${missing.join(", ")}`);
}

/** The reader has come near a demo: its model, and what runs it. */
async function wanted(message: ToServiceWorker & { kind: "wanted" }): Promise<void> {
  const { layers, runtime } = message;
  const base = layers ? message.base : compiledOf(message.base);
  const card = await fetchCard(base);
  const { inputs = [] } = card.example ?? {};
  const files = [...modelFiles(card), ...inputs.map(({ file }) => file)];
  for (const file of files) {
    await fetchChecked(new URL(file, base), card.files[file] as Expected);
  }
  for (const file of runtime[card.kind])
    await keepUnchanging(new URL(file, `${root.href}assets/`).href);
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

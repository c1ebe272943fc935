/** Tells the service worker what a visit to this page takes, so that it works without a network. */

import { USED } from "../events.ts";
import { pageVersion } from "../site.ts";

/** From a page to the service worker. */
export type ToServiceWorker =
  | {
      readonly kind: "visited";
      /** Of the site, as the page says it. */
      readonly version: string;
      readonly page: string;
      /** Addresses of all files that it has loaded. */
      readonly files: readonly string[];
    }
  | {
      readonly kind: "wanted";
      /** Folder of a model. */
      readonly base: string;
      /** Whether it is looked into: then the compiled network will not do. */
      readonly layers: boolean;
      /** Names of the files that run it, by the model's format. */
      readonly runtime: typeof LBL_RUNTIME_FILES;
    };

/** What browsers of the Chromium family say of the connection. */
interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Milliseconds after which a reader who has not scrolled is taken to stay. */
const STAY = 6000;
/** Milliseconds that a page then has for itself before its demos are fetched for later. */
const GRACE = 3000;

/** Addresses of files that demos use without the page's knowing. */
const used = new Set<string>();

/**
 * Keeps this page for later, once its reader scrolls or stays. When a demo comes near the window, its model and what runs it are
 * fetched in the background, too; not where the reader saves data or the network is slow.
 *
 * `data-offline` of the page's element tells what is kept: "page", then "demos".
 */
export async function keepForLater(): Promise<void> {
  const version = pageVersion();
  // Only a built site has a version; HTTPS or localhost is needed for the rest.
  if (version === undefined || !("serviceWorker" in navigator)) return;
  let keepUsed = (): void => {};
  addEventListener(USED, (event) => {
    for (const file of (event as CustomEvent<readonly string[]>).detail) used.add(file);
    keepUsed();
  });
  await loaded();
  await stays();
  await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url));
  const { active } = await navigator.serviceWorker.ready;
  if (active === null) return;
  const { pathname, origin } = location;
  const keepPage = (): Promise<boolean> =>
    tell(active, {
      kind: "visited",
      version,
      page: origin + pathname,
      files: [...performance.getEntriesByType("resource").map(({ name }) => name), ...used],
    });
  if (!(await keepPage())) return;
  tellHow("page");
  // What is used is kept, whatever the connection: it has been fetched already.
  keepUsed = () => void keepPage().then((isKept) => isKept && tellHow("demos"));
  if (used.size > 0) keepUsed();
  const { connection } = navigator as Navigator & { connection?: Connection };
  if (connection?.saveData === true || /2g/.test(connection?.effectiveType ?? "")) return;
  await new Promise((resolve) => setTimeout(resolve, GRACE));
  // The code of the demos comes later than the page itself.
  await keepPage();
  keepDemos(active);
}

function keepDemos(active: ServiceWorker): void {
  const demos = [...document.querySelectorAll<HTMLElement>("[model]")];
  let queue = Promise.resolve();
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearness.unobserve(target);
        const name = target.getAttribute("model") ?? "";
        const wanted = {
          kind: "wanted",
          base: new URL(`../models/${name}/`, import.meta.url).href,
          layers: ["fool-it", "look-inside"].includes(target.localName),
          runtime: LBL_RUNTIME_FILES,
        } as const;
        // One after the other: the page itself may need the network.
        queue = queue.then(async () => {
          if (await tell(active, wanted)) tellHow("demos");
        });
      }
    },
    { rootMargin: "400px" },
  );
  for (const demo of demos) nearness.observe(demo);
}

function tellHow(much: "page" | "demos"): void {
  document.documentElement.dataset["offline"] = much;
}

/** Whether it could be done. */
function tell(active: ServiceWorker, message: ToServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    active.postMessage(message, [port2]);
  });
}

/** Whoever leaves at once need not pay for what would come later. */
function stays(): Promise<void> {
  return new Promise((resolve) => {
    addEventListener("scroll", () => resolve(), { once: true, passive: true });
    setTimeout(resolve, STAY);
  });
}

function loaded(): Promise<void> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", () => resolve(), { once: true }));
}

/** Tells the service worker what a visit to this page takes, so that it works without a network. */

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
      /** Names of the files that run it, by the model's format. */
      readonly runtime: Readonly<Record<"layers-model" | "graph-model", readonly string[]>>;
    };

/** What browsers of the Chromium family say of the connection. */
interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Milliseconds that a page has for itself before anything is fetched for later. */
const GRACE = 3000;

/**
 * Keeps this page for later. When a demo comes near the window, its model and what runs it are
 * fetched in the background, too; not where the reader saves data or the network is slow.
 *
 * `data-offline` of the page's element tells what is kept: "page", then "demos".
 */
export async function keepForLater(): Promise<void> {
  const version = document.querySelector<HTMLMetaElement>('meta[name="layerbylayer-version"]');
  // Only a built site has a version; HTTPS or localhost is needed for the rest.
  if (version === null || !("serviceWorker" in navigator)) return;
  await loaded();
  await navigator.serviceWorker.register(new URL("../sw.js", import.meta.url));
  const { active } = await navigator.serviceWorker.ready;
  if (active === null) return;
  const { pathname, origin } = location;
  const keepPage = (): Promise<boolean> =>
    tell(active, {
      kind: "visited",
      version: version.content,
      page: origin + pathname,
      files: performance.getEntriesByType("resource").map(({ name }) => name),
    });
  if (!(await keepPage())) return;
  document.documentElement.dataset["offline"] = "page";
  const { connection } = navigator as Navigator & { connection?: Connection };
  if (connection?.saveData === true || /2g/.test(connection?.effectiveType ?? "")) return;
  await new Promise((resolve) => setTimeout(resolve, GRACE));
  // The code of the demos comes later than the page itself.
  await keepPage();
  keepDemos(active);
}

function keepDemos(active: ServiceWorker): void {
  const demos = [...document.querySelectorAll<HTMLElement>("[model]")];
  let left = Promise.resolve();
  const nearness = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        nearness.unobserve(target);
        const name = target.getAttribute("model") ?? "";
        const base = new URL(`../models/${name}/`, import.meta.url).href;
        // One after the other: the page itself may need the network.
        left = left.then(async () => {
          const kept = await tell(active, { kind: "wanted", base, runtime: LBL_RUNTIME_FILES });
          if (kept) document.documentElement.dataset["offline"] = "demos";
        });
      }
    },
    { rootMargin: "400px" },
  );
  for (const demo of demos) nearness.observe(demo);
}

/** Whether it could be done. */
function tell(active: ServiceWorker, message: ToServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    active.postMessage(message, [port2]);
  });
}

function loaded(): Promise<void> {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((resolve) => addEventListener("load", () => resolve(), { once: true }));
}

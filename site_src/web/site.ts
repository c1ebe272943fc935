/** Where things are on the site, and whether it is still the site that a page was opened from. */

/**
 * Address of an exported model's folder, ending in a slash. Scripts lie in <root>/assets/, models in
 * <root>/models/: so the site works under any path.
 */
export function modelUrl(name: string): string {
  return siteUrl(`models/${name}/`);
}

/** Address of a file or folder of the site, from its root. */
export function siteUrl(path: string): string {
  return new URL(`../${path}`, import.meta.url).href;
}

/** The version of the site that this page is of; undefined where no site was built. */
export function pageVersion(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="layerbylayer-version"]')?.content;
}

/** Milliseconds after which a server has not said which version it has. */
const PATIENCE = 5000;

/**
 * Tries again what has failed. Where another version was published since this page was opened, the
 * scripts and models that it names are gone: then the page itself is opened again.
 */
export async function retry(again: () => unknown): Promise<void> {
  if (await isReplaced()) location.reload();
  else again();
}

async function isReplaced(): Promise<boolean> {
  const version = pageVersion();
  if (version === undefined) return false;
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(siteUrl("assets/files.json"), { cache: "no-cache", signal });
    return ((await response.json()) as { version: string }).version !== version;
  } catch {
    return false;
  }
}

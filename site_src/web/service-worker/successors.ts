/** What takes the place of the kept files in a new version of the site. */
import { fetchChecked, keyOf } from "../runtime/file-cache.ts";
import { HASHED, keepChecked, pathOf, root, type Published } from "./published.ts";

/** Parts that several scripts share: their names say nothing, so they are found by who imports them. */
const SHARED = "assets/chunk.js";
/** What a script needs before it runs, as esbuild writes it; what it imports later is not among it. */
const IMPORTED = /(?:from|import)\s*"\.\/([^"]+\.js)"/g;
const EMBEDDED = /<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]+)"/g;

/** Name of a file, whatever is in it: its path without the hash. */
const stem = (path: string): string => path.replace(HASHED, "$1");

/** The paths of a list whose files have the names of these, with whatever hash. */
export function successors(paths: Iterable<string>, list: Published): string[] {
  const stems = new Set([...paths].map(stem));
  stems.delete(SHARED);
  return Object.keys(list.files).filter((path) => stems.has(stem(path)));
}

/**
 * Keeps the scripts, styles and pictures of a version that take the place of the kept ones or that
 * its `pages` name, and all scripts that these need. Rejects where one of them cannot be had.
 */
export async function keepAssets(list: Published, assets: Cache, pages: Cache): Promise<void> {
  const requests = await assets.keys();
  const paths = new Set(
    successors(
      requests.map(({ url }) => pathOf(url) ?? ""),
      list,
    ),
  );
  for (const { url } of await pages.keys()) {
    const html = await (await pages.match(url))?.text();
    for (const [, address = ""] of (html ?? "").matchAll(EMBEDDED)) {
      const path = pathOf(new URL(address, url).href);
      if (path !== undefined && HASHED.test(path) && path in list.files) paths.add(path);
    }
  }
  for (const path of paths) {
    const url = new URL(path, root).href;
    const response = (await assets.match(url)) ?? (await keepChecked(url, assets));
    if (!path.endsWith(".js")) continue;
    for (const [, name = ""] of (await response.text()).matchAll(IMPORTED)) {
      const needed = pathOf(new URL(name, url).href);
      if (needed !== undefined) paths.add(needed);
    }
  }
}

/** Keeps the models' files of a version that take the place of the kept ones. Returns their keys. */
export async function keepModels(list: Published, models: Cache): Promise<ReadonlySet<string>> {
  const requests = await models.keys();
  const keys = new Set<string>();
  for (const path of successors(
    requests.map(({ url }) => pathOf(url) ?? ""),
    list,
  )) {
    const [url, sha256 = ""] = [new URL(path, root), list.files[path]];
    await fetchChecked(url, { sha256 });
    keys.add(keyOf(url, { sha256 }).href);
  }
  return keys;
}

/** Where things are on the site. */

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

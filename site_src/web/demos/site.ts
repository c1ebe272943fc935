/** Where things are on the site. */

/**
 * Address of an exported model's folder, ending in a slash. Scripts lie in <root>/assets/, models in
 * <root>/models/: so the site works under any path.
 */
export function modelBase(name: string): string {
  return new URL(`../models/${name}/`, import.meta.url).href;
}

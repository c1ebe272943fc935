/** The site's first address, ending in a slash: scripts lie in <root>/assets/. */
export const root = new URL("../", import.meta.url).href;

/** A page's address below the root ("tutorials/digits/"), or undefined outside of the site. */
export function place(address: string): string | undefined {
  const page = address.replace(/[?#].*$/, "").replace(/index\.html$/, "");
  return page.startsWith(root) ? page.slice(root.length) : undefined;
}

/** Puts right what Material leaves without a name, or out of reach of the keys. */

/**
 * The tools that Material adds to a block of code are a landmark each, and all have the same name.
 */
export function nameCodeTools(): void {
  for (const tools of document.querySelectorAll("nav.md-code__nav:not([aria-label])")) {
    const blocks = [...document.querySelectorAll("pre:has(> code)")];
    tools.ariaLabel = `Tools for code ${blocks.indexOf(tools.closest("pre") as Element) + 1}`;
  }
}

const tables = new WeakSet<Element>();
const width = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    (target as HTMLElement).tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
  }
});

/** A table that is wider than the page is scrolled by keys, once it can have the focus. */
export function reachTables(): void {
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (tables.has(wrap)) continue;
    tables.add(wrap);
    width.observe(wrap);
  }
}

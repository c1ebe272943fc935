/** Puts right what Material leaves without a name. */

/**
 * The tools that Material adds to a block of code are a landmark each, and all have the same name.
 */
export function nameCodeTools(): void {
  for (const tools of document.querySelectorAll("nav.md-code__nav:not([aria-label])")) {
    const blocks = [...document.querySelectorAll("pre:has(> code)")];
    tools.ariaLabel = `Tools for code ${blocks.indexOf(tools.closest("pre") as Element) + 1}`;
  }
}

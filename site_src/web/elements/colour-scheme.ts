/** Tells when the page changes between light and dark: canvases do not follow on their own. */

const attribute = "data-md-color-scheme";

/** Calls `changed` after each change, until the returned function is called. */
export function onSchemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [attribute] });
  observer.observe(document.body, { attributeFilter: [attribute] });
  return () => observer.disconnect();
}

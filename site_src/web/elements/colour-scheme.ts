/** Tells when the page's colours change: canvases do not follow on their own. */

const attribute = "data-md-color-scheme";
/** The system's own colours replace those of the page: styles/tokens.css. */
const system = ["(forced-colors: active)", "(prefers-color-scheme: dark)"];

/** Calls `changed` after each change, until the returned function is called. */
export function onSchemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [attribute] });
  observer.observe(document.body, { attributeFilter: [attribute] });
  const queries = system.map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener("change", changed);
  };
}

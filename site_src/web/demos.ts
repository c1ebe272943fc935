/**
 * The one script that a page names. It brings the code of an element only to a page that has one.
 */
import { pageElements, startPages } from "./pages/pages.ts";

const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  "draw-and-classify": () => import("./demos/draw-and-classify.ts"),
  "make-a-guess": () => import("./demos/make-a-guess.ts"),
  "train-here": () => import("./demos/train-here.ts"),
  "try-it": () => import("./demos/try-it.ts"),
  ...pageElements,
};

const missing = new Set(Object.keys(elements));

function bringElements(): void {
  for (const tag of missing) {
    if (document.querySelector(tag) === null) continue;
    missing.delete(tag);
    // Without its code the element stays what it is without JavaScript: a sentence.
    elements[tag]?.().catch(() => missing.add(tag));
  }
  if (missing.size === 0) observer.disconnect();
}

// Material can replace the page without loading it anew.
const observer = new MutationObserver(bringElements);
observer.observe(document.documentElement, { childList: true, subtree: true });
bringElements();
startPages();

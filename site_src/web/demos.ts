/**
 * The one script that a page names. It brings the code of an element only to a page that has one.
 */
import { keepForLater } from "./offline.ts";
import { pageElements, startPages } from "./pages/pages.ts";
import { nameCodeTools } from "./theme.ts";

const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  "check-parity": () => import("./demos/check-parity.ts"),
  "classify-photo": () => import("./demos/classify-photo.ts"),
  "draw-and-classify": () => import("./demos/draw-and-classify.ts"),
  "how-coarse": () => import("./demos/how-coarse.ts"),
  "look-inside": () => import("./demos/look-inside.ts"),
  "make-a-guess": () => import("./demos/make-a-guess.ts"),
  "teach-me": () => import("./demos/teach-me.ts"),
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
}

function changed(): void {
  bringElements();
  nameCodeTools();
}

// Material adds to a page after it has loaded.
new MutationObserver(changed).observe(document.documentElement, { childList: true, subtree: true });
changed();
startPages();

// Without it the page works as long as there is a network.
keepForLater().catch(() => {});

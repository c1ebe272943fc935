/**
 * The one script that a page names. It brings the code of a demo only when the reader comes near it:
 * until then the element is what it is without JavaScript, a sentence, in a frame as tall as the
 * demo will be (styles/demos.css).
 */
import { WANTED } from "./events.ts";
import { demos, pageElements, type Codes } from "./registry.ts";
import { guardInactive } from "./shell/inactive.ts";
import { keepForLater } from "./shell/offline.ts";
import { startPages } from "./shell/shell.ts";
import { nameCodeTools, reachTables } from "./shell/theme.ts";

const codes: Codes = { ...demos, ...pageElements };
const brought = new Set<string>();

function bring(tag: string): void {
  if (brought.has(tag)) return;
  brought.add(tag);
  codes[tag]?.().catch(() => document.querySelectorAll(tag).forEach(tellLost));
}

/** Without its code the element is a sentence for readers without JavaScript, which is not what failed. */
function tellLost(demo: Element): void {
  // A phrase of the text stays one.
  if (demo.localName === "try-it") return;
  const again = document.createElement("button");
  again.className = "md-button";
  again.textContent = "Retry";
  // The site may have changed since the page was opened: only a new page knows the names of today.
  again.onclick = () => location.reload();
  demo.role = "alert";
  demo.replaceChildren("This could not be loaded. ", again);
}

const nearness = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      nearness.unobserve(target);
      bring(target.localName);
    }
  },
  { rootMargin: "250px" },
);
const observed = new WeakSet<Element>();

/** Elements of the page itself are small, and come at once. */
function lookForElements(): void {
  for (const tag of Object.keys(pageElements)) {
    if (document.querySelector(tag) !== null) bring(tag);
  }
  for (const demo of document.querySelectorAll(Object.keys(demos).join())) {
    if (observed.has(demo)) continue;
    observed.add(demo);
    nearness.observe(demo);
  }
}

function changed(): void {
  lookForElements();
  nameCodeTools();
  reachTables();
}

// Material adds to a page after it has loaded.
new MutationObserver(changed).observe(document.documentElement, { childList: true, subtree: true });
changed();
guardInactive();
startPages();
// Until this is set the page takes its scripts for lost (site_src/theme/main.html).
document.documentElement.dataset["scripts"] = "running";

// A phrase sets the state of a demo that is far away.
addEventListener(WANTED, ({ target }) => bring((target as Element).localName));

// Whoever goes by keys goes from one control to the next, however far apart they are: all of a
// page's demos have theirs before the second step.
addEventListener("keydown", ({ key }) => {
  if (key !== "Tab") return;
  for (const tag of Object.keys(demos)) if (document.querySelector(tag) !== null) bring(tag);
});

// Without it the page works as long as there is a network.
keepForLater().catch(() => {});

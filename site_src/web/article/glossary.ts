/** A word that leads to the glossary opens its two sentences, and its picture, where one reads. */
import text from "./glossary.css";
import { addStyles } from "./styles.ts";

addStyles(text);

let page: Promise<Document> | undefined;

/** Opens an entry of the glossary beside the link that leads to it. */
export async function openTerm(link: HTMLAnchorElement, term: string): Promise<void> {
  const address = link.href.replace(/#.*/, "");
  page ??= fetch(address).then(async (response) => {
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  });
  const heading = (
    await page.catch((error: unknown) => {
      page = undefined;
      throw error;
    })
  ).getElementById(term);
  if (heading === null) throw new Error(`the glossary has no ${term}`);
  const card = document.createElement("div");
  card.className = "lbl-term md-typeset";
  card.popover = "auto";
  card.tabIndex = -1;
  const title = document.createElement("strong");
  title.textContent = heading.firstChild?.textContent ?? term;
  card.append(title);
  for (let part = heading.nextElementSibling; part !== null; part = part.nextElementSibling) {
    if (/^H\d$/.test(part.tagName)) break;
    const copy = document.importNode(part, true);
    // What leads from the glossary leads there from here, too.
    for (const inner of copy.querySelectorAll<HTMLAnchorElement>("a[href]")) {
      inner.href = new URL(inner.getAttribute("href") ?? "", address).href;
    }
    card.append(copy);
  }
  const more = document.createElement("a");
  more.href = link.href;
  more.textContent = "The glossary";
  card.append(more);
  // Next to the word in the order of the page, so that the keys come to its links.
  link.after(card);
  card.addEventListener("toggle", ({ newState }) => {
    if (newState === "closed") card.remove();
  });
  card.showPopover();
  const { left, bottom, top } = link.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const below = bottom + 8 + offsetHeight < innerHeight;
  card.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
  card.style.top = `${below ? bottom + 8 : Math.max(8, top - 8 - offsetHeight)}px`;
  card.focus({ preventScroll: true });
}

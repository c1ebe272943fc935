/** Ticks at pages that are done, recall questions for a reader who comes back, the place to go on. */
import { place } from "./root.ts";
import { follow, load, save, today } from "./progress.ts";

/** Chapters and tutorials: pages that one leaves in the middle. */
const READ = /^(tutorials|guide|teach)\/.+/;

export function showMarks(): void {
  follow(() => {
    const { done } = load();
    for (const element of document.querySelectorAll<HTMLElement>("[data-page]")) {
      const day = done[element.dataset["page"] ?? ""];
      element.toggleAttribute("data-done", day !== undefined);
      element.title = day === undefined ? "" : `Done on ${day}`;
    }
  });
}

export function rememberPlace(): void {
  const here = place(location.href);
  if (here === undefined || !READ.test(here)) return;
  const before = load();
  const name = here.replace(/^tutorials\//, "").replace(/\/$/, "");
  const first = before.seen[here];
  const back = before.done[name] !== undefined || (first !== undefined && first !== today());
  const recall = document.querySelector<HTMLDetailsElement>("details.lbl-recall");
  if (recall !== null && back) recall.open = true;
  if (first === undefined) save({ ...before, seen: { ...before.seen, [here]: today() } });

  window.addEventListener("pagehide", () => {
    const title = document.querySelector("h1")?.firstChild?.textContent?.trim() ?? document.title;
    const headings = [...document.querySelectorAll<HTMLElement>("article h2[id]")];
    const above = headings.filter((h) => h.getBoundingClientRect().top < window.innerHeight / 2);
    const heading = above.at(-1)?.id;
    save({ ...load(), last: { place: here, title, ...(heading ? { heading } : {}) } });
  });
}

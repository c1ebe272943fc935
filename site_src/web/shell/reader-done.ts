/** The button at the end of a page: done, on which day, and back again. */
import { follow, load, marked, save, today } from "./progress.ts";

class ReaderDone extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    const page = this.getAttribute("page") ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", () => {
      const progress = load();
      save(marked(progress, page, progress.done[page] === undefined ? today() : undefined));
    });
    this.replaceChildren(button);
    this.#stop = follow(() => {
      const day = load().done[page];
      button.setAttribute("aria-pressed", String(day !== undefined));
      button.textContent = day === undefined ? "Mark as done" : `Done on ${day}`;
    });
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }
}

customElements.define("reader-done", ReaderDone);

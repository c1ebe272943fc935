/**
 * What this browser remembers of its reader: where to go on, what is done; to take along or delete.
 * With the attribute `compact`, only where to go on.
 */
import { root } from "./root.ts";
import { follow, joined, load, parsed, save } from "./progress.ts";

class ReaderProgress extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    this.#stop = follow(() => {
      const rows = [this.#onwards()];
      if (!this.hasAttribute("compact")) rows.push(this.#done(), this.#tools());
      this.replaceChildren(...rows.filter((row) => row !== undefined));
      this.hidden = this.childElementCount === 0;
    });
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  #onwards(): HTMLElement | undefined {
    const last = load().last;
    if (last === undefined) return undefined;
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = `${root}${last.place}${last.heading ? `#${last.heading}` : ""}`;
    link.textContent = last.title;
    line.append("Go on where you left: ", link);
    return line;
  }

  #done(): HTMLElement {
    const { done, exercises = {} } = load();
    const days = Object.entries(done);
    const solved = Object.keys(exercises).length;
    const line = document.createElement("p");
    const pages = days.length === 1 ? "1 page" : `${days.length} pages`;
    line.textContent = days.length === 0 ? "Nothing is marked as done yet." : `${pages} done.`;
    if (solved > 0)
      line.append(solved === 1 ? " 1 exercise solved." : ` ${solved} exercises solved.`);
    return line;
  }

  #tools(): HTMLElement {
    const row = document.createElement("p");
    row.className = "lbl-tools";
    row.append(
      tool("Take it along as a file", () => this.#export()),
      tool("Bring a file back", () => this.#import()),
      tool("Delete everything", () => {
        if (confirm("Delete all marks that this browser keeps?")) save(undefined);
      }),
    );
    return row;
  }

  #export(): void {
    const file = new Blob([JSON.stringify(load(), null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "layer-by-layer-progress.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  #import(): void {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "application/json";
    input.addEventListener("change", async () => {
      const text = await input.files?.[0]?.text();
      if (text !== undefined) save(joined(load(), parsed(text)));
    });
    input.click();
  }
}

function tool(text: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", run);
  return button;
}

customElements.define("reader-progress", ReaderProgress);

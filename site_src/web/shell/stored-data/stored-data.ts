/** `<stored-data>`: what this browser keeps for its reader, to be looked at and deleted. */
import { storedItems, type StoredItem } from "./stored-items.ts";
import text from "./stored-data.css";

/** Only the page that has the element needs its styles. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(text);
document.adoptedStyleSheets.push(sheet);

class StoredData extends HTMLElement {
  readonly #rows = document.createElement("tbody");
  readonly #all = document.createElement("button");
  readonly #table = document.createElement("table");
  readonly #status = document.createElement("p");

  connectedCallback(): void {
    const head = document.createElement("thead");
    // Where it is shown as a list, browsers would no longer take it for a table.
    this.#table.setAttribute("role", "table");
    for (const group of [head, this.#rows]) group.setAttribute("role", "rowgroup");
    head.append(row("th", ["What", "What for", "Size", ""]));
    this.#table.replaceChildren(head, this.#rows);
    this.#status.setAttribute("role", "status");
    this.#status.tabIndex = -1;
    this.#all.type = "button";
    this.#all.textContent = "Delete everything";
    this.#all.addEventListener("click", () => {
      if (confirm("Delete everything that this browser keeps for the site?")) {
        void this.#remove("Everything");
      }
    });
    this.replaceChildren(this.#status, this.#table, this.#all);
    void this.#show();
  }

  async #show(message = ""): Promise<void> {
    const items = await storedItems();
    this.#rows.replaceChildren(...items.map((item) => this.#row(item)));
    this.#table.hidden = this.#all.hidden = items.length === 0;
    const total = items.reduce((sum, { bytes }) => sum + bytes, 0);
    const summary =
      items.length === 0
        ? "This browser keeps nothing for the site."
        : `This browser keeps ${size(total)} for the site.`;
    this.#status.textContent = [message, summary].filter(Boolean).join(" ");
  }

  #row(item: StoredItem): HTMLTableRowElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Delete";
    button.setAttribute("aria-label", `Delete: ${item.name}`);
    button.addEventListener("click", () => void this.#remove(item.name));
    const line = row("td", [item.name, item.purpose, size(item.bytes), button]);
    const name = document.createElement("th");
    name.scope = "row";
    name.setAttribute("role", "rowheader");
    name.textContent = item.name;
    line.firstElementChild?.replaceWith(name);
    return line;
  }

  /** Deletes the item of this name, or everything; by name, since sizes may have changed meanwhile. */
  async #remove(name: string): Promise<void> {
    const everything = name === "Everything";
    for (const item of await storedItems()) {
      if (everything || item.name === name) await item.remove();
    }
    await this.#show(`${name} has been deleted.`);
    // The button that had the focus is gone.
    this.#status.focus();
  }
}

function row(tag: "td" | "th", cells: readonly (string | Node)[]): HTMLTableRowElement {
  const line = document.createElement("tr");
  line.setAttribute("role", "row");
  for (const content of cells) {
    const cell = document.createElement(content === "" ? "td" : tag);
    if (cell.localName === "th") cell.scope = "col";
    cell.setAttribute("role", cell.localName === "th" ? "columnheader" : "cell");
    cell.append(content);
    line.append(cell);
  }
  return line;
}

/** "1.2 MB", "34 KB", "120 bytes". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, "KB"] : [bytes / 1_000_000, "MB"];
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
}

customElements.define("stored-data", StoredData);

/** Search and filters above the catalogue. The list is in the page; this hides what does not fit. */
import { FACETS, fits, fromAddress, plain, toAddress } from "./catalogue-query.ts";
import type { Facet, Query, Resource } from "./catalogue-query.ts";

const ALL: Readonly<Record<Facet, string>> = {
  topic: "Every topic",
  kind: "Every kind",
  level: "Every level",
  cost: "Free or paid",
  state: "Every state",
};
const WORDS: Readonly<Record<string, string>> = {
  "1": "a first step",
  "2": "some practice",
  "3": "a challenge",
  partly: "partly free",
};

interface Row {
  readonly element: HTMLElement;
  readonly resource: Resource;
}

class ResourceFilter extends HTMLElement {
  readonly #words = document.createElement("input");
  readonly #selects = new Map<Facet, HTMLSelectElement>();
  readonly #count = document.createElement("p");
  #rows: readonly Row[] = [];

  connectedCallback(): void {
    this.#rows = [...document.querySelectorAll<HTMLElement>(".lbl-resources > li")].map(read);
    const form = document.createElement("form");
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Resources");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.#ask());
    this.#words.type = "search";
    this.#words.placeholder = "Title, author, or what it is good for";
    this.#words.setAttribute("aria-label", "Search in the resources");
    form.append(this.#words, ...FACETS.map((facet) => this.#select(facet)), this.#clear());
    this.#count.setAttribute("role", "status");
    this.replaceChildren(form, this.#count);
    this.#show(fromAddress(location.search));
    window.addEventListener("popstate", () => this.#show(fromAddress(location.search)));
  }

  #select(facet: Facet): HTMLSelectElement {
    const values = new Set(
      this.#rows.flatMap(({ resource }) =>
        facet === "topic" ? resource.topics : [resource.facts[facet]],
      ),
    );
    const select = document.createElement("select");
    select.setAttribute("aria-label", facet);
    select.append(new Option(ALL[facet], ""));
    for (const value of [...values].sort()) select.append(new Option(WORDS[value] ?? value, value));
    this.#selects.set(facet, select);
    return select;
  }

  #clear(): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Clear";
    button.addEventListener("click", () => {
      this.#show({ words: "", chosen: {} });
      history.replaceState(history.state, "", location.pathname);
    });
    return button;
  }

  #ask(): void {
    const chosen: Partial<Record<Facet, string>> = {};
    for (const [facet, select] of this.#selects) if (select.value) chosen[facet] = select.value;
    const query = { words: this.#words.value, chosen };
    const address = `${location.pathname}${toAddress(query, location.search)}`;
    history.replaceState(history.state, "", address);
    this.#apply(query);
  }

  #show(query: Query): void {
    this.#words.value = query.words;
    for (const [facet, select] of this.#selects) select.value = query.chosen[facet] ?? "";
    this.#apply(query);
  }

  #apply(query: Query): void {
    let matches = 0;
    for (const { element, resource } of this.#rows) {
      element.hidden = !fits(resource, query);
      if (!element.hidden) matches += 1;
    }
    for (const list of document.querySelectorAll<HTMLElement>(".lbl-resources")) {
      const empty = list.querySelector("li:not([hidden])") === null;
      list.hidden = empty;
      const heading = list.previousElementSibling;
      if (heading instanceof HTMLElement) heading.hidden = empty;
    }
    const all = this.#rows.length;
    this.#count.textContent =
      matches === 0
        ? "Nothing fits. Ask for less."
        : matches === all
          ? `${all} resources`
          : `${matches} of ${all} resources`;
  }
}

function read(element: HTMLElement): Row {
  const { kind = "", level = "", cost = "", state = "", topics = "" } = element.dataset;
  return {
    element,
    resource: {
      text: plain(`${element.textContent} ${topics}`),
      topics: topics.split(" "),
      facts: { kind, level, cost, state },
    },
  };
}

customElements.define("resource-filter", ResourceFilter);

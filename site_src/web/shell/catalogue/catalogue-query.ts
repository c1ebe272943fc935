/** Which resources a reader asks for: from the address and back, and what fits. */

export const FACETS = ["topic", "kind", "level", "cost", "state"] as const;
export type Facet = (typeof FACETS)[number];

export interface Query {
  readonly words: string;
  readonly chosen: Readonly<Partial<Record<Facet, string>>>;
}

export interface Resource {
  readonly text: string;
  readonly topics: readonly string[];
  readonly facts: Readonly<Record<Exclude<Facet, "topic">, string>>;
}

/** Lower case, without accents: Bååth is found as baath. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ł/g, "l")
    .replace(/ø/g, "o");
}

export function fromAddress(search: string): Query {
  const parameters = new URLSearchParams(search);
  const chosen: Partial<Record<Facet, string>> = {};
  for (const facet of FACETS) {
    const value = parameters.get(facet);
    if (value) chosen[facet] = value;
  }
  return { words: parameters.get("find") ?? "", chosen };
}

/** (`q` is the parameter of the search in the header.) "?find=…&kind=…", or nothing when nothing is asked. Other parameters stay. */
export function toAddress(query: Query, search = ""): string {
  const parameters = new URLSearchParams(search);
  for (const name of ["find", ...FACETS]) parameters.delete(name);
  if (query.words.trim()) parameters.set("find", query.words.trim());
  for (const facet of FACETS) {
    const value = query.chosen[facet];
    if (value) parameters.set(facet, value);
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/** All words occur somewhere, and every chosen fact is so. `resource.text` is plain already. */
export function fits(resource: Resource, query: Query): boolean {
  const words = plain(query.words).split(/\s+/).filter(Boolean);
  return (
    words.every((word) => resource.text.includes(word)) &&
    FACETS.every((facet) => {
      const value = query.chosen[facet];
      if (!value) return true;
      return facet === "topic" ? resource.topics.includes(value) : resource.facts[facet] === value;
    })
  );
}

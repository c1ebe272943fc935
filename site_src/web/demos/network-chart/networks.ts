/** Networks as numbers: read from a text, compared, and said in words. */
import { short } from "../../drawing/axes.ts";

/** What is known of a network. */
export const measures = {
  parameters: "million parameters",
  work: "billion multiply-adds",
  depth: "layers deep",
  memory: "MB between the layers",
  right: "% right (top-1, published)",
} as const;

export type Measure = keyof typeof measures;

export interface Network extends Readonly<Record<Exclude<Measure, "right">, number>> {
  readonly name: string;
  /** Null where nobody has published it. */
  readonly right: number | null;
  /** Who has published it. */
  readonly source: string;
  /** Whose drawing of the network it is. */
  readonly kind: string;
}

/** Bubbles may be as large as one of these, or all alike. */
export const sizes = ["parameters", "work", "depth", "memory", "none"] as const;
export type Size = (typeof sizes)[number];

export const isMeasure = (text: string): text is Measure => Object.hasOwn(measures, text);
export const isSize = (text: string): text is Size => (sizes as readonly string[]).includes(text);

/** Whether the numbers differ by factors, and not by amounts. */
export const isLog = (measure: Measure): boolean => measure !== "right";

/** Reads "VGG16 138357544 15470264320 16 60.4 71.3 keras.io Keras; …"; leaves out what isn't so written. */
export function readNetworks(text: string): Network[] {
  return text.split(";").flatMap((row) => {
    const [name = "", ...rest] = row.trim().split(/\s+/);
    const [parameters = NaN, work = NaN, depth = NaN, memory = NaN] = rest.slice(0, 4).map(Number);
    if (name === "" || [parameters, work, depth, memory].some((value) => !(value > 0))) return [];
    const right = Number(rest[4]);
    const [source = "", ...kind] = rest.slice(5);
    return [
      {
        name,
        parameters: parameters / 1e6,
        work: work / 1e9,
        depth,
        memory,
        right: right > 0 ? right : null,
        source,
        kind: kind.join(" "),
      },
    ];
  });
}

/** The networks that have both numbers. */
export function shownOf(networks: readonly Network[], x: Measure, y: Measure): Network[] {
  return networks.filter((network) => network[x] !== null && network[y] !== null);
}

/** What networks of one family are called: EfficientNetB0 and EfficientNetB7 are EfficientNetB. */
export function familyOf(name: string): string {
  const family = name.replace(/\d+(?=(V2)?$)|(Tiny|Small|Base|Large|XLarge|Mobile)$|[SML]$/g, "");
  // X of ConvNeXtXLarge.
  return family.replace(/(ConvNeXt)X$/, "$1");
}

/**
 * The networks that no other one beats: none is right at least as often for no more of `cost`, and
 * better in one of the two. By rising cost.
 */
export function unbeaten(networks: readonly Network[], cost: Measure): Network[] {
  const known = networks.flatMap((network) => {
    const [price, { right }] = [network[cost], network];
    return price === null || right === null ? [] : [{ network, price, right }];
  });
  const best: Network[] = [];
  let highest = -Infinity;
  for (const { network, right } of known.sort((a, b) => a.price - b.price || b.right - a.right)) {
    if (right <= highest) continue;
    highest = right;
    best.push(network);
  }
  return best;
}

/** All that is known of a network. */
export function describe(network: Network): string {
  const { name, parameters, work, depth, memory, right, source, kind } = network;
  const said =
    right === null ? "no accuracy that we could cite" : `${right.toFixed(1)}% right (${source})`;
  const own = kind === "built here" ? ", built here" : "";
  return (
    `${name}${own}: ${short(parameters)} million parameters, ${short(work)} billion multiply-adds, ` +
    `${depth} layers deep, ${short(memory)} MB between them, ${said}.`
  );
}

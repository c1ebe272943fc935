/** Everything that this browser keeps for the site, in words that a reader understands. */
import { PREFIX, readStored, unkept, writeStored } from "../../storage.ts";

/** One thing that is kept, or several of a kind. */
export interface StoredItem {
  readonly name: string;
  /** What it is good for. */
  readonly purpose: string;
  readonly bytes: number;
  remove(): Promise<void>;
}

interface Kind {
  readonly pattern: RegExp;
  readonly name: (match: RegExpExecArray) => string;
  readonly purpose: string;
}

const kinds: readonly Kind[] = [
  {
    pattern: /^progress$/,
    name: () => "Your marks",
    purpose:
      "which pages are done, which you have opened, which exercises you have solved, and where you left",
  },
  {
    pattern: /^code(.*):.+$/,
    name: ([, page]) => `Your code on ${page}`,
    purpose: "to keep what you have changed in cells that run in the page",
  },
  {
    pattern: /^drawing\/(.+)$/,
    name: ([, what]) => `Your last ${what}`,
    purpose: "to offer your drawing on other pages",
  },
  {
    pattern: /^guess(.*):(.+)$/,
    name: ([, page, name]) => `Your guess “${name}” on ${page}`,
    purpose: "to keep the answer drawn over your guess",
  },
  {
    pattern: /^begin\/.+$/,
    name: () => "Your answers to where to begin",
    purpose: "to say with which page to begin",
  },
  {
    pattern: /^backend$/,
    name: () => "What networks are computed with",
    purpose: "your own choice, below a check of a network",
  },
  {
    pattern: /^fastest-backend\//,
    name: () => "What was fastest on this device",
    purpose: "not to try it out again for each network",
  },
  {
    pattern: /^keys$/,
    name: () => "Single keys are off",
    purpose: "your own choice, in the list of keys",
  },
];
const other: Kind = { pattern: /(.*)/, name: ([, name]) => name ?? "", purpose: "unknown" };

/** Names and purposes of the caches, by how their names begin. */
const fileKinds: readonly (readonly [RegExp, string, string])[] = [
  [/^models$/, "Trained networks", "to use them again without fetching them"],
  [/^(pages-\w+|state)$/, "Pages that you have opened", "to read them without a network"],
  [/^assets$/, "Scripts, styles and typefaces", "to show pages faster, and without a network"],
];

/** Lists what is kept, in a fixed order; the sizes of caches are those of their files. */
export async function storedItems(): Promise<StoredItem[]> {
  return [...keptTexts(), ...keptColours(), ...(await keptFiles())];
}

/** All names under which something is kept, in alphabetical order. */
export function storedNames(): string[] {
  const names = new Set<string>();
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) names.add(key.slice(PREFIX.length));
    }
  } catch {
    // What this page knows has to do.
  }
  for (const [name, text] of unkept) if (text !== null) names.add(name);
  return [...names].sort();
}

function keptTexts(): StoredItem[] {
  const items = new Map<string, { purpose: string; names: string[] }>();
  for (const stored of storedNames()) {
    const kind = kinds.find(({ pattern }) => pattern.test(stored)) ?? other;
    const match = kind.pattern.exec(stored);
    if (match === null) continue;
    const name = kind.name(match);
    const item = items.get(name) ?? { purpose: kind.purpose, names: [] };
    item.names.push(stored);
    items.set(name, item);
  }
  return [...items].map(([name, { purpose, names }]) => ({
    name,
    purpose,
    bytes: names.reduce((sum, key) => sum + sizeOf(PREFIX + key, readStored(key) ?? ""), 0),
    remove() {
      for (const key of names) writeStored(key, null);
      return Promise.resolve();
    },
  }));
}

/** Material keeps light or dark, under the path of the site. */
function keptColours(): StoredItem[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.endsWith(".__palette"))
      .map((key) => ({
        name: "Light or dark",
        purpose: "your own choice, at the top of each page",
        bytes: sizeOf(key, localStorage.getItem(key) ?? ""),
        remove() {
          localStorage.removeItem(key);
          return Promise.resolve();
        },
      }));
  } catch {
    return [];
  }
}

async function keptFiles(): Promise<StoredItem[]> {
  // There is none outside of HTTPS and localhost, or in some private windows.
  const storage = globalThis.caches as CacheStorage | undefined;
  const all = (await storage?.keys().catch(() => [])) ?? [];
  const items = fileKinds.map(async ([pattern, name, purpose]) => {
    const names = all.filter((name) => pattern.test(name));
    const sizes = await Promise.all(names.map((name) => cacheSize(name)));
    return {
      name,
      purpose,
      bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
      async remove() {
        await Promise.all(names.map((name) => caches.delete(name)));
      },
    };
  });
  return (await Promise.all(items)).filter(({ bytes }) => bytes > 0);
}

async function cacheSize(name: string): Promise<number> {
  const cache = await caches.open(name);
  let sum = 0;
  for (const request of await cache.keys()) {
    sum += (await (await cache.match(request))?.blob())?.size ?? 0;
  }
  return sum;
}

function sizeOf(...texts: readonly string[]): number {
  return new Blob([...texts]).size;
}

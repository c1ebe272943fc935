/** The real names: those that the network has learned from, and those that were put aside. */
import { fetchFile, UserFacingError } from "../../runtime/files.ts";

/** Where a name stands. */
export type Place = "learned" | "aside" | "nowhere";

export const places: Readonly<Record<Place, string>> = {
  learned: "in the training set",
  aside: "real, and put aside",
  nowhere: "in none of our lists",
};

export class NameLists {
  private readonly learned: ReadonlySet<string>;
  private readonly asideSet: ReadonlySet<string>;

  constructor(
    learned: readonly string[],
    /** In the order of the file. */
    readonly aside: readonly string[],
  ) {
    this.learned = new Set(learned);
    this.asideSet = new Set(aside);
  }

  where(name: string): Place {
    if (this.learned.has(name)) return "learned";
    return this.asideSet.has(name) ? "aside" : "nowhere";
  }
}

/**
 * Fetches a file of two texts, `learned` and `aside`, each with its names between spaces.
 *
 * A file that is missing or holds something else is a {@link UserFacingError}.
 */
export async function fetchLists(address: string, fresh = false): Promise<NameLists> {
  const response = await fetchFile(new URL(address, document.baseURI), fresh);
  const { learned, aside } = (await response.json()) as Record<string, unknown>;
  if (typeof learned !== "string" || typeof aside !== "string")
    throw new UserFacingError(`${address} has no lists of names.`);
  return new NameLists(learned.split(" "), aside.split(" "));
}

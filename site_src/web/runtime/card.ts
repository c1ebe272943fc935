/** card.json: what the site knows of a model. Written by the exporter, read here. */
import type * as schema from "./card-types.ts";
import { fetchFile, UserFacingError } from "./files.ts";
import { DamagedFileError, fetchChecked } from "./file-cache.ts";

export { UserFacingError };

type NonEmpty<Item> = readonly [Item, ...Item[]];
type Numbers = readonly number[];

/** An array of the examples, in a file. */
export type StoredArray = Readonly<Omit<schema.Stored, "shape">> & { readonly shape: Numbers };

/** The shape is of one example, without the batch; the range what the model was trained on. */
export type Input = Readonly<Pick<schema.Input, "name">> & {
  readonly shape: Numbers;
  readonly dtype: "float32" | "int32" | "bool";
  readonly range: readonly [number, number] | null;
};

export type Output = Readonly<Pick<schema.Output, "name">> & { readonly shape: Numbers };

/** One array for each input, and one for each output. */
export type Example = Readonly<Pick<schema.Example, "count" | "targets">> & {
  readonly inputs: NonEmpty<StoredArray>;
  readonly outputs: NonEmpty<StoredArray>;
};

/** What the pages use of a card: the exporter's schema, narrowed by {@link checkCard}. */
export type Card = Readonly<Pick<schema.Card, "name" | "title" | "labels" | "files">> & {
  readonly kind: schema.Card["kind"];
  readonly inputs: NonEmpty<Input>;
  readonly outputs: NonEmpty<Output>;
  readonly example: Example | null;
  readonly feature_map?: Readonly<schema.FeatureMap> | null;
  readonly parity: Readonly<
    Pick<schema.Parity, "status" | "kernels" | "max_abs_difference" | "allowed">
  >;
};

/** What follows a model's name in the name of the folder where it is compiled. */
const COMPILED = "-wasm";

/** The folder of the compiled network, where the site has it; otherwise that of the model itself. */
export function compiledOf(base: string): string {
  const folder = base.replace(/\/$/, `${COMPILED}/`);
  return digestOf(folder) === undefined ? base : folder;
}

/** The folder of what TensorFlow.js loads of the compiled network in the folder `base`. */
export function originalOf(base: string): string {
  return base.replace(new RegExp(`${COMPILED}/$`), "/");
}

/**
 * Fetches and checks the card of the model whose folder is `base`.
 *
 * Throws a {@link UserFacingError} where the file is missing, is no card that we understand, or belongs to
 * another version of the site than this code.
 */
export async function fetchCard(base: string, fresh = false): Promise<Card> {
  const url = new URL("card.json", base);
  const sha256 = digestOf(base);
  let text: string;
  if (sha256 === undefined) {
    text = await (await fetchFile(url, fresh)).text();
  } else {
    const bytes = await fetchChecked(url, { sha256 }, { fresh })
      // What the browser keeps may be older than this page.
      .catch(() => fetchChecked(url, { sha256 }, { fresh: true }))
      .catch((error: unknown) => {
        if (!(error instanceof DamagedFileError)) throw error;
        throw new UserFacingError(
          "The site has changed since this page was opened. Reload the page.",
        );
      });
    text = new TextDecoder().decode(bytes);
  }
  let card: unknown;
  try {
    card = JSON.parse(text);
  } catch {
    throw new UserFacingError("card.json is damaged: it is not JSON.");
  }
  return checkCard(card);
}

/** The digest of a model's card as the site was built with it; undefined where the site has no such model. */
function digestOf(base: string): string | undefined {
  const name = new URL(base).pathname.split("/").at(-2) ?? "";
  return (JSON.parse(LBL_CARDS) as Readonly<Record<string, string>>)[name];
}

/** Checks the parts of a card that this code relies on. */
export function checkCard(value: unknown): Card {
  const card = value as (Card & { format?: unknown; version?: unknown }) | null;
  if (typeof card !== "object" || card === null || card.format !== "layerbylayer-card") {
    throw new UserFacingError("card.json is not a model's card.");
  }
  if (card.version !== 2) {
    throw new UserFacingError("card.json is of another version than this page. Reload the page.");
  }
  if (!["layers-model", "graph-model", "wasm-model"].includes(card.kind)) {
    throw new UserFacingError(`This page cannot run a model of the kind “${card.kind}”.`);
  }
  if (!isList(card.inputs) || !card.inputs.every(isInput)) {
    throw new UserFacingError("card.json does not say what the model takes in.");
  }
  const outputs = isList(card.outputs) && card.outputs.every(({ shape }) => isNumbers(shape));
  if (!outputs || !isObject(card.files)) {
    throw new UserFacingError("card.json is incomplete.");
  }
  return card;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isInput({ shape, range }: Input): boolean {
  return isNumbers(shape) && (range === null || isPair(range));
}

function isPair(value: unknown): boolean {
  return isNumbers(value) && value.length === 2;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

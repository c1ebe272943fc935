/** card.json: what the site knows of a model. Written by the exporter, read here. */
import { fetchFile, UserFacingError } from "./files.ts";
import { DamagedFileError, fetchChecked } from "./file-cache.ts";

export { UserFacingError };

export interface Card {
  readonly name: string;
  readonly title: string;
  readonly kind: "layers-model" | "graph-model";
  /** Of the classes in the first output. */
  readonly labels: readonly string[] | null;
  readonly inputs: readonly [Input, ...Input[]];
  readonly outputs: readonly [Output, ...Output[]];
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  readonly example: {
    readonly count: number;
    /** One for each input, and one for each output. */
    readonly inputs: readonly [StoredArray, ...StoredArray[]];
    readonly outputs: readonly [StoredArray, ...StoredArray[]];
    readonly targets: readonly number[] | null;
  } | null;
  /** Where a classifier ends in pooling and a dense layer: the output that is pooled, and the
   * dense layer's weights, (channels, classes), by their names. */
  readonly feature_map?: { readonly output: string; readonly kernel: string } | null;
  readonly parity: {
    readonly status: string;
    readonly kernels?: readonly string[];
    readonly max_abs_difference?: number;
    /** The largest difference that passes. */
    readonly allowed?: number;
  };
}

export interface Input {
  readonly name: string;
  /** Of one example, without the batch. */
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool";
  /** Smallest and largest value that the model was trained on. */
  readonly range: readonly [number, number] | null;
}

export interface Output {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface StoredArray {
  readonly file: string;
  readonly dtype: "uint8" | "int32" | "float32";
  readonly shape: readonly number[];
}

/**
 * Fetches and checks the card of the model whose folder is `base`.
 *
 * Throws a {@link UserFacingError} where the file is missing, is no card that we understand, or belongs to
 * another version of the site than this code.
 */
export async function fetchCard(base: string, fresh = false): Promise<Card> {
  const url = new URL("card.json", base);
  const name = url.pathname.split("/").at(-2) ?? "";
  const sha256 = LBL_CARDS[name];
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

/** Checks the parts of a card that this code relies on. */
export function checkCard(value: unknown): Card {
  const card = value as (Card & { format?: unknown; version?: unknown }) | null;
  if (typeof card !== "object" || card === null || card.format !== "layerbylayer-card") {
    throw new UserFacingError("card.json is not a model's card.");
  }
  if (card.version !== 2) {
    throw new UserFacingError("card.json is of another version than this page. Reload the page.");
  }
  if (!["layers-model", "graph-model"].includes(card.kind)) {
    throw new UserFacingError(`This page cannot run a model of the kind “${String(card.kind)}”.`);
  }
  if (!isList(card.inputs) || !card.inputs.every(isInput)) {
    throw new UserFacingError("card.json does not say what the model takes in.");
  }
  const outputs = isList(card.outputs) && card.outputs.every(({ shape }) => isNumbers(shape));
  if (!outputs || typeof card.files !== "object" || card.files === null) {
    throw new UserFacingError("card.json is incomplete.");
  }
  return card;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isInput({ shape, range }: Input): boolean {
  return isNumbers(shape) && (range === null || (isNumbers(range) && range.length === 2));
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

/** card.json: what the site knows of a model. Written by the exporter, read here. */

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

/** A problem that a reader can be told about in one sentence. */
export class PlainError extends Error {}

/** Fetches a file of the site; no answer, and any answer but a good one, is a {@link PlainError}. */
export async function fetchFile(url: URL | string, fresh = false): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache: fresh ? "reload" : "default" });
  } catch {
    throw new PlainError(`${fileName(url)} could not be fetched. Are you offline?`);
  }
  if (!response.ok) {
    throw new PlainError(`${fileName(url)} is missing (the server said ${response.status}).`);
  }
  return response;
}

/**
 * Fetches and checks the card of the model whose folder is `base`.
 *
 * Throws a {@link PlainError} where the file is missing or is no card that we understand.
 */
export async function fetchCard(base: string, fresh = false): Promise<Card> {
  const response = await fetchFile(new URL("card.json", base), fresh);
  let card: unknown;
  try {
    card = await response.json();
  } catch {
    throw new PlainError("card.json is damaged: it is not JSON.");
  }
  return checkCard(card);
}

/** Checks the parts of a card that this code relies on. */
export function checkCard(value: unknown): Card {
  const card = value as (Card & { format?: unknown; version?: unknown }) | null;
  if (typeof card !== "object" || card === null || card.format !== "layerbylayer-card") {
    throw new PlainError("card.json is not a model's card.");
  }
  if (card.version !== 2) {
    throw new PlainError("card.json is of another version than this page. Reload the page.");
  }
  if (!["layers-model", "graph-model"].includes(card.kind)) {
    throw new PlainError(`This page cannot run a model of the kind “${String(card.kind)}”.`);
  }
  if (!isList(card.inputs) || !card.inputs.every(isInput)) {
    throw new PlainError("card.json does not say what the model takes in.");
  }
  const outputs = isList(card.outputs) && card.outputs.every(({ shape }) => isNumbers(shape));
  if (!outputs || typeof card.files !== "object" || card.files === null) {
    throw new PlainError("card.json is incomplete.");
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

function fileName(url: URL | string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "A file";
}

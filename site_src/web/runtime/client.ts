/** The page's side of the worker: promises instead of messages. */
import { fetchCard, PlainError, type Card } from "./card.ts";
import type { Answer, BackendChoice, BackendName, Question } from "./protocol.ts";
import type { ProgressOf, ReplyOf, RequestOf, TaskName } from "./tasks.ts";

/** Bytes that have arrived, of how many. */
export type LoadProgress = (done: number, total: number) => void;

/** A model that lives in the worker. */
export interface RemoteModel {
  /** Names the model in the requests of tasks. */
  readonly base: string;
  readonly card: Card;
  /** What computes now. */
  readonly backend: BackendName;
  /**
   * The outputs, in the order of the card, for one or more examples of each input: one after the
   * other, in C order.
   */
  predict(...inputs: Float32Array[]): Promise<readonly Float32Array[]>;
  /** Frees what the model holds; {@link loadModel} may load it again. */
  dispose(): Promise<void>;
}

export interface AskOptions<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting it ends the task: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly arriving: LoadProgress | undefined;
  readonly progress: ((value: never) => void) | undefined;
}

/** `Omit` of each member of a union, not of what its members share. */
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

let worker: Worker | undefined;
/** A worker that is up, and has not been asked anything. */
let spare: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Loads the model in the folder `base` (an address that ends in a slash).
 *
 * `fresh` goes past the browser's cache, for another try after a failure; the card is then fetched
 * again too, since it may belong to a version of the site that has been replaced meanwhile.
 * Rejects with a {@link PlainError} whose message can be shown.
 */
export async function loadModel(
  base: string,
  options: { card?: Card | undefined; fresh?: boolean; progress?: LoadProgress } = {},
): Promise<RemoteModel> {
  const fresh = options.fresh ?? false;
  const card = fresh || !options.card ? await fetchCard(base, fresh) : options.card;
  const fastest = recall(card);
  const question = { kind: "load", base, card, fresh, fastest } as const;
  const backend = (await post(question, { arriving: options.progress })) as BackendName;
  cards.set(base, card);
  return {
    base,
    card,
    backend,
    predict: (...inputs) => ask("predict", { base, inputs }),
    async dispose() {
      cards.delete(base);
      await post({ kind: "dispose", base });
    },
  };
}

/**
 * Has the worker do a task of tasks.ts; the models that it names must have been loaded.
 *
 * Rejects with a {@link PlainError} whose message can be shown.
 */
export async function ask<Name extends TaskName>(
  task: Name,
  request: RequestOf<Name>,
  options: AskOptions<ProgressOf<Name>> = {},
): Promise<ReplyOf<Name>> {
  const { onProgress, signal } = options;
  return (await post({ kind: "ask", task, request }, { progress: onProgress, signal })) as Promise<
    ReplyOf<Name>
  >;
}

/** Has the worker compute with something else; returns what it is now. Rejects if it cannot. */
export async function chooseBackend(choice: BackendChoice): Promise<BackendName> {
  const name = (await post({ kind: "choose", choice })) as BackendName;
  remember(CHOICE, choice);
  return name;
}

/** What the reader has chosen to compute with, here or on another page. */
export function chosenBackend(): BackendChoice {
  return (recallItem(CHOICE) as BackendChoice | null) ?? "auto";
}

/** How many tensors the worker holds. */
export async function countTensors(): Promise<number> {
  return (await post({ kind: "memory" })) as number;
}

async function post(
  question: WithoutId<Question>,
  options: {
    arriving?: LoadProgress | undefined;
    progress?: ((value: never) => void) | undefined;
    signal?: AbortSignal | undefined;
  } = {},
): Promise<unknown> {
  const { arriving, progress, signal } = options;
  signal?.throwIfAborted();
  const id = ++lastId;
  const stop = (): void => {
    waiting.get(id)?.reject(signal?.reason);
    waiting.delete(id);
    worker?.postMessage({ kind: "cancel", id });
  };
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, arriving, progress });
      worker ??= startWorker();
      worker.postMessage({ ...question, id } satisfies Question);
    });
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** Has a worker come up, so that the first question need not wait for that. Loads no TensorFlow.js. */
export function expectQuestions(): void {
  if (worker === undefined) spare ??= newWorker();
}

function newWorker(): Worker {
  const started = new Worker(new URL(LBL_WORKER_FILE, import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<Answer>) => {
    if (data.kind === "tried") {
      const card = cards.get(data.base);
      if (card !== undefined) remember(fastestKey(card), data.fastest);
      return;
    }
    const question = waiting.get(data.id);
    if (question === undefined) return;
    if (data.kind === "arriving") {
      question.arriving?.(data.done, data.total);
    } else if (data.kind === "progress") {
      question.progress?.(data.value as never);
    } else {
      waiting.delete(data.id);
      if (data.kind === "failed") question.reject(new PlainError(data.message));
      else question.resolve(data.value);
    }
  };
  // Its script is missing, or it died: nobody will answer any more. The next question starts anew.
  started.onerror = (event) => {
    event.preventDefault();
    started.terminate();
    if (spare === started) spare = undefined;
    if (worker === started) worker = undefined;
    const error = new PlainError("The code that runs the network could not be loaded.");
    for (const question of waiting.values()) question.reject(error);
    waiting.clear();
  };
  return started;
}

function startWorker(): Worker {
  const started = spare ?? newWorker();
  spare = undefined;
  const choice = chosenBackend();
  // A choice that does not work any more is passed over: nobody waits for the answer.
  if (choice !== "auto") started.postMessage({ kind: "choose", id: ++lastId, choice });
  // Another worker has died: this one takes its place.
  for (const [base, card] of cards) {
    const fastest = recall(card);
    const question = { kind: "load", base, card, fresh: false, fastest } as const;
    started.postMessage({ ...question, id: ++lastId } satisfies Question);
  }
  return started;
}

const CHOICE = "lbl-backend";
/** Of the models that are loaded, by their folders. */
const cards = new Map<string, Card>();

/** A model is known by its weights, whatever its name. */
function fastestKey(card: Card): string {
  return `lbl-fastest-${card.files["model.json"]?.sha256.slice(0, 16)}`;
}

function recall(card: Card): BackendName | undefined {
  return (recallItem(fastestKey(card)) as BackendName | null) ?? undefined;
}

function recallItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage can be forbidden.
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // It is found out again the next time.
  }
}

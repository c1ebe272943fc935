/** The page's side of the worker: promises instead of messages. */
import { fetchCard, PlainError, type Card } from "./card.ts";
import type { BackendName, Reply, Request } from "./protocol.ts";

export type LoadProgress = (done: number, total: number) => void;

/** A model that lives in the worker. */
export interface RemoteModel {
  readonly card: Card;
  readonly backend: BackendName;
  /** Outputs for one or more examples, one after the other in `values`, in C order. */
  predict(values: Float32Array): Promise<Float32Array>;
  /** Frees what the model holds; {@link loadModel} may load it again. */
  dispose(): Promise<void>;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
  readonly progress: LoadProgress | undefined;
}

/** `Omit` of each member of a union, not of what its members share. */
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

let worker: Worker | undefined;
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
  const loaded = await ask({ kind: "load", base, card, fresh }, options.progress);
  return {
    card,
    backend: loaded.kind === "loaded" ? loaded.backend : "cpu",
    async predict(values) {
      const reply = await ask({ kind: "predict", base, values });
      return reply.kind === "predicted" ? reply.values : new Float32Array();
    },
    async dispose() {
      await ask({ kind: "dispose", base });
    },
  };
}

function ask(request: WithoutId<Request>, progress?: LoadProgress): Promise<Reply> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, progress });
    worker ??= startWorker();
    worker.postMessage({ ...request, id });
  });
}

function startWorker(): Worker {
  const started = new Worker(new URL(LBL_WORKER_FILE, import.meta.url), { type: "module" });
  started.onmessage = ({ data }: MessageEvent<Reply>) => {
    const question = waiting.get(data.id);
    if (question === undefined) return;
    if (data.kind === "progress") {
      question.progress?.(data.done, data.total);
      return;
    }
    waiting.delete(data.id);
    if (data.kind === "failed") question.reject(new PlainError(data.message));
    else question.resolve(data);
  };
  // Its script is missing, or it died: nobody will answer any more. The next question starts anew.
  started.onerror = (event) => {
    event.preventDefault();
    started.terminate();
    if (worker === started) worker = undefined;
    const error = new PlainError("The code that runs the network could not be loaded.");
    for (const question of waiting.values()) question.reject(error);
    waiting.clear();
  };
  return started;
}

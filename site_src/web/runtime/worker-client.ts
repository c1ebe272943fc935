/** The page's side of the worker: promises instead of messages. */
import { readStored, writeStored } from "../storage.ts";
import { fetchCard, UserFacingError, type Card } from "./card.ts";
import type {
  BackendChoice,
  BackendName,
  EngineBackend,
  WorkerRequest,
  WorkerResponse,
} from "./protocol.ts";
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
}

export interface LoadOptions {
  readonly card?: Card | undefined;
  /**
   * Go past the browser's cache, for another try after a failure; the card is then fetched again
   * too, since it may belong to a version of the site that has been replaced meanwhile.
   */
  readonly fresh?: boolean;
  readonly progress?: LoadProgress;
}

export interface AskOptions<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting it ends the task: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** What a client needs of a `Worker`. */
export type WorkerLike = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

interface PendingRequest {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly arriving: LoadProgress | undefined;
  readonly progress: ((value: never) => void) | undefined;
}

/** `Omit` of each member of a union, not of what its members share. */
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;

/** Milliseconds after which a worker that has not said anything will say nothing. */
const SILENCE = 10_000;

/** Where the reader's choice of what computes is kept. */
const CHOICE = "backend";

/** Asks one worker at a time; when it dies, the next request starts another one. */
export class WorkerClient {
  private worker: WorkerLike | undefined;
  /** A worker that is up, and has not been asked anything. */
  private spare: WorkerLike | undefined;
  /** The last worker could not be started, or died. */
  private failed = false;
  private lastId = 0;
  private readonly pending = new Map<number, PendingRequest>();
  /** Of the models that are loaded, by their folders. */
  private readonly cards = new Map<string, Card>();

  constructor(private readonly createWorker: (again: boolean) => WorkerLike) {}

  /**
   * Loads the model in the folder `base` (an address that ends in a slash).
   *
   * Rejects with a {@link UserFacingError} whose message can be shown.
   */
  async loadModel(base: string, options: LoadOptions = {}): Promise<RemoteModel> {
    const fresh = options.fresh ?? false;
    const card = fresh || !options.card ? await fetchCard(base, fresh) : options.card;
    const request = { kind: "load", base, card, fresh, fastest: fastestBackend(card) } as const;
    const backend = (await this.post(request, { arriving: options.progress })) as BackendName;
    this.cards.set(base, card);
    return {
      base,
      card,
      backend,
      predict: (...inputs) => this.ask("predict", { base, inputs }),
    };
  }

  /**
   * Has the worker do a task of tasks.ts; the models that it names must have been loaded.
   *
   * Rejects with a {@link UserFacingError} whose message can be shown.
   */
  async ask<Name extends TaskName>(
    task: Name,
    request: RequestOf<Name>,
    options: AskOptions<ProgressOf<Name>> = {},
  ): Promise<ReplyOf<Name>> {
    const { onProgress, signal } = options;
    const reply = this.post({ kind: "ask", task, request }, { progress: onProgress, signal });
    return (await reply) as ReplyOf<Name>;
  }

  /** Has the worker compute with something else; gives what it is now. Rejects if it cannot. */
  async chooseBackend(choice: BackendChoice): Promise<BackendName> {
    const name = (await this.post({ kind: "choose", choice })) as BackendName;
    writeStored(CHOICE, choice);
    return name;
  }

  /** What the reader has chosen to compute with, here or on another page. */
  get chosenBackend(): BackendChoice {
    return (readStored(CHOICE) as BackendChoice | null) ?? "auto";
  }

  /** Has a worker come up, so that the first request need not wait for that. Loads no TensorFlow.js. */
  warmUp(): void {
    if (this.worker === undefined) this.spare ??= this.newWorker();
  }

  private async post(
    request: WithoutId<WorkerRequest>,
    options: {
      arriving?: LoadProgress | undefined;
      progress?: ((value: never) => void) | undefined;
      signal?: AbortSignal | undefined;
    } = {},
  ): Promise<unknown> {
    const { arriving, progress, signal } = options;
    signal?.throwIfAborted();
    const id = ++this.lastId;
    const stop = (): void => {
      this.pending.get(id)?.reject(signal?.reason);
      this.pending.delete(id);
      this.worker?.postMessage({ kind: "cancel", id });
    };
    signal?.addEventListener("abort", stop);
    try {
      return await new Promise((resolve, reject) => {
        this.pending.set(id, { resolve, reject, arriving, progress });
        this.worker ??= this.startWorker();
        this.worker.postMessage({ ...request, id } satisfies WorkerRequest);
      });
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  private newWorker(): WorkerLike {
    const worker = this.createWorker(this.failed);
    // Its script is missing, or it died: nobody will answer any more. The next request starts anew.
    const fail = (): void => {
      this.failed = true;
      clearTimeout(silence);
      worker.terminate();
      if (this.spare === worker) this.spare = undefined;
      if (this.worker === worker) this.worker = undefined;
      const error = new UserFacingError("The code that runs the network could not be loaded.");
      for (const request of this.pending.values()) request.reject(error);
      this.pending.clear();
    };
    // An empty script is no error: it says nothing for ever.
    const silence = setTimeout(fail, SILENCE);
    worker.onmessage = ({ data }: MessageEvent<WorkerResponse>) => {
      clearTimeout(silence);
      this.receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail();
    };
    return worker;
  }

  private receive(response: WorkerResponse): void {
    if (response.kind === "up") return;
    if (response.kind === "tried") {
      const card = this.cards.get(response.base);
      if (card !== undefined) writeStored(fastestName(card), response.fastest);
      return;
    }
    const request = this.pending.get(response.id);
    if (request === undefined) return;
    if (response.kind === "arriving") {
      request.arriving?.(response.done, response.total);
    } else if (response.kind === "progress") {
      request.progress?.(response.value as never);
    } else {
      this.pending.delete(response.id);
      if (response.kind === "failed") request.reject(new UserFacingError(response.message));
      else request.resolve(response.value);
    }
  }

  private startWorker(): WorkerLike {
    const started = this.spare ?? this.newWorker();
    this.spare = undefined;
    const tell = (request: WithoutId<WorkerRequest>): void =>
      started.postMessage({ ...request, id: ++this.lastId } satisfies WorkerRequest);
    const choice = this.chosenBackend;
    // A choice that does not work any more is passed over: nobody waits for the answer.
    if (choice !== "auto") tell({ kind: "choose", choice });
    // Another worker has died: this one takes its place.
    for (const [base, card] of this.cards) {
      tell({ kind: "load", base, card, fresh: false, fastest: fastestBackend(card) });
    }
    return started;
  }
}

/** A model is known by its weights, whatever its name. */
function fastestName(card: Card): string {
  const file = card.files["model.json"] ?? card.files["weights.bin"];
  return `fastest-backend/${file?.sha256.slice(0, 16)}`;
}

function fastestBackend(card: Card): EngineBackend | undefined {
  return (readStored(fastestName(card)) as EngineBackend | null) ?? undefined;
}

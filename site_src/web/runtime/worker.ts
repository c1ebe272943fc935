/**
 * The worker: networks run here, so that the page never waits for them.
 *
 * Compiled networks it runs itself. TensorFlow.js (tensorflow/engine.ts) comes when it is needed: by
 * what trains, takes gradients or looks into layers, by models that are not compiled, or because the
 * reader has chosen it.
 */
import { prefetchWasm } from "./backends/wasm-file.ts";
import { fetchCard, originalOf, UserFacingError } from "./card.ts";
import {
  compiledFiles,
  loadCompiled,
  NoWebAssemblyError,
  type CompiledNetwork,
} from "./compiled/network.ts";
import { compiledTasks } from "./compiled/tasks.ts";
import type { BackendChoice, BackendName, WorkerRequest, WorkerResponse } from "./protocol.ts";
import { RetryablePromise } from "../retryable-promise.ts";
import { paced } from "./stream.ts";
import { nextMacrotask } from "./macrotask.ts";
import type { Turn } from "./task.ts";

/** The part of a dedicated worker's global scope used here; the `dom` library does not have it. */
interface WorkerScope {
  postMessage(message: WorkerResponse): void;
  onmessage: ((event: MessageEvent<WorkerRequest>) => void) | null;
}

type LoadRequest = Extract<WorkerRequest, { kind: "load" }>;
type AskRequest = Extract<WorkerRequest, { kind: "ask" }>;
type Engine = typeof import("./tensorflow/engine.ts");

/** A model that is compiled, and that TensorFlow.js has as well. */
class Compiled {
  private readonly network = new RetryablePromise<CompiledNetwork | null>();
  private readonly original = new RetryablePromise<BackendName>();

  constructor(private readonly request: LoadRequest) {}

  /** The network; null where this browser cannot run it. */
  load(): Promise<CompiledNetwork | null> {
    return this.network.get(() => load(this.request));
  }

  /** Has TensorFlow.js load the model. */
  loadOriginal(): Promise<BackendName> {
    return this.original.get(async () => {
      const { base, fresh } = this.request;
      const folder = originalOf(base);
      const [{ answer }, card] = await Promise.all([engine(!fresh), fetchCard(folder, fresh)]);
      return (await answer({ ...this.request, folder, card })) as BackendName;
    });
  }
}

const scope = globalThis as unknown as WorkerScope;
const compiled = new Map<string, Compiled>();
const running = new Map<number, AbortController>();
const started = new RetryablePromise<Engine>();
let choice: BackendChoice = "auto";

scope.onmessage = ({ data }) => {
  const { id } = data;
  answer(data).then(
    (value) => scope.postMessage({ kind: "done", id, value }),
    (error: unknown) => {
      scope.postMessage({ kind: "failed", id, message: told(error) });
      if (!isLostScript(error)) return;
      // A browser may remember that a script failed; the next worker has forgotten. So this one ends.
      setTimeout(() => {
        throw error;
      });
    },
  );
};

/** What the reader is told of an error. */
function told(error: unknown): string {
  if (error instanceof UserFacingError) return error.message;
  if (isLostScript(error)) return LOST;
  return `The network could not run (${error instanceof Error ? error.message : String(error)}).`;
}

const LOST = "The code that runs the network could not be loaded.";

/**
 * Whether a script has not come, or not whole: then it's no JavaScript, or something that it should
 * have given is missing. What goes wrong in TensorFlow.js is a plain Error.
 */
function isLostScript(error: unknown): boolean {
  return [SyntaxError, TypeError, ReferenceError].some((kind) => error instanceof kind);
}

/** TensorFlow.js; its file of WebAssembly is fetched at the same time as its code. */
function engine(early = false): Promise<Engine> {
  return started.get(() => {
    if (early) prefetchWasm();
    return import("./tensorflow/engine.ts");
  });
}

async function answer(request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case "load":
      return request.card.kind === "wasm-model"
        ? begin(request)
        : (await engine(!request.fresh)).answer(request);
    case "ask":
      return ask(request);
    case "choose":
      return choose(request);
    case "cancel":
      running.get(request.id)?.abort();
      break;
    case "dispose":
      compiled.delete(request.base);
      break;
    case "memory":
      if (!started.started) return 0;
  }
  return started.started ? (await engine()).answer(request) : undefined;
}

/** Loads a compiled model, as what the reader has chosen and this browser can run. */
async function begin(request: LoadRequest): Promise<BackendName> {
  const { base, fresh } = request;
  const network = (fresh ? undefined : compiled.get(base)) ?? new Compiled(request);
  compiled.set(base, network);
  if (choice === "auto" && (await network.load()) !== null) return "compiled";
  await network.loadOriginal();
  // It may compute with something else by now.
  return (await engine()).current(base);
}

async function load(request: LoadRequest): Promise<CompiledNetwork | null> {
  const { id, base, card, fresh } = request;
  try {
    const sizes = compiledFiles().map((file) => card.files[file]?.bytes ?? 0);
    const total = sizes.reduce((sum, bytes) => sum + bytes, 0);
    const tell = (done: number): void => scope.postMessage({ kind: "arriving", id, done, total });
    return await loadCompiled(base, card, fresh, paced(total, tell));
  } catch (error) {
    if (error instanceof NoWebAssemblyError) return null;
    throw error;
  }
}

async function ask(request: AskRequest): Promise<unknown> {
  if (request.task === "train-head") return trainHead(request);
  const model = compiled.get((request.request as { base?: string }).base ?? "");
  if (model === undefined) return (await engine()).answer(request);
  const task = compiledTasks[request.task as keyof typeof compiledTasks];
  const network = choice === "auto" ? await model.load() : null;
  if (network !== null && (task as unknown) !== undefined) {
    return task(network, request.request as never);
  }
  await model.loadOriginal();
  return (await engine()).answer(request);
}

/** The one training that needs no TensorFlow.js. */
async function trainHead({ id, request }: AskRequest): Promise<unknown> {
  const { default: task } = await import("./compiled/train-head.ts");
  const controller = new AbortController();
  running.set(id, controller);
  const turn: Turn<unknown> = {
    signal: controller.signal,
    progress: (value) => scope.postMessage({ kind: "progress", id, value }),
    async rest() {
      await nextMacrotask();
      if (controller.signal.aborted) throw new UserFacingError("Stopped.");
    },
  };
  try {
    return await task(request as never, turn);
  } finally {
    running.delete(id);
  }
}

async function choose(request: Extract<WorkerRequest, { kind: "choose" }>): Promise<unknown> {
  const before = choice;
  choice = request.choice;
  // It need not come for being left out.
  if (choice === "auto" && !started.started) return "compiled";
  try {
    return await (await engine()).answer(request);
  } catch (error) {
    choice = before;
    throw error;
  }
}

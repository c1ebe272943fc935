/**
 * The part of the worker that runs TensorFlow.js: a chunk of its own, for what needs it.
 *
 * Answers the questions of protocol.ts. One task computes at a time; a long one rests now and then,
 * and those that wait get their turn.
 */
import { env, memory } from "@tensorflow/tfjs-core";
import {
  discardWebgl,
  registerKernels,
  ContextLostError,
  startFirst,
  use,
  unlessLost,
} from "../backends/backends.ts";
import { wasmBytes } from "../backends/wasm-file.ts";
import { UserFacingError, type Card } from "../card.ts";
import { loadModel, modelBytes } from "../models/load.ts";
import type { Model } from "../models/model.ts";
import type { WorkerResponse, BackendChoice, EngineBackend, WorkerRequest } from "../protocol.ts";
import { RetryablePromise } from "../../retryable-promise.ts";
import { paced, type Progress } from "../stream.ts";
import type { Context, Task } from "../task.ts";
import { tasks, type EngineTaskName } from "../tasks.ts";
import type { PredictRequest } from "../tasks/predict.ts";
import { COSTLY, fasterBackend, LARGE, type TimedPrediction } from "./backend-benchmark.ts";
import { TaskQueue } from "./task-queue.ts";

/** The part of a dedicated worker's global scope used here; the `dom` library does not have it. */
interface WorkerScope {
  postMessage(message: WorkerResponse): void;
}

interface Loaded {
  readonly folder: string;
  readonly card: Card;
  readonly model: Promise<Model>;
  /** What to compute with if the reader has not chosen; undefined until that has been tried. */
  fastest: EngineBackend | undefined;
}

/** Milliseconds without a question after which something may be tried. */
const QUIET = 1000;

const scope = globalThis as unknown as WorkerScope;
const loaded = new Map<string, Loaded>();
const running = new Map<number, AbortController>();
const queue = new TaskQueue();
/** The best backend that works here, once it has started. */
const first = new RetryablePromise<EngineBackend>();
let choice: BackendChoice = "auto";
/** How often the context that computed was lost: numbers from before are gone. */
let losses = 0;
let quiet: ReturnType<typeof setTimeout> | undefined;

// Checks of every operation's shapes and values are for development.
env().set("PROD", true);

/** Does what the page wants of TensorFlow.js. */
export async function answer(question: WorkerRequest): Promise<unknown> {
  switch (question.kind) {
    case "load":
      return load(question);
    case "ask":
      return ask(question.id, question.task as EngineTaskName, question.request);
    case "cancel":
      running.get(question.id)?.abort();
      return undefined;
    case "choose":
      return choose(question.choice);
    case "dispose": {
      const model = await loaded.get(question.base)?.model;
      loaded.delete(question.base);
      return model?.dispose();
    }
    case "memory":
      return memory().numTensors;
  }
}

/** Loads a model, and with the first one what computes. Requeue the name of the latter. */
async function load(question: Extract<WorkerRequest, { kind: "load" }>): Promise<EngineBackend> {
  const { id, base, card, folder = base, fresh, fastest } = question;
  const total = wasmBytes + modelBytes(card);
  const progress = paced(total, (done) => scope.postMessage({ kind: "arriving", id, done, total }));
  // Both at once: the files of the model and what computes with them.
  const ready = first.get(() => startFirst(fresh, progress));
  const entry = loaded.get(base) ?? fetchModel(base, { folder, card, fastest }, fresh, progress);
  await Promise.all([ready, entry.model]);
  return current(base);
}

/** Begins to load a model; one that cannot be loaded is forgotten, and may be loaded again. */
function fetchModel(
  base: string,
  { folder, card, fastest }: Omit<Loaded, "model">,
  fresh: boolean,
  progress: Progress,
): Loaded {
  const ready = first.get(() => startFirst(fresh, progress));
  const model = loadModel(folder, card, fresh, ready, progress);
  const entry = { folder, card, fastest, model };
  loaded.set(base, entry);
  entry.model.catch(() => {
    if (loaded.get(base) === entry) loaded.delete(base);
  });
  return entry;
}

function started(): Promise<EngineBackend> {
  return first.get(() => startFirst(false, () => {}));
}

/** What the next task computes with; with which model, if it is known. */
export async function current(base?: string): Promise<EngineBackend> {
  const best = await started();
  if (choice !== "auto") return choice;
  return loaded.get(base ?? "")?.fastest === "webgl" ? "webgl" : best;
}

async function choose(wanted: BackendChoice): Promise<EngineBackend> {
  return queue.run(() =>
    survivingLoss(async () => {
      const before = choice;
      choice = wanted;
      try {
        const name = await current();
        await use(name);
        return name;
      } catch (error) {
        choice = before;
        throw error;
      }
    }),
  );
}

/** Runs a task; once more, from where it was, if the context that computed is lost. */
async function ask(id: number, name: EngineTaskName, request: unknown): Promise<unknown> {
  const { default: task } = await tasks[name]();
  const run = task as Task<unknown, unknown, unknown>;
  const controller = new AbortController();
  running.set(id, controller);
  clearTimeout(quiet);
  const base = (request as { base?: string }).base;
  let resumed: unknown;
  const attempt = async (pause: () => Promise<void>): Promise<unknown> => {
    const before = losses;
    const backend = await current(base);
    await registerKernels(name, backend);
    // WebGL that has been the fastest may not start any more.
    await use(backend).catch((error: unknown) => {
      if (choice !== "auto" || backend === "wasm" || error instanceof ContextLostError) throw error;
      throw new ContextLostError();
    });
    const context: Context<unknown> = {
      signal: controller.signal,
      resumed,
      model,
      layers: (base) => ofKind(base, "layers-model"),
      graph: (base) => ofKind(base, "graph-model"),
      progress: (value) => scope.postMessage({ kind: "progress", id, value }),
      keep: (state) => (resumed = state),
      async rest() {
        await pause();
        if (controller.signal.aborted) throw new UserFacingError("Stopped.");
        // Whoever computed meanwhile may have met the loss, and have begun anew.
        if (losses !== before) throw new ContextLostError();
        await use(backend);
      },
    };
    return unlessLost(Promise.resolve(run(request, context)));
  };
  try {
    const reply = await queue.run((pause) => survivingLoss(() => attempt(pause)));
    if (name === "predict")
      quiet = setTimeout(() => void tryWebgl(request as PredictRequest), QUIET);
    return reply;
  } finally {
    running.delete(id);
  }
}

/**
 * Does `work`, which has its turn in the queue; once more if the context that computes is lost
 * meanwhile. Nobody else computes between the loss and the second try.
 */
async function survivingLoss<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = losses;
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ContextLostError)) throw error;
    if (losses === before) await recover();
    return work();
  }
}

/** Without WebGL, and with all models loaded again: what they held in its memory is gone. */
async function recover(): Promise<void> {
  losses += 1;
  choice = "auto";
  const gone = [...loaded];
  // First of all: what is loaded from now on must not go there.
  discardWebgl();
  for (const [base, { folder, card, model }] of gone) {
    setFastest(
      base,
      fetchModel(base, { folder, card, fastest: "wasm" }, false, () => {}),
      "wasm",
    );
    await model.then(
      (old) => old.dispose(),
      () => {},
    );
  }
}

/** Finds out, once for each model whose predictions take long, whether they are fasterBackend in WebGL. */
async function tryWebgl(request: PredictRequest): Promise<void> {
  const entry = loaded.get(request.base);
  if (entry === undefined || entry.fastest !== undefined || choice !== "auto") return;
  if ((await started()) !== "wasm" || modelBytes(entry.card) < LARGE) return;
  const { default: predict } = await tasks.predict();
  const context = { model } as unknown as Context<never>;
  const timed = (backend: EngineBackend): Promise<TimedPrediction> =>
    queue.run(async () => {
      try {
        await registerKernels("predict", backend);
        await use(backend);
        const started = performance.now();
        const outputs = await unlessLost(Promise.resolve(predict(request, context)));
        return { milliseconds: performance.now() - started, outputs };
      } catch (error) {
        if (error instanceof ContextLostError) await recover();
        throw error;
      }
    });
  try {
    const wasm = await timed("wasm");
    if (wasm.milliseconds < COSTLY) return setFastest(request.base, entry, "wasm");
    await timed("webgl");
    setFastest(request.base, entry, fasterBackend(wasm, await timed("webgl")));
  } catch {
    // There is no WebGL here, or none that works.
    setFastest(request.base, entry, "wasm");
  }
}

function setFastest(base: string, entry: Loaded, fastest: EngineBackend): void {
  entry.fastest = fastest;
  scope.postMessage({ kind: "tried", id: 0, base, fastest });
}

async function model(base: string): Promise<Model> {
  const entry = loaded.get(base);
  if (entry === undefined) throw new UserFacingError("This model has not been loaded.");
  return entry.model;
}

async function ofKind<Kind extends Model["kind"]>(
  base: string,
  kind: Kind,
): Promise<Extract<Model, { kind: Kind }>> {
  const network = await model(base);
  if (network.kind !== kind)
    throw new UserFacingError(`The model is no ${kind}, as it has to be here.`);
  return network as Extract<Model, { kind: Kind }>;
}

/**
 * The worker: all of TensorFlow.js lives here, so that the page never waits for it.
 *
 * Answers the questions of protocol.ts. One task computes at a time; a long one rests now and then,
 * and those that wait get their turn.
 */
import { env, memory } from "@tensorflow/tfjs-core";
import { abandonWebgl, assertAlive, equip, Lost, startFirst, use } from "./backends/backends.ts";
import { wasmBytes } from "./backends/wasm.ts";
import { PlainError, type Card } from "./card.ts";
import { loadModel, modelBytes } from "./models/load.ts";
import type { Model } from "./models/model.ts";
import type { Answer, BackendChoice, BackendName, Question } from "./protocol.ts";
import type { Progress } from "./stream.ts";
import type { Context, Task } from "./task.ts";
import { tasks, type TaskName } from "./tasks.ts";
import { Turns } from "./turns.ts";

/** The part of a dedicated worker's global scope used here; the `dom` library does not have it. */
interface WorkerScope {
  postMessage(message: Answer): void;
  onmessage: ((event: MessageEvent<Question>) => void) | null;
}

interface Loaded {
  readonly card: Card;
  model: Promise<Model>;
}

const scope = globalThis as unknown as WorkerScope;
const loaded = new Map<string, Loaded>();
const running = new Map<number, AbortController>();
const turns = new Turns();
let first: Promise<BackendName> | undefined;
let choice: BackendChoice = "auto";

// Checks of every operation's shapes and values are for development.
env().set("PROD", true);

scope.onmessage = ({ data }) => {
  const { id } = data;
  answer(data).then(
    (value) => scope.postMessage({ kind: "done", id, value }),
    (error: unknown) => {
      const message =
        error instanceof PlainError
          ? error.message
          : `The network could not run (${error instanceof Error ? error.message : String(error)}).`;
      scope.postMessage({ kind: "failed", id, message });
    },
  );
};

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case "load":
      return load(question.id, question.base, question.card, question.fresh);
    case "ask":
      return ask(question.id, question.task as TaskName, question.request);
    case "cancel":
      return void running.get(question.id)?.abort();
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

/** Loads a model, and with the first one what computes. Returns the name of the latter. */
async function load(id: number, base: string, card: Card, fresh: boolean): Promise<BackendName> {
  const total = wasmBytes + modelBytes(card);
  let done = 0;
  const progress = (bytes: number): void => {
    done += bytes;
    scope.postMessage({ kind: "arriving", id, done: Math.min(done, total), total });
  };
  // Both at once: the files of the model and what computes with them.
  first ??= startFirst(fresh, progress);
  const ready = first;
  const one = loaded.get(base) ?? { card, model: fetchModel(base, card, fresh, progress) };
  loaded.set(base, one);
  await Promise.all([
    ready.catch((error: unknown) => {
      first = undefined;
      throw error;
    }),
    one.model.catch((error: unknown) => {
      if (loaded.get(base) === one) loaded.delete(base);
      throw error;
    }),
  ]);
  return current();
}

function fetchModel(base: string, card: Card, fresh: boolean, progress: Progress): Promise<Model> {
  return loadModel(base, card, fresh, first ?? startFirst(fresh, progress), progress);
}

/** What the next task computes with. */
async function current(): Promise<BackendName> {
  const best = await (first ??= startFirst(false, () => {}));
  return choice === "auto" ? best : choice;
}

async function choose(wanted: BackendChoice): Promise<BackendName> {
  return turns.take(async () => {
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
  });
}

/** Runs a task; once more, from where it was, if the context that computed is lost. */
async function ask(id: number, name: TaskName, request: unknown): Promise<unknown> {
  const { default: task } = await tasks[name]();
  const controller = new AbortController();
  running.set(id, controller);
  let resumed: unknown;
  const attempt = (): Promise<unknown> =>
    turns.take(async (pause) => {
      const backend = await current();
      await equip(name, backend);
      await use(backend);
      const context: Context<unknown> = {
        signal: controller.signal,
        resumed,
        model,
        layers: (base) => ofKind(base, "layers-model"),
        graph: (base) => ofKind(base, "graph-model"),
        progress: (value) => scope.postMessage({ kind: "progress", id, value }),
        keep: (state) => (resumed = state),
        async rest() {
          assertAlive();
          await pause();
          if (controller.signal.aborted) throw new PlainError("Stopped.");
          await use(backend);
        },
      };
      const reply = await (task as Task<unknown, unknown, unknown>)(request, context);
      assertAlive();
      return reply;
    });
  try {
    return await attempt().catch((error: unknown) => {
      if (!(error instanceof Lost)) throw error;
      recover();
      return attempt();
    });
  } finally {
    running.delete(id);
  }
}

/** Without WebGL, and with all models loaded again: what they held in its memory is gone. */
function recover(): void {
  choice = "auto";
  abandonWebgl();
  for (const [base, one] of loaded) {
    one.model = fetchModel(base, one.card, false, () => {});
  }
}

async function model(base: string): Promise<Model> {
  const one = loaded.get(base);
  if (one === undefined) throw new PlainError("This model has not been loaded.");
  return one.model;
}

async function ofKind<Kind extends Model["kind"]>(
  base: string,
  kind: Kind,
): Promise<Extract<Model, { kind: Kind }>> {
  const found = await model(base);
  if (found.kind !== kind) throw new PlainError(`The model is no ${kind}, as it has to be here.`);
  return found as Extract<Model, { kind: Kind }>;
}

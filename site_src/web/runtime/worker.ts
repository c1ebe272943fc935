/**
 * The worker: all of TensorFlow.js lives here, so that the page never waits for it.
 *
 * Answers the messages of protocol.ts. The backend is started and layers are registered once, with
 * the first model.
 */
import { env, memory } from "@tensorflow/tfjs-core";
import "./layers.ts";
import { backendBytes, startBackend } from "./backend.ts";
import { PlainError } from "./card.ts";
import { Model } from "./model.ts";
import type { BackendName, Reply, Request } from "./protocol.ts";

/** The part of a dedicated worker's global scope used here; the `dom` library does not have it. */
interface WorkerScope {
  postMessage(message: Reply, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const models = new Map<string, Promise<Model>>();
let backend: Promise<BackendName> | undefined;

// Checks of every operation's shapes and values are for development.
env().set("PROD", true);

scope.onmessage = ({ data }) => {
  answer(data).catch((error: unknown) => {
    const message =
      error instanceof PlainError
        ? error.message
        : `The network could not run (${error instanceof Error ? error.message : String(error)}).`;
    scope.postMessage({ kind: "failed", id: data.id, message });
  });
};

async function answer(request: Request): Promise<void> {
  const { id } = request;
  switch (request.kind) {
    case "load": {
      const total = backendBytes + Model.bytes(request.card);
      let done = 0;
      const progress = (bytes: number): void => {
        done += bytes;
        scope.postMessage({ kind: "progress", id, done: Math.min(done, total), total });
      };
      // Both at once: the files of the model and what computes with them.
      backend ??= startBackend(request.fresh, progress);
      const started = backend;
      const loading =
        models.get(request.base) ??
        Model.load(request.base, request.card, request.fresh, started, progress);
      models.set(request.base, loading);
      const [name] = await Promise.all([
        started.catch((error: unknown) => {
          backend = undefined;
          throw error;
        }),
        loading.catch((error: unknown) => {
          models.delete(request.base);
          throw error;
        }),
      ]);
      scope.postMessage({ kind: "loaded", id, backend: name });
      return;
    }
    case "predict": {
      const model = await models.get(request.base);
      if (model === undefined) throw new PlainError("This model has not been loaded.");
      const values = model.predict(request.values);
      scope.postMessage({ kind: "predicted", id, values }, [values.buffer]);
      return;
    }
    case "dispose": {
      const model = await models.get(request.base);
      models.delete(request.base);
      model?.dispose();
      scope.postMessage({ kind: "disposed", id });
      return;
    }
    case "memory":
      scope.postMessage({ kind: "memory", id, tensors: memory().numTensors });
  }
}

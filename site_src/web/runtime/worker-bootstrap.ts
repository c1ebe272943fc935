/**
 * The worker's first script: a few lines that wait for a question.
 *
 * A worker takes about as long to come up as TensorFlow.js takes to load. So it comes up when a demo
 * comes near the window, and what computes is fetched with the first question: at a touch.
 */
import { prefetchWasm } from "./backends/wasm-file.ts";
import type { WorkerRequest, WorkerResponse } from "./protocol.ts";

/** The part of a dedicated worker's global scope used here; the `dom` library does not have it. */
interface DoorwayScope {
  postMessage(message: WorkerResponse): void;
  onmessage: ((event: MessageEvent<WorkerRequest>) => void) | null;
}

const scope = globalThis as unknown as DoorwayScope;
scope.postMessage({ kind: "up", id: 0 });
const early: MessageEvent<WorkerRequest>[] = [];

scope.onmessage = (event) => {
  early.push(event);
  if (early.length > 1) return;
  // Both at once, not one after the other.
  if (event.data.kind === "load" && !event.data.fresh) prefetchWasm();
  // From here on worker.ts listens.
  import("./worker.ts").then(
    () => early.forEach((question) => scope.onmessage?.(question)),
    (error: unknown) =>
      // Only an error that nobody catches reaches the page.
      setTimeout(() => {
        throw error;
      }),
  );
};

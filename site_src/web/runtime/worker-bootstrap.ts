/**
 * The worker's first script: a few lines that wait for a question.
 *
 * So a worker comes up when a demo comes near the window, and what runs networks is fetched with the
 * first question: at a touch. It has an address of its own: this script's changes where it has failed
 * once (client.ts), and what comes later must find the same worker.ts.
 */
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

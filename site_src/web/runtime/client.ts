/** The page's one client: all elements of a page share a worker. */
import { WorkerClient } from "./worker-client.ts";

export const client = new WorkerClient(
  // What is kept of a script that did not run may be damaged: another address goes past that.
  (again) =>
    new Worker(new URL(LBL_WORKER_FILE + (again ? `?${Date.now()}` : ""), import.meta.url), {
      type: "module",
    }),
);

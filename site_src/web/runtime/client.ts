/** The page's one client: all elements of a page share a worker. */
import { WorkerClient } from "./worker-client.ts";

export const client = new WorkerClient(
  () => new Worker(new URL(LBL_WORKER_FILE, import.meta.url), { type: "module" }),
);

import type { Page } from "playwright-core";
import type { TaskName } from "../../../site_src/web/runtime/tasks.ts";

export interface Asked {
  /** Address of the worker's script, and of the model's folder. */
  readonly script: string;
  readonly base: string;
  readonly tasks: readonly { readonly task: TaskName; readonly request: object }[];
  readonly times: number;
}

/**
 * Does tasks in a worker of its own: their replies, and the tensors that there were after the first
 * time and after the last.
 */
export async function askWorker<Replies>(
  page: Page,
  asked: Asked,
): Promise<{ readonly replies: Replies; readonly before: number; readonly after: number }> {
  const card: unknown = await (await page.request.get(`${asked.base}card.json`)).json();
  return page.evaluate(
    async ({ script, base, tasks, times, card }) => {
      const worker = new Worker(script, { type: "module" });
      let last = 0;
      const post = (question: object): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const id = ++last;
          worker.addEventListener("message", ({ data }) => {
            if (data.id !== id) return;
            if (data.kind === "done") resolve(data.value);
            if (data.kind === "failed") reject(new Error(data.message));
          });
          worker.postMessage({ id, ...question });
        });
      const look = async (): Promise<unknown[]> => {
        const replies: unknown[] = [];
        for (const { task, request } of tasks) {
          replies.push(await post({ kind: "ask", task, request }));
        }
        return replies;
      };
      await post({ kind: "load", base, card, fresh: false });
      const replies = await look();
      const before = Number(await post({ kind: "memory" }));
      for (let time = 1; time < times; time++) await look();
      const after = Number(await post({ kind: "memory" }));
      worker.terminate();
      return { replies: replies as never, before, after };
    },
    { ...asked, card },
  );
}

/** The worker's task of training, without a page's elements: what it leaves behind. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { WorkerResponse } from "../../../site_src/web/runtime/protocol.ts";
import type { TrainingState } from "../../../site_src/web/runtime/tasks/training.ts";
import { draw, near, seven, siteFolder, told, visit } from "../support/site.ts";
import { world } from "../support/world.ts";

/** One event of a trace: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds that the thread computed, not those that it waited for a processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const here = world();

test("training leaves no tensor behind that was not there after its first steps, ending it none", async () => {
  const names = await readdir(join(siteFolder, "assets"));
  const worker = names.find((name) => /^worker-.*\.js$/.test(name));
  assert.ok(worker);
  const visited = await visit(here.browser, `${here.server.url}about/how/`);
  try {
    visited.page.setDefaultTimeout(180_000);
    const counts = await visited.page.evaluate(
      async ({ script, data }) => {
        const worker = new Worker(script, { type: "module" });
        let last = 0;
        const post = (question: Record<string, unknown>): Promise<unknown> =>
          new Promise((resolve, reject) => {
            const id = ++last;
            worker.addEventListener("message", ({ data }: MessageEvent<WorkerResponse>) => {
              if (data.id !== id) return;
              if (data.kind === "failed") reject(new Error(data.message));
              if (data.kind === "done") resolve(data.value);
            });
            worker.postMessage({ ...question, id });
          });
        const ask = (request: Record<string, unknown>): Promise<unknown> =>
          post({ kind: "ask", task: "training", request: { name: "a", ...request } });
        const tensors = (): Promise<unknown> => post({ kind: "memory" });
        const begin = async (examples: number): Promise<TrainingState> => {
          const architecture = { convolutions: 2, filters: 4, hidden: 32 };
          const rest = { epochs: 1, batchSize: 32, learningRate: 0.003, wrong: 0.5, seed: 1 };
          const plan = { architecture, examples, ...rest };
          return (await ask({ do: "begin", plan, data })) as TrainingState;
        };
        const fresh = await begin(64);
        const picture = new Float32Array(784).fill(0.5);
        await ask({ do: "watch", picture });
        await ask({ do: "train" });
        const short = await tensors();
        await begin(640);
        await ask({ do: "watch", picture });
        const done = (await ask({ do: "train" })) as TrainingState;
        const long = await tensors();
        await ask({ do: "end" });
        const atLast = await tensors();
        worker.terminate();
        return {
          short,
          long,
          atLast,
          parameters: fresh.parameters,
          step: done.step,
          tested: done.confusion.reduce((sum, count) => sum + count, 0),
          total: done.probabilities?.reduce((sum, value) => sum + value, 0),
        };
      },
      { script: `${here.server.url}assets/${worker}`, data: `${here.server.url}data/digits/` },
    );
    assert.equal(counts.step, 20);
    assert.equal(counts.tested, 1000);
    assert.ok(Math.abs((counts.total ?? 0) - 1) < 1e-4);
    // 5 x 5 x 1 x 4 + 4, 3 x 3 x 4 x 8 + 8, 5 x 5 x 8 x 32 + 32, 32 x 10 + 10.
    assert.equal(counts.parameters, 104 + 296 + 6432 + 330);
    assert.equal(counts.long, counts.short);
    assert.equal(counts.atLast, 0);
  } finally {
    await visited.close();
  }
});

test("while it trains, the page's own thread has nothing long to do", async () => {
  const visited = await visit(here.browser, here.server.url);
  const { page } = visited;
  try {
    const demo = await near(page.locator("train-here"));
    await draw(demo, seven);
    await told(demo, /no idea/);
    await here.browser.startTracing(page, { categories: ["toplevel"] });
    await demo.locator("button.strong").click();
    await demo.locator("xpath=self::*[@data-state='done']").waitFor({ timeout: 180_000 });
    const { traceEvents: events } = JSON.parse(String(await here.browser.stopTracing())) as {
      traceEvents: TraceEvent[];
    };
    const threads = events.filter(
      ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
    );
    const tasks = events.filter(
      ({ ph, pid, tid, tdur }) =>
        ph === "X" &&
        tdur !== undefined &&
        threads.some((thread) => thread.pid === pid && thread.tid === tid),
    );
    assert.ok(tasks.length > 100, `${tasks.length} tasks`);
    const longest = Math.max(...tasks.map(({ tdur = 0 }) => tdur / 1000));
    assert.ok(longest <= 50, `a task of ${longest} ms`);
  } finally {
    await visited.close();
  }
});

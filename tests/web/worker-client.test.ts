/** The client of the worker, with a worker that a test answers for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { WorkerRequest } from "../../site_src/web/runtime/protocol.ts";
import { WorkerClient, type WorkerLike } from "../../site_src/web/runtime/worker-client.ts";

class FakeWorker implements WorkerLike {
  onmessage: Worker["onmessage"] = null;
  onerror: Worker["onerror"] = null;
  readonly asked: WorkerRequest[] = [];
  postMessage(message: WorkerRequest): void {
    this.asked.push(message);
  }
  terminate(): void {}
  answer(data: object): void {
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent);
  }
  die(): void {
    this.onerror?.call(this as unknown as Worker, { preventDefault() {} } as ErrorEvent);
  }
}

function clientOf(): { client: WorkerClient; workers: FakeWorker[] } {
  const workers: FakeWorker[] = [];
  const client = new WorkerClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    queueMicrotask(() => worker.answer({ kind: "up", id: 0 }));
    return worker;
  });
  return { client, workers };
}

const request = { base: "models/a/", inputs: [] };

test("answers go to who asked, whatever their order", async () => {
  const { client, workers } = clientOf();
  client.warmUp();
  const replies = [client.ask("predict", request), client.ask("predict", request)];
  const [worker] = workers;
  assert.equal(workers.length, 1);
  const [first, second] = worker?.asked ?? [];
  worker?.answer({ kind: "done", id: second?.id, value: "second" });
  worker?.answer({ kind: "done", id: first?.id, value: "first" });
  assert.deepEqual(await Promise.all(replies), ["first", "second"]);
});

test("when the worker dies all are told, and the next one asks another", async () => {
  const { client, workers } = clientOf();
  const lost = client.ask("predict", request);
  workers[0]?.die();
  await assert.rejects(lost, /could not be loaded/);
  const reply = client.ask("predict", request);
  assert.equal(workers.length, 2);
  workers[1]?.answer({ kind: "done", id: workers[1].asked[0]?.id, value: "here" });
  assert.equal(await reply, "here");
});

test("a worker that says nothing is given up, and the next one goes past what is kept", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const asked: boolean[] = [];
  const client = new WorkerClient((again) => {
    asked.push(again);
    return new FakeWorker();
  });
  const lost = client.ask("predict", request);
  t.mock.timers.tick(60_000);
  await assert.rejects(lost, /could not be loaded/);
  client.warmUp();
  assert.deepEqual(asked, [false, true]);
});

test("who aborts is rejected at once, and the worker is told", async () => {
  const { client, workers } = clientOf();
  const stop = new AbortController();
  const reply = client.ask("predict", request, { signal: stop.signal });
  stop.abort(new Error("enough"));
  await assert.rejects(reply, /enough/);
  assert.equal(workers[0]?.asked.at(-1)?.kind, "cancel");
});

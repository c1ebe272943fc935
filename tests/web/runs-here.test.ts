/** What belongs to cells that run in the page, and needs neither a page nor Python. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { extent, ticks } from "../../site_src/web/demos/run-cell/scale.ts";
import { withVersions } from "../../site_src/web/demos/run-cell/script.ts";
import { PythonClient, type PythonWorker } from "../../site_src/web/python/client.ts";
import type { FromPython, ToPython } from "../../site_src/web/python/protocol.ts";

const SCRIPT = `# ---
# title: A
# ---

# %% [raw]
# /// script
# ///

# %% [markdown]
# Prose.

# %%
#| fig-alt: A line
x = 1
print(x)

# %% tags=["exercise"]
y = 2
`;

test("the reader's versions go into the script, where the cells stand", () => {
  const mine = withVersions(SCRIPT, new Map([[1, "x = 5"]]));
  assert.equal(mine, SCRIPT.replace("x = 1\nprint(x)", "x = 5"));
  const last = withVersions(SCRIPT, new Map([[2, "y = 3\n\n\n"]]));
  assert.equal(last, SCRIPT.replace("y = 2", "y = 3"));
  assert.equal(withVersions(SCRIPT, new Map()), SCRIPT);
});

test("axes have round numbers", () => {
  assert.deepEqual(ticks(0, 1, 5), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
  assert.deepEqual(ticks(-3, 12, 5), ["0", "5", "10"]);
  assert.deepEqual(ticks(0, 3e7, 3), ["0", "10000000", "20000000", "30000000"]);
  assert.deepEqual(extent([3, null, 1]), [1, 3]);
  assert.deepEqual(extent([4, 4]), [2, 6]);
  assert.deepEqual(extent([]), [0, 1]);
  assert.deepEqual(extent([0, 10], 0.1), [-1, 11]);
});

/** A worker in the test's hands. */
class FakeWorker implements PythonWorker {
  onmessage: PythonWorker["onmessage"] = null;
  onerror: PythonWorker["onerror"] = null;
  readonly asked: ToPython[] = [];
  ended = false;

  postMessage(message: unknown): void {
    this.asked.push(message as ToPython);
  }

  terminate(): void {
    this.ended = true;
  }

  says(data: FromPython): void {
    this.onmessage?.call(this as unknown as Worker, { data } as MessageEvent);
  }
}

const CELL = { name: "cell 1", code: "1", check: "" };
const silent = { text: () => {}, drawing: () => {} };
const DONE = { error: null, line: null, stopped: false, wrong: null };

function started(shared: boolean): { workers: FakeWorker[]; client: PythonClient } {
  const workers: FakeWorker[] = [];
  const client = new PythonClient(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  }, shared);
  return { workers, client };
}

test("one worker serves all cells, and tells what it prints", async () => {
  const { workers, client } = started(false);
  const shares: number[] = [];
  const start = client.start((share) => shares.push(share));
  workers[0]?.says({ kind: "arriving", done: 1, total: 4 });
  workers[0]?.says({ kind: "ready" });
  await start;
  await client.start();
  assert.deepEqual(shares, [0.25]);
  const texts: string[] = [];
  const run = client.run(CELL, { ...silent, text: (text) => texts.push(text) });
  workers[0]?.says({ kind: "text", text: "hello" });
  workers[0]?.says({ kind: "done", result: DONE });
  assert.deepEqual(await run, DONE);
  assert.deepEqual(texts, ["hello"]);
  assert.deepEqual(
    workers.map(({ asked }) => asked.map(({ kind }) => kind)),
    [["start", "run"]],
  );
});

test("a start that fails is told, and the next one begins anew", async () => {
  const { workers, client } = started(false);
  const start = client.start();
  workers[0]?.says({ kind: "failed", message: "no file" });
  await assert.rejects(start, /no file/);
  assert.ok(workers[0]?.ended);
  const again = client.start();
  workers[1]?.says({ kind: "ready" });
  await again;
});

test("a start can be stopped", async () => {
  const { workers, client } = started(true);
  const start = client.start();
  client.stop();
  await assert.rejects(start, /Stopped/);
  assert.ok(workers[0]?.ended);
});

test("without shared memory a stop ends the worker, and the session with it", async () => {
  const { workers, client } = started(false);
  const start = client.start();
  workers[0]?.says({ kind: "ready" });
  await start;
  const run = client.run(CELL, silent);
  const before = client.session;
  client.stop();
  assert.deepEqual(await run, { ...DONE, stopped: true });
  assert.ok(workers[0]?.ended);
  assert.notEqual(client.session, before);
});

test("with shared memory a stop interrupts, and the session goes on", async () => {
  const { workers, client } = started(true);
  const start = client.start();
  const asked = workers[0]?.asked[0];
  assert.ok(asked?.kind === "start" && asked.interrupt !== undefined);
  workers[0]?.says({ kind: "ready" });
  await start;
  const run = client.run(CELL, silent);
  const before = client.session;
  client.stop();
  assert.deepEqual([...asked.interrupt], [2]);
  workers[0]?.says({ kind: "done", result: { ...DONE, stopped: true } });
  assert.ok((await run).stopped);
  assert.ok(!workers[0]?.ended);
  assert.equal(client.session, before);
});

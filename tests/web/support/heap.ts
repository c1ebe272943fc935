/** The memory of a page and of its workers, as the browser counts it. */
import { once } from "node:events";
import type { CDPSession, Page } from "playwright-core";

interface Usage {
  readonly usedSize: number;
  /** Of typed arrays, WebAssembly's memory included. */
  readonly backingStorageSize?: number;
}

/** Measures the heap of a page and of the workers that it starts, in bytes. */
export class Heap {
  private readonly workers = new Set<string>();
  private last = 0;

  private constructor(private readonly session: CDPSession) {}

  /** Watches from now on; to be called before the page has started a worker. */
  static async of(page: Page): Promise<Heap> {
    const session = await page.context().newCDPSession(page);
    const heap = new Heap(session);
    session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
      if (targetInfo.type === "worker") heap.workers.add(sessionId);
    });
    session.on("Target.detachedFromTarget", ({ sessionId }) => heap.workers.delete(sessionId));
    const how = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
    await session.send("Target.setAutoAttach", how);
    return heap;
  }

  get countOfWorkers(): number {
    return this.workers.size;
  }

  /** Collects garbage, then measures. */
  async bytes(): Promise<number> {
    await this.session.send("HeapProfiler.collectGarbage");
    const sizes = [await this.session.send("Runtime.getHeapUsage")] as Usage[];
    for (const worker of this.workers) {
      await this.ask(worker, "HeapProfiler.collectGarbage");
      sizes.push(await this.ask(worker, "Runtime.getHeapUsage"));
    }
    return sizes.reduce((sum, size) => sum + size.usedSize + (size.backingStorageSize ?? 0), 0);
  }

  private async ask(sessionId: string, method: string): Promise<Usage> {
    const id = ++this.last;
    const answers = this.session as unknown as NodeJS.EventEmitter;
    const signal = AbortSignal.timeout(30_000);
    const answered = (async () => {
      for (;;) {
        const [{ message }] = (await once(answers, "Target.receivedMessageFromTarget", {
          signal,
        })) as [{ message: string }];
        const answer = JSON.parse(message) as { id?: number; result?: Usage };
        if (answer.id === id && answer.result) return answer.result;
      }
    })();
    await this.session.send("Target.sendMessageToTarget", {
      sessionId,
      message: JSON.stringify({ id, method, params: {} }),
    });
    return answered;
  }
}

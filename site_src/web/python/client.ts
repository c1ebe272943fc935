/** The page's side of Python: one worker, which is started when the first cell is run. */
import { RetryablePromise } from "../retryable-promise.ts";
import { UserFacingError } from "../runtime/files.ts";
import type { CellOutput } from "./interpreter.ts";
import type { CellCode, CellResult, FromPython, ToPython } from "./protocol.ts";

export type Arriving = (share: number) => void;

/** What a client needs of a `Worker`. */
export type PythonWorker = Pick<Worker, "postMessage" | "terminate" | "onmessage" | "onerror">;

/** Milliseconds for which an interrupted cell may still run before its worker is ended. */
const GRACE = 2000;

/** What becomes of a cell that was stopped by ending its worker. */
const ENDED: CellResult = { error: null, line: null, stopped: true, wrong: null };

export class PythonClient {
  private worker: PythonWorker | undefined;
  private interrupt: Uint8Array | undefined;
  private readonly ready = new RetryablePromise<void>();
  private arriving: Arriving = () => {};
  private settle: { done: () => void; failed: (error: unknown) => void } | undefined;
  private running: { output: CellOutput; done: (result: CellResult) => void } | undefined;
  private sessions = 0;

  /** `shared` says whether memory can be shared with a worker: then a loop can be interrupted. */
  constructor(
    private readonly createWorker: () => PythonWorker,
    private readonly shared = globalThis.crossOriginIsolated,
  ) {}

  /** Which Python it is: another number means that all that cells had defined is gone. */
  get session(): number {
    return this.sessions;
  }

  /**
   * Fetches and starts Python if it does not run yet.
   *
   * Rejects with a {@link UserFacingError}; the next call tries again.
   */
  start(arriving: Arriving = () => {}): Promise<void> {
    this.arriving = arriving;
    return this.ready.get(
      () =>
        new Promise((done, failed) => {
          this.settle = { done, failed };
          this.worker = this.createWorker();
          this.worker.onmessage = ({ data }: MessageEvent<FromPython>) => this.receive(data);
          this.worker.onerror = (event) => {
            event.preventDefault();
            this.fail("The code that runs Python could not be loaded, or has ended.");
          };
          this.interrupt = this.shared ? new Uint8Array(new SharedArrayBuffer(1)) : undefined;
          this.send({ kind: "start", interrupt: this.interrupt });
        }),
    );
  }

  /** Runs a cell after {@link start}; one at a time. */
  run(cell: CellCode, output: CellOutput): Promise<CellResult> {
    if (this.running !== undefined) throw new Error("a cell is running");
    this.interrupt?.fill(0);
    return new Promise((done) => {
      this.running = { output, done };
      this.send({ kind: "run", ...cell });
    });
  }

  /** Stops the cell that runs, or Python on its way. Where it cannot be interrupted, all that cells have defined is lost. */
  stop(): void {
    if (this.settle !== undefined) return this.fail("Stopped before Python had come.");
    if (this.running === undefined) return;
    if (this.interrupt === undefined) return this.end();
    const { running } = this;
    this.interrupt.fill(2);
    setTimeout(() => {
      if (this.running === running) this.end();
    }, GRACE);
  }

  /** Forgets all that cells have defined. */
  reset(): void {
    this.sessions += 1;
    if (this.running !== undefined) this.end();
    else if (this.ready.started) this.send({ kind: "reset" });
  }

  private send(message: ToPython): void {
    this.worker?.postMessage(message);
  }

  private receive(message: FromPython): void {
    if (message.kind === "arriving") this.arriving(message.done / message.total);
    else if (message.kind === "ready") this.started();
    else if (message.kind === "failed") this.fail(message.message);
    else if (message.kind === "text") this.running?.output.text(message.text);
    else if (message.kind === "drawing") this.running?.output.drawing(message.drawing);
    else this.finish(message.result);
  }

  private started(): void {
    this.settle?.done();
    this.settle = undefined;
  }

  private finish(result: CellResult): void {
    const { running } = this;
    this.running = undefined;
    running?.done(result);
  }

  private fail(message: string): void {
    this.settle?.failed(new UserFacingError(message));
    this.settle = undefined;
    this.end();
  }

  private end(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.ready.forget();
    this.sessions += 1;
    this.finish(ENDED);
  }
}

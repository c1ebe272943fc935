/** The page's side of the training: a worker of the element's own, begun anew when it was ended. */
import type { FromTrainer, ToTrainer } from "./training/protocol.ts";

export class TrainingClient {
  private worker: Worker | undefined;
  private run = 0;

  /** `tell` hears every moment of the newest run, `fail` that the code did not come or has ended. */
  constructor(
    private readonly tell: (message: FromTrainer) => void,
    private readonly fail: () => void,
  ) {}

  send(message: ToTrainer): void {
    this.worker ??= this.start();
    if (message.kind === "begin") this.run++;
    this.worker.postMessage(message);
  }

  end(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.run = 0;
  }

  private start(): Worker {
    const worker = new Worker(new URL(LBL_PLAYGROUND_WORKER, import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FromTrainer>) => {
      // The page is ready for the next moment when it has shown this one.
      requestAnimationFrame(() => this.worker?.postMessage({ kind: "shown" }));
      if (data.run === this.run) this.tell(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.end();
      this.fail();
    };
    return worker;
  }
}

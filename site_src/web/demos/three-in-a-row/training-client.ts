/** The page's side of the training: a worker of the element's own, begun anew when it was ended. */
import type { FromTrainer, Moment, ToTrainer } from "./training/protocol.ts";

export class TrainingClient {
  private worker: Worker | undefined;
  private run = 0;

  /** `tell` hears every moment of the newest run, `fail` that the code did not come or has ended. */
  constructor(
    private readonly tell: (moment: Moment) => void,
    private readonly fail: () => void,
  ) {}

  /** Whether there is a training to go on with. */
  get begun(): boolean {
    return this.worker !== undefined;
  }

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
    const worker = new Worker(new URL(LBL_GAME_WORKER, import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FromTrainer>) => {
      if (data.run === this.run) this.tell(data.moment);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.end();
      this.fail();
    };
    return worker;
  }
}

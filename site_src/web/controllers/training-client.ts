/** The page's side of a training: a worker of the element's own, begun anew when it was ended. */

/** What the page has shown, for a worker that waits for it. */
interface Shown {
  readonly kind: "shown";
}

interface Listeners<From> {
  /** Hears every message of the newest run. */
  readonly tell: (message: From) => void;
  /** Hears that the code did not come, or has ended. */
  readonly fail: () => void;
}

/** `To` are the messages to the worker, `From` are its own, each with the number of its `begin`, from 1. */
export class TrainingClient<
  To extends { readonly kind: string },
  From extends { readonly run: number },
> {
  private worker: Worker | undefined;
  private run = 0;

  /** `file` is the worker's; one that is `paced` is told when the page has shown a message. */
  constructor(
    private readonly file: string,
    private readonly listeners: Listeners<From>,
    private readonly paced = false,
  ) {}

  /** Whether there is a training to go on with. */
  get begun(): boolean {
    return this.worker !== undefined;
  }

  send(message: To): void {
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
    const worker = new Worker(new URL(this.file, import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<From>) => {
      if (this.paced) requestAnimationFrame(() => this.worker?.postMessage(SHOWN));
      if (data.run === this.run) this.listeners.tell(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.end();
      this.listeners.fail();
    };
    return worker;
  }
}

const SHOWN: Shown = { kind: "shown" };

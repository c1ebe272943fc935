import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Milliseconds without a change after which a drawing counts as finished for the time being. */
const QUIET = 500;

export interface LatestWinsOptions {
  /** Works on the state as it is now; never called again before it is done. */
  readonly run: () => Promise<void>;
  /** Nothing changes any more, for the time being. */
  readonly onIdle: () => void;
  /** The newest state has been worked on. */
  readonly onComplete: () => void;
}

/** Follows something while it changes: the newest state counts, and no requests queue up. */
export class LatestWinsController implements ReactiveController {
  /** Nothing changes: the pen rests. */
  isIdle = true;
  /** It is at work; a state that is requested meanwhile comes next, once. */
  busy = false;

  private outdated = false;
  private quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly options: LatestWinsOptions,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.quiet);
  }

  /** Notes that something has changed, and may go on changing. */
  changed(): void {
    this.isIdle = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.idle(), QUIET);
  }

  /** Notes the end of a change: the pen was lifted, or everything came at one blow. */
  idle(): void {
    clearTimeout(this.quiet);
    this.isIdle = true;
    this.options.onIdle();
  }

  /** Works on the newest state, now or as soon as the last one is done. */
  request(): void {
    this.outdated = true;
    if (!this.busy) void this.follow();
  }

  private async follow(): Promise<void> {
    this.busy = true;
    try {
      while (this.outdated) {
        this.outdated = false;
        await this.options.run();
      }
    } finally {
      this.busy = false;
    }
    this.options.onComplete();
  }
}

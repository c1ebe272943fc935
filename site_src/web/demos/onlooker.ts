import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Milliseconds without a change after which a drawing counts as finished for the time being. */
const QUIET = 500;

export interface OnlookerOptions {
  /** Looks at the drawing as it is now; never called again before it is done. */
  readonly look: () => Promise<void>;
  /** The pen rests. */
  readonly rested: () => void;
  /** The newest drawing has been looked at. */
  readonly seen: () => void;
}

/** Follows a drawing while it is made: the newest state counts, none queue up. */
export class Onlooker implements ReactiveController {
  /** The pen rests. */
  resting = true;
  /** It is looking; a drawing that changes meanwhile is looked at next, once. */
  busy = false;

  private outdated = false;
  private quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: ReactiveControllerHost,
    private readonly options: OnlookerOptions,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.quiet);
  }

  /** The pen has moved, and may go on. */
  moved(): void {
    this.resting = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.rest(), QUIET);
  }

  /** The pen was lifted, or something has changed at one blow. */
  rest(): void {
    clearTimeout(this.quiet);
    this.resting = true;
    this.options.rested();
  }

  /** Looks at the drawing, now or as soon as it is done with the last one. */
  look(): void {
    this.outdated = true;
    if (!this.busy) void this.follow();
  }

  private async follow(): Promise<void> {
    this.busy = true;
    try {
      while (this.outdated) {
        this.outdated = false;
        await this.options.look();
      }
    } finally {
      this.busy = false;
    }
    this.options.seen();
  }
}

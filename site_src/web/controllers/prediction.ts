import type { ReactiveControllerHost } from "lit";
import type { RemoteModel } from "../runtime/worker-client.ts";
import type { DrawingController } from "./drawing.ts";
import { LatestWinsController } from "./latest-wins.ts";
import type { ModelController } from "./model.ts";

export interface PredictionOptions {
  /** Asks the network about what is on the canvas, and shows its answer. Rejects when it cannot. */
  readonly predict: (network: RemoteModel) => Promise<void>;
  /** Nothing is on the canvas: the last answer is shown no more. */
  readonly clear: () => void;
  /** The drawing rests, or the network has answered, in whatever order. */
  readonly announce: () => void;
}

/** Has a network look at a canvas while somebody draws: the newest drawing wins, none queue up. */
export class PredictionController {
  private readonly latest: LatestWinsController;

  constructor(
    host: ReactiveControllerHost,
    private readonly network: ModelController,
    private readonly drawing: DrawingController,
    private readonly options: PredictionOptions,
  ) {
    this.latest = new LatestWinsController(host, {
      run: () => this.predict(),
      onIdle: () => {
        drawing.save();
        options.announce();
      },
      onComplete: options.announce,
    });
  }

  /** The drawing rests, and the network has answered. */
  get isSettled(): boolean {
    return this.latest.isIdle && !this.latest.busy && this.network.state === "ready";
  }

  /** The reader has drawn: fetches the network, if need be, and has it look. */
  drawn(): void {
    this.latest.changed();
    this.network.touch();
    this.request();
  }

  /** Has the network look at what is on the canvas now. */
  request(): void {
    if (this.drawing.empty) this.options.clear();
    else if (this.network.remote !== null) this.latest.request();
  }

  /** The page is drawing, and goes on. */
  animating(): void {
    this.latest.isIdle = false;
    this.request();
  }

  /** Something has changed at one blow, not stroke by stroke. */
  changed(): void {
    this.latest.isIdle = true;
    this.request();
    this.latest.idle();
  }

  /** The pen was lifted. */
  idle(): void {
    this.latest.idle();
  }

  private async predict(): Promise<void> {
    const { remote } = this.network;
    if (remote === null || this.drawing.empty) return;
    try {
      await this.options.predict(remote);
    } catch (error) {
      this.network.fail(error);
    }
  }
}

/** A player that the reader trains: its weights, its games, and the worker that trains it. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { TrainingClient } from "../../controllers/training-client.ts";
import { retry } from "../../site.ts";
import { playerOf, policy, type Results } from "./training/learner.ts";
import type { FromTrainer, Moment, ToTrainer } from "./training/protocol.ts";

export interface Point {
  readonly games: number;
  readonly results: Results;
}

/** After so many games it rests, unless told to go on. */
export const STRETCH = 256_000;

export class YoursController implements ReactiveController {
  training = false;
  /** What trains could not be fetched, or has ended. */
  broken = false;
  games = 0;
  points: readonly Point[] = [];
  price = 3;

  private seed = 1;
  private moment: Moment | null = null;
  private readonly player = playerOf(1);
  private readonly client = new TrainingClient<ToTrainer, FromTrainer>(LBL_GAME_WORKER, {
    tell: ({ moment }) => this.hear(moment),
    fail: () => {
      this.training = false;
      this.broken = true;
      this.host.requestUpdate();
    },
  });

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly rested: () => void,
  ) {
    host.addController(this);
    this.player.initialise(this.seed);
  }

  hostDisconnected(): void {
    this.training = false;
    this.client.end();
  }

  /** Shares of the squares on a board of 18 numbers. */
  shares(board: Float32Array): Float32Array {
    return policy(this.player, board, 1);
  }

  /** Trains, or pauses. After a failure it goes on from where it was. */
  toggle(): void {
    if (this.training) {
      this.training = false;
      this.client.send({ kind: "pause" });
    } else if (this.broken) {
      void retry(() => this.train());
    } else this.train();
    this.host.requestUpdate();
  }

  /** New random weights, that learn with this price of a defeat. */
  renew(price: number): void {
    this.price = price;
    this.seed++;
    this.player.initialise(this.seed);
    this.moment = null;
    this.games = 0;
    this.points = [];
    this.training = false;
    this.client.end();
    this.host.requestUpdate();
  }

  private train(): void {
    this.broken = false;
    this.training = true;
    if (!this.client.begun) {
      const { seed, price, moment } = this;
      this.client.send({ kind: "begin", seed, price, from: moment });
    }
    this.client.send({ kind: "train" });
    this.host.requestUpdate();
  }

  private hear(moment: Moment): void {
    const stretch = Math.floor(this.games / STRETCH);
    this.moment = moment;
    this.games = moment.games;
    this.player.parameters.set(moment.parameters);
    this.points = [...this.points, { games: moment.games, results: moment.results }];
    if (this.training && Math.floor(moment.games / STRETCH) > stretch) {
      this.toggle();
      this.rested();
    }
    this.host.requestUpdate();
  }
}

/** What the game and the worker that trains a player for it say to each other. */
import type { Results } from "./learner.ts";

export type ToTrainer =
  | {
      readonly kind: "begin";
      readonly seed: number;
      readonly price: number;
      /** Goes on from these weights, after so many games. */
      readonly from: Moment | null;
    }
  | { readonly kind: "train" }
  | { readonly kind: "pause" };

/** How a training stands. */
export interface Moment {
  readonly games: number;
  readonly parameters: Float32Array;
  /** Of the games since the moment before. */
  readonly results: Results;
}

export interface FromTrainer {
  /** Which `begin` it belongs to, counted from 1. */
  readonly run: number;
  readonly moment: Moment;
}

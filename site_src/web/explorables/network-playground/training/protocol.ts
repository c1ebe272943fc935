/** What the playground and its worker say to each other. */
import type { Split } from "../../plane/data.ts";
import type { Moment, Plan, Tuning } from "./trainer.ts";

export type ToTrainer =
  | { readonly kind: "begin"; readonly plan: Plan; readonly data: Split; readonly tuning: Tuning }
  | { readonly kind: "retune"; readonly tuning: Tuning }
  /** Trains until it is told to pause; `epochs` between two moments, 0 for as many as it can. */
  | { readonly kind: "train"; readonly epochs: number }
  | { readonly kind: "pause" }
  | { readonly kind: "step" }
  /** The page has shown the last moment, and is ready for the next one. */
  | { readonly kind: "shown" };

export interface FromTrainer {
  /** Which `begin` it belongs to, counted from 1. */
  readonly run: number;
  readonly moment: Moment;
  /** Epochs a second while it trains. */
  readonly rate: number;
}

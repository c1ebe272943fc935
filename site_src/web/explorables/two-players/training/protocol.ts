/** What the two players' page and their worker say to each other. */
import type { Moment, Plan, Tuning } from "./players.ts";

export type ToPlayers =
  | { readonly kind: "begin"; readonly plan: Plan; readonly tuning: Tuning }
  | { readonly kind: "retune"; readonly tuning: Tuning }
  /** Plays until it is told to pause; `rounds` between two moments, 0 for as many as it can. */
  | { readonly kind: "train"; readonly rounds: number }
  | { readonly kind: "pause" }
  | { readonly kind: "step" }
  /** The page has shown the last moment, and is ready for the next one. */
  | { readonly kind: "shown" };

export interface FromPlayers {
  /** Which `begin` it belongs to, counted from 1. */
  readonly run: number;
  readonly moment: Moment;
}

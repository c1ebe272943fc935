/** What the page and the worker say to each other. Every question carries a number, its answer too. */
import type { Card } from "./card.ts";

/** What TensorFlow.js can compute with. */
export type EngineBackend = "wasm" | "webgl" | "cpu";
/** What can compute; `compiled` is the network itself. */
export type BackendName = EngineBackend | "compiled";
/** What the reader wants to compute with; `auto` leaves it to us. */
export type BackendChoice = EngineBackend | "auto";

/** From the page to the worker. */
export type WorkerRequest =
  | {
      readonly kind: "load";
      readonly id: number;
      /** Address of the model's folder, ending in a slash. Also the name of the model. */
      readonly base: string;
      /** Where its files are, if not there. */
      readonly folder?: string;
      readonly card: Card;
      /** Go past all caches: what is in them may be damaged. */
      readonly fresh: boolean;
      /** What proved to be the fastest for this model, if that was tried before. */
      readonly fastest: EngineBackend | undefined;
    }
  | {
      readonly kind: "ask";
      readonly id: number;
      /** One of tasks.ts. */
      readonly task: string;
      readonly request: unknown;
    }
  /** Stop working on the question with this number; it is answered as failed. */
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "choose"; readonly id: number; readonly choice: BackendChoice }
  | { readonly kind: "dispose"; readonly id: number; readonly base: string }
  | { readonly kind: "memory"; readonly id: number };

/** From the worker to the page. */
export type WorkerResponse =
  /** Its script runs; no question's answer. */
  | { readonly kind: "up"; readonly id: 0 }
  | {
      readonly kind: "arriving";
      readonly id: number;
      /** Bytes. */
      readonly done: number;
      readonly total: number;
    }
  /** What proved to be the fastest for the model in the folder `base`; no question's answer. */
  | {
      readonly kind: "tried";
      readonly id: 0;
      readonly base: string;
      readonly fastest: EngineBackend;
    }
  | { readonly kind: "progress"; readonly id: number; readonly value: unknown }
  | { readonly kind: "done"; readonly id: number; readonly value: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };

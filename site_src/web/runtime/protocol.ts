/** What the page and the worker say to each other. Every question carries a number, its answer too. */
import type { Card } from "./card.ts";

export type BackendName = "wasm" | "cpu";

/** From the page to the worker. */
export type Request =
  | {
      readonly kind: "load";
      readonly id: number;
      /** Address of the folder with model.json, ending in a slash. Also the name of the model. */
      readonly base: string;
      readonly card: Card;
      /** Go past the browser's cache: what is in it may be damaged. */
      readonly fresh: boolean;
    }
  | {
      readonly kind: "predict";
      readonly id: number;
      readonly base: string;
      /** One example or several, one after the other, in C order. */
      readonly values: Float32Array;
    }
  | { readonly kind: "dispose"; readonly id: number; readonly base: string }
  | { readonly kind: "memory"; readonly id: number };

/** From the worker to the page. */
export type Reply =
  | {
      readonly kind: "progress";
      readonly id: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: "loaded"; readonly id: number; readonly backend: BackendName }
  | { readonly kind: "predicted"; readonly id: number; readonly values: Float32Array }
  | { readonly kind: "disposed"; readonly id: number }
  | { readonly kind: "memory"; readonly id: number; readonly tensors: number }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };

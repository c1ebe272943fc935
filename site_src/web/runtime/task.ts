/**
 * A task: one kind of work that the worker does for a page, in a file of its own in tasks/.
 *
 * Its code is a chunk that comes when a page first asks for it. What it needs of TensorFlow.js
 * beyond the kernels that the exported models use stands beside it, in tasks/<name>.needs.ts.
 */
import type { GraphNet, LayersNet, Model } from "./models/model.ts";

export interface Task<Request, Reply, Progress = never> {
  (request: Request, context: Context<Progress>): Promise<Reply> | Reply;
}

/** What any task can do while it works. */
export interface Turn<Progress> {
  /** Aborted when the page does not want the answer any more. {@link rest} throws then. */
  readonly signal: AbortSignal;
  /** Tells the page how far the task has come. */
  progress(value: Progress): void;
  /**
   * Lets other tasks have their turn and messages in. Call it at least every 50 ms, outside of any
   * `tidy`: without it neither a prediction nor a cancellation gets through while the task works.
   */
  rest(): Promise<void>;
}

/** What a task of TensorFlow.js can do, too. */
export interface Context<Progress> extends Turn<Progress> {
  /** The model in the folder `base`, which the page has loaded. Belongs to the worker, not to the task. */
  model(base: string): Promise<Model>;
  /** The same, where only a Layers model will do; otherwise a UserFacingError. */
  layers(base: string): Promise<LayersNet>;
  /** The same, where only a graph model will do; otherwise a UserFacingError. */
  graph(base: string): Promise<GraphNet>;
  /**
   * Keeps what the task would go on from if what computes broke down (a graphics driver that
   * restarts): numbers, not tensors. The task is then begun anew, with {@link resumed} set.
   */
  keep(state: unknown): void;
  /** What {@link keep} kept, when the task is begun anew; otherwise undefined. */
  readonly resumed: unknown;
}

/** Gives a task its types; every file in tasks/ exports one of these as its default. */
export function defineTask<Request, Reply, Progress = never>(
  run: Task<Request, Reply, Progress>,
): Task<Request, Reply, Progress> {
  return run;
}

/** What a task needs of TensorFlow.js that no exported model needs: names, which build.mjs reads. */
export interface Needs {
  /** As in the message "Kernel 'X' not registered for backend 'wasm'". */
  readonly kernels?: readonly string[];
  /** Kernels that the task differentiates: as in "gradient function not found for X". */
  readonly gradients?: readonly string[];
  /** Classes of TensorFlow.js Layers that the task makes from their names. */
  readonly layers?: readonly string[];
}

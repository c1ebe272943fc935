/**
 * The tasks that a page may ask for: `ask("predict", …)`. Those of TensorFlow.js stand here, each
 * but the first a chunk of its own, `name: () => import("./tasks/name.ts")`.
 *
 * A page imports only the types of this file.
 */
import type { Task } from "./task.ts";
import * as predict from "./tasks/predict.ts";

export const tasks = {
  // The first thing that is asked for: it comes with TensorFlow.js.
  predict: () => Promise.resolve(predict),
  inspect: () => import("./tasks/inspect.ts"),
  activations: () => import("./tasks/activations.ts"),
  gradients: () => import("./tasks/gradients.ts"),
  "class-maps": () => import("./tasks/class-maps.ts"),
  features: () => import("./tasks/features.ts"),
  painting: () => import("./tasks/painting.ts"),
  training: () => import("./tasks/training.ts"),
};

export type EngineTaskName = keyof typeof tasks;

/** What the worker does without TensorFlow.js. */
interface Others {
  "train-head": () => Promise<typeof import("./compiled/train-head.ts")>;
}
type All = typeof tasks & Others;

export type TaskName = keyof All;

type TaskOf<Name extends TaskName> = Awaited<ReturnType<All[Name]>>["default"];

export type RequestOf<Name extends TaskName> =
  TaskOf<Name> extends Task<infer Request, infer _Reply, infer _Progress> ? Request : never;
export type ReplyOf<Name extends TaskName> =
  TaskOf<Name> extends Task<infer _Request, infer Reply, infer _Progress> ? Reply : never;
export type ProgressOf<Name extends TaskName> =
  TaskOf<Name> extends Task<infer _Request, infer _Reply, infer Progress> ? Progress : never;

import { trainHead, type Head, type Round } from "../inside/head.ts";
import type { Turn } from "../task.ts";

export interface TrainHeadRequest {
  /** Features of each example. */
  readonly examples: readonly Float32Array[];
  /** The class of each. */
  readonly labels: readonly number[];
  readonly classes: number;
  readonly rounds: number;
}

/** Trains one dense layer on features, without TensorFlow.js. */
export default async function task(request: TrainHeadRequest, turn: Turn<Round>): Promise<Head> {
  const { examples, labels, classes, rounds } = request;
  const training = trainHead(examples, labels, classes, rounds);
  for (;;) {
    const { done, value } = training.next();
    if (done) return value;
    if (value.round % 5 === 0) {
      turn.progress(value);
      await turn.rest();
    }
  }
}

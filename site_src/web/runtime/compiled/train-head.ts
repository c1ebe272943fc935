import { trainHead, type Head, type Round } from "../inside/head.ts";
import { defineTask } from "../task.ts";

export interface TrainHeadRequest {
  /** Features of each example. */
  readonly examples: readonly Float32Array[];
  /** The class of each. */
  readonly labels: readonly number[];
  readonly classes: number;
  readonly rounds: number;
}

/** Trains one dense layer on features. */
export default defineTask<TrainHeadRequest, Head, Round>(async (request, context) => {
  const { examples, labels, classes, rounds } = request;
  const training = trainHead(examples, labels, classes, rounds);
  for (;;) {
    const { done, value } = training.next();
    if (done) return value;
    if (value.round % 5 === 0) {
      context.progress(value);
      await context.rest();
    }
  }
});

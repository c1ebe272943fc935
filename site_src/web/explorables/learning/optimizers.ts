/** The optimizers, with the numbers that Keras gives them if one does not say otherwise. */

export const optimizers = {
  sgd: "SGD",
  momentum: "SGD with momentum",
  rmsprop: "RMSprop",
  adam: "Adam",
} as const;

export type OptimizerName = keyof typeof optimizers;

/** Changes the parameters by one step along the gradient. */
export type Step = (parameters: Float32Array, gradient: Float32Array, rate: number) => void;

const EPSILON = 1e-7;

/** A new optimizer, which remembers nothing yet. Adam keeps `kept` of its mean at each step. */
export function optimizer(name: OptimizerName, length: number, kept = 0.9): Step {
  // Squares of small slopes are too small for 32 bits, where processors become slow.
  const mean = new Float64Array(length);
  const square = new Float64Array(length);
  let steps = 0;
  const each =
    (change: (slope: number, at: number, rate: number) => number): Step =>
    (parameters, gradient, rate) => {
      steps++;
      for (let at = 0; at < length; at++)
        parameters[at] = (parameters[at] as number) - change(gradient[at] as number, at, rate);
    };
  const averaged = (of: Float64Array, at: number, keep: number, value: number): number =>
    (of[at] = keep * (of[at] as number) + (1 - keep) * value);

  switch (name) {
    case "sgd":
      return each((slope, _at, rate) => rate * slope);
    case "momentum":
      return each((slope, at, rate) => (mean[at] = 0.9 * (mean[at] as number) + rate * slope));
    case "rmsprop":
      return each(
        (slope, at, rate) =>
          (rate * slope) / (Math.sqrt(averaged(square, at, 0.9, slope * slope)) + EPSILON),
      );
    case "adam":
      return each((slope, at, rate) => {
        const m = averaged(mean, at, kept, slope) / (1 - kept ** steps);
        const v = averaged(square, at, 0.999, slope * slope) / (1 - 0.999 ** steps);
        return (rate * m) / (Math.sqrt(v) + EPSILON);
      });
  }
}

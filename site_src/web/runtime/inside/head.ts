/** A head: one dense layer with a softmax, on the features that a trained network gives. */

export interface Head {
  /** Weights, (features, classes), in C order. */
  readonly kernel: Float32Array;
  readonly bias: Float32Array;
}

export interface Round {
  /** Rounds over all examples so far. */
  readonly round: number;
  readonly rounds: number;
  /** Mean over the examples of -log of the right class's probability. */
  readonly loss: number;
}

/** How far Adam moves a weight in one step (D. Kingma, J. Ba, 2014). */
const RATE = 0.01;
const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];
/** Pulls weights towards zero, so that few examples do not make it surer than they can. */
const DECAY = 1e-3;

/** The probabilities of each class for one example's features. */
export function applyHead({ kernel, bias }: Head, features: Float32Array): Float32Array {
  const scores = Float64Array.from(bias);
  for (let feature = 0; feature < features.length; feature++) {
    const value = features[feature] ?? 0;
    if (value === 0) continue;
    for (let index = 0; index < scores.length; index++) {
      scores[index] = (scores[index] ?? 0) + value * (kernel[feature * scores.length + index] ?? 0);
    }
  }
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return Float32Array.from(powers, (power) => power / total);
}

/**
 * Trains a head from zeros with all examples at once, round by round: the same examples always give
 * the same head. Yields after each round, and returns the head.
 */
export function* trainHead(
  examples: readonly Float32Array[],
  labels: readonly number[],
  classes: number,
  rounds: number,
): Generator<Round, Head> {
  const size = examples[0]?.length ?? 0;
  // Networks differ in how large their features are; learning in their own unit does not.
  const unit = 1 / (rootMeanSquare(examples) || 1);
  const scaled = examples.map((features) => features.map((value) => value * unit));
  const head = { kernel: new Float32Array(size * classes), bias: new Float32Array(classes) };
  const all = [head.kernel, head.bias] as const;
  const first = all.map(({ length }) => new Float64Array(length));
  const second = all.map(({ length }) => new Float64Array(length));
  for (let round = 1; round <= rounds; round++) {
    const slopes = [
      Float64Array.from(head.kernel, (weight) => DECAY * weight),
      new Float64Array(classes),
    ];
    const [kernelSlopes = new Float64Array(), biasSlopes = new Float64Array()] = slopes;
    let loss = 0;
    scaled.forEach((features, example) => {
      const label = labels[example] ?? 0;
      const probabilities = applyHead(head, features);
      loss -= Math.log(Math.max(1e-12, probabilities[label] ?? 0)) / examples.length;
      for (let index = 0; index < classes; index++) {
        const error = ((probabilities[index] ?? 0) - Number(index === label)) / examples.length;
        biasSlopes[index] = (biasSlopes[index] ?? 0) + error;
        for (let feature = 0; feature < size; feature++) {
          const place = feature * classes + index;
          kernelSlopes[place] = (kernelSlopes[place] ?? 0) + error * (features[feature] ?? 0);
        }
      }
    });
    all.forEach((weights, which) => {
      const [m, v, slope] = [first[which], second[which], slopes[which]];
      if (m === undefined || v === undefined || slope === undefined) return;
      for (let place = 0; place < weights.length; place++) {
        const g = slope[place] ?? 0;
        const mean = BETA1 * (m[place] ?? 0) + (1 - BETA1) * g;
        const square = BETA2 * (v[place] ?? 0) + (1 - BETA2) * g * g;
        [m[place], v[place]] = [mean, square];
        const step = mean / (1 - BETA1 ** round);
        const scale = Math.sqrt(square / (1 - BETA2 ** round)) + EPSILON;
        weights[place] = (weights[place] ?? 0) - (RATE * step) / scale;
      }
    });
    yield { round, rounds, loss };
  }
  return { kernel: head.kernel.map((weight) => weight * unit), bias: head.bias };
}

function rootMeanSquare(examples: readonly Float32Array[]): number {
  const squares = examples.map(
    (features) => features.reduce((sum, value) => sum + value * value, 0) / features.length,
  );
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / examples.length);
}

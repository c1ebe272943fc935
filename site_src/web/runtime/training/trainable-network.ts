/** A small network for digits, and one step of its training. */
import {
  add,
  conv2d,
  customGrad,
  matMul,
  maxPool,
  mul,
  oneHot,
  relu,
  reshape,
  scalar,
  softmax,
  sub,
  tensor,
  tensor1d,
  tensor4d,
  tidy,
  variable,
  variableGrads,
  type Rank,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { GradSaveFunc, NamedVariableMap } from "@tensorflow/tfjs-core/dist/tensor_types";
import { AdamOptimizer } from "@tensorflow/tfjs-core/dist/optimizers/adam_optimizer";
import { SIDE } from "./digits.ts";
import { normal, type Random } from "./random.ts";

/** What the reader chooses. */
export interface Architecture {
  /** Pairs of convolution and pooling: 0, 1 or 2. */
  readonly convolutions: number;
  /** Patterns of the first convolution; the second has twice as many. */
  readonly filters: number;
  /** Numbers between the last convolution and the ten answers; 0 leaves that layer out. */
  readonly hidden: number;
}

export const CLASSES = 10;
/** Sides of the windows of the convolutions. */
const KERNELS = [5, 3] as const;

interface Layer {
  readonly kind: "convolution" | "dense";
  readonly kernel: Variable;
  readonly bias: Variable;
}

/** Pictures of what the first layer looks for: kernels, each `side` x `side`. */
export interface Patterns {
  readonly side: number;
  readonly kernels: readonly Float32Array[];
}

/** Most pictures of patterns that are worth a look. */
const MOST_PATTERNS = 16;

export class TrainableNetwork {
  private readonly layers: readonly Layer[];
  private readonly adam: AdamOptimizer;

  /** Random weights (K. He et al., 2015) and biases 0, or else what {@link weights} gave. */
  constructor(
    architecture: Architecture,
    next: Random,
    learningRate: number,
    from?: readonly Float32Array[],
  ) {
    const initial = [...(from ?? [])];
    const layers: Layer[] = [];
    const weights = (kind: Layer["kind"], shape: number[], inputs: number): void => {
      const size = shape.reduce((product, length) => product * length, 1);
      const deviation = Math.sqrt(2 / inputs);
      const values =
        initial.shift() ?? Float32Array.from({ length: size }, () => deviation * normal(next));
      const bias = initial.shift() ?? new Float32Array(shape.at(-1) ?? 0);
      layers.push({
        kind,
        kernel: tidy(() => variable(tensor(values, shape))),
        bias: tidy(() => variable(tensor1d(bias))),
      });
    };
    let [side, channels] = [SIDE, 1];
    for (const kernel of KERNELS.slice(0, architecture.convolutions)) {
      const filters = channels === 1 ? architecture.filters : 2 * channels;
      weights("convolution", [kernel, kernel, channels, filters], kernel * kernel * channels);
      side = Math.floor((side - kernel + 1) / 2);
      channels = filters;
    }
    let length = side * side * channels;
    if (architecture.hidden > 0) {
      weights("dense", [length, architecture.hidden], length);
      length = architecture.hidden;
    }
    weights("dense", [length, CLASSES], length);
    this.layers = layers;
    this.adam = new AdamOptimizer(learningRate, 0.9, 0.999, 1e-7);
  }

  get parameters(): number {
    return this.variables.reduce((sum, { size }) => sum + size, 0);
  }

  /** All its numbers, layer by layer. */
  get weights(): Float32Array[] {
    return this.variables.map((variable) => variable.dataSync<"float32">().slice());
  }

  private get variables(): Variable[] {
    return this.layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  }

  /** Scores of the ten classes for pictures of shape (n, 28, 28, 1), values from 0 to 1. */
  private scores(pictures: Tensor4D): Tensor2D {
    let signal: Tensor = pictures;
    for (const [index, { kind, kernel, bias }] of this.layers.entries()) {
      if (kind === "convolution") {
        const patterns = conv2d(signal as Tensor4D, kernel as unknown as Tensor4D, 1, "valid");
        signal = maxPool(relu<Tensor4D>(add(patterns, bias)), 2, 2, "valid");
      } else {
        const flat = reshape<Rank.R2>(signal, [pictures.shape[0], -1]);
        signal = add(matMul(flat, kernel as unknown as Tensor2D), bias);
        if (index < this.layers.length - 1) signal = relu(signal);
      }
    }
    return signal as Tensor2D;
  }

  /**
   * One step of Adam (D. Kingma, J. Ba, 2015) on `labels.length` pictures. Returns the mean loss, and
   * how many were answered as labelled before the step.
   */
  step(pixels: Float32Array, labels: Uint8Array): { loss: number; right: number } {
    const count = labels.length;
    const result = { loss: 0, right: 0 };
    tidy(() => {
      const pictures = tensor4d(pixels, [count, SIDE, SIDE, 1]);
      const { grads } = variableGrads(
        () =>
          crossEntropy(this.scores(pictures), labels, (probabilities) => {
            labels.forEach((label, row) => {
              const answers = probabilities.subarray(row * CLASSES, (row + 1) * CLASSES);
              result.loss -= Math.log(Math.max(answers[label] ?? 0, 1e-12)) / count;
              if (argMax(answers) === label) result.right++;
            });
          }),
        this.variables,
      );
      this.adam.applyGradients(grads as NamedVariableMap);
    });
    return result;
  }

  /** Probabilities of the ten classes for each picture, one after the other. */
  probabilities(pixels: Float32Array): Float32Array {
    const count = pixels.length / SIDE ** 2;
    return tidy(() =>
      softmax(this.scores(tensor4d(pixels, [count, SIDE, SIDE, 1])))
        .dataSync<"float32">()
        .slice(),
    );
  }

  /** What the first layer looks for. */
  patterns(): Patterns {
    const [first] = this.layers;
    if (first === undefined) return { side: 1, kernels: [] };
    const values = first.kernel.dataSync<"float32">();
    const outputs = first.kernel.shape.at(-1) ?? 1;
    const inputs = values.length / outputs;
    const kernels = Array.from({ length: Math.min(outputs, MOST_PATTERNS) }, (_, output) =>
      Float32Array.from({ length: inputs }, (_, input) => values[input * outputs + output] ?? 0),
    );
    return { side: Math.round(Math.sqrt(inputs)), kernels };
  }

  dispose(): void {
    this.adam.dispose();
    for (const variable of this.variables) variable.dispose();
  }
}

export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) {
    if ((values[index] ?? 0) > (values[best] ?? 0)) best = index;
  }
  return best;
}

/**
 * Softmax and cross-entropy in one, whose gradient is (probabilities - labels) / n. The value of the
 * tensor is of no use: what the loss is, `tell` computes from the probabilities.
 */
function crossEntropy(
  scores: Tensor2D,
  labels: Uint8Array,
  tell: (probabilities: Float32Array) => void,
): Scalar {
  const operation = customGrad((logits, save) => {
    const probabilities = softmax(logits as Tensor2D);
    (save as GradSaveFunc)([probabilities]);
    tell(probabilities.dataSync<"float32">());
    return {
      value: scalar(0),
      gradFunc: (_dy: Tensor, saved: Tensor[]) => {
        const wanted = oneHot(tensor1d(Int32Array.from(labels), "int32"), CLASSES);
        return mul(sub(saved[0] as Tensor, wanted), 1 / labels.length);
      },
    };
  });
  return operation(scores);
}

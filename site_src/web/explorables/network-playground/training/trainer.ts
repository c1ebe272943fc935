/** Trains a network on points, an epoch at a time. Runs in a worker, and in tests without one. */
import type { Split } from "../../plane/data.ts";
import { random, shuffled } from "../../../runtime/training/random.ts";
import { featuresOf, type Feature } from "./features.ts";
import { crossEntropy, Network, type Activation } from "../../learning/network.ts";
import { optimizer, type OptimizerName, type Step } from "../../learning/optimizers.ts";

export interface Plan {
  readonly features: readonly Feature[];
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly seed: number;
}

/** What may change while it trains. */
export interface Tuning {
  readonly optimizer: OptimizerName;
  readonly rate: number;
  /** Factor of the sum of the squared weights (biases are left alone) in what is made small. */
  readonly decay: number;
  readonly batch: number;
}

export interface Moment {
  readonly epoch: number;
  readonly parameters: Float32Array;
  /** Mean cross-entropies. */
  readonly train: number;
  readonly test: number;
  /** Share of the test points that are right. */
  readonly right: number;
}

/** How many values each layer has, from the features to the one output. */
export function sizesOf({ features, hidden }: Pick<Plan, "features" | "hidden">): number[] {
  return [features.length, ...hidden, 1];
}

export class Trainer {
  epoch = 0;
  readonly network: Network;
  private readonly inputs: Float32Array;
  private readonly testInputs: Float32Array;
  private readonly gradient: Float32Array;
  private readonly next;
  private step: Step;
  private batchInputs = new Float32Array();
  private batchLabels = new Uint8Array();

  constructor(
    plan: Plan,
    private readonly data: Split,
    private tuning: Tuning,
  ) {
    const { train, test } = data;
    const most = Math.max(train.labels.length, test.labels.length);
    this.network = new Network(sizesOf(plan), plan.activation, most);
    this.network.initialise(plan.seed);
    this.inputs = featuresOf(train.places, plan.features);
    this.testInputs = featuresOf(test.places, plan.features);
    this.gradient = new Float32Array(this.network.parameters.length);
    this.next = random(plan.seed + 1);
    this.step = optimizer(tuning.optimizer, this.gradient.length);
  }

  /** Goes on with another optimizer, learning rate, decay or batch size. */
  retune(tuning: Tuning): void {
    // A new optimizer has nothing to remember of the steps of another.
    if (tuning.optimizer !== this.tuning.optimizer)
      this.step = optimizer(tuning.optimizer, this.gradient.length);
    this.tuning = tuning;
  }

  /** One pass through all points to learn from, in random order. */
  trainEpoch(): void {
    const { labels } = this.data.train;
    const width = this.network.layers[0]?.inputs ?? 0;
    const batch = Math.min(this.tuning.batch, labels.length);
    if (this.batchLabels.length !== batch) {
      this.batchInputs = new Float32Array(batch * width);
      this.batchLabels = new Uint8Array(batch);
    }
    const order = shuffled(labels.length, this.next);
    for (let start = 0; start < order.length; start += batch) {
      const count = Math.min(batch, order.length - start);
      for (let example = 0; example < count; example++) {
        const from = order[start + example] as number;
        this.batchLabels[example] = labels[from] as number;
        for (let input = 0; input < width; input++)
          this.batchInputs[example * width + input] = this.inputs[from * width + input] as number;
      }
      this.network.backward(this.batchInputs, this.batchLabels, count, this.gradient);
      this.decay();
      this.step(this.network.parameters, this.gradient, this.tuning.rate);
    }
    this.epoch++;
  }

  private decay(): void {
    const { decay } = this.tuning;
    if (decay === 0) return;
    const { parameters } = this.network;
    for (const { weights, biases } of this.network.layers) {
      for (let at = weights; at < biases; at++)
        this.gradient[at] = (this.gradient[at] as number) + 2 * decay * (parameters[at] as number);
    }
  }

  /** How it stands now. */
  moment(): Moment {
    const { train, test } = this.data;
    const learned = judge(this.network, this.inputs, train.labels);
    const tested = judge(this.network, this.testInputs, test.labels);
    return {
      epoch: this.epoch,
      parameters: this.network.parameters.slice(),
      train: learned.loss,
      test: tested.loss,
      right: tested.right,
    };
  }
}

function judge(
  network: Network,
  inputs: Float32Array,
  labels: Uint8Array,
): { loss: number; right: number } {
  const logits = network.forward(inputs, labels.length);
  let [loss, right] = [0, 0];
  for (let example = 0; example < labels.length; example++) {
    const logit = logits[example] as number;
    loss += crossEntropy(logit, labels[example] as number);
    if (logit > 0 === (labels[example] === 1)) right++;
  }
  const count = Math.max(1, labels.length);
  return { loss: loss / count, right: right / count };
}

/** Training a small network on digits, from random weights, while the page watches. */
import { UserFacingError } from "../files.ts";
import { defineTask, type Context } from "../task.ts";
import { Digits, SIDE, type Labelled } from "../training/digits.ts";
import {
  argMax,
  CLASSES,
  TrainableNetwork,
  type Architecture,
  type Patterns,
} from "../training/trainable-network.ts";
import { mislabelled, random, shuffled, type Random } from "../training/random.ts";

export interface Plan {
  readonly architecture: Architecture;
  /** How many digits to learn from. */
  readonly examples: number;
  /** How often to go through them. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Share of the labels that are made wrong, 0 to 1. */
  readonly wrong: number;
  readonly seed: number;
}

export type TrainingRequest =
  /** A new network under this name, with random weights, in place of an old one. */
  | { readonly do: "begin"; readonly name: string; readonly plan: Plan; readonly data: string }
  /** Trains it to the end of its plan, or until the question is withdrawn: then it may go on. */
  | { readonly do: "train"; readonly name: string }
  /** Keeps an eye on this picture (28 x 28, values from 0 to 1) from now on; null on none. */
  | { readonly do: "watch"; readonly name: string; readonly picture: Float32Array | null }
  | { readonly do: "end"; readonly name: string };

/** How far a network is. */
export interface TrainingState {
  /** Steps done, and how many there are in all. */
  readonly step: number;
  readonly steps: number;
  readonly parameters: number;
  /** Digits that have arrived of those to learn from. */
  readonly arrived: number;
  /** Means over the last steps; NaN before the first one. */
  readonly loss: number;
  readonly right: number;
  /** How many of the test digits that have been shown, by class (row) and answer (column). */
  readonly confusion: Uint16Array;
  readonly patterns: Patterns;
  /** For the picture that is watched. */
  readonly probabilities: Float32Array | null;
}

/** Milliseconds that the training may keep everybody else waiting. */
const TURN = 30;
/** Milliseconds between two reports. */
const REPORT = 120;
/** Test digits between two reports. */
const TESTED = 100;
/** Weight of the newest step in the means. */
const FRESHNESS = 0.05;

const sources = new Map<string, Digits>();
const trainings = new Map<string, Training>();

class Training {
  private network: TrainableNetwork;
  /** As long as digits arrive that are still missing. */
  private filling: Promise<void> | undefined;
  private readonly next: Random;
  private arrived: Labelled = { images: new Uint8Array(), labels: new Uint8Array() };
  /** Labels to learn, some of them wrong. */
  private taught: Uint8Array<ArrayBuffer> = new Uint8Array();
  private order: Uint32Array<ArrayBuffer> = new Uint32Array();
  private place = 0;
  private step = 0;
  private loss = NaN;
  private right = NaN;
  /** Of each test digit that has been shown: class * 10 + answer. */
  private readonly tested: number[] = [];
  private testPlace = 0;
  private picture: Float32Array | null = null;

  constructor(
    private readonly plan: Plan,
    private readonly digits: Digits,
  ) {
    this.next = random(plan.seed);
    this.network = new TrainableNetwork(plan.architecture, this.next, plan.learningRate);
  }

  private get steps(): number {
    return this.plan.epochs * Math.ceil(this.plan.examples / this.plan.batchSize);
  }

  async run(context: Context<TrainingState>): Promise<TrainingState> {
    const { architecture, learningRate } = this.plan;
    if (context.resumed !== undefined) {
      const weights = context.resumed as Float32Array[];
      this.network = new TrainableNetwork(architecture, this.next, learningRate, weights);
    }
    let failure: Error | undefined;
    const test = await meanwhile(context, this.digits.test());
    const filling = this.fill();
    filling.catch((error: unknown) => (failure = error as Error));
    let turn = performance.now();
    let report = 0;
    // It learns from what is there while the rest arrives.
    while (this.step < this.steps) {
      if (this.taught.length > 0) this.learn();
      const now = performance.now();
      if (now - report > REPORT) {
        this.examine(test);
        context.progress(this.state());
        context.keep(this.network.weights);
        report = now;
      }
      if (this.taught.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      if (now - turn > TURN || this.taught.length === 0) {
        await context.rest();
        if (failure !== undefined) throw failure;
        turn = performance.now();
      }
    }
    await meanwhile(context, filling);
    // All test digits, by the finished network.
    for (let remaining = test.labels.length; remaining > 0; remaining -= TESTED) {
      this.examine(test);
      await context.rest();
    }
    return this.state();
  }

  /** Fetches the digits that are missing, once at a time. */
  private fill(): Promise<void> {
    this.filling ??= (async () => {
      const { examples, wrong, seed } = this.plan;
      for await (const more of this.digits.train(this.taught.length, examples)) {
        const images = joined(this.arrived.images, more.images);
        const labels = joined(this.arrived.labels, more.labels);
        this.arrived = { images, labels };
        this.taught = mislabelled(labels, wrong, CLASSES, seed);
      }
    })().finally(() => (this.filling = undefined));
    return this.filling;
  }

  private learn(): void {
    const { images } = this.arrived;
    const count = Math.min(this.plan.batchSize, this.taught.length);
    if (this.place + count > this.order.length) {
      this.order = shuffled(this.taught.length, this.next);
      this.place = 0;
    }
    const chosen = this.order.subarray(this.place, this.place + count);
    this.place += count;
    const labels = Uint8Array.from(chosen, (index) => this.taught[index] ?? 0);
    const { loss, right } = this.network.step(pixelsOf(images, chosen), labels);
    this.loss = mixed(this.loss, loss);
    this.right = mixed(this.right, right / count);
    this.step++;
  }

  /** Shows some more of the test digits to the network. */
  private examine({ images, labels }: Labelled): void {
    const chosen = Uint32Array.from(
      { length: TESTED },
      (_, index) => (this.testPlace + index) % labels.length,
    );
    this.testPlace = (this.testPlace + TESTED) % labels.length;
    const probabilities = this.network.probabilities(pixelsOf(images, chosen));
    chosen.forEach((index, row) => {
      const answer = argMax(probabilities.subarray(row * CLASSES, (row + 1) * CLASSES));
      this.tested[index] = (labels[index] ?? 0) * CLASSES + answer;
    });
  }

  watch(picture: Float32Array | null): TrainingState {
    this.picture = picture;
    return this.state();
  }

  state(): TrainingState {
    const confusion = new Uint16Array(CLASSES ** 2);
    for (const place of this.tested) confusion[place] = (confusion[place] ?? 0) + 1;
    return {
      step: this.step,
      steps: this.steps,
      parameters: this.network.parameters,
      arrived: this.arrived.labels.length,
      loss: this.loss,
      right: this.right,
      confusion,
      patterns: this.network.patterns(),
      probabilities: this.picture === null ? null : this.network.probabilities(this.picture),
    };
  }

  dispose(): void {
    this.network.dispose();
  }
}

/** Waits without keeping other tasks waiting. */
async function meanwhile<T>(context: Context<TrainingState>, work: Promise<T>): Promise<T> {
  const settled = work.then(
    () => true,
    () => true,
  );
  const soon = (): Promise<boolean> =>
    new Promise((resolve) => setTimeout(() => resolve(false), 10));
  while (!(await Promise.race([settled, soon()]))) await context.rest();
  return work;
}

function joined(
  first: Uint8Array<ArrayBuffer>,
  second: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function mixed(mean: number, value: number): number {
  return Number.isNaN(mean) ? value : mean + FRESHNESS * (value - mean);
}

function pixelsOf(images: Uint8Array, chosen: Uint32Array): Float32Array {
  const size = SIDE * SIDE;
  const pixels = new Float32Array(chosen.length * size);
  chosen.forEach((index, row) => {
    for (let pixel = 0; pixel < size; pixel++) {
      pixels[row * size + pixel] = (images[index * size + pixel] ?? 0) / 255;
    }
  });
  return pixels;
}

export default defineTask<TrainingRequest, TrainingState | null, TrainingState>(
  async (request, context) => {
    if (request.do === "begin") {
      trainings.get(request.name)?.dispose();
      const digits = sources.get(request.data) ?? new Digits(request.data);
      sources.set(request.data, digits);
      const training = new Training(request.plan, digits);
      trainings.set(request.name, training);
      return training.state();
    }
    const training = trainings.get(request.name);
    if (training === undefined) throw new UserFacingError("This network is not here any more.");
    switch (request.do) {
      case "train":
        return training.run(context);
      case "watch":
        return training.watch(request.picture);
      case "end":
        trainings.delete(request.name);
        training.dispose();
        return null;
    }
  },
);

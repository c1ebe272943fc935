/**
 * A generator and a discriminator in the plane (I. Goodfellow and others, 2014), in typed arrays: one
 * turns noise into points, the other says of points whether they are real. Runs in a worker, and in
 * tests without one.
 */
import { normal, random, type Random } from "../../../runtime/training/random.ts";
import { crossEntropy, Network } from "../../learning/network.ts";
import { optimizer, type Step } from "../../learning/optimizers.ts";

/** Numbers of noise from which the generator makes a point. */
export const NOISE = 4;
export const HIDDEN = 32;
/** Points of each kind in one round. */
export const BATCH = 64;
/** Points that are shown. */
export const SHOWN = 240;
/** Adam's memory of earlier slopes: with more of it, two players chase each other in circles. */
export const KEPT = 0.5;

export interface Plan {
  /** x and y of all real points, one after the other. */
  readonly data: Float32Array;
  readonly seed: number;
  /** Without noise the generator is told nothing, and has only one point to give. */
  readonly noise: boolean;
}

/** What may change while they play. */
export interface Tuning {
  readonly generatorRate: number;
  readonly discriminatorRate: number;
}

export interface Moment {
  readonly round: number;
  /** The discriminator's parameters. */
  readonly opinion: Float32Array;
  /** Where the generator puts the same noise each time: x and y of SHOWN points. */
  readonly points: Float32Array;
  /** Mean cross-entropies of the last round. */
  readonly generatorLoss: number;
  readonly discriminatorLoss: number;
}

/** A network that says, for so many points at once, whether they are real: positive is yes. */
export function discriminatorFor(points: number): Network {
  return new Network([2, HIDDEN, HIDDEN, 1], "relu", points);
}

export class Players {
  round = 0;
  private readonly generator = new Network(
    [NOISE, HIDDEN, HIDDEN, 2],
    "relu",
    Math.max(BATCH, SHOWN),
  );
  private readonly discriminator = discriminatorFor(2 * BATCH);
  private readonly generatorGradient = new Float32Array(this.generator.parameters.length);
  private readonly opinionGradient = new Float32Array(this.discriminator.parameters.length);
  private readonly generatorStep: Step = optimizer("adam", this.generatorGradient.length, KEPT);
  private readonly opinionStep: Step = optimizer("adam", this.opinionGradient.length, KEPT);
  /** Real points, then false ones. */
  private readonly seen = new Float32Array(4 * BATCH);
  private readonly labels = Uint8Array.from({ length: 2 * BATCH }, (_, at) => (at < BATCH ? 1 : 0));
  private readonly slopes = new Float32Array(2 * BATCH);
  private readonly pushes = new Float32Array(2 * BATCH);
  private readonly noise = new Float32Array(NOISE * BATCH);
  private readonly shown = new Float32Array(NOISE * SHOWN);
  private readonly next: Random;
  private generatorLoss = Math.LN2;
  private discriminatorLoss = Math.LN2;

  constructor(
    private readonly plan: Plan,
    private tuning: Tuning,
  ) {
    this.generator.initialise(plan.seed);
    this.discriminator.initialise(plan.seed + 1);
    this.next = random(plan.seed + 2);
    this.fill(this.shown);
  }

  retune(tuning: Tuning): void {
    this.tuning = tuning;
  }

  /** One step of the discriminator, then one of the generator. */
  play(): void {
    this.round++;
    if (this.plan.data.length === 0) return;
    this.judge();
    this.fool();
  }

  /** The discriminator learns to tell real points from those that the generator makes now. */
  private judge(): void {
    const { data } = this.plan;
    for (let at = 0; at < BATCH; at++) {
      const from = 2 * Math.floor((this.next() * data.length) / 2);
      this.seen[2 * at] = data[from] as number;
      this.seen[2 * at + 1] = data[from + 1] as number;
    }
    this.make(2 * BATCH);
    const { discriminator, opinionGradient } = this;
    this.discriminatorLoss = discriminator.backward(
      this.seen,
      this.labels,
      2 * BATCH,
      opinionGradient,
    );
    this.opinionStep(discriminator.parameters, opinionGradient, this.tuning.discriminatorRate);
  }

  /** The generator moves its points to where the discriminator would rather call them real. */
  private fool(): void {
    this.make(0);
    const logits = this.discriminator.forward(this.seen, BATCH);
    let loss = 0;
    for (let at = 0; at < BATCH; at++) {
      const logit = logits[at] as number;
      loss += crossEntropy(logit, 1);
      this.slopes[at] = (1 / (1 + Math.exp(-logit)) - 1) / BATCH;
    }
    this.generatorLoss = loss / BATCH;
    const { generator, generatorGradient, pushes } = this;
    this.discriminator.backpropagate(this.seen, this.slopes, BATCH, this.opinionGradient, pushes);
    generator.backpropagate(this.noise, pushes, BATCH, generatorGradient);
    this.generatorStep(generator.parameters, generatorGradient, this.tuning.generatorRate);
  }

  /** Has the generator make a batch of points, and writes them from this number on. */
  private make(from: number): void {
    this.fill(this.noise);
    const made = this.generator.forward(this.noise, BATCH);
    this.seen.set(made.subarray(0, 2 * BATCH), from);
  }

  private fill(noise: Float32Array): void {
    if (!this.plan.noise) return;
    for (let at = 0; at < noise.length; at++) noise[at] = normal(this.next);
  }

  /** How it stands now. */
  moment(): Moment {
    return {
      round: this.round,
      opinion: this.discriminator.parameters.slice(),
      points: this.generator.forward(this.shown, SHOWN).slice(0, 2 * SHOWN),
      generatorLoss: this.generatorLoss,
      discriminatorLoss: this.discriminatorLoss,
    };
  }
}

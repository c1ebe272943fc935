/** From logits to probabilities, and from these to how surprised one is. All in nats. */
import { NAMES, type SoftmaxValues } from "./settings.ts";

export interface Outcome {
  /** What stands over the sum: exp of each logit, the largest one set to 1. */
  readonly shares: readonly number[];
  readonly probabilities: readonly number[];
  readonly targets: readonly number[];
  /** -log of each probability. */
  readonly surprises: readonly number[];
  readonly entropy: number;
  readonly crossEntropy: number;
  readonly divergence: number;
}

export function outcomeOf(values: SoftmaxValues): Outcome {
  const logits = NAMES.map((name) => values[name] / values.temperature);
  const highest = Math.max(...logits);
  const shares = logits.map((logit) => Math.exp(logit - highest));
  const sum = shares.reduce((total, share) => total + share, 0);
  const sure = values.sure / 100;
  const targets = NAMES.map((name) => (name === values.truth ? sure : (1 - sure) / 2));
  // Not the logarithm of the probability, which may be 0 where its surprise is not infinite.
  const surprises = logits.map((logit) => highest + Math.log(sum) - logit);
  const weighed = (costs: readonly number[]): number =>
    targets.reduce((total, target, i) => total + (target === 0 ? 0 : target * (costs[i] ?? 0)), 0);
  const entropy = weighed(targets.map((target) => -Math.log(target)));
  const crossEntropy = weighed(surprises);
  return {
    shares,
    probabilities: shares.map((share) => share / sum),
    targets,
    surprises,
    entropy,
    crossEntropy,
    // Rounding may leave a little less than nothing.
    divergence: Math.max(0, crossEntropy - entropy),
  };
}

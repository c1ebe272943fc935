/** Changes of a picture that lead a network astray: each value moves by at most a given size. */

/** Small steps of the attack that takes several. */
export const SMALL_STEPS = 10;

/** How the change is chosen. */
export type Way = "one" | "many" | "random";

/** What the attacked network can be asked. */
export interface Attacked {
  /** The probability of each class. */
  readonly probabilities: (input: Float32Array) => Promise<Float32Array>;
  /** How the score of a class changes with each value of the input. */
  readonly slope: (input: Float32Array, index: number) => Promise<Float32Array>;
}

export interface Attack {
  readonly way: Way;
  /** By how much each value may move. */
  readonly size: number;
  /** The class that it should say; null where any other than now will do. */
  readonly wish: number | null;
  /** Smallest and largest value of an input. */
  readonly range: readonly [number, number];
}

/** The most probable class; `except` is left out of account. */
export function winner(probabilities: ArrayLike<number>, except = -1): number {
  let best = -1;
  for (let index = 0; index < probabilities.length; index++) {
    const largest = probabilities[best] ?? -Infinity;
    if (index !== except && (probabilities[index] ?? -Infinity) > largest) best = index;
  }
  return best;
}

/** 1 and -1 by chance, the same for the same seed: a change that aims at nothing. */
export function randomSigns(length: number, seed = 1): Float32Array {
  let now = seed;
  return Float32Array.from({ length }, () => {
    // Marsaglia's xorshift, G. Marsaglia: Xorshift RNGs (2003).
    now ^= now << 13;
    now ^= now >>> 17;
    now ^= now << 5;
    return now < 0 ? -1 : 1;
  });
}

/** The input moved by `size` along `signs`, at most `room` away from `start`, and in range. */
export function moved(
  input: Float32Array,
  signs: Float32Array,
  size: number,
  start: Float32Array,
  { size: room, range: [low, high] }: Pick<Attack, "size" | "range">,
): Float32Array {
  return input.map((value, index) => {
    const from = start[index] ?? 0;
    const wanted = value + size * (signs[index] ?? 0);
    const near = Math.min(from + room, Math.max(from - room, wanted));
    return Math.min(high, Math.max(low, near));
  });
}

/**
 * The signs of the change that brings the class in front nearer to being overtaken, or the wish to
 * the front: of the slope of the difference between two scores.
 *
 * I. Goodfellow, J. Shlens, C. Szegedy: Explaining and Harnessing Adversarial Examples (2014), with
 * the difference of two scores in place of the loss.
 */
export async function aim(
  network: Attacked,
  input: Float32Array,
  /** What it says of the untouched picture. */
  said: number,
  wish: number | null,
): Promise<Float32Array> {
  const probabilities = await network.probabilities(input);
  const up = wish ?? winner(probabilities, said);
  const down = wish === null ? said : winner(probabilities, wish);
  const [rising, falling] = await Promise.all([
    network.slope(input, up),
    network.slope(input, down),
  ]);
  return rising.map((slope, index) => Math.sign(slope - (falling[index] ?? 0)));
}

/** The input after the attack. */
export async function attacked(
  network: Attacked,
  input: Float32Array,
  said: number,
  attack: Attack,
): Promise<Float32Array> {
  const { way, size, wish } = attack;
  if (size === 0) return input;
  if (way === "random") return moved(input, randomSigns(input.length), size, input, attack);
  const steps = way === "one" ? 1 : SMALL_STEPS;
  // Several small steps together reach farther than the room: they may go there and back.
  const step = way === "one" ? size : size / 4;
  let now = input;
  for (let done = 0; done < steps; done++) {
    now = moved(now, await aim(network, now, said, wish), step, input, attack);
  }
  return now;
}

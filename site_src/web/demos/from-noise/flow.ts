/** From noise back to a picture, in a few steps along the velocity that a network foretells. */

/** The network: picture, time, digit and strength go in; a reading of the guess, and the guess come out. */
export type Step = (...inputs: Float32Array[]) => Promise<readonly Float32Array[]>;

/** One moment on the way. */
export interface Moment {
  /** 0 is noise alone, 1 a picture. */
  readonly time: number;
  readonly picture: Float32Array;
  /** What the network takes it for: the picture at the end of the way. */
  readonly guess: Float32Array;
  /** How our classifier reads that guess. */
  readonly reading: Float32Array;
}

export interface Way {
  /** From what, at which time. */
  readonly start: Float32Array;
  readonly time: number;
  /** What it is to become; the number after the last label leaves that open. */
  readonly digit: number;
  readonly strength: number;
  readonly steps: number;
}

/**
 * Numbers as if drawn from a normal distribution with mean 0 and spread 1; the same for the same seed.
 *
 * G. Box, M. Muller: A Note on the Generation of Random Normal Deviates (1958), on uniform numbers of
 * Marsaglia's xorshift (2003).
 */
export function normalNoise(length: number, seed: number): Float32Array {
  let now = Math.imul(seed + 1, 0x9e3779b1) || 1;
  const uniform = (): number => {
    now ^= now << 13;
    now ^= now >>> 17;
    now ^= now << 5;
    return ((now >>> 0) + 0.5) / 2 ** 32;
  };
  return Float32Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}

/** A point of the straight line from noise, at time 0, to the picture, at time 1. */
export function between(noise: Float32Array, picture: Float32Array, time: number): Float32Array {
  return picture.map((value, index) => time * value + (1 - time) * (noise[index] ?? 0));
}

/** All moments, from the start to the picture: one more than there are steps. */
export async function walk(
  step: Step,
  { start, time, digit, strength, steps }: Way,
): Promise<Moment[]> {
  const moments: Moment[] = [];
  let picture = start;
  for (let done = 0; done < steps; done++) {
    const now = time + ((1 - time) * done) / steps;
    const [reading, guess] = await step(
      picture,
      Float32Array.of(now),
      Float32Array.of(digit),
      Float32Array.of(strength),
    );
    if (reading === undefined || guess === undefined)
      throw new Error("The network has to give a reading and a guess.");
    moments.push({ time: now, picture, guess, reading });
    // The velocity is the way to the guess over the time that is left: a share of this way.
    picture = between(picture, guess, 1 / (steps - done));
  }
  const last = moments.at(-1);
  return last === undefined
    ? moments
    : [...moments, { time: 1, picture: last.guess, guess: last.guess, reading: last.reading }];
}

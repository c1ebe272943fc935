/** Sounds as numbers, from -1 to 1, at {@link RATE} a second. */

/** Numbers a second. */
export const RATE = 8000;
/** A sound in which nothing is larger is taken for silence. */
const QUIET = 0.01;
/** Share of the most energy with which a second still counts as loudest. */
const AS_LOUD = 0.995;
/** Zero crossings of the sinc on each side: more of them cut more sharply, and take longer. */
const CROSSINGS = 16;
const ENTRIES = 4096;

/** The windowed sinc from its middle to its end: looked up, as a second of sound wants it often. */
const weights = Float64Array.from({ length: ENTRIES + 2 }, (_, entry) => {
  const share = Math.min(1, entry / ENTRIES);
  const phase = Math.PI * CROSSINGS * share;
  const sinc = share === 0 ? 1 : Math.sin(phase) / phase;
  return sinc * (0.5 + 0.5 * Math.cos(Math.PI * share));
});

/** The mean of several channels of equal length. */
export function mono(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array()] = channels;
  return first.map((_, at) => {
    let sum = 0;
    for (const channel of channels) sum += channel[at] ?? 0;
    return sum / channels.length;
  });
}

export function isSilent(sound: Float32Array): boolean {
  return sound.every((value) => Math.abs(value) < QUIET);
}

/**
 * The middle of the `length` numbers with the most energy; of a shorter sound its own middle. A word in
 * silence is whole in many such stretches: then it stands as near to the middle as the sound lets it.
 */
export function loudest(sound: Float32Array, length: number): number {
  const count = sound.length - length + 1;
  if (count <= 1) return Math.round(sound.length / 2);
  const energies = new Float64Array(count);
  let energy = 0;
  for (let at = 0; at < sound.length; at++) {
    energy += (sound[at] ?? 0) ** 2;
    if (at >= length) energy -= (sound[at - length] ?? 0) ** 2;
    if (at >= length - 1) energies[at - length + 1] = energy;
  }
  let best = 0;
  for (let at = 0; at < count; at++) if ((energies[at] ?? 0) > (energies[best] ?? 0)) best = at;
  const isAsLoud = (at: number): boolean => (energies[at] ?? -1) >= AS_LOUD * (energies[best] ?? 0);
  let [first, last] = [best, best];
  while (isAsLoud(first - 1)) first--;
  while (isAsLoud(last + 1)) last++;
  const start = centre(sound.subarray(first, last + length)) + first - length / 2;
  return Math.round(Math.min(last, Math.max(first, start)) + length / 2);
}

/** Where half of the energy would balance the other half. */
function centre(sound: Float32Array): number {
  let [moment, energy] = [0, 0];
  sound.forEach((value, at) => {
    moment += at * value ** 2;
    energy += value ** 2;
  });
  return energy === 0 ? sound.length / 2 : moment / energy;
}

/**
 * `length` numbers of a sound around the place `middle`, played `speed` times as fast: its pitch goes
 * along. Beyond its ends there is silence. What would become too high for the rate is left out, as a
 * recorder does (windowed sinc; https://ccrma.stanford.edu/~jos/resample/).
 */
export function atSpeed(
  sound: Float32Array,
  middle: number,
  speed: number,
  length: number,
): Float32Array {
  const kept = Math.min(1, 1 / speed);
  const reach = CROSSINGS / kept;
  return Float32Array.from({ length }, (_, index) => {
    const place = middle + (index - length / 2) * speed;
    // At its own speed nothing lies between two numbers.
    if (speed === 1) return sound[place] ?? 0;
    const last = Math.min(sound.length - 1, Math.floor(place + reach));
    let sum = 0;
    for (let at = Math.max(0, Math.ceil(place - reach)); at <= last; at++) {
      const entry = (Math.abs(place - at) / reach) * ENTRIES;
      const below = Math.floor(entry);
      const part = entry - below;
      const weight = (1 - part) * (weights[below] ?? 0) + part * (weights[below + 1] ?? 0);
      sum += (sound[at] ?? 0) * weight;
    }
    return Math.min(1, Math.max(-1, kept * sum));
  });
}

/**
 * Reads a sound file, or what was recorded: one channel at {@link RATE}. Rejects where the browser knows no
 * such sound.
 */
export async function decode(bytes: ArrayBuffer): Promise<Float32Array> {
  // The browser resamples to the rate of what decodes.
  const buffer = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
  return mono(
    Array.from({ length: buffer.numberOfChannels }, (_, index) => buffer.getChannelData(index)),
  );
}

// From all that was heard to the samples that the network takes.

/** Of the most energy: a stretch that has so much of it counts as loud as the loudest. */
const AS_LOUD = 0.99;

/** The channels of a sound, each a Float32Array, as one, from -1 to 1. */
export function mono(channels) {
  return channels[0].map((_, i) => {
    const sum = channels.reduce((total, channel) => total + channel[i], 0);
    return Math.min(1, Math.max(-1, sum / channels.length));
  });
}

/** The largest distance from silence. */
export function peakOf(samples) {
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

/**
 * The loudest stretch of `length` samples: that with the most energy, the sum of their squares. A
 * word that is shorter has the same in many of them; the middle one is taken, and the word is then
 * in its middle, too. What is shorter altogether is put into the middle of silence.
 */
export function loudest(samples, length) {
  if (samples.length <= length) {
    const padded = new Float32Array(length);
    padded.set(samples, Math.floor((length - samples.length) / 2));
    return padded;
  }
  const start = startOfLoudest(samples, length);
  return samples.slice(start, start + length);
}

function startOfLoudest(samples, length) {
  const last = samples.length - length;
  // What the energy gains where the stretch that starts at `i` starts one later.
  const gain = (i) => samples[i + length] ** 2 - samples[i] ** 2;
  let energy = 0;
  for (let i = 0; i < length; i++) energy += samples[i] ** 2;
  let [most, at] = [energy, 0];
  for (let i = 0; i < last; i++) {
    energy += gain(i);
    if (energy > most) [most, at] = [energy, i + 1];
  }
  let [from, to] = [at, at];
  for (energy = most; from > 0; from--) {
    energy -= gain(from - 1);
    if (energy < AS_LOUD * most) break;
  }
  for (energy = most; to < last; to++) {
    energy += gain(to);
    if (energy < AS_LOUD * most) break;
  }
  return Math.floor((from + to) / 2);
}

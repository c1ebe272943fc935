/** What is said of a sound, and of what a network hears in it. */
import { percent, ranking, withArticle } from "../../words/format.ts";
import { RATE } from "./sound.ts";

export interface Heard {
  readonly probabilities: ArrayLike<number>;
  readonly labels: readonly string[];
  readonly speed: number;
  /** What was said; null where nobody has noted it. */
  readonly label: string | null;
}

/** "It hears a nine (51.0%); the label says seven." */
export function sentence({ probabilities, labels, speed, label }: Heard): string {
  const [first = 0, second = 0] = ranking(probabilities);
  const name = (index: number): string => labels[index] ?? String(index);
  const most = percent(probabilities[first] ?? 0);
  const hears = `it hears ${withArticle(name(first))} (${most})`;
  const begin = speed === 1 ? `I${hears.slice(1)}` : `At ${speed} times the speed, ${hears}`;
  if (label === null) return `${begin}; next guess: ${name(second)}.`;
  return label === name(first) ? `${begin}, as labelled.` : `${begin}; the label says ${label}.`;
}

/** How fast a recording is played. */
export function pace(speed: number): string {
  return speed === 1 ? "as it was said" : `${speed} times`;
}

/** The wave in a sentence. */
export function sayWave(sound: Float32Array): string {
  let loudest = 0;
  sound.forEach((value, at) => {
    if (Math.abs(value) > Math.abs(sound[loudest] ?? 0)) loudest = at;
  });
  const most = Math.abs(sound[loudest] ?? 0);
  return most === 0
    ? "The wave: no sound yet"
    : `The wave: largest after ${(loudest / RATE).toFixed(2)} seconds, with ${most.toFixed(2)} of 1`;
}

/** A spectrogram in a sentence: `bands` rows, the lowest first. */
export function saySpectrogram(values: Float32Array, hertz: readonly number[]): string {
  if (values.length === 0) return "The spectrogram: no sound yet";
  const columns = values.length / hertz.length;
  let most = 0;
  values.forEach((value, at) => {
    if (value > (values[most] ?? 0)) most = at;
  });
  const seconds = ((most % columns) + 0.5) / columns;
  const frequency = hertz[Math.floor(most / columns)] ?? 0;
  return (
    `The spectrogram: ${hertz.length} bands up, ${columns} moments across; ` +
    `strongest after ${seconds.toFixed(2)} seconds, at about ${Math.round(frequency / 10) * 10} Hz`
  );
}

/** The middle frequency of each of `count` bands: as the page says it in JSON, else alike from 0 to half the rate. */
export function bandsOf(text: string, count: number): readonly number[] {
  try {
    const given: unknown = JSON.parse(text);
    if (
      Array.isArray(given) &&
      given.length === count &&
      given.every((value) => typeof value === "number")
    )
      return given;
  } catch {
    // Nothing is said, or nothing that can be read.
  }
  return Array.from({ length: count }, (_, index) => ((index + 0.5) * RATE) / 2 / count);
}

/** Where a frequency lies among bands with these middles: 0 is the lower edge of the lowest, 1 the top. */
export function heightOf(frequency: number, hertz: readonly number[]): number {
  // Beyond the ends, the bands go on as the last ones do.
  const above = hertz.findIndex((middle) => middle >= frequency);
  const upper = Math.max(1, above < 0 ? hertz.length - 1 : above);
  const [low = 0, high = 1] = [hertz[upper - 1], hertz[upper]];
  return (upper - 0.5 + (frequency - low) / (high - low)) / hertz.length;
}

/** Frequencies that stand beside a spectrogram where there's room, the most welcome first. */
const FREQUENCIES = [0, 4000, 2000, 1000, 500, 3000, 200];
/** Share of the height that each of them needs. */
const ROOM = 0.17;

/** The frequencies that stand beside a spectrogram, each with its height. */
export function ticksOf(hertz: readonly number[]): readonly (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  for (const frequency of FREQUENCIES) {
    const height = heightOf(frequency, hertz);
    const isIn = height > -0.02 && height < 1.02;
    if (isIn && kept.every(([, other]) => Math.abs(height - other) >= ROOM))
      kept.push([frequency, Math.min(1, Math.max(0, height))]);
  }
  return kept;
}

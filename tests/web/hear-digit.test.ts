/** Sounds of hear-digit as numbers, and what is said of them, without a page. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  atSpeed,
  isSilent,
  loudest,
  mono,
  RATE,
} from "../../site_src/web/demos/hear-digit/sound.ts";
import {
  bandsOf,
  heightOf,
  pace,
  saySpectrogram,
  sayWave,
  sentence,
  ticksOf,
} from "../../site_src/web/demos/hear-digit/words.ts";

/** `seconds` of a tone of so many Hz. */
function tone(hertz: number, seconds = 1): Float32Array {
  return Float32Array.from(
    { length: seconds * RATE },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / RATE),
  );
}

/** A tone with silence before and behind it, in seconds. */
function burst(before: number, seconds: number, behind: number): Float32Array {
  const sound = new Float32Array((before + seconds + behind) * RATE);
  sound.set(tone(400, seconds), before * RATE);
  return sound;
}

/** How often a sound goes up through zero. */
function periods(sound: Float32Array): number {
  return sound.filter((value, at) => value >= 0 && (sound[at - 1] ?? 0) < 0).length;
}

const power = (sound: Float32Array): number =>
  sound.reduce((sum, value) => sum + value ** 2, 0) / sound.length;

describe("a sound", () => {
  test("two channels become their mean", () => {
    const both = [Float32Array.of(1, 0.5, 0), Float32Array.of(0, 0.5, -1)];
    assert.deepEqual(mono(both), Float32Array.of(0.5, 0.5, -0.5));
    assert.deepEqual(mono([]), new Float32Array());
  });

  test("noise that nobody hears is silence", () => {
    assert.ok(isSilent(new Float32Array(100)));
    assert.ok(isSilent(new Float32Array(100).fill(0.004)));
    assert.ok(!isSilent(tone(400)));
  });

  test("a word that is shorter than the second stands in its middle", () => {
    const word = burst(1.5, 0.4, 0.6);
    assert.ok(Math.abs(loudest(word, RATE) - 1.7 * RATE) < 0.02 * RATE);
    // Where the recording ends sooner, the second ends with it.
    assert.equal(loudest(burst(1.5, 0.4, 0.1), RATE), 1.5 * RATE);
    assert.equal(loudest(burst(0, 0.4, 0.2), RATE), 0.3 * RATE);
    assert.equal(loudest(new Float32Array(), RATE), 0);
  });

  test("of two words the louder one is taken", () => {
    const both = new Float32Array(5 * RATE);
    both.set(tone(400, 0.4), 0.5 * RATE);
    both.set(
      tone(400, 0.4).map((value) => 1.5 * value),
      3.5 * RATE,
    );
    assert.ok(Math.abs(loudest(both, RATE) - 3.7 * RATE) < 0.02 * RATE);
  });

  test("at its own speed each number stays", () => {
    const sound = tone(440);
    assert.deepEqual(atSpeed(sound, RATE / 2, 1, RATE), sound);
    const short = atSpeed(tone(440, 0.5), 0.25 * RATE, 1, RATE);
    assert.deepEqual(short.subarray(2000, 6000), tone(440, 0.5));
    assert.ok(short.subarray(0, 2000).every((value) => value === 0));
    assert.ok(short.subarray(6000).every((value) => value === 0));
  });

  test("faster is higher and shorter, slower is lower", () => {
    const fast = atSpeed(tone(400), RATE / 2, 1.25, RATE);
    assert.ok(fast.subarray(0, 700).every((value) => Math.abs(value) < 0.01));
    assert.ok(Math.abs(periods(fast.subarray(2000, 6000)) - 250) <= 1);
    const slow = atSpeed(tone(400), RATE / 2, 0.8, RATE);
    assert.ok(Math.abs(periods(slow) - 320) <= 1);
    assert.ok(Math.abs(power(slow) / power(tone(400)) - 1) < 0.02, "as loud as before");
  });

  test("what would be too high for the rate is gone, and not heard as something lower", () => {
    const fast = atSpeed(tone(3600), RATE / 2, 1.4, RATE).subarray(1500, 6500);
    assert.ok(power(fast) < 1e-4 * power(tone(3600)));
  });
});

describe("what is said", () => {
  const labels = ["zero", "one", "eight"];

  test("what it hears, how sure it is, and whether that is so", () => {
    const heard = { probabilities: [0.1, 0.2, 0.7], labels, speed: 1, label: null };
    assert.equal(sentence(heard), "It hears an eight (70.0%); next guess: one.");
    assert.equal(sentence({ ...heard, label: "eight" }), "It hears an eight (70.0%), as labelled.");
    assert.equal(
      sentence({ ...heard, probabilities: [0.3, 0.6, 0.1], speed: 1.3, label: "zero" }),
      "At 1.3 times the speed, it hears a one (60.0%); the label says zero.",
    );
    assert.equal(pace(1), "as it was said");
    assert.equal(pace(0.7), "0.7 times");
  });

  test("where a sound is largest, and where its spectrogram is strongest", () => {
    const sound = new Float32Array(RATE);
    assert.equal(sayWave(sound), "The wave: no sound yet");
    sound[2000] = -0.8;
    sound[3000] = 0.4;
    assert.equal(sayWave(sound), "The wave: largest after 0.25 seconds, with 0.80 of 1");
    assert.equal(saySpectrogram(new Float32Array(), [500, 1500]), "The spectrogram: no sound yet");
    assert.equal(
      saySpectrogram(Float32Array.of(0, 0, 0, 0, 0, 0, 0.9, 0), [500, 1500]),
      "The spectrogram: 2 bands up, 4 moments across; strongest after 0.63 seconds, at about 1500 Hz",
    );
  });
});

describe("pitches beside a spectrogram", () => {
  test("without a word of the page they go evenly up to half the rate", () => {
    const even = bandsOf("", 64);
    assert.equal(even.length, 64);
    assert.equal(even[0], 31.25);
    assert.equal(even[63], 3968.75);
    for (const share of [0, 0.25, 0.5, 1])
      assert.ok(Math.abs(heightOf(4000 * share, even) - share) < 1e-9);
    assert.deepEqual(
      ticksOf(even).map(([frequency]) => frequency),
      [0, 4000, 2000, 1000, 3000],
    );
  });

  test("the page may say where its bands are, and what isn't a list of them is passed over", () => {
    assert.deepEqual(bandsOf("[100, 200, 800]", 3), [100, 200, 800]);
    for (const text of ["[100, 200]", "100", "{}", '["a", "b", "c"]', "["])
      assert.deepEqual(bandsOf(text, 3), bandsOf("", 3));
    assert.ok(Math.abs(heightOf(200, [100, 200, 800]) - 0.5) < 1e-9);
    assert.ok(Math.abs(heightOf(500, [100, 200, 800]) - 2 / 3) < 1e-9);
  });

  test("numbers beside it leave each other room, however the bands lie", () => {
    const mel = Array.from(
      { length: 64 },
      (_, band) => 700 * (10 ** ((33.4 * (band + 0.5)) / 2595) - 1),
    );
    const heights = ticksOf(mel).map(([, height]) => height);
    assert.ok(heights.length >= 4);
    for (const height of heights) {
      assert.ok(height >= 0 && height <= 1);
      assert.equal(heights.filter((other) => Math.abs(other - height) < 0.15).length, 1);
    }
  });
});

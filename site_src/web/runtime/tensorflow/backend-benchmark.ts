/** Whether WebGL is fasterBackend for a model: found out once, with the reader's own data, and remembered. */
import type { EngineBackend } from "../protocol.ts";

/** Bytes of a model's files from which on it may be worth trying. */
export const LARGE = 400_000;
/** Milliseconds of a prediction from which on it is; below, nobody feels a difference. */
export const COSTLY = 20;
/** It is kept if it takes at most this share of the time. */
const SHARE = 0.8;
/** Some devices compute with 16 bits: that is good enough for pictures, nonsense is not. */
const TOLERANCE = 0.01;

/** A prediction: how long it took in milliseconds, and what came out, as one array. */
export interface TimedPrediction {
  readonly milliseconds: number;
  readonly outputs: readonly Float32Array[];
}

/** What to compute with, from warmed-up predictions of the same inputs. */
export function fasterBackend(wasm: TimedPrediction, webgl: TimedPrediction): EngineBackend {
  const quick = webgl.milliseconds <= SHARE * wasm.milliseconds;
  return quick && agree(wasm.outputs, webgl.outputs) ? "webgl" : "wasm";
}

function agree(expected: readonly Float32Array[], actual: readonly Float32Array[]): boolean {
  return expected.every((values, i) => {
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    // Written so that NaN does not agree.
    return values.every(
      (value, j) => Math.abs(value - (actual[i]?.[j] ?? NaN)) <= TOLERANCE * largest,
    );
  });
}

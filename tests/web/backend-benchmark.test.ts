import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  fasterBackend,
  type TimedPrediction,
} from "../../site_src/web/runtime/tensorflow/backend-benchmark.ts";

const timed = (milliseconds: number, ...values: number[]): TimedPrediction => ({
  milliseconds,
  outputs: [Float32Array.from(values)],
});

describe("WebGL is kept", () => {
  test("where it is clearly fasterBackend and computes the same", () => {
    assert.equal(fasterBackend(timed(100, 0.5, 0.5), timed(30, 0.5, 0.501)), "webgl");
  });

  test("not where it is hardly fasterBackend, or slower", () => {
    assert.equal(fasterBackend(timed(100, 1), timed(95, 1)), "wasm");
    assert.equal(fasterBackend(timed(100, 1), timed(400, 1)), "wasm");
  });

  test("not where it computes something else, or nothing", () => {
    assert.equal(fasterBackend(timed(100, 1, 0), timed(10, 0.9, 0.1)), "wasm");
    assert.equal(fasterBackend(timed(100, 1), timed(10, NaN)), "wasm");
    assert.equal(fasterBackend(timed(100, 1, 0), timed(10, 1)), "wasm");
  });

  test("differences are seen in relation to what comes out", () => {
    assert.equal(fasterBackend(timed(100, 900), timed(10, 905)), "webgl");
    assert.equal(fasterBackend(timed(100, 900), timed(10, 920)), "wasm");
  });
});

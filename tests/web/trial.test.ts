import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { faster, type Timed } from "../../site_src/web/runtime/trial.ts";

const timed = (milliseconds: number, ...values: number[]): Timed => ({
  milliseconds,
  outputs: [Float32Array.from(values)],
});

describe("WebGL is kept", () => {
  test("where it is clearly faster and computes the same", () => {
    assert.equal(faster(timed(100, 0.5, 0.5), timed(30, 0.5, 0.501)), "webgl");
  });

  test("not where it is hardly faster, or slower", () => {
    assert.equal(faster(timed(100, 1), timed(95, 1)), "wasm");
    assert.equal(faster(timed(100, 1), timed(400, 1)), "wasm");
  });

  test("not where it computes something else, or nothing", () => {
    assert.equal(faster(timed(100, 1, 0), timed(10, 0.9, 0.1)), "wasm");
    assert.equal(faster(timed(100, 1), timed(10, NaN)), "wasm");
    assert.equal(faster(timed(100, 1, 0), timed(10, 1)), "wasm");
  });

  test("differences are seen in relation to what comes out", () => {
    assert.equal(faster(timed(100, 900), timed(10, 905)), "webgl");
    assert.equal(faster(timed(100, 900), timed(10, 920)), "wasm");
  });
});

/** What is asked of a compiled network beyond its own functions. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { checkCard } from "../../site_src/web/runtime/card.ts";
import type { CompiledNetwork } from "../../site_src/web/runtime/compiled/network.ts";
import { compiledTasks } from "../../site_src/web/runtime/compiled/tasks.ts";

/** Two channels in three places, and three classes. */
const map = Float32Array.of(1, 10, 2, 20, 3, 30);
const kernel = [
  [1, 0, 2],
  [0, 1, -1],
] as const;

function network(withMaps: boolean): CompiledNetwork {
  const outputs = [
    { name: "answer", shape: [3] },
    { name: "feature_map", shape: [3, 1, 2] },
  ];
  return {
    card: checkCard({
      format: "layerbylayer-card",
      version: 2,
      kind: "wasm-model",
      inputs: [{ name: "image", shape: [1], range: null }],
      outputs: withMaps ? outputs : outputs.slice(0, 1),
      files: {},
      feature_map: withMaps ? { output: "feature_map", kernel: "class_maps" } : null,
    }),
    call(name, [given = new Float32Array()]) {
      if (name === "predict") {
        const answer = Float32Array.of(0.2, 0.7, 0.1);
        return withMaps ? [answer, map] : [answer];
      }
      assert.equal(name, "class_maps");
      const [first, second] = kernel;
      const places = [0, 1, 2].flatMap((place) =>
        first.map(
          (weight, i) =>
            weight * (given[2 * place] ?? 0) + (second[i] ?? 0) * (given[2 * place + 1] ?? 0),
        ),
      );
      return [Float32Array.from(places)];
    },
  };
}

const request = { base: "", values: Float32Array.of(1) };

describe("a compiled network", () => {
  test("gives the means of its last maps as features", () => {
    assert.deepEqual(compiledTasks.features(network(true), request), Float32Array.of(2, 20));
    assert.throws(() => compiledTasks.features(network(false), request), /without its last maps/);
  });

  test("gives maps of the most probable classes, each its own", () => {
    const reply = compiledTasks["class-maps"](network(true), { ...request, top: 2 });
    assert.deepEqual([reply.height, reply.width], [3, 1]);
    assert.deepEqual(reply.maps, [
      { index: 1, values: Float32Array.of(10, 20, 30) },
      { index: 0, values: Float32Array.of(1, 2, 3) },
    ]);
  });

  test("without last maps gives its answer alone", () => {
    const { maps, outputs } = compiledTasks["class-maps"](network(false), { ...request, top: 2 });
    assert.deepEqual(maps, []);
    assert.equal(outputs.length, 3);
  });
});

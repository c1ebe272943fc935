import { readFile } from "node:fs/promises";
import { cardTypes, TARGET } from "../../site_src/web/bundler/card-types.mjs";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { decodeArray } from "../../site_src/web/runtime/examples.ts";
import { checkCard, UserFacingError } from "../../site_src/web/runtime/card.ts";
import { readBytes } from "../../site_src/web/runtime/stream.ts";

const card = {
  format: "layerbylayer-card",
  version: 2,
  name: "digits",
  title: "Handwritten digits",
  kind: "layers-model",
  labels: ["0", "1"],
  inputs: [{ name: "image", shape: [28, 28, 1], dtype: "float32", range: [0, 255] }],
  outputs: [{ name: "answer", shape: [2], dtype: "float32" }],
  files: {},
  example: null,
  parity: { status: "unchecked", reason: "Node.js was not found" },
};

describe("a card", () => {
  test("that is good passes", () => {
    assert.equal(checkCard(card).name, "digits");
  });

  const bad: Record<string, unknown> = {
    "is nothing": null,
    "is something else": { ...card, format: "package" },
    "is newer": { ...card, version: 3 },
    "is of another kind": { ...card, kind: "saved-model" },
    "has no input": { ...card, inputs: [] },
    "has half a range": { ...card, inputs: [{ ...card.inputs[0], range: [0] }] },
    "has no output": { ...card, outputs: undefined },
    "lists no files": { ...card, files: null },
  };
  for (const [name, value] of Object.entries(bad)) {
    test(`that ${name} is refused in plain words`, () => {
      assert.throws(() => checkCard(value), UserFacingError);
    });
  }
});

describe("stored examples", () => {
  test("bytes become the numbers they are", () => {
    const stored = { file: "x.bin", dtype: "uint8", shape: [2, 1, 3] } as const;
    const buffer = Uint8Array.of(0, 127, 255, 1, 2, 3).buffer;
    assert.deepEqual(decodeArray(buffer, stored), [
      Float32Array.of(0, 127, 255),
      Float32Array.of(1, 2, 3),
    ]);
  });

  test("float32 is little-endian", () => {
    const stored = { file: "x.bin", dtype: "float32", shape: [1, 2] } as const;
    const buffer = Uint8Array.of(0, 0, 128, 63, 0, 0, 0, 192).buffer;
    assert.deepEqual(decodeArray(buffer, stored), [Float32Array.of(1, -2)]);
  });

  test("int32 is little-endian, and has a sign", () => {
    const stored = { file: "x.bin", dtype: "int32", shape: [1, 2] } as const;
    const buffer = Uint8Array.of(1, 1, 0, 0, 255, 255, 255, 255).buffer;
    assert.deepEqual(decodeArray(buffer, stored), [Float32Array.of(257, -1)]);
  });

  test("a file that is cut short is refused", () => {
    const stored = { file: "x.bin", dtype: "float32", shape: [2, 2] } as const;
    assert.throws(() => decodeArray(new ArrayBuffer(15), stored), /x\.bin is damaged/);
  });
});

describe("reading a file", () => {
  for (const expected of [0, 5, 9]) {
    test(`gives all five bytes where ${expected} were expected, and counts them`, async () => {
      let counted = 0;
      const bytes = await readBytes(
        new Response(Uint8Array.of(1, 2, 3, 4, 5)),
        expected,
        (more) => (counted += more),
      );
      assert.deepEqual(bytes, Uint8Array.of(1, 2, 3, 4, 5));
      assert.equal(counted, 5);
    });
  }

  test("a connection that breaks is told in plain words", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
    await assert.rejects(
      readBytes(new Response(body), 5, () => {}),
      UserFacingError,
    );
  });
});

test("the types of cards are those of the exporter's schema", async () => {
  assert.equal(await readFile(TARGET, "utf8"), await cardTypes(), "run bundler/card-types.mjs");
});

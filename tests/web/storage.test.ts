/** What the browser keeps: its names, those of before, and browsers that keep nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";

class Memory {
  [key: string]: unknown;
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }
  setItem(key: string, text: string): void {
    this[key] = text;
  }
  removeItem(key: string): void {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- as the browser's own does
    delete this[key];
  }
}

const memory = new Memory();
Object.defineProperty(globalThis, "localStorage", { value: memory, configurable: true });
const { followStored, readStored, renameFormer, writeStored } =
  await import("../../site_src/web/storage.ts");
const { storedNames } = await import("../../site_src/web/shell/stored-data/stored-items.ts");

test("what was kept under former names has today's, and nothing newer is overwritten", () => {
  memory.setItem("layer-by-layer", "marks");
  memory.setItem("layer-by-layer-no-keys", "off");
  memory.setItem("layer-by-layer:drawing:digit", "2620-7420");
  memory.setItem("layer-by-layer:guess:/tutorials/digits/:pixels", "784");
  memory.setItem("lbl-backend", "cpu");
  memory.setItem("lbl-fastest-0123", "webgl");
  memory.setItem("somebody else's", "stays");
  writeStored("backend", "wasm");
  renameFormer();
  assert.equal(readStored("progress"), "marks");
  assert.equal(readStored("keys"), "off");
  assert.equal(readStored("drawing/digit"), "2620-7420");
  assert.equal(readStored("guess/tutorials/digits/:pixels"), "784");
  assert.equal(readStored("backend"), "wasm");
  assert.equal(readStored("fastest-backend/0123"), "webgl");
  assert.equal(storedNames().length, 6);
  const others = Object.keys(memory).filter((key) => !key.startsWith("layer-by-layer/1/"));
  assert.deepEqual(others, ["somebody else's"]);
});

test("who follows a name is told of its changes, until it stops", () => {
  let told = 0;
  const stop = followStored("a", () => told++);
  writeStored("a", "1");
  writeStored("b", "1");
  writeStored("a", null);
  assert.equal(told, 2);
  stop();
  writeStored("a", "2");
  assert.equal(told, 2);
});

test("where nothing can be kept, it is kept for as long as the page lives", () => {
  const setItem = Memory.prototype.setItem;
  Memory.prototype.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  try {
    writeStored("full", "text");
    assert.equal(readStored("full"), "text");
    assert.ok(storedNames().includes("full"));
    writeStored("full", null);
    assert.equal(readStored("full"), null);
  } finally {
    Memory.prototype.setItem = setItem;
  }
});

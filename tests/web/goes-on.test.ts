/** What goes-on computes without a page: reading, drawing, and what is said of units. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { above, known, readNamed, tint } from "../../site_src/web/demos/goes-on/words.ts";
import { LetterReader, type Step } from "../../site_src/web/runtime/letter-reader.ts";

test("units and moments are read from their attributes", () => {
  assert.deepEqual(readNamed("17: speech; 4: length: of the word ; 17: else"), [
    { key: "17", name: "speech" },
    { key: "4", name: "length: of the word" },
  ]);
  assert.deepEqual(readNamed(""), []);
});

test("what keyboards and phones write becomes letters of the book", () => {
  const alphabet = Array.from("\"'—aehlw ");
  assert.equal(known("“whale’s” – é\t!", alphabet), '"whale\'" —  ');
});

test("a reader keeps the state, and draws by its shares", async () => {
  const step: Step = ([letter = 0], [sum = 0] = Float32Array.of(0)) =>
    Promise.resolve([Float32Array.of(0.25, 0.75), Float32Array.of(sum + letter)]);
  const card = { inputs: [{ shape: [1] }, { shape: [1] }] } as unknown as ConstructorParameters<
    typeof LetterReader
  >[1];
  const reader = new LetterReader(step, card);
  await reader.read(3);
  await reader.read(4);
  assert.deepEqual([...reader.state], [7]);
  assert.equal(
    reader.draw(1, () => 0.2),
    0,
  );
  assert.equal(
    reader.draw(1, () => 0.3),
    1,
  );
  // Cold, the likelier one takes nearly all.
  assert.equal(
    reader.draw(0.2, () => 0.2),
    1,
  );
});

test("a unit is above zero after some of the letters", () => {
  const letters = [0.5, -0.5, 0.1, -1].map((value) => ({
    letter: "a",
    state: Float32Array.of(0, value),
  }));
  assert.equal(above(letters, 1), 50);
  assert.equal(above(letters, 0), 0);
  assert.equal(above([], 1), 0);
});

test("a colour grows with the value, whatever its sign, and leaves the letter legible", () => {
  assert.equal(tint(0), 0);
  assert.equal(tint(-0.5), tint(0.5));
  assert.ok(tint(0.2) < tint(0.9) && tint(7) <= 50);
});

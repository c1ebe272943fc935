/** What word-sums and word-map compute without a page: files, sums, axes, cameras. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allowed,
  moved,
  placeAt,
  readCamera,
  seenAt,
  WHOLE,
  writeCamera,
  zoomed,
} from "../../site_src/web/demos/word-sums/camera.ts";
import {
  directionOf,
  lies,
  nearSpot,
  planeOf,
  readAxis,
  shareBelow,
  writeAxis,
} from "../../site_src/web/demos/word-sums/places.ts";
import {
  compute,
  plainWord,
  readTerms,
  writeTerms,
} from "../../site_src/web/demos/word-sums/sum.ts";
import { readVectors } from "../../site_src/web/demos/word-sums/vectors.ts";

/** A file as a tutorial writes it. */
function fileOf(rows: Readonly<Record<string, readonly number[]>>): Uint8Array<ArrayBuffer> {
  const words = Object.keys(rows);
  const header = {
    words: words.join(" "),
    directions: [
      [1, 0, 0],
      [0, 1, 0],
    ],
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const scales = new Float32Array(words.map(() => 0.01));
  const numbers = Int8Array.from(Object.values(rows).flat());
  const length = Uint32Array.of(text.length);
  const parts = [length, text, scales, numbers].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

// King and queen lie near each other, and the step from man to woman is a short one.
const file = fileOf({
  man: [100, 0, 0],
  woman: [100, 30, 0],
  king: [60, 0, 80],
  queen: [60, 40, 80],
  tea: [-100, -20, 0],
});
const vectors = readVectors(file);

test("rows are directions: all of length 1", () => {
  for (const place of vectors.words.keys())
    assert.ok(Math.abs(Math.hypot(...vectors.row(place)) - 1) < 1e-6);
  assert.equal(vectors.size, 3);
  assert.equal(vectors.find("queen"), 3);
  assert.equal(vectors.find("nobody"), undefined);
});

test("a file that is cut off, too long or another one is said to be damaged", () => {
  const longer = new Uint8Array([...file, 0]);
  const page = new TextEncoder().encode("<!doctype html><p>Please log in.</p>");
  for (const wrong of [file.slice(0, 2), file.slice(0, 40), file.slice(0, -1), longer, page])
    assert.throws(() => readVectors(wrong), /damaged/);
});

test("the nearest words, the nearest first", () => {
  const near = vectors.nearest(vectors.row(0), 3);
  assert.deepEqual(
    near.map(({ word }) => word),
    ["man", "woman", "king"],
  );
  assert.ok(Math.abs((near[0]?.cosine ?? 0) - 1) < 1e-6);
  assert.equal(vectors.nearest(vectors.row(0), 99).length, 5);
});

test("sums are read and written, in whatever form", () => {
  assert.deepEqual(readTerms("king - man + woman"), ["king", "man", "woman"]);
  assert.deepEqual(readTerms("King−Man+Woman"), ["king", "man", "woman"]);
  assert.deepEqual(readTerms("coffee"), ["coffee", "", ""]);
  assert.deepEqual(readTerms("<b>"), ["b", "", ""]);
  assert.equal(writeTerms(["king", "man", ""]), "king - man");
  assert.equal(writeTerms(["", "", ""]), "");
  assert.equal(plainWord(" It's 2! "), "its");
});

test("what was put in stays in the list, and is said", () => {
  const { near, putIn, said } = compute(vectors, ["king", "man", "woman"]);
  assert.ok(putIn.has("king") && near.some(({ word }) => word === "king"));
  const [first] = near;
  assert.match(said, new RegExp(`^king − man \\+ woman: nearest is ${first?.word} \\(`));
  if (putIn.has(first?.word ?? "")) assert.match(said, /which was put in\. Of the other words: /);
});

test("one word has neighbours, none asks for one, and a strange one is said", () => {
  assert.match(
    compute(vectors, ["queen", "", ""]).said,
    /^Nearest to queen, itself apart: king \(/,
  );
  assert.equal(compute(vectors, ["", "", ""]).said, "Type a word.");
  assert.equal(
    compute(vectors, ["womble", "", ""]).said,
    "“womble” is not among the 5 words. There are: woman.",
  );
  assert.match(compute(vectors, ["king", "king", ""]).said, /all zeros/);
});

test("an axis wants two different words that are there", () => {
  assert.deepEqual(readAxis("man - woman"), { from: "man", to: "woman" });
  assert.equal(writeAxis({ from: "man", to: "woman" }), "man - woman");
  assert.match(String(directionOf(vectors, { from: "man", to: "" })), /wants two words/);
  assert.match(String(directionOf(vectors, { from: "man", to: "man" })), /no way/);
  assert.match(String(directionOf(vectors, { from: "x", to: "man" })), /not among/);
  assert.ok(directionOf(vectors, { from: "man", to: "woman" }) instanceof Float32Array);
});

test("along an axis its ends lie apart, and a word's share is said", () => {
  const axis = { from: "man", to: "woman" };
  const across = directionOf(vectors, axis);
  assert.ok(across instanceof Float32Array);
  const plane = planeOf(vectors, across, vectors.directions[0] ?? across);
  const [man = 0, woman = 0] = plane.across.places;
  assert.ok(man < woman);
  assert.equal(shareBelow(plane.across, 3), 0.8);
  assert.equal(lies(plane.across, axis, 3), "further towards “woman” than 80% of all words");
  assert.match(lies(plane.across, axis, 4), /further towards “man”/);
  const spot = seenAt(WHOLE, { x: man, y: plane.up.places[0] ?? 0 });
  assert.deepEqual(nearSpot(plane, WHOLE, spot, 1), [0]);
});

test("a camera keeps the fixed place where it is, and stays on the map", () => {
  const fixed = { x: 0.2, y: 0.9 };
  const before = placeAt(WHOLE, fixed);
  const after = placeAt(zoomed(WHOLE, 4, fixed), fixed);
  assert.ok(Math.abs(before.x - after.x) < 1e-9 && Math.abs(before.y - after.y) < 1e-9);
  assert.deepEqual(seenAt(WHOLE, { x: 0.5, y: 0.5 }), { x: 0.5, y: 0.5 });
  // What is dragged to the right shows what lies further left.
  assert.ok(moved(WHOLE, 0.1, 0).x < WHOLE.x && moved(WHOLE, 0, 0.1).y > WHOLE.y);
  assert.equal(zoomed(WHOLE, 0.1).zoom, 1);
  assert.ok(allowed({ x: 9, y: -9, zoom: 1e9 }).zoom < 100);
  assert.deepEqual(readCamera(writeCamera({ x: 0.25, y: 0.75, zoom: 4 })), {
    x: 0.25,
    y: 0.75,
    zoom: 4,
  });
  for (const wrong of ["", "1 2", "a b c", "1 2 3 4"]) assert.equal(readCamera(wrong), null);
});

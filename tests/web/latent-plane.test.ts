/** Places on latent-plane's map, without a page. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  inNumbers,
  nearest,
  reachOf,
  readLandmarks,
  readPlace,
  sentence,
  within,
  writePlace,
} from "../../site_src/web/demos/latent-plane/places.ts";

const landmarks = readLandmarks("7 0.5 -1.2; 2 1 0; A -2 0.25");

test("a map is read, and what isn't written as one is left out", () => {
  assert.deepEqual(landmarks[0], { label: "7", x: 0.5, y: -1.2 });
  assert.equal(landmarks.length, 3);
  assert.deepEqual(readLandmarks(""), []);
  assert.deepEqual(readLandmarks("7; 7 1; 7 1 2 3; 7 one 2; 3 4 5"), [{ label: "3", x: 4, y: 5 }]);
});

test("a place survives the way through an address", () => {
  for (const text of ["0.5 -1.2", "0 0", "-3 2.25"]) {
    const place = readPlace(text);
    assert.ok(place !== null);
    assert.equal(writePlace(place), text);
  }
  for (const text of ["", "1", "a b", "1 2 3", "1 Infinity"]) assert.equal(readPlace(text), null);
});

test("all that lies on the plane is within its reach", () => {
  const reach = reachOf(landmarks);
  assert.ok(reach > 2 && reach < 2.5, `${reach}`);
  assert.ok(reachOf([]) > 0);
  assert.deepEqual(within({ x: 9, y: -9 }, reach), { x: reach, y: -reach });
  assert.deepEqual(within({ x: 1, y: -1 }, reach), { x: 1, y: -1 });
});

test("the nearest first, by distance and not by order", () => {
  const labels = nearest(landmarks, { x: 1, y: -0.5 }, 2).map(({ label }) => label);
  assert.deepEqual(labels, ["2", "7"]);
  assert.equal(landmarks[0]?.label, "7", "the map stays in order");
});

test("a sentence says where, and among what", () => {
  assert.equal(
    sentence("Your digit lies", { x: 1.04, y: -0.04 }, landmarks),
    "Your digit lies at 1.0, 0.0. Nearest on the map: 2, 7, A.",
  );
  assert.equal(sentence("The cross is", { x: -1.25, y: 0.55 }, []), "The cross is at −1.3, 0.6.");
  assert.equal(inNumbers({ x: -0.01, y: 12 }), "0.0, 12.0");
});

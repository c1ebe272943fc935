/** Who follows a drawing looks at the newest state of it, and knows when it rests. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Onlooker } from "../../site_src/web/demos/onlooker.ts";

const host = {
  addController: () => {},
  removeController: () => {},
  requestUpdate: () => {},
  updateComplete: Promise.resolve(true),
};

test("what changes while it looks is looked at next, once", async () => {
  let now = 0;
  const looked: number[] = [];
  let release = (): void => {};
  const ended = new Promise<void>((resolve) => {
    const onlooker = new Onlooker(host, {
      look: async () => {
        looked.push(now);
        await new Promise<void>((done) => (release = done));
      },
      rested: () => {},
      seen: () => resolve(assert.equal(onlooker.busy, false)),
    });
    for (now = 1; now <= 3; now++) onlooker.look();
    assert.ok(onlooker.busy);
  });
  assert.deepEqual(looked, [1]);
  release();
  await new Promise(setImmediate);
  assert.deepEqual(looked, [1, 4]);
  release();
  await ended;
  assert.deepEqual(looked, [1, 4]);
});

test("it rests when the pen is lifted, or some time after it has moved; not once it is gone", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let rested = 0;
  const onlooker = new Onlooker(host, {
    look: () => Promise.resolve(),
    rested: () => rested++,
    seen: () => {},
  });
  onlooker.moved();
  t.mock.timers.tick(400);
  onlooker.moved();
  t.mock.timers.tick(400);
  assert.deepEqual([rested, onlooker.resting], [0, false]);
  t.mock.timers.tick(100);
  assert.deepEqual([rested, onlooker.resting], [1, true]);
  onlooker.moved();
  onlooker.rest();
  t.mock.timers.tick(1000);
  assert.equal(rested, 2);
  onlooker.moved();
  onlooker.hostDisconnected();
  t.mock.timers.tick(1000);
  assert.equal(rested, 2);
});

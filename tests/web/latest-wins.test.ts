/** Who follows a drawing looks at the newest state of it, and knows when it rests. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { LatestWinsController } from "../../site_src/web/controllers/latest-wins.ts";

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
    const latest = new LatestWinsController(host, {
      run: async () => {
        looked.push(now);
        await new Promise<void>((done) => (release = done));
      },
      onIdle: () => {},
      onComplete: () => resolve(assert.equal(latest.busy, false)),
    });
    for (now = 1; now <= 3; now++) latest.request();
    assert.ok(latest.busy);
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
  const latest = new LatestWinsController(host, {
    run: () => Promise.resolve(),
    onIdle: () => rested++,
    onComplete: () => {},
  });
  latest.changed();
  t.mock.timers.tick(400);
  latest.changed();
  t.mock.timers.tick(400);
  assert.deepEqual([rested, latest.isIdle], [0, false]);
  t.mock.timers.tick(100);
  assert.deepEqual([rested, latest.isIdle], [1, true]);
  latest.changed();
  latest.idle();
  t.mock.timers.tick(1000);
  assert.equal(rested, 2);
  latest.changed();
  latest.hostDisconnected();
  t.mock.timers.tick(1000);
  assert.equal(rested, 2);
});

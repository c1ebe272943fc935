/** A promise that is remembered, and forgotten when it fails. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { RetryablePromise } from "../../site_src/web/retryable-promise.ts";

test("all wait for one attempt; after a failure the next one begins anew", async () => {
  const value = new RetryablePromise<number>();
  let attempts = 0;
  const begin = async (): Promise<number> => {
    attempts++;
    await Promise.resolve();
    if (attempts === 1) throw new Error("the first one fails");
    return attempts;
  };
  const both = await Promise.allSettled([value.get(begin), value.get(begin)]);
  assert.deepEqual([attempts, both[0].status, both[1].status], [1, "rejected", "rejected"]);
  assert.equal(value.started, false);
  assert.equal(await value.get(begin), 2);
  assert.equal(await value.get(begin), 2);
  value.forget();
  assert.equal(await value.get(begin), 3);
});

/** The still pictures of the demos show words that the demos still say. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { webSource } from "./support/web-source.ts";

const root = join(import.meta.dirname, "../..");
const taken = JSON.parse(await readFile(join(root, "site_src/web/stills.json"), "utf-8")) as Record<
  string,
  string[]
>;
const source = await webSource();

describe("still pictures", () => {
  test("each has its words noted", async () => {
    const pictures = await readdir(join(root, "docs/stills"));
    assert.deepEqual(
      pictures.sort(),
      Object.keys(taken)
        .map((name) => `${name}.webp`)
        .sort(),
    );
  });
  for (const [name, labels] of Object.entries(taken))
    test(`${name} shows its buttons of today`, () => {
      assert.ok(labels.length > 0, "no words are noted");
      const gone = labels.filter((label) => !source.includes(label));
      const advice = `npx tsx site_src/web/stills.mjs site ${name}`;
      assert.deepEqual(gone, [], `it shows words that are gone; take it again: ${advice}`);
    });
});

/** What invent-names and real-or-invented compute without a page: writing, looking up, dealing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  deal,
  result,
  rightOf,
  ROUND,
  verdict,
  type Answered,
} from "../../site_src/web/demos/invent-names/game.ts";
import { NameLists } from "../../site_src/web/demos/invent-names/lists.ts";
import {
  asName,
  LETTERS,
  lettersOf,
  LONGEST,
  wholeName,
  Writer,
} from "../../site_src/web/demos/invent-names/writer.ts";
import { drawn, tempered, type Step } from "../../site_src/web/runtime/letter-reader.ts";
import { random } from "../../site_src/web/runtime/training/random.ts";

/** A network that counts what it has read, and spells "abc" whatever it was given. */
const spelling: Step = ([letter = 0], [read = 0] = Float32Array.of(0)) => {
  const shares = new Float32Array(LETTERS.length).fill(0);
  shares[letter < 3 ? letter + 1 : 0] = 1;
  return Promise.resolve([shares, Float32Array.of(read + 1)]);
};
const endless: Step = (_, state = new Float32Array(1)) => {
  const shares = new Float32Array(LETTERS.length);
  shares[1] = 1;
  return Promise.resolve([shares, state]);
};
const card = { inputs: [{ shape: [1] }, { shape: [1] }] } as unknown as Parameters<
  typeof Writer.after
>[2];

const near = (found: ArrayLike<number>, wanted: readonly number[]): void => {
  for (const [place, value] of wanted.entries())
    assert.ok(Math.abs((found[place] ?? NaN) - value) < 1e-6, `${found[place]} for ${value}`);
};

test("a temperature is a power of shares, and they stay shares", () => {
  near(tempered(Float32Array.of(0.8, 0.2), 1), [0.8, 0.2]);
  near(tempered(Float32Array.of(0.8, 0.2), 0.5), [0.64 / 0.68, 0.04 / 0.68]);
  near(tempered(Float32Array.of(0.9, 0.1), 2), [0.75, 0.25]);
  // Powers of tiny shares would all be 0.
  near(tempered(Float32Array.of(1e-30, 1e-31, 0), 0.1), [1, 1e-10, 0]);
});

test("a throw hits the place whose share it falls into", () => {
  const shares = Float32Array.of(0.25, 0, 0.5, 0.25);
  assert.deepEqual(
    [0, 0.2, 0.25, 0.7, 0.8, 0.999].map((thrown) => drawn(shares, thrown)),
    [0, 0, 2, 2, 3, 3],
  );
  // Shares that add up to a little less than 1 leave no hole.
  assert.equal(drawn(Float32Array.of(0.1, 0.8), 0.95), 1);
});

test("only plain letters are read", () => {
  assert.equal(lettersOf("Zoë-Ann 3!"), "zoeann");
  assert.equal(asName("zoe"), "Zoe");
  assert.equal(asName(""), "");
});

test("a writer reads the beginning, goes on from its notes, and ends", async () => {
  const writer = await Writer.after("ab", spelling, card);
  assert.equal(writer.text, "ab");
  assert.equal(writer.ended, false);
  assert.equal(await writer.write(1, () => 0.5), 3);
  assert.equal(writer.text, "abc");
  assert.equal(await writer.write(1, () => 0.5), 0);
  assert.deepEqual([writer.text, writer.ended], ["abc", true]);
});

test("a name without an end is cut off", async () => {
  assert.equal(await wholeName(endless, card, 1, random(1)), "a".repeat(LONGEST));
});

test("a name is looked up", () => {
  const lists = new NameLists(["ada"], ["bo"]);
  assert.deepEqual(
    ["ada", "bo", "xu"].map((name) => lists.where(name)),
    ["learned", "aside", "nowhere"],
  );
});

test("what is dealt depends on the seed, has no name twice, and says the truth", async () => {
  const aside = Array.from({ length: 40 }, (_, at) => `real${at}`);
  const lists = new NameLists(["copied"], aside);
  // A network that often repeats itself, copies, or says nothing.
  const inventor = (): (() => Promise<string>) => {
    let said = 0;
    const says = ["", "x", "copied", "real3"];
    return () => Promise.resolve(said++ % 3 === 0 ? (says[said % 4] ?? "") : `new${said >> 1}`);
  };
  const round = await deal(lists, inventor(), random(1));
  assert.deepEqual(await deal(lists, inventor(), random(1)), round);
  assert.notDeepEqual(await deal(lists, inventor(), random(2)), round);
  assert.equal(new Set(round.map(({ name }) => name)).size, ROUND);
  for (const { name, real } of round) {
    assert.equal(lists.where(name), real ? "aside" : "nowhere");
    assert.ok(name.length > 1);
  }
});

test("over many rounds, half of the names are real", async () => {
  const lists = new NameLists(
    [],
    Array.from({ length: 40 }, (_, at) => `real${at}`),
  );
  let real = 0;
  for (let seed = 0; seed < 200; seed++) {
    let said = 0;
    const round = await deal(lists, () => Promise.resolve(`new${said++}`), random(seed));
    real += round.filter((dealt) => dealt.real).length;
  }
  assert.ok(real > 900 && real < 1100, `${real} of 2000`);
});

test("answers are judged, and a coin's luck is named", () => {
  const answers: Answered[] = Array.from({ length: ROUND }, (_, at) => ({
    name: `n${at}`,
    real: at < 5,
    said: true,
  }));
  assert.equal(rightOf(answers), 5);
  assert.match(
    result(answers),
    /^5 of 10 right\. You took 5 of 5 inventions for real\. A coin could/,
  );
  assert.match(result(answers.map((one) => ({ ...one, said: one.real }))), /^10 of 10 .* hundred/);
  assert.equal(verdict({ name: "ada", real: true, said: false }), "No: Ada is a real name.");
  assert.equal(
    verdict({ name: "xu", real: false, said: false }),
    "Right: Xu was invented by the network.",
  );
});

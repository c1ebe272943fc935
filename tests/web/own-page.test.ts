/** What the exporters' own page makes of a drawing, a text or a sound, beside what this site makes of it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { centred, squeezed, toInput } from "../../site_src/web/drawing/preprocess.ts";
import { PEN_RADIUS, type Stroke } from "../../site_src/web/drawing/strokes.ts";

type Rasterise = (strokes: Stroke[], radius: number, width: number, height: number) => Float32Array;
type Scale = (
  values: Float32Array,
  settings: Readonly<Record<string, unknown>>,
) => Float32Array<ArrayBuffer>;

interface Page {
  readonly strokes: { readonly centred: Rasterise; readonly whole: Rasterise };
  readonly pixels: { readonly toNumbers: Scale; readonly toShares: Scale };
  readonly "sound/samples": {
    readonly mono: (channels: readonly Float32Array[]) => Float32Array;
    readonly loudest: (samples: Float32Array, length: number) => Float32Array;
  };
  readonly text: {
    readonly encoded: (
      text: string,
      settings: Readonly<Record<string, unknown>>,
    ) => { numbers: ArrayLike<number>; unknown: string[]; found: number };
  };
}

const app = new URL("../../exporters/src/layerbylayer/page/site/app/", import.meta.url);

async function load<Name extends keyof Page>(name: Name): Promise<Page[Name]> {
  return (await import(new URL(`${name}.mjs`, app).href)) as Page[Name];
}

/** Drawings of a few lines; the same each time. */
function* drawings(count: number): Generator<Stroke[]> {
  let state = 1;
  const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
  for (let i = 0; i < count; i++)
    yield Array.from({ length: 1 + (i % 3) }, () =>
      Array.from({ length: 1 + Math.floor(random() * 6) }, () => ({ x: random(), y: random() })),
    );
}

test("a drawing becomes what this site's pads make of it", async () => {
  const { centred: theirs, whole } = await load("strokes");
  for (const strokes of drawings(40)) {
    for (const [width, height] of [
      [28, 28],
      [16, 24],
    ] as const) {
      const size = [PEN_RADIUS, width, height] as const;
      assert.deepEqual(theirs(strokes, ...size), centred(strokes, ...size));
      assert.deepEqual(whole(strokes, ...size), squeezed(strokes, ...size));
    }
  }
  assert.deepEqual(theirs([], PEN_RADIUS, 4, 4), new Float32Array(16));
});

test("shares become numbers by range, mean, standard deviation and layout, and back", async () => {
  const { toNumbers, toShares } = await load("pixels");
  const one = { channels: 1, rows: 2, columns: 2, mean: [0], std: [1] };
  const shares = Float32Array.of(0, 0.25, 0.5, 1);
  const plain = { ...one, range: [0, 255], layout: "channels-last" };
  assert.deepEqual(toNumbers(shares, plain), toInput(shares, [0, 255], 1));
  const two = { rows: 1, columns: 2, range: [0, 1], mean: [0.5, 0.25, 0], std: [0.5, 1, 2] };
  const first = { ...two, channels: 3, layout: "channels-first" };
  const colours = Float32Array.of(0, 0.25, 1, 1, 0.75, 0);
  const numbers = toNumbers(colours, first);
  assert.deepEqual(Array.from(numbers), [-1, 1, 0, 0.5, 0.5, 0]);
  assert.deepEqual(toShares(numbers, first), colours);
});

test("a text becomes places in the vocabulary, or counts", async () => {
  const { encoded } = await load("text");
  const words = { vocabulary: ["", "[UNK]", "dont", "stop"], tokens: "words", length: 4 };
  const read = encoded("Don't,  STOP\nnow!", { ...words, counts: false });
  assert.deepEqual([Array.from(read.numbers), read.unknown], [[2, 3, 1, 0], ["now"]]);
  const counted = encoded("stop stop", { ...words, counts: true });
  assert.deepEqual(Array.from(counted.numbers), [0, 0, 0, 2]);
  const letters = { vocabulary: Array.from("ab "), tokens: "characters", length: 3, counts: false };
  const spelt = encoded("b Ab", letters);
  assert.deepEqual([Array.from(spelt.numbers), spelt.unknown], [[1, 2, 1], ["A"]]);
});

test("channels become one, from -1 to 1", async () => {
  const { mono } = await load("sound/samples");
  const [left, right] = [Float32Array.of(0.5, 1, 3), Float32Array.of(0, -0.5, 3)];
  assert.deepEqual(Array.from(mono([left, right])), [0.25, 0.25, 1]);
  assert.deepEqual(Array.from(mono([Float32Array.of(-2, 0.5)])), [-1, 0.5]);
});

test("of a sound the loudest stretch is taken, with a short word in its middle", async () => {
  const { loudest } = await load("sound/samples");
  const take = (values: number[], length: number): number[] =>
    Array.from(loudest(Float32Array.from(values), length));
  const quiet = (count: number): number[] => Array<number>(count).fill(0);
  assert.deepEqual(take([1, -1], 5), [0, 1, -1, 0, 0]);
  assert.deepEqual(take([1, -1, 0.5], 3), [1, -1, 0.5]);
  assert.deepEqual(take([0.5, ...quiet(9), 1, -1, ...quiet(9)], 6), [0, 0, 1, -1, 0, 0]);
  // At either end there is no silence to add.
  assert.deepEqual(take([1, -1, ...quiet(9)], 4), [1, -1, 0, 0]);
  assert.deepEqual(take([...quiet(9), 1, -1], 4), [0, 0, 1, -1]);
  // Two are as loud: one of them is taken, and not what is between them.
  const two = take([...quiet(5), 1, ...quiet(20), 1, ...quiet(5)], 3);
  assert.deepEqual(two, [0, 1, 0]);
  // However long a sound: the energy is that of the stretch itself.
  const long = Float32Array.from(
    { length: 5000 },
    (_, i) => (Math.sin(i * i) * (1 + (i % 977))) / 977,
  );
  const energy = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0);
  const most = Math.max(
    ...Array.from({ length: 4001 }, (_, start) => energy(long.subarray(start, start + 1000))),
  );
  assert.ok(energy(loudest(long, 1000)) >= 0.989 * most);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  centred,
  centreOfMass,
  middleOf,
  overlaid,
  squeezed,
  toCoverage,
  toInput,
} from "../../site_src/web/drawing/preprocess.ts";
import { PEN_RADIUS, rasterise, type Stroke } from "../../site_src/web/drawing/strokes.ts";

const SIDE = 28;
const BOX = 20;

const seven: Stroke[] = [
  [
    { x: 0.25, y: 0.2 },
    { x: 0.75, y: 0.2 },
    { x: 0.45, y: 0.85 },
  ],
];
const smallSeven = seven.map((stroke) =>
  stroke.map(({ x, y }) => ({ x: 0.02 + 0.2 * x, y: 0.7 + 0.2 * y })),
);
const thinLine: Stroke[] = [
  [
    { x: 0.1, y: 0.9 },
    { x: 0.1, y: 0.1 },
  ],
];
const ring: Stroke[] = [
  Array.from({ length: 33 }, (_, i) => ({
    x: 0.7 + 0.2 * Math.cos((i * Math.PI) / 16),
    y: 0.3 + 0.3 * Math.sin((i * Math.PI) / 16),
  })),
];
const dot: Stroke[] = [[{ x: 0.9, y: 0.1 }]];

/** First and last row and column with a trace of ink. */
function extent(picture: Float32Array): { width: number; height: number } {
  const columns: number[] = [];
  const rows: number[] = [];
  picture.forEach((ink, index) => {
    if (ink < 0.02) return;
    columns.push(index % SIDE);
    rows.push(Math.floor(index / SIDE));
  });
  return {
    width: Math.max(...columns) - Math.min(...columns) + 1,
    height: Math.max(...rows) - Math.min(...rows) + 1,
  };
}

const sum = (picture: Float32Array): number => picture.reduce((total, ink) => total + ink, 0);

describe("centred", () => {
  for (const [name, drawing] of Object.entries({ seven, smallSeven, thinLine, ring, dot })) {
    test(`${name}: balances where MNIST's pictures do, to half a pixel`, () => {
      const { x, y } = centreOfMass(centred(drawing, PEN_RADIUS, SIDE, SIDE), SIDE);
      assert.ok(Math.abs(x - middleOf(SIDE)) <= 0.5 + 1e-6, `x = ${x}`);
      assert.ok(Math.abs(y - middleOf(SIDE)) <= 0.5 + 1e-6, `y = ${y}`);
    });

    test(`${name}: its longer side fills the box of 20 pixels`, () => {
      const { width, height } = extent(centred(drawing, PEN_RADIUS, SIDE, SIDE));
      assert.ok(Math.abs(Math.max(width, height) - BOX) <= 1, `${width} x ${height}`);
      assert.ok(Math.max(width, height) <= BOX, `${width} x ${height}`);
    });

    test(`${name}: stays within 0 and 1 and uses both`, () => {
      const picture = centred(drawing, PEN_RADIUS, SIDE, SIDE);
      assert.equal(Math.min(...picture), 0);
      assert.ok(Math.max(...picture) > 0.9 && Math.max(...picture) <= 1);
    });
  }

  test("keeps the proportions", () => {
    const { width, height } = extent(centred(thinLine, 0.04, SIDE, SIDE));
    assert.equal(height, BOX);
    // The line is 0.8 long and 0.08 wide, ends included 0.88: 20 / 0.88 * 0.08 = 1.8 pixels.
    assert.ok(width >= 2 && width <= 3, `${width}`);
    const ink = sum(centred(thinLine, 0.04, SIDE, SIDE));
    const scale = BOX / 0.88;
    const area = (0.8 * 0.08 + Math.PI * 0.04 ** 2) * scale ** 2;
    assert.ok(Math.abs(ink - area) < 0.05 * area, `${ink} against ${area}`);
  });

  test("does not care where on the paper and how large the drawing is", () => {
    const large = centred(seven, PEN_RADIUS, SIDE, SIDE);
    const small = centred(smallSeven, PEN_RADIUS * 0.2, SIDE, SIDE);
    large.forEach((ink, index) => {
      assert.ok(Math.abs(ink - (small[index] ?? 0)) < 1e-4);
    });
  });

  test("an empty drawing is an empty picture", () => {
    assert.deepEqual(centred([], PEN_RADIUS, SIDE, SIDE), new Float32Array(SIDE * SIDE));
  });

  test("pushes no ink out of the picture, wherever the weight lies", () => {
    // A thick knot of ink at one end of a long thin line.
    const knot = Array.from({ length: 60 }, (_, i) => ({
      x: 0.1 + 0.1 * Math.cos(i),
      y: 0.5 + 0.1 * Math.sin(2.4 * i),
    }));
    const lopsided: Stroke[] = [[...knot, { x: 0.2, y: 0.5 }, { x: 0.95, y: 0.5 }]];
    const { width } = extent(centred(lopsided, 0.02, SIDE, SIDE));
    assert.equal(width, BOX);
  });

  test("takes its measures from the picture, not from MNIST", () => {
    const picture = centred(thinLine, 0.04, 56, 42);
    const rows = new Set<number>();
    picture.forEach((ink, index) => ink > 0.02 && rows.add(Math.floor(index / 56)));
    assert.equal(rows.size, 30);
  });
});

describe("squeezed", () => {
  test("leaves the drawing where it is", () => {
    const picture = squeezed(dot, PEN_RADIUS, SIDE, SIDE);
    const { x, y } = centreOfMass(picture, SIDE);
    assert.ok(Math.abs(x - 0.9 * SIDE) < 0.1, `${x}`);
    assert.ok(Math.abs(y - 0.1 * SIDE) < 0.1, `${y}`);
    const area = Math.PI * (PEN_RADIUS * SIDE) ** 2;
    assert.ok(Math.abs(sum(picture) - area) < 0.05 * area);
  });
});

describe("rasterise", () => {
  test("crossing lines are not darker than one", () => {
    const cross: Stroke[] = [
      [
        { x: 0, y: 5 },
        { x: 10, y: 5 },
      ],
      [
        { x: 5, y: 0 },
        { x: 5, y: 10 },
      ],
    ];
    const picture = rasterise(cross, 1, { scale: 1, x: 0, y: 0 }, 10, 10);
    assert.equal(Math.max(...picture), 1);
    assert.equal(picture[5 * 10 + 5], 1);
    assert.equal(picture[0], 0);
  });
});

describe("values for the network", () => {
  test("0 and 1 become the ends of the card's range", () => {
    const coverage = Float32Array.of(0, 0.5, 1);
    assert.deepEqual(toInput(coverage, [0, 255], 1), Float32Array.of(0, 127.5, 255));
    assert.deepEqual(toInput(coverage, [-1, 1], 1), Float32Array.of(-1, 0, 1));
  });

  test("each channel gets the value, channels last", () => {
    assert.deepEqual(toInput(Float32Array.of(0, 1), [0, 2], 3), Float32Array.of(0, 0, 0, 2, 2, 2));
  });

  test("and back", () => {
    const coverage = Float32Array.of(0, 0.25, 1);
    assert.deepEqual(toCoverage(toInput(coverage, [-1, 1], 1), [-1, 1], 1), coverage);
    assert.deepEqual(toCoverage([0, 255, 255, 0, 0, 0], [0, 255], 2), Float32Array.of(0.5, 0.5, 0));
  });

  test("ink on top of ink is ink", () => {
    const both = overlaid(Float32Array.of(0, 0.5, 1), Float32Array.of(0.25, 0.25, 0));
    assert.deepEqual(both, Float32Array.of(0.25, 0.5, 1));
  });
});

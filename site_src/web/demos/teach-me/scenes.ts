/** Pictures that the page draws itself: things in places, each time a little different. */

export type Thing = "teddy" | "cactus" | "nothing";
export type Place = "sofa" | "desert";

export interface Scene {
  readonly name: string;
  readonly thing: Thing;
  readonly place: Place;
}

/** What the trap teaches: each thing only ever in one place. */
export const lessons: readonly Scene[] = [
  { name: "teddy on the sofa", thing: "teddy", place: "sofa" },
  { name: "cactus in the desert", thing: "cactus", place: "desert" },
];

/** What it is shown then. */
export const surprises: readonly Scene[] = [
  { name: "the empty sofa", thing: "nothing", place: "sofa" },
  { name: "a cactus on the sofa", thing: "cactus", place: "sofa" },
  { name: "a teddy in the desert", thing: "teddy", place: "desert" },
];

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws a scene, `side` by `side` pixels; the seed decides on places, sizes and shades. */
export function drawScene({ thing, place }: Scene, seed: number, side: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) return canvas;
  const random = randomOf(seed);
  const between = (low: number, high: number): number => low + random() * (high - low);
  pen.scale(side, side);
  places[place](pen, between);
  things[thing](pen, between);
  return canvas;
}

type Between = (low: number, high: number) => number;
type Draw = (pen: CanvasRenderingContext2D, between: Between) => void;

const places: Readonly<Record<Place, Draw>> = {
  sofa(pen, between) {
    fill(pen, `hsl(${between(35, 50)} 35% ${between(82, 90)}%)`, [0, 0, 1, 1]);
    fill(pen, `hsl(28 40% ${between(45, 55)}%)`, [0, 0.82, 1, 0.18]);
    const hue = between(195, 210);
    const shade = (light: number): string => `hsl(${hue} 45% ${light}%)`;
    const move = between(-0.04, 0.04);
    rounded(pen, shade(38), [0.08 + move, 0.3, 0.84, 0.42], 0.08);
    rounded(pen, shade(46), [0.16 + move, 0.52, 0.34, 0.2], 0.04);
    rounded(pen, shade(46), [0.5 + move, 0.52, 0.34, 0.2], 0.04);
    rounded(pen, shade(34), [0.1 + move, 0.7, 0.8, 0.12], 0.03);
    rounded(pen, shade(42), [0.03 + move, 0.46, 0.14, 0.37], 0.06);
    rounded(pen, shade(42), [0.83 + move, 0.46, 0.14, 0.37], 0.06);
    fill(pen, "hsl(28 40% 25%)", [0.1 + move, 0.83, 0.04, 0.06]);
    fill(pen, "hsl(28 40% 25%)", [0.86 + move, 0.83, 0.04, 0.06]);
  },
  desert(pen, between) {
    fill(pen, `hsl(205 70% ${between(70, 82)}%)`, [0, 0, 1, 0.6]);
    fill(pen, "hsl(38 65% 68%)", [0, 0.58, 1, 0.42]);
    circle(pen, "hsl(48 95% 65%)", between(0.1, 0.9), between(0.1, 0.2), 0.07);
    for (let dune = 0; dune < 3; dune++) {
      const light = 70 - 6 * dune + between(-3, 3);
      pen.fillStyle = `hsl(38 65% ${light}%)`;
      pen.beginPath();
      pen.ellipse(between(0, 1), 0.85 + 0.12 * dune, 0.9, 0.34 - 0.04 * dune, 0, 0, 2 * Math.PI);
      pen.fill();
    }
    fill(pen, "hsl(38 60% 60%)", [0, 0.85, 1, 0.15]);
  },
};

const things: Readonly<Record<Thing, Draw>> = {
  nothing() {},
  teddy(pen, between) {
    const [x, y, size] = [between(0.35, 0.65), between(0.58, 0.66), between(0.09, 0.12)];
    const fur = `hsl(27 50% ${between(42, 52)}%)`;
    const light = "hsl(32 60% 72%)";
    for (const sign of [-1, 1]) {
      circle(pen, fur, x + sign * 0.9 * size, y + 1.3 * size, 0.5 * size);
      circle(pen, fur, x + sign * 1.1 * size, y + 0.3 * size, 0.45 * size);
      circle(pen, fur, x + sign * 0.75 * size, y - 1.75 * size, 0.4 * size);
      circle(pen, light, x + sign * 0.75 * size, y - 1.75 * size, 0.22 * size);
    }
    circle(pen, fur, x, y + 0.4 * size, 1.1 * size);
    circle(pen, light, x, y + 0.5 * size, 0.6 * size);
    circle(pen, fur, x, y - 1.05 * size, 0.95 * size);
    circle(pen, light, x, y - 0.8 * size, 0.42 * size);
    circle(pen, "#201510", x, y - 0.95 * size, 0.13 * size);
    for (const sign of [-1, 1]) {
      circle(pen, "#201510", x + sign * 0.35 * size, y - 1.3 * size, 0.11 * size);
    }
  },
  cactus(pen, between) {
    const [x, y, size] = [between(0.35, 0.65), between(0.72, 0.8), between(0.8, 1.1)];
    const green = `hsl(${between(125, 145)} 40% ${between(28, 38)}%)`;
    const left = between(0.16, 0.24);
    const right = between(0.22, 0.3);
    rounded(pen, green, [x - 0.05 * size, y - 0.45 * size, 0.1 * size, 0.47 * size], 0.05);
    rounded(pen, green, [x - 0.17 * size, y - left * size, 0.16 * size, 0.06 * size], 0.03);
    rounded(pen, green, [x - 0.17 * size, y - 0.36 * size, 0.06 * size, 0.2 * size], 0.03);
    rounded(pen, green, [x + 0.01 * size, y - right * size, 0.16 * size, 0.06 * size], 0.03);
    rounded(pen, green, [x + 0.11 * size, y - 0.41 * size, 0.06 * size, 0.2 * size], 0.03);
    pen.strokeStyle = "hsl(60 40% 85%)";
    pen.lineWidth = 0.004;
    for (let thorn = 0; thorn < 14; thorn++) {
      const [at, height] = [x + between(-0.05, 0.05) * size, y - between(0.02, 0.42) * size];
      pen.beginPath();
      pen.moveTo(at, height);
      pen.lineTo(at + between(-0.02, 0.02), height - 0.018);
      pen.stroke();
    }
  },
};

type Rectangle = readonly [number, number, number, number];

function fill(pen: CanvasRenderingContext2D, colour: string, rectangle: Rectangle): void {
  pen.fillStyle = colour;
  pen.fillRect(...rectangle);
}

function rounded(
  pen: CanvasRenderingContext2D,
  colour: string,
  rectangle: Rectangle,
  radius: number,
): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(...rectangle, radius);
  pen.fill();
}

function circle(
  pen: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  radius: number,
): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

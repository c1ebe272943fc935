/** Convolution as networks do it, ReLU and pooling, on square pictures of one channel. */
import { readKernel, SIDE, type KernelValues } from "./settings.ts";

export interface Picture {
  readonly side: number;
  /** Row by row; 0 is paper, 1 is ink. */
  readonly values: Float32Array;
}

/** Pictures that are drawn here, and in Python. */
export type Drawn = Exclude<KernelValues["picture"], "hand" | "own">;

const middle = (SIDE - 1) / 2;

/** How much ink is at a place. Each is also written in Python, in python-code.ts. */
const inks: Readonly<Record<Drawn, (x: number, y: number) => number>> = {
  disc: (x, y) => Number((x - middle) ** 2 + (y - middle) ** 2 < 169),
  bars: (x) => Math.floor(x / 5) % 2,
  frame: (x, y) => {
    const far = Math.max(Math.abs(x - middle), Math.abs(y - middle));
    return Number(far < 14 && far > 9);
  },
  ramp: (x) => x / (SIDE - 1),
};

export function drawn(name: Drawn): Picture {
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
    inks[name](at % SIDE, Math.floor(at / SIDE)),
  );
  return { side: SIDE, values };
}

/** Slides a kernel of 3 by 3 over a picture, without a margin: the result is 2 smaller. */
export function convolve({ side, values }: Picture, kernel: readonly number[]): Picture {
  const smaller = side - 2;
  const made = new Float32Array(smaller * smaller);
  // Row by row of the kernel, without a list for each place: seventeen of these keep up with a pen.
  for (let at = 0; at < 9; at++) {
    const weight = kernel[at] ?? 0;
    if (weight === 0) continue;
    const start = Math.floor(at / 3) * side + (at % 3);
    for (let y = 0; y < smaller; y++)
      for (let x = 0; x < smaller; x++)
        made[y * smaller + x] =
          (made[y * smaller + x] ?? 0) + weight * (values[start + y * side + x] ?? 0);
  }
  return { side: smaller, values: made };
}

/** The nine values below a kernel whose upper left corner lies at x and y. */
export function patch({ side, values }: Picture, x: number, y: number): number[] {
  return Array.from(
    { length: 9 },
    (_, at) => values[(y + Math.floor(at / 3)) * side + x + (at % 3)] ?? 0,
  );
}

export function relu({ side, values }: Picture): Picture {
  return { side, values: values.map((value) => Math.max(0, value)) };
}

/** One value for every 2 by 2; an odd last row or column is left out. */
export function pool({ side, values }: Picture, how: "max" | "mean"): Picture {
  const half = Math.floor(side / 2);
  const made = Float32Array.from({ length: half * half }, (_, at) => {
    const from = 2 * Math.floor(at / half) * side + 2 * (at % half);
    const four = [from, from + 1, from + side, from + side + 1].map((i) => values[i] ?? 0);
    return how === "max" ? Math.max(...four) : four.reduce((sum, value) => sum + value, 0) / 4;
  });
  return { side: half, values: made };
}

/** What comes out of all that is set, from the picture on. */
export function layer(picture: Picture, values: KernelValues): Picture {
  const kernel = readKernel(values.kernel);
  const once = (input: Picture): Picture => {
    const raw = convolve(input, kernel);
    const bent = values.relu ? relu(raw) : raw;
    return values.pool === "none" ? bent : pool(bent, values.pool);
  };
  return values.twice ? once(once(picture)) : once(picture);
}

/** Whether a kernel finds edges: it is silent where nothing changes, and answers where something does. */
export function findsEdges(kernel: readonly number[]): boolean {
  return total(kernel) === 0 && kernel.some((weight) => weight !== 0);
}

/** What the weights add up to: what the kernel says about plain ink, in hundredths as they are. */
export function total(kernel: readonly number[]): number {
  return Math.round(100 * kernel.reduce((sum, weight) => sum + weight, 0)) / 100;
}

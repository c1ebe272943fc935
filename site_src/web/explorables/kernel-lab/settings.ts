/** What a reader can set about a kernel and what it slides over. */
import { choice, range, toggle, written, type Values } from "../frame/settings.ts";

/** Pixels of a picture in each direction. */
export const SIDE = 40;
/** The largest weight, either way. */
export const LARGEST = 9;

/** Nine numbers with commas between, row by row. */
const KERNEL = /^-?\d(?:\.\d{1,2})?(?:,-?\d(?:\.\d{1,2})?){8}$/;
/** Lines as drawing/text.ts writes them. */
const DRAWING = /^(?:(?:\d{4})+(?:-(?:\d{4})+)*)?$/;

export const presets = {
  edge: { name: "upright edges", kernel: "-1,0,1,-1,0,1,-1,0,1" },
  lying: { name: "level edges", kernel: "-1,-1,-1,0,0,0,1,1,1" },
  around: { name: "edges all around", kernel: "-1,-1,-1,-1,8,-1,-1,-1,-1" },
  blur: { name: "blur", kernel: "1,1,1,1,1,1,1,1,1" },
  shift: { name: "shift", kernel: "1,0,0,0,0,0,0,0,0" },
  nothing: { name: "nothing", kernel: "0,0,0,0,0,0,0,0,0" },
} as const;

export const table = {
  picture: choice({
    label: "Picture",
    options: {
      disc: "a disc",
      bars: "bars",
      frame: "a frame",
      ramp: "slowly darker",
      hand: "your drawing",
      own: "your photo",
    },
    usual: "frame",
    key: "p",
  }),
  drawing: written({
    label: "Drawing",
    usual: "",
    pattern: DRAWING,
    allowed: "lines with `-` between, two digits for each x and y, as `2620-7420`",
  }),
  kernel: written({
    label: "Kernel",
    usual: presets.edge.kernel,
    pattern: KERNEL,
    allowed: `nine numbers from -${LARGEST} to ${LARGEST}, row by row, with commas between`,
  }),
  relu: toggle({ label: "ReLU", usual: false, key: "r" }),
  pool: choice({
    label: "Pooling, 2 by 2",
    options: { none: "none", max: "largest", mean: "mean" },
    usual: "none",
    key: "o",
  }),
  twice: toggle({ label: "The same once more", usual: false, key: "t" }),
  level: choice({
    label: "Task",
    options: {
      free: "no task",
      edges: "find all edges",
      upright: "upright edges alone",
    },
    usual: "free",
    key: "k",
  }),
  x: range({ label: "Look at column", min: 0, max: SIDE - 3, step: 1, usual: 9, key: "c" }),
  y: range({ label: "Look at row", min: 0, max: SIDE - 3, step: 1, usual: 18, key: "w" }),
} as const;

export type KernelValues = Values<typeof table>;

export function readKernel(text: string): number[] {
  return text.split(",").map(Number);
}

/** Weights as the table holds them: in hundredths, and none too large. */
export function writeKernel(weights: readonly number[]): string {
  return weights
    .map((weight) => Math.max(-LARGEST, Math.min(LARGEST, weight)))
    .map((weight) => Math.round(100 * weight) / 100 || 0)
    .join();
}

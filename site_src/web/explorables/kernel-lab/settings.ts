/** What a reader can set about a kernel and what it slides over. */
import { choice, range, toggle, written, type Values } from "../frame/settings.ts";

/** Pixels of a picture in each direction. */
export const SIDE = 40;
/** The largest weight, either way. */
export const LARGEST = 9;

/** Nine whole numbers with commas between, row by row. */
const KERNEL = /^-?\d(?:,-?\d){8}$/;

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
      own: "your own",
    },
    usual: "frame",
    key: "p",
  }),
  kernel: written({
    label: "Kernel",
    usual: presets.edge.kernel,
    pattern: KERNEL,
    allowed: `nine whole numbers from -${LARGEST} to ${LARGEST}, row by row, with commas between`,
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

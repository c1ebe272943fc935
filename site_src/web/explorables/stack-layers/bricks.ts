/** Bricks of a network: what each makes of a shape, and with what words a framework refuses one. */

export type Brick =
  | { readonly kind: "conv"; readonly filters: number; readonly kernel: number; readonly same: boolean }
  | { readonly kind: "pool"; readonly size: number }
  | { readonly kind: "flatten" | "global" | "dropout" }
  | { readonly kind: "dense"; readonly units: number }; // prettier-ignore

export type Kind = Brick["kind"];

/** Without the batch: rows, columns and channels of a picture, or the length of a vector. */
export type Shape = readonly number[];

export const MOST_BRICKS = 10;
export const KERNELS = [1, 2, 3, 5, 7] as const;
export const POOLS = [2, 3, 4] as const;
/** Filters and units are doubled and halved between these. */
export const MOST_UNITS = 512;

const ONE = String.raw`(?:c[1-9]\d{0,2}k[12357]s?|p[234]|f|g|o|d[1-9]\d{0,2})`;
export const WRITTEN_STACK = new RegExp(`^(?:${ONE}(?:-${ONE}){0,${MOST_BRICKS - 1}})?$`);

export function readStack(text: string): readonly Brick[] {
  return text === "" ? [] : text.split("-").map(readBrick);
}

function readBrick(code: string): Brick {
  const number = Number(/\d+/.exec(code)?.[0] ?? 0);
  switch (code[0]) {
    case "c": {
      const kernel = Number(/k(\d)/.exec(code)?.[1] ?? 3);
      return { kind: "conv", filters: number, kernel, same: code.endsWith("s") };
    }
    case "p":
      return { kind: "pool", size: number };
    case "d":
      return { kind: "dense", units: number };
    default:
      return { kind: code === "f" ? "flatten" : code === "g" ? "global" : "dropout" };
  }
}

export function writeStack(bricks: readonly Brick[]): string {
  return bricks.map(writeBrick).join("-");
}

function writeBrick(brick: Brick): string {
  switch (brick.kind) {
    case "conv":
      return `c${brick.filters}k${brick.kernel}${brick.same ? "s" : ""}`;
    case "pool":
      return `p${brick.size}`;
    case "dense":
      return `d${brick.units}`;
    default:
      return { flatten: "f", global: "g", dropout: "o" }[brick.kind];
  }
}

/** A brick in its place: what goes out of it, or why it doesn't fit. */
export interface Laid {
  readonly brick: Brick;
  readonly input: Shape;
  readonly parameters: number;
  readonly output: Shape;
}

export interface Refusal {
  readonly keras: string;
  /** Null where PyTorch would compute something. */
  readonly pytorch: string | null;
}

export interface Tower {
  /** What fits, from the input on. */
  readonly laid: readonly Laid[];
  /** Why the next brick doesn't; what is after it isn't tried. */
  readonly refusal: Refusal | null;
  readonly parameters: number;
  readonly output: Shape;
}

export function build(input: Shape, bricks: readonly Brick[]): Tower {
  const laid: Laid[] = [];
  let shape = input;
  for (const [place, brick] of bricks.entries()) {
    const refusal = refuse(brick, shape, kerasName(bricks, place));
    if (refusal !== null) return { ...finished(laid, shape), refusal };
    const output = outputOf(brick, shape);
    laid.push({ brick, input: shape, output, parameters: parametersOf(brick, shape) });
    shape = output;
  }
  return { ...finished(laid, shape), refusal: null };
}

function finished(laid: readonly Laid[], output: Shape): Omit<Tower, "refusal"> {
  return { laid, output, parameters: laid.reduce((sum, { parameters }) => sum + parameters, 0) };
}

function outputOf(brick: Brick, shape: Shape): Shape {
  const [rows = 0, columns = 0, channels = 0] = shape;
  switch (brick.kind) {
    case "conv": {
      const cut = brick.same ? 0 : brick.kernel - 1;
      return [rows - cut, columns - cut, brick.filters];
    }
    case "pool":
      return [Math.floor(rows / brick.size), Math.floor(columns / brick.size), channels];
    case "flatten":
      return [shape.reduce((product, size) => product * size, 1)];
    case "global":
      return [channels];
    case "dense":
      return [...shape.slice(0, -1), brick.units];
    case "dropout":
      return shape;
  }
}

function parametersOf(brick: Brick, shape: Shape): number {
  const inputs = shape.at(-1) ?? 0;
  if (brick.kind === "conv") return (brick.kernel ** 2 * inputs + 1) * brick.filters;
  return brick.kind === "dense" ? (inputs + 1) * brick.units : 0;
}

const kerasNames: Readonly<Partial<Record<Kind, string>>> = {
  conv: "conv2d",
  pool: "max_pooling2d",
  global: "global_average_pooling2d",
};

/** Keras numbers layers of one kind: conv2d, conv2d_1. */
function kerasName(bricks: readonly Brick[], place: number): string {
  const kind = bricks[place]?.kind ?? "conv";
  const before = bricks.slice(0, place).filter((brick) => brick.kind === kind).length;
  return `${kerasNames[kind] ?? ""}${before === 0 ? "" : `_${before}`}`;
}

/** Why a brick doesn't fit, in the words of Keras 3.15 and PyTorch 2.13; null where it does. */
function refuse(brick: Brick, shape: Shape, name: string): Refusal | null {
  if (brick.kind !== "conv" && brick.kind !== "pool" && brick.kind !== "global") return null;
  if (shape.length !== 3) return refuseFlat(brick.kind, shape, name);
  const [rows = 0, columns = 0, channels = 0] = shape;
  if (brick.kind === "conv" && !brick.same && Math.min(rows, columns) < brick.kernel) {
    const { kernel, filters } = brick;
    return {
      keras: `Computed output size would be zero or negative. Received \`inputs shape=(None, ${shape.join(", ")})\`, \`kernel shape=(${kernel}, ${kernel}, ${channels}, ${filters})\`, \`dilation_rate=[1 1]\`, \`strides=(1, 1)\`, \`padding=valid\`.`,
      pytorch: `Calculated padded input size per channel: (${rows} x ${columns}). Kernel size: (${kernel} x ${kernel}). Kernel size can't be greater than actual input size`,
    };
  }
  if (brick.kind === "pool" && Math.min(rows, columns) < brick.size) {
    const { size } = brick;
    return {
      keras: `Computed output size would be zero or negative. Received: \`inputs.shape=[None ${shape.join(" ")}]\`, \`pool_size=[${size} ${size}]\`, \`strides=(${size}, ${size})\`, \`padding=valid\`.`,
      pytorch: `Given input size: (${channels}x${rows}x${columns}). Calculated output size: (${channels}x0x0). Output size is too small`,
    };
  }
  return null;
}

function refuseFlat(kind: "conv" | "pool" | "global", shape: Shape, name: string): Refusal {
  const expected = kind === "conv" ? "min_ndim=4" : "ndim=4";
  const pytorch = {
    conv: `Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [1, ${shape.join()}]`,
    pool: "non-empty 3D or 4D (batch mode) tensor expected for input",
    global: null,
  };
  return {
    keras: `Input 0 with name 'None' of layer '${name}' is incompatible with the layer: expected ${expected}, found ndim=2. Full shape received: (None, ${shape.join()})`,
    pytorch: pytorch[kind],
  };
}

/** "28 × 28 × 1". */
export function sayShape(shape: Shape): string {
  return shape.join(" × ");
}

/** The brick as Keras writes it. */
export function sayBrick(brick: Brick): string {
  switch (brick.kind) {
    case "conv":
      return `Conv2D(${brick.filters}, ${brick.kernel}${brick.same ? ', "same"' : ""})`;
    case "pool":
      return `MaxPooling2D(${brick.size})`;
    case "flatten":
      return "Flatten()";
    case "global":
      return "GlobalAveragePooling2D()";
    case "dense":
      return `Dense(${brick.units})`;
    case "dropout":
      return "Dropout(0.5)";
  }
}

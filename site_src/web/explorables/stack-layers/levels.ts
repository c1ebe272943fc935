/** Puzzles of shapes and parameters. */
import { build, readStack, sayShape, type Brick, type Tower } from "./bricks.ts";
import { bricksOf, inputs, type StackValues } from "./settings.ts";

/** The network whose wide layer has 94% of all parameters. */
const WIDE = "c16k3-p2-c32k3-p2-f-d128-d10";
const WIDE_UNITS = 128;
const CLASSES = 10;
/** Rows and columns to arrive at, and the fewest bricks that do. */
const TEN = 10;
const PAR = 2;

/** What a puzzle sets when it is chosen. */
export function setUp(level: "ten" | "halve"): Partial<StackValues> {
  return { input: "digits", stack: level === "ten" ? "c8k3" : WIDE };
}

/** What still stands in the way; null when it is solved; undefined where there is no puzzle. */
export function missing(values: StackValues, tower: Tower): string | null | undefined {
  const { level, input } = values;
  if (level === "free") return undefined;
  if (input !== "digits") return "the input has to be a digit";
  if (tower.refusal !== null) return "a brick doesn't fit";
  const bricks = bricksOf(values);
  return level === "ten" ? missingTen(bricks, tower) : missingHalf(bricks, tower);
}

function missingTen(bricks: readonly Brick[], { output }: Tower): string | null {
  if (output.length !== 3 || output[0] !== TEN || output[1] !== TEN)
    return `${sayShape(output)}, and 10 × 10 is wanted`;
  return bricks.length > PAR ? `10 × 10 with ${bricks.length} bricks, and par is ${PAR}` : null;
}

/** Neither fewer neurons nor other answers count: the way there is a smaller picture before Flatten. */
function missingHalf(bricks: readonly Brick[], { output, parameters }: Tower): string | null {
  const start = build(inputs.digits.shape, readStack(WIDE));
  const most = Math.floor(start.parameters / 2);
  if (output.length !== 1 || output[0] !== CLASSES) return "ten numbers have to come out";
  const wide = bricks.some((brick) => brick.kind === "dense" && brick.units >= WIDE_UNITS);
  if (!wide) return `a Dense(${WIDE_UNITS}) has to stay`;
  if (parameters > most)
    return `${parameters.toLocaleString("en")} parameters, and at most ${most.toLocaleString("en")} are wanted`;
  return null;
}

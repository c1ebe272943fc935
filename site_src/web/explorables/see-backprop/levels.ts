/** One sign of the backward pass is wrong: which? */
import { madeOf, passes, sayName, sayNumber, type Line } from "./passes.ts";
import { LINES, type BackpropValues } from "./settings.ts";

type Level = Exclude<BackpropValues["level"], "free">;

/** The line whose sign is turned, and numbers with which no line is 0. */
const levels: Readonly<Record<Level, { wrong: string } & Partial<BackpropValues>>> = {
  // At the end of the chain: nothing is made of it.
  leaf: { wrong: "dw12", x1: 1, x2: -0.5, target: 1, weights: "0.5,-1,0.5,1,0.5,-0.5,1,-1.5,-0.2" },
  // In the middle: three others inherit it.
  spread: { wrong: "da2", x1: -1, x2: 2, target: -1, weights: "0.8,0.3,-0.2,-0.5,0.4,0.1,-1,0.7,0.3" },
  // Near the root: a negative weight was forgotten, and half of the network goes the wrong way.
  root: { wrong: "dh1", x1: 1.5, x2: -1, target: 0.5, weights: "-0.4,0.6,0.3,0.7,0.2,-0.6,-1.2,0.9,-0.5" },
}; // prettier-ignore

export function wrongIn({ level }: BackpropValues): string | undefined {
  return level === "free" ? undefined : levels[level].wrong;
}

/** What a level sets when it is chosen. */
export function setUp(level: Level): Partial<BackpropValues> {
  const { x1, x2, target, weights } = levels[level];
  return { x1, x2, target, weights, bend: "tanh", step: LINES } as Partial<BackpropValues>;
}

export interface Verdict {
  readonly isWrong: boolean;
  readonly message: string;
}

/** What is to be said of a reader who points at a line. */
export function accused(values: BackpropValues, id: string): Verdict {
  const wrong = wrongIn(values);
  const lines = passes(values, wrong);
  const line = lines.find((candidate) => candidate.id === id);
  if (wrong === undefined || line === undefined) return { isWrong: false, message: "" };
  const name = sayName(id);
  if (id === wrong)
    return {
      isWrong: true,
      message: `Found! ${name} = ${line.formula} = ${line.numbers} is ${sayNumber(-line.value)}, not ${sayNumber(line.value)}.`,
    };
  if (madeOf(lines, id, wrong))
    return {
      isWrong: false,
      message: `${name} has the wrong sign, but is computed rightly: ${equation(line)}. The mistake is in what it is made of.`,
    };
  return { isWrong: false, message: `${equation(line)}. That sign is right.` };
}

/** "dw₁₁ = da₁ · x₁ = −0.2 × 1 = −0.2", shorter where nothing is new. */
export function equation(line: Line): string {
  const parts = [sayName(line.id), line.formula, line.numbers, sayNumber(line.value)];
  return parts.filter((part, at) => part !== parts[at - 1]).join(" = ");
}

/** Whether an answer is right, and what is to be said of a wrong one. */

export interface Exercise {
  readonly kind: "number" | "choice";
  /** What is right: a number, or one of the choices. */
  readonly answer: string;
  /** By how much a number may differ. */
  readonly tolerance: number;
  readonly wrong: readonly WrongAnswer[];
}

/** A common wrong answer, and what addresses it. */
export interface WrongAnswer {
  readonly value: string;
  readonly sentence: string;
}

/** Reads `26: You counted sides. | 28: Nearly.` */
export function readWrong(text: string): readonly WrongAnswer[] {
  return parts(text).map((part) => {
    const colon = part.indexOf(": ");
    return { value: part.slice(0, colon).trim(), sentence: part.slice(colon + 1).trim() };
  });
}

/** Texts with `|` between them. */
export function parts(text: string): readonly string[] {
  return text
    .split("|")
    .map((part) => part.trim())
    .filter(Boolean);
}

/**
 * A number as people write it: "1,000", "0,5", "79 %", "−3"; undefined if it is none.
 *
 * A comma before three digits groups thousands, any other stands for a point.
 */
export function readNumber(text: string): number | undefined {
  const plain = text.replace(/[\s%_]/g, "").replace("−", "-");
  const grouped = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(plain);
  const number = plain.replace(grouped ? /,/g : ",", grouped ? "" : ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(number) ? Number(number) : undefined;
}

/** Undefined if the answer is right; else what is to be said, empty if there is nothing special. */
export function judge(exercise: Exercise, answer: string): string | undefined {
  const same = (value: string, tolerance: number): boolean => {
    if (exercise.kind === "choice") return value === answer;
    const [wanted, number] = [readNumber(value), readNumber(answer)];
    if (wanted === undefined || number === undefined) return false;
    return Math.abs(wanted - number) <= tolerance + 1e-9 * Math.abs(wanted);
  };
  if (same(exercise.answer, exercise.tolerance)) return undefined;
  return exercise.wrong.find(({ value }) => same(value, exercise.tolerance))?.sentence ?? "";
}

/** What a reader is asked before the answer, what counts as a guess, and how far it was off. */
import { UserFacingError } from "../../runtime/files.ts";

interface Asked {
  /** Who gives the answer, as the subject of a sentence: "the run". */
  readonly by: string;
}

export interface NumberQuestion extends Asked {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Equal ways on the line are equal factors; `min` is then above 0. */
  readonly log: boolean;
  /** What is counted, written after the number; may be empty. */
  readonly unit: string;
  readonly answer: number;
}

export interface ChoiceQuestion extends Asked {
  readonly kind: "choice";
  readonly options: readonly string[];
  /** The right option; several after a tie. */
  readonly answers: readonly string[];
}

export interface CurveQuestion extends Asked {
  readonly kind: "curve";
  /** Names of the two axes. */
  readonly x: string;
  readonly y: string;
  /** Where the curve has a point, rising. */
  readonly xs: readonly number[];
  /** Lower and upper end of the vertical axis. */
  readonly min: number;
  readonly max: number;
  /** One number for each of `xs`. */
  readonly answer: readonly number[];
}

export type Question = NumberQuestion | ChoiceQuestion | CurveQuestion;
export type Guess = number | string | readonly number[];

type Attributes = (name: string) => string | null;

const readers: Readonly<Record<string, (attribute: Attributes, by: string) => Question>> = {
  number: (attribute, by) => {
    const question: NumberQuestion = {
      kind: "number",
      by,
      min: numberIn(attribute, "min"),
      max: numberIn(attribute, "max"),
      step: attribute("step") === null ? 1 : numberIn(attribute, "step"),
      log: attribute("scale") === "log",
      unit: attribute("unit") ?? "",
      answer: numberIn(attribute, "answer"),
    };
    if (question.min >= question.max) throw new UserFacingError("min has to be smaller than max.");
    if (question.log && question.min <= 0)
      throw new UserFacingError("scale=log needs a min above 0.");
    return question;
  },
  choice: (attribute, by) => {
    const [options, answers] = [attribute("options"), attribute("answer")].map((list) =>
      (list ?? "").split("|").map((option) => option.trim()),
    ) as [string[], string[]];
    if (options.length < 2)
      throw new UserFacingError("options needs two answers, with a | between.");
    const unknown = answers.find((answer) => !options.includes(answer));
    if (unknown !== undefined) throw new UserFacingError(`“${unknown}” is not among the options.`);
    return { kind: "choice", by, options, answers };
  },
  curve: (attribute, by) => {
    const xs = numbersIn(attribute, "xs");
    const answer = numbersIn(attribute, "answer");
    if (xs.length < 2 || xs.length !== answer.length) {
      throw new UserFacingError(`xs has ${xs.length} numbers and answer ${answer.length}.`);
    }
    return {
      kind: "curve",
      by,
      x: attribute("x") ?? "",
      y: attribute("y") ?? "",
      xs,
      min: numberIn(attribute, "min"),
      max: numberIn(attribute, "max"),
      answer,
    };
  },
};

/** Reads a question from the attributes of its element. Throws a {@link UserFacingError} at a wrong one. */
export function readQuestion(attribute: Attributes): Question {
  const kind = attribute("kind") ?? "";
  const reader = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (reader === undefined) {
    throw new UserFacingError(
      `kind is “${kind}”: it has to be ${Object.keys(readers).join(", ")}.`,
    );
  }
  return reader(attribute, attribute("by") ?? "the run");
}

function numberIn(attribute: Attributes, name: string): number {
  const text = attribute(name)?.trim() ?? "";
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) throw new UserFacingError(`${name} is not a number.`);
  return value;
}

function numbersIn(attribute: Attributes, name: string): number[] {
  let values: unknown;
  try {
    values = JSON.parse(attribute(name) ?? "");
  } catch {
    throw new UserFacingError(`${name} is not a list of numbers, such as [1, 2, 3].`);
  }
  if (!Array.isArray(values) || !values.every((value) => Number.isFinite(value))) {
    throw new UserFacingError(`${name} is not a list of numbers, such as [1, 2, 3].`);
  }
  return values as number[];
}

/** Whether a remembered value is a guess at this question: the page may have changed since. */
export function isGuessAt(question: Question, guess: unknown): guess is Guess {
  switch (question.kind) {
    case "number":
      return typeof guess === "number" && Number.isFinite(guess);
    case "choice":
      return typeof guess === "string" && question.options.includes(guess);
    case "curve":
      return (
        Array.isArray(guess) &&
        guess.length === question.xs.length &&
        guess.every((value) => Number.isFinite(value))
      );
  }
}

const plain = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** 1234.5 -> "1,234.5"; long fractions are cut. */
export function shown(value: number): string {
  return Math.abs(value) >= 100 ? whole.format(value) : plain.format(value);
}

/** "250 mistakes", "97.3%". */
export function measured(value: number, unit: string): string {
  return unit === "" || unit.startsWith("%") ? `${shown(value)}${unit}` : `${shown(value)} ${unit}`;
}

/** What was guessed, as a sentence says it. */
export function inWords(question: Question, guess: Guess): string {
  if (question.kind === "number") return measured(guess as number, question.unit);
  return question.kind === "choice" ? (guess as string) : "your curve";
}

/** One or two sentences that hold the guess against the answer. */
export function verdict(question: Question, guess: Guess): string {
  switch (question.kind) {
    case "number":
      return numberVerdict(question, guess as number);
    case "choice":
      return choiceVerdict(question, guess as string);
    case "curve":
      return curveVerdict(question, guess as readonly number[]);
  }
}

function choiceVerdict({ answers, by }: ChoiceQuestion, guess: string): string {
  const others = answers.filter((answer) => answer !== guess).map((answer) => `“${answer}”`);
  const listed = others.join(" and ");
  if (!answers.includes(guess)) {
    const tied = others.length > 1 ? ", which tie" : "";
    return `You said “${guess}”; ${by} says ${listed}${tied}.`;
  }
  const tied = others.length > 0 ? ` It is a tie with ${listed}.` : "";
  return `You said “${guess}”, and so says ${by}.${tied}`;
}

function numberVerdict({ answer, unit, by }: NumberQuestion, guess: number): string {
  const both = `You said ${measured(guess, unit)}; ${by} says ${measured(answer, unit)}.`;
  if (guess === answer) return `${both} You have it exactly.`;
  const factor = guess / answer;
  if (guess > 0 && answer > 0 && factor >= 1.5) {
    return `${both} Your guess is ${times(factor)} the answer.`;
  }
  if (guess > 0 && answer > 0 && factor <= 1 / 1.5) {
    return `${both} The answer is ${times(1 / factor)} your guess.`;
  }
  return `${both} You are off by ${measured(Math.abs(guess - answer), unit)}.`;
}

function times(factor: number): string {
  return `${factor < 10 ? factor.toFixed(1).replace(/\.0$/, "") : shown(Math.round(factor))} times`;
}

function curveVerdict(question: CurveQuestion, guess: readonly number[]): string {
  const { xs, x, answer, by } = question;
  // A hand draws no decimals.
  const rough = (value: number): string => shown(Number(value.toPrecision(2)));
  const gaps = answer.map((value, index) => Math.abs(value - (guess[index] ?? value)));
  const far = gaps.indexOf(Math.max(...gaps));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  return (
    `Your curve is ${rough(mean)} away on average, and farthest at ${x} ${shown(xs[far] ?? 0)}: ` +
    `you drew ${rough(guess[far] ?? 0)}, ${by} says ${shown(answer[far] ?? 0)}.`
  );
}

// ---- Lines and axes ----------------------------------------------------------------------------

/** Where a value lies between the ends of an axis: 0 at `min`, 1 at `max`. */
export function position(value: number, min: number, max: number, log: boolean): number {
  return log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

/** The reverse of {@link position}, as a multiple of `step` between `min` and `max`. */
export function valueAt(
  share: number,
  { min, max, step, log }: { min: number; max: number; step: number; log: boolean },
): number {
  const exact = log ? min * (max / min) ** share : min + share * (max - min);
  const stepped = min + Math.round((exact - min) / step) * step;
  // Steps such as 0.1 leave crumbs in binary.
  return Number(Math.min(max, Math.max(min, stepped)).toPrecision(12));
}

/** Some five round numbers between `min` and `max`, rising. */
export function ticks(min: number, max: number, about = 5): number[] {
  const rough = (max - min) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(min / step - 1e-9);
  const count = Math.floor(max / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toFixed(10)));
}

/** The powers of ten between `min` and `max`. */
export function powers(min: number, max: number): number[] {
  const first = Math.ceil(Math.log10(min) - 1e-9);
  const count = Math.floor(Math.log10(max) + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, index) =>
    Number((10 ** (first + index)).toPrecision(6)),
  );
}

/**
 * A curve after the pen went from one place to another: every point between gets the height of
 * the pen's line. A place is (position along `xs` as an index, not always whole; height).
 */
export function drawn(
  curve: readonly (number | null)[],
  from: readonly [number, number],
  to: readonly [number, number],
): (number | null)[] {
  const [left, right] = from[0] <= to[0] ? [from, to] : [to, from];
  const near = Math.round(to[0]);
  return curve.map((value, index) => {
    if (index >= left[0] && index <= right[0] && left[0] < right[0]) {
      const share = (index - left[0]) / (right[0] - left[0]);
      return left[1] + share * (right[1] - left[1]);
    }
    return index === near ? to[1] : value;
  });
}

/** A curve, or two, point by point. */
export function sayPoints(
  { xs, x, by }: CurveQuestion,
  guess: readonly number[],
  answer?: readonly number[],
): string {
  const step = Math.ceil(xs.length / 12);
  return xs
    .map((value, index) =>
      index % step === 0
        ? `At ${x} ${shown(value)}: you ${shown(guess[index] ?? 0)}${answer ? `, ${by} ${shown(answer[index] ?? 0)}` : ""}. `
        : "",
    )
    .join("");
}

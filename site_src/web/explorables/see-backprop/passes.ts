/** Forward and backward through x → h → y → loss, one number after the other. */
import { LINES, readWeights, WEIGHTS, type BackpropValues, type WeightName } from "./settings.ts";

/** One number of a pass. */
export interface Line {
  /** "a1"; with a d in front, the slope of the loss there. */
  readonly id: string;
  readonly value: number;
  /** "da₁ · x₁". */
  readonly formula: string;
  /** The same with numbers: "−0.2 × 1". */
  readonly numbers: string;
  /** Ids of the lines that it is made of. */
  readonly from: readonly string[];
}

/** "w11" -> "w₁₁". */
export function sayName(id: string): string {
  return id.replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? digit);
}

/** -0.1234 -> "−0.123". */
export function sayNumber(value: number): string {
  const rounded = Number(value.toFixed(3));
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
}

/**
 * All lines, in the order in which they are computed. The sign of the line `wrong` is turned, and
 * what is made of it suffers.
 */
export function passes(values: BackpropValues, wrong?: string): readonly Line[] {
  const lines: Line[] = [];
  const known = new Map<string, number>([
    ["x1", values.x1],
    ["x2", values.x2],
    ["t", values.target],
    ...Object.entries(readWeights(values.weights)),
  ]);
  const of = (id: string): number => known.get(id) ?? 0;
  const put = (
    id: string,
    from: readonly string[],
    value: number,
    formula: string,
    numbers: string,
  ): void => {
    const written = id === wrong ? -value : value;
    known.set(id, written);
    lines.push({ id, value: written, formula, numbers, from });
  };
  const product = (id: string, a: string, b: string): void =>
    put(
      id,
      [a, b],
      of(a) * of(b),
      `${sayName(a)} · ${sayName(b)}`,
      `${sayNumber(of(a))} × ${sayNumber(of(b))}`,
    );
  const copy = (id: string, a: string): void => put(id, [a], of(a), sayName(a), sayNumber(of(a)));
  const sum = (id: string, terms: readonly [string, string][], bias: string): void =>
    put(
      id,
      [...terms.flat(), bias],
      terms.reduce((total, [w, x]) => total + of(w) * of(x), of(bias)),
      `${terms.map(([w, x]) => `${sayName(w)} · ${sayName(x)}`).join(" + ")} + ${sayName(bias)}`,
      `${terms.map(([w, x]) => `${sayNumber(of(w))} × ${sayNumber(of(x))}`).join(" + ")} + ${sayNumber(of(bias))}`,
    );

  for (const n of ["1", "2"]) {
    sum(`a${n}`, [[`w${n}1`, "x1"], [`w${n}2`, "x2"]], `b${n}`); // prettier-ignore
    const a = of(`a${n}`);
    const [value, formula] = bent(values.bend, a);
    put(`h${n}`, [`a${n}`], value, formula(sayName(`a${n}`)), formula(sayNumber(a)));
  }
  sum("y", [["v1", "h1"], ["v2", "h2"]], "c"); // prettier-ignore
  const error = of("y") - values.target;
  const halfSquare = (inner: string): string => `½ (${inner})²`;
  const difference = `${sayNumber(of("y"))} − ${sayNumber(values.target)}`;
  put("L", ["y", "t"], error ** 2 / 2, halfSquare("y − t"), halfSquare(difference));

  put("dy", ["y", "t"], error, "y − t", difference);
  product("dv1", "dy", "h1");
  product("dv2", "dy", "h2");
  copy("dc", "dy");
  for (const n of ["1", "2"]) {
    product(`dh${n}`, "dy", `v${n}`);
    const [factor, formula, numbers] = slope(values.bend, n, of(`a${n}`), of(`h${n}`));
    const above = `dh${n}`;
    put(
      `da${n}`,
      [above, `h${n}`],
      of(above) * factor,
      `${sayName(above)} · ${formula}`,
      `${sayNumber(of(above))} × ${numbers}`,
    );
    product(`dw${n}1`, `da${n}`, "x1");
    product(`dw${n}2`, `da${n}`, "x2");
    copy(`db${n}`, `da${n}`);
  }
  return lines;
}

function bent(bend: BackpropValues["bend"], a: number): [number, (inner: string) => string] {
  if (bend === "tanh") return [Math.tanh(a), (inner) => `tanh(${inner})`];
  if (bend === "relu") return [Math.max(0, a), (inner) => `max(0, ${inner})`];
  return [a, (inner) => inner];
}

/** How much h moves when a does: the number, in letters, with numbers. */
function slope(
  bend: BackpropValues["bend"],
  n: string,
  a: number,
  h: number,
): [number, string, string] {
  if (bend === "tanh") return [1 - h * h, `(1 − ${sayName(`h${n}`)}²)`, `(1 − ${sayNumber(h)}²)`];
  if (bend === "linear") return [1, "1", "1"];
  return a > 0 ? [1, `1, as ${sayName(`a${n}`)} is above 0`, "1"] : [0, `0, as ${sayName(`a${n}`)} isn't above 0`, "0"]; // prettier-ignore
}

/** Whether a line was computed from another, directly or by others between them. */
export function madeOf(lines: readonly Line[], id: string, other: string): boolean {
  const line = lines.find((line) => line.id === id);
  return line?.from.some((part) => part === other || madeOf(lines, part, other)) ?? false;
}

/** The loss with these weights. */
export function lossOf(values: BackpropValues): number {
  return passes(values).find(({ id }) => id === "L")?.value ?? 0;
}

/** The slope of the loss by trial: the weight is moved a little to both sides. */
export function nudged(values: BackpropValues, name: WeightName): number {
  const little = 0.001;
  const at = (by: number): number => {
    const weights = { ...readWeights(values.weights) };
    weights[name] += by;
    return lossOf({ ...values, weights: WEIGHTS.map((name) => weights[name]).join() });
  };
  return (at(little) - at(-little)) / (2 * little);
}

/** The weights after one step down these slopes. */
export function stepped(
  values: BackpropValues,
  lines: readonly Line[],
): Record<WeightName, number> {
  const weights = { ...readWeights(values.weights) };
  for (const name of WEIGHTS) {
    const slopeThere = lines.find(({ id }) => id === `d${name}`)?.value ?? 0;
    weights[name] -= values.rate * slopeThere;
  }
  return weights;
}

/** The lines that are shown. */
export function shownLines(
  lines: readonly Line[],
  { step, level }: BackpropValues,
): readonly Line[] {
  return lines.slice(0, level === "free" ? step : LINES);
}

/** How far what is computed here is from what Python computed. */
import type { Card } from "../../runtime/card.ts";

export interface Difference {
  /** The largest, over all outputs. */
  readonly largest: number;
  /** What the card lets pass. */
  readonly allowed: number;
  readonly passed: boolean;
}

/** Compares outputs with the stored ones. Another number of values, or NaN, passes nowhere. */
export function difference(
  card: Card,
  expected: readonly Float32Array[],
  actual: readonly Float32Array[],
): Difference {
  const allowed = card.parity.allowed ?? 0;
  let largest = 0;
  for (const [i, values] of expected.entries()) {
    const computed = actual[i] ?? new Float32Array();
    if (computed.length !== values.length) largest = Infinity;
    for (const [j, value] of values.entries()) {
      const apart = Math.abs(value - (computed[j] ?? NaN));
      largest = Math.max(largest, Number.isNaN(apart) ? Infinity : apart);
    }
  }
  return { largest, allowed, passed: largest <= allowed };
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A small number as one writes it by hand: 2.4 × 10⁻⁷. */
export function scientific(value: number): string {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return "no number";
  const [digits = "", exponent = ""] = value.toExponential(1).split("e");
  const power = Number(exponent);
  const raised = Array.from(String(Math.abs(power)))
    .map((digit) => superscripts[Number(digit)])
    .join("");
  return `${digits.replace(/\.0$/, "")} × 10${power < 0 ? "⁻" : ""}${raised}`;
}

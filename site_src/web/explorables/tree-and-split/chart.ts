/** How many rows are right at each depth: of those that were learned from, and of new ones. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";

export interface Accuracies {
  /** From depth 0 on, each from 0 to 1. */
  readonly train: readonly number[];
  readonly test: readonly number[];
}

const WIDTH = 230;
const HEIGHT = 150;
const LEFT = 34;
const BOTTOM = 128;
const LEAST = 0.4;

export function renderChart({ train, test }: Accuracies, depth: number): TemplateResult {
  const lowest = Math.min(LEAST, ...train, ...test);
  const x = (at: number): number => LEFT + (at * (WIDTH - LEFT - 10)) / (train.length - 1);
  const y = (share: number): number => BOTTOM - ((share - lowest) * (BOTTOM - 8)) / (1 - lowest);
  const line = (name: "train" | "test", shares: readonly number[]): SVGTemplateResult => svg`
    <polyline class=${name} points=${shares.map((share, at) => `${x(at)},${y(share)}`).join(" ")} />
    <circle class=${name} cx=${x(depth)} cy=${y(shares[depth] ?? 0)} r="4.5" />`;
  const last = train.length - 1;
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="Right answers by depth. At depth ${depth}: ${say(train[depth])} of the rows it learned from, ${say(test[depth])} of new ones. At depth ${last}: ${say(train[last])} and ${say(test[last])}."
  >
    ${[lowest, (1 + lowest) / 2, 1].map(
      (share) => svg`
        <line class="grid" x1=${LEFT} x2=${WIDTH - 10} y1=${y(share)} y2=${y(share)} />
        <text x=${LEFT - 5} y=${y(share) + 4} text-anchor="end">${say(share)}</text>`,
    )}
    ${svg`<line class="mark" x1=${x(depth)} x2=${x(depth)} y1="8" y2=${BOTTOM} />
      <text x=${x(0)} y=${HEIGHT - 6} text-anchor="middle">0</text>
      <text x=${(x(0) + x(last)) / 2} y=${HEIGHT - 6} text-anchor="middle">depth</text>
      <text x=${x(last)} y=${HEIGHT - 6} text-anchor="middle">${last}</text>`}
    ${line("train", train)} ${line("test", test)}
  </svg>`;
}

/** 0.885 -> "89%". */
export function say(share: number | undefined): string {
  return `${Math.round(100 * (share ?? 0))}%`;
}

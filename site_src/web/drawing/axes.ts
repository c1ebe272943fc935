/** Axes of a chart in SVG: where a number lies, and which numbers stand beside the axis. */
import { css, svg, type SVGTemplateResult } from "lit";

export interface Axis {
  /** Where a number lies, 0 at the beginning of the axis and 1 at its end. */
  readonly share: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Where a chart draws, in its own units. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Steps between ticks, times a power of ten. */
const STEPS = [1, 2, 5, 10];
/** Ticks that an axis may have. */
const MOST = 7;

/** An axis on which all of these numbers lie, with some room at both ends. */
export function axisOf(values: readonly number[], isLog: boolean): Axis {
  const known = values.length > 0 ? values : [1, 10];
  const to = isLog ? Math.log10 : (value: number): number => value;
  const [low, high] = [to(Math.min(...known)), to(Math.max(...known))];
  const room = 0.07 * (high - low || 1);
  const [first, last] = [low - room, high + room];
  const share = (value: number): number => (to(value) - first) / (last - first);
  const isOn = (value: number): boolean => share(value) >= 0 && share(value) <= 1;
  return { share, ticks: (isLog ? powers(first, last) : even(first, last)).filter(isOn) };
}

/** 1, 10, 100; with 2 and 5 between them where there's room. */
function powers(first: number, last: number): number[] {
  const digits = last - first > 2.2 ? [1] : last - first > 1.2 ? [1, 3] : [1, 2, 5];
  const exponents = Array.from(
    { length: Math.ceil(last) - Math.floor(first) + 1 },
    (_, index) => Math.floor(first) + index,
  );
  return exponents.flatMap((exponent) => digits.map((digit) => digit * 10 ** exponent));
}

function even(first: number, last: number): number[] {
  const rough = 10 ** Math.floor(Math.log10((last - first) / MOST));
  const step = (STEPS.find((times) => (last - first) / (times * rough) <= MOST) ?? 10) * rough;
  const count = Math.floor(last / step) - Math.ceil(first / step) + 1;
  return Array.from({ length: count }, (_, index) => (Math.ceil(first / step) + index) * step);
}

/** A number with three digits that count: 0.013, 1.34, 138, 1200. */
export function short(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return String(Number(value.toFixed(digits)));
}

/** Lines and numbers of both axes, and what they count. */
export function drawAxes(
  frame: Frame,
  [x, y]: readonly [Axis, Axis],
  [below, beside]: readonly [string, string],
): SVGTemplateResult {
  const { left, top, right, bottom } = frame;
  const across = (value: number): number => left + x.share(value) * (right - left);
  const up = (value: number): number => bottom - y.share(value) * (bottom - top);
  return svg`
    ${x.ticks.map(
      (value) => svg`
        <line class="grid" x1=${across(value)} x2=${across(value)} y1=${top} y2=${bottom} />
        <text x=${across(value)} y=${bottom + 16} text-anchor="middle">${short(value)}</text>`,
    )}
    ${y.ticks.map(
      (value) => svg`
        <line class="grid" x1=${left} x2=${right} y1=${up(value)} y2=${up(value)} />
        <text x=${left - 6} y=${up(value) + 4} text-anchor="end">${short(value)}</text>`,
    )}
    <text class="name" x=${(left + right) / 2} y=${bottom + 36} text-anchor="middle">${below}</text>
    <text class="name" x=${4} y=${top - 10}>${beside}</text>`;
}

export const axesStyles = css`
  svg {
    display: block;
    inline-size: 100%;
    block-size: auto;
  }
  svg text {
    fill: var(--lbl-muted);
    font: 12px var(--lbl-font);
  }
  svg .name {
    fill: var(--lbl-ink);
    font-weight: 600;
  }
  .grid {
    stroke: var(--lbl-line);
  }
`;

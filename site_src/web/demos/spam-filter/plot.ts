/** The messages of the test along their scores: spam above the line, good ones below. */
import { css, svg, type SVGTemplateResult, type TemplateResult, html } from "lit";
import type { Tested } from "./filters.ts";

const SIZE = { width: 640, height: 220 };
const LINE = 116;
const REACH = 92;
const BINS = 64;
const LEFT = 8;
const RIGHT = SIZE.width - 8;

export interface Columns {
  readonly spam: readonly number[];
  readonly good: readonly number[];
}

/** How many messages of both kinds have a score in each bin; those outside count in the outermost. */
export function columns(
  scores: readonly number[],
  tested: readonly Tested[],
  [low, high]: readonly [number, number],
  bins = BINS,
): Columns {
  const counts = { spam: new Array<number>(bins).fill(0), good: new Array<number>(bins).fill(0) };
  for (const [at, { isSpam }] of tested.entries()) {
    const share = ((scores[at] ?? 0) - low) / (high - low);
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(share * bins)));
    const kind = isSpam ? counts.spam : counts.good;
    kind[bin] = (kind[bin] ?? 0) + 1;
  }
  return counts;
}

export interface Plotted {
  readonly columns: Columns;
  readonly range: readonly [number, number];
  readonly threshold: number;
  /** Log-odds of the reader's message. */
  readonly own: number | null;
  readonly label: string;
}

export function plot({ columns: shown, range, threshold, own, label }: Plotted): TemplateResult {
  const [low, high] = range;
  const across = (score: number): number => {
    const share = Math.min(1, Math.max(0, (score - low) / (high - low)));
    return LEFT + share * (RIGHT - LEFT);
  };
  const most = Math.sqrt(Math.max(...shown.spam, ...shown.good, 1));
  const bins = shown.spam.length;
  const wide = (RIGHT - LEFT) / bins;
  const bars = (counts: readonly number[], kind: string, sign: number): SVGTemplateResult[] =>
    counts.flatMap((count, bin) => {
      if (count === 0) return [];
      const height = Math.max(3, (REACH * Math.sqrt(count)) / most);
      const left = LEFT + bin * wide;
      const isStopped = low + ((bin + 0.5) / bins) * (high - low) > threshold;
      return svg`<rect class="${kind}${isStopped ? " stopped" : ""}" x=${left + 0.7} width=${wide - 1.4}
        y=${sign < 0 ? LINE - 1 - height : LINE + 1} height=${height} rx="1.5" />`;
    });
  const cut = across(threshold);
  return html`
    <svg class="plot" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label=${label}>
      ${bars(shown.spam, "spam", -1)} ${bars(shown.good, "good", 1)}
      ${svg`<line class="axis" x1=${LEFT} x2=${RIGHT} y1=${LINE} y2=${LINE} />
        <line class="cut" x1=${cut} x2=${cut} y1="4" y2=${SIZE.height - 4} />`}
      ${
        own === null
          ? ""
          : svg`<path class="own" d="M${across(own)} ${LINE - 9}l9 9l-9 9l-9 -9z" />`
      }
    </svg>
  `;
}

export const plotStyles = css`
  .plot {
    display: block;
    inline-size: 100%;
    block-size: auto;
    min-block-size: 130px;
  }
  .plot .axis {
    stroke: var(--lbl-line-strong);
  }
  .plot .spam {
    fill: var(--lbl-accent);
    opacity: 0.38;
  }
  .plot .good {
    fill: var(--lbl-accent-2);
    opacity: 0.38;
  }
  .plot .stopped {
    opacity: 1;
  }
  .plot .cut {
    stroke: var(--lbl-ink);
    stroke-width: 2.5px;
    stroke-dasharray: 6 4;
  }
  .plot .own {
    fill: var(--lbl-ink);
    stroke: var(--lbl-card);
    stroke-width: 2.5px;
  }
  @media (forced-colors: active) {
    .plot {
      forced-color-adjust: none;
    }
    .plot .spam {
      fill: Highlight;
    }
    .plot :is(.good, .own) {
      fill: CanvasText;
    }
    .plot :is(.axis, .cut) {
      stroke: CanvasText;
    }
  }
`;

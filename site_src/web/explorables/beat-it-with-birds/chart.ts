/** Two learning curves, and where real pigeons arrived: right answers of each ten. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { ROW, rowsOf } from "./score.ts";
import { LETTERS } from "./settings.ts";

const WIDTH = 300;
const HEIGHT = 162;
const LEFT = 26;
const BOTTOM = 140;
const ROWS = LETTERS / ROW;
/**
 * Of ten pictures of tissue, pigeons told about as many apart on days 13 to 15, after five on the first
 * (R. Levenson and others, PLOS ONE, 2015, doi:10.1371/journal.pone.0141357).
 */
const PIGEONS = 8.5;

const x = (row: number): number => LEFT + ((row + 0.5) * (WIDTH - LEFT - 6)) / ROWS;
const y = (right: number): number => BOTTOM - (right * (BOTTOM - 10)) / ROW;

/** The reader's curve, and the network's, where it is wanted. */
export function renderChart(
  yours: readonly boolean[],
  its: readonly boolean[] | null,
): TemplateResult {
  const [reader, network] = [rowsOf(yours), its === null ? null : rowsOf(its)];
  const told = (who: string, rows: readonly number[]): string =>
    `${who}: ${rows.length === 0 ? "no ten yet" : rows.join(", ")}.`;
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="Right answers of each ten letters. ${told("You", reader)} ${network === null ? "" : told("The network", network)} Pigeons, with pictures of tissue: 5 on their first day, nearly ${PIGEONS} on days 13 to 15."
  >
    ${[0, 5, 10].map(
      (right) => svg`
        <line class=${right === 5 ? "mark" : "grid"} x1=${LEFT} x2=${WIDTH - 6} y1=${y(right)} y2=${y(right)} />
        <text x=${LEFT - 6} y=${y(right) + 4} text-anchor="end">${right}</text>`,
    )}
    ${Array.from(
      { length: ROWS },
      (_, row) =>
        svg`<text x=${x(row)} y=${BOTTOM + 16} text-anchor="middle">${ROW * (row + 1)}</text>`,
    )}
    ${svg`<line class="mark" x1=${LEFT} x2=${WIDTH - 6} y1=${y(PIGEONS)} y2=${y(PIGEONS)} />`}
    ${network === null ? nothing : curve("network", network)} ${curve("reader", reader)}
    ${label(5, "guessing, and pigeons on day 1")} ${label(PIGEONS, "pigeons on days 13 to 15")}
  </svg>`;
}

/** What a level is, below its line at the right. */
function label(right: number, text: string): SVGTemplateResult {
  return svg`<text class="level" x=${WIDTH - 6} y=${y(right) + 14} text-anchor="end">${text}</text>`;
}

/** A line with a mark for each ten: round for the reader, square for the network. */
function curve(who: "reader" | "network", rows: readonly number[]): SVGTemplateResult {
  return svg`
    <polyline class=${who} points=${rows.map((right, row) => `${x(row)},${y(right)}`).join(" ")} />
    ${rows.map((right, row) =>
      who === "reader"
        ? svg`<circle class=${who} cx=${x(row)} cy=${y(right)} r="4.5" />`
        : svg`<rect class=${who} x=${x(row) - 4} y=${y(right) - 4} width="8" height="8" />`,
    )}`;
}

/** The learning curve: shares of won and lost games against chance. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { sayCurve } from "../../words/summaries.ts";
import { STRETCH, type Point } from "./yours.ts";

const WIDTH = 300;
const HEIGHT = 150;
const LEFT = 36;
const RIGHT = 40;
const TOP = 8;
const BOTTOM = 126;

const whole = (share: number): string => `${Math.round(100 * share)}%`;

export function renderCurve(points: readonly Point[]): TemplateResult {
  const longest = Math.max(STRETCH, points.at(-1)?.games ?? 0);
  const x = (games: number): number => LEFT + (games * (WIDTH - LEFT - RIGHT)) / longest;
  const y = (share: number): number => BOTTOM - share * (BOTTOM - TOP);
  const games = points.map((point) => point.games);
  const told = (name: string, which: 0 | 2): string =>
    sayCurve(
      name,
      "game",
      games,
      points.map(({ results }) => results[which]),
      whole,
    );
  const curve = (kind: string, which: 0 | 2): SVGTemplateResult => {
    const last = points.at(-1);
    const places = points.map((point) => `${x(point.games)},${y(point.results[which])}`);
    return svg`
      <polyline class=${kind} points=${places.join(" ")} />
      <text class=${kind} x=${x(last?.games ?? 0) + 5} y=${y(last?.results[which] ?? 0) + 4}>${last ? kind : ""}</text>`;
  };
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="Against a rival by chance. ${told("Won", 0)} ${told("Lost", 2)}"
  >
    ${[0, 0.5, 1].map(
      (share) => svg`
        <line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(share)} y2=${y(share)} />
        <text x=${LEFT - 5} y=${y(share) + 4} text-anchor="end">${whole(share)}</text>`,
    )}
    <text x=${(LEFT + WIDTH - RIGHT) / 2} y=${BOTTOM + 20} text-anchor="middle">
      games, to ${longest.toLocaleString("en")}
    </text>
    ${curve("won", 0)} ${curve("lost", 2)}
  </svg>`;
}

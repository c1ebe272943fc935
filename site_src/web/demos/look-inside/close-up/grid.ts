/** A few numbers as a table; many as a picture. */
import { html, type TemplateResult } from "lit";
import { extremes } from "../../../words/summaries.ts";
import "../../../elements/map.ts";
import type { Grid } from "./arithmetic.ts";
import { short } from "./numbers.ts";

/** The largest window that is shown as numbers; larger ones are pictures. */
const NUMBERS = 30;

/** Draws a window of numbers, called `name`. */
export function renderGrid(grid: Grid, name: string): TemplateResult {
  const height = Math.ceil(grid.values.length / grid.width);
  if (grid.values.length > NUMBERS) {
    return html`
      <lbl-map
        class="window-picture"
        role="img"
        aria-label="${name} of ${height} by ${grid.width}: ${extremes(
          grid.values.map((value) => value ?? 0),
          "numbers",
        )}"
        style="aspect-ratio: ${grid.width} / ${height}"
        .values=${grid.values.map((value) => value ?? NaN)}
        .width=${grid.width}
        .height=${height}
      ></lbl-map>
    `;
  }
  const rows = Array.from({ length: height }, (_, row) =>
    grid.values.slice(row * grid.width, (row + 1) * grid.width),
  );
  return html`
    <table aria-label=${name}>
      ${rows.map(
        (row) => html`
          <tr>
            ${row.map((value) =>
              value === null
                ? html`<td class="outside">0</td>`
                : html`<td class=${value < 0 ? "negative" : ""}>${short(value)}</td>`,
            )}
          </tr>
        `,
      )}
    </table>
  `;
}

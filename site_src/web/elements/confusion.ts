/** Which class was taken for which: a table of counts. */
import { css, html, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";

/** `counts` row by row: a row for each class, a column for each answer. */
export function confusionTable(
  caption: string,
  labels: readonly string[],
  counts: ArrayLike<number>,
): TemplateResult {
  const side = labels.length;
  const rows = labels.map((_, row) =>
    labels.map((_label, column) => counts[row * side + column] ?? 0),
  );
  // Names do not fit above a narrow column: they stand upright there.
  const upright = labels.some((label) => label.length > 2) ? "upright" : "";
  return html`
    <table class="confusion ${upright}">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${labels.map((label) => html`<th scope="col" title=${label}><span>${label}</span></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, index) => {
          const total = row.reduce((sum, count) => sum + count, 0);
          return html`
            <tr>
              <th scope="row">${labels[index]}</th>
              ${row.map((count, column) => {
                const share = total === 0 ? 0 : count / total;
                // A single mistake is seen, and no number stands on a middling ground.
                const deep = share >= 0.5;
                const ink = count === 0 ? 0 : Math.round(deep ? 82 + 18 * share : 12 + 50 * share);
                const colour = column === index ? "--lbl-accent-2" : "--lbl-accent";
                return html`<td
                  class=${deep ? "deep" : ""}
                  style=${styleMap({
                    background: `color-mix(in srgb, var(${colour}) ${ink}%, transparent)`,
                  })}
                >
                  ${count === 0 ? "" : count}
                </td>`;
              })}
            </tr>
          `;
        })}
      </tbody>
    </table>
  `;
}

export const confusionStyles = css`
  .confusion {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 1px;
    table-layout: fixed;
    font-size: 11px;
    font-variant-numeric: tabular-nums;
    line-height: 1;
  }
  .confusion caption {
    padding-block-end: 6px;
    color: var(--lbl-muted);
    font-size: 13px;
    line-height: 1.4;
    text-align: start;
  }
  .confusion :is(td, th) {
    block-size: 24px;
    padding: 0;
    text-align: center;
  }
  .confusion th {
    color: var(--lbl-muted);
    font-size: 12px;
    font-weight: 600;
  }
  .confusion.upright {
    inline-size: auto;
    table-layout: auto;
  }
  .confusion.upright tbody th {
    padding-inline-end: 6px;
    font-weight: 400;
    text-align: end;
  }
  .confusion.upright thead th {
    block-size: 6.5em;
    vertical-align: bottom;
  }
  .confusion.upright thead span {
    display: block;
    inline-size: 22px;
    font-weight: 400;
    writing-mode: vertical-rl;
    rotate: 180deg;
    text-align: start;
  }
  .confusion tbody td {
    border-radius: 3px;
    outline: 1px solid var(--lbl-line);
    outline-offset: -1px;
    color: var(--lbl-ink);
  }
  .confusion td.deep {
    color: var(--lbl-card);
  }
`;

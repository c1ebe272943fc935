/** Which class was taken for which: a table of counts. */
import { css, html, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";

/** counts[truth][answer]; null is an answer that was not given. */
export function confusionOf(
  truths: readonly number[],
  answers: readonly (number | null)[],
  classes: number,
): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  truths.forEach((truth, index) => {
    const answer = answers[index];
    const row = counts[truth];
    if (row !== undefined && typeof answer === "number") row[answer] = (row[answer] ?? 0) + 1;
  });
  return counts;
}

/** Counts that stand one after the other, as rows of a table. */
export function rowsOf(counts: ArrayLike<number>, classes: number): number[][] {
  const flat = Array.from(counts);
  return Array.from({ length: classes }, (_, row) =>
    flat.slice(row * classes, (row + 1) * classes),
  );
}

/** How many of the answers are right. */
export function rightOnes(truths: readonly number[], answers: readonly (number | null)[]): number {
  return truths.filter((truth, index) => answers[index] === truth).length;
}

/** `counts` row by row: a row for each class, a column for each answer. */
export function confusionTable(
  caption: string,
  labels: readonly string[],
  counts: readonly (readonly number[])[],
): TemplateResult {
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
        ${labels.map((label, row) => {
          const total = (counts[row] ?? []).reduce((sum, count) => sum + count, 0);
          return html`
            <tr>
              <th scope="row">${label}</th>
              ${labels.map((_, column) => {
                const count = counts[row]?.[column] ?? 0;
                // Deep enough that a single mistake is seen.
                const ink = count === 0 ? 0 : Math.round(15 + (85 * count) / total);
                const colour = column === row ? "--lbl-accent-2" : "--lbl-accent";
                return html`<td
                  class=${ink > 55 ? "deep" : ""}
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

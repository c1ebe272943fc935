/** Who was taken for whom, counted. */
import { css, html, nothing, type TemplateResult } from "lit";

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

/** How many of the answers are right. */
export function rightOnes(truths: readonly number[], answers: readonly (number | null)[]): number {
  return truths.filter((truth, index) => answers[index] === truth).length;
}

export function confusionTable(
  caption: string,
  labels: readonly string[],
  counts: readonly (readonly number[])[],
): TemplateResult {
  return html`
    <table class="confusion">
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
        ${labels.map(
          (label, row) => html`
            <tr>
              <th scope="row">${label}</th>
              ${labels.map((_, column) => {
                const count = counts[row]?.[column] ?? 0;
                const kind = count === 0 ? "none" : row === column ? "right" : "wrong";
                return html`<td class=${kind}>${count === 0 ? nothing : count}</td>`;
              })}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

export const confusionStyles = css`
  .confusion {
    border-collapse: collapse;
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
  }
  .confusion caption {
    padding-block-end: 6px;
    font-size: 1.25em;
    font-weight: 600;
    text-align: start;
  }
  .confusion th {
    padding: 0 6px 0 0;
    color: var(--lbl-muted);
    font-weight: normal;
    text-align: end;
  }
  .confusion thead th {
    block-size: 4.5em;
    padding: 0;
    vertical-align: bottom;
  }
  .confusion thead span {
    display: block;
    inline-size: 20px;
    writing-mode: vertical-rl;
    rotate: 180deg;
    text-align: start;
  }
  .confusion td {
    inline-size: 20px;
    block-size: 20px;
    padding: 0;
    border: 1px solid var(--lbl-line);
    text-align: center;
  }
  .confusion thead td {
    border: 0;
  }
  .confusion .right {
    background: var(--lbl-accent-2);
    color: var(--lbl-paper);
    font-weight: 700;
  }
  .confusion .wrong {
    background: var(--lbl-accent);
    color: var(--lbl-on-accent);
    font-weight: 700;
  }
`;

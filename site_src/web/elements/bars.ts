/** Probabilities as horizontal bars, one for each label. */
import { css, html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { percent, ranking } from "../words/format.ts";

/**
 * A list of bars. Without `probabilities` they are empty.
 *
 * Each item has `data-label` and, when there is one, `data-probability` in full precision.
 */
export function bars(
  labels: readonly string[],
  probabilities: ArrayLike<number> | null,
): TemplateResult {
  const winner = probabilities === null ? -1 : ranking(probabilities)[0];
  return html`
    <ol class="bars" role="list" aria-label="Probability of each label">
      ${labels.map((label, index) => {
        const probability = probabilities?.[index];
        return html`
          <li
            data-label=${label}
            data-probability=${probability ?? nothing}
            ?data-winner=${index === winner}
          >
            <span class="label">${label}</span>
            <span class="track" aria-hidden="true">
              <span class="fill" style=${styleMap({ inlineSize: `${100 * (probability ?? 0)}%` })}>
              </span>
            </span>
            <span class="percent">${probability === undefined ? "" : percent(probability)}</span>
          </li>
        `;
      })}
    </ol>
  `;
}

export const barStyles = css`
  .bars {
    display: grid;
    gap: 2px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .bars li {
    display: grid;
    grid-template-columns: minmax(1.4em, auto) 1fr 4em;
    align-items: center;
    gap: 0.6em;
    min-block-size: 24px;
    color: var(--lbl-muted);
    font-variant-numeric: tabular-nums;
  }
  .bars .label {
    color: var(--lbl-ink);
    font-weight: 600;
    text-align: center;
  }
  .bars .percent {
    font-size: 0.875em;
    text-align: end;
  }
  .bars .track {
    block-size: 14px;
    overflow: hidden;
    border-radius: 7px;
    background: var(--lbl-track);
  }
  .bars .fill {
    display: block;
    block-size: 100%;
    border-radius: 7px;
    background: var(--lbl-bar);
    transition: inline-size 90ms ease-out;
  }
  .bars li[data-winner] {
    color: var(--lbl-accent);
  }
  .bars li[data-winner] .label,
  .bars li[data-winner] .percent {
    color: var(--lbl-accent);
    font-weight: 700;
  }
  .bars li[data-winner] .fill {
    background: var(--lbl-accent);
  }
  @media (prefers-reduced-motion: reduce) {
    .bars .fill {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    .bars .track {
      outline: 1px solid;
    }
    .bars li .fill {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .bars li[data-winner] .fill {
      background: Highlight;
    }
  }
`;

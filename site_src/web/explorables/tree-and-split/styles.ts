/** Styles of `<tree-and-split>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .views {
    display: grid;
    gap: 10px 20px;
  }
  .under {
    margin-block-start: 4px;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    line-height: 1.35;
  }
  .under b {
    white-space: nowrap;
  }
  .train {
    stroke: var(--lbl-accent-2);
    color: var(--lbl-accent-2);
  }
  .test {
    stroke: var(--lbl-accent);
    color: var(--lbl-accent);
  }
  @media print {
    polyline.test {
      stroke-dasharray: 5 4;
    }
  }
  .chart circle {
    fill: var(--lbl-card);
    stroke-width: 2.5px;
  }
  .own {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .own .button {
    min-block-size: 36px;
    font-size: 0.875em;
  }
  summary:focus-visible,
  pre:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .words summary {
    min-block-size: 36px;
    padding-block: 6px;
    color: var(--lbl-accent-2);
    font-weight: 600;
    cursor: pointer;
  }
  .words pre {
    max-block-size: 16em;
    margin: 0;
    padding: 10px 12px;
    overflow: auto;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
    font: 0.8125em/1.5 var(--lbl-mono);
  }
  @container (min-width: 600px) {
    .views {
      grid-template-columns: minmax(0, 1fr) minmax(0, 230px);
      align-items: end;
    }
  }
  @container (max-width: 599px) {
    lbl-falling-tree {
      block-size: 270px;
    }
  }
`;

import { css } from "lit";

export const ownStyles = css`
  .card > * + * {
    margin-block-start: 12px;
  }
  .sentence {
    min-block-size: 5.4em;
  }
  svg circle {
    fill: var(--lbl-accent);
  }
  svg .label {
    fill: var(--lbl-ink);
    font-size: 15px;
    font-weight: 600;
    paint-order: stroke;
    stroke: var(--lbl-card);
    stroke-width: 4px;
  }
  .spread {
    stroke: var(--lbl-accent-2);
    stroke-width: 2px;
  }
  .scroll {
    overflow-x: auto;
  }
  .scroll:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  :is(td, th) {
    padding: 5px 8px;
    border-block-end: 1px solid var(--lbl-line);
    text-align: end;
    white-space: nowrap;
  }
  thead th {
    white-space: normal;
    vertical-align: bottom;
  }
  :is(tbody th, thead th:first-child) {
    text-align: start;
  }
  @container (min-width: 560px) {
    .sentence {
      min-block-size: 2.7em;
    }
  }
  @media (forced-colors: active) {
    svg :is(circle, .spread) {
      forced-color-adjust: none;
      fill: CanvasText;
      stroke: CanvasText;
    }
  }
`;

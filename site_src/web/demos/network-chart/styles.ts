import { css } from "lit";

export const ownStyles = css`
  .controls {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px 12px;
    margin-block-end: 10px;
  }
  label {
    display: grid;
    gap: 3px;
    min-inline-size: 0;
    font-size: 0.875em;
    font-weight: 600;
  }
  select {
    inline-size: 100%;
    min-inline-size: 0;
    padding-inline: 0.5em;
    background: var(--lbl-sheet);
    font-weight: 400;
    text-overflow: ellipsis;
  }
  :is(select, summary, .chart, .scroll):focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .chart {
    border-radius: 8px;
  }
  svg {
    cursor: crosshair;
    touch-action: pan-y;
  }
  .bubble {
    fill: var(--lbl-accent-2);
    fill-opacity: 0.42;
    stroke: var(--lbl-accent-2);
  }
  .bubble.own {
    fill: var(--lbl-accent);
    stroke: var(--lbl-accent);
    stroke-dasharray: 3 2;
  }
  .bubble.dim {
    fill-opacity: 0.1;
    stroke-opacity: 0.35;
  }
  polyline {
    fill: none;
    stroke-linejoin: round;
  }
  .best {
    stroke: var(--lbl-line-strong);
    stroke-width: 1.5px;
    stroke-dasharray: 5 4;
  }
  .family {
    stroke: var(--lbl-accent-2);
    stroke-width: 2px;
  }
  .current {
    fill: none;
    stroke: var(--lbl-ink);
    stroke-width: 2.5px;
  }
  svg .label {
    fill: var(--lbl-ink);
    font-size: 15px;
    font-weight: 700;
    paint-order: stroke;
    stroke: var(--lbl-card);
    stroke-width: 4px;
  }
  .network {
    margin-block: 8px 10px;
  }
  .sentence {
    min-block-size: 6.8em;
    font-size: 1em;
  }
  details {
    margin-block-start: 6px;
  }
  summary {
    min-block-size: 32px;
    font-weight: 600;
    cursor: pointer;
  }
  .scroll {
    overflow: auto;
    max-block-size: 420px;
  }
  table {
    border-collapse: collapse;
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  :is(td, th) {
    padding: 4px 8px;
    border-block-end: 1px solid var(--lbl-line);
    text-align: end;
  }
  :is(tbody th, thead th:first-child) {
    text-align: start;
  }
  @container (min-width: 560px) {
    .controls {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    .network {
      grid-template-columns: auto minmax(0, 16em);
      justify-content: start;
      align-items: center;
      gap: 12px;
    }
    .sentence {
      min-block-size: 4.2em;
    }
  }
  @media (forced-colors: active) {
    .bubble,
    polyline,
    .current {
      forced-color-adjust: none;
      stroke: CanvasText;
    }
  }
`;

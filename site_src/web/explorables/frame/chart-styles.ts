/** Styles of the charts in explorables: `<div class="chart"><svg>…`. */
import { css } from "lit";

export const chartStyles = css`
  .chart svg {
    display: block;
    inline-size: 100%;
  }
  .chart text {
    fill: var(--lbl-muted);
    font: 11px var(--lbl-font);
  }
  .grid {
    stroke: var(--lbl-line);
  }
  .mark {
    stroke: var(--lbl-line-strong);
    stroke-dasharray: 3 3;
  }
  polyline {
    fill: none;
    stroke-width: 2.5px;
    stroke-linejoin: round;
  }
`;

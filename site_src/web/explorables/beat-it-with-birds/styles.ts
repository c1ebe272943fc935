/** Styles of `<beat-it-with-birds>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .game {
    display: grid;
    align-items: center;
    gap: 14px 24px;
  }
  .perch {
    display: grid;
    justify-items: center;
    gap: 12px;
    min-inline-size: 0;
  }
  .letter {
    inline-size: min(168px, 46cqi);
    aspect-ratio: 1;
    padding: 14px;
    border: 1px solid var(--lbl-line);
    border-radius: var(--lbl-radius);
    background: var(--lbl-sheet);
  }
  .letter lbl-map {
    block-size: 100%;
  }
  .pecks {
    display: flex;
    gap: 12px;
  }
  .pecks .button {
    min-inline-size: 116px;
    min-block-size: 52px;
    font-size: 1.0625em;
  }
  .verdict {
    min-block-size: 1.45em;
    font-weight: 600;
  }
  .verdict .right {
    color: var(--lbl-accent-2);
  }
  .verdict .wrong {
    color: var(--lbl-accent);
  }
  /* Readable where a curve comes by. */
  .chart text.level {
    stroke: var(--lbl-card);
    stroke-width: 4px;
    paint-order: stroke;
  }
  polyline.network {
    stroke-dasharray: 5 4;
  }
  .reader {
    stroke: var(--lbl-accent-2);
  }
  .network {
    stroke: var(--lbl-accent);
  }
  :is(circle, rect) {
    fill: var(--lbl-card);
    stroke-width: 2.5px;
  }
  .key {
    color: var(--lbl-muted);
    font-size: 0.8125em;
    line-height: 1.35;
  }
  .key b {
    white-space: nowrap;
  }
  .key .of-reader {
    color: var(--lbl-accent-2);
  }
  .key .of-network {
    color: var(--lbl-accent);
  }
  @container (min-width: 600px) {
    .game {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .perch {
      min-inline-size: 260px;
    }
  }
`;

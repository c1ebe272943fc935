/** Styles of `<attention-lab>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .sentence-row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 4px;
    margin-block-end: 8px;
  }
  .sentence-row button {
    min-block-size: 36px;
    padding: 0 0.6em;
    border: 1.5px solid transparent;
    border-radius: 8px;
    background: none;
    font-family: var(--lbl-text);
    font-size: 1.125em;
  }
  .sentence-row [aria-pressed="true"] {
    border-color: var(--lbl-accent-2);
    color: var(--lbl-accent-2);
    font-weight: 700;
  }
  table {
    inline-size: 100%;
    margin-block-start: 8px;
    border-spacing: 0 2px;
    font-variant-numeric: tabular-nums;
  }
  thead th {
    color: var(--lbl-muted);
    font-size: 0.8125em;
    font-weight: normal;
    text-align: start;
  }
  tbody th {
    inline-size: 4em;
    font-weight: 600;
    text-align: start;
  }
  td {
    font-size: 0.875em;
  }
  .sum {
    inline-size: 45%;
    color: var(--lbl-muted);
  }
  .share {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .track {
    flex: 1;
    block-size: 14px;
    overflow: hidden;
    border-radius: 5px;
    background: var(--lbl-track);
  }
  .track > span {
    display: block;
    block-size: 100%;
    border-radius: 5px;
    background: var(--lbl-accent-2);
  }
  .share b {
    inline-size: 2.8em;
    text-align: end;
  }
  .solved {
    color: var(--lbl-accent-2);
  }
  @media (forced-colors: active) {
    .track > span {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;

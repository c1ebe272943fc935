/** Styles of the trained GPT's heads in `<attention-lab>`. */
import { css } from "lit";

export const headsStyles = css`
  .digits {
    margin-block-end: 8px;
  }
  .digits input {
    inline-size: 9em;
    min-block-size: 40px;
    padding-inline: 0.6em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 10px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.12em;
  }
  table.heads {
    table-layout: fixed;
    border-spacing: 2px;
    text-align: center;
  }
  table.heads th {
    inline-size: auto;
    padding: 0;
    font-size: 0.9375em;
    text-align: center;
  }
  table.heads tr > :first-child {
    inline-size: 2em;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    font-weight: normal;
    text-align: start;
  }
  table.heads thead th {
    color: var(--lbl-ink);
    font-weight: normal;
  }
  table.heads thead .read {
    border-block-end: 3px solid var(--lbl-accent);
  }
  table.heads thead .written {
    color: var(--lbl-accent-2);
    font-weight: 700;
  }
  table.heads thead .read.written,
  .to-come {
    color: var(--lbl-muted);
  }
  table.heads tbody td {
    position: relative;
    block-size: 34px;
    padding: 0;
    border-radius: 3px;
    background: var(--lbl-track);
  }
  .bar {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    border-radius: 3px;
    background: var(--lbl-accent-2);
  }
  @media (forced-colors: active) {
    .bar {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;

import { css } from "lit";

export const ownStyles = css`
  .state {
    min-block-size: 2.7em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .state[data-fooled="true"] {
    color: var(--lbl-accent);
  }
  .result {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 16px 28px;
    margin-block-start: 18px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  figure {
    display: grid;
    gap: 6px;
    inline-size: min(100%, 200px);
    margin: 0;
  }
  table {
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  :is(th, td) {
    padding: 6px 12px 6px 0;
    border-block-end: 1px solid var(--lbl-line);
    text-align: start;
  }
  tbody th {
    color: var(--lbl-muted);
    font-weight: normal;
  }
`;

import { css } from "lit";

export const ownStyles = css`
  .card {
    display: grid;
    gap: 10px;
  }
  svg {
    display: block;
    inline-size: 100%;
    border-radius: var(--lbl-radius);
    background: var(--lbl-sheet);
    cursor: ew-resize;
    /* A finger that goes sideways turns the weight, one that goes up or down scrolls. */
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  .curve {
    fill: none;
    stroke: var(--lbl-line-strong);
    stroke-width: 3;
  }
  line {
    stroke: var(--lbl-accent-2);
    stroke-width: 4;
    stroke-linecap: round;
  }
  circle {
    fill: var(--lbl-accent);
  }
  label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 14px;
    align-items: center;
    font-weight: 600;
  }
  input {
    min-block-size: 40px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
    font-variant-numeric: tabular-nums;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
`;

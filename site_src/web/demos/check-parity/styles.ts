import { css } from "lit";

export const ownStyles = css`
  .card {
    display: flex;
    gap: 14px;
    align-items: start;
  }
  .card > div {
    min-inline-size: 0;
  }
  /* Beside the button if there is room, else below it. */
  lbl-backend {
    flex: 1 1 14em;
    min-inline-size: 0;
  }
  .mark {
    flex: none;
    inline-size: 1.9em;
    block-size: 1.9em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 50%;
    line-height: 1.75em;
    text-align: center;
    font-weight: 700;
  }
  .mark.good {
    border-color: var(--lbl-accent-2);
    color: var(--lbl-accent-2);
  }
  .mark.bad {
    border-color: var(--lbl-accent);
    color: var(--lbl-accent);
  }
  p {
    min-block-size: 1.45em;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-block-start: 10px;
  }
`;

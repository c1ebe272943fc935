import { css } from "lit";

export const ownStyles = css`
  .brush {
    --lbl-ink: var(--lbl-accent-2);
    opacity: 0.55;
  }
  fieldset {
    display: grid;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: 36px;
    cursor: pointer;
  }
  .choice input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  .score {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;

import { css } from "lit";

export const ownStyles = css`
  .controls {
    display: grid;
    gap: 10px 20px;
    margin-block: 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 18px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset label,
  .wish {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 40px;
  }
  fieldset input {
    inline-size: 20px;
    block-size: 20px;
    accent-color: var(--lbl-accent);
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  select {
    padding: 0 0.6em;
    background: var(--lbl-sheet);
    font-weight: 600;
  }
  select:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .size {
    display: grid;
    gap: 4px;
    font-variant-numeric: tabular-nums;
  }
  .size input {
    inline-size: 100%;
    min-block-size: 32px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  @container (max-width: 639px) {
    /* Two sentences on a narrow screen, so that nothing moves when the second comes. */
    .sentence {
      min-block-size: 5.4em;
    }
  }
  .sentence[data-fooled="true"] {
    color: var(--lbl-accent);
  }
`;

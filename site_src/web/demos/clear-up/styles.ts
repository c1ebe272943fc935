import { css } from "lit";

export const ownStyles = css`
  :host {
    --beside: 320px;
  }
  .picture {
    inline-size: min(100%, 320px);
    margin: 0 auto;
  }
  .controls {
    display: grid;
    gap: 12px;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px 12px;
  }
  .choice {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
  }
  select {
    inline-size: 100%;
    padding: 0 0.6em;
    background: var(--lbl-sheet);
    font-weight: 600;
  }
  select:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .sentence {
    min-block-size: 5.5em;
  }
`;

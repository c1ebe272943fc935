import { css } from "lit";

export const ownStyles = css`
  :host {
    --beside: 320px;
  }
  .picture {
    inline-size: min(100%, 320px);
    margin: 0 auto;
  }
  .sources {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 12px;
  }
  figure {
    display: grid;
    align-content: start;
    gap: 6px;
    margin: 0;
  }
  figure lbl-map {
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
  }
  .controls {
    display: grid;
    gap: 12px;
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
    min-block-size: 4.1em;
  }
`;

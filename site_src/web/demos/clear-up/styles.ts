import { css } from "lit";

export const ownStyles = css`
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px 28px;
  }
  @container (min-width: 640px) {
    .two {
      grid-template-columns: 320px minmax(0, 1fr);
    }
  }
  .picture {
    inline-size: min(100%, 320px);
    margin: 0 auto;
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
  .views {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 12px;
    margin-block: 16px 12px;
  }
`;

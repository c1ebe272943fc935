import { css } from "lit";

export const ownStyles = css`
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px 28px;
  }
  @container (min-width: 640px) {
    .two {
      grid-template-columns: 280px minmax(0, 1fr);
    }
  }
  .controls {
    display: grid;
    gap: 10px;
    margin-block-start: 16px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 18px;
  }
  .choice {
    display: grid;
    gap: 4px;
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
  .timeline {
    margin-block: 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 18px;
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 12px;
    max-inline-size: 620px;
    margin-block: 12px 16px;
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
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 6px;
    background: var(--lbl-sheet);
  }
  @container (max-width: 639px) {
    /* Four lines on a narrow screen, so that nothing moves when more words come. */
    .sentence {
      min-block-size: 5.4em;
    }
  }
`;

import { css } from "lit";

export const ownStyles = css`
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
  @container (max-width: 639px) {
    /* Four lines on a narrow screen, so that nothing moves when more words come. */
    .sentence {
      min-block-size: 5.4em;
    }
  }
`;

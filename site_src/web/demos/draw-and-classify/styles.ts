import { css } from "lit";

export const ownStyles = css`
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .seen {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 4px 14px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  .seen lbl-picture {
    inline-size: 87px;
    block-size: 87px;
    border-radius: 4px;
    background: var(--lbl-sheet);
    border: 1.5px solid var(--lbl-line-strong);
  }
  .seen .muted {
    min-block-size: 2.9em;
  }
  .switch {
    grid-column: 1 / -1;
  }
  .examples {
    min-block-size: 92px;
  }
  @container (min-width: 640px) {
    .parts {
      grid-template-columns: 280px minmax(0, 1fr);
      gap: 18px 28px;
    }
    .examples,
    .seen {
      grid-column: 1 / -1;
      padding-block-start: 16px;
      border-block-start: 1px solid var(--lbl-line);
    }
    .examples {
      grid-row: 2;
    }
    .seen {
      grid-template-columns: auto 1fr auto;
      column-gap: 16px;
    }
    .seen .muted {
      min-block-size: 0;
    }
    .switch {
      grid-column: auto;
    }
  }
`;

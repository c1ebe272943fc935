import { css } from "lit";

export const ownStyles = css`
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px 28px;
    margin-block-end: 14px;
  }
  /* Between the plane and the pad: in sight of the finger on either. */
  .said {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    align-items: start;
    gap: 12px;
  }
  .said .sentence {
    grid-column: 1 / -1;
    margin: 0;
    min-block-size: 4.1em;
  }
  .alone .said {
    grid-template-columns: 112px minmax(0, 1fr);
  }
  .alone .said .sentence {
    grid-column: auto;
    min-block-size: 6em;
  }
  @container (min-width: 640px) {
    .parts {
      grid-template-columns: minmax(0, 1fr) 280px;
    }
    .said {
      grid-row: 2;
      grid-column: 1 / -1;
      grid-template-columns: repeat(3, 112px) minmax(0, 1fr);
    }
    .said .sentence {
      grid-column: auto;
    }
    .alone .said {
      grid-row: auto;
      grid-column: auto;
      grid-template-columns: minmax(0, 1fr);
    }
    .alone .said figure {
      inline-size: min(100%, 200px);
    }
  }
`;

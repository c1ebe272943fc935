import { css } from "lit";

export const ownStyles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px;
  }
  .top {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(125px, 1fr));
    gap: 12px 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  .choices label {
    display: grid;
    gap: 4px;
    align-content: start;
    font-size: 0.875em;
  }
  select {
    inline-size: 100%;
    padding: 0 0.6em;
    background: var(--lbl-sheet);
    font-weight: 600;
  }
  .wrong input {
    inline-size: 100%;
    block-size: 40px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  select:focus-visible,
  pre:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 16px;
  }
  .far {
    flex: 1 1 14em;
    font-variant-numeric: tabular-nums;
  }
  .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px 28px;
  }
  figure {
    margin: 0;
  }
  figcaption {
    min-block-size: 1.5em;
    padding-block-end: 6px;
    color: var(--lbl-muted);
    font-size: 13px;
  }
  .learned,
  .new {
    font-weight: 700;
  }
  .learned {
    color: var(--lbl-accent-2);
  }
  .new {
    color: var(--lbl-accent);
  }
  .patterns {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(52px, 1fr));
    gap: 6px;
    min-block-size: 52px;
  }
  .patterns lbl-map {
    aspect-ratio: 1;
    overflow: hidden;
    border: 1.5px solid var(--lbl-line);
    border-radius: 6px;
    background: var(--lbl-sheet);
  }
  .lines {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  pre {
    margin: 0;
    padding: 12px 14px;
    overflow-x: auto;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
    font-family: var(--lbl-mono);
    font-size: 13px;
    line-height: 1.5;
  }
  @container (min-width: 640px) {
    .top {
      grid-template-columns: 280px minmax(0, 1fr);
      gap: 18px 28px;
    }
    .inside {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;

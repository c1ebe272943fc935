import { css } from "lit";
import { pictureOrMark } from "../../elements/photos.ts";

export const ownStyles = css`
  .lead {
    margin-block-end: 12px;
  }
  .hint {
    margin-block-start: 8px;
  }
  .lessons {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: 14px;
    margin-block: 14px;
  }
  .lesson {
    display: grid;
    align-content: start;
    gap: 8px;
    padding: 12px;
    border: 1.5px solid var(--lbl-line);
    border-radius: var(--lbl-radius);
  }
  .title {
    display: flex;
    gap: 8px;
  }
  input[type="text"],
  select {
    min-inline-size: 0;
    min-block-size: 40px;
    max-inline-size: 100%;
    padding: 0 10px;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
  }
  input[type="text"] {
    flex: 1;
    font-weight: 600;
  }
  .remove {
    inline-size: 40px;
    border: 0;
    background: none;
    font-size: 1.4em;
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: 4px;
    min-block-size: 40px;
  }
  .picture {
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--lbl-line);
    border-radius: 4px;
    background: none;
    line-height: 0;
  }
  canvas {
    inline-size: 100%;
    block-size: auto;
  }
  .problem {
    margin-block-start: 12px;
  }
  .trying {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px 28px;
    margin-block-start: 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  .shown {
    ${pictureOrMark};
  }
  .answer {
    display: grid;
    gap: 10px;
  }
  .moral {
    padding-inline-start: 14px;
    border-inline-start: 4px solid var(--lbl-accent-2);
  }
  /* As wide as the card: the longest line of the snippet must not widen the prose above it. */
  .keep {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 10px;
  }
  details {
    inline-size: 100%;
  }
  summary {
    min-block-size: 32px;
    cursor: pointer;
  }
  pre {
    max-inline-size: 100%;
    overflow-x: auto;
    padding: 12px;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
    font-family: var(--lbl-mono);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  @container (min-width: 640px) {
    .trying {
      grid-template-columns: 224px minmax(0, 1fr);
    }
    .keep {
      grid-column: 1 / -1;
    }
  }
`;

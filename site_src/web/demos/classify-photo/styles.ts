import { css } from "lit";

export const ownStyles = css`
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px 28px;
    margin-block-end: 12px;
  }
  .side,
  .game {
    display: grid;
    justify-items: start;
    gap: 10px;
  }
  .stage {
    position: relative;
    inline-size: min(100%, 280px);
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
    box-shadow: inset 0 0 0 1.5px var(--lbl-line-strong);
  }
  .stage > * {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }
  lbl-beat {
    inline-size: 100%;
  }
  .evidence {
    opacity: 0.65;
  }
  .answer {
    display: grid;
    align-content: start;
    gap: 12px;
    min-block-size: 300px;
  }
  /* Below the picture, an answer that is still to come needs no room. */
  @container (max-width: 639px) {
    .answer[data-empty] {
      min-block-size: 0;
    }
  }
  .stage > .empty {
    display: grid;
    box-sizing: border-box;
    margin: 0;
    padding: 24px;
    place-items: center;
    color: var(--lbl-muted);
    text-align: center;
    pointer-events: none;
  }
  .choose {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }
  select {
    padding: 0 10px;
    background: var(--lbl-card);
  }
  .seen {
    display: grid;
    grid-template-columns: 64px 1fr;
    align-items: center;
    gap: 12px;
  }
  details {
    margin-block: 6px 10px;
  }
  summary {
    cursor: pointer;
  }
  @container (min-width: 640px) {
    .parts {
      grid-template-columns: 280px minmax(0, 1fr);
    }
  }
`;

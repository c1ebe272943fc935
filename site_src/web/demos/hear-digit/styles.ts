import { css } from "lit";

export const ownStyles = css`
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-block-end: 12px;
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block: 6px 14px;
  }
  .word {
    min-block-size: 36px;
    padding: 0 0.8em;
    border: 1.5px solid var(--lbl-line);
    border-radius: 8px;
    background: var(--lbl-sheet);
  }
  .word:hover {
    border-color: var(--lbl-line-strong);
  }
  .word[aria-pressed="true"] {
    border-color: var(--lbl-accent);
    box-shadow: inset 0 0 0 1.5px var(--lbl-accent);
  }
  .parts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px 28px;
  }
  /* In sight of the finger on the slider; with room, so that nothing moves when words come. */
  .sentence {
    margin: 0;
    min-block-size: 2.7em;
  }
  .pictures {
    display: grid;
    position: relative;
    grid-template-columns: 4.6em minmax(0, 1fr);
    /* Room for half a number below its line. */
    margin-inline-end: 1.2em;
    margin-block-end: 10px;
    font-variant-numeric: tabular-nums;
  }
  .pictures > * {
    grid-column: 2;
  }
  .name {
    margin-block: 4px 3px;
    line-height: 1.3;
  }
  lbl-wave,
  lbl-map {
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 6px;
    background: var(--lbl-sheet);
    overflow: hidden;
  }
  lbl-wave {
    block-size: 64px;
  }
  lbl-map {
    grid-row: 4;
    block-size: 196px;
  }
  .hertz {
    position: relative;
    grid-row: 4;
    grid-column: 1;
    font-size: 0.8125em;
  }
  .hertz span {
    position: absolute;
    inset-inline-end: 8px;
    line-height: 1;
    translate: 0 -50%;
    white-space: nowrap;
  }
  .seconds {
    position: relative;
    block-size: 1.5em;
    margin-block-start: 3px;
    font-size: 0.8125em;
  }
  .seconds span {
    position: absolute;
    translate: -50%;
    white-space: nowrap;
  }
  .head {
    position: absolute;
    grid-row: 1 / 5;
    inset-block: 0;
    inline-size: 2px;
    background: var(--lbl-accent);
  }
  @media (prefers-reduced-motion: no-preference) {
    .head {
      animation: play 1s linear;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .head {
      display: none;
    }
  }
  @keyframes play {
    from {
      inset-inline-start: 0;
    }
    to {
      inset-inline-start: 100%;
    }
  }
  .controls {
    display: flex;
    align-items: center;
    gap: 10px 18px;
  }
  /* "Stop" takes as much room as "Play". */
  .controls .button {
    min-inline-size: 5.6em;
  }
  .bars .label {
    min-inline-size: 3.6em;
    text-align: start;
  }
  .problem {
    margin-block-end: 12px;
  }
  .private {
    margin-block-start: 12px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--lbl-line);
  }
  @container (min-width: 640px) {
    .parts {
      grid-template-columns: minmax(0, 1fr) 270px;
      grid-template-rows: auto 1fr;
    }
    .seen {
      grid-row: 1 / 3;
    }
  }
  @container (max-width: 639px) {
    .sentence {
      order: -1;
      min-block-size: 4.05em;
    }
  }
  @media (forced-colors: active) {
    .head {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;

import { css } from "lit";

export const ownStyles = css`
  :host {
    --beside: 320px;
  }
  .stage {
    position: relative;
    inline-size: min(100%, 320px);
    margin-inline: auto;
    aspect-ratio: 1;
  }
  .stage > canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
  }
  /* It takes the strokes; what they look like on the photograph is painted below it. */
  .stage > lbl-pad {
    --lbl-sheet: transparent;
    --lbl-ink: transparent;
  }
  .sentence {
    margin-block-end: 12px;
  }
  .controls {
    display: grid;
    gap: 12px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 8px;
  }
  .choice,
  .slider {
    display: grid;
    gap: 4px;
    font-variant-numeric: tabular-nums;
  }
  .choice > input[type="text"] {
    inline-size: 3em;
    min-block-size: 40px;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
    font-weight: 700;
    text-align: center;
  }
  .choice > input[type="color"] {
    inline-size: 56px;
    block-size: 40px;
    padding: 3px;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    cursor: pointer;
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
  .slider input {
    inline-size: 100%;
    min-block-size: 32px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  .key {
    font-weight: 700;
    white-space: nowrap;
  }
  .key::before {
    content: "";
    display: inline-block;
    inline-size: 0.8em;
    block-size: 0.8em;
    margin-inline-end: 0.3em;
    border: 1px solid var(--lbl-line-strong);
    border-radius: 2px;
    background: var(--key);
    vertical-align: -0.05em;
    forced-color-adjust: none;
  }
  details {
    margin-block-start: 6px;
  }
  summary {
    cursor: pointer;
  }
  @container (max-width: 639px) {
    /* Three lines on a narrow screen, so that nothing moves when more words come. */
    .sentence {
      min-block-size: 4.1em;
    }
  }
`;

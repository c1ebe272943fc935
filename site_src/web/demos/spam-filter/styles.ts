import { css } from "lit";

export const ownStyles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
  .message {
    display: grid;
    gap: 4px;
    font-weight: 600;
  }
  textarea {
    inline-size: 100%;
    min-block-size: 7.5em;
    padding: 10px 12px;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 10px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
    font-weight: 400;
    resize: vertical;
  }
  :is(textarea, select):focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .verdicts {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .verdicts li {
    display: grid;
    grid-template-columns: 11em minmax(2em, 1fr) 4.2em 4.6em;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
    font-variant-numeric: tabular-nums;
  }
  .verdicts .name {
    font-weight: 600;
  }
  .track {
    block-size: 12px;
    overflow: hidden;
    border-radius: 6px;
    background: var(--lbl-track);
  }
  .fill {
    display: block;
    block-size: 100%;
    border-radius: 6px;
    background: var(--lbl-accent-2);
  }
  .stops .fill {
    background: var(--lbl-accent);
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .stops .said {
    color: var(--lbl-accent);
    font-weight: 700;
  }
  .read {
    max-block-size: 11em;
    overflow-y: auto;
    padding: 10px 12px;
    border-radius: 10px;
    background: var(--lbl-sheet);
    line-height: 1.7;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .read:focus-visible {
    outline: 3px solid var(--lbl-accent);
  }
  mark {
    border-block-end: 2px solid var(--lbl-accent);
    border-radius: 3px;
    background: color-mix(in srgb, var(--lbl-accent) var(--share), transparent);
    color: inherit;
  }
  mark.good {
    border-block-end: 2px dotted var(--lbl-accent-2);
    background: color-mix(in srgb, var(--lbl-accent-2) var(--share), transparent);
  }
  .threshold {
    display: grid;
    gap: 10px;
    padding-block-start: 14px;
    border-block-start: 1px solid var(--lbl-line);
  }
  .controls {
    display: grid;
    gap: 8px 16px;
  }
  .controls label {
    display: grid;
    gap: 3px;
    font-size: 0.875em;
    font-weight: 600;
  }
  select {
    padding-inline: 0.5em;
    background: var(--lbl-sheet);
    font-weight: 400;
  }
  input[type="range"] {
    inline-size: 100%;
    min-block-size: 32px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  .ends {
    display: flex;
    justify-content: space-between;
    margin-block-start: -6px;
  }
  .outcome {
    min-block-size: 5.4em;
    font-size: 1em;
  }
  .mistakes {
    display: grid;
    gap: 12px;
  }
  .mistakes .title {
    margin-block-end: 4px;
    font-weight: 700;
  }
  .mistakes ul {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .mistakes li {
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--lbl-line-strong);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }
  @container (max-width: 440px) {
    .verdicts li {
      grid-template-columns: minmax(0, 1fr) 4.2em 4.6em;
    }
    .verdicts .track {
      grid-column: 1 / -1;
      grid-row: 2;
      margin-block-end: 4px;
    }
    .outcome {
      min-block-size: 8.2em;
    }
  }
  @container (min-width: 560px) {
    .controls label:first-child {
      justify-content: start;
    }
    .mistakes {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (forced-colors: active) {
    mark,
    mark.good {
      background: Canvas;
      color: CanvasText;
    }
    .fill {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .stops .fill {
      background: Highlight;
    }
  }
`;

import { css } from "lit";

/** Fields for words, in both elements. */
export const inputStyles = css`
  input[type="text"] {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 40px;
    padding: 0 0.6em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
  }
  /* The words come as one types; the arrow for all of them takes room that a phone doesn't have. */
  input::-webkit-calendar-picker-indicator {
    display: none !important;
  }
`;

export const sumStyles = css`
  form {
    display: grid;
    gap: 10px;
    margin-block-end: 14px;
  }
  .term {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .sign {
    inline-size: 1em;
    font-size: 1.25em;
    font-weight: 700;
    text-align: center;
  }
  .term:first-child {
    padding-inline-start: calc(1.25em + 8px);
  }
  .sentence {
    min-block-size: 4.1em;
    margin-block-end: 12px;
  }
  .near {
    display: grid;
    align-content: start;
    gap: 2px;
    min-block-size: 342px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .waiting {
    place-content: center;
    padding: 20px;
    border: 1.5px dashed var(--lbl-line-strong);
    border-radius: 10px;
    text-align: center;
  }
  .near li {
    display: grid;
    grid-template-columns: 6.2em minmax(0, 1fr) 2.4em 2.8em;
    align-items: center;
    gap: 8px;
    margin: 0;
  }
  .near button {
    min-block-size: 32px;
    padding: 0;
    border: 0;
    background: none;
    overflow-wrap: anywhere;
    text-align: start;
  }
  .near button:hover {
    color: var(--lbl-accent);
    text-decoration: underline;
  }
  .near .put-in button {
    color: var(--lbl-muted);
  }
  .near s {
    text-decoration-thickness: 2px;
  }
  .near li:not(.put-in) button {
    font-weight: 600;
  }
  .track {
    block-size: 12px;
    border-radius: 6px;
    background: var(--lbl-track);
  }
  .bar {
    display: block;
    block-size: 100%;
    border-radius: 6px;
    background: var(--lbl-accent);
  }
  .put-in .bar {
    background: var(--lbl-bar);
  }
  .note {
    font-size: 0.8em;
  }
  .cosine {
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  @container (min-width: 34rem) {
    form {
      display: flex;
      align-items: center;
    }
    .term {
      flex: 1 1 0;
      min-inline-size: 0;
    }
    .term:first-child {
      padding-inline-start: 0;
    }
    .sentence {
      min-block-size: 2.7em;
    }
    .near li {
      grid-template-columns: 8em minmax(0, 1fr) 2.8em 3em;
    }
  }
  @media (forced-colors: active) {
    .bar {
      background: Highlight;
      forced-color-adjust: none;
    }
    .put-in .bar {
      background: CanvasText;
    }
  }
`;

export const mapStyles = css`
  .controls {
    display: grid;
    gap: 10px;
    margin-block-end: 12px;
  }
  .views {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .views [aria-pressed="true"] {
    border-color: var(--lbl-accent-2);
    color: var(--lbl-accent-2);
  }
  .axes {
    display: grid;
    gap: 10px;
  }
  .axis {
    display: grid;
    grid-template-columns: 4.2em minmax(0, 1fr) auto minmax(0, 1fr);
    align-items: center;
    gap: 8px;
  }
  .find {
    display: grid;
    grid-template-columns: 4.2em minmax(0, 1fr);
    align-items: center;
    gap: 8px;
  }
  .controls b {
    font-weight: 600;
  }
  .stage {
    position: relative;
  }
  .waiting {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 10px;
    padding: 16px;
    text-align: center;
  }
  .end {
    position: absolute;
    max-inline-size: 40%;
    padding: 0 7px;
    overflow: hidden;
    border-radius: 9px;
    background: var(--lbl-accent-2);
    color: var(--lbl-card);
    font-size: 0.8em;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: none;
  }
  .left {
    inset-block-start: 50%;
    inset-inline-start: 8px;
    translate: 0 -50%;
  }
  .right {
    inset-block-start: 50%;
    inset-inline-end: 8px;
    translate: 0 -50%;
  }
  .top {
    inset-block-start: 8px;
    inset-inline-start: 50%;
    translate: -50% 0;
  }
  .bottom {
    inset-block-end: 8px;
    inset-inline-start: 50%;
    translate: -50% 0;
  }
  .zoom {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block: 10px;
  }
  .zoom .button {
    min-inline-size: 44px;
  }
  .sentence {
    min-block-size: 8.4em;
    font-size: 1em;
    font-weight: 400;
    text-wrap: wrap;
  }
  @container (min-width: 34rem) {
    .axes {
      grid-template-columns: 1fr 1fr;
      gap: 20px;
    }
    .sentence {
      min-block-size: 5.8em;
    }
  }
`;

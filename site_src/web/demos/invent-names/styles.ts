import { css } from "lit";

export const ownStyles = css`
  .card > * + * {
    margin-block-start: 14px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 16px;
  }
  label {
    display: grid;
    gap: 4px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  input[type="text"] {
    inline-size: 9em;
    min-block-size: 40px;
    padding: 0 0.6em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
  }
  .temperature {
    flex: 1 1 14em;
  }
  .temperature input {
    inline-size: 100%;
    min-block-size: 40px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  .name {
    min-block-size: 1.4em;
    font-size: 1.75em;
    font-weight: 700;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .name .given {
    text-decoration: underline dotted 2px var(--lbl-muted);
    text-underline-offset: 0.2em;
  }
  .letters {
    display: grid;
    grid-template-columns: repeat(27, minmax(0, 1fr));
    align-items: end;
    gap: 2px;
    block-size: 120px;
  }
  .letters > span {
    display: grid;
    grid-template-rows: 1fr auto;
    block-size: 100%;
    color: var(--lbl-muted);
    font-size: 0.7em;
    line-height: 1.7;
    text-align: center;
  }
  @container (min-width: 30rem) {
    .letters > span {
      font-size: 0.8em;
    }
  }
  .letters .room {
    display: flex;
    align-items: end;
  }
  .letters .bar {
    inline-size: 100%;
    min-block-size: 1px;
    border-radius: 2px 2px 0 0;
    background: var(--lbl-bar);
  }
  .letters .likely {
    color: var(--lbl-accent);
    font-weight: 700;
  }
  .letters .likely .bar {
    background: var(--lbl-accent);
  }
  ol {
    display: grid;
    gap: 2px 20px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  @container (min-width: 34rem) {
    ol {
      grid-template-columns: 1fr 1fr;
    }
  }
  li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
    padding-block: 3px;
    border-block-end: 1px solid var(--lbl-line);
  }
  li b {
    overflow-wrap: anywhere;
  }
  .game-name {
    font-size: 2em;
    font-weight: 700;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .sentence[data-right="false"] {
    color: var(--lbl-accent);
  }
  @media (forced-colors: active) {
    .letters .bar {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .letters .likely .bar {
      background: Highlight;
    }
  }
`;

/** A pad to draw on with its tools below, and beside it what a network says: styles for both. */
import { css } from "lit";

export const paperStyles = css`
  lbl-pad {
    max-inline-size: 280px;
    margin-inline: auto;
  }
  .tools {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    max-inline-size: 280px;
    margin: 12px auto 0;
  }
  .hint {
    font-size: 0.8125em;
    line-height: 1.3;
    text-align: end;
    text-wrap: balance;
  }
  .answer {
    /* Sentence and ten bars, so that nothing moves when they come or do not. */
    min-block-size: 316px;
  }
  .sentence {
    margin-block-end: 10px;
  }
  /* On a phone the verdict stands above the pad: below it, it would be off the screen. */
  @container (max-width: 639px) {
    .answer {
      display: contents;
    }
    .answer > .sentence {
      order: -1;
      margin-block-end: -4px;
    }
    .answer > .bars {
      min-block-size: 258px;
    }
  }
`;

/** Test images to choose from, each in a button. */
export const exampleStyles = css`
  .examples {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 48px));
    gap: 6px;
  }
  .examples button {
    padding: 3px;
    border: 1.5px solid var(--lbl-line);
    border-radius: 6px;
    background: var(--lbl-sheet);
  }
  .examples button:hover {
    border-color: var(--lbl-line-strong);
  }
  .examples button[aria-pressed="true"] {
    border-color: var(--lbl-accent);
    box-shadow: inset 0 0 0 1.5px var(--lbl-accent);
  }
  .examples lbl-map {
    aspect-ratio: 1;
  }
`;

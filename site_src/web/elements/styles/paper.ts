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

/** The paper and what is beside it, below one another on a phone; `--beside` is the paper's width. */
export const besideStyles = css`
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px 28px;
  }
  @container (min-width: 640px) {
    .two {
      grid-template-columns: var(--beside, 280px) minmax(0, 1fr);
    }
  }
`;

/** Pictures with a line below, three to a row. */
export const pictureRowStyles = css`
  .pictures {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 12px;
    max-inline-size: 620px;
    margin-block: 12px 16px;
  }
  figure {
    display: grid;
    align-content: start;
    gap: 6px;
    margin: 0;
  }
  figure lbl-map {
    aspect-ratio: 1;
    overflow: hidden;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 6px;
    background: var(--lbl-sheet);
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

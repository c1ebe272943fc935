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

/** A slider below its words: `<label class="slider">` around a span and the input. */
import { css } from "lit";

export const sliderStyles = css`
  .slider {
    display: grid;
    flex: 1 1 12em;
    gap: 4px;
    font-variant-numeric: tabular-nums;
  }
  .slider input {
    inline-size: 100%;
    min-block-size: 32px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
`;

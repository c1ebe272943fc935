/** Styles of `<kernel-lab>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .lab {
    display: grid;
    grid-template-areas: "in out" "kernel kernel";
    grid-template-columns: repeat(2, minmax(0, 1fr));
    align-items: start;
    gap: 10px 14px;
  }
  .in {
    grid-area: in;
  }
  .kernel {
    grid-area: kernel;
    margin-inline: auto;
  }
  .out {
    grid-area: out;
  }
  .lab p {
    margin-block-start: 4px;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    line-height: 1.35;
  }
  .paper {
    position: relative;
    aspect-ratio: 1;
    overflow: hidden;
    border: 1px solid var(--lbl-line);
    border-radius: 10px;
    background: var(--lbl-sheet);
  }
  .paper lbl-map {
    block-size: 100%;
  }
  .window {
    position: absolute;
    border: 2px solid var(--lbl-accent);
    border-radius: 3px;
    box-shadow: 0 0 0 1.5px var(--lbl-sheet);
  }
  .weights {
    display: grid;
    grid-template-columns: repeat(3, 54px);
    gap: 5px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .weights input {
    inline-size: 54px;
    block-size: 46px;
    padding: 0;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: 600 0.9375em var(--lbl-font);
    font-variant-numeric: tabular-nums;
    text-align: center;
    /* The little arrows would lie over the second digit. */
    appearance: textfield;
  }
  .weights input::-webkit-inner-spin-button {
    display: none;
  }
  .weights .positive {
    border-color: var(--lbl-accent-2);
    background: color-mix(in srgb, var(--lbl-accent-2) 18%, var(--lbl-sheet));
  }
  .weights .negative {
    border-color: var(--lbl-accent);
    background: color-mix(in srgb, var(--lbl-accent) 16%, var(--lbl-sheet));
  }
  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .presets .button {
    min-block-size: 36px;
    font-size: 0.875em;
  }
  .in .plain {
    min-block-size: 24px;
    font-size: 1em;
  }
  .window {
    pointer-events: none;
  }
  .presets lbl-camera {
    font-size: 0.875em;
  }
  .learned p {
    margin-block-end: 8px;
    color: var(--lbl-muted);
    font-size: 0.875em;
  }
  .kernels {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(68px, 1fr));
    gap: 6px;
  }
  .kernels button {
    position: relative;
    aspect-ratio: 1;
    padding: 0;
    overflow: hidden;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
  }
  .kernels button:hover {
    border-color: var(--lbl-accent);
  }
  .kernels button[aria-pressed="true"] {
    border-color: var(--lbl-accent-2);
    box-shadow: inset 0 0 0 2px var(--lbl-accent-2);
  }
  .kernels lbl-map {
    block-size: 100%;
  }
  .kernels .small {
    position: absolute;
    inset: auto 0 0 auto;
    inline-size: 24px;
    block-size: 24px;
    border-start-start-radius: 6px;
    border: solid var(--lbl-line-strong);
    border-width: 1px 0 0 1px;
    overflow: hidden;
    background: var(--lbl-sheet);
  }
  .arithmetic {
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  @container (min-width: 600px) {
    .lab {
      grid-template-areas: "in kernel out";
      grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr);
      align-items: center;
    }
  }
`;

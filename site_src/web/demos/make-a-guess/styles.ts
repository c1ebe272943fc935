import { css } from "lit";

export const ownStyles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    border-inline-start: 4px solid var(--lbl-accent-2);
  }
  .kicker {
    color: var(--lbl-accent-2);
    font-size: 0.8125em;
    font-weight: 700;
    letter-spacing: 0.04em;
    text-transform: uppercase;
  }
  .question {
    max-inline-size: 60ch;
    margin-block-start: -8px;
    font-size: 1.0625em;
    font-weight: 600;
    line-height: 1.4;
    text-wrap: pretty;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 14px;
  }
  .commit {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .number {
    display: grid;
    gap: 12px 24px;
    align-items: start;
  }
  @container (min-width: 560px) {
    .number {
      grid-template-columns: minmax(0, 1fr) auto;
    }
  }
  .slider input {
    display: block;
    inline-size: 100%;
    block-size: 32px;
    margin: 0;
    appearance: none;
    background: transparent;
    cursor: pointer;
  }
  .slider input::-webkit-slider-runnable-track {
    block-size: 6px;
    border-radius: 3px;
    background: var(--lbl-bar);
  }
  .slider input::-moz-range-track {
    block-size: 6px;
    border-radius: 3px;
    background: var(--lbl-bar);
  }
  .slider input::-webkit-slider-thumb {
    appearance: none;
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: -7px;
    border: 0;
    border-radius: 50%;
    background: var(--lbl-accent);
  }
  .slider input::-moz-range-thumb {
    inline-size: 20px;
    block-size: 20px;
    border: 0;
    border-radius: 50%;
    background: var(--lbl-accent);
  }
  /* Nothing is suggested: the line has no handle until the reader takes it. */
  .slider input.untouched:not(:focus-visible)::-webkit-slider-thumb {
    opacity: 0;
  }
  .slider input.untouched:not(:focus-visible)::-moz-range-thumb {
    opacity: 0;
  }
  /* Below the middle of the handle at either end. */
  .slider .scale {
    margin-inline: 10px;
  }
  .scale {
    position: relative;
    block-size: 1.4em;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .scale span {
    position: absolute;
    translate: -50%;
    white-space: nowrap;
  }
  .scale span:first-child {
    translate: 0;
  }
  .scale span:last-child {
    translate: -100%;
  }
  .field {
    display: inline-flex;
    align-items: center;
    gap: 0.6em;
  }
  .field input {
    inline-size: 6.5em;
    min-block-size: 40px;
    padding: 0 0.7em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: var(--lbl-ink);
    font: inherit;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .field input::placeholder {
    color: var(--lbl-muted);
    opacity: 1;
  }
  .options {
    display: grid;
    gap: 4px;
  }
  .options label,
  .options li {
    display: flex;
    align-items: center;
    gap: 0.7em;
    min-block-size: 40px;
    cursor: pointer;
  }
  .options input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  ul.options {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .options li {
    padding-inline: 12px;
    border: 1.5px solid var(--lbl-line);
    border-radius: 8px;
    cursor: default;
  }
  .options li[data-answer] {
    border-color: var(--lbl-accent);
    font-weight: 600;
  }
  .tag {
    margin-inline-start: auto;
    color: var(--lbl-muted);
    font-size: 0.875em;
    font-weight: 400;
    text-align: end;
  }
  .line {
    position: relative;
    block-size: 118px;
    margin-inline: 6px;
  }
  .line .rule {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 50px;
    block-size: 4px;
    border-radius: 2px;
    background: var(--lbl-bar);
  }
  .line .gap {
    position: absolute;
    inset-block-start: 50px;
    block-size: 4px;
    background: repeating-linear-gradient(90deg, var(--lbl-accent) 0 6px, transparent 6px 10px);
  }
  .line .scale {
    position: absolute;
    inset-inline: 0;
    inset-block-start: 96px;
  }
  .pin {
    position: absolute;
    inline-size: 14px;
    block-size: 14px;
    inset-block-start: 45px;
    margin-inline-start: -7px;
    border-radius: 50%;
    background: var(--lbl-accent-2);
    color: var(--lbl-accent-2);
  }
  .pin.theirs {
    background: var(--lbl-accent);
    color: var(--lbl-accent);
    animation: arrive 0.9s ease-in-out backwards;
  }
  @keyframes arrive {
    from {
      inset-inline-start: var(--from);
    }
  }
  .pin span {
    position: absolute;
    inset-block-end: 20px;
    font-weight: 700;
    white-space: nowrap;
  }
  .pin.theirs span {
    inset-block: 20px auto;
  }
  .legend {
    display: flex;
    gap: 20px;
    font-weight: 600;
  }
  .legend .yours {
    color: var(--lbl-accent-2);
  }
  .legend .theirs {
    color: var(--lbl-accent);
  }
  .legend span::before {
    content: "";
    display: inline-block;
    inline-size: 1.4em;
    block-size: 3px;
    margin-inline-end: 0.5em;
    vertical-align: 0.25em;
    background: currentColor;
  }
  .said {
    max-inline-size: 60ch;
  }
  .said:focus {
    outline: none;
  }
  .quiet {
    justify-self: start;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--lbl-muted);
    font-size: 0.875em;
    text-decoration: underline;
    text-underline-offset: 0.18em;
  }
  .quiet:hover {
    color: var(--lbl-accent);
  }
  @media (forced-colors: active) {
    .slider input,
    .line .rule,
    .line .gap,
    .pin {
      forced-color-adjust: none;
    }
    .slider input::-webkit-slider-runnable-track {
      background: CanvasText;
    }
    .slider input::-moz-range-track {
      background: CanvasText;
    }
    .slider input::-webkit-slider-thumb {
      background: Highlight;
    }
    .slider input::-moz-range-thumb {
      background: Highlight;
    }
    .line .gap {
      background: repeating-linear-gradient(90deg, CanvasText 0 6px, transparent 6px 10px);
    }
    .line .rule,
    .pin {
      background: CanvasText;
      color: CanvasText;
    }
    .pin.theirs {
      background: Highlight;
      color: Highlight;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pin.theirs {
      animation: none;
    }
  }
`;

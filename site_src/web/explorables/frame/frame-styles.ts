/** Styles of the frame and of the controls, shared by all explorables. */
import { css } from "lit";

export const frameStyles = css`
  figure.card,
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    margin: 0;
  }
  .stage {
    min-inline-size: 0;
  }
  /* Where there is room, as on a page of its own, all of it is on the screen at once. */
  @container (min-width: 820px) {
    figure.card {
      grid-template: repeat(3, auto) 1fr / minmax(0, 8fr) minmax(0, 5fr);
      column-gap: 28px;
      align-items: start;
    }
    .settings {
      grid-area: 1 / 2 / span 4;
    }
  }
  .result {
    min-block-size: 1.5em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1.45;
  }
  figcaption {
    padding-block-start: 12px;
    border-block-start: 1px solid var(--lbl-line);
    color: var(--lbl-muted);
    font-family: var(--lbl-text);
    line-height: 1.5;
    text-wrap: pretty;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 4px 16px;
  }
  .below lbl-take-as-python {
    flex: 1 1 12rem;
    min-inline-size: 0;
  }
  .plain {
    min-block-size: 40px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--lbl-muted);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .plain:hover {
    color: var(--lbl-accent);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 18px;
  }
  .field {
    display: grid;
    gap: 3px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .controls {
    font-size: 0.9375em;
  }
  .field > span:first-child,
  .field > legend {
    padding: 0;
    color: var(--lbl-muted);
    font-size: 0.8125em;
  }
  .field :is(output, b) {
    color: var(--lbl-ink);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .field select {
    padding-inline: 0.6em;
    background: var(--lbl-sheet);
  }
  .line {
    flex: 1 1 9rem;
    max-inline-size: 20rem;
  }
  input[type="range"] {
    inline-size: 100%;
    block-size: 40px;
    margin: 0;
    accent-color: var(--lbl-accent);
    cursor: pointer;
  }
  .beside > div {
    display: flex;
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 10px;
  }
  .beside label {
    position: relative;
    flex: auto;
    cursor: pointer;
  }
  .beside label + label {
    border-inline-start: 1.5px solid var(--lbl-line-strong);
  }
  .beside input {
    position: absolute;
    inset: 0;
    opacity: 0;
    cursor: pointer;
  }
  .beside label span {
    display: grid;
    place-content: center;
    min-block-size: 37px;
    padding: 0 0.7em;
    text-align: center;
    line-height: 1.2;
  }
  .beside input:checked + span {
    background: var(--lbl-accent-2);
    color: var(--lbl-card);
  }
  .beside input:focus-visible + span {
    outline: 3px solid var(--lbl-accent);
    outline-offset: -3px;
  }
  .stepper {
    display: inline-flex;
    align-items: center;
    inline-size: fit-content;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 20px;
  }
  .stepper button {
    inline-size: 38px;
    block-size: 37px;
    padding: 0;
    border: 0;
    border-radius: 20px;
    background: none;
    font-size: 1.15em;
    line-height: 1;
  }
  .stepper button:hover:not([aria-disabled="true"]) {
    color: var(--lbl-accent);
  }
  .stepper button[aria-disabled="true"] {
    color: var(--lbl-muted);
    opacity: 0.5;
    cursor: default;
  }
  .stepper output {
    min-inline-size: 1.4em;
    text-align: center;
  }
  .steppers,
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .chips button {
    min-block-size: 36px;
    padding: 0 0.8em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 18px;
    background: none;
  }
  .chips button[aria-pressed="true"] {
    border-color: var(--lbl-accent-2);
    background: var(--lbl-accent-2);
    color: var(--lbl-card);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  label.button {
    display: inline-grid;
    align-items: center;
    cursor: pointer;
  }
  label.button input {
    position: absolute;
    inline-size: 1px;
    opacity: 0;
  }
  label.button:focus-within {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  /* On paper there is nothing to turn: what stands there, what it says, and what it teaches. */
  @media print {
    figure.card {
      break-inside: avoid;
    }
    figure.card > :not(.stage, .result, figcaption),
    .stage :is(.button, .actions, .tools, input[type="range"]) {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .beside input:checked + span,
    .chips button[aria-pressed="true"] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;

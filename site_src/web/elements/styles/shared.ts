/** Styles that every element shares: text, buttons, lists to choose from. Colours: styles/site.css. */
import { css } from "lit";

export const sharedStyles = css`
  :host {
    display: block;
    color: var(--lbl-ink);
    font-family: var(--lbl-font);
    font-size: var(--lbl-text-size);
    line-height: 1.45;
    container-type: inline-size;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p {
    margin: 0;
  }
  .card {
    position: relative;
    overflow: hidden;
    padding: 12px;
    border: 1px solid var(--lbl-line);
    border-radius: calc(var(--lbl-radius) + 6px);
    background: var(--lbl-card);
    box-shadow: var(--lbl-shadow);
  }
  @container (min-width: 26rem) {
    .card {
      padding: 20px;
    }
  }
  .notice {
    margin-block-end: 0.8em;
  }
  .muted {
    color: var(--lbl-muted);
    font-size: 0.875em;
  }
  button {
    color: inherit;
    font: inherit;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }
  .button {
    min-block-size: 40px;
    padding: 0 1.1em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 20px;
    background: transparent;
    font-weight: 600;
  }
  .button:hover:not([aria-disabled="true"]) {
    border-color: var(--lbl-accent);
    color: var(--lbl-accent);
  }
  .button[aria-disabled="true"] {
    border-color: var(--lbl-line);
    color: var(--lbl-muted);
    cursor: default;
  }
  .button.strong:not([aria-disabled="true"]) {
    border-color: var(--lbl-accent);
    background: var(--lbl-accent);
    color: var(--lbl-on-accent);
  }
  .button.strong:hover:not([aria-disabled="true"]) {
    background: var(--lbl-ink);
    border-color: var(--lbl-ink);
    color: var(--lbl-paper);
  }
  :is(button, input):focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  select {
    min-block-size: 40px;
    max-inline-size: 100%;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    color: inherit;
    font: inherit;
  }
  .switch {
    display: inline-flex;
    align-items: center;
    gap: 0.7em;
    min-block-size: 40px;
    cursor: pointer;
  }
  .switch input {
    appearance: none;
    position: relative;
    flex: none;
    inline-size: 44px;
    block-size: 26px;
    margin: 0;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 13px;
    background: var(--lbl-track);
    cursor: pointer;
    transition: background-color 120ms;
  }
  .switch input::before {
    content: "";
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: 17px;
    block-size: 17px;
    border-radius: 50%;
    background: var(--lbl-muted);
    transition: translate 120ms;
  }
  .switch input:checked {
    border-color: var(--lbl-accent);
    background: var(--lbl-accent);
  }
  .switch input:checked::before {
    translate: 18px 0;
    background: var(--lbl-on-accent);
  }
  .progress {
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    block-size: 3px;
    background: var(--lbl-track);
  }
  .progress > span {
    display: block;
    block-size: 100%;
    background: var(--lbl-accent);
    transition: inline-size 120ms linear;
  }
  /* What a network says. */
  .sentence {
    min-block-size: 2.7em;
    font-size: 1.0625em;
    font-weight: 600;
    line-height: 1.35;
    font-variant-numeric: tabular-nums;
    text-wrap: balance;
  }
  .problem {
    display: grid;
    justify-items: start;
    gap: 10px;
    padding: 14px 16px;
    border-inline-start: 4px solid var(--lbl-accent);
    background: var(--lbl-track);
  }
  .only-read {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .switch input::before,
    .progress > span {
      background: CanvasText;
      forced-color-adjust: none;
    }
    .switch input:checked::before {
      background: Highlight;
    }
    .track,
    .progress {
      outline: 1px solid;
    }
    /* Where the focus is goes before. */
    :where([aria-pressed="true"], [aria-selected="true"], [aria-current="step"]) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .track > *,
    .share {
      forced-color-adjust: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .progress > span,
    .switch input,
    .switch input::before {
      transition: none;
    }
  }
`;

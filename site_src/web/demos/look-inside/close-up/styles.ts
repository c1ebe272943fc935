import { css } from "lit";

export const ownStyles = css`
  :host {
    display: grid;
    gap: 14px;
  }
  .heading {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }
  .name {
    font-size: 1.0625em;
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .pictures {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 16px 24px;
  }
  figure {
    display: grid;
    gap: 6px;
    margin: 0;
    max-inline-size: 100%;
  }
  figcaption {
    max-inline-size: 22ch;
    font-variant-numeric: tabular-nums;
  }
  .enlarged,
  .stack {
    position: relative;
    max-inline-size: 100%;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 4px;
    background: var(--lbl-sheet);
  }
  .enlarged {
    cursor: crosshair;
    touch-action: manipulation;
  }
  .enlarged:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .stack {
    inline-size: 180px;
  }
  :is(.enlarged, .stack) > lbl-map {
    block-size: 100%;
  }
  .stack > .over {
    position: absolute;
    inset: 0;
    opacity: 0.7;
  }
  .cursor,
  .field {
    position: absolute;
    outline: 2px solid var(--lbl-ink);
    box-shadow: 0 0 0 4px var(--lbl-card);
    pointer-events: none;
  }
  .field {
    box-shadow: none;
    outline-color: var(--lbl-accent-2);
    background: color-mix(in srgb, var(--lbl-accent-2) 18%, transparent);
  }
  .kernel-list {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    max-inline-size: 394px;
    max-block-size: 180px;
    overflow-y: auto;
  }
  .kernel-list lbl-map {
    inline-size: 44px;
    border: 1px solid var(--lbl-line-strong);
    background: var(--lbl-sheet);
  }
  .kernel-list lbl-map:only-child {
    inline-size: 120px;
  }
  .plus {
    color: var(--lbl-accent-2);
    font-weight: 600;
  }
  .minus {
    color: var(--lbl-accent);
    font-weight: 600;
  }
  .arithmetic {
    display: grid;
    justify-items: start;
    gap: 10px;
    font-variant-numeric: tabular-nums;
  }
  .parts,
  .steps {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
    inline-size: min(100%, 24em);
  }
  .part {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }
  .part-name {
    display: flex;
    justify-content: space-between;
    inline-size: 100%;
    color: var(--lbl-muted);
    font-size: 0.875em;
  }
  table {
    border-collapse: collapse;
    font-size: 0.75em;
  }
  td {
    min-inline-size: 3.4em;
    padding: 3px 4px;
    border: 1px solid var(--lbl-line-strong);
    background: var(--lbl-sheet);
    text-align: end;
  }
  td.outside {
    background: var(--lbl-track);
    color: var(--lbl-muted);
  }
  td.negative {
    color: var(--lbl-accent);
  }
  .window-picture {
    inline-size: 96px;
    border: 1px solid var(--lbl-line-strong);
    background: var(--lbl-sheet);
  }
  .steps {
    gap: 0;
    inline-size: min(100%, 24em);
  }
  .steps li {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding-block: 5px;
    border-block-end: 1px solid var(--lbl-line);
  }
  .steps li[data-result] {
    border-block-end: 0;
    color: var(--lbl-accent);
    font-weight: 700;
  }
`;

import { css } from "lit";

export const ownStyles = css`
  .players {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 6px;
    margin-block-end: 16px;
  }
  .players button {
    min-block-size: 44px;
    padding: 4px 8px;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 10px;
    background: transparent;
    font-weight: 600;
    line-height: 1.2;
  }
  .players button[aria-pressed="true"] {
    border-color: var(--lbl-accent);
    background: var(--lbl-track);
    color: var(--lbl-accent);
  }
  .table {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: center;
    gap: 14px 28px;
  }
  .board {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    inline-size: min(100%, 300px);
    margin-inline: auto;
    gap: 3px;
    border-radius: 12px;
    overflow: hidden;
    background: var(--lbl-line-strong);
  }
  .square {
    position: relative;
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    padding: 0;
    border: 0;
    border-radius: 0;
    background: color-mix(in srgb, var(--lbl-accent-2) var(--share, 0%), var(--lbl-sheet));
    transition: background-color 160ms;
  }
  .square[aria-disabled="true"] {
    cursor: default;
  }
  .square:hover:not([aria-disabled="true"]) {
    box-shadow: inset 0 0 0 3px var(--lbl-accent);
  }
  .square:focus-visible {
    outline-offset: -5px;
    z-index: 1;
  }
  .square.line {
    box-shadow: inset 0 0 0 4px var(--lbl-ink);
  }
  .stone {
    inline-size: 76%;
    fill: none;
    stroke-width: 5px;
    stroke-linecap: round;
  }
  .cross {
    stroke: var(--lbl-accent);
  }
  .nought {
    stroke: var(--lbl-ink);
  }
  .square .share {
    position: absolute;
    inset-block-end: 3px;
    inset-inline-end: 4px;
    padding-inline: 4px;
    border-radius: 5px;
    background: var(--lbl-sheet);
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
    line-height: 1.35;
  }
  .beside {
    display: grid;
    gap: 10px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 12px;
  }
  .training {
    display: grid;
    gap: 14px;
    margin-block-start: 18px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  .price {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    font-weight: 600;
  }
  .price select {
    padding: 0 0.6em;
    background: var(--lbl-sheet);
    font-weight: 600;
  }
  select:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .views {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-items: end;
    gap: 14px 24px;
  }
  figure {
    display: grid;
    gap: 4px;
    margin: 0;
    text-align: center;
  }
  .views svg {
    display: block;
    inline-size: min(100%, 440px);
    margin-inline: auto;
  }
  .views text {
    fill: var(--lbl-muted);
    font: 11px var(--lbl-font);
  }
  .grid {
    stroke: var(--lbl-line);
  }
  polyline {
    fill: none;
    stroke-width: 2.25px;
    stroke-linejoin: round;
  }
  polyline.won {
    stroke: var(--lbl-accent-2);
  }
  polyline.lost {
    stroke: var(--lbl-accent);
    stroke-dasharray: 5 3;
  }
  .views text.won {
    fill: var(--lbl-accent-2);
    font-weight: 600;
  }
  .views text.lost {
    fill: var(--lbl-accent);
    font-weight: 600;
  }
  .opening {
    display: grid;
    grid-template-columns: repeat(3, 46px);
    justify-content: center;
    gap: 2px;
  }
  .opening span {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    border: 1px solid var(--lbl-line);
    border-radius: 4px;
    background: color-mix(in srgb, var(--lbl-accent-2) var(--share), var(--lbl-sheet));
    font-size: 0.75em;
    font-variant-numeric: tabular-nums;
  }
  @container (min-width: 34rem) {
    .players {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .table {
      grid-template-columns: 300px minmax(0, 1fr);
    }
    .views {
      grid-template-columns: minmax(0, 1fr) 150px;
    }
  }
  @media (forced-colors: active) {
    .board {
      background: CanvasText;
    }
    .square {
      border: 1px solid CanvasText;
    }
    .square.line {
      outline: 3px solid Highlight;
      outline-offset: -4px;
    }
    .cross,
    .nought {
      stroke: CanvasText;
    }
    polyline {
      forced-color-adjust: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .square {
      transition: none;
    }
  }
`;

import { css } from "lit";

export const curveStyles = css`
  :host {
    display: block;
  }
  svg {
    display: block;
    border-radius: var(--lbl-radius);
    background: var(--lbl-sheet);
    user-select: none;
    -webkit-user-select: none;
  }
  svg.drawing {
    cursor: crosshair;
    /* A finger that goes up or down draws; to scroll there is room beside the square. */
    touch-action: none;
    outline: 1.5px solid var(--lbl-line-strong);
    outline-offset: -1.5px;
  }
  svg.drawing:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  text {
    fill: var(--lbl-muted);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .axes line {
    stroke: var(--lbl-line);
  }
  .axes .mark {
    stroke: var(--lbl-line-strong);
  }
  path {
    fill: none;
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .guess path {
    stroke: var(--lbl-accent-2);
    stroke-width: 3;
  }
  .guess .dot {
    fill: var(--lbl-accent-2);
  }
  .answer path {
    stroke: var(--lbl-accent);
    stroke-width: 3;
    stroke-dasharray: 1;
    animation: draw 1.2s ease-in-out both;
  }
  .answer .dot {
    fill: var(--lbl-accent);
    animation: appear 0.4s 0.9s both;
  }
  .at {
    fill: none;
    stroke: var(--lbl-accent);
    stroke-width: 2;
  }
  @keyframes draw {
    from {
      stroke-dashoffset: 1;
    }
    to {
      stroke-dashoffset: 0;
    }
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .answer :is(path, .dot) {
      animation: none;
    }
  }
`;

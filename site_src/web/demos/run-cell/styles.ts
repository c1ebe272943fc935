import { css } from "lit";

export const cellStyles = css`
  .card {
    padding: 0;
    border: 0;
    border-radius: 0;
    background: none;
    box-shadow: none;
    overflow: visible;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block: 8px;
  }
  .tools .button {
    min-block-size: 36px;
    padding: 0 0.9em;
    font-size: 0.9em;
  }
  @media print {
    .tools {
      display: none;
    }
  }
  .loading {
    position: relative;
    padding-block-start: 8px;
  }
  [role="status"]:empty {
    display: none;
  }
  [role="status"] {
    margin-block: 6px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .right {
    color: var(--lbl-accent-2);
  }
  .output {
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--lbl-accent-2);
  }
  pre {
    margin: 0.5em 0;
    max-block-size: 24em;
    overflow: auto;
    color: var(--lbl-muted);
    font-family: var(--lbl-mono);
    font-size: 0.9em;
    line-height: 1.5;
  }
  pre:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  pre.error {
    color: var(--lbl-accent);
  }
  figure {
    margin: 0.5em 0;
  }
  svg {
    display: block;
    inline-size: 100%;
    max-inline-size: 560px;
  }
  svg text {
    fill: var(--lbl-muted);
    font-family: var(--lbl-font);
    font-size: 12px;
  }
  .grid {
    stroke: var(--lbl-line);
  }
  .series-0 {
    --colour: var(--lbl-accent);
  }
  .series-1 {
    --colour: var(--lbl-accent-2);
  }
  .series-2 {
    --colour: var(--lbl-ink);
  }
  .series-3 {
    --colour: var(--lbl-line-strong);
  }
  .guide {
    --colour: var(--lbl-line-strong);
  }
  .line,
  path.guide {
    fill: none;
    stroke: var(--colour);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  path.guide {
    stroke-width: 1;
  }
  .line.series-1,
  .series-1 .line {
    stroke-dasharray: 7 3;
  }
  .line.series-2,
  .series-2 .line {
    stroke-dasharray: 7 3 2 3;
  }
  .line.series-3,
  .series-3 .line {
    stroke-dasharray: 2 3;
  }
  .points {
    fill: var(--colour);
    stroke: var(--colour);
    stroke-width: 1.5;
    fill-opacity: 0.75;
  }
  svg text.words {
    fill: var(--lbl-ink);
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    color: var(--lbl-muted);
    font-size: 0.875em;
  }
  .key svg {
    display: inline-block;
    inline-size: 28px;
    margin-inline-end: 0.4em;
    vertical-align: -1px;
  }
  .pictures {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
    gap: 4px 12px;
  }
  .pictures figure {
    max-inline-size: 200px;
  }
  .pictures figcaption {
    overflow-wrap: anywhere;
  }
  canvas {
    inline-size: 100%;
    border: 1px solid var(--lbl-line);
    image-rendering: pixelated;
  }
`;

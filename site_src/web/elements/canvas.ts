import { css, html, type LitElement } from "lit";

/** What an element shows that is a canvas and nothing else. */
export const canvasAlone = html`<canvas aria-hidden="true"></canvas>`;

/** The canvas of an element; null before its first update. */
export function canvasOf(host: LitElement): HTMLCanvasElement | null {
  return host.renderRoot.querySelector("canvas");
}

/** Styles of elements that are a canvas. */
export const canvasStyles = css`
  :host {
    display: block;
  }
  canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    image-rendering: pixelated;
  }
`;

/** Styles of a canvas that is a plane: a finger or the arrow keys move something on it. */
export const planeStyles = css`
  canvas {
    aspect-ratio: 1;
    block-size: auto;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 10px;
    background: var(--lbl-sheet);
    cursor: crosshair;
    touch-action: none;
  }
  canvas:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
`;

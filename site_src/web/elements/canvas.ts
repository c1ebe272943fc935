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

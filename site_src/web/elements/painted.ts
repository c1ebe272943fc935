import { css, html, LitElement, type CSSResultGroup, type TemplateResult } from "lit";
import { onSchemeChange } from "./colour-scheme.ts";

/**
 * An element that is a canvas in the colours of the page: painted after each update, and again when
 * the page changes between light and dark.
 */
export abstract class Painted extends LitElement {
  private stopWatching: (() => void) | undefined;

  /** Paints all of it anew. Also called before there is a canvas. */
  protected abstract paint(): void;

  protected get canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector("canvas");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopWatching = onSchemeChange(() => this.paint());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopWatching?.();
  }

  override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    this.paint();
  }

  static override styles: CSSResultGroup = css`
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
}

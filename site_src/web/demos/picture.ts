import { css, html, LitElement, type TemplateResult } from "lit";
import { paintCoverage } from "./paint.ts";
import { onSchemeChange } from "./scheme.ts";

/** `<lbl-picture>`: a small pixelated picture of coverages in the colours of the page. */
export class Picture extends LitElement {
  static override properties = {
    coverage: { attribute: false },
    width: { type: Number },
    height: { type: Number },
  };

  declare coverage: Float32Array;
  declare width: number;
  declare height: number;

  private stopWatching: (() => void) | undefined;

  constructor() {
    super();
    this.coverage = new Float32Array();
    this.width = 1;
    this.height = 1;
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

  private paint(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    const ink = getComputedStyle(this).getPropertyValue("--lbl-ink");
    if (canvas) paintCoverage(canvas, this.coverage, this.width, this.height, ink);
  }

  static override styles = css`
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

customElements.define("lbl-picture", Picture);

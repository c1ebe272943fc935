import { property } from "../properties.ts";
import { paintCoverage } from "../drawing/paint.ts";
import { Painted } from "./painted.ts";

/** `<lbl-picture>`: a small pixelated picture of coverages in the colours of the page. */
export class Picture extends Painted {
  @property({ attribute: false }) coverage: Float32Array = new Float32Array();
  @property({ type: Number }) width = 1;
  @property({ type: Number }) height = 1;

  protected override paint(): void {
    const { canvas } = this;
    const ink = getComputedStyle(this).getPropertyValue("--lbl-ink");
    if (canvas) paintCoverage(canvas, this.coverage, this.width, this.height, ink);
  }
}

customElements.define("lbl-picture", Picture);

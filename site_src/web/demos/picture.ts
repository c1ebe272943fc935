import { paintCoverage } from "./paint.ts";
import { Painted } from "./painted.ts";

/** `<lbl-picture>`: a small pixelated picture of coverages in the colours of the page. */
export class Picture extends Painted {
  static override properties = {
    coverage: { attribute: false },
    width: { type: Number },
    height: { type: Number },
  };

  declare coverage: Float32Array;
  declare width: number;
  declare height: number;

  constructor() {
    super();
    this.coverage = new Float32Array();
    this.width = 1;
    this.height = 1;
  }

  protected override paint(): void {
    const { canvas } = this;
    const ink = getComputedStyle(this).getPropertyValue("--lbl-ink");
    if (canvas) paintCoverage(canvas, this.coverage, this.width, this.height, ink);
  }
}

customElements.define("lbl-picture", Picture);

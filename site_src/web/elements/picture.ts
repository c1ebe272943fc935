import { LitElement, type TemplateResult } from "lit";
import { property } from "../properties.ts";
import { paintCoverage } from "../drawing/paint.ts";
import { PaintController } from "../controllers/paint.ts";
import { canvasAlone, canvasOf, canvasStyles } from "./canvas.ts";

/** `<lbl-picture>`: a small pixelated picture of coverages in the colours of the page. */
export class Picture extends LitElement {
  @property({ attribute: false }) coverage: Float32Array = new Float32Array();
  @property({ type: Number }) width = 1;
  @property({ type: Number }) height = 1;

  constructor() {
    super();
    new PaintController(this, () => this.paint());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  override render(): TemplateResult {
    return canvasAlone;
  }

  private paint(): void {
    const { canvas } = this;
    const ink = getComputedStyle(this).getPropertyValue("--lbl-ink");
    if (canvas) paintCoverage(canvas, this.coverage, this.width, this.height, ink);
  }

  static override styles = canvasStyles;
}

customElements.define("lbl-picture", Picture);

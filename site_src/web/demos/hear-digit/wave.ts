import { LitElement, type TemplateResult } from "lit";
import { PaintController } from "../../controllers/paint.ts";
import { ResizeController } from "../../controllers/resize.ts";
import { canvasAlone, canvasOf, canvasStyles } from "../../elements/canvas.ts";
import { sharpCanvas } from "../../elements/sharp-canvas.ts";
import { property } from "../../properties.ts";

/** `<lbl-wave>`: a sound over time, as the curve that a membrane draws. */
export class Wave extends LitElement {
  /** From -1 to 1. */
  @property({ attribute: false }) sound = new Float32Array();

  constructor() {
    super();
    new PaintController(this, () => this.paint());
    new ResizeController(this, () => this.paint());
  }

  private paint(): void {
    const sharp = sharpCanvas(canvasOf(this));
    if (sharp === undefined) return;
    const { context, width, height } = sharp;
    const style = getComputedStyle(this);
    const { sound } = this;
    // What is quiet is drawn larger: the largest number goes to the edge.
    const most = sound.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
    const scale = most === 0 ? 0 : (0.46 * height) / Math.max(most, 0.02);
    context.fillStyle = style.getPropertyValue("--lbl-line-strong");
    context.fillRect(0, height / 2 - 0.5, width, 1);
    context.fillStyle = style.getPropertyValue("--lbl-accent-2");
    // For each column of pixels a line from the lowest to the highest of its numbers.
    const columns = Math.max(1, Math.round(width * devicePixelRatio));
    for (let column = 0; column < columns && most > 0; column++) {
      const from = Math.floor((column * sound.length) / columns);
      const to = Math.max(from + 1, Math.ceil(((column + 1) * sound.length) / columns));
      let [low, high] = [1, -1];
      for (const value of sound.subarray(from, to)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      const top = height / 2 - high * scale;
      const size = Math.max(1, (high - low) * scale);
      context.fillRect((column * width) / columns, top, width / columns, size);
    }
  }

  override render(): TemplateResult {
    return canvasAlone;
  }

  static override styles = canvasStyles;
}

customElements.define("lbl-wave", Wave);

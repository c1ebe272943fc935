import { arrowWay } from "../../arrow-keys.ts";
import { html, LitElement, type TemplateResult } from "lit";
import { PaintController } from "../../controllers/paint.ts";
import { ResizeController } from "../../controllers/resize.ts";
import { canvasOf, canvasStyles, planeStyles } from "../../elements/canvas.ts";
import { sharpCanvas } from "../../elements/sharp-canvas.ts";
import { property } from "../../properties.ts";
import { inNumbers, nearest, reachOf, within, type Landmark, type Place } from "./places.ts";

/** How far an arrow key goes, in units of the side; with Shift a quarter of it. */
const KEY_STEP = 1 / 32;

/**
 * `<lbl-latent-map>`: the plane with its landmarks, and a cross that a finger drags or that the arrow
 * keys move. Fires `lbl-place`, a {@link CustomEvent} with the {@link Place}, whenever it moves.
 */
export class LatentMap extends LitElement {
  @property({ attribute: false }) landmarks: readonly Landmark[] = [];
  /** Where the cross is. */
  @property({ attribute: false }) place: Place = { x: 0, y: 0 };
  /** Where the reader's own picture lies; null where there is none. */
  @property({ attribute: false }) own: Place | null = null;
  /** What is on the map: "test digits". */
  @property({ type: String }) what = "pictures";

  constructor() {
    super();
    new PaintController(this, () => this.paint());
    new ResizeController(this, () => this.paint());
  }

  private get reach(): number {
    return reachOf(this.landmarks);
  }

  private go(place: Place): void {
    const detail = within(place, this.reach);
    this.dispatchEvent(new CustomEvent("lbl-place", { detail }));
  }

  private pressed(event: PointerEvent): void {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    const canvas = event.currentTarget as HTMLCanvasElement;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    this.pointed(event);
  }

  private moved(event: PointerEvent): void {
    if (event.isPrimary && event.buttons > 0) this.pointed(event);
  }

  private pointed({ offsetX, offsetY, currentTarget }: PointerEvent): void {
    const { reach } = this;
    const unit = (2 * reach) / Math.max(1, (currentTarget as HTMLCanvasElement).clientWidth);
    this.go({ x: offsetX * unit - reach, y: reach - offsetY * unit });
  }

  private typed(event: KeyboardEvent): void {
    const arrow = arrowWay(event);
    if (arrow === undefined) return;
    event.preventDefault();
    const step = 2 * this.reach * KEY_STEP * (event.shiftKey ? 0.25 : 1);
    this.go({ x: this.place.x + step * arrow[0], y: this.place.y - step * arrow[1] });
  }

  private paint(): void {
    const sharp = sharpCanvas(canvasOf(this));
    if (sharp === undefined) return;
    const { context, width } = sharp;
    const { reach } = this;
    const style = getComputedStyle(this);
    const colour = (name: string): string => style.getPropertyValue(`--lbl-${name}`).trim();
    // What lies beyond the plane is shown at its edge.
    const at = (place: Place): readonly [number, number] => {
      const { x, y } = within(place, reach);
      return [((x + reach) / (2 * reach)) * width, ((reach - y) / (2 * reach)) * width];
    };
    const near = new Set(nearest(this.landmarks, this.place));
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const landmark of this.landmarks) {
      const isNear = near.has(landmark);
      context.font = `${isNear ? "bold 15px" : "12px"} ${style.fontFamily}`;
      context.fillStyle = colour(isNear ? "ink" : "muted");
      context.fillText(landmark.label, ...at(landmark));
    }
    if (this.own !== null) {
      const [x, y] = at(this.own);
      context.strokeStyle = colour("accent-2");
      context.lineWidth = 3;
      context.beginPath();
      context.arc(x, y, 11, 0, 2 * Math.PI);
      context.stroke();
    }
    const [x, y] = at(this.place);
    context.strokeStyle = colour("accent");
    context.lineWidth = 2;
    context.beginPath();
    for (const [across, down] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(x + 5 * across, y + 5 * down);
      context.lineTo(x + 16 * across, y + 16 * down);
    }
    context.stroke();
  }

  private get name(): string {
    const own = this.own === null ? "" : ` The ring, your own, is at ${inNumbers(this.own)}.`;
    const on = this.landmarks.length === 0 ? "" : ` with ${this.landmarks.length} ${this.what}`;
    return `The plane${on}. Arrow keys move the cross, now at ${inNumbers(this.place)}.${own}`;
  }

  override render(): TemplateResult {
    return html`<canvas
      role="application"
      aria-roledescription="plane"
      tabindex="0"
      aria-label=${this.name}
      @pointerdown=${this.pressed}
      @pointermove=${this.moved}
      @keydown=${this.typed}
    ></canvas>`;
  }

  static override styles = [canvasStyles, planeStyles];
}

customElements.define("lbl-latent-map", LatentMap);

import { arrowWay } from "../../arrow-keys.ts";
import { css, html, LitElement, type TemplateResult } from "lit";
import { PaintController } from "../../controllers/paint.ts";
import { ResizeController } from "../../controllers/resize.ts";
import { canvasOf, canvasStyles, planeStyles } from "../../elements/canvas.ts";
import { sharpCanvas } from "../../elements/sharp-canvas.ts";
import { property } from "../../properties.ts";
import { moved, WHOLE, zoomed, type Camera, type Spot } from "./camera.ts";
import { paintWords } from "./paint-words.ts";
import { nearSpot, type Plane } from "./places.ts";

/** Shares of the picture that an arrow key moves it by, and the factor of a key that zooms. */
const STEP = 0.1;
const FACTOR = 1.4;
/** Pixels that a finger may slip and still have pressed one place. */
const SLIP = 6;

/**
 * `<lbl-word-plane>`: words on a map that fingers, the wheel and keys move. Fires `lbl-camera`, a
 * {@link CustomEvent} with a {@link Camera}, and `lbl-word` with the place of a word that was pressed.
 */
export class WordPlane extends LitElement {
  @property({ attribute: false }) words: readonly string[] = [];
  @property({ attribute: false }) plane: Plane | null = null;
  @property({ attribute: false }) camera: Camera = WHOLE;
  /** The word that was looked for. */
  @property({ attribute: false }) found: number | null = null;
  /** The words that are nearest to it, in all numbers. */
  @property({ attribute: false }) near: readonly number[] = [];
  /** What is said of the map. */
  @property({ type: String }) name = "";

  private readonly fingers = new Map<number, Spot>();
  private pressedAt: Spot | null = null;

  constructor() {
    super();
    new PaintController(this, () => this.paint());
    new ResizeController(this, () => this.paint());
  }

  private go(detail: Camera): void {
    this.camera = detail;
    this.dispatchEvent(new CustomEvent("lbl-camera", { detail }));
  }

  private get sides(): readonly [number, number] {
    const canvas = canvasOf(this);
    return [canvas?.clientWidth || 1, canvas?.clientHeight || 1];
  }

  private spot({ offsetX, offsetY }: MouseEvent): Spot {
    const [width, height] = this.sides;
    return { x: offsetX / width, y: offsetY / height };
  }

  private pressed(event: PointerEvent): void {
    if (event.button !== 0 || this.plane === null) return;
    event.preventDefault();
    const canvas = event.currentTarget as HTMLCanvasElement;
    canvas.setPointerCapture(event.pointerId);
    canvas.focus({ preventScroll: true });
    const spot = this.spot(event);
    this.fingers.set(event.pointerId, spot);
    this.pressedAt = this.fingers.size === 1 ? spot : null;
  }

  private dragged(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = this.spot(event);
    const [other] = [...this.fingers].filter(([id]) => id !== event.pointerId);
    if (other === undefined && this.pressedAt !== null && this.far(this.pressedAt, now) < SLIP)
      return;
    this.pressedAt = null;
    this.fingers.set(event.pointerId, now);
    if (other === undefined) {
      this.go(moved(this.camera, now.x - before.x, now.y - before.y));
      return;
    }
    const [, fixed] = other;
    const factor = this.far(fixed, now) / Math.max(1, this.far(fixed, before));
    this.go(zoomed(this.camera, factor, fixed));
  }

  private released(event: PointerEvent): void {
    const alone = this.fingers.size === 1 && this.fingers.has(event.pointerId);
    this.fingers.delete(event.pointerId);
    const { pressedAt, plane } = this;
    this.pressedAt = null;
    if (!alone || pressedAt === null || plane === null || event.type !== "pointerup") return;
    const [word] = nearSpot(plane, this.camera, pressedAt, 1);
    if (word !== undefined) this.dispatchEvent(new CustomEvent("lbl-word", { detail: word }));
  }

  /** In pixels. */
  private far(one: Spot, other: Spot): number {
    const [width, height] = this.sides;
    return Math.hypot((one.x - other.x) * width, (one.y - other.y) * height);
  }

  /** Only once the map was pressed: else nobody could scroll past it. */
  private rolled(event: WheelEvent): void {
    if (this.plane === null || this.shadowRoot?.activeElement !== event.currentTarget) return;
    event.preventDefault();
    this.go(zoomed(this.camera, Math.exp(-event.deltaY / 400), this.spot(event)));
  }

  private typed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.plane === null) return;
    const arrow = arrowWay(event);
    // The key moves the view, so that the words go the other way.
    if (arrow !== undefined) this.go(moved(this.camera, -STEP * arrow[0], -STEP * arrow[1]));
    else if (event.key === "+" || event.key === "=") this.go(zoomed(this.camera, FACTOR));
    else if (event.key === "-") this.go(zoomed(this.camera, 1 / FACTOR));
    else if (event.key === "0") this.go(WHOLE);
    else return;
    event.preventDefault();
  }

  private paint(): void {
    const { plane } = this;
    if (plane === null) return;
    const sharp = sharpCanvas(canvasOf(this));
    if (sharp === undefined) return;
    const { words, camera, found, near } = this;
    paintWords(sharp, getComputedStyle(this), { words, plane, camera, found, near });
  }

  override render(): TemplateResult {
    return html`<canvas
      role="application"
      aria-roledescription="map"
      tabindex="0"
      aria-label=${this.name}
      @pointerdown=${this.pressed}
      @pointermove=${this.dragged}
      @pointerup=${this.released}
      @pointercancel=${this.released}
      @wheel=${this.rolled}
      @keydown=${this.typed}
    ></canvas>`;
  }

  static override styles = [
    canvasStyles,
    planeStyles,
    css`
      canvas {
        cursor: grab;
      }
      canvas:active {
        cursor: grabbing;
      }
      @container (min-width: 34rem) {
        canvas {
          aspect-ratio: 3 / 2;
        }
      }
    `,
  ];
}

customElements.define("lbl-word-plane", WordPlane);

import { arrowWay } from "../../arrow-keys.ts";
import { css as styles, html, LitElement, nothing, type TemplateResult } from "lit";
import { ResizeController } from "../../controllers/resize.ts";
import { property, state } from "../../properties.ts";
import { PaintController } from "../../controllers/paint.ts";
import { canvasOf, canvasStyles } from "../../elements/canvas.ts";
import { css, paletteOf, type Palette } from "./colours.ts";
import { REACH } from "./data.ts";
import { fitSquare, fromPixels, paintSurface, shades, toPixels, type Surface } from "./paint.ts";

/** Paints over the surface; `side` is that of the square canvas in pixels. */
export type Draw = (context: CanvasRenderingContext2D, side: number, palette: Palette) => void;

/** How far an arrow key moves the cross. */
const STEP = 0.15;

export interface Placed {
  readonly x: number;
  readonly y: number;
  /** Where a press or a drag began, not where it goes on. */
  readonly first: boolean;
}

/**
 * `<lbl-plane>`: a square piece of the plane with a surface and whatever is drawn over it. With
 * `act` it tells of presses, drags and, by keys, of a cross that the arrows move: a
 * {@link CustomEvent} `placed`.
 */
export class Plane extends LitElement {
  /** What a screen reader calls the picture, or what pressing in it does. */
  @property({ type: String }) label = "";
  /** What a press does; without it the plane is a picture. */
  @property({ type: String }) act = "";
  /** Whether moving a pressed finger goes on placing. */
  @property({ type: Boolean }) drags = false;
  @property({ attribute: false }) surface: Surface | null = null;
  @property({ attribute: false }) draw: Draw = () => {};
  /** Where the cross of the keyboard begins. */
  @state() private cross = { x: 0, y: 0 };
  @state() private keys = false;

  private colours: { palette: Palette; shades: Uint8ClampedArray } | undefined;
  private scheme = "";

  constructor() {
    super();
    new PaintController(this, () => this.paint());
    new ResizeController(this, () => this.paint());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  private paint(): void {
    const { canvas } = this;
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    const side = fitSquare(canvas);
    const { palette, shades } = this.palette();
    if (this.surface === null) {
      context.fillStyle = css(palette.sheet);
      context.fillRect(0, 0, side, side);
    } else paintSurface(canvas, this.surface, shades);
    this.draw(context, side, palette);
    if (!this.keys) return;
    const [x, y] = [toPixels(this.cross.x, side), side - toPixels(this.cross.y, side)];
    context.strokeStyle = css(palette.ink);
    context.lineWidth = 2;
    context.strokeRect(x - 8, y - 8, 16, 16);
  }

  /** Read anew only when the page has changed between light and dark. */
  private palette(): NonNullable<Plane["colours"]> {
    const scheme = getComputedStyle(this).getPropertyValue("--lbl-sheet");
    if (this.colours === undefined || scheme !== this.scheme) {
      const palette = paletteOf(this);
      this.colours = { palette, shades: shades(palette) };
      this.scheme = scheme;
    }
    return this.colours;
  }

  private pressed(event: PointerEvent): void {
    if (this.act === "") return;
    event.preventDefault();
    this.canvas?.setPointerCapture(event.pointerId);
    this.focus();
    this.keys = false;
    this.place(event, true);
  }

  private moved(event: PointerEvent): void {
    if (this.act !== "" && this.drags && event.buttons > 0) this.place(event, false);
  }

  private place({ offsetX, offsetY }: PointerEvent, first: boolean): void {
    const side = this.canvas?.clientWidth ?? 1;
    this.cross = { x: fromPixels(offsetX, side), y: -fromPixels(offsetY, side) };
    this.tell(first);
  }

  private typed(event: KeyboardEvent): void {
    const way = arrowWay(event);
    if (way === undefined && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    this.keys = true;
    if (way === undefined) return this.tell(true);
    const within = (value: number): number => Math.max(-REACH, Math.min(REACH, value));
    this.cross = {
      x: within(this.cross.x + STEP * way[0]),
      y: within(this.cross.y - STEP * way[1]),
    };
    if (this.drags) this.tell(true);
  }

  private tell(first: boolean): void {
    const detail: Placed = { ...this.cross, first };
    this.dispatchEvent(new CustomEvent("placed", { detail }));
  }

  override focus(): void {
    this.canvas?.focus();
  }

  override render(): TemplateResult {
    const acts = this.act !== "";
    return html`<canvas
      role=${acts ? "application" : "img"}
      aria-roledescription=${acts ? "plane" : nothing}
      tabindex=${acts ? 0 : nothing}
      aria-label=${acts ? `${this.act} Arrow keys move, Enter places. ${this.label}` : this.label}
      @pointerdown=${this.pressed}
      @pointermove=${this.moved}
      @keydown=${this.typed}
      @blur=${() => (this.keys = false)}
    ></canvas>`;
  }

  static override styles = [
    canvasStyles,
    styles`
      canvas {
        aspect-ratio: 1;
        block-size: auto;
        border-radius: 10px;
        outline: 1px solid var(--lbl-line);
        image-rendering: auto;
      }
      canvas[tabindex] {
        cursor: crosshair;
        touch-action: none;
      }
      canvas:focus-visible {
        outline: 3px solid var(--lbl-accent);
        outline-offset: 2px;
      }
    `,
  ];
}

customElements.define("lbl-plane", Plane);

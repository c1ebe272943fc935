import { arrowWay } from "../arrow-keys.ts";
import { css, html, LitElement, type TemplateResult } from "lit";
import { ResizeController } from "../controllers/resize.ts";
import { property, state } from "../properties.ts";
import { paintCoverage, paintStrokes } from "../drawing/paint.ts";
import { PaintController } from "../controllers/paint.ts";
import { canvasOf } from "./canvas.ts";
import { PEN_RADIUS, type Point, type Stroke } from "../drawing/strokes.ts";

/** How far an arrow key moves the pen, in units of the side; with Shift a third of it. */
const KEY_STEP = 0.06;

/** A picture that lies under the strokes: coverages from 0 to 1, row by row. */
export interface Backdrop {
  readonly coverage: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * `<lbl-pad>`: a square to draw on with mouse, pen, finger or keys.
 *
 * Fires `lbl-draw` whenever the drawing has changed and `lbl-rest` when the pen leaves the paper;
 * {@link strokes} is then up to date. Fires `lbl-clear` when a key asks for a clean sheet.
 */
export class Pad extends LitElement {
  @property({ attribute: false }) strokes: readonly Stroke[] = [];
  @property({ attribute: false }) backdrop: Backdrop | null = null;
  /** Half the width of a line, in units of the side. */
  @property({ type: Number }) radius = PEN_RADIUS;
  /** What a screen reader calls the square. */
  @property({ type: String }) label = "Drawing area";
  /** Where the keyboard's pen is; null until a key is used. */
  @state() private cursor: Point | null = null;
  /** Whether the keyboard's pen touches the paper. */
  @state() private inked = false;

  private pointer: number | null = null;
  /** The pen is held down but has left the square. */
  private outside = false;

  constructor() {
    super();
    new PaintController(this, () => this.paint());
    new ResizeController(this, () => this.paint());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  override render(): TemplateResult {
    return html`
      <canvas
        tabindex="0"
        role="application"
        aria-roledescription="drawing area"
        aria-label="${this.label}. Arrow keys move the pen, space puts it down and lifts it, Delete clears."
        @pointerdown=${this.pointerDown}
        @pointermove=${this.pointerMove}
        @pointerup=${this.pointerUp}
        @pointercancel=${this.pointerUp}
        @keydown=${this.keyDown}
        @blur=${this.blurred}
      ></canvas>
      <p aria-hidden="true">Arrows move the pen. Space puts it down and lifts it.</p>
    `;
  }

  private paint(): void {
    const { canvas } = this;
    const context = canvas?.getContext("2d");
    if (!canvas || !context || canvas.clientWidth === 0) return;
    const style = getComputedStyle(this);
    const ink = style.getPropertyValue("--lbl-ink");
    const side = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== side) canvas.width = canvas.height = side;
    context.clearRect(0, 0, side, side);
    if (this.backdrop !== null) {
      const small = document.createElement("canvas");
      paintCoverage(small, this.backdrop.coverage, this.backdrop.width, this.backdrop.height, ink);
      context.imageSmoothingEnabled = false;
      context.drawImage(small, 0, 0, side, side);
    }
    paintStrokes(context, this.strokes, this.radius, side, ink);
    if (this.cursor !== null) {
      context.beginPath();
      context.arc(this.cursor.x * side, this.cursor.y * side, this.radius * side, 0, 2 * Math.PI);
      context.fillStyle = context.strokeStyle = style.getPropertyValue("--lbl-accent");
      context.lineWidth = 2 * devicePixelRatio;
      if (this.inked) context.fill();
      context.stroke();
    }
  }

  private tell(name: "lbl-draw" | "lbl-rest" | "lbl-clear"): void {
    this.dispatchEvent(new CustomEvent(name));
  }

  /** Puts the pen down (`start`) or moves it on. */
  private draw(points: readonly Point[], start: boolean): void {
    const last = this.strokes.at(-1);
    this.strokes =
      start || last === undefined
        ? [...this.strokes, points]
        : [...this.strokes.slice(0, -1), [...last, ...points]];
    this.tell("lbl-draw");
  }

  private pointerDown(event: PointerEvent): void {
    if (this.pointer !== null || !event.isPrimary || event.button !== 0) return;
    this.pointer = event.pointerId;
    this.outside = false;
    this.cursor = null;
    this.inked = false;
    this.canvas?.setPointerCapture(event.pointerId);
    this.draw([this.locate(event)], true);
  }

  private pointerMove(event: PointerEvent): void {
    if (event.pointerId !== this.pointer) return;
    // The browser may have gathered several positions since the last frame.
    // Over plain HTTP, and in old browsers, it does not say which.
    const { getCoalescedEvents } = event as Partial<PointerEvent>;
    const gathered = getCoalescedEvents?.call(event) ?? [];
    let pending: Point[] = [];
    let start = false;
    for (const moment of gathered.length > 0 ? gathered : [event]) {
      const point = this.locate(moment);
      const inside = point.x >= 0 && point.x <= 1 && point.y >= 0 && point.y <= 1;
      if (inside && this.outside) {
        if (pending.length > 0) this.draw(pending, start);
        pending = [];
        start = true;
      }
      // A line that leaves the square ends at its edge and does not run along it.
      if (inside || !this.outside) {
        pending.push({
          x: Math.min(1, Math.max(0, point.x)),
          y: Math.min(1, Math.max(0, point.y)),
        });
      }
      this.outside = !inside;
    }
    if (pending.length > 0) this.draw(pending, start);
  }

  private pointerUp(event: PointerEvent): void {
    if (event.pointerId !== this.pointer) return;
    this.pointer = null;
    this.tell("lbl-rest");
  }

  private locate(event: PointerEvent): Point {
    const box = (event.target as HTMLElement).getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }

  private keyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrowWay(event);
    if (arrow !== undefined) {
      const step = event.shiftKey ? KEY_STEP / 3 : KEY_STEP;
      const from = this.cursor ?? { x: 0.5, y: 0.5 };
      const within = (value: number): number =>
        Math.min(1 - this.radius, Math.max(this.radius, value));
      this.cursor = { x: within(from.x + arrow[0] * step), y: within(from.y + arrow[1] * step) };
      if (this.inked) this.draw([this.cursor], false);
    } else if (event.key === " ") {
      this.cursor ??= { x: 0.5, y: 0.5 };
      this.inked = !this.inked;
      if (this.inked) this.draw([this.cursor], true);
      else this.tell("lbl-rest");
    } else if (event.key === "Delete" || event.key === "Backspace") {
      this.inked = false;
      this.tell("lbl-clear");
    } else {
      return;
    }
    event.preventDefault();
  }

  private blurred(): void {
    this.cursor = null;
    if (!this.inked) return;
    this.inked = false;
    this.tell("lbl-rest");
  }

  static override styles = css`
    :host {
      position: relative;
      display: block;
    }
    canvas {
      display: block;
      box-sizing: border-box;
      inline-size: 100%;
      aspect-ratio: 1;
      border-radius: var(--lbl-radius);
      background: var(--lbl-sheet);
      box-shadow: inset 0 0 0 1.5px var(--lbl-line-strong);
      cursor: crosshair;
      touch-action: none;
      user-select: none;
      -webkit-user-select: none;
      -webkit-touch-callout: none;
      -webkit-tap-highlight-color: transparent;
    }
    @media (forced-colors: active) {
      canvas {
        outline: 1px solid;
      }
    }
    canvas:focus-visible {
      outline: 3px solid var(--lbl-accent);
      outline-offset: 2px;
    }
    p {
      position: absolute;
      inset: auto 8px 8px;
      display: none;
      margin: 0;
      padding: 4px 8px;
      border-radius: 6px;
      background: var(--lbl-card);
      color: var(--lbl-muted);
      font-size: 0.8125em;
      text-align: center;
      pointer-events: none;
    }
    canvas:focus-visible + p {
      display: block;
    }
  `;
}

customElements.define("lbl-pad", Pad);

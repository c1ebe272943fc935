import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { drawn, position, shown, ticks, valueAt, type CurveQuestion } from "./question.ts";
import { curveStyles } from "./curve-styles.ts";

type Values = readonly (number | null)[];

const HEIGHT = 256;
const MARGIN = { top: 32, right: 16, bottom: 44, left: 52 };

/**
 * `<lbl-curve>`: axes on which the reader draws a curve, and over which another is drawn.
 *
 * Fires `lbl-curve` whenever {@link values} has changed. Without `answer` the curve can be drawn by
 * mouse, pen, finger, or keys: left and right go from point to point, up and down move it.
 */
export class Curve extends LitElement {
  @property({ attribute: false }) question: CurveQuestion | null = null;
  /** Heights at the question's places; null where nothing has been drawn yet. */
  @property({ attribute: false }) values: Values = [];
  /** What is drawn over it; null as long as the reader draws. */
  @property({ attribute: false }) answer: readonly number[] | null = null;
  @property({ type: String }) label = "";
  @state() private width = 320;
  /** The point that the keys move. */
  @state() private at = -1;

  private resized: ResizeObserver | undefined;
  private pen: { pointer: number; place: readonly [number, number] } | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width > 0) this.width = width;
    });
    this.resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized?.disconnect();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has("question") && this.question && this.values.length === 0) {
      this.values = this.question.xs.map(() => null);
    }
  }

  // ---- Places --------------------------------------------------------------------------------

  private left(index: number): number {
    const { xs } = this.asked;
    const share = position(xs[index] ?? 0, xs[0] ?? 0, xs.at(-1) ?? 1, false);
    return MARGIN.left + share * (this.width - MARGIN.left - MARGIN.right);
  }

  private top(value: number): number {
    const { min, max } = this.asked;
    const share = Math.min(1, Math.max(0, position(value, min, max, false)));
    return HEIGHT - MARGIN.bottom - share * (HEIGHT - MARGIN.top - MARGIN.bottom);
  }

  private get asked(): CurveQuestion {
    if (this.question === null) throw new Error("lbl-curve needs a question");
    return this.question;
  }

  /** Where the pen is: along the points (as an index, not always whole) and its height. */
  private locate(event: PointerEvent): readonly [number, number] {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const { xs, min, max } = this.asked;
    const x = event.clientX - box.left;
    let index = 0;
    while (index < xs.length - 2 && this.left(index + 1) < x) index++;
    const along = (x - this.left(index)) / (this.left(index + 1) - this.left(index));
    const height = HEIGHT - MARGIN.bottom - (event.clientY - box.top);
    const share = height / (HEIGHT - MARGIN.top - MARGIN.bottom);
    return [
      Math.min(xs.length - 1, Math.max(0, index + along)),
      min + Math.min(1, Math.max(0, share)) * (max - min),
    ];
  }

  // ---- Drawing -------------------------------------------------------------------------------

  private set(values: Values): void {
    this.values = values;
    this.dispatchEvent(new CustomEvent("lbl-curve"));
  }

  private down(event: PointerEvent): void {
    if (this.answer !== null || this.pen !== null || event.button !== 0) return;
    const place = this.locate(event);
    this.pen = { pointer: event.pointerId, place };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.at = Math.round(place[0]);
    this.set(drawn(this.values, place, place));
  }

  private move(event: PointerEvent): void {
    if (this.pen?.pointer !== event.pointerId) return;
    const place = this.locate(event);
    this.at = Math.round(place[0]);
    this.set(drawn(this.values, this.pen.place, place));
    this.pen = { pointer: event.pointerId, place };
  }

  private up(event: PointerEvent): void {
    if (this.pen?.pointer === event.pointerId) this.pen = null;
  }

  private key(event: KeyboardEvent): void {
    if (this.answer !== null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { xs, min, max } = this.asked;
    const last = xs.length - 1;
    const at = Math.max(0, this.at);
    const small = event.shiftKey ? 0.01 : 0.05;
    const steps: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.go(at - 1),
      ArrowRight: () => this.go(this.at < 0 ? 0 : at + 1),
      Home: () => this.go(0),
      End: () => this.go(last),
      ArrowUp: () => this.shift(at, small * (max - min)),
      ArrowDown: () => this.shift(at, -small * (max - min)),
      PageUp: () => this.shift(at, 0.2 * (max - min)),
      PageDown: () => this.shift(at, -0.2 * (max - min)),
    };
    const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    step();
  }

  /** Goes to a point; one that is not drawn yet takes the height of where the keys come from. */
  private go(to: number): void {
    const from = Math.max(0, this.at);
    this.at = Math.min(this.values.length - 1, Math.max(0, to));
    if ((this.values[this.at] ?? null) === null) {
      const height = this.values[from] ?? this.middle;
      this.set(drawn(this.values, [from, height], [this.at, height]));
    }
  }

  private shift(at: number, by: number): void {
    this.at = at;
    const { min, max } = this.asked;
    const share = position((this.values[at] ?? this.middle) + by, min, max, false);
    const height = valueAt(share, { min, max, step: (max - min) / 1000, log: false });
    this.set(this.values.map((value, index) => (index === at ? height : value)));
  }

  private get middle(): number {
    return (this.asked.min + this.asked.max) / 2;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult | typeof nothing {
    if (this.question === null) return nothing;
    const drawing = this.answer === null;
    const { min, max, y } = this.question;
    const at = this.at < 0 ? null : this.at;
    const height = at === null ? null : (this.values[at] ?? null);
    // While it is drawn it is a slider for each of its points in turn; afterwards a picture.
    return html`
      <svg
        class=${drawing ? "drawing" : "done"}
        width=${this.width}
        height=${HEIGHT}
        tabindex=${drawing ? 0 : nothing}
        role=${drawing ? "slider" : "img"}
        aria-roledescription=${drawing ? "curve" : nothing}
        aria-label=${
          drawing
            ? `${this.label} Left and right go from point to point, up and down move the point.`
            : this.label
        }
        aria-valuemin=${drawing ? min : nothing}
        aria-valuemax=${drawing ? max : nothing}
        aria-valuenow=${drawing ? (height ?? min) : nothing}
        aria-valuetext=${drawing ? this.spoken(at, height) : nothing}
        @pointerdown=${this.down}
        @pointermove=${this.move}
        @pointerup=${this.up}
        @pointercancel=${this.up}
        @keydown=${this.key}
      >
        ${this.axes()} ${this.line(this.values, "guess")}
        ${this.answer === null ? nothing : this.line(this.answer, "answer")}
        ${
          at === null || height === null || !drawing
            ? nothing
            : svg`<circle class="at" cx=${this.left(at)} cy=${this.top(height)} r="7" />`
        }
        <text class="name" x="10" y="16" dominant-baseline="middle">${y}</text>
      </svg>
    `;
  }

  private spoken(at: number | null, height: number | null): string {
    if (at === null || height === null) return "nothing drawn yet";
    return `${shown(height)} at ${this.asked.x} ${shown(this.asked.xs[at] ?? 0)}`;
  }

  private axes(): TemplateResult {
    const { xs, x, min, max } = this.asked;
    const bottom = HEIGHT - MARGIN.bottom;
    const right = this.width - MARGIN.right;
    const first = xs[0] ?? 0;
    const last = xs.at(-1) ?? 1;
    const marks = xs.length <= 12 ? xs : ticks(first, last, this.width < 420 ? 4 : 8);
    const across = (value: number): number =>
      MARGIN.left + position(value, first, last, false) * (right - MARGIN.left);
    return svg`
      <g class="axes">
        ${ticks(min, max).map(
          (value) => svg`
            <line x1=${MARGIN.left} x2=${right} y1=${this.top(value)} y2=${this.top(value)} />
            <text x=${MARGIN.left - 8} y=${this.top(value)} text-anchor="end"
              dominant-baseline="middle">${shown(value)}</text>`,
        )}
        ${marks.map(
          (value) => svg`
            <line class="mark" x1=${across(value)} x2=${across(value)} y1=${bottom} y2=${bottom + 5} />
            <text x=${across(value)} y=${bottom + 18} text-anchor="middle">${shown(value)}</text>`,
        )}
        <text class="name" x=${(MARGIN.left + right) / 2} y=${HEIGHT - 6}
          text-anchor="middle">${x}</text>
      </g>`;
  }

  private line(values: Values, name: string): TemplateResult {
    let path = "";
    values.forEach((value, index) => {
      if (value === null) return;
      const begin = index === 0 || (values[index - 1] ?? null) === null;
      path += `${begin ? "M" : "L"}${this.left(index).toFixed(1)} ${this.top(value).toFixed(1)}`;
    });
    const dots =
      values.length > 12
        ? nothing
        : values.map((value, index) =>
            value === null
              ? nothing
              : svg`<circle class="dot" cx=${this.left(index)} cy=${this.top(value)} r="4" />`,
          );
    return svg`<g class=${name}><path d=${path} pathLength="1" />${dots}</g>`;
  }

  static override styles = curveStyles;
}

customElements.define("lbl-curve", Curve);

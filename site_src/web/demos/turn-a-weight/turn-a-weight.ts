import { html, LitElement, svg, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { heightAt, readCurve, slopeAt, stepDown, type Curve } from "./slope.ts";
import { ownStyles } from "./styles.ts";

/** Of the drawing, in its own units. */
const [WIDTH, HEIGHT, MARGIN] = [600, 220, 14];
/** Slopes at which the ground counts as level. */
const LEVEL = 0.002;

/**
 * `<turn-a-weight values="[…]" losses="[…]" start="0.1" rate="5">`: one weight of a network, which the
 * reader turns, with the loss that it gives and its slope; a button takes one step downhill.
 */
export class TurnAWeight extends LitElement {
  /** Of the weight, rising; JSON. */
  @property({ type: String }) values = "[]";
  /** The loss at each of them; JSON. */
  @property({ type: String }) losses = "[]";
  /** The weight at first. */
  @property({ type: Number }) start = 0;
  /** The step is this times the slope. */
  @property({ type: Number }) rate = 1;
  @state() private turned: number | undefined;

  private get curve(): Curve {
    return readCurve(this.values, this.losses);
  }

  private get weight(): number {
    return this.turned ?? this.start;
  }

  private drag(event: PointerEvent): void {
    const picture = event.currentTarget as SVGElement;
    if (event.type === "pointerdown") picture.setPointerCapture(event.pointerId);
    if (!picture.hasPointerCapture(event.pointerId)) return;
    const box = picture.getBoundingClientRect();
    const { xs } = this.curve;
    const [first = 0, last = 1] = [xs[0], xs.at(-1)];
    const inner = ((event.clientX - box.left) / box.width) * WIDTH - MARGIN;
    const share = Math.min(1, Math.max(0, inner / (WIDTH - 2 * MARGIN)));
    this.turned = first + share * (last - first);
  }

  private message(slope: number): string {
    if (Math.abs(slope) < LEVEL) return "It is level here: nothing to gain.";
    return slope > 0
      ? "It rises to the right, so the weight has to go down."
      : "It falls to the right, so the weight has to go up.";
  }

  private picture(curve: Curve, slope: number): TemplateResult {
    const { xs, ys } = curve;
    const [first = 0, last = 1] = [xs[0], xs.at(-1)];
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    const left = (x: number): number =>
      MARGIN + ((x - first) / (last - first)) * (WIDTH - 2 * MARGIN);
    const top = (y: number): number =>
      HEIGHT - MARGIN - ((y - low) / (high - low)) * (HEIGHT - 2 * MARGIN);
    const path = xs.map(
      (x, n) => `${n ? "L" : "M"}${left(x).toFixed(1)} ${top(ys[n] ?? 0).toFixed(1)}`,
    );
    const height = heightAt(curve, this.weight);
    const reach = (last - first) / 8;
    return html`
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        aria-hidden="true"
        @pointerdown=${this.drag}
        @pointermove=${this.drag}
      >
        ${svg`
          <path class="curve" d=${path.join("")} />
          <line
            x1=${left(this.weight - reach)} y1=${top(height - slope * reach)}
            x2=${left(this.weight + reach)} y2=${top(height + slope * reach)}
          />
          <circle cx=${left(this.weight)} cy=${top(height)} r="9" />
        `}
      </svg>
    `;
  }

  override render(): TemplateResult {
    const { curve, weight } = this;
    const slope = slopeAt(curve, weight);
    const loss = heightAt(curve, weight).toFixed(3);
    return html`
      <div class="card">
        ${this.picture(curve, slope)}
        <label>
          <span>The weight</span>
          <input
            type="range"
            min=${curve.xs[0] ?? 0}
            max=${curve.xs.at(-1) ?? 1}
            step="0.05"
            aria-valuetext="weight ${weight.toFixed(2)}, loss ${loss}, slope ${slope.toFixed(3)}"
            .value=${live(String(weight))}
            @input=${({ target }: Event) => (this.turned = Number((target as HTMLInputElement).value))}
          />
        </label>
        <p class="numbers">
          <span>weight <strong>${weight.toFixed(2)}</strong></span>
          <span>loss <strong>${loss}</strong></span>
          <span
            >slope <strong>${(slope < 0 ? "−" : "+") + Math.abs(slope).toFixed(3)}</strong></span
          >
        </p>
        <p role="status">${this.message(slope)}</p>
        <div class="buttons">
          <button
            class="button strong"
            @click=${() => (this.turned = stepDown(curve, weight, this.rate))}
          >
            One step downhill
          </button>
          <button
            class="button"
            aria-disabled=${weight === this.start}
            @click=${() => (this.turned = undefined)}
          >
            Back to where it was
          </button>
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

customElements.define("turn-a-weight", TurnAWeight);

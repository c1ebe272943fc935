import { html, LitElement, type TemplateResult } from "lit";
import { state } from "../../properties.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { css } from "../plane/colours.ts";
import { paintPoints, toPixels, type Surface } from "../plane/paint.ts";
import { pairStyles } from "../plane/pair-styles.ts";
import type { Draw, Placed } from "../plane/plane.ts";
import {
  answers,
  judge,
  losses,
  numpyScript,
  pointsFor,
  rounded,
  stepped,
  table,
  WEIGHTS_PER_UNIT,
  type Numbers,
} from "./neuron.ts";
import "../plane/plane.ts";

/** Steps of "100 steps", and of the script. */
const MANY = 100;

/** `<one-neuron>`: two weights and a bias by hand, the loss beside them, then gradient steps. */
export class OneNeuron extends LitElement implements UrlStateful {
  @state() private spoken = "";
  /** Where the weights have been. */
  @state() private path: readonly Numbers[] = [];

  private points = pointsFor("petals");
  private surface: { bias: number; data: string; of: Surface } | undefined;
  private running = 0;
  private stepping = false;
  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));

  override connectedCallback(): void {
    super.connectedCallback();
    this.points = pointsFor(this.settings.values.data);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.running);
  }

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    if (names.includes("data")) this.points = pointsFor(this.settings.values.data);
    // A hand that takes over ends the run of steps.
    if (this.stepping) return;
    cancelAnimationFrame(this.running);
    this.path = [];
    this.spoken = this.sentence;
  }

  private step(): void {
    const { values } = this.settings;
    const { gradient } = judge(this.points, values);
    this.path = [...this.path, values];
    this.stepping = true;
    this.settings.take(stepped(values, gradient, values.rate));
    this.stepping = false;
  }

  private steps(left: number): void {
    cancelAnimationFrame(this.running);
    if (left === 0) {
      this.spoken = this.sentence;
      return;
    }
    this.step();
    this.running = requestAnimationFrame(() => this.steps(left - 1));
  }

  private placed({ detail: { x, y } }: CustomEvent<Placed>): void {
    const weight = (place: number): number =>
      Math.max(-6, Math.min(6, Math.round(10 * WEIGHTS_PER_UNIT * place) / 10));
    this.settings.take({ w1: weight(x), w2: weight(y) });
  }

  private get sentence(): string {
    const { loss, right } = judge(this.points, this.settings.values);
    return `${right} of ${this.points.labels.length} points are on their side of the line. Loss ${loss.toFixed(3)}.`;
  }

  private readonly drawPoints: Draw = (context, side, palette) => {
    const { w1, w2, bias } = this.settings.values;
    context.strokeStyle = css(palette.ink);
    context.lineWidth = side / 140;
    context.beginPath();
    // Where the neuron is undecided: two points far away on w1 x + w2 y + bias = 0.
    const square = w1 * w1 + w2 * w2;
    if (square > 0) {
      for (const far of [-20, 20]) {
        const x = (-bias * w1) / square - far * w2;
        const y = (-bias * w2) / square + far * w1;
        context.lineTo(toPixels(x, side), side - toPixels(y, side));
      }
      context.stroke();
    }
    paintPoints(context, this.points, palette, { side, radius: side / 65 });
  };

  private readonly drawBall: Draw = (context, side, palette) => {
    const at = ({ w1, w2 }: Numbers): [number, number] => [
      toPixels(w1 / WEIGHTS_PER_UNIT, side),
      side - toPixels(w2 / WEIGHTS_PER_UNIT, side),
    ];
    context.strokeStyle = css(palette.ink);
    context.lineWidth = side / 180;
    context.beginPath();
    for (const numbers of [...this.path, this.settings.values]) context.lineTo(...at(numbers));
    context.stroke();
    context.fillStyle = css(palette.ink);
    context.strokeStyle = css(palette.sheet);
    context.lineWidth = side / 120;
    context.beginPath();
    context.arc(...at(this.settings.values), side / 42, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  };

  private get lossSurface(): Surface {
    const { bias, data } = this.settings.values;
    if (this.surface?.bias !== bias || this.surface.data !== data)
      this.surface = { bias, data, of: losses(this.points, bias) };
    return this.surface.of;
  }

  override render(): TemplateResult {
    const { values } = this.settings;
    const { w1, w2, bias } = values;
    return html`${frame({
      name: "One neuron",
      caption:
        "The weights turn the line and make it sharper, the bias shifts it. Learning is walking downhill on a map of the loss, of which the neuron sees only the slope under its feet.",
      stage: html`
        <div class="pair">
          <div>
            <lbl-plane
              label="${this.sentence}"
              .surface=${answers(values)}
              .draw=${this.drawPoints}
            ></lbl-plane>
            <p>The points, and what the neuron says</p>
          </div>
          <div>
            <lbl-plane
              label="Weight of x ${rounded(w1)}, weight of y ${rounded(w2)}."
              act="Move the weights."
              drags
              .surface=${this.lossSurface}
              .draw=${this.drawBall}
              @placed=${this.placed}
            ></lbl-plane>
            <p>The loss for every pair of weights, low is teal: drag the ball</p>
          </div>
        </div>
      `,
      controls: html`
        ${controls(this.settings, ["w1", "w2", "bias"])}
        ${controls(this.settings, ["data", "rate"])}
        <div class="actions">
          <button class="button strong" type="button" @click=${() => this.steps(1)}>
            One step downhill
          </button>
          <button class="button" type="button" @click=${() => this.steps(MANY)}>
            ${MANY} steps
          </button>
        </div>
      `,
      result: html`σ(${rounded(w1)} x ${term(w2)} y ${term(bias)}). ${this.sentence}`,
      spoken: this.spoken,
      scripts: { file: "one_neuron", write: { NumPy: () => numpyScript(values, MANY) } },
      reset: () => this.settings.reset(),
    })}`;
  }

  static override styles = [sharedStyles, frameStyles, pairStyles];
}

/** 1.2 -> "+ 1.2", with a real minus sign. */
function term(value: number): string {
  return rounded(value).replace(/^(−?)/, (sign) => `${sign || "+"} `);
}

customElements.define("one-neuron", OneNeuron);

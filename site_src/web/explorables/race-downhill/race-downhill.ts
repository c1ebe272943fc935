import { css as styles, html, LitElement, type TemplateResult } from "lit";
import { state } from "../../properties.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { optimizers, type OptimizerName } from "../learning/optimizers.ts";
import { css, type Palette } from "../plane/colours.ts";
import { toPixels } from "../plane/paint.ts";
import { pairStyles } from "../plane/pair-styles.ts";
import type { Draw, Placed } from "../plane/plane.ts";
import { mapOf, race, table, torchScript, verdict, type Run } from "./race.ts";
import "../plane/plane.ts";

/** Seconds that a race takes to watch. */
const SECONDS = 3;
/** What a racer sees in the fog, as a share of the map. */
const SIGHT = 0.06;

/** How each racer's way is dashed: known by more than its letter. */
const dashes: Readonly<Record<OptimizerName, readonly number[]>> = {
  sgd: [],
  momentum: [9, 4],
  rmsprop: [2, 4],
  adam: [12, 4, 2, 4],
};
const letters: Readonly<Record<OptimizerName, string>> = {
  sgd: "S",
  momentum: "M",
  rmsprop: "R",
  adam: "A",
};

/** `<race-downhill>`: optimizers race from where the reader puts them, with fog or without. */
export class RaceDownhill extends LitElement implements UrlStateful {
  @state() private spoken = "";
  @state() private step = 0;

  private runs: readonly Run[] = [];
  private map = mapOf("ravine");
  private frame = 0;
  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));

  override connectedCallback(): void {
    super.connectedCallback();
    this.line();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
  }

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    if (names.length === 1 && names[0] === "fog") return;
    this.line();
    this.spoken = "At the start.";
  }

  /** Puts everybody on the starting line. */
  private line(): void {
    cancelAnimationFrame(this.frame);
    this.map = mapOf(this.settings.values.hill);
    this.runs = race(this.settings.values);
    this.step = 0;
  }

  private go(): void {
    this.line();
    const { steps } = this.settings.values;
    const started = performance.now();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const show = (): void => {
      const share = calm ? 1 : (performance.now() - started) / (1000 * SECONDS);
      this.step = Math.min(steps, Math.ceil(share * steps));
      if (this.step < steps) this.frame = requestAnimationFrame(show);
      else this.spoken = verdict(this.runs);
    };
    show();
  }

  private get done(): boolean {
    return this.step >= this.settings.values.steps;
  }

  private placed({ detail: { x, y } }: CustomEvent<Placed>): void {
    const rounded = (value: number): number =>
      Math.max(-3, Math.min(3, Math.round(10 * value) / 10));
    this.settings.take({ x: rounded(x), y: rounded(y) });
  }

  private readonly draw: Draw = (context, side, palette) => {
    if (this.settings.values.fog) this.drawFog(context, side, palette);
    for (const run of this.runs) this.drawRun(context, side, palette, run);
  };

  private at({ path }: Run, step: number, side: number): [number, number] {
    const [x = 0, y = 0] = [path[2 * step], path[2 * step + 1]];
    return [toPixels(x, side), side - toPixels(y, side)];
  }

  /** Whoever walks downhill knows the ground under the feet, and where they have been. */
  private drawFog(context: CanvasRenderingContext2D, side: number, palette: Palette): void {
    const fog = new OffscreenCanvas(side, side);
    const veil = fog.getContext("2d");
    if (veil === null) return;
    veil.fillStyle = css(palette.sheet);
    veil.fillRect(0, 0, side, side);
    veil.globalCompositeOperation = "destination-out";
    for (const run of this.runs) {
      for (let step = 0; step <= this.step; step++) {
        veil.beginPath();
        veil.arc(...this.at(run, step, side), SIGHT * side, 0, 2 * Math.PI);
        veil.fill();
      }
    }
    context.drawImage(fog, 0, 0);
  }

  private drawRun(
    context: CanvasRenderingContext2D,
    side: number,
    palette: Palette,
    run: Run,
  ): void {
    context.strokeStyle = css(palette.ink, 0.9);
    context.lineWidth = side / 200;
    context.setLineDash(dashes[run.name].map((length) => (length * side) / 400));
    context.beginPath();
    for (let step = 0; step <= this.step; step++) context.lineTo(...this.at(run, step, side));
    context.stroke();
    context.setLineDash([]);
    const [x, y] = this.at(run, this.step, side);
    context.fillStyle = css(palette.ink);
    context.beginPath();
    context.arc(x, y, side / 32, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = css(palette.sheet);
    context.font = `700 ${side / 26}px ${getComputedStyle(this).fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(letters[run.name], x, y + 1);
  }

  override render(): TemplateResult {
    const { values } = this.settings;
    const racers = this.runs.map(({ name }) => `${letters[name]} ${optimizers[name]}`).join(" · ");
    return html`${frame({
      name: "Downhill",
      caption:
        "Nobody sees the map: each racer knows the slope under its feet, and what it remembers. Which of them is fast depends on the hill and on the step size, not on its name.",
      stage: html`
        <div class="race">
          <lbl-plane
            label=${this.done ? verdict(this.runs) : `Start at ${values.x}, ${values.y}.`}
            act="Choose the start."
            drags
            .surface=${this.map}
            .draw=${this.draw}
            @placed=${this.placed}
          ></lbl-plane>
          <div class="side">
            ${controls(this.settings, ["hill", "rate", "fog"])}
            <div class="actions">
              <button class="button strong" type="button" @click=${this.go}>Go</button>
            </div>
          </div>
        </div>
        <p class="who">${racers}. Teal is low. Step ${this.step} of ${values.steps}.</p>
      `,
      controls: html`
        ${controls(this.settings, ["racers", "steps"])}
        <details class="start">
          <summary>Where they start</summary>
          ${controls(this.settings, ["x", "y"])}
        </details>
      `,
      result: this.done ? verdict(this.runs) : "Press in the map to choose the start, then Go.",
      spoken: this.spoken,
      scripts: { file: "downhill", write: { PyTorch: () => torchScript(values) } },
      reset: () => this.settings.reset(),
    })}`;
  }

  static override styles = [
    sharedStyles,
    frameStyles,
    pairStyles,
    styles`
      .race {
        display: grid;
        gap: 12px 20px;
      }
      @container (min-width: 600px) {
        .race {
          grid-template-columns: minmax(0, 380px) minmax(0, 1fr);
        }
      }
      .side {
        display: grid;
        align-content: start;
        gap: 12px;
      }
      .who {
        margin-block-start: 6px;
        color: var(--lbl-muted);
        font-size: 0.8125em;
        font-variant-numeric: tabular-nums;
      }
      .start > summary {
        padding-block: 6px;
        color: var(--lbl-accent-2);
        font-weight: 600;
        cursor: pointer;
      }
      .start > summary:focus-visible {
        outline: 3px solid var(--lbl-accent);
        outline-offset: 2px;
      }
    `,
  ];
}

customElements.define("race-downhill", RaceDownhill);

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { state } from "../../properties.ts";
import { solveExercise } from "../../exercises.ts";
import { extremes, placeOfMost } from "../../format.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import { sharedStyles } from "../../elements/shared-styles.ts";
import { userMessage } from "../../runtime/files.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { drawn, findsEdges, layer, patch, type Picture } from "./convolve.ts";
import { missing, setUp } from "./levels.ts";
import { ownPicture } from "./own-picture.ts";
import { kerasScript, torchScript } from "./python-code.ts";
import { LARGEST, presets, readKernel, SIDE, table } from "./settings.ts";
import { ownStyles } from "./styles.ts";
import "../../elements/map.ts";

/** `<kernel-lab>`: nine weights of the reader's that slide over a picture. */
export class KernelLab extends LitElement implements UrlStateful {
  @state() private own: Picture | undefined;
  @state() private problem = "";
  @state() private spoken = "";

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    const { level } = this.settings.values;
    if (names.includes("level") && level !== "free") this.settings.take(setUp());
    if (missing(this.settings.values) === null) solveExercise(`kernel ${level}`);
    this.spoken = this.sentence;
  }

  private get picture(): Picture {
    const { picture } = this.settings.values;
    return picture === "own" ? (this.own ?? drawn("ramp")) : drawn(picture);
  }

  private weigh(at: number, event: Event): void {
    const weights = readKernel(this.settings.values.kernel);
    const typed = Math.round(Number((event.target as HTMLInputElement).value));
    weights[at] = Math.max(-LARGEST, Math.min(LARGEST, typed || 0));
    this.settings.set("kernel", weights.join());
  }

  private async bring(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    this.problem = "";
    try {
      this.own = await ownPicture(file);
      this.settings.set("picture", "own");
    } catch (error) {
      this.problem = userMessage(error);
    }
    input.value = "";
  }

  /** The nine products below the window, and their sum. */
  private get arithmetic(): string {
    const { kernel, x, y } = this.settings.values;
    const weights = readKernel(kernel);
    const below = patch(this.picture, x, y);
    const products = below.flatMap((value, at) => {
      const weight = weights[at] ?? 0;
      return weight === 0 || value === 0 ? [] : [`${tidy(value)} × ${tidy(weight)}`];
    });
    const sum = below.reduce((total, value, at) => total + value * (weights[at] ?? 0), 0);
    return `${products.length === 0 ? "nothing" : products.join(" + ")} = ${tidy(sum)}`;
  }

  private get sentence(): string {
    const { kernel, x, y } = this.settings.values;
    const weights = readKernel(kernel);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const kind = findsEdges(weights)
      ? "The weights add up to 0: silent where nothing changes, so it finds edges."
      : total === 0
        ? "All weights are 0: it sees nothing."
        : `The weights add up to ${tidy(total)}: it answers to plain ink, too.`;
    const still = missing(this.settings.values);
    const task = still === undefined ? "" : still === null ? "Solved! " : `Not yet: ${still}. `;
    return `${task}${kind} At column ${x}, row ${y}: ${this.arithmetic}.`;
  }

  override render(): TemplateResult {
    const { values } = this.settings;
    const python = values.picture !== "own";
    return html`${frame({
      name: "Kernel lab",
      caption:
        "A kernel is nine weights, and the same nine everywhere. What it finds is decided by these numbers; a network learns them.",
      stage: this.renderStage(),
      controls: html`
        <div class="presets" role="group" aria-label="Kernels to begin with">
          ${Object.values(presets).map(
            ({ name, kernel }) => html`
              <button
                class="button"
                type="button"
                @click=${() => this.settings.set("kernel", kernel)}
              >
                ${name}
              </button>
            `,
          )}
          <label class="button">
            A picture of yours
            <input type="file" accept="image/*" @change=${this.bring} />
          </label>
        </div>
        ${this.problem === "" ? nothing : html`<p role="alert">${this.problem}</p>`}
        ${controls(this.settings, ["picture", "pool", "relu", "twice", "level"])}
        ${controls(this.settings, ["x", "y"])}
      `,
      result: html`<span class="arithmetic">${this.sentence}</span>`,
      spoken: this.spoken,
      ...(python
        ? {
            scripts: {
              file: "kernel",
              write: { Keras: () => kerasScript(values), PyTorch: () => torchScript(values) },
            },
          }
        : {}),
      reset: () => this.settings.reset(),
    })}`;
  }

  private renderStage(): TemplateResult {
    const { values } = this.settings;
    const { picture } = this;
    const made = layer(picture, values);
    const share = (pixels: number): string => `${(100 * pixels) / SIDE}%`;
    const window = {
      insetInlineStart: share(values.x),
      insetBlockStart: share(values.y),
      inlineSize: share(3),
      blockSize: share(3),
    };
    return html`
      <div class="lab">
        <div class="in">
          <div
            class="paper"
            role="img"
            aria-label="The picture, ${SIDE} by ${SIDE}: ink ${placeOfMost(picture.values, SIDE, SIDE)}"
          >
            ${inputPicture(picture.values, [SIDE, SIDE, 1], [0, 1])}
            <span class="window" style=${styleMap(window)}></span>
          </div>
          <p>The picture, and where we look</p>
        </div>
        <div class="kernel">
          <fieldset class="weights" aria-label="The kernel">
            ${readKernel(values.kernel).map(
              (weight, at) => html`
                <input
                  type="number"
                  min=${-LARGEST}
                  max=${LARGEST}
                  class=${weight > 0 ? "positive" : weight < 0 ? "negative" : ""}
                  aria-label="Row ${Math.floor(at / 3) + 1}, column ${(at % 3) + 1}"
                  .value=${live(String(weight))}
                  @change=${(event: Event) => this.weigh(at, event)}
                />
              `,
            )}
          </fieldset>
        </div>
        <div class="out">
          <div
            class="paper"
            role="img"
            aria-label="What comes out, ${made.side} by ${made.side}: ${extremes(made.values, "numbers")}, ${placeOfMost(made.values, made.side, made.side)}"
          >
            <lbl-map .values=${made.values} .width=${made.side} .height=${made.side}></lbl-map>
          </div>
          <p>What comes out: ${made.side} × ${made.side}. Teal is above 0, red below.</p>
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, frameStyles, ownStyles];
}

/** 0.25 -> "0.25", -1 -> "−1". */
function tidy(value: number): string {
  return String(Number(value.toFixed(2))).replace("-", "−");
}

customElements.define("kernel-lab", KernelLab);

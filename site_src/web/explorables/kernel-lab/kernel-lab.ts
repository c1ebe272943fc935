import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { fromText, toText } from "../../drawing/text.ts";
import type { Stroke } from "../../drawing/strokes.ts";
import type { Camera } from "../../elements/camera.ts";
import type { Pad } from "../../elements/pad.ts";
import { state } from "../../properties.ts";
import { solveExercise } from "../../exercises.ts";
import { extremes, placeOfMost } from "../../words/summaries.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { userMessage } from "../../runtime/files.ts";
import { modelUrl } from "../../site.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { drawn, findsEdges, layer, patch, total, type Picture } from "./convolve.ts";
import { gallery } from "./gallery.ts";
import { learnedKernels } from "./learned.ts";
import { missing, setUp } from "./levels.ts";
import { pictureOfFile, pictureOfStrokes, pictureOfVideo } from "./own-picture.ts";
import { kerasScript, torchScript } from "./python-code.ts";
import { LARGEST, presets, readKernel, SIDE, table, writeKernel } from "./settings.ts";
import { ownStyles } from "./styles.ts";
import "../../elements/camera.ts";
import "../../elements/map.ts";
import "../../elements/pad.ts";

/** `<kernel-lab>`: nine weights of the reader's that slide over a picture. */
export class KernelLab extends LitElement implements UrlStateful {
  @state() private own: Picture | undefined;
  @state() private strokes: readonly Stroke[] = [];
  /** Kernels that a network learned; undefined until they are asked for. */
  @state() private learned: readonly string[] | undefined;
  @state() private problem = "";
  @state() private spoken = "";

  /** The setting that the strokes were last read from, or written to. */
  private written = "";

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    const { level } = this.settings.values;
    if (names.includes("level") && level !== "free") this.settings.take(setUp());
    if (missing(this.settings.values) === null) solveExercise(`kernel ${level}`);
    if (this.settings.values.picture !== "own") this.camera?.stop();
    this.spoken = this.sentence;
  }

  private get camera(): Camera | null {
    return this.renderRoot.querySelector("lbl-camera");
  }

  override willUpdate(): void {
    const { drawing } = this.settings.values;
    // Of what was drawn here, the setting holds the lines a little straighter.
    if (drawing !== this.written) this.strokes = fromText((this.written = drawing)) ?? [];
  }

  private get picture(): Picture {
    const { picture } = this.settings.values;
    if (picture === "hand") return pictureOfStrokes(this.strokes);
    return picture === "own" ? (this.own ?? drawn("ramp")) : drawn(picture);
  }

  private keepDrawing(): void {
    this.written = toText(this.strokes);
    this.settings.set("drawing", this.written);
  }

  private clear(): void {
    this.strokes = [];
    this.keepDrawing();
  }

  /** Looks at what the camera sees, frame by frame, until it is off; then the last one stays. */
  private async follow(): Promise<void> {
    this.settings.set("picture", "own");
    for (;;) {
      const video = this.camera?.video ?? null;
      if (video === null || !this.isConnected) break;
      this.own = pictureOfVideo(video);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    this.spoken = this.sentence;
  }

  private async learn(): Promise<void> {
    this.problem = "";
    try {
      this.learned = await learnedKernels(modelUrl("digits"));
    } catch (error) {
      this.problem = userMessage(error);
    }
  }

  private weigh(at: number, event: Event): void {
    const weights = readKernel(this.settings.values.kernel);
    weights[at] = Number((event.target as HTMLInputElement).value) || 0;
    this.settings.set("kernel", writeKernel(weights));
    // What was typed may be more than what was taken.
    this.requestUpdate();
  }

  private async bring(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    this.problem = "";
    this.camera?.stop();
    try {
      this.own = await pictureOfFile(file);
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
    const kind = findsEdges(weights)
      ? "The weights add up to 0: silent where nothing changes, so it finds edges."
      : total(weights) === 0
        ? "All weights are 0: it sees nothing."
        : `The weights add up to ${tidy(total(weights))}: it answers to plain ink, too.`;
    const still = missing(this.settings.values);
    const task = still === undefined ? "" : still === null ? "Solved! " : `Not yet: ${still}. `;
    return `${task}${this.wanting}${kind} At column ${x}, row ${y}: ${this.arithmetic}.`;
  }

  /** What the reader has to do before there is a picture of his or her own. */
  private get wanting(): string {
    const { picture } = this.settings.values;
    if (picture === "hand" && this.strokes.length === 0) return "Draw in the square. ";
    return picture === "own" && this.own === undefined
      ? "Bring a photo, or switch the camera on. "
      : "";
  }

  override render(): TemplateResult {
    const { values } = this.settings;
    const python = values.picture !== "own" && values.picture !== "hand";
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
          ${
            this.learned === undefined
              ? html`<button class="button" type="button" @click=${this.learn}>
                  what a network learned
                </button>`
              : nothing
          }
        </div>
        ${
          this.learned === undefined
            ? nothing
            : gallery(this.learned, values, this.picture, (kernel) =>
                this.settings.set("kernel", kernel),
              )
        }
        ${this.problem === "" ? nothing : html`<p role="alert">${this.problem}</p>`}
        <div class="presets" role="group" aria-label="A picture of your own">
          <button class="button" type="button" @click=${() => this.settings.set("picture", "hand")}>
            Draw
          </button>
          <label class="button">
            Photo
            <input type="file" accept="image/*" @change=${this.bring} />
          </label>
          <lbl-camera @lbl-on=${this.follow}></lbl-camera>
        </div>
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
            role=${values.picture === "hand" ? "group" : "img"}
            aria-label="The picture, ${SIDE} by ${SIDE}: ink ${placeOfMost(picture.values, SIDE, SIDE)}"
          >
            ${
              values.picture === "hand"
                ? this.renderPad()
                : inputPicture(picture.values, [SIDE, SIDE, 1], [0, 1])
            }
            <span class="window" style=${styleMap(window)}></span>
          </div>
          ${
            values.picture === "hand"
              ? html`<p>
                  Draw here.
                  <button class="plain" type="button" @click=${this.clear}>Clean sheet</button>
                </p>`
              : html`<p>The picture, and where we look</p>`
          }
        </div>
        <div class="kernel">
          <fieldset class="weights" aria-label="The kernel">
            ${readKernel(values.kernel).map(
              (weight, at) => html`
                <input
                  type="number"
                  min=${-LARGEST}
                  max=${LARGEST}
                  step="any"
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

  private renderPad(): TemplateResult {
    return html`
      <lbl-pad
        label="Your drawing"
        .strokes=${this.strokes}
        @lbl-draw=${(event: Event) => (this.strokes = (event.target as Pad).strokes)}
        @lbl-rest=${this.keepDrawing}
        @lbl-clear=${this.clear}
      ></lbl-pad>
    `;
  }

  static override styles = [sharedStyles, frameStyles, ownStyles];
}

/** 0.25 -> "0.25", -1 -> "−1". */
function tidy(value: number): string {
  return String(Number(value.toFixed(2))).replace("-", "−");
}

customElements.define("kernel-lab", KernelLab);

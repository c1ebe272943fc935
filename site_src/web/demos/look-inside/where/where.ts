import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../../properties.ts";
import { UserFacingError } from "../../../runtime/card.ts";
import { client } from "../../../runtime/client.ts";
import type { RemoteModel } from "../../../runtime/worker-client.ts";
import { sharedStyles } from "../../../elements/styles/shared.ts";
import type { Pad } from "../../../elements/pad.ts";
import { squeezed } from "../../../drawing/preprocess.ts";
import type { Stroke } from "../../../drawing/strokes.ts";
import { ranking, withArticle } from "../../../words/format.ts";
import { placeOfMost } from "../../../words/summaries.ts";
import { agreement, gradientHeat, occluded, occlusionHeat, scaled, type Heat } from "./heat.ts";
import { inputPicture } from "../../../elements/input-picture.ts";
import { stageStyles } from "../stage-styles.ts";
import "../../../elements/map.ts";
import "../../../elements/pad.ts";
import { ownStyles } from "./styles.ts";

/** Half the width of the brush, in units of the side. */
const BRUSH = 0.08;
/** Share of the side that a covering square takes. */
const COVER = 0.18;
/** Inputs that are predicted at a time. */
const BATCH = 32;

const ways = {
  covering: "by covering a square at a time",
  gradient: "by the gradient",
} as const;
type Way = keyof typeof ways;

/**
 * `<lbl-where>`: the reader paints where the network looks, is scored, and sees two heat maps.
 * Fires `lbl-say` with what a screen reader is told and `lbl-problem` with an error.
 */
export class Where extends LitElement {
  @property({ attribute: false }) network: RemoteModel | null = null;
  @property({ attribute: false }) labels: readonly string[] = [];
  /** What the network is given; null while nothing is drawn. */
  @property({ attribute: false }) input: Float32Array | null = null;
  @state() private painted: readonly Stroke[] = [];
  /** Null for a way that this network does not allow. */
  @state() private heats: Readonly<Record<Way, Heat | null>> | null = null;
  @state() private way: Way = "covering";
  /** The class whose score is explained. */
  @state() private index = 0;
  @state() private busy = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("input")) {
      this.painted = [];
      this.heats = null;
    }
  }

  private get shape(): readonly [number, number, number] {
    const [height = 1, width = 1, channels = 1] = this.network?.card.inputs[0]?.shape ?? [];
    return [height, width, channels];
  }

  private get range(): readonly [number, number] {
    return this.network?.card.inputs[0]?.range ?? [0, 1];
  }

  override render(): TemplateResult {
    if (this.network === null || this.input === null) {
      return html`<p class="muted">Draw something first, or take a test image.</p>`;
    }
    const [height, width] = this.shape;
    const { heat } = this;
    return html`
      <div class="two">
        <div class="stage">
          ${inputPicture(this.input, this.shape, this.range, "The picture that it looks at")}
          ${
            heat === null
              ? nothing
              : html`<lbl-map
                  class="heat"
                  colours="heat"
                  role="img"
                  aria-label="Heat map ${ways[this.way]}: ${placeOfMost(heat, height, width)}"
                  .values=${heat}
                  .width=${width}
                  .height=${height}
                ></lbl-map>`
          }
          <lbl-pad
            class="brush"
            label="Paint where the network looks"
            radius=${BRUSH}
            .strokes=${this.painted}
            @lbl-draw=${this.paint}
            @lbl-clear=${this.wipe}
          ></lbl-pad>
        </div>
        <div class="side">${this.heats === null ? this.renderTask() : this.renderScore()}</div>
      </div>
    `;
  }

  private get heat(): Heat | null {
    return this.heats?.[this.way] ?? null;
  }

  private renderTask(): TemplateResult {
    return html`
      <p>
        <strong>Which pixels made it say so?</strong> Paint over them first. Then see what counts
        for the network, and how near you were.
      </p>
      <div class="row-of-buttons">
        <button
          class="button strong"
          type="button"
          aria-disabled=${this.painted.length === 0 || this.busy}
          @click=${this.reveal}
        >
          ${this.busy ? "Looking…" : "Compare"}
        </button>
        <button class="button" type="button" aria-disabled=${this.busy} @click=${this.skip}>
          Show without a guess
        </button>
      </div>
    `;
  }

  private renderScore(): TemplateResult {
    return html`
      <p class="score">${this.sentence}</p>
      <fieldset>
        <legend class="muted">The heat map, for “${this.labels[this.index]}”</legend>
        ${(Object.keys(ways) as Way[]).map(
          (way) => html`
            <label class="choice">
              <input
                type="radio"
                name="way"
                .checked=${this.way === way}
                ?disabled=${this.heats?.[way] === null}
                @change=${() => this.show(way)}
              />
              ${ways[way]}${this.heats?.[way] === null ? ": TensorFlow.js cannot compute it here" : ""}
            </label>
          `,
        )}
      </fieldset>
      <p class="muted">
        ${
          this.way === "covering"
            ? "The hotter, the more the network's loss rises when a square around the pixel is blanked."
            : "The hotter, the more its score changes when the pixel changes a little: paper beside a stroke can be as hot as ink."
        }
      </p>
      <button class="button" type="button" @click=${this.wipe}>Paint again</button>
    `;
  }

  private get sentence(): string {
    const { heat } = this;
    if (heat === null) return "";
    const [height, width] = this.shape;
    const mask = squeezed(this.painted, BRUSH, width, height).map((ink) => Number(ink > 0.5));
    const share = agreement(mask, heat);
    if (share === null) return "Warm colours show what counts most.";
    const percent = `${Math.round(100 * share)}%`;
    return (
      "Pick one painted and one unpainted pixel at random: the painted one matters more " +
      `${percent} of the time. Chance gives 50%.`
    );
  }

  private paint(event: Event): void {
    const pad = event.target as Pad;
    // After the answer, the painting stays as it was.
    if (this.heats === null) this.painted = pad.strokes;
    else pad.strokes = this.painted;
  }

  private wipe(): void {
    this.painted = [];
    this.heats = null;
  }

  private skip(): void {
    this.painted = [];
    void this.reveal();
  }

  private show(way: Way): void {
    this.way = way;
    this.say(this.sentence);
  }

  private say(detail: string): void {
    this.dispatchEvent(new CustomEvent("lbl-say", { detail }));
  }

  private async reveal(): Promise<void> {
    const { network, input } = this;
    if (network === null || input === null) return;
    this.busy = true;
    try {
      const heats = await this.look(network, input);
      if (input !== this.input) return;
      this.heats = heats;
      this.way = "covering";
      this.say(`Looked for ${withArticle(this.labels[this.index] ?? "")}. ${this.sentence}`);
    } catch (error) {
      this.dispatchEvent(new CustomEvent("lbl-problem", { detail: error }));
    } finally {
      this.busy = false;
    }
  }

  private async look(
    network: RemoteModel,
    input: Float32Array,
  ): Promise<Readonly<Record<Way, Heat | null>>> {
    const [height, width, channels] = this.shape;
    const picture = { height, width, channels };
    const [low, high] = this.range;
    const [whole = new Float32Array()] = await network.predict(input);
    this.index = ranking(whole)[0] ?? 0;
    const side = Math.max(1, Math.round(COVER * Math.min(height, width)));
    const stride = Math.max(1, Math.floor(side / 2));
    // Drawings are blanked with paper, photos with grey.
    const blank = channels === 1 ? low : (low + high) / 2;
    const batch = occluded(input, picture, side, stride, blank);
    const losses: number[] = [];
    for (let start = 0; start < batch.length; start += BATCH * input.length) {
      const [some = new Float32Array()] = await network.predict(
        batch.slice(start, start + BATCH * input.length),
      );
      for (let place = this.index; place < some.length; place += whole.length) {
        losses.push(logarithm(some[place]));
      }
    }
    const gradient = await client
      .ask("gradients", {
        base: network.base,
        values: input,
        index: this.index,
      })
      .catch((error: unknown) => {
        // Some networks have none: TensorFlow.js cannot go backwards through dilation.
        if (error instanceof UserFacingError) return null;
        throw error;
      });
    const score = logarithm(whole[this.index]);
    return {
      covering: scaled(occlusionHeat(score, losses, picture, side, stride)),
      gradient: gradient && scaled(gradientHeat(gradient, channels)),
    };
  }

  static override styles = [sharedStyles, stageStyles, ownStyles];
}

/** Of a probability that may have been rounded to 0. */
function logarithm(probability: number | undefined): number {
  return Math.log(Math.max(1e-12, probability ?? 0));
}

customElements.define("lbl-where", Where);

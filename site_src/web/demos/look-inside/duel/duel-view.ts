import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../../properties.ts";
import { UserFacingError } from "../../../runtime/card.ts";
import { client } from "../../../runtime/client.ts";
import type { RemoteModel } from "../../../runtime/worker-client.ts";
import { sharedStyles } from "../../../elements/styles/shared.ts";
import type { Pad } from "../../../elements/pad.ts";
import { squeezed } from "../../../drawing/preprocess.ts";
import type { Stroke } from "../../../drawing/strokes.ts";
import { percent, withArticle } from "../../../words/format.ts";
import {
  allowed,
  change,
  DUEL_RADIUS,
  STEPS,
  stepped,
  STROKES,
  winners,
  type Change,
} from "./duel.ts";
import { inputPicture } from "../../../elements/input-picture.ts";
import { stageStyles } from "../stage-styles.ts";
import "../../../elements/pad.ts";
import { ownStyles } from "./styles.ts";

/** An input that came out of the duel, and what the network makes of it. */
interface Try {
  readonly input: Float32Array;
  readonly winner: number;
  readonly probability: number;
  readonly change: Change;
}

/**
 * `<lbl-duel>`: twenty short strokes to make the network change its mind, against one step along the
 * gradient. Fires `lbl-say` with what a screen reader is told and `lbl-problem` with an error.
 */
export class Duel extends LitElement {
  @property({ attribute: false }) network: RemoteModel | null = null;
  @property({ attribute: false }) labels: readonly string[] = [];
  /** Where both begin; null while nothing is drawn. */
  @property({ attribute: false }) input: Float32Array | null = null;
  @state() private strokes: readonly Stroke[] = [];
  /** What the network says before anybody changed anything. */
  @state() private opening: Try | null = null;
  @state() private mine: Try | null = null;
  /** The smallest step that fooled it; the largest that was tried, if none did. */
  @state() private gradient: (Try & { readonly size: number }) | null = null;
  /** Why the gradient could not try. */
  @state() private refusal = "";
  @state() private busy = false;

  private asking = false;
  private outdated = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("input") && !changed.has("network")) return;
    this.strokes = [];
    this.opening = this.mine = this.gradient = null;
    this.refusal = "";
    if (this.input !== null && this.network !== null) void this.begin();
  }

  private get shape(): readonly [number, number, number] {
    const [height = 1, width = 1, channels = 1] = this.network?.card.inputs[0]?.shape ?? [];
    return [height, width, channels];
  }

  private get range(): readonly [number, number] {
    return this.network?.card.inputs[0]?.range ?? [0, 1];
  }

  private name(index: number | undefined): string {
    return this.labels[index ?? 0] ?? String(index);
  }

  private get fooled(): boolean {
    return this.mine !== null && this.opening !== null && this.mine.winner !== this.opening.winner;
  }

  override render(): TemplateResult {
    if (this.network === null || this.input === null) {
      return html`<p class="muted">Draw something first, or take a test image.</p>`;
    }
    return html`
      <div class="two">
        <div class="stage">
          ${inputPicture(this.input, this.shape, this.range, "The picture that it looks at")}
          <lbl-pad
            label="Change the picture, with at most ${STROKES} strokes"
            radius=${DUEL_RADIUS}
            .strokes=${this.strokes}
            @lbl-draw=${this.drawn}
            @lbl-rest=${this.rested}
            @lbl-clear=${this.clear}
          ></lbl-pad>
        </div>
        <div class="side">
          <p>
            Make it change its mind, with at most ${STROKES} short strokes. Then let the gradient
            try, with one step.
          </p>
          <p class="state" data-fooled=${this.fooled}>${this.sentence}</p>
          <div class="row-of-buttons">
            <button
              class="button"
              type="button"
              aria-disabled=${this.strokes.length === 0}
              @click=${this.clear}
            >
              Begin again
            </button>
            <button
              class="button strong"
              type="button"
              aria-disabled=${this.busy || this.opening === null}
              @click=${this.step}
            >
              Let the gradient try
            </button>
          </div>
        </div>
      </div>
      ${this.refusal === "" ? nothing : html`<p role="alert">${this.refusal}</p>`}
      ${this.gradient === null ? nothing : this.renderResult(this.gradient)}
    `;
  }

  private get sentence(): string {
    const { opening: before, mine } = this;
    if (before === null) return "";
    if (mine === null || this.strokes.length === 0) {
      return `It says ${this.name(before.winner)} (${percent(before.probability)}).`;
    }
    const used = `${this.strokes.length} of ${STROKES} strokes`;
    const says = `${this.name(mine.winner)} (${percent(mine.probability)})`;
    if (this.fooled) return `Fooled with ${used}: it now says ${says}.`;
    return this.strokes.length < STROKES
      ? `${used}: it still says ${says}.`
      : `All ${STROKES} strokes used: it still says ${says}.`;
  }

  private get gradientSentence(): string {
    const { gradient, opening: before } = this;
    if (gradient === null || before === null) return "";
    const size = `${Math.round(100 * gradient.size)}%`;
    return gradient.winner === before.winner
      ? `Even a step of ${size} did not fool it.`
      : `One step, each pixel by at most ${size}: it takes this for ${withArticle(this.name(gradient.winner))}.`;
  }

  private renderResult(gradient: Try): TemplateResult {
    const mine = this.strokes.length > 0 ? this.mine : null;
    const share = (value: number | undefined): string =>
      value === undefined ? "" : `${(100 * value).toFixed(1)}%`;
    const rows = [
      [
        "It says",
        mine === null ? "" : `${this.name(mine.winner)} (${percent(mine.probability)})`,
        `${this.name(gradient.winner)} (${percent(gradient.probability)})`,
      ],
      ["Pixels changed", share(mine?.change.touched), share(gradient.change.touched)],
      ["Largest change", share(mine?.change.largest), share(gradient.change.largest)],
      ["Mean change", share(mine?.change.mean), share(gradient.change.mean)],
    ];
    return html`
      <div class="result">
        <figure>
          <div
            class="stage"
            role="img"
            aria-label="The picture after the gradient's step. ${this.gradientSentence}"
          >
            ${inputPicture(gradient.input, this.shape, this.range)}
          </div>
          <figcaption class="muted">${this.gradientSentence}</figcaption>
        </figure>
        <table>
          <thead>
            <tr>
              <td></td>
              <th scope="col">You</th>
              <th scope="col">The gradient</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ([name, yours, its]) => html`
                <tr>
                  <th scope="row">${name}</th>
                  <td>${yours}</td>
                  <td>${its}</td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  private say(detail: string): void {
    this.dispatchEvent(new CustomEvent("lbl-say", { detail }));
  }

  private clear(): void {
    this.strokes = [];
    this.mine = null;
    this.say(this.sentence);
  }

  private drawn(event: Event): void {
    const pad = event.target as Pad;
    this.strokes = allowed(pad.strokes);
    // The pen goes on, the ink ends.
    pad.strokes = this.strokes;
    this.outdated = true;
    if (!this.asking) void this.look();
  }

  private rested(): void {
    if (!this.asking) this.say(this.sentence);
  }

  /** The input with the strokes on it. */
  private get inked(): Float32Array {
    const [height, width, channels] = this.shape;
    const high = this.range[1];
    const ink = squeezed(this.strokes, DUEL_RADIUS, width, height);
    const start = this.input ?? new Float32Array();
    return start.map(
      (value, index) => value + (ink[Math.floor(index / channels)] ?? 0) * (high - value),
    );
  }

  private async look(): Promise<void> {
    this.asking = true;
    try {
      while (this.outdated && this.strokes.length > 0) {
        this.outdated = false;
        const { input } = this;
        const mine = await this.judged(this.inked);
        if (input === this.input) this.mine = mine;
      }
    } catch (error) {
      this.problem(error);
    } finally {
      this.asking = false;
      this.outdated = false;
    }
    this.say(this.sentence);
  }

  private async judged(input: Float32Array): Promise<Try> {
    const outputs = (await this.network?.predict(input))?.[0] ?? new Float32Array();
    const winner = winners(outputs, outputs.length)[0] ?? 0;
    return {
      input,
      winner,
      probability: outputs[winner] ?? 0,
      change: change(this.input ?? input, input, this.range),
    };
  }

  private async begin(): Promise<void> {
    const { input } = this;
    if (input === null) return;
    try {
      const before = await this.judged(input);
      if (input === this.input) this.opening = before;
    } catch (error) {
      this.problem(error);
    }
  }

  private async step(): Promise<void> {
    const { network, input, opening: before } = this;
    if (network === null || input === null || before === null) return;
    this.busy = true;
    this.refusal = "";
    try {
      const index = before.winner;
      const gradient = await client.ask("gradients", { base: network.base, values: input, index });
      const batch = stepped(input, gradient, this.range, STEPS);
      const [outputs = new Float32Array()] = await network.predict(batch);
      const answers = winners(outputs, outputs.length / STEPS.length);
      const changed = answers.findIndex((winner) => winner !== index);
      const place = changed < 0 ? STEPS.length - 1 : changed;
      const judged = await this.judged(
        batch.slice(place * input.length, (place + 1) * input.length),
      );
      if (input !== this.input) return;
      this.gradient = { ...judged, size: STEPS[place] ?? 0 };
      this.say(this.gradientSentence);
    } catch (error) {
      if (error instanceof UserFacingError) this.refusal = error.message;
      else this.problem(error);
    } finally {
      this.busy = false;
    }
  }

  private problem(detail: unknown): void {
    this.dispatchEvent(new CustomEvent("lbl-problem", { detail }));
  }

  static override styles = [sharedStyles, stageStyles, ownStyles];
}

customElements.define("lbl-duel", Duel);

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { confusionStyles, confusionTable } from "../../elements/confusion.ts";
import type { Example } from "../../runtime/examples.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { confusionOf, rightOnes } from "./answers.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import {} from "../../elements/photos.ts";
import { beatStyles } from "./beat-styles.ts";

/** Pictures in one game. */
export const PICTURES = 20;
/** Milliseconds that each of them is shown. */
const SHOWN = 1000;

/**
 * `<lbl-beat>`: twenty test pictures, one second each, for the reader and for the network. Fires
 * `lbl-say` with what a screen reader is told.
 */
export class Beat extends LitElement {
  @property({ attribute: false }) labels: readonly string[] = [];
  /** Test pictures whose classes are known. */
  @property({ attribute: false }) examples: readonly Example[] = [];
  @property({ attribute: false }) shape: readonly number[] = [];
  @property({ attribute: false }) range: readonly [number, number] = [0, 1];
  /** The network's answer. */
  @property({ attribute: false }) judge: (input: Float32Array) => Promise<number> = () =>
    Promise.resolve(0);
  /** Which picture is asked for; null before the game and after it. */
  @state() private place: number | null = null;
  @state() private visible = false;
  @state() private mine: readonly number[] = [];
  @state() private its: readonly number[] | null = null;

  private timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private get pictures(): readonly Example[] {
    return this.examples.slice(0, PICTURES);
  }

  private get truths(): readonly number[] {
    return this.pictures.map(({ target }) => target ?? 0);
  }

  override render(): TemplateResult {
    if (this.place !== null) return this.renderRound(this.place);
    return html`
      ${this.its === null ? nothing : this.renderResult(this.its)}
      <p>
        ${PICTURES} test pictures that the network has never seen, each shown for one second. What
        is on it? The network gets the same ones.
      </p>
      <button class="button strong" type="button" @click=${this.start}>
        ${this.its === null ? "Start" : "Once more"}
      </button>
    `;
  }

  private renderRound(place: number): TemplateResult {
    const picture = this.pictures[place];
    return html`
      <p class="muted">Picture ${place + 1} of ${this.pictures.length}</p>
      <div class="picture" role="img" aria-label=${this.visible ? "A test picture" : "Gone"}>
        ${
          this.visible && picture !== undefined
            ? inputPicture(picture.input, this.shape, this.range)
            : html`<span aria-hidden="true">?</span>`
        }
      </div>
      <div class="answers" role="group" aria-label="What was it?">
        ${this.labels.map(
          (label, index) => html`
            <button class="button" type="button" @click=${() => this.answer(index)}>
              ${label}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderResult(its: readonly number[]): TemplateResult {
    const missed = this.pictures.filter((_, index) => this.mine[index] !== this.truths[index]);
    const count = this.labels.length;
    return html`
      <p class="score">${this.verdict}</p>
      <div class="tables">
        ${confusionTable("You", this.labels, confusionOf(this.truths, this.mine, count))}
        ${confusionTable("The network", this.labels, confusionOf(this.truths, its, count))}
      </div>
      <p class="muted">A row is what it was, a column what was answered.</p>
      ${
        missed.length === 0
          ? nothing
          : html`
              <p class="muted">You missed:</p>
              <ul class="missed" role="list">
                ${missed.map(
                  ({ input, target }) => html`
                    <li>
                      ${inputPicture(input, this.shape, this.range)}
                      <span>${this.labels[target ?? 0]}</span>
                    </li>
                  `,
                )}
              </ul>
            `
      }
    `;
  }

  private get verdict(): string {
    const mine = rightOnes(this.truths, this.mine);
    const its = rightOnes(this.truths, this.its ?? []);
    const who = mine > its ? "You win" : mine < its ? "The network wins" : "A draw";
    return `${who}: you ${mine}, the network ${its} of ${this.truths.length}.`;
  }

  private start(): void {
    this.mine = [];
    this.its = null;
    this.show(0);
  }

  private show(place: number): void {
    clearTimeout(this.timer);
    this.place = place;
    this.visible = true;
    this.say(`Picture ${place + 1} of ${this.pictures.length}.`);
    this.timer = setTimeout(() => (this.visible = false), SHOWN);
  }

  private answer(index: number): void {
    if (this.place === null) return;
    this.mine = [...this.mine, index];
    const next = this.place + 1;
    if (next < this.pictures.length) this.show(next);
    else void this.finish();
  }

  private async finish(): Promise<void> {
    clearTimeout(this.timer);
    try {
      const its: number[] = [];
      for (const { input } of this.pictures) its.push(await this.judge(input));
      this.its = its;
      this.place = null;
      this.say(this.verdict);
    } catch (error) {
      this.dispatchEvent(new CustomEvent("lbl-problem", { detail: error }));
    }
  }

  private say(detail: string): void {
    this.dispatchEvent(new CustomEvent("lbl-say", { detail }));
  }

  static override styles = [sharedStyles, confusionStyles, beatStyles];
}

customElements.define("lbl-beat", Beat);

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { compiledOf, fetchCard, UserFacingError, type Card } from "../../runtime/card.ts";
import { coarse, limitOf, sidesOf, type Named } from "./coarse.ts";
import { fetchExamples, type Example } from "../../runtime/examples.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import { modelUrl, retry } from "../../site.ts";
import { ownStyles } from "./styles.ts";

/** Pictures in one round. They are the model's last ones: other games show its first. */
const PICTURES = 8;

/**
 * `<how-coarse model="cifar10">`: the model's test pictures as mosaics, a slider that makes them
 * finer, and names to choose from: where is the end of the reader's eye? `model` is the name of an
 * exported model with square colour pictures. It needs no network to run, only its card.
 */
export class HowCoarse extends LitElement {
  @property({ type: String }) model = "";
  @state() private card: Card | null = null;
  /** Which picture is asked for. */
  @state() private place = 0;
  @state() private sides: readonly number[] = [];
  /** Place of the resolution on the slider. */
  @state() private side = 0;
  @state() private finestSeen = 0;
  @state() private named: readonly Named[] = [];
  @state() private problem = "";

  private pictures: readonly Example[] = [];

  private async start(): Promise<void> {
    this.problem = "";
    try {
      if (this.card === null) {
        const base = compiledOf(modelUrl(this.model));
        const card = await fetchCard(base);
        const all = await fetchExamples(base, card, Infinity);
        this.pictures = all.filter(({ target }) => target !== null).slice(-PICTURES);
        this.sides = sidesOf(card.inputs[0].shape[0] ?? 1);
        this.card = card;
      }
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
      this.problem = error.message;
      return;
    }
    this.named = [];
    this.ask(0);
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
  }

  private ask(place: number): void {
    this.place = place;
    this.side = this.finestSeen = 0;
  }

  private slide(event: Event): void {
    this.side = Number((event.target as HTMLInputElement).value);
    this.finestSeen = Math.max(this.finestSeen, this.side);
  }

  private async answer(label: number): Promise<void> {
    const right = this.pictures[this.place]?.target === label;
    this.named = [...this.named, { side: this.sides[this.finestSeen] ?? 1, right }];
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".next")?.focus();
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" role="group" aria-label="How coarse may a picture be?">
        ${
          this.card === null
            ? this.renderStart()
            : this.place < this.pictures.length
              ? this.renderPicture(this.card)
              : this.renderResult(this.card)
        }
        <p class="only-read" role="status">${this.message}</p>
      </div>
    `;
  }

  private renderStart(): TemplateResult {
    return html`
      <p>
        ${PICTURES} photographs, each a mosaic at first. Move the slider until you can name what is
        on it, and no further.
      </p>
      <button
        class="button strong"
        type="button"
        @click=${this.problem === "" ? this.start : () => retry(() => this.start())}
      >
        ${this.problem === "" ? "Start" : "Retry"}
      </button>
      ${this.problem === "" ? nothing : html`<p role="alert">${this.problem}</p>`}
    `;
  }

  private renderPicture(card: Card): TemplateResult {
    const done = this.named[this.place];
    const shown = done === undefined ? this.side : this.sides.length - 1;
    const side = this.sides[shown] ?? 1;
    return html`
      <p class="muted">Photograph ${this.place + 1} of ${this.pictures.length}</p>
      <div class="game">
        <div class="picture" role="img" aria-label="A photograph of ${side} by ${side} pixels">
          ${this.renderAt(card, this.place, side)}
        </div>
        <div>
          <label>
            <span>${side} × ${side} pixels</span>
            <input
              type="range"
              min="0"
              max=${this.sides.length - 1}
              step="1"
              aria-valuetext="${side} by ${side} pixels"
              ?disabled=${done !== undefined}
              .value=${String(shown)}
              @input=${this.slide}
            />
          </label>
          ${done === undefined ? this.renderNames(card) : this.renderVerdict(card, done)}
        </div>
      </div>
    `;
  }

  private renderNames(card: Card): TemplateResult {
    return html`
      <div class="names" role="group" aria-label="It is">
        ${(card.labels ?? []).map(
          (label, index) => html`
            <button class="button" type="button" @click=${() => this.answer(index)}>
              ${label}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderVerdict(card: Card, done: Named): TemplateResult {
    const last = this.place === this.pictures.length - 1;
    return html`
      <p class="verdict">${this.verdict(card, done)}</p>
      <button class="button strong next" type="button" @click=${() => this.ask(this.place + 1)}>
        ${last ? "The result" : "Next"}
      </button>
    `;
  }

  private renderResult(card: Card): TemplateResult {
    return html`
      <p class="verdict">${this.result}</p>
      <ul role="list">
        ${this.named.map(
          ({ side, right }, place) => html`
            <li>
              ${this.renderAt(card, place, side)}
              <span>${right ? `${side} × ${side}` : "missed"}</span>
            </li>
          `,
        )}
      </ul>
      <button class="button" type="button" @click=${this.start}>Once more</button>
    `;
  }

  private renderAt(card: Card, place: number, side: number): TemplateResult {
    const { shape, range } = card.inputs[0];
    const [finest = 1, , channels = 1] = shape;
    const values = this.pictures[place]?.input ?? new Float32Array();
    return inputPicture(
      coarse(values, finest, channels, side),
      [side, side, channels],
      range ?? [0, 1],
    );
  }

  private verdict(card: Card, { side, right }: Named): string {
    const name = card.labels?.[this.pictures[this.place]?.target ?? 0] ?? "";
    return right ? `${name}: right, from ${side} × ${side} pixels.` : `No, it's labelled ${name}.`;
  }

  private get result(): string {
    const right = this.named.filter((answer) => answer.right).length;
    const limit = limitOf(this.named, this.sides);
    const of = `You have named ${right} of ${this.named.length}.`;
    if (limit === null) return `${of} Fewer than half: take your time, and try once more.`;
    return `${of} For half of them, ${limit} × ${limit} pixels were enough. That is your limit.`;
  }

  /** For screen readers, after each answer. */
  private get message(): string {
    if (this.card === null) return "";
    const done = this.named[this.place];
    if (done !== undefined) return this.verdict(this.card, done);
    return this.place === this.pictures.length ? this.result : "";
  }

  static override styles = [sharedStyles, ownStyles];
}

customElements.define("how-coarse", HowCoarse);

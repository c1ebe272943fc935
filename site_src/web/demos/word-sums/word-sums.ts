import { html, LitElement, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { inputStyles, sumStyles } from "./styles.ts";
import { compute, NO_TERMS, readTerms, writeTerms, type Result, type Terms } from "./sum.ts";
import { VectorsController } from "./vectors-controller.ts";
import { wordInput } from "./word-input.ts";

/**
 * `<word-sums file="word-vectors.bin" sum="king - man + woman">`: the reader adds and subtracts words,
 * and sees which ones come nearest. Those that were put in are struck out, not left out.
 *
 * `file` is a file of the page (see vectors.ts), which comes at the first touch. Prose and address set
 * `sum`.
 */
export class WordSums extends LitElement implements UrlStateful {
  @property({ type: String }) file = "";
  /** What stands there at first. */
  @property({ type: String }) sum = "";
  @state() private terms: Terms = NO_TERMS;
  @state() private result: Result | null = null;

  private begun = false;
  private readonly words: VectorsController = new VectorsController(
    this,
    () => this.file,
    () => this.compute(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.begun) return;
    this.begun = true;
    this.terms = readTerms(this.sum);
    this.applySettings(readUrlState(location.href, this));
  }

  applySettings(settings: Settings): void {
    const sum = settings.get("sum");
    if (sum !== undefined) this.put(readTerms(sum));
  }

  private put(terms: Terms): void {
    this.terms = terms;
    writeUrlState(this, new Map([["sum", writeTerms(terms)]]));
    this.compute();
  }

  /** The words first, if they aren't here yet. */
  private compute(): void {
    const { vectors } = this.words;
    if (vectors === null) this.words.touch();
    else this.result = compute(vectors, this.terms);
  }

  private submitted(event: Event): void {
    event.preventDefault();
    this.put(this.terms);
  }

  private get sentence(): string {
    if (this.words.state === "loading") return "The words are on their way.";
    return this.result?.said ?? "";
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" role="group" aria-label="A calculator for words">
        ${this.words.renderStatus()}
        <form @submit=${this.submitted}>
          ${this.renderTerm(0, "", "First word")} ${this.renderTerm(1, "−", "Less this word")}
          ${this.renderTerm(2, "+", "Plus this word")}
          <button class="button strong" type="submit">What's nearest?</button>
        </form>
        ${this.words.renderProblem()}
        <p class="sentence" role="status">${this.sentence}</p>
        ${this.renderNear()}
      </div>
    `;
  }

  private renderTerm(place: 0 | 1 | 2, sign: string, label: string): TemplateResult {
    const typed = (word: string): void =>
      this.put(this.terms.map((term, at) => (at === place ? word : term)) as unknown as Terms);
    return html`
      <span class="term">
        ${sign === "" ? nothing : html`<span class="sign" aria-hidden="true">${sign}</span>`}
        ${wordInput(`term-${place}`, label, this.terms[place], this.words.vectors, typed)}
      </span>
    `;
  }

  private renderNear(): TemplateResult {
    const { result } = this;
    if (result === null)
      return html`<div class="near waiting muted">
        The ten nearest words will stand here. The first press fetches all of them, a file of less
        than 3 MB.
      </div>`;
    return html`
      <ol class="near" aria-label="The nearest words">
        ${result.near.map(({ word, cosine }) => {
          const isIn = result.putIn.has(word);
          const inlineSize = `${Math.max(0, 100 * cosine)}%`;
          return html`
            <li class=${isIn ? "put-in" : ""}>
              <button
                type="button"
                title="Look for its neighbours"
                @click=${() => this.put([word, "", ""])}
              >
                ${isIn ? html`<s>${word}</s>` : word}
              </button>
              <span class="track" aria-hidden="true"
                ><span class="bar" style=${styleMap({ inlineSize })}></span
              ></span>
              <span class="cosine">${cosine.toFixed(2).replace("-", "−")}</span>
              <span class="note muted">${isIn ? "put in" : ""}</span>
            </li>
          `;
        })}
      </ol>
    `;
  }

  static override styles = [sharedStyles, inputStyles, sumStyles];
}

customElements.define("word-sums", WordSums);

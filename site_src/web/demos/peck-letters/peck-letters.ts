import { html, LitElement, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { saveGuess } from "../../article/saved-guesses.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { ownStyles } from "./styles.ts";

const ROW = 10;

/**
 * `<peck-letters sheet="letters.png" answers='["x", "y"]' guess="yours">`: the reader learns two kinds of
 * letters as a pigeon would, by pecking and being told whether it was right.
 */
export class PeckLetters extends LitElement {
  /** A picture with the letters side by side, each as wide as it is high. */
  @property({ type: String }) sheet = "";
  /** The right answers, x or y; JSON. */
  @property({ type: String }) answers = "[]";
  /** The guess of the page that the reader's result is committed to. */
  @property({ type: String }) guess = "";
  @state() private pecks: readonly string[] = [];

  private get right(): readonly string[] {
    return JSON.parse(this.answers) as readonly string[];
  }

  /** How many were right in each row of ten that is complete. */
  private get rows(): readonly number[] {
    const hits = this.pecks.map((peck, n) => Number(peck === this.right[n]));
    return Array.from({ length: Math.floor(hits.length / ROW) }, (_, row) =>
      hits.slice(ROW * row, ROW * (row + 1)).reduce((sum, hit) => sum + hit, 0),
    );
  }

  private peck(answer: string): void {
    if (this.pecks.length === this.right.length) return;
    this.pecks = [...this.pecks, answer];
    if (this.pecks.length === this.right.length && this.guess !== "") {
      saveGuess(this.guess, this.rows);
    }
  }

  private key(event: KeyboardEvent): void {
    if (event.key !== "x" && event.key !== "y") return;
    event.preventDefault();
    this.peck(event.key);
  }

  private letter(index: number): TemplateResult {
    const share = index / Math.max(1, this.right.length - 1);
    const address = new URL(this.sheet, document.baseURI).href;
    const place = {
      backgroundImage: `url("${address}")`,
      backgroundPosition: `${100 * share}% 0`,
      backgroundSize: `${100 * this.right.length}% 100%`,
    };
    return html`<span class="letter" style=${styleMap(place)}></span>`;
  }

  private message(): string {
    const last = this.pecks.length - 1;
    if (last < 0) return "Peck x or y. The first ones you can only guess.";
    const truth = this.right[last] ?? "";
    const verdict = this.pecks[last] === truth ? `Right, it was ${truth}.` : `No, it was ${truth}.`;
    return last + 1 < this.right.length
      ? verdict
      : `${verdict} Your rows of ten: ${this.rows.join(", ")}.`;
  }

  override render(): TemplateResult {
    const done = this.pecks.length;
    const seen = [...this.pecks.keys()].slice(-ROW);
    return html`
      <div class="card" @keydown=${this.key}>
        ${
          done < this.right.length
            ? html`
                <p class="muted">Letter ${done + 1} of ${this.right.length}</p>
                <div class="now">
                  ${this.letter(done)}
                  <div class="buttons">
                    <button class="button strong" @click=${() => this.peck("x")}>x</button>
                    <button class="button strong" @click=${() => this.peck("y")}>y</button>
                  </div>
                </div>
              `
            : html`<button class="button" @click=${() => (this.pecks = [])}>Peck again</button>`
        }
        <p role="status">${this.message()}</p>
        ${
          done === 0
            ? nothing
            : html`
                <ol aria-label="The last letters, and what they were">
                  ${seen.map(
                    (n) => html`
                      <li class=${this.pecks[n] === this.right[n] ? "hit" : "miss"}>
                        ${this.letter(n)} ${this.right[n]}
                      </li>
                    `,
                  )}
                </ol>
              `
        }
      </div>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

customElements.define("peck-letters", PeckLetters);
